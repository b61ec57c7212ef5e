"""Checking one row of observations: whose figure it is, of which indicator and period, and the figure itself."""

from dataclasses import dataclass, field, replace

from data.findings import first_of
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, note_lookalikes
from data.intake.tables.indicator_names import check_indicator_name, tell_other_name, warn_unknown_name
from data.intake.tables.known_names import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    Place,
    Region,
    check_existence,
    municipality_cell,
    row_municipality,
)
from data.intake.tables.periods.figure_period import FigurePeriod, figure_period
from data.intake.tables.quantities import Quantity, read_quantity
from data.intake.tables.texts import read_text
from data.language import _
from data.queries.registry import IndicatorEntry, MunicipalityEntry, SchoolEntry
from data.text.names import closest, code_key, name_key
from data.vocabulary import Level, Unit

ANSWER_COLUMNS = ("value", "numerator", "denominator", "comment")


@dataclass(frozen=True)
class ObservationAnswer:
    """One row; None in ``quantity`` or ``comment`` = the row does not say, what is stored stays."""

    municipality: MunicipalityEntry
    period: FigurePeriod
    indicator: IndicatorEntry
    school: str | None
    quantity: Quantity | None
    comment: str | None
    sheet: str
    cell: str

    @property
    def identity(self) -> tuple[int, int, int, str | None, str | None]:
        return self.indicator.id, self.period.id, self.municipality.id, self.school, self.period.interval


@dataclass
class Known:
    """What the rows of a sheet may name."""

    level: Level
    place: Place
    region: Region
    indicators: dict[str, IndicatorEntry]
    schools: dict[str, SchoolEntry]
    # A foreign table has its own names for everything; in a template they are the registry's.
    of_template: bool = True
    # Where rows are about many indicators a question about one says nothing about the others.
    asks_by_indicator: bool = False
    # Municipality and name of each school, made when it is first asked for.
    _named: set[tuple[str, str]] = field(default_factory=set)

    def named_schools(self) -> set[tuple[str, str]]:
        if not self._named:
            self._named.update((one.municipality, name_key(one.name_ru)) for one in self.schools.values())
        return self._named

    def untold(self) -> "Known":
        """The same as if nothing had been reported yet."""
        return replace(self, region=self.region.untold())


def check_row(row: Row, known: Known, found: Collector) -> ObservationAnswer | None:
    """The answer of one row, or nothing where its names or its figure are wrong, which is reported."""
    indicator = find_indicator(row, known, found)
    school = find_school(row, known, found) if known.level is Level.SCHOOL else None
    if indicator is None or (known.level is Level.SCHOOL and school is None):
        return None
    municipality = find_municipality(row, school, known, found)
    period = figure_period(row, known.place, known.region, found)
    asked = indicator.code if known.asks_by_indicator else ""
    quantity = read_quantity(row, Unit(indicator.unit), found, asked)
    if quantity is not None and quantity.value is not None and school and indicator.unit == Unit.PERCENT:
        found.error(
            "fraction-incomplete",
            _("The share of a school needs numerator and denominator."),
            sheet=row.table.sheet.name,
            cell=row.address("numerator"),
            fix=_("Write both numbers, or “н/д” where there are no data."),
        )
    comment = read_text(row, "comment", found)
    if municipality is None or period is None:
        return None
    check_existence(municipality, period.entry, row.table.sheet.name, municipality_cell(row, known.place), found)
    return ObservationAnswer(
        municipality,
        period,
        indicator,
        school.code if school else None,
        quantity,
        comment,
        row.table.sheet.name,
        row.address("value" if "value" in row.table.columns else "numerator"),
    )


def find_indicator(row: Row, known: Known, found: Collector) -> IndicatorEntry | None:
    typed = row.text("indicator")
    indicator = known.indicators.get(code_key(typed))
    if indicator is not None and indicator.level == known.level:
        check_indicator_name(row, indicator, known.indicators, known.region, found)
        return indicator
    codes = [entry.code for entry in known.indicators.values() if entry.level == known.level]
    found.error(
        "unknown-indicator",
        _("The indicator is unknown.")
        if indicator is None
        else _("The indicator is not observed at the level of this sheet."),
        sheet=row.table.sheet.name,
        cell=row.address("indicator"),
        found=typed or None,
        expected=", ".join(closest(typed, codes)) or first_of(codes, 5) or None,
        fix=_("Write the code of the indicator as the template has it."),
    )
    return None


def find_school(row: Row, known: Known, found: Collector) -> SchoolEntry | None:
    typed = row.text("school")
    school = known.schools.get(code_key(typed))
    if school is None:
        similar = closest(typed, [entry.code for entry in known.schools.values()])
        found.error(
            "unknown-school",
            _("The school is unknown."),
            sheet=row.table.sheet.name,
            cell=row.address("school"),
            found=typed or None,
            expected=", ".join(similar) or _("a code of the registry"),
            fix=_("Write the code of the school as the template has it, or load the school first."),
        )
        return None
    name = name_key(row.text("school_name"))
    if name and name != name_key(school.name_ru):
        if (school.municipality, name) in known.named_schools():
            tell_other_name(row, "school_name", "school", school.code, school.name_ru, found)
        elif known.of_template:
            warn_unknown_name(row, "school_name", school.code, school.name_ru, known.region, found)
    if known.of_template:
        note_lookalikes(row, "school_name", found)
    return school


def find_municipality(row: Row, school: SchoolEntry | None, known: Known, found: Collector) -> MunicipalityEntry | None:
    """The municipality of a row; a school knows its own, and the row must not say another."""
    says = row.text(MUNICIPALITY_CODE.key) or row.text(MUNICIPALITY_NAME.key) or known.place.municipality
    own = known.region.municipality(school.municipality) if school else None
    if own is not None and not says:
        return own
    municipality = row_municipality(row, known.place, known.region, found)
    if own is not None and school is not None and municipality is not None and municipality != own:
        found.error(
            "school-of-another-municipality",
            _("The school belongs to another municipality."),
            sheet=row.table.sheet.name,
            cell=row.address("school"),
            found=f"{school.code}, {municipality.code}",
            expected=own.code,
            fix=_("Check the codes of the school and of the municipality."),
        )
        return None
    return municipality
