"""Invented values of the indicators, drawn around the profiles of ``indicators.yaml``."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.demo import planted
from data.demo.places import YEARS, home_of_school, places
from data.demo.schools import DemoSchool, schools, students_in, teachers_in
from data.demo.scoring import SEED
from data.vocabulary import Nothing, SchoolKind

MUNICIPALITY_NO_DATA = 0.015
SCHOOL_NO_DATA = 0.02
# How far a school's own level strays from that of its cluster, and how a level grows, in percent of teachers.
SCHOOL_SPREAD = 11.0
SCHOOL_GROWTH = 1.2
WINNERS_AMONG_PARTICIPANTS = 0.4
YEAR_NOISE = 0.15
HEADS_PER_SCHOOL = 3
LARGE_FROM = 501


@dataclass(frozen=True)
class Observed:
    indicator: str
    municipality: str
    school: str | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    missing_reason: str | None = None
    interval: str | None = None


def _missing(indicator: str, municipality: str, school: str | None = None) -> Observed:
    return Observed(indicator, municipality, school, missing_reason=Nothing.NO_DATA.value)


def municipality_rows(indicators: list[dict[str, Any]], year: int) -> Iterator[Observed]:
    """The indicators of every municipality that exists in ``year``."""
    staff = _staff(year)
    for index, place in enumerate(places()):
        if not place.exists_in(year):
            continue
        for order, row in enumerate(indicators):
            # The municipality's own leaning lasts; the noise of a year does not.
            lasting = float(np.random.default_rng([SEED, 11, index, order]).normal())
            generator = np.random.default_rng([SEED, 12, index, order, year])
            if place.code != planted.SHOWN and generator.random() < MUNICIPALITY_NO_DATA:
                yield _missing(row["code"], place.code)
                continue
            yield _municipality_value(row, place.code, year, lasting, generator, staff[place.code])


def _staff(year: int) -> dict[str, dict[str, int]]:
    """Teachers, heads and both together, by municipality."""
    staff: dict[str, dict[str, int]] = defaultdict(lambda: {"teachers": 0, "heads": 0, "staff": 0})
    for school in schools():
        counts = staff[home_of_school(school.code, year)]
        counts["teachers"] += teachers_in(school, year)
        counts["heads"] += HEADS_PER_SCHOOL
        counts["staff"] = counts["teachers"] + counts["heads"]
    return staff


def _municipality_value(
    row: dict[str, Any],
    municipality: str,
    year: int,
    lasting: float,
    generator: np.random.Generator,
    staff: dict[str, int],
) -> Observed:
    profile = row["profile"]
    # The municipality that pages open with shows the region's level, as in the design pictures.
    leaning = 0.0 if municipality == planted.SHOWN else lasting * profile["spread"]
    noise = 0.0 if municipality == planted.SHOWN else float(generator.normal(0, profile["spread"] * YEAR_NOISE))
    level = profile["level"] + leaning - profile["growth"] * (planted.LAST_YEAR - year) + noise
    if "of" not in profile:
        return Observed(row["code"], municipality, value=float(max(0, round(level))))
    denominator = max(4, round(staff[profile["of"]] * profile["part"]))
    numerator = int(np.clip(round(level / 100 * denominator), 0, denominator))
    return Observed(row["code"], municipality, numerator=float(numerator), denominator=float(denominator))


def school_rows(indicators: list[dict[str, Any]], year: int) -> Iterator[Observed]:
    """The five indicators of every school; winners are drawn from the participants of the same school."""
    levels = {row["code"]: row["level"] for row in indicators if "level" in row}
    for index, school in enumerate(schools()):
        lasting = np.random.default_rng([SEED, 13, index]).normal(0, SCHOOL_SPREAD, len(levels))
        generator = np.random.default_rng([SEED, 14, index, year])
        teachers = teachers_in(school, year)
        counts = {}
        for (code, level), own in zip(levels.items(), lasting, strict=True):
            grown = level[_size_class(school, year)] + own - SCHOOL_GROWTH * (YEARS[-1] - year)
            counts[code] = int(generator.binomial(teachers, float(np.clip(grown, 0, 98)) / 100))
        counts["s3"] = int(generator.binomial(counts["s2"], WINNERS_AMONG_PARTICIPANTS))
        home = home_of_school(school.code, year)
        for code in sorted(counts):
            if generator.random() < SCHOOL_NO_DATA:
                yield _missing(code, home, school.code)
            else:
                yield Observed(code, home, school.code, numerator=float(counts[code]), denominator=float(teachers))


def _size_class(school: DemoSchool, year: int) -> int:
    """Where the levels of a school stand in ``indicators.yaml``: large, small, others."""
    if school.kind is not SchoolKind.SECONDARY:
        return 2
    return 0 if students_in(school, year) >= LARGE_FROM else 1
