"""Plans of the small region, worked out by hand: 7 points of A, 6 of D, 1 of B; C is not scored in full."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, BadSelection, NotFound
from data.language import speaking
from data.measures.plans import Outcome, Plan
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.municipality.address import MunicipalitySelection
from data.views.plan import words
from data.views.plan.page import PlanView, plan_view
from data.views.plan.selection import Trigger, chosen_plan_view, plan_choice
from data.views.plan.tables import plan_table
from data.views.shared.choices import settle
from data.vocabulary import Nothing, Role, Verdict
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]

STEP = "1.1~g2~presence"


@pytest.fixture
def reader(each_region: Engine) -> Iterator[Reader]:
    with reading(each_region) as session:
        yield open_reader(session, MINISTRY)


def planned(reader: Reader, municipality: str, toggle: str = "", **choices: object) -> PlanView:
    return plan_view(reader, MunicipalitySelection(municipality=municipality).but(**choices), toggle)


def steps(view: PlanView) -> list[tuple[str, float | None, float]]:
    return [(line.key.partition("~")[2], line.before, line.after) for line in view.steps]


def test_a_removed_penalty_shares_the_first_place(reader: Reader) -> None:
    view = planned(reader, "D")
    assert view.title == "До следующего места: 1 балл"
    assert steps(view) == [("i1~penalty", -1, 0)]
    assert view.lines[0].is_penalty
    assert view.sentence == "Будет 7 баллов (6 + 1) и 1–2-е место. Сейчас на этом месте: A."
    assert (view.effect.before.first, view.effect.after.first) == (2, 1)
    assert (view.effect.effective_before, view.effect.effective_after, view.effect.judged) == (0, 1, 2)


def test_the_next_place_takes_the_fewest_parameters(reader: Reader) -> None:
    view = planned(reader, "B")
    assert steps(view) == [("g1~alignment", 0, 2), ("g2~presence", 0, 1), ("i1~presence", 0, 2)]
    assert view.effect.after.rank_of == "2–3 из 3"
    assert [line.key for line in view.rest] == ["1.1~i1~penalty"]
    assert [(offer.code, offer.name, offer.size) for offer in view.next_offers] == [
        ("next:1", "+1 место", "5 баллов, 3 параметра"),
        ("next:2", "+2 места", "6 баллов, 4 параметра"),
    ]


def test_more_places_than_there_are_become_all_there_are(reader: Reader) -> None:
    view = planned(reader, "B", plan="next:9")
    assert view.selection.plan == "next:2"
    assert view.title == "На 2 места выше: 6 баллов"


def test_closing_a_cycle_makes_the_verdict_effective(reader: Reader) -> None:
    view = planned(reader, "B", plan="close:1.1")
    assert view.title == "Замкнуть цикл 1.1: 6 баллов"
    (direction,) = view.effect.directions
    assert direction.judged_before.verdict is Verdict.INEFFECTIVE
    assert direction.judged_before.broken is not None
    assert direction.judged_before.broken.code == "goals"
    assert (direction.judged_after.verdict, direction.judged_after.broken) == (Verdict.EFFECTIVE, None)
    assert (direction.before.rank_of, direction.after.rank_of) == ("3 из 3", "1–2 из 3")
    assert (view.effect.total_before.points, view.effect.total_after.points) == (1, 7)


def test_what_nobody_scored_may_be_planned_and_gives_a_place(reader: Reader) -> None:
    view = planned(reader, "C", plan="close:1.1")
    assert steps(view) == [("g1~alignment", 0, 2), ("i1~presence", None, 2), ("i1~penalty", None, 0)]
    assert view.sentence == "Будет 7 баллов (3 + 4) и 1–2-е место."


def test_why_there_is_no_plan(reader: Reader) -> None:
    assert planned(reader, "A").reason == "Первое место уже занято: подниматься некуда."
    assert planned(reader, "A", plan="close:1.1").reason == "Все звенья этого цикла уже сформированы."
    assert planned(reader, "C").reason == "Места пока нет: оценено не всё. Сначала нужна полная оценка."
    assert planned(reader, "F").reason == "Места пока нет: ничего не оценено. Сначала нужна полная оценка."
    unloaded = planned(reader, "B", plan="close:1.2")
    assert unloaded.reason == "Недостижимо: в рубрике нет параметров звеньев «Цели», «Показатели»."
    assert (unloaded.steps, unloaded.sentence) == ((), "")


def test_out_of_reach_says_what_all_maxima_would_give(reader: Reader) -> None:
    _settled, choices = settle(reader, MunicipalitySelection())
    plan = Plan(Outcome.OUT_OF_REACH, goal=9, holders=("A", "D"), ceiling=7.5)
    assert words.title("До следующего места", plan) == "До следующего места: недостижимо"
    assert words.reason(plan, {}, choices, is_cycle=False) == (
        "Недостижимо: даже при максимуме по всем параметрам — 7,5 балла, а нужно: 9 баллов (A, D)."
    )


@pytest.mark.parametrize(
    ("points", "said"), [(1, "1 балл"), (2, "2 балла"), (5, "5 баллов"), (21, "21 балл"), (1.5, "1,5 балла")]
)
def test_points_agree_with_their_number(points: float, said: str) -> None:
    assert words.points_words(points) == said


def test_the_viewer_unticks_and_ticks(reader: Reader) -> None:
    without = planned(reader, "B", STEP)
    assert without.is_own
    assert without.title == "Свой план: 4 балла"
    assert without.selection.steps == ("1.1~g1~alignment", "1.1~i1~presence")
    # What was unticked stays in sight, to be ticked again.
    assert [line.ticked for line in without.lines] == [True, False, True]
    assert without.effect.after.rank_of == "3 из 3"
    again = plan_view(reader, without.selection, STEP)
    assert (again.is_own, again.selection.steps, again.selection.plan) == (False, (), "next:1")
    more = plan_view(reader, without.selection, "1.1~i1~penalty")
    assert more.effect.total_after.points == 6


def test_an_own_choice_gives_the_same_again_from_its_address(reader: Reader) -> None:
    chosen = planned(reader, "B", STEP)
    assert plan_view(reader, chosen.selection) == chosen


def test_nothing_ticked_changes_nothing(reader: Reader) -> None:
    view = planned(reader, "D", "1.1~i1~penalty")
    assert (view.selection.plan, view.selection.steps, view.title) == ("own", (), "Свой план: 0 баллов")
    assert view.effect.before == view.effect.after


def test_steps_that_name_nothing_open_are_left_out(reader: Reader) -> None:
    view = planned(reader, "B", plan="own", steps=("1.1~g1~presence", "9.9~x~y", STEP))
    assert view.selection.steps == (STEP,)


def test_a_direction_or_ranking_that_does_not_exist_is_refused(reader: Reader) -> None:
    with pytest.raises(NotFound, match=r"9\.9"):
        planned(reader, "B", plan="close:9.9")
    with pytest.raises(NotFound, match="Такого раздела рейтинга нет"):
        planned(reader, "B", subject="direction:9.9")


def test_another_municipality_is_closed_to_a_head(each_region: Engine) -> None:
    with reading(each_region) as session:
        own = open_reader(session, Viewer(Role.MUNICIPALITY, "B"))
        assert planned(own, "B").effect.after.first == 2
        for build in (plan_view, plan_table):
            with pytest.raises(AccessDenied):
                build(own, MunicipalitySelection(municipality="A"))


def test_the_table_holds_the_steps_and_says_what_they_change(reader: Reader) -> None:
    table = plan_table(reader, MunicipalitySelection(municipality="C", plan="close:1.1"))
    assert [row["gain"] for row in table.rows] == [2, 2, 0]
    assert [row["before"] for row in table.rows] == [0, Nothing.NO_DATA, Nothing.NO_DATA]
    notes = dict(table.notes)
    assert notes["Что изменится"] == "Будет 7 баллов (3 + 4) и 1–2-е место."
    assert notes["1.1 1.1"] == "3 → 7; место нет → 1–2 из 4; неэффективное, 1. Цели → эффективное"


def test_a_plan_without_steps_says_why_in_its_table(reader: Reader) -> None:
    table = plan_table(reader, MunicipalitySelection(municipality="A"))
    assert table.rows == ()
    assert "подниматься некуда" in dict(table.notes)["Что изменится"]


def test_english_reads_as_english(reader: Reader) -> None:
    with speaking("en"):
        view = planned(reader, "D")
    assert view.title == "To the next rank: 1 point"
    assert view.sentence == ("With the plan: 7 points (6 + 1) and rank 1–2. At this rank now: A.")


KEPT = {"municipality": "B", "period": "2026", "plan": "next:1", "steps": [STEP], "steps_of": "B~2026"}


def test_controls_make_a_choice() -> None:
    assert plan_choice(KEPT, None).selection.steps == (STEP,)
    offered = plan_choice({**KEPT, "offer": "close:1.1"}, Trigger.OFFER).selection
    assert (offered.plan, offered.steps) == ("close:1.1", ())
    ranked = plan_choice({**KEPT, "ranking": "direction:1.1"}, Trigger.RANKING).selection
    assert (ranked.subject, ranked.plan, ranked.steps) == ("direction:1.1", "next:1", ())
    assert plan_choice({**KEPT, "toggle": STEP}, Trigger.TOGGLE).toggle == STEP


def test_another_municipality_begins_without_the_steps_of_the_one_before() -> None:
    moved = plan_choice({**KEPT, "municipality": "D", "plan": "own", "cell": "B~1.1~goals"}, None).selection
    assert (moved.plan, moved.steps, moved.cell) == (None, (), None)


@pytest.mark.parametrize("rubbish", [7, None, "", "a~b", ["a~b~c"], "on:a~b~c", f"{STEP}~x"])
def test_a_step_that_cannot_be_read_is_refused(rubbish: object) -> None:
    with pytest.raises(BadSelection):
        plan_choice({**KEPT, "toggle": rubbish}, Trigger.TOGGLE)


def test_what_a_new_period_no_longer_has_is_dropped(reader: Reader) -> None:
    choice = plan_choice({**KEPT, "plan": "close:9.9", "subject": "direction:9.9"}, None)
    assert chosen_plan_view(reader, choice).selection.plan == "next:1"


def test_each_promise_of_the_demonstration_is_kept(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        reader = open_reader(session, MINISTRY)
        for municipality in (planted.SHOWN, "M30", "M38"):
            for offer in planned(reader, municipality).next_offers:
                view = planned(reader, municipality, plan=offer.code)
                wanted = int(offer.code.partition(":")[2])
                assert view.effect.before.first is not None
                assert view.effect.after.first == view.effect.before.first - wanted
        for direction in ("1.1", "1.3", "2.1", "2.4"):
            (touched,) = planned(reader, planted.SHOWN, plan=f"close:{direction}").effect.directions
            assert touched.judged_after.verdict is Verdict.EFFECTIVE
