"""The roadmaps of documents 002 and 003, from ``shipped/roadmaps.yaml``; the head of that file explains its form."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from data.measures.deadlines import Deadline
from data.methodology.yaml_files import SHIPPED_FOLDER
from data.vocabulary import DeadlineKind

FILE = SHIPPED_FOLDER / "roadmaps.yaml"
# The kinds of deadline that the documents use → the kinds of the product.
KINDS = {
    "once": DeadlineKind.MONTH,
    "annual": DeadlineKind.ANNUAL,
    "annual_on_schedule": DeadlineKind.ON_SCHEDULE,
    "as_needed": DeadlineKind.AS_NEEDED,
    "external_schedule": DeadlineKind.ON_SCHEDULE,
    "every_n_years": DeadlineKind.EVERY_FEW_YEARS,
    "within_year": DeadlineKind.YEAR,
    "school_year": DeadlineKind.SCHOOL_YEAR,
    "period": DeadlineKind.PERIOD,
    "throughout": DeadlineKind.ONGOING,
    "unspecified": DeadlineKind.NOT_STATED,
}


@dataclass(frozen=True)
class ReferenceMeasure:
    """``stage`` is the code of a stage or of a group; ``number`` and ``result`` are empty where the document has none.

    ``source_kind`` is a key of ``KINDS``; ``detail`` is what is known of the deadline: ``2021-08``, ``08-15``,
    ``2021..2024``, a number of years, or nothing. ``responsible`` are letters explained in the file.
    """

    number: str
    stage: str
    text: str
    source_kind: str
    detail: str
    responsible: str
    result: str

    @property
    def kind(self) -> DeadlineKind:
        return KINDS[self.source_kind]

    @property
    def every_years(self) -> int | None:
        return int(self.detail) if self.source_kind == "every_n_years" else None


@dataclass(frozen=True)
class ReferenceRoadmap:
    """The measures of one direction in one document; ``stage_is_reading`` where the document names no stage."""

    document: str
    source_ru: str
    source_en: str
    years: tuple[int, int]
    stage_is_reading: bool
    direction: str
    measures: tuple[ReferenceMeasure, ...]


@cache
def read_reference_roadmaps() -> tuple[ReferenceRoadmap, ...]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_roadmaps(content["roadmaps"]))


def _roadmaps(documents: list[dict[str, Any]]) -> Iterator[ReferenceRoadmap]:
    for one in documents:
        for direction in one["directions"]:
            yield ReferenceRoadmap(
                document=one["code"],
                source_ru=one["source_ru"],
                source_en=one["source_en"],
                years=(one["years"][0], one["years"][1]),
                stage_is_reading=one["stage_is_reading"],
                direction=direction["direction"],
                measures=tuple(_measure(row) for row in direction["measures"]),
            )


def _measure(row: list[str | None]) -> ReferenceMeasure:
    number, stage, text, deadline, responsible, result = (part or "" for part in row)
    kind, _blank, detail = deadline.partition(" ")
    if kind not in KINDS:
        raise ValueError(f"{FILE.name}: there is no kind of deadline “{kind}”")
    return ReferenceMeasure(number, stage, text, kind, detail, responsible, result)


def deadline_in(measure: ReferenceMeasure, years: tuple[int, int], shift: int = 0) -> Deadline:
    """The deadline of a measure in a roadmap of ``years``, with the years of the document moved by ``shift``.

    What the document leaves out stays out: a month without its year gives no day.
    """
    first, last = years
    start, _dots, end = measure.detail.partition("..")
    if measure.kind is DeadlineKind.ANNUAL:
        month, day = (int(part) for part in f"{start}-0".split("-")[:2]) if start else (12, 31)
        return Deadline(measure.kind, date(first, 1, 1), date(last, month, day or monthrange(last, month)[1]))
    if measure.kind is DeadlineKind.EVERY_FEW_YEARS:
        return Deadline(measure.kind, date(first, 1, 1), date(last, 12, 31), measure.every_years)
    if len(start) < len("2021"):
        return Deadline(measure.kind)
    return Deadline(measure.kind, _bound(start, shift)[0], _bound(end or start, shift)[1])


def _bound(text: str, shift: int) -> tuple[date, date]:
    """The first and the last day of a year, or of a month of a year."""
    year, _dash, month = text.partition("-")
    at = int(year) + shift
    if not month:
        return date(at, 1, 1), date(at, 12, 31)
    return date(at, int(month), 1), date(at, int(month), monthrange(at, int(month))[1])
