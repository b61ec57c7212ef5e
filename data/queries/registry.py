"""What names and codes mean: municipalities, periods, rubrics, indicators and schools."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from data.language import local
from data.models.indicators import IndicatorRule
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Enrolment, Municipality, Period, School
from data.queries.aliases import Alias, aliases, shown_kind
from data.queries.catalogue.described import catalogue
from data.storage.reader import Reader, kept, remembered


@dataclass(frozen=True)
class MunicipalityEntry:
    """``kind`` is a value of ``MunicipalityKind``, or ``WITHHELD_KIND`` to a viewer whom it would tell who this is.

    ``first_year`` and ``last_year`` bound its existence, both inclusive, None = open.
    """

    id: int
    code: str
    kind: str
    name_ru: str
    name_en: str
    short_ru: str
    short_en: str
    first_year: int | None
    last_year: int | None

    @property
    def name(self) -> str:
        return local(self.name_ru, self.name_en)

    @property
    def short(self) -> str:
        return local(self.short_ru, self.short_en)

    def exists_in(self, year: int) -> bool:
        return (self.first_year is None or self.first_year <= year) and (
            self.last_year is None or year <= self.last_year
        )


@dataclass(frozen=True)
class PeriodEntry:
    id: int
    code: str
    year: int
    school_year: str


@dataclass(frozen=True)
class RubricRow:
    """One parameter with everything above it; ``minimum`` and ``maximum`` in points."""

    parameter_id: int
    direction: str
    cycle_component_ru: str
    cycle_component_en: str
    position: str
    position_text_ru: str
    position_text_en: str
    parameter: str
    parameter_name_ru: str
    parameter_name_en: str
    minimum: float
    maximum: float


@dataclass(frozen=True)
class Rubric:
    """A methodology as rows in the order of directions, stages, positions and parameters."""

    id: int
    code: str
    version: str
    name_ru: str
    name_en: str
    is_demo: bool
    direction_names: dict[str, tuple[str, str]]
    rows: tuple[RubricRow, ...]

    @property
    def directions(self) -> tuple[str, ...]:
        """Codes of the directions that have at least one parameter."""
        return tuple(dict.fromkeys(row.direction for row in self.rows))


@dataclass(frozen=True)
class IndicatorEntry:
    """``level``, ``unit`` and ``polarity`` are values of the enumerations of these names in ``data.vocabulary``."""

    id: int
    code: str
    level: str
    unit: str
    name_ru: str
    name_en: str
    short_ru: str
    short_en: str
    polarity: str = ""
    denominator: str = ""

    @property
    def name(self) -> str:
        return local(self.name_ru, self.name_en)

    @property
    def short(self) -> str:
        return local(self.short_ru, self.short_en)


@dataclass(frozen=True)
class RuleEntry:
    """In every unit the indicator ``smaller`` never exceeds ``larger``; both are codes."""

    smaller: str
    larger: str
    note_ru: str
    note_en: str


@dataclass(frozen=True)
class SchoolEntry:
    """``id`` is that of the row valid in the reader's revision; ``code`` outlives rows."""

    id: int
    code: str
    municipality: str
    municipality_id: int
    kind: str
    name_ru: str


# Columns in the order of MunicipalityEntry: thousands of rows need no objects of the session beside their own.
_MUNICIPALITIES = select(
    Municipality.id,
    Municipality.code,
    Municipality.kind,
    Municipality.name_ru,
    Municipality.name_en,
    Municipality.short_ru,
    Municipality.short_en,
    Municipality.first_year,
    Municipality.last_year,
).order_by(Municipality.code)


@kept
def municipalities(reader: Reader) -> tuple[MunicipalityEntry, ...]:
    """All municipalities that ever were, by code; to a viewer who may not know others, these under their aliases."""
    found = (MunicipalityEntry(*row) for row in reader.session.execute(_MUNICIPALITIES))
    if reader.viewer.knows_others:
        return tuple(found)
    known = aliases(reader)
    kinds = (replace(one, kind=shown_kind(reader, one.kind)) for one in found)
    shown = (_under_alias(one, known[one.code]) if one.code in known else one for one in kinds)
    return tuple(sorted(shown, key=lambda one: one.code))


