"""The tables of a round: its board, and its protocol, which says of every file when it came and what became of it."""

from typing import Any

from data.formats import moment
from data.language import _
from data.queries.rounds import Board, ReturnLine
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.round.address import RoundSelection
from data.views.round.page import RoundView, due_words, form_name, round_view, summary
from data.views.round.words import outcome_words, state_words
from data.vocabulary import Nothing, ReturnOutcome

MOST_REASONS = 5


def board_table(reader: Reader, selection: RoundSelection) -> Table:
    """The board as it is filtered. Raises as ``round_view`` does."""
    return board_of(round_view(reader, selection))


def board_of(view: RoundView) -> Table:
    columns = (
        Column("code", _("Code")),
        Column("municipality", _("Municipality")),
        Column("form", _("Form")),
        Column("due", _("Due day")),
        Column("state", _("How far")),
        Column("returned", _("Returned at")),
        Column("late", _("Days late"), Kind.NUMBER, 0),
        Column("errors", _("Errors"), Kind.NUMBER, 0),
        Column("questions", _("Open questions"), Kind.NUMBER, 0),
        Column("file", _("File")),
    )
    rows = [_board_row(view, key) for key in view.shown] if view.board else []
    return Table("board", _("Board of the round"), columns, tuple(rows), _notes(view))


def _board_row(view: RoundView, key: tuple[str, int]) -> dict[str, Value]:
    found = view.board
    assert found is not None
    cell, form = found.cells[key], found.form(key[1])
    last = cell.current or (cell.returned[-1] if cell.returned else None)
    line = found.returns[last.identity] if last else None
    return {
        "code": key[0],
        "municipality": dict(found.addressees)[key[0]],
        "form": form_name(form),
        "due": due_words(form),
        "state": state_words()[cell.state],
        "returned": moment(line.received_at, view.zone) if line else Nothing.NO_DATA,
        "late": cell.days_late,
        "errors": last.errors if last else Nothing.NOT_APPLICABLE,
        "questions": len(cell.open_questions) if last else Nothing.NOT_APPLICABLE,
        "file": line.file_name if line else "",
    }


def protocol_table(reader: Reader, selection: RoundSelection) -> Table:
    """Who returned what when, and what was refused why. Raises as ``round_view`` does."""
    return protocol_of(round_view(reader, selection))


def protocol_of(view: RoundView) -> Table:
    columns = (
        Column("time", _("Returned at")),
        Column("municipality", _("Municipality")),
        Column("form", _("Form")),
        Column("file", _("File")),
        Column("outcome", _("What became of it")),
        Column("reason", _("Reason")),
        Column("revision", _("Revision")),
        Column("author", _("Who took it")),
        Column("sha256", "SHA-256"),
    )
    found = view.board
    rows = [_protocol_row(view, found, line) for line in found.returns.values()] if found else []
    return Table("protocol", _("Protocol of the round"), columns, tuple(rows), _notes(view))


def _protocol_row(view: RoundView, found: Board, line: ReturnLine) -> dict[str, Value]:
    form = found.form(line.form) if line.form is not None else None
    return {
        "time": moment(line.received_at, view.zone),
        "municipality": dict(found.addressees).get(line.municipality, line.municipality or "—"),
        "form": form_name(form) if form else "—",
        "file": line.file_name,
        "outcome": _became(found, line),
        "reason": _reason(line),
        "revision": str(line.published_in) if line.published_in else "—",
        "author": line.author,
        "sha256": line.sha256,
    }


def _became(found: Board, line: ReturnLine) -> str:
    """How far the file is: as its form where it counts, or that another one counts."""
    if line.outcome is not ReturnOutcome.ACCEPTED or line.form is None:
        return outcome_words()[line.outcome]
    cell = found.cells.get((line.municipality, line.form))
    counts = cell is not None and (cell.current is None or cell.current.identity == line.id)
    return state_words()[cell.state] if cell is not None and counts else _("replaced")


def _reason(line: ReturnLine) -> str:
    refusing = [one for one in line.findings if one["severity"] in ("error", "question")]
    parts = [_sentence(one) for one in refusing[:MOST_REASONS]]
    more = len(refusing) - len(parts)
    return " ".join([*parts, *([_("And {number} more.").format(number=more)] if more > 0 else [])])


def _sentence(finding: dict[str, Any]) -> str:
    """«Школы F8: Столько обучающихся в одной школе не бывает.»"""
    place = " ".join(filter(None, (finding["sheet"], finding["cell"])))
    words = finding["message"].rstrip()
    told = words if words.endswith((".", "!", "?", "…")) else f"{words}."
    return f"{place}: {told}" if place else told


def _notes(view: RoundView) -> tuple[tuple[str, str], ...]:
    if view.board is None:
        return view.provenance.notes()
    named = ((_("Round"), view.board.round.title), (_("Summary"), summary(view.board)))
    return (*named, *view.provenance.notes())
