"""Checking one row of a workbook of scores: which municipality, period and parameter it is about, and its points."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from data.findings import first_of
from data.formats import number
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, SheetTable, note_lookalikes
from data.intake.tables.known_names import (
    Place,
    Region,
    check_existence,
    mismatch_words,
    municipality_cell,
    row_municipality,
    row_period,
)
from data.intake.tables.numbers import Amount, Unreadable, read_answer
from data.intake.tables.texts import read_date, read_link, read_number, read_text
from data.language import _, current_language, local
from data.queries.registry import MunicipalityEntry, PeriodEntry, Rubric, RubricRow
from data.text.names import closest, code_key, name_key
from data.vocabulary import Nothing

ANSWER_COLUMNS = ("points", "comment", "document_title", "document_number", "document_date", "link")
# As points are printed.
DECIMALS = 2


@dataclass(frozen=True)
class ScoreAnswer:
    """One row: points or a kind of nothing; None in any field = the row does not say, what is stored stays."""

    municipality: MunicipalityEntry
    period: PeriodEntry
    methodology_id: int
    row: RubricRow
    points: float | Nothing | None
    comment: str | None
    document_title: str | None
    document_number: str | None
    document_date: str | None
    link: str | None
    sheet: str
    cell: str


@dataclass
class DirectionSheet:
    """One direction's sheet while it is read."""

    direction: str
    table: SheetTable
    place: Place
    by_code: dict[tuple[str, str], RubricRow]
    # Only names and codes that one position of the direction has.
    by_name: dict[tuple[str, str], RubricRow]
    by_parameter: dict[str, RubricRow]
    # A name that is unknown stands in the rows of all municipalities: it is reported at its first place.
    told: set[tuple[str, str]] = field(default_factory=set)


def direction_sheet(direction: str, table: SheetTable, place: Place, rows: list[RubricRow]) -> DirectionSheet:
    by_code = {(code_key(row.position), code_key(row.parameter)): row for row in rows}
    names = [{_name(row, "ru"), _name(row, "en")} for row in rows]
    shared = Counter(name for own in names for name in own)
    by_name = {name: row for row, own in zip(rows, names, strict=True) for name in own if shared[name] == 1}
    counts = Counter(parameter for _position, parameter in by_code)
    by_parameter = {parameter: row for (_position, parameter), row in by_code.items() if counts[parameter] == 1}
    return DirectionSheet(direction, table, place, by_code, by_name, by_parameter)


def _name(row: RubricRow, language: str) -> tuple[str, str]:
    position, parameter = getattr(row, f"position_text_{language}"), getattr(row, f"parameter_name_{language}")
    return name_key(position), name_key(parameter)


def check_row(row: Row, sheet: DirectionSheet, rubric: Rubric, region: Region, found: Collector) -> ScoreAnswer | None:
    municipality = row_municipality(row, sheet.place, region, found)
    period = row_period(row, sheet.place, region, found)
    parameter = find_parameter(row, sheet, found)
    points = _points(row, parameter, found) if parameter else None
    texts = {key: read_text(row, key, found) for key in ("comment", "document_title")}
    document_number = read_number(row, "document_number", found)
    document_date, link = read_date(row, "document_date", found, region.last_year + 1), read_link(row, "link", found)
    if municipality is None or period is None or parameter is None:
        return None
    check_existence(municipality, period, row.table.sheet.name, municipality_cell(row, sheet.place), found)
    return ScoreAnswer(
        municipality=municipality,
        period=period,
        methodology_id=rubric.id,
        row=parameter,
        points=points,
        **texts,
        document_number=document_number,
        document_date=document_date,
        link=link,
        sheet=row.table.sheet.name,
        cell=row.address("points"),
    )


