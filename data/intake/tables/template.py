"""Writing templates: protected sheets on which only the cells to fill are open, limits on them, and the machine key.

Everything is written by openpyxl; texts are always texts, so that a stored comment that begins with ``=`` does not
come back as a formula.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import DEFUSEDXML, Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from data.errors import BadFile
from data.intake.tables.header import ColumnSpec
from data.intake.tables.machine_key import SHEET as KEY_SHEET
from data.intake.tables.machine_key import MachineKey
from data.language import _, current_language
from data.vocabulary import Nothing

if not DEFUSEDXML:
    raise ImportError("openpyxl must use defusedxml, or a crafted workbook could expand without end")

HEADER_FILL = PatternFill("solid", fgColor="12436D")
ANSWER_FILL = PatternFill("solid", fgColor="FFF8E1")
LINE = Side(style="thin", color="C9CED6")
BORDER = Border(LINE, LINE, LINE, LINE)
TOP = Alignment(vertical="top", wrap_text=True)
TITLE, BOLD = Font(bold=True, size=14), Font(bold=True)
PERCENT_FORMAT, TEXT_FORMAT = "0.0#######%", "@"
# A drop-down that stands in the cell itself takes no comma and no more characters than these.
LIST_LENGTH = 255
FIRST_LIST_COLUMN = 4
INPUT_LINES = 500


@dataclass(frozen=True)
class Share:
    """A value in percent, written as a number with a percent format, so that it cannot be taken for a fraction."""

    percent: float


Value = str | float | Nothing | Share | None


@dataclass(frozen=True)
class TemplateColumn:
    """``rule`` is a formula of a custom limit with ``{cell}`` and ``{key}`` for cells of the same row.

    ``is_text``: whatever is typed stays as it was typed.
    """

    spec: ColumnSpec
    width: int
    is_answer: bool = False
    is_summed: bool = False
    is_text: bool = False
    choices: tuple[str, ...] = ()
    rule: str = ""
    rule_message: str = ""


@dataclass(frozen=True)
class Total:
    """A row that sums the ``rows`` rows above it by formulas."""

    label: str
    rows: int


@dataclass(frozen=True)
class TemplateSheet:
    """``labels`` stand above the table, each with its value; ``open_rows`` empty rows follow to be filled."""

    name: str
    title: str
    labels: tuple[tuple[str, str], ...]
    columns: tuple[TemplateColumn, ...]
    rows: tuple[dict[str, Value] | Total, ...]
    open_rows: int = 0


@dataclass(frozen=True)
class Template:
    key: MachineKey
    title: str
    instructions: tuple[str, ...]
    sheets: tuple[TemplateSheet, ...] = field(default=())


def missing_mark(kind: Nothing) -> str:
    """How a kind of nothing is written in a cell, so that reading gives it back."""
    if current_language() == "ru":
        return "н/п" if kind is Nothing.NOT_APPLICABLE else "н/д"
    return "not applicable" if kind is Nothing.NOT_APPLICABLE else "n/a"


def number_rule(condition: str) -> str:
    """A limit that also lets the missing marks of the language pass."""
    marks = ",".join(f'{{cell}}="{missing_mark(kind)}"' for kind in (Nothing.NO_DATA, Nothing.NOT_APPLICABLE))
    return f"OR(AND(ISNUMBER({{cell}}),{condition}),{marks})"


def write_template(template: Template, path: Path) -> None:
    """Write the workbook. Raises BadFile when the place cannot be written to."""
    book = Workbook()
    instructions = book.active
    assert isinstance(instructions, Worksheet)
    _write_instructions(instructions, template)
    key_sheet = book.create_sheet(KEY_SHEET)
    for content in template.sheets:
        _write_sheet(book.create_sheet(content.name, index=len(book.sheetnames) - 1), content)
    names = (instructions.title, *(sheet.name for sheet in template.sheets))
    key_rows = [*template.key.rows(), *(("sheet", name) for name in names)]
    for number, (name, value) in enumerate(key_rows, start=1):
        _put(_at(key_sheet, number, 1), name)
        _put(_at(key_sheet, number, 2), value)
    key_sheet.sheet_state = "veryHidden"
    key_sheet.protection.sheet = True
    book.security = WorkbookProtection(lockStructure=True)
    book.active = 1 if template.sheets else 0
    for sheet in book.worksheets:
        # Two selected sheets would be filled in together.
        sheet.sheet_view.tabSelected = sheet is book.active
    try:
        book.save(path)
    except OSError as error:
        raise BadFile(_("The file “{name}” cannot be written.").format(name=path.name)) from error


def _write_instructions(sheet: Worksheet, template: Template) -> None:
    sheet.title = _("Instructions")
    sheet.column_dimensions["A"].width = 110
    _put(_at(sheet, 1, 1), template.title)
    _at(sheet, 1, 1).font = TITLE
    for number, line in enumerate(template.instructions, start=3):
        _put(_at(sheet, number, 1), line)
        _at(sheet, number, 1).alignment = TOP
    sheet.protection.sheet = True


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _put(cell: Cell, value: Value) -> None:
    """Write a value; texts stay texts whatever they begin with."""
    if isinstance(value, Nothing):
        value = missing_mark(value)
    if isinstance(value, Share):
        cell.value = float(f"{value.percent / 100:.15g}")
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = int(value) if float(value).is_integer() else value


def _write_sheet(sheet: Worksheet, content: TemplateSheet) -> None:
    _put(_at(sheet, 1, 1), content.title)
    _at(sheet, 1, 1).font = TITLE
    for number, (label, value) in enumerate(content.labels, start=2):
        _put(_at(sheet, number, 1), label)
        _put(_at(sheet, number, 2), value)
        _at(sheet, number, 1).font = BOLD
    header = len(content.labels) + 3
    for index, column in enumerate(content.columns, start=1):
        cell = _at(sheet, header, index)
        _put(cell, column.spec.title)
        cell.font, cell.fill, cell.border = Font(bold=True, color="FFFFFF"), HEADER_FILL, BORDER
        cell.alignment = TOP
        sheet.column_dimensions[cell.column_letter].width = column.width
    for number, row in enumerate(content.rows, start=header + 1):
        if isinstance(row, Total):
            _write_total(sheet, number, row, content.columns)
        else:
            _write_row(sheet, number, row, content.columns)
    last = header + len(content.rows)
    for number in range(last + 1, last + 1 + content.open_rows):
        _write_row(sheet, number, {}, content.columns)
    last += content.open_rows
    sheet.freeze_panes = f"A{header + 1}"
    if last > header:
        _limit_answers(sheet, content.columns, header + 1, last)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header}:{header}"


def _write_row(sheet: Worksheet, number: int, row: dict[str, Value], columns: Sequence[TemplateColumn]) -> None:
    for index, column in enumerate(columns, start=1):
        cell = _at(sheet, number, index)
        value = row.get(column.spec.key)
        number_format = PERCENT_FORMAT if isinstance(value, Share) else TEXT_FORMAT if column.is_text else ""
        cell._style = copy(_style(sheet, column.is_answer, number_format))  # type: ignore[attr-defined]
        _put(cell, value)


def _style(sheet: Worksheet, is_answer: bool, number_format: str) -> StyleArray:
    """The style of a cell of a row, made once a workbook: openpyxl compares all styles whenever one is set."""
    book = sheet.parent
    assert isinstance(book, Workbook)
    styles: dict[tuple[bool, str], StyleArray] = book.__dict__.setdefault("_row_styles", {})
    if (is_answer, number_format) not in styles:
        sample = Cell(sheet, row=1, column=1)
        sample.alignment, sample.border = TOP, BORDER
        if is_answer:
            sample.protection, sample.fill = Protection(locked=False), ANSWER_FILL
        if number_format:
            sample.number_format = number_format
        styles[is_answer, number_format] = sample._style  # type: ignore[attr-defined]
    return styles[is_answer, number_format]


def _write_total(sheet: Worksheet, number: int, total: Total, columns: Sequence[TemplateColumn]) -> None:
    _put(_at(sheet, number, 1), total.label)
    _at(sheet, number, 1).font = BOLD
    for index, column in enumerate(columns, start=1):
        if column.is_summed:
            cell = _at(sheet, number, index)
            first = sheet.cell(number - total.rows, index).coordinate
            cell.value = f"=SUM({first}:{_at(sheet, number - 1, index).coordinate})"
            cell.font = BOLD


def _limit_answers(sheet: Worksheet, columns: Sequence[TemplateColumn], first: int, last: int) -> None:
    places = {column.spec.key: _at(sheet, first, index).coordinate for index, column in enumerate(columns, start=1)}
    for column in columns:
        if column.choices:
            limit = DataValidation(type="list", formula1=_list(sheet, column.choices), allow_blank=True)
        elif column.rule:
            limit = DataValidation(
                type="custom", formula1=column.rule.format(cell=places[column.spec.key], **places), allow_blank=True
            )
        else:
            continue
        limit.error, limit.errorTitle = column.rule_message or _("Choose from the list."), _("Check the value")
        limit.showErrorMessage = True
        letter = places[column.spec.key].rstrip("0123456789")
        limit.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(limit)


def _list(sheet: Worksheet, choices: tuple[str, ...]) -> str:
    """The source of a drop-down: the words themselves, or a column of the hidden sheet that holds them."""
    if not any("," in word for word in choices) and len(",".join(choices)) <= LIST_LENGTH:
        return f'"{",".join(choices)}"'
    book = sheet.parent
    assert isinstance(book, Workbook)
    hidden = book[KEY_SHEET]
    column = max(hidden.max_column + 1, FIRST_LIST_COLUMN)
    for number, word in enumerate(choices, start=1):
        _put(_at(hidden, number, column), word)
    letter = get_column_letter(column)
    return f"{KEY_SHEET}!${letter}$1:${letter}${len(choices)}"
