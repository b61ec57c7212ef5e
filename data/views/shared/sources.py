"""Where a figure came from, in words: file, sheet, cell and revision."""

from dataclasses import dataclass

from data.access import WRITERS
from data.language import _, pgettext
from data.queries.sources import ObservationOrigin, SenderNote, observation_origins, sender_notes
from data.storage.reader import Reader
from data.text.cell_address import address
from data.text.intervals.words import period_words


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


@dataclass(frozen=True)
class Sourced:
    """A figure under the name that it has on the page (a year, a school), where it came from, and its sender's note."""

    key: str
    source: FigureSource
    note: SenderNote | None = None

    @property
    def words(self) -> str:
        return f"{self.source.words}. {note_words(self.note)}" if self.note else self.source.words


def observation_sources(
    reader: Reader, *, indicator: str, municipality: str, period: str | None = None
) -> tuple[Sourced, ...]:
    """Of a municipality's own figures by period; with a ``period`` of those of its schools by code.

    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    found = observation_origins(reader, indicator=indicator, municipality=municipality, period=period)
    found = tuple(one for one in found if bool(one.school) is (period is not None))
    notes = sender_notes(reader, municipality, sorted({one.sha256 for one in found})) if found else {}
    return tuple(
        Sourced(
            _key(one),
            FigureSource(one.file, one.sha256, one.sheet, one.row, one.column, one.revision),
            notes.get((one.sha256, one.sheet, one.row)),
        )
        for one in found
    )


def _key(one: ObservationOrigin) -> str:
    words = one.label or period_words(one.year, one.interval)
    if not one.school:
        return words
    return f"{one.school}, {words}" if one.interval else one.school


def may_fetch(reader: Reader) -> bool:
    """Whether the files themselves are open to the viewer, and not only their names."""
    return reader.viewer.role in WRITERS
