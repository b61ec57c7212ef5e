"""Who and when the rows of a mapped table are about: known units are recognised, unknown ones reported or created."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from data.intake.kinds.foreign_table.mapping import CODE, ColumnRole, Creation, TableRequest
from data.intake.kinds.foreign_table.periods import TablePeriods
from data.intake.kinds.foreign_table.words import fix_of_unknown, rest_of_unknown
from data.intake.kinds.schools.check import CODE as SCHOOL_CODE
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, note_lookalikes, refuse_unreadable
from data.intake.tables.known_names import Region
from data.intake.tables.second_identity import Namesakes
from data.language import _
from data.messages import created_words
from data.queries.registry import IndicatorEntry, MunicipalityEntry, PeriodEntry, SchoolEntry
from data.text.names import closest, code_key, name_key
from data.text.transliteration import latin_code
from data.vocabulary import Level

# Of each kind that many are reported one by one, and the rest in one sentence.
MOST_TOLD = 50
ALIKE = 0.85


@dataclass
class Units:
    """Municipalities, periods and schools by what the rows call them.

    What is created here gets an identity below 0 until it is stored. ``settle`` gives the codes of a row.
    """

    request: TableRequest
    region: Region
    schools: dict[str, SchoolEntry]
    found: Collector
    new_municipalities: list[MunicipalityEntry] = field(default_factory=list)
    new_schools: list[SchoolEntry] = field(default_factory=list)
    periods: TablePeriods = field(init=False)
    _by_name: dict[tuple[str | None, str], list[SchoolEntry]] = field(init=False, default_factory=dict)
    _answers: dict[tuple[str, ...], str | None] = field(init=False, default_factory=dict)
    _untold: dict[str, int] = field(init=False, default_factory=dict)
    _told: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.periods = TablePeriods(self.request, self.region, self.found)
        for school in self.schools.values():
            self._by_name.setdefault((school.municipality, name_key(school.name_ru)), []).append(school)

    @property
    def new_periods(self) -> list[PeriodEntry]:
        return self.periods.new

    def settle(self, row: Row) -> dict[str, str] | None:
        """The codes of period, municipality and school, or nothing when one of them is unknown (which is reported)."""
        if refuse_unreadable(row, self.found):
            return None
        level = self.request.mapping.level
        period = self.periods.settle(row)
        school = self._known_school(row) if level is Level.SCHOOL else None
        municipality = self._municipality(row, school)
        if level is Level.SCHOOL and school is None:
            school = self._school_of(row, municipality)
        if period is None or municipality is None or (level is Level.SCHOOL and school is None):
            return None
        settled = period | {ColumnRole.MUNICIPALITY_CODE.value: municipality}
        return settled | ({ColumnRole.SCHOOL.value: school.code} if school else {})

    def finish(self, indicators: Sequence[IndicatorEntry] = ()) -> Region:
        """Tell what was left out or is created, with the new ``indicators``; the region with what is created in it."""
        for kind, number in self._untold.items():
            self.found.error(kind, rest_of_unknown(kind, number), fix=fix_of_unknown(kind))
        self._note_created([one.code for one in indicators])
        self.periods.note_labels()
        municipalities = (*self.region.municipalities, *self.new_municipalities)
        return Region(municipalities, (*self.region.periods, *self.new_periods), within_years=True)

    def _once(self, *key: str, answer: Callable[[], str | None]) -> str | None:
        """The same words mean the same in every row, and are reported once."""
        if key not in self._answers:
            self._answers[key] = answer()
        return self._answers[key]

    def _tell(self, kind: str, tell: Callable[[], None]) -> None:
        self._told[kind] = self._told.get(kind, 0) + 1
        if self._told[kind] > MOST_TOLD:
            self._untold[kind] = self._untold.get(kind, 0) + 1
        else:
            tell()

    def _municipality(self, row: Row, school: SchoolEntry | None) -> str | None:
        code, name = row.text(ColumnRole.MUNICIPALITY_CODE), row.text(ColumnRole.MUNICIPALITY)
        if not code and not name:
            if school is not None:
                return school.municipality
            self.found.error(
                "municipality-not-named",
                _("The municipality of the row is missing."),
                sheet=row.table.sheet.name,
                cell=row.address(_naming_column(row)),
                fix=_("Write the municipality into the row."),
            )
            return None
        return self._once("municipality", code, name, answer=lambda: self._find_municipality(row, code, name))

    def _note_lookalikes(self, row: Row, column: ColumnRole) -> None:
        """Once for each wording: the same name stands in many rows."""
        self._once("lookalike", column, row.text(column), answer=lambda: note_lookalikes(row, column, self.found))

    def _find_municipality(self, row: Row, code: str, name: str) -> str | None:
        self._note_lookalikes(row, ColumnRole.MUNICIPALITY)
        cell = row.address(ColumnRole.MUNICIPALITY_CODE if code else ColumnRole.MUNICIPALITY)
        sheet = row.table.sheet.name
        by_code = self.region.municipality(code) if code else None
        by_name = self.region.municipality(name) if name else None
        if by_code and by_name and by_code != by_name:
            self.found.error(
                "municipality-mismatch",
                _("Code and name belong to different municipalities."),
                sheet=sheet,
                cell=cell,
                found=f"{code}, {name}",
                expected=f"{by_code.code} {by_code.name}; {by_name.code} {by_name.name}",
                fix=_("Check code and name."),
            )
            return None
        known = by_code or by_name
        if known is not None:
            return known.code
        is_ambiguous = len(self.region.by_name.get(name_key(name), [])) > 1
        if is_ambiguous or Creation.MUNICIPALITIES not in self.request.create:
            self._tell(
                "unknown-municipality",
                lambda: self.region.tell_unknown_municipality(
                    name or code, sheet, cell, self.found, fix_of_unknown("unknown-municipality")
                ),
            )
            return None
        return self._new_municipality(row, code, name)

    def _new_municipality(self, row: Row, code: str, name: str) -> str | None:
        taken = {*self.region.by_code, *(code_key(one.code) for one in self.new_municipalities)}
        alike = [one for one in self.new_municipalities if name and name_key(one.name_ru) == name_key(name)]
        if alike and not code:
            return alike[0].code
        chosen = code if CODE.fullmatch(code) else _free(latin_code(name or code), taken)
        if not chosen or code_key(chosen) in taken:
            self.found.error(
                "bad-code",
                _("The municipality cannot be created under this code."),
                sheet=row.table.sheet.name,
                cell=row.address(_naming_column(row)),
                found=[part for part in (code, name) if part],
                expected=_("a code that no other municipality has: Latin letters, digits, full stop, hyphen"),
            )
            return None
        self._warn_alike(row, name or code)
        text = name or code
        number = -1 - len(self.new_municipalities)
        kind = self.request.mapping.municipality_kind
        self.new_municipalities.append(
            MunicipalityEntry(number, chosen, kind.value if kind else "", text, text, text, text, None, None)
        )
        return chosen

    def _warn_alike(self, row: Row, name: str) -> None:
        """A slip of the pen in a known name would otherwise become a municipality of its own."""
        for similar in closest(name, [one.name_ru for one in (*self.region.municipalities, *self.new_municipalities)])[
            :1
        ]:
            if difflib.SequenceMatcher(None, name_key(name), name_key(similar)).ratio() >= ALIKE:
                self.found.warning(
                    "similar-municipality",
                    _("A municipality is created although a known one has nearly the same name: {name}.").format(
                        name=similar
                    ),
                    sheet=row.table.sheet.name,
                    cell=row.address(_naming_column(row)),
                    found=name,
                )

    def _known_school(self, row: Row) -> SchoolEntry | None:
        code = row.text(ColumnRole.SCHOOL)
        return self.schools.get(code_key(code)) if code else None

    def _school_of(self, row: Row, municipality: str | None) -> SchoolEntry | None:
        """A school that is not known by its code: by its name inside the municipality, else a new one."""
        code, name = row.text(ColumnRole.SCHOOL), row.text(ColumnRole.SCHOOL_NAME)
        named = self._by_name.get((municipality, name_key(name)), []) if name and not code else []
        if len(named) == 1:
            self._note_lookalikes(row, ColumnRole.SCHOOL_NAME)
            return named[0]
        if Creation.SCHOOLS in self.request.create and SCHOOL_CODE.fullmatch(code) and name:
            return self._new_school(row, code, name, municipality) if municipality else None
        key = ("school", municipality or "", code, name)
        self._once(*key, answer=lambda: self._tell("unknown-school", lambda: self._tell_school(row, code, name)))
        return None

    def _new_school(self, row: Row, code: str, name: str, municipality: str) -> SchoolEntry:
        places = [*self.region.municipalities, *self.new_municipalities]
        home = next(one for one in places if one.code == municipality)
        kind = self.request.mapping.school_kind
        number = -1 - len(self.new_schools)
        school = SchoolEntry(number, code, municipality, home.id, kind.value if kind else "", name)
        for first in self._by_name.get((municipality, name_key(name)), [])[:1]:
            namesakes = Namesakes({name_key(name): {first.code: first.name_ru}})
            message = _("Another school of the municipality has the same name: {first}.")
            cell = row.address(ColumnRole.SCHOOL)
            namesakes.warn(name_key(name), code, message, row.table.sheet.name, cell, name, self.found)
        self.new_schools.append(school)
        self.schools[code_key(code)] = school
        self._by_name.setdefault((municipality, name_key(name)), []).append(school)
        return school

    def _tell_school(self, row: Row, code: str, name: str) -> None:
        cell = row.address(ColumnRole.SCHOOL if ColumnRole.SCHOOL in row.table.columns else ColumnRole.SCHOOL_NAME)
        creating = Creation.SCHOOLS in self.request.create
        self.found.error(
            "school-incomplete" if creating else "unknown-school",
            _("A new school needs a code and a name.") if creating else _("The school is unknown."),
            sheet=row.table.sheet.name,
            cell=cell,
            found=[part for part in (code, name) if part],
            expected=", ".join(closest(code, [one.code for one in self.schools.values()]))
            or _("a code of the registry"),
            fix=_("Choose the columns of the code and of the name.") if creating else fix_of_unknown("unknown-school"),
        )

    def _note_created(self, indicators: Sequence[str]) -> None:
        mapping = self.request.mapping
        for entries, kind in (
            (self.new_municipalities, mapping.municipality_kind),
            (self.new_schools, mapping.school_kind),
        ):
            if entries and kind is None:
                self.found.error(
                    "kind-not-stated",
                    _("The kind of the new municipalities or schools is missing."),
                    fix=_("Choose the kind in the mapping."),
                )
        counts = (len(self.new_municipalities), len(self.new_schools), len(self.new_periods), len(indicators))
        if any(counts):
            names = [one.name for one in self.new_municipalities] + [one.code for one in self.new_periods]
            names += indicators
            self.found.note("created", created_words(*counts), found=names[:MOST_TOLD])


def _naming_column(row: Row) -> str:
    return next((key for key in row.table.columns if key in set(ColumnRole)), "")


def _free(code: str, taken: set[str]) -> str:
    """The code, with a number behind it where another unit has it already."""
    choices = (code, *(f"{code}-{number}" for number in range(2, 1000)))
    return next((one for one in choices if one and code_key(one) not in taken), "")
