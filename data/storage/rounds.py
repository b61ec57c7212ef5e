"""Writing down what happens in a round: opening it, what came back, answers to questions, decisions.

None of it is a change of the data: figures change only when a round is published (``data.work.round_publishing``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadSelection, Conflict, NotFound
from data.language import _
from data.messages import LONGEST_TEXT, typed
from data.models.collection import Round, RoundAddressee, RoundAnswer, RoundForm, RoundReturn
from data.models.methodology import Methodology
from data.models.region import Municipality, Period
from data.storage.audit import record
from data.storage.revisions import undone_revisions
from data.vocabulary import AuditEvent

# What a question is about: rule, sheet, cell.
Place = tuple[str, str, str]
# Under this rule stands what a whole column holds, or how a text is meant.
CHOICE = "percent-scale"
# In the audit log, before the answer that was chosen.
ANSWERED = "answered: "


@dataclass(frozen=True)
class FormRequest:
    """A kind of workbook, by the key of its kind, with its methodology where it has one, and its last day in time."""

    kind: str
    due: date
    methodology: str = ""


def open_round(
    session: Session,
    viewer: Viewer,
    *,
    period: str,
    name: str,
    forms: Sequence[FormRequest],
    municipalities: Sequence[str],
    author: str,
) -> str:
    """Open a round for these municipalities (codes) in a writing session; gives its code, such as ``2026-1``.

    Raises AccessDenied, NotFound for unknown codes, BadSelection without forms or addressees, or with a form twice.
    """
    viewer.require_writing()
    if not forms or not municipalities:
        raise BadSelection(_("A round needs at least one form and one municipality."))
    if len({(one.kind, one.methodology) for one in forms}) < len(forms):
        raise BadSelection(_("A form is named twice."))
    period_id = _identity(session, Period, period)
    number = (session.scalar(select(func.count(Round.id)).where(Round.period_id == period_id)) or 0) + 1
    code = f"{period}-{number}"
    made = Round(code=code, name=typed(name) or code, period_id=period_id, created_at=datetime.now(UTC), author=author)
    session.add(made)
    session.flush()
    for one in forms:
        methodology = _identity(session, Methodology, one.methodology) if one.methodology else None
        session.add(RoundForm(round_id=made.id, kind=one.kind, methodology_id=methodology, due=one.due.isoformat()))
    for municipality in dict.fromkeys(municipalities):
        place = _identity(session, Municipality, municipality)
        session.add(RoundAddressee(round_id=made.id, municipality_id=place))
    session.flush()
    record(session, AuditEvent.ROUND_OPENED, author, detail={"round": code})
    return code


def add_return(session: Session, viewer: Viewer, round_id: int, **values: Any) -> bool:
    """Write down a file that came back; False when the very same file is there already."""
    viewer.require_writing()
    same = select(RoundReturn.id).where(RoundReturn.round_id == round_id, RoundReturn.sha256 == values["sha256"])
    if session.scalar(same) is not None:
        return False
    session.add(RoundReturn(round_id=round_id, received_at=datetime.now(UTC), **values))
    session.flush()
    return True


def choose_return(session: Session, viewer: Viewer, identity: int, *, author: str) -> None:
    """Say that this file counts, whatever else came for the same form. Raises NotFound and Conflict."""
    row = _return(session, viewer, identity)
    if any(finding["severity"] == "error" for finding in row.findings):
        raise Conflict(_("A file with errors cannot count: it has to be fixed and returned again."))
    row.chosen_at = datetime.now(UTC)
    session.flush()
    _record(session, author, row, "chosen")


def approve_return(session: Session, viewer: Viewer, identity: int, *, author: str) -> None:
    """Approve a file for publication. Raises NotFound, and Conflict for one that is published already."""
    row = _return(session, viewer, identity)
    if row.published_in is not None and row.published_in not in undone_revisions(session):
        raise Conflict(_("This file is published already, by revision {number}.").format(number=row.published_in))
    row.approved_at = datetime.now(UTC)
    session.flush()
    _record(session, author, row, "approved")


def write_answer(session: Session, viewer: Viewer, identity: int, place: Place, text: str, *, author: str) -> None:
    """Keep the sender's note to a question of a file; a decision about an earlier note falls.

    Raises NotFound where the file asks nothing there, BadSelection for an empty note.
    """
    row = _return(session, viewer, identity)
    words = typed(text)
    if not words:
        raise BadSelection(
            _("Write the answer of the sender, at most {number} characters.").format(number=LONGEST_TEXT)
        )
    # What only a choice can answer is no matter of words.
    if place not in {_place(finding) for finding in row.findings if finding["severity"] == "warning"}:
        raise NotFound(_("There is no such question in this file."))
    answer = _answer_to(session, row, place, author)
    answer.text, answer.is_accepted, answer.decided_by = words, None, None
    session.flush()


def write_choice(session: Session, viewer: Viewer, identity: int, place: str, choice: str, *, author: str) -> None:
    """Keep what a column of percentages (``Schools!H``) holds, or how a text (``Targets!I2``) is meant; who calls this
    reads the files of the form again by it.

    Raises NotFound where the file asks nothing about the place.
    """
    row = _return(session, viewer, identity)
    if place not in {finding.get("question") for finding in row.findings}:
        raise NotFound(_("There is no such question in this file."))
    sheet, _mark, cell = place.rpartition("!")
    answer = _answer_to(session, row, (CHOICE, sheet, cell), author)
    answer.choice, answer.is_accepted, answer.decided_by = choice, True, author
    session.flush()
    _record(session, author, row, f"{ANSWERED}{choice}")


def read_again(
    session: Session, viewer: Viewer, identity: int, *, findings: list[dict[str, Any]], changes: int
) -> None:
    """Write down what a file says since a question about it was answered. Raises NotFound."""
    row = _return(session, viewer, identity)
    row.findings, row.changes = findings, changes
    session.flush()


def _answer_to(session: Session, row: RoundReturn, place: Place, author: str) -> RoundAnswer:
    """The answer to a question, new where there is none."""
    answer = _answer(session, row, place)
    if answer is None:
        answer = RoundAnswer(
            form_id=row.form_id, municipality_id=row.municipality_id, rule=place[0], sheet=place[1], cell=place[2]
        )
        answer.text = ""
        session.add(answer)
    answer.author, answer.written_at = author, datetime.now(UTC)
    return answer


def decide_answer(
    session: Session, viewer: Viewer, identity: int, place: Place, *, is_accepted: bool, author: str
) -> None:
    """Accept the sender's note to a question, or not. Raises NotFound where there is none."""
    row = _return(session, viewer, identity)
    answer = _answer(session, row, place)
    if answer is None:
        raise NotFound(_("Nobody has answered this question yet."))
    answer.is_accepted, answer.decided_by = is_accepted, author
    session.flush()
    _record(session, author, row, "answer accepted" if is_accepted else "answer not accepted")


