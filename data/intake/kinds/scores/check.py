"""Checking a workbook of scores: one sheet for each direction, one row for each parameter of a municipality."""

from collections.abc import Hashable
from functools import partial

from data.intake.files.workbook import Workbook
from data.intake.kinds.scores.columns import ScoreAnswers, read_plain, with_others
from data.intake.kinds.scores.missing_rows import warn_missing_rows
from data.intake.kinds.scores.rows import ANSWER_COLUMNS, DirectionSheet, ScoreAnswer, check_row, direction_sheet
from data.intake.kinds.scores.sheets import DIRECTION, direction_sheets, plain_sheet, split_by_direction
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns
from data.intake.tables.header import ColumnSpec, SheetTable, find_table, labelled
from data.intake.tables.headings import refuse_other_direction, refuse_other_methodology
from data.intake.tables.known_names import (
    LABELS,
    METHODOLOGY,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    Region,
    cell_text,
    read_place,
)
from data.intake.tables.machine_key import MachineKey, read_key
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.language import _
from data.queries import registry
from data.queries.registry import Rubric
from data.storage.reader import Reader
from data.text.names import closest

KIND = "scores"
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    ColumnSpec(
        "cycle_component", "Звено цикла", "Stage", ("компонент управленческого цикла", "cycle component"), False, True
    ),
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
    parts = []
    for direction, table in _tables(workbook, rubric, key, checked, found):
        refuse_other_methodology(table, rubric.code, key, found)
        if DIRECTION.key not in table.columns:
            refuse_other_direction(table, direction, rubric.direction_names, found)
        place = read_place(table.sheet, table.header_row, key, region, found)
        parameters = [row for row in rubric.rows if row.direction == direction]
        sheet = direction_sheet(direction, table, place, parameters)
        parts.append(_read_sheet(sheet, rubric, region, key, seen, checked, found))
    checked.answers = ScoreAnswers.joined(rubric.id, parts)
    return checked


def _read_sheet(
    sheet: DirectionSheet,
    rubric: Rubric,
    region: Region,
    key: MachineKey,
    seen: dict[Hashable, str],
    checked: Checked,
    found: Collector,
) -> ScoreAnswers:
    """The answers of a sheet in the order of its rows."""
    columns = TableColumns.of(sheet.table)
    plain, read = read_plain(columns, sheet, region)
    found.pulse()
    rows = RowReader[ScoreAnswer](
        ANSWER_COLUMNS,
        "parameter",
        read=partial(check_row, sheet=sheet, rubric=rubric, region=region, found=found),
        identity=lambda answer: (answer.municipality.id, answer.period.id, answer.row.parameter_id),
        describe=lambda answer: f"{answer.municipality.code}, {answer.row.position}, {answer.row.parameter}",
        seen=seen,
    )
    warn_missing_rows(sheet, key, region, read, found)
    accepted, others = rows.run_columns(columns, plain, checked, found)
    return with_others(columns, rubric.id, read, accepted, others)


def _tables(
    workbook: Workbook, rubric: Rubric, key: MachineKey, checked: Checked, found: Collector
) -> list[tuple[str, SheetTable]]:
    plain = plain_sheet(workbook, rubric)
    if plain is not None:
        return split_by_direction(plain, COLUMNS, rubric, checked, found)
    sheets = direction_sheets(workbook, COLUMNS, rubric, key, found)
    tables = ((direction, find_table(sheet, COLUMNS, found, key)) for direction, sheet in sheets)
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
            _("The methodology is unknown.") if named else _("The methodology of the scores is missing."),
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
            fix=_("Make a new template and copy the answers into it."),
        )
        return None
    return rubric
