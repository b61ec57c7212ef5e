"""Rounds of collecting forms as they stand: who was asked, what came back, what was answered.

Who loads data sees everything; the head of a municipality sees the rounds that ask it, and of them its own forms.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from data.errors import NotFound
from data.findings import in_current_language
from data.language import _, local
from data.measures.rounds.board import BoardCell, Place, Returned, board_cell
from data.models.collection import Round, RoundAddressee, RoundAnswer, RoundForm, RoundReturn
from data.models.methodology import Methodology
from data.models.region import Municipality, Period, Region
from data.storage.reader import Reader, remembered
from data.storage.revisions import undone_revisions
from data.vocabulary import FormState, ReturnOutcome

ERROR = "error"
# The question about a column of percentages, and the note of what was answered.
PERCENT_RULES = ("ambiguous-percent", "percent-scale")
# What a note can answer, and what only a choice can.
QUESTIONS = ("warning", "question")


@dataclass(frozen=True)
class RoundLine:
    """One round; ``created_at`` is UTC."""

    id: int
    code: str
    name: str
    period: str
    created_at: datetime
    author: str

    @property
    def title(self) -> str:
        """Code and name; a round that nobody has named is called by its code."""
        return self.code if self.name == self.code else f"{self.code} · {self.name}"


@dataclass(frozen=True)
class FormLine:
    """A kind of workbook that is asked for; ``due`` is the last day in time."""

    id: int
    kind: str
    methodology: str
    methodology_name: str
    due: date


@dataclass(frozen=True)
class ReturnLine:
    """A file that came back, whatever it was taken for; ``findings`` in the current language."""

    id: int
    form: int | None
    municipality: str
    file_name: str
    sha256: str
    outcome: ReturnOutcome
    findings: tuple[dict[str, Any], ...]
    changes: int
    differences: tuple[dict[str, str], ...]
    received_at: datetime
    author: str
    approved_at: datetime | None
    published_in: int | None


@dataclass(frozen=True)
class AnswerLine:
    """A note to a question, and whether it was accepted; None is not decided. ``choice``: how the file is read."""

    place: Place
    text: str
    author: str
    is_accepted: bool | None
    choice: str = ""


@dataclass(frozen=True)
class Board:
    """A round with every form of every addressee: ``cells`` by (code of the municipality, number of the form).

    ``addressees`` are (code, short name) by name. ``answers`` by the same key as cells. ``returns`` by their number.
    """

    round: RoundLine
    forms: tuple[FormLine, ...]
    addressees: tuple[tuple[str, str], ...]
    cells: dict[tuple[str, int], BoardCell]
    returns: dict[int, ReturnLine]
    answers: dict[tuple[str, int], tuple[AnswerLine, ...]]
    today: date

    @property
    def strangers(self) -> tuple[ReturnLine, ...]:
        """The files that were taken for no form of the round, the latest first."""
        return tuple(one for one in reversed(self.returns.values()) if one.outcome is not ReturnOutcome.ACCEPTED)

    def counts(self) -> dict[FormState, int]:
        """How many forms are in each state; they add up to all forms of all addressees."""
        found = dict.fromkeys(FormState, 0)
        for cell in self.cells.values():
            found[cell.state] += 1
        return found

    def form(self, identity: int) -> FormLine:
        return next(one for one in self.forms if one.id == identity)


@remembered
def round_lines(reader: Reader) -> tuple[RoundLine, ...]:
    """All rounds in the viewer's scope, the latest first. Raises AccessDenied for who neither collects nor sends."""
    reader.viewer.require_collecting()
    asked = (
        select(RoundAddressee.round_id)
        .join(Municipality, Municipality.id == RoundAddressee.municipality_id)
        .where(reader.detail_scope(Municipality.code))
    )
    rows = reader.session.execute(
        select(Round, Period.code)
        .join(Period, Period.id == Round.period_id)
        .where(Round.id.in_(asked))
        .order_by(Round.id.desc())
    )
    return tuple(RoundLine(row.id, row.code, row.name, period, row.created_at, row.author) for row, period in rows)


def round_line(reader: Reader, code: str) -> RoundLine:
    """Raises NotFound, naming the code, and AccessDenied as ``round_lines`` does."""
    for line in round_lines(reader):
        if line.code == code:
            return line
    raise NotFound(_("There is no round “{code}”.").format(code=code))


@remembered
def round_forms(reader: Reader, code: str) -> tuple[FormLine, ...]:
    """The forms of a round in the order they were named."""
    rows = reader.session.execute(
        select(RoundForm, Methodology)
        .outerjoin(Methodology, Methodology.id == RoundForm.methodology_id)
        .where(RoundForm.round_id == round_line(reader, code).id)
        .order_by(RoundForm.id)
    )
    return tuple(
        FormLine(
            row.id,
            row.kind,
            methodology.code if methodology else "",
            local(methodology.name_ru, methodology.name_en) if methodology else "",
            date.fromisoformat(row.due),
        )
        for row, methodology in rows
    )


