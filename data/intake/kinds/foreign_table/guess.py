"""Finding the header of a foreign table, and guessing what its columns are. A person confirms every guess."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.intake.files.workbook import Cell, CellKind, Sheet, Workbook, address
from data.intake.kinds.foreign_table.mapping import ColumnRole, Mapping
from data.text.names import name_key

HEADER_WITHIN_ROWS = 40
SAMPLE_ROWS = 4
# A header has a title in nearly every column; a title line above the table fills one or two.
FILLED_SHARE = 0.7
LONGEST_SAMPLE = 120

# Usual titles by role, both languages, as open data portals and ministries head their columns.
TITLES: dict[ColumnRole, tuple[str, ...]] = {
    ColumnRole.MUNICIPALITY_CODE: ("код муниципалитета", "код мо", "октмо", "municipality code", "municipality_code"),
    ColumnRole.MUNICIPALITY: (
        "муниципалитет",
        "муниципальное образование",
        "наименование мо",
        "мо",
        "район",
        "муниципальный район",
        "округ",
        "municipality",
        "district",
    ),
    ColumnRole.SCHOOL: ("код школы", "код оо", "код организации", "огрн", "инн", "school code", "school_code", "ogrn"),
    ColumnRole.SCHOOL_NAME: (
        "школа",
        "название школы",
        "наименование оо",
        "наименование",
        "образовательная организация",
        "организация",
        "school",
        "school name",
        "edu_name",
    ),
    ColumnRole.PERIOD: ("период", "год", "учебный год", "отчётный период", "period", "year"),
    ColumnRole.INDICATOR: ("показатель", "код показателя", "№ показателя", "indicator", "indicator code"),
    ColumnRole.VALUE: ("значение", "значение показателя", "факт", "value", "actual"),
    ColumnRole.NUMERATOR: ("числитель", "numerator"),
    ColumnRole.DENOMINATOR: ("знаменатель", "denominator"),
    ColumnRole.COMMENT: ("комментарий", "примечание", "comment", "note"),
}


@dataclass(frozen=True)
class TableColumn:
    """``title`` is unique in its table; ``sample`` holds the first contents as text."""

    number: int
    title: str
    sample: tuple[str, ...]


@dataclass(frozen=True)
class TableLook:
    """A sheet as the mapping screen shows it."""

    sheet: str
    header_row: int
    columns: tuple[TableColumn, ...]

    def column(self, title: str) -> TableColumn | None:
        """By title, spelled exactly or as people spell it again."""
        same = [one for one in self.columns if one.title == title]
        alike = [one for one in self.columns if name_key(one.title) == name_key(title)]
        found = same or alike
        return found[0] if len(found) == 1 else None


def look_at(workbook: Workbook) -> tuple[TableLook, ...]:
    """Every visible sheet that has a header."""
    looks = [look_at_sheet(sheet) for sheet in workbook if not sheet.hidden]
    return tuple(look for look in looks if look is not None)


def look_at_sheet(sheet: Sheet) -> TableLook | None:
    header_row = _header_row(sheet)
    if header_row is None:
        return None
    below = [number for number in sorted(sheet.by_row) if number > header_row][:SAMPLE_ROWS]
    numbers = sorted({cell.column for row in (header_row, *below) for cell in sheet.by_row[row]})
    titles = _titles(sheet, header_row, numbers)
    return TableLook(
        sheet.name,
        header_row,
        tuple(
            TableColumn(number, titles[number], tuple(_shown(sheet.at(row, number)) for row in below))
            for number in numbers
        ),
    )


def guess_mapping(headers: Sequence[str], sample: Sequence[Sequence[str]]) -> Mapping:
    """What the titles say; ``sample`` rows are as long as ``headers``. A role two columns could have stays open.

    A column whose sample is empty is never guessed: its title promises what the file does not hold.
    """
    filled = [
        title
        for index, title in enumerate(headers)
        if not sample or any(row[index] for row in sample if index < len(row))
    ]
    columns = {}
    for role, titles in TITLES.items():
        keys = {name_key(title) for title in titles}
        fitting = [title for title in filled if name_key(title) in keys]
        if len(fitting) == 1:
            columns[role] = fitting[0]
    if ColumnRole.INDICATOR not in columns:
        # Without a column of indicators, figures belong to indicators that only a person can name.
        for role in (ColumnRole.VALUE, ColumnRole.NUMERATOR, ColumnRole.DENOMINATOR):
            columns.pop(role, None)
    return Mapping(columns=columns)


def guess_for(look: TableLook) -> Mapping:
    rows = zip(*(column.sample for column in look.columns), strict=True)
    return guess_mapping([column.title for column in look.columns], [list(row) for row in rows])


def _header_row(sheet: Sheet) -> int | None:
    """The first row that has a text in nearly every column that the table uses."""
    first = sorted(sheet.by_row)[:HEADER_WITHIN_ROWS]
    widest = max((len(sheet.by_row[number]) for number in first), default=0)
    for number in first:
        texts = sum(cell.kind is CellKind.TEXT for cell in sheet.by_row[number])
        if texts >= max(2, FILLED_SHARE * widest):
            return number
    return None


def _titles(sheet: Sheet, header_row: int, numbers: Sequence[int]) -> dict[int, str]:
    """A name for each column: its title, with its letters where the title is absent or stands twice."""
    plain = {number: _shown(sheet.at(header_row, number)) for number in numbers}
    keys = [name_key(title) for title in plain.values()]
    letters = {number: address(header_row, number).rstrip("0123456789") for number in numbers}
    return {
        number: letters[number]
        if not title
        else f"{title} ({letters[number]})"
        if keys.count(name_key(title)) > 1
        else title
        for number, title in plain.items()
    }


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = f"{cell.value:.15g}" if isinstance(cell.value, float) else " ".join(str(cell.value).split())
    # Soft hyphens and the like would make two titles differ that look the same.
    text = "".join(letter for letter in text if letter.isprintable())
    return text if len(text) <= LONGEST_SAMPLE else text[: LONGEST_SAMPLE - 1] + "…"
