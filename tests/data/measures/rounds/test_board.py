"""Which file counts does not depend on the order of coming; and what a board says of the cases worked by hand."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.measures.rounds.board import Place, Returned, board_cell
from data.vocabulary import FormState

START = datetime(2026, 12, 1, tzinfo=UTC)
DUE, TODAY = date(2026, 12, 20), date(2026, 12, 25)
QUESTION: Place = ("few-schools", "Школы", "B7")
READY = (FormState.CLEAN, FormState.APPROVED)
# What a file says decides what is wrong in it: errors, questions.
CONTENTS: dict[str, tuple[int, tuple[Place, ...]]] = {
    "good": (0, ()),
    "other": (0, ()),
    "asked": (0, (QUESTION,)),
    "wrong": (2, ()),
    "both": (1, (QUESTION,)),
}


def returned(digest: str, place: int) -> Returned:
    errors, questions = CONTENTS[digest]
    at = START + timedelta(days=place)
    return Returned(place + 1, digest, errors, questions, at, at.date())


def shown(digests: list[str], accepted: frozenset[Place] = frozenset()) -> tuple[FormState, str | None]:
    """How far the form is, and what would be published of it."""
    cell = board_cell([returned(one, place) for place, one in enumerate(digests)], accepted, DUE, TODAY)
    return cell.state, cell.current.digest if cell.current and cell.state in READY else None


@given(
    digests=st.lists(st.sampled_from(sorted(CONTENTS)), max_size=6),
    other_order=st.randoms(use_true_random=False),
    is_accepted=st.booleans(),
)
def test_no_order_decides(digests: list[str], other_order: object, is_accepted: bool) -> None:
    accepted = frozenset({QUESTION}) if is_accepted else frozenset()
    shuffled = list(digests)
    other_order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert shown(shuffled, accepted) == shown(digests, accepted)


@given(digests=st.lists(st.sampled_from(sorted(CONTENTS)), min_size=1, max_size=6), again=st.data())
def test_the_same_content_again_decides_nothing(digests: list[str], again: st.DataObject) -> None:
    repeated = again.draw(st.sampled_from(digests))
    assert shown([*digests, repeated]) == shown(digests)


def test_cases_by_hand() -> None:
    assert shown([]) == (FormState.NOT_RETURNED, None)
    assert shown(["wrong"]) == (FormState.FINDINGS, None)
    # What has errors cannot be chosen, so that nobody is asked to choose between it and the only other file.
    assert shown(["wrong", "good"]) == shown(["good", "wrong"]) == (FormState.CLEAN, "good")
    assert shown(["good", "wrong", "other"]) == (FormState.TWICE, None)
    assert shown(["good", "good"]) == (FormState.CLEAN, "good")
    assert shown(["good", "other"]) == (FormState.TWICE, None)
    assert shown(["asked"]) == (FormState.FINDINGS, None)
    assert shown(["asked"], frozenset({QUESTION})) == (FormState.CLEAN, "asked")
    # An accepted answer closes a question; an error has to be fixed.
    assert shown(["both"], frozenset({QUESTION})) == (FormState.FINDINGS, None)


def test_days_late_count_to_the_first_file_without_errors_or_to_today() -> None:
    files = [returned("wrong", 18), returned("good", 22)]
    assert board_cell(files, frozenset(), DUE, TODAY).days_late == 3
    assert board_cell(files[:1], frozenset(), DUE, TODAY).days_late == 5
    assert board_cell([], frozenset(), DUE, DUE).days_late == 0
