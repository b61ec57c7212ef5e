"""Checking a workbook of scores: one sheet for each direction, one row for each parameter of a municipality."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache, partial

from data.formats import number
from data.intake.collector import Collector
from data.intake.context import (
    LABELS,
    METHODOLOGY,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    Place,
    Region,
    cell_text,
    check_existence,
    read_place,
    row_municipality,
    row_period,
)
from data.intake.layout import ColumnSpec, Row, Table, find_table, labelled, note_lookalikes
from data.intake.machine_key import MachineKey, read_key
from data.intake.names import closest, code_key, name_key
from data.intake.numbers import Amount, Unreadable, read_answer
from data.intake.plan import Checked
from data.intake.rows import RowReader
from data.intake.scores_sheets import direction_sheets, plain_sheet, split_by_direction
from data.intake.texts import read_date, read_link, read_text
from data.intake.workbook import Workbook
from data.language import _, current_language, local
from data.queries import registry
from data.queries.registry import MunicipalityEntry, PeriodEntry, Rubric, RubricRow
from data.reader import Reader
from data.vocabulary import Nothing

KIND = "scores"
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    ColumnSpec("cycle_component", "Звено цикла", "Cycle component", ("компонент управленческого цикла",), False, True),
    ColumnSpec("position", "Код позиции", "Position code", ("позиция (код)", "№ позиции"), True, True),
    ColumnSpec("position_text", "Позиция оценивания", "Position", ("позиция", "наименование позиции"), False, True),
    ColumnSpec("parameter", "Код параметра", "Parameter code", ("параметр (код)",), True, True),
    ColumnSpec("parameter_name", "Параметр оценивания", "Parameter", ("параметр",), False, True),
    ColumnSpec("minimum", "Минимум", "Minimum", ("минимальный балл", "мин."), False),
    ColumnSpec("maximum", "Максимум", "Maximum", ("максимальный балл", "макс."), False),
    ColumnSpec("points", "Баллы", "Points", ("балл", "оценка", "количество баллов", "score", "scores")),
    ColumnSpec("comment", "Комментарий", "Comment", ("примечание", "пояснение", "note"), False),
    ColumnSpec("document_title", "Документ", "Document", ("наименование документа", "название документа"), False),
    ColumnSpec("document_number", "Номер документа", "Document number", ("№ документа",), False),
    ColumnSpec("document_date", "Дата документа", "Document date", (), False),
    ColumnSpec("link", "Ссылка", "Link", ("ссылка на документ", "адрес", "url"), False),
)


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
class _Sheet:
    """One direction's sheet while it is read."""

    direction: str
    table: Table
    place: Place
    by_code: dict[tuple[str, str], RubricRow]
    by_name: dict[tuple[str, str], RubricRow]
    # Only codes that one position of the direction has.
    by_parameter: dict[str, RubricRow]