def find_parameter(row: Row, sheet: DirectionSheet, found: Collector) -> RubricRow | None:
    position, parameter = row.text("position"), row.text("parameter")
    by_code = sheet.by_code.get((code_key(position), code_key(parameter)))
    by_name = sheet.by_name.get((name_key(row.text("position_text")), name_key(row.text("parameter_name"))))
    only = None if position else sheet.by_parameter.get(code_key(parameter))
    if by_code and by_name and by_code != by_name:
        _tell_other_name(row, by_code, found)
    if by_code or only or (by_name and not (position and parameter)):
        for column in ("position_text", "parameter_name"):
            note_lookalikes(row, column, found)
        if by_code and not by_name:
            _warn_unknown_name(row, by_code, sheet, found)
        return by_code or only or by_name
    known = [code for code, _parameter in sheet.by_code]
    column = "parameter" if code_key(position) in known else "position"
    names = (
        [one.parameter for one in sheet.by_code.values()]
        if column == "parameter"
        else [one.position for one in sheet.by_code.values()]
    )
    typed = row.text(column)
    found.error(
        "unknown-parameter",
        _("Direction {code} has no such parameter.").format(code=sheet.direction),
        sheet=row.table.sheet.name,
        cell=row.address(column),
        found=typed or f"{position} {parameter}".strip() or None,
        expected=", ".join(dict.fromkeys(closest(typed, names))) or first_of(list(dict.fromkeys(names)), 5),
        fix=_("Write the codes of position and parameter as the template has them."),
    )
    return None


def _warn_unknown_name(row: Row, parameter: RubricRow, sheet: DirectionSheet, found: Collector) -> None:
    """The codes are known, and a name beside them is not the one that belongs to them."""
    for column, place, name in (
        ("position_text", 0, local(parameter.position_text_ru, parameter.position_text_en)),
        ("parameter_name", 1, local(parameter.parameter_name_ru, parameter.parameter_name_en)),
    ):
        typed = row.text(column)
        known = {_name(parameter, language)[place] for language in ("ru", "en")}
        if typed and name_key(typed) not in known and (column, typed) not in sheet.told:
            sheet.told.add((column, typed))
            found.warning(
                "unknown-name",
                _("The name beside the code is unknown; the rows are loaded by the code."),
                sheet=row.table.sheet.name,
                cell=row.address(column),
                found=typed,
                expected=name,
                fix=_("If it is not a former name, check the code."),
            )


def _tell_other_name(row: Row, parameter: RubricRow, found: Collector) -> None:
    """The names beside the codes are those of another parameter: a column was sorted or pasted alone."""
    name = local(parameter.position_text_ru, parameter.position_text_en)
    same_position = name_key(row.text("position_text")) in {_name(parameter, one)[0] for one in ("ru", "en")}
    column = "parameter_name" if same_position else "position_text"
    found.error(
        "parameter-mismatch",
        mismatch_words(row, "position", _("Codes and names of the row belong to different parameters.")),
        sheet=row.table.sheet.name,
        cell=row.address(column),
        found=row.text(column),
        expected=local(parameter.parameter_name_ru, parameter.parameter_name_en) if same_position else name,
        fix=_("Check codes and names, or empty the names."),
    )


def _points(row: Row, parameter: RubricRow, found: Collector) -> float | Nothing | None:
    """Points within the limits of the parameter. Points have at most two decimals, as they are printed."""
    sheet, cell = row.table.sheet.name, row.cell("points")
    expected = _limits(parameter.minimum, parameter.maximum, current_language())
    if cell is None:
        return None
    answer = read_answer(cell)
    if isinstance(answer, Unreadable):
        found.unreadable(answer, sheet, cell, expected)
        return None
    if answer is None or isinstance(answer, Nothing):
        return answer
    wrong = _wrong_points(answer, parameter)
    if wrong:
        rule, message, fix = wrong
        found.at(rule, message, sheet, cell, expected=expected, fix=fix)
        return None
    return round(answer.value, DECIMALS)


@lru_cache(maxsize=1_000)
def _limits(minimum: float, maximum: float, _language: str) -> str:
    return _("a number from {minimum} to {maximum}").format(minimum=number(minimum), maximum=number(maximum))


def _wrong_points(answer: Amount, parameter: RubricRow) -> tuple[str, str, str] | None:
    name = local(parameter.parameter_name_ru, parameter.parameter_name_en)
    if answer.is_percent:
        return "percent-in-points", _("A percentage instead of points."), _("Write the points themselves.")
    if answer.value > parameter.maximum:
        fix = _("The maximum of the parameter “{name}” is {points}.").format(
            name=name, points=number(parameter.maximum)
        )
        return "points-above-maximum", _("More points than the maximum."), fix
    if answer.value < parameter.minimum:
        fix = _("The minimum of the parameter “{name}” is {points}.").format(
            name=name, points=number(parameter.minimum)
        )
        return "points-below-minimum", _("Fewer points than the minimum."), fix
    if abs(round(answer.value, DECIMALS) - answer.value) > 1e-9:
        return "points-decimals", _("Points have at most two decimals."), _("Round the points.")
    return None
