"""The board of a round: how far each form of each municipality is, from what came back and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from data.vocabulary import FormState

# What a question is about: rule, sheet, cell.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Returned:
    """One file that came back for a form. Two with the same ``digest`` say the same in every cell.

    ``errors`` must be fixed; ``questions`` are places that an answer can close. Times are UTC; ``day`` is the day of
    ``received_at`` in the region. ``identity`` grows with the time of coming.
    """

    identity: int
    digest: str
    errors: int
    questions: tuple[Place, ...]
    received_at: datetime
    day: date
    chosen_at: datetime | None = None
    approved_at: datetime | None = None
    published_in: int | None = None


@dataclass(frozen=True)
class BoardCell:
    """One form of one municipality. ``current`` is the file that counts, None while none does.

    ``rivals`` are files that say different things and of which nobody has chosen one. ``replaced`` counts files that
    stood and no longer count. ``open_questions`` are those of the current file without an accepted answer.
    ``days_late`` counts from the day it was due to the first file without errors, or to today while there is none.
    """

    state: FormState
    current: Returned | None = None
    rivals: tuple[Returned, ...] = ()
    replaced: int = 0
    open_questions: tuple[Place, ...] = ()
    days_late: int = 0
    returned: tuple[Returned, ...] = field(default=(), repr=False)


def board_cell(returned: Sequence[Returned], accepted: frozenset[Place], due: date, today: date) -> BoardCell:
    """How far a form is. ``accepted`` are the places whose answers were accepted.

    Which file counts does not depend on the order of coming: of files without errors the only one, or the one that was
    chosen; several that say different things wait for a choice. A file that comes after a choice asks for a new one.
    """
    ordered = sorted(returned, key=lambda one: one.identity)
    late = _days_late(ordered, due, today)
    if not ordered:
        return BoardCell(FormState.NOT_RETURNED, days_late=late)
    sound = _different([one for one in ordered if not one.errors])
    if not sound:
        # Of several with errors the last one is worth looking at; none of them counts.
        last = ordered[-1]
        open_questions = tuple(place for place in last.questions if place not in accepted)
        others = len(_different(ordered)) - 1
        return BoardCell(FormState.FINDINGS, last, (), others, open_questions, late, tuple(ordered))
    current, rivals = _current(sound)
    if current is None:
        return BoardCell(FormState.TWICE, None, rivals, 0, (), late, tuple(ordered))
    open_questions = tuple(place for place in current.questions if place not in accepted)
    replaced = len(_different(ordered)) - 1
    return BoardCell(_state(current, open_questions), current, (), replaced, open_questions, late, tuple(ordered))


def _current(sound: list[Returned]) -> tuple[Returned | None, tuple[Returned, ...]]:
    """The file that counts, or those among which nobody has chosen."""
    chosen = max(
        (one for one in sound if one.chosen_at), key=lambda one: one.chosen_at or one.received_at, default=None
    )
    if chosen is not None and chosen.chosen_at is not None:
        later = [one for one in sound if one is not chosen and one.received_at > chosen.chosen_at]
        return (chosen, ()) if not later else (None, (chosen, *later))
    return (sound[0], ()) if len(sound) == 1 else (None, tuple(sound))


def _state(current: Returned, open_questions: tuple[Place, ...]) -> FormState:
    if current.published_in is not None:
        return FormState.PUBLISHED
    if open_questions:
        return FormState.FINDINGS
    return FormState.APPROVED if current.approved_at else FormState.CLEAN


def _different(returned: Sequence[Returned]) -> list[Returned]:
    """One file for each different content: the one that was published, chosen or approved, else the first."""
    found: dict[str, Returned] = {}
    for one in returned:
        known = found.get(one.digest)
        if known is None or (_weight(one) > _weight(known)):
            found[one.digest] = one
    return list(found.values())


def _weight(one: Returned) -> tuple[bool, bool, bool]:
    return one.published_in is not None, one.chosen_at is not None, one.approved_at is not None


def _days_late(ordered: Sequence[Returned], due: date, today: date) -> int:
    first = next((one.day for one in ordered if not one.errors), today)
    return max((first - due).days, 0)
