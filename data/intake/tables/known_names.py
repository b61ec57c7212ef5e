"""What a whole sheet is about, from the labels above its table or the template's key: municipality and period."""

from copy import copy
from dataclasses import dataclass, field

from data.intake.files.workbook import Cell, Sheet
from data.intake.tables.answers import NEW_PERIOD, period_place
from data.intake.tables.collector import Collector
from data.intake.tables.header import (
    ColumnSpec,
    Row,
    all_labelled,
    is_gap,
    labelled,
    lacks_period,
    lookalike_words,
    note_lookalikes,
)
from data.intake.tables.machine_key import MachineKey
from data.language import _
from data.queries import registry
from data.queries.registry import MunicipalityEntry, PeriodEntry
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.storage.reader import Reader
from data.text.intervals.interval import split_period
from data.text.intervals.labels import read_label, year_of
from data.text.invisible import visible
from data.text.names import LONGEST_NAME, closest, code_key, has_lookalikes, name_key

MUNICIPALITY_CODE = ColumnSpec(
    "municipality_code", "Код муниципалитета", "Municipality code", ("код мо", "мо"), False, True, varies=True
)
MUNICIPALITY_NAME = ColumnSpec(
    "municipality",
    "Муниципалитет",
    "Municipality",
    ("муниципальное образование", "наименование мо"),
    False,
    True,
    varies=True,
)
PERIOD = ColumnSpec(
    "period", "Период", "Period", ("год", "учебный год", "year", "отчётный период"), False, True, varies=True
)
METHODOLOGY = ColumnSpec("methodology", "Методика", "Methodology", ("рубрика", "rubric"), False)
LABELS = (MUNICIPALITY_CODE, MUNICIPALITY_NAME, PERIOD, METHODOLOGY)


@dataclass(frozen=True)
class Place:
    """What the labels of a sheet say, with the cells that say it."""

    municipality: MunicipalityEntry | None = None
    period: PeriodEntry | None = None
    municipality_cell: str | None = None
    # A label was there but could not be understood; this is already reported.
    municipality_failed: bool = False
    period_failed: bool = False
    # Where figures may be of a part of a year: its code and what the sheet calls it.
    interval: str | None = None
    label: str | None = None