def _under_alias(one: MunicipalityEntry, alias: Alias) -> MunicipalityEntry:
    """Without its id, which would tell it from others as well as a name; years stay, and a kind that many have."""
    return replace(
        one,
        id=0,
        code=alias.code,
        name_ru=alias.name_ru,
        name_en=alias.name_en,
        short_ru=alias.name_ru,
        short_en=alias.name_en,
    )


def names_in_both_languages(reader: Reader) -> dict[str, str]:
    """By code, every name of each municipality, for a search."""
    return {one.code: f"{one.short_ru} {one.name_ru} {one.short_en} {one.name_en}" for one in municipalities(reader)}


def municipality(reader: Reader, code: str) -> MunicipalityEntry | None:
    """The municipality of this code, or nothing when there is none."""
    return next((one for one in municipalities(reader) if one.code == code), None)


@kept
def periods(reader: Reader) -> tuple[PeriodEntry, ...]:
    rows = reader.session.scalars(select(Period).order_by(Period.year))
    return tuple(PeriodEntry(row.id, row.code, row.year, row.school_year) for row in rows)


@kept
def methodology_codes(reader: Reader) -> tuple[str, ...]:
    return tuple(reader.session.scalars(select(Methodology.code).order_by(Methodology.code)))


@remembered
def rubric(reader: Reader, code: str) -> Rubric | None:
    """The rubric of the methodology ``code``, or nothing when there is none."""
    methodology = reader.session.scalar(select(Methodology).where(Methodology.code == code))
    if methodology is None:
        return None
    rows = reader.session.execute(
        select(
            Parameter.id,
            Direction.code,
            CycleComponent.name_ru,
            CycleComponent.name_en,
            Position.code,
            Position.text_ru,
            Position.text_en,
            Parameter.code,
            Parameter.name_ru,
            Parameter.name_en,
            Parameter.minimum,
            Parameter.maximum,
        )
        .select_from(Direction)
        .join(Position, Position.direction_id == Direction.id)
        .join(CycleComponent, CycleComponent.id == Position.cycle_component_id)
        .join(Parameter, Parameter.position_id == Position.id)
        .where(Direction.methodology_id == methodology.id)
        .order_by(Direction.order, CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id)
    )
    return Rubric(
        methodology.id,
        methodology.code,
        methodology.version,
        methodology.name_ru,
        methodology.name_en,
        methodology.is_demo,
        {direction.code: (direction.name_ru, direction.name_en) for direction in methodology.directions},
        tuple(RubricRow(*tuple(row)) for row in rows),
    )


def indicators(reader: Reader) -> tuple[IndicatorEntry, ...]:
    return tuple(
        IndicatorEntry(
            id=one.id,
            code=one.code,
            level=one.level,
            unit=one.values["unit"],
            name_ru=one.values["name_ru"],
            name_en=one.values["name_en"],
            short_ru=one.values["short_ru"],
            short_en=one.values["short_en"],
            polarity=one.values["polarity"],
            denominator=one.denominator,
        )
        for one in catalogue(reader)
    )


def indicator_rules(reader: Reader) -> tuple[RuleEntry, ...]:
    codes = {row.id: row.code for row in indicators(reader)}
    rows = reader.session.scalars(select(IndicatorRule).order_by(IndicatorRule.id))
    return tuple(RuleEntry(codes[row.smaller_id], codes[row.larger_id], row.note_ru, row.note_en) for row in rows)


def schools(reader: Reader) -> tuple[SchoolEntry, ...]:
    """The schools of the viewer's scope as of the reader's revision, by code."""
    rows = reader.session.execute(
        select(School, Municipality.code)
        .join(School.municipality)
        .where(reader.as_of(School), reader.detail_scope(Municipality.code))
        .order_by(School.code)
    )
    return tuple(
        SchoolEntry(row.id, row.code, municipality, row.municipality_id, row.kind, row.name_ru)
        for row, municipality in rows
    )


def enrolments(reader: Reader, period_id: int) -> dict[str, tuple[int, int]]:
    """Students by school code in a period, as (id of the row, students), within the viewer's scope."""
    rows = reader.session.execute(
        select(Enrolment.school_code, Enrolment.id, Enrolment.students)
        .join(School, School.code == Enrolment.school_code)
        .join(School.municipality)
        .where(
            Enrolment.period_id == period_id,
            reader.as_of(Enrolment),
            reader.as_of(School),
            reader.detail_scope(Municipality.code),
        )
    )
    return {code: (identity, students) for code, identity, students in rows}
