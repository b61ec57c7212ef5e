"""Where a figure came from, in words: file, sheet, cell and revision."""

from dataclasses import dataclass

from data.language import _, pgettext
from data.queries.sources import SenderNote
from data.text.cell_address import address


def note_words(note: SenderNote) -> str:
    """«Ответ отправителя: школа закрыта с 1 сентября (принят)»."""
    decided = {
        True: pgettext("answer", "accepted"),
        False: pgettext("answer", "not accepted"),
        None: pgettext("answer", "not decided yet"),
    }
    return _("Answer of the sender: {text} ({decided})").format(text=note.text, decided=decided[note.is_accepted])


@dataclass(frozen=True)
class FigureSource:
    """One cell of one sheet of one file (by name and SHA-256), and the revision that loaded it."""

    file: str
    sha256: str
    sheet: str
    row: int
    column: int
    revision: int

    @property
    def cell(self) -> str:
        return address(self.row, self.column)

    @property
    def place(self) -> str:
        """«scores-M14.xlsx, лист 1.1, J17»; a text table has no sheets."""
        words = _("{file}, sheet {sheet}, {cell}") if self.sheet else "{file}, {cell}"
        return words.format(file=self.file, sheet=self.sheet, cell=self.cell)

    @property
    def words(self) -> str:
        """«scores-M14.xlsx, лист 1.1, J17, ревизия 7»."""
        return _("{place}, revision {revision}").format(place=self.place, revision=self.revision)