@dataclass
class Region:
    """Finds municipalities and periods by what people type; ``within_years``: labels of parts of a year are known."""

    municipalities: tuple[MunicipalityEntry, ...]
    periods: tuple[PeriodEntry, ...]
    within_years: bool = False
    by_code: dict[str, MunicipalityEntry] = field(init=False)
    by_name: dict[str, list[MunicipalityEntry]] = field(init=False)
    # A wrong name that fills a column is one mistake, reported at its first place.
    told: set[tuple[str, str]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.by_code = {code_key(entry.code): entry for entry in self.municipalities}
        self.by_name = {}
        for entry in self.municipalities:
            for name in {name_key(text) for text in (entry.name_ru, entry.name_en, entry.short_ru, entry.short_en)}:
                self.by_name.setdefault(name, []).append(entry)

    @property
    def last_year(self) -> int:
        """Of the periods that are known; beyond it a year is a slip of the pen."""
        return max((entry.year for entry in self.periods), default=LAST_YEAR)

    @classmethod
    def load(cls, reader: Reader, *, within_years: bool = False) -> "Region":
        return cls(registry.municipalities(reader), registry.periods(reader), within_years)

    def untold(self) -> "Region":
        """The same region as if nothing had been reported of it yet."""
        twin = copy(self)
        twin.told = set()
        return twin

    def municipality(self, text: str) -> MunicipalityEntry | None:
        """By code, or by a name that only one municipality has."""
        named = self.by_name.get(name_key(text), [])
        return self.by_code.get(code_key(text)) or (named[0] if len(named) == 1 else None)

    def period(self, text: str) -> PeriodEntry | None:
        """By code, by year, or by school year such as 2025/26, also with a word: «2026 год»."""
        typed = visible(text).strip()
        named = next((one for one in self.periods if typed in {one.code, str(one.year), one.school_year}), None)
        year = None if named else self._year(typed)
        return named or next((one for one in self.periods if one.year == year), None)

    def _year(self, typed: str) -> int | None:
        """The year that a text names, or, where it may, the one that it names a part of."""
        year = year_of(typed)
        if year is not None or not self.within_years:
            return year
        said, label = split_period(typed), read_label(typed)
        return said[0] if said else label.year if label else None

    def tell_unknown_municipality(
        self, text: str, sheet: str, cell: str | None, found: Collector, fix: str = ""
    ) -> None:
        if (sheet, text) in self.told:
            return
        self.told.add((sheet, text))
        same = self.by_name.get(name_key(text), [])
        if len(same) > 1:
            found.error(
                "ambiguous-municipality",
                _("Several municipalities have this name."),
                sheet=sheet,
                cell=cell,
                found=text,
                expected=_("one of: {names}").format(names="; ".join(f"{one.code} {one.name}" for one in same)),
                fix=_("Write the code of the municipality as the template has it."),
            )
            return
        names = [name for entry in self.municipalities for name in (entry.name, entry.code)]
        similar = [self.municipality(name) for name in closest(text, names)]
        guesses = list(dict.fromkeys(f"{entry.code} {entry.name}" for entry in similar if entry))
        found.error(
            "unknown-municipality",
            _("The municipality is unknown."),
            sheet=sheet,
            cell=cell,
            found=text,
            expected=_("one of: {names}").format(names="; ".join(guesses)) if guesses else _("a code of the registry"),
            fix=fix or _("Write the code of the municipality as the template has it."),
        )

    def warn_unknown_name(
        self, municipality: MunicipalityEntry, name: str, sheet: str, cell: str | None, found: Collector
    ) -> None:
        """Once for each sheet: the code is known, and the name beside it is nobody's."""
        if (sheet, f"{municipality.code} {name}") in self.told:
            return
        self.told.add((sheet, f"{municipality.code} {name}"))
        found.warning(
            "unknown-name",
            _("The name beside the code is unknown; the rows are loaded by the code."),
            sheet=sheet,
            cell=cell,
            found=f"{municipality.code}, {name}",
            expected=f"{municipality.code} {municipality.name}",
            fix=_("If it is not a former name, check the code."),
        )

    def tell_unknown_period(self, text: str, sheet: str | None, cell: str | None, found: Collector) -> None:
        """A question where the text is a year: whoever loads the file may create its period together with it."""
        year = self._year(visible(text).strip())
        if year is not None and FIRST_YEAR <= year <= LAST_YEAR:
            self._ask_period(year, text, sheet, cell, found)
            return
        found.error(
            "unknown-period",
            _("The period is unknown."),
            sheet=sheet,
            cell=cell,
            found=text or None,
            expected=", ".join(entry.code for entry in self.periods) or None,
            fix=_(
                "Name the period in the cell beside “{label}”: a year such as 2026, or a school year such as 2025/26."
            ).format(label=PERIOD.title),
        )

    def _ask_period(self, year: int, text: str, sheet: str | None, cell: str | None, found: Collector) -> None:
        found.question(
            NEW_PERIOD,
            _("There is no period {year} yet. Create it?").format(year=year),
            period_place(year),
            sheet=sheet,
            cell=cell,
            found=text,
            expected=", ".join(entry.code for entry in self.periods) or None,
            fix=_("Say that the period is new, or fix the year."),
        )


def cell_text(cell: Cell) -> str:
    if isinstance(cell.value, float):
        return f"{cell.value:.15g}"
    return " ".join(str(cell.value)[:LONGEST_NAME].split())


def read_place(sheet: Sheet, before_row: int, key: MachineKey, region: Region, found: Collector) -> Place:
    """Municipality and period of a sheet; a label that contradicts the template's key is an error."""
    labels = labelled(sheet, LABELS, before_row)
    period, period_failed = _period(sheet, labels.get(PERIOD.key), key, region, found)
    named = labels.get(MUNICIPALITY_CODE.key) or labels.get(MUNICIPALITY_NAME.key)
    only = key.municipalities[0] if len(key.municipalities) == 1 else ""
    if named is None:
        _refuse_contradiction(sheet, before_row, region, found)
        return Place(region.municipality(only) if only else None, period, None, False, period_failed)
    text = cell_text(named)
    municipality = region.municipality(text)
    if municipality is None:
        region.tell_unknown_municipality(text, sheet.name, named.address, found)
        return Place(None, period, None, True, period_failed)
    if only and municipality.code != only:
        found.error(
            "municipality-mismatch",
            _("The template was made for another municipality."),
            sheet=sheet.name,
            cell=named.address,
            found=text,
            expected=only,
            fix=_("Fill in the template of this municipality."),
        )
        return Place(None, period, None, True, period_failed)
    _refuse_contradiction(sheet, before_row, region, found)
    name = labels.get(MUNICIPALITY_NAME.key)
    if name is not None and name is not named and region.municipality(cell_text(name)) is None:
        region.warn_unknown_name(municipality, cell_text(name), sheet.name, name.address, found)
    if has_lookalikes(text):
        found.note(
            "lookalike-letters",
            lookalike_words(),
            sheet=sheet.name,
            cell=named.address,
            found=text,
        )
    return Place(municipality, period, named.address, False, period_failed)


def _refuse_contradiction(sheet: Sheet, before_row: int, region: Region, found: Collector) -> None:
    """Tell of a label above the table that says something else than an earlier one about the same thing."""
    places = {MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key}
    first: dict[str, tuple[object, Cell]] = {}
    for key, cell in all_labelled(sheet, LABELS, before_row):
        text = cell_text(cell)
        meaning: object = region.municipality(text) if key in places else region.period(text) or name_key(text)
        known, place = first.setdefault("place" if key in places else key, (meaning, cell))
        # A former name beside the code is no contradiction.
        if meaning != known and None not in (meaning, known):
            found.at(
                "labels-contradict",
                _("Two cells above the table contradict each other."),
                sheet.name,
                cell,
                expected=_("the same as in {place}").format(place=place.address),
                fix=_("Keep the right one."),
            )


def _period(
    sheet: Sheet, label: Cell | None, key: MachineKey, region: Region, found: Collector
) -> tuple[PeriodEntry | None, bool]:
    text = cell_text(label) if label else key.period
    if not text and label is None:
        return None, False
    period = region.period(text)
    made_for = region.period(key.period) if key.period else None
    if period is None and (made_for is None or year_of(text) is None):
        region.tell_unknown_period(text, sheet.name, label.address if label else None, found)
        return None, True
    if period is None or (key.period and period != made_for):
        found.error(
            "period-mismatch",
            _("The period above the table is not the one that the template was made for."),
            sheet=sheet.name,
            cell=label.address if label else None,
            found=text,
            expected=key.period,
            fix=_("Fill in the template of this period."),
        )
        return None, True
    return period, False


def row_municipality(row: Row, place: Place, region: Region, found: Collector) -> MunicipalityEntry | None:
    """The municipality of a row: its own column, else, where no row names one, what stands above the table."""
    text = row.text(MUNICIPALITY_CODE.key)
    column = MUNICIPALITY_CODE.key if text else MUNICIPALITY_NAME.key
    text = text or row.text(MUNICIPALITY_NAME.key)
    if text:
        municipality = region.municipality(text)
        if municipality is None:
            cell = row.cell(column)
            region.tell_unknown_municipality(text, row.table.sheet.name, cell.address if cell else None, found)
        elif column == MUNICIPALITY_CODE.key:
            _check_name(row, municipality, region, found)
        if municipality is not None:
            _note_lookalikes(row, column, text, region, found)
        return municipality
    if is_gap(row, MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key):
        has_code = MUNICIPALITY_CODE.key in row.table.columns
        found.error(
            "municipality-not-named",
            _("The municipality of the row is missing."),
            sheet=row.table.sheet.name,
            cell=row.address(MUNICIPALITY_CODE.key if has_code else MUNICIPALITY_NAME.key),
            expected=_("a municipality in the row, as in the others"),
            fix=_("Write the municipality into the row."),
        )
        return None
    if place.municipality is None and not place.municipality_failed:
        found.error(
            "municipality-not-named",
            _("The municipality of the rows is missing."),
            sheet=row.table.sheet.name,
            fix=_("Write the code of the municipality above the table, beside “{label}”.").format(
                label=MUNICIPALITY_CODE.title
            ),
        )
    return place.municipality


def _note_lookalikes(row: Row, column: str, text: str, region: Region, found: Collector) -> None:
    """Once for each sheet and wording."""
    if (row.table.sheet.name, f"~{text}") in region.told:
        return
    region.told.add((row.table.sheet.name, f"~{text}"))
    note_lookalikes(row, column, found)


def _check_name(row: Row, municipality: MunicipalityEntry, region: Region, found: Collector) -> None:
    """Tell when the name beside the code is that of another municipality, or of none: it may be a former name."""
    name = row.text(MUNICIPALITY_NAME.key)
    if not name or municipality in region.by_name.get(name_key(name), []):
        return
    other = region.municipality(name)
    if other is None:
        region.warn_unknown_name(municipality, name, row.table.sheet.name, row.address(MUNICIPALITY_NAME.key), found)
    elif other != municipality:
        found.error(
            "municipality-mismatch",
            mismatch_words(row, MUNICIPALITY_CODE.key, _("Code and name belong to different municipalities.")),
            sheet=row.table.sheet.name,
            cell=row.address(MUNICIPALITY_NAME.key),
            found=f"{municipality.code}, {name}",
            expected=f"{municipality.code} {municipality.name}",
            fix=_("Check code and name."),
        )


def mismatch_words(row: Row, key: str, message: str) -> str:
    """The message, which tells the reason where the code comes from a cell merged over several rows."""
    if not row.is_covered(key):
        return message
    return message + " " + _("The cell of the code is merged over rows of different ones.")


def municipality_cell(row: Row, place: Place) -> str | None:
    """Where it is said which municipality a row is about: in the row, or above the table."""
    named = (key for key in (MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key) if row.text(key))
    return next(map(row.address, named), place.municipality_cell)


def row_period(row: Row, place: Place, region: Region, found: Collector) -> PeriodEntry | None:
    """The period of a row: its own column, else, where no row names one, what stands above the table."""
    text = row.text(PERIOD.key)
    if text:
        period = region.period(text)
        if period is None:
            region.tell_unknown_period(text, row.table.sheet.name, row.address(PERIOD.key), found)
        return period
    if lacks_period(row, PERIOD.key, found):
        return None
    if place.period is None and not place.period_failed:
        region.tell_unknown_period("", row.table.sheet.name, None, found)
    return place.period


def check_existence(
    municipality: MunicipalityEntry, period: PeriodEntry, sheet: str, cell: str | None, found: Collector
) -> bool:
    """Whether the municipality exists in the period; a merged one has no figures of its own any more."""
    if municipality.exists_in(period.year):
        return True
    found.error(
        "municipality-not-in-period",
        _("The municipality does not exist in this period."),
        sheet=sheet,
        cell=cell,
        found=f"{municipality.code}, {period.code}",
        expected=_("a municipality that exists in {period}").format(period=period.code),
        fix=_("Check the period, or use the municipality it became part of."),
    )
    return False