def check_scores(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``ScoreAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    rubric = _rubric(reader, workbook, key, found)
    if rubric is None:
        return checked
    region = Region.load(reader)
    seen: dict[Hashable, str] = {}
    for direction, table in _tables(workbook, rubric, key, checked, found):
        place = read_place(table.sheet, table.header_row, key, region, found)
        parameters = [row for row in rubric.rows if row.direction == direction]
        known = _sheet_of(direction, table, place, parameters)
        RowReader[ScoreAnswer](
            ANSWER_COLUMNS,
            "parameter",
            read=partial(_check_row, sheet=known, rubric=rubric, region=region, found=found),
            identity=lambda answer: (answer.municipality.id, answer.period.id, answer.row.parameter_id),
            describe=lambda answer: f"{answer.row.position}, {answer.row.parameter}",
            seen=seen,
        ).run(table, checked, found)
    return checked


def _tables(
    workbook: Workbook, rubric: Rubric, key: MachineKey, checked: Checked, found: Collector
) -> list[tuple[str, Table]]:
    plain = plain_sheet(workbook, rubric)
    if plain is not None:
        return split_by_direction(plain, COLUMNS, rubric, checked, found)
    sheets = direction_sheets(workbook, rubric, key, found)
    tables = ((direction, find_table(sheet, COLUMNS, found)) for direction, sheet in sheets)
    return [(direction, table) for direction, table in tables if table is not None]


def _rubric(reader: Reader, workbook: Workbook, key: MachineKey, found: Collector) -> Rubric | None:
    codes = registry.methodology_codes(reader)
    named = key.methodology or next(
        (
            cell_text(labels[METHODOLOGY.key])
            for sheet in workbook
            if METHODOLOGY.key in (labels := labelled(sheet, LABELS, before_row=41))
        ),
        codes[0] if len(codes) == 1 else "",
    )
    rubric = registry.rubric(reader, named) if named else None
    if rubric is None:
        found.error(
            "unknown-methodology",
            _("The methodology is not known.") if named else _("It is not said by which methodology the scores are."),
            found=named or None,
            expected=", ".join(closest(named, codes) or codes) or None,
            fix=_("Write the code of the methodology above the table, beside “{label}”.").format(
                label=METHODOLOGY.title
            ),
        )
        return None
    if key.methodology_version and key.methodology_version != rubric.version:
        found.error(
            "template-version",
            _("The workbook was made from an outdated template."),
            found=key.methodology_version,
            expected=rubric.version,
            fix=_("Make the template anew and copy the answers into it."),
        )
        return None
    return rubric


def _sheet_of(direction: str, table: Table, place: Place, rows: list[RubricRow]) -> _Sheet:
    by_code = {(code_key(row.position), code_key(row.parameter)): row for row in rows}
    by_name: dict[tuple[str, str], RubricRow] = {}
    for row in rows:
        by_name[name_key(row.position_text_ru), name_key(row.parameter_name_ru)] = row
        by_name[name_key(row.position_text_en), name_key(row.parameter_name_en)] = row
    counts = Counter(parameter for _position, parameter in by_code)
    by_parameter = {parameter: row for (_position, parameter), row in by_code.items() if counts[parameter] == 1}
    return _Sheet(direction, table, place, by_code, by_name, by_parameter)


ANSWER_COLUMNS = ("points", "comment", "document_title", "document_number", "document_date", "link")


def _check_row(row: Row, sheet: _Sheet, rubric: Rubric, region: Region, found: Collector) -> ScoreAnswer | None:
    municipality = row_municipality(row, sheet.place, region, found)
    period = row_period(row, sheet.place, region, found)
    parameter = _parameter(row, sheet, found)
    points = _points(row, parameter, found) if parameter else None
    texts = {key: read_text(row, key, found) for key in ("comment", "document_title", "document_number")}
    document_date, link = read_date(row, "document_date", found), read_link(row, "link", found)
    if municipality is None or period is None or parameter is None:
        return None
    cell = row.address(MUNICIPALITY_CODE.key) if row.text(MUNICIPALITY_CODE.key) else None
    check_existence(municipality, period, row.table.sheet.name, cell, found)
    return ScoreAnswer(
        municipality=municipality,
        period=period,
        methodology_id=rubric.id,
        row=parameter,
        points=points,
        **texts,
        document_date=document_date,
        link=link,
        sheet=row.table.sheet.name,
        cell=row.address("points"),
    )


def _parameter(row: Row, sheet: _Sheet, found: Collector) -> RubricRow | None:
    position, parameter = row.text("position"), row.text("parameter")
    by_code = sheet.by_code.get((code_key(position), code_key(parameter)))
    by_name = sheet.by_name.get((name_key(row.text("position_text")), name_key(row.text("parameter_name"))))
    only = None if position else sheet.by_parameter.get(code_key(parameter))
    if by_code or only or (by_name and not (position and parameter)):
        for column in ("position_text", "parameter_name"):
            note_lookalikes(row, column, found)
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
        expected=", ".join(dict.fromkeys(closest(typed, names) or names[:5])),
        fix=_("Write the codes of position and parameter as the template has them."),
    )
    return None


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
    return round(answer.value, 2)


@lru_cache(maxsize=1_000)
def _limits(minimum: float, maximum: float, _language: str) -> str:
    return _("a number from {minimum} to {maximum}").format(minimum=number(minimum), maximum=number(maximum))


def _wrong_points(answer: Amount, parameter: RubricRow) -> tuple[str, str, str] | None:
    name = local(parameter.parameter_name_ru, parameter.parameter_name_en)
    if answer.is_percent:
        return "percent-in-points", _("There is a percentage where points belong."), _("Write the points themselves.")
    if answer.value > parameter.maximum:
        fix = _("The maximum of the parameter “{name}” is {points}.").format(
            name=name, points=number(parameter.maximum)
        )
        return "points-above-maximum", _("There are more points than the maximum."), fix
    if answer.value < parameter.minimum:
        fix = _("The minimum of the parameter “{name}” is {points}.").format(
            name=name, points=number(parameter.minimum)
        )
        return "points-below-minimum", _("There are fewer points than the minimum."), fix
    if abs(round(answer.value, 2) - answer.value) > 1e-9:
        return "points-decimals", _("Points have at most two decimals."), _("Round the points.")
    return None
