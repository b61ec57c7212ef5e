"""How far a region has been set up: what is stored of each thing that a ranking or a comparison needs."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, func, select, true

from data.language import local
from data.models.assessment import ComponentResult
from data.models.indicators import Observation
from data.models.methodology import Methodology
from data.models.region import Enrolment, Municipality, Period, Region, School
from data.storage.reader import Reader, remembered

# Methodologies that come with the product and can be taken with one press: the official one first.
OFFERED_METHODOLOGIES = ("official-2021-partial", "example", "demonstration-8")


@dataclass(frozen=True)
class Stored:
    """Counts as of the reader's revision. Registers have no revisions: they are counted as they stand.

    ``municipalities`` are those that exist in the newest period: what was merged into another one is counted no more.
    """

    regions: int
    municipalities: int
    methodologies: int
    periods: int
    has_scores: bool
    has_observations: bool
    has_schools: bool

    @property
    def has_figures(self) -> bool:
        return self.has_scores or self.has_observations or self.has_schools


@dataclass(frozen=True)
class RegionNamesLine:
    """The region as its form shows it."""

    name_ru: str
    name_en: str
    short_ru: str
    short_en: str
    time_zone: str
    is_demo: bool


@dataclass(frozen=True)
class MethodologyName:
    code: str
    name: str


@remembered
def stored(reader: Reader) -> Stored:
    """Whatever the viewer's scope: these are counts of registers, and whether there is anything at all."""

    def count(model: type, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
        return select(func.count()).select_from(model).where(*conditions).scalar_subquery()

    def any_of(model: type) -> ScalarSelect[int]:
        rows = select(model.id).where(reader.as_of(model)).limit(1)  # type: ignore[attr-defined]
        return select(func.count()).select_from(rows.subquery()).scalar_subquery()

    newest = select(func.max(Period.year)).scalar_subquery()
    # Without a period nothing is known to have ended; an empty year is an open one.
    exists_now = (
        func.coalesce(Municipality.first_year <= newest, true()),
        func.coalesce(Municipality.last_year >= newest, true()),
    )
    numbers = reader.session.execute(
        select(
            count(Region),
            count(Municipality, *exists_now),
            count(Methodology),
            count(Period),
            *(any_of(model) for model in (ComponentResult, Observation, School, Enrolment)),
        )
    ).one()
    scores, observations, schools, enrolments = (bool(number) for number in numbers[4:])
    return Stored(numbers[0], numbers[1], numbers[2], numbers[3], scores, observations, schools or enrolments)


def region_names(reader: Reader) -> RegionNamesLine | None:
    """All names of the region, or nothing while it has none."""
    row = reader.session.scalar(select(Region).limit(1))
    if row is None:
        return None
    return RegionNamesLine(row.name_ru, row.name_en, row.short_ru, row.short_en, row.time_zone, row.is_demo)


@remembered
def stored_methodologies(reader: Reader) -> tuple[MethodologyName, ...]:
    """Names of all that are stored, by code."""
    rows = reader.session.scalars(select(Methodology).order_by(Methodology.code))
    return tuple(MethodologyName(row.code, local(row.name_ru, row.name_en)) for row in rows)
