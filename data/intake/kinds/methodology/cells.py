"""The cells of one row of a methodology workbook, read as codes, texts, points and choices."""

from dataclasses import dataclass
from typing import Any

from data.intake.files.workbook import CellKind
from data.intake.tables.codes import about_cyrillic, read_as_latin
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.numbers import Amount, Unreadable, read_answer
from data.intake.tables.texts import read_number, read_text
from data.language import _, local
from data.text.names import mixes_alphabets, name_key

# As long as the columns of the database are.
LONGEST_CODE, LONGEST_VERSION = 64, 32


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
        typed = self.row.text(key)
        return self.checked_code(key, typed, LONGEST_CODE) if typed else None

    def checked_code(self, key: str, typed: str, longest: int) -> str:
        """A code whose letters are of one alphabet, as long as can be stored; Cyrillic ones among Latin are a slip."""
        code = read_as_latin(self.row, key, typed, self.found) if mixes_alphabets(typed) else typed
        if mixes_alphabets(code):
            self._refuse_code(
                key,
                typed,
                f"{_('The code mixes two alphabets.')} {about_cyrillic(typed)}",
                _("letters of one alphabet"),
            )
        elif len(code) > longest:
            message = _("The code is longer than {limit} characters.").format(limit=longest)
            self._refuse_code(key, typed, message, _("at most {limit} characters").format(limit=longest))
        return code

    def _refuse_code(self, key: str, typed: str, message: str, expected: str) -> None:
        self.found.error(
            "bad-code",
            message,
            sheet=self.row.table.sheet.name,
            cell=self.row.address(key),
            found=typed,
            expected=expected,
            fix=_("Write another code."),
        )

    def text(self, key: str, otherwise: str | None = None) -> str:
        """A text; without one ``otherwise``, so that a rubric may be written in Russian alone."""
        before = self.found.errors
        text = read_text(self.row, key, self.found) or otherwise
        # A text that could not be read is reported already.
        return text or ("" if self.found.errors > before else self._missing(key))

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
        if isinstance(answer, Amount):
            self.found.at(
                "percent-in-points",
                _("A percentage instead of points."),
                self.row.table.sheet.name,
                cell,
                expected=_("a number"),
                fix=_("Write the points themselves."),
            )
            return None
        reason = answer if isinstance(answer, Unreadable) else Unreadable.TEXT
        self.found.unreadable(reason, self.row.table.sheet.name, cell, _("a number"), may_be_missing=False)
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
        expected = ", ".join(local(*names) for names in words.values())
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
