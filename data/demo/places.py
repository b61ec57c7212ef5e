"""The invented municipalities, as plain values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.demo.planted import LAST_YEAR, MERGED_INTO, MERGER_YEAR

YEARS = tuple(range(2022, LAST_YEAR + 1))


@dataclass(frozen=True)
class Place:
    """``total`` is the points reached in 2026 of 900, ``schools`` their number at the start."""

    code: str
    kind: str
    name_ru: str
    name_en: str
    short_ru: str
    short_en: str
    total: int
    schools: int
    first_year: int | None
    last_year: int | None

    def exists_in(self, year: int) -> bool:
        return (self.first_year or year) <= year <= (self.last_year or year)


@cache
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("municipalities.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def places() -> tuple[Place, ...]:
    kinds = content()["kinds"]
    return tuple(
        Place(
            code=row["code"],
            kind=row["kind"],
            name_ru=f"{row['ru']} {kinds[row['kind']]['name_ru']}",
            name_en=f"{row['en']} {kinds[row['kind']]['name_en']}",
            short_ru=f"{row['ru']} {kinds[row['kind']]['short_ru']}",
            short_en=f"{row['en']} {kinds[row['kind']]['short_en']}",
            total=row["total"],
            schools=row["schools"],
            first_year=row.get("first_year"),
            last_year=row.get("last_year"),
        )
        for row in content()["municipalities"]
    )


def home_of_school(school_code: str, year: int) -> str:
    """The code of the municipality that a school belongs to: the prefix of its own, unless that was merged away."""
    origin = school_code.split("-")[0]
    merged = {row["predecessor"] for row in content()["mergers"]}
    return MERGED_INTO if origin in merged and year >= MERGER_YEAR else origin
