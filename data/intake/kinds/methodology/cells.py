"""The cells of one row of a methodology workbook, read as codes, texts, points and choices."""

from dataclasses import dataclass
from typing import Any

from data.intake.files.workbook import CellKind
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.numbers import Amount, Unreadable, read_answer
from data.intake.tables.texts import read_number, read_text
from data.language import _
from data.text.names import name_key


@dataclass(frozen=True)
class RowCells:
    """The cells of one row, read by column; what is wrong is reported."""

    row: Row
    found: Collector

    @property
    def place(self) -> str:
        column = next((key for key in ("code", "maximum") if key in self.row.table.columns), "direction")
        return f"{self.row.table.sheet.name}!{self.row.address(column)}"

    def code(self, key: str) -> str:
        return self.optional_code(key) or ("" if self.row.cell(key) else self._missing(key))

    def optional_code(self, key: str) -> str | None:
        """A code; 1.1 becomes a date in a spreadsheet, and nobody can tell what it was."""
        cell = self.row.cell(key)
        if cell is not None and (cell.kind is CellKind.DATE or not cell.says):
            read_number(self.row, key, self.found, _("a code such as 1.1"))
            return None
        return self.row.text(key) or None

    def text(self, key: str, otherwise: str | None = None) -> str:
        """A text; without one ``otherwise``, so that a rubric may be written in Russian alone."""
        return read_text(self.row, key, self.found) or otherwise or self._missing(key)

    def points(self, key: str) -> float:
        points = self.optional_points(key)
        if points is None and self.row.cell(key) is None:
            self._missing(key)
        return points or 0.0

    def optional_points(self, key: str) -> float | None:
        cell = self.row.cell(key)
        answer = read_answer(cell)
        if cell is None or answer is None:
            return None
        if isinstance(answer, Amount) and not answer.is_percent:
            self.found.is_grouped(answer, self.row.table.sheet.name, cell, _("a number"))
            return answer.value
        reason = answer if isinstance(answer, Unreadable) else Unreadable.TEXT
        self.found.unreadable(reason, self.row.table.sheet.name, cell, _("a number"))
        return None

    def choice(self, key: str, words: dict[Any, tuple[str, str]], default: Any) -> Any:
        """The member that a word such as «да» stands for."""
        cell = self.row.cell(key)
        if cell is None:
            return default
        typed = self.row.text(key)
        for member, names in words.items():
            if name_key(typed) in {name_key(name) for name in names} or str(member).casefold() == typed.casefold():
                return member
        expected = ", ".join(f"{ru} / {en}" for ru, en in words.values())
        self.found.at(
            "unknown-choice",
            _("The word is not allowed here."),
            self.row.table.sheet.name,
            cell,
            expected=expected,
            fix=_("Choose from the list."),
        )
        return default

    def _missing(self, key: str) -> str:
        self.found.error(
            "cell-empty",
            _("The cell must not be empty."),
            sheet=self.row.table.sheet.name,
            cell=self.row.address(key),
            expected=self.row.table.title(key) if key in self.row.table.columns else None,
            fix=_("Fill in the cell."),
        )
        return ""