def _answer(session: Session, row: RoundReturn, place: Place) -> RoundAnswer | None:
    return session.scalar(
        select(RoundAnswer).where(
            RoundAnswer.form_id == row.form_id,
            RoundAnswer.municipality_id == row.municipality_id,
            RoundAnswer.rule == place[0],
            RoundAnswer.sheet == place[1],
            RoundAnswer.cell == place[2],
        )
    )


def _place(finding: dict[str, Any]) -> Place:
    return finding["rule"], finding["sheet"] or "", finding["cell"] or ""


def _return(session: Session, viewer: Viewer, identity: int) -> RoundReturn:
    """An accepted file. Raises AccessDenied for a viewer who may not write, NotFound for any other number."""
    viewer.require_writing()
    row = session.get(RoundReturn, identity)
    if row is None or row.form_id is None:
        raise NotFound(_("There is no such file in the round."))
    return row


def _record(session: Session, author: str, row: RoundReturn, decision: str) -> None:
    record(session, AuditEvent.ROUND_DECISION, author, detail={"file": row.file_name, "decision": decision})


def _identity(session: Session, model: Any, code: str) -> int:
    found = session.scalar(select(model.id).where(model.code == code))
    if found is None:
        raise NotFound(_("There is no “{code}” here.").format(code=code))
    return int(found)