@remembered
def round_addressees(reader: Reader, code: str) -> tuple[tuple[str, str], ...]:
    """Code and short name of each municipality that is asked, by name."""
    rows = reader.session.execute(
        select(Municipality.code, Municipality.short_ru, Municipality.short_en)
        .join(RoundAddressee, RoundAddressee.municipality_id == Municipality.id)
        .where(RoundAddressee.round_id == round_line(reader, code).id, reader.detail_scope(Municipality.code))
    )
    found = [(row[0], local(row[1], row[2])) for row in rows]
    return tuple(sorted(found, key=lambda pair: (pair[1].casefold(), pair[0])))


def board(reader: Reader, code: str, now: datetime | None = None) -> Board:
    """The round as it stands at ``now`` (UTC; this moment). Raises NotFound and AccessDenied."""
    line = round_line(reader, code)
    forms, addressees = round_forms(reader, code), round_addressees(reader, code)
    zone = ZoneInfo(reader.session.scalar(select(Region.time_zone)) or "UTC")
    today = (now or datetime.now(UTC)).astimezone(zone).date()
    rows = reader.session.execute(
        select(RoundReturn, Municipality.code)
        .outerjoin(Municipality, Municipality.id == RoundReturn.municipality_id)
        .where(RoundReturn.round_id == line.id, reader.detail_scope(Municipality.code))
        .order_by(RoundReturn.id)
    ).all()
    answers = _answers(reader, forms)
    returned: dict[tuple[str, int], list[Returned]] = {}
    for row, municipality in rows:
        if row.form_id is not None:
            returned.setdefault((municipality, row.form_id), []).append(_returned(reader, row, zone))
    cells = {
        (municipality, form.id): board_cell(
            returned.get((municipality, form.id), ()),
            frozenset(one.place for one in answers.get((municipality, form.id), ()) if one.is_accepted),
            form.due,
            today,
        )
        for municipality, _name in addressees
        for form in forms
    }
    returns = {row.id: _return_line(reader, row, municipality) for row, municipality in rows}
    return Board(line, forms, addressees, cells, returns, answers, today)


def _answers(reader: Reader, forms: tuple[FormLine, ...]) -> dict[tuple[str, int], tuple[AnswerLine, ...]]:
    rows = reader.session.execute(
        select(RoundAnswer, Municipality.code)
        .join(Municipality, Municipality.id == RoundAnswer.municipality_id)
        .where(RoundAnswer.form_id.in_([form.id for form in forms]), reader.detail_scope(Municipality.code))
        .order_by(RoundAnswer.id)
    )
    found: dict[tuple[str, int], tuple[AnswerLine, ...]] = {}
    for row, municipality in rows:
        line = AnswerLine((row.rule, row.sheet, row.cell), row.text, row.author, row.is_accepted, row.choice or "")
        found[municipality, row.form_id] = (*found.get((municipality, row.form_id), ()), line)
    return found


def column_questions(findings: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """The findings that ask what a column of percentages holds, those that were answered too."""
    return [finding for finding in findings if finding.get("question") and finding["rule"] in PERCENT_RULES]


def answered_questions(reader: Reader, form: int, municipality: str) -> dict[str, str]:
    """What was said of a form's columns of percentages and of its texts, by place (``Schools!H``, ``Targets!I2``)."""
    reader.viewer.require_writing()
    rows = reader.session.execute(
        select(RoundAnswer.sheet, RoundAnswer.cell, RoundAnswer.choice)
        .join(Municipality, Municipality.id == RoundAnswer.municipality_id)
        .where(RoundAnswer.form_id == form, Municipality.code == municipality, RoundAnswer.choice.is_not(None))
        .order_by(RoundAnswer.written_at)
    )
    return {f"{sheet}!{column}": choice for sheet, column, choice in rows if choice}


@remembered
def _undone(reader: Reader) -> frozenset[int]:
    return undone_revisions(reader.session)


def _published(reader: Reader, row: RoundReturn) -> int | None:
    """The revision that has stored it. Nothing while that is closed to the viewer, and after it was undone."""
    number = row.published_in
    return None if number is None or number > reader.newest or number in _undone(reader) else number


def _returned(reader: Reader, row: RoundReturn, zone: ZoneInfo) -> Returned:
    questions = [one for one in row.findings if one["severity"] in QUESTIONS]
    return Returned(
        row.id,
        row.content_digest,
        sum(one["severity"] == ERROR for one in row.findings),
        tuple((one["rule"], one["sheet"] or "", one["cell"] or "") for one in questions),
        row.received_at,
        row.received_at.astimezone(zone).date(),
        row.chosen_at,
        row.approved_at,
        _published(reader, row),
    )


def _return_line(reader: Reader, row: RoundReturn, municipality: str | None) -> ReturnLine:
    return ReturnLine(
        row.id,
        row.form_id,
        municipality or "",
        row.file_name,
        row.sha256,
        ReturnOutcome(row.outcome),
        tuple(map(in_current_language, row.findings)),
        row.changes,
        tuple(row.differences),
        row.received_at,
        row.author,
        row.approved_at,
        _published(reader, row),
    )
