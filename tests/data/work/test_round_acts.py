"""What a person asks for on the page of a round: opened, decided and published as the buttons say."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, NotFound
from data.intake.tables.answers import BadScale
from data.jobs.kinds import ROUND_FORMS, ROUND_REHEARSE
from data.jobs.queue import JobQueue
from data.models.indicators import Observation
from data.queries.indicators import targets
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.rounds import FormRequest, open_round
from data.views.round.address import RoundSelection
from data.views.round.page import round_view
from data.views.round.questions import columns_at_once
from data.vocabulary import DynamicsReading, FormState, ReturnOutcome, Role
from data.work.round_acts import Done, carry_out
from data.work.round_answering import answer_question
from data.work.round_publishing import publish_round
from layouts.round.detail import detail_card
from tests.data import small_indicators, small_region
from tests.data.intake.books import edit, place, template
from tests.data.intake.conftest import region, sqlite_file
from tests.data.work.round_region import DUE, build, build_for_one, cells, fill, forms, look, take

__all__ = ["region", "sqlite_file"]
QUESTIONS = ("target-text", "target-texts")
OPENING = {
    "round-new-period": "2026",
    "round-new-name": "Годовой сбор",
    "round-new-methodology": "small",
    "round-new-form-scores": True,
    "round-new-due-scores": "12-20",
    "round-new-form-observations": True,
    "round-new-own-observations": "2026-09-01",
    "round-new-due-observations": "12-29",
    "round-new-places": "a, B",
    # Days of a year that the clock may have passed.
    "round-new-past": True,
}


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    return JobQueue(f"sqlite:///{tmp_path}/jobs.db")


def act(engine: Engine, queue: JobQueue, code: str, action: str, viewer: Viewer = MINISTRY, **values: Any) -> Done:
    return carry_out(engine, queue, viewer, code, {"action": action, "values": values})


def test_a_round_is_opened_with_days_of_the_calendar_and_own_ones(region: Engine, queue: JobQueue) -> None:
    done = act(region, queue, "", "open", **OPENING)
    found = look(region, done.opened)
    assert [(form.kind, form.due.isoformat()) for form in found.forms] == [
        ("scores", "2026-12-20"),
        ("observations", "2026-09-01"),
    ]
    assert [code for code, _name in found.addressees] == ["A", "B"]
    # E was merged away before the period.
    refused = act(region, queue, "", "open", **OPENING | {"round-new-places": "A, X; e x2 X"})
    assert "нет в 2026 году: X, e, x2." in refused.refused
    assert not refused.opened
    assert act(region, queue, "", "open", **OPENING | {"round-new-due-scores": ""}).refused


def test_a_day_that_has_passed_is_asked_about(region: Engine, queue: JobQueue) -> None:
    past = {"round-new-past": False, "round-new-own-observations": "2020-08-05", "round-new-own-scores": "2199-12-20"}
    refused = act(region, queue, "", "open", **OPENING | past)
    assert refused.refused == (
        "Срок уже прошёл: Значения показателей, 05.08.2020. "
        "Выберите другой день или отметьте «Срок может быть в прошлом»."
    )
    assert act(region, queue, "", "open", **OPENING | past | {"round-new-past": True}).opened
    ahead = past | {"round-new-own-observations": "2199-12-20"}
    assert act(region, queue, "", "open", **OPENING | ahead).opened


def test_jobs_are_for_the_round_that_is_shown(region: Engine, queue: JobQueue) -> None:
    code = build(region, ("N01",))
    job = queue.read(act(region, queue, code, "forms").job, MINISTRY)
    assert (job.kind, job.request) == (ROUND_FORMS, {"round": code})
    asked = {"round-words": "вторая", "round-closed": "2099-12-20"}
    job = queue.read(act(region, queue, code, "rehearse", **asked).job, MINISTRY)
    assert (job.kind, job.request["closed_until"]) == (ROUND_REHEARSE, "2099-12-20")
    with pytest.raises(NotFound):
        # Its consequences have not been shown yet.
        act(region, queue, code, f"publish~{job.id}")


def test_decisions_are_taken_about_files_of_the_round(region: Engine, queue: JobQueue, tmp_path: Path) -> None:
    code = build(region, ("N01",))
    made = forms(region, code, tmp_path / "forms")
    take(region, code, fill(made["N01"], cells(made["N01"])))
    (identity,) = look(region, code).returns
    act(region, queue, code, f"approve~{identity}")
    assert look(region, code).counts()[FormState.APPROVED] == 1
    for action in ("answer", "accept", "reject"):
        with pytest.raises(NotFound):
            act(region, queue, code, f"{action}~{identity}", **{"round-question": "7"})
    with pytest.raises(NotFound):
        act(region, queue, code, "choose~999")


@pytest.mark.parametrize("action", ["", "erase", "choose", "choose~x", "answer~-1"])
def test_what_is_no_act_is_refused(region: Engine, queue: JobQueue, action: str) -> None:
    with pytest.raises(BadSelection):
        act(region, queue, "2026-1", action)


def test_readers_act_on_nothing(region: Engine, queue: JobQueue) -> None:
    with pytest.raises(AccessDenied):
        act(region, queue, "2026-1", "forms", Viewer(Role.ANALYST))


@pytest.mark.parametrize(("said", "value"), [("share", 25.0), ("percent", 0.25)])
def test_a_question_about_a_column_is_answered_on_the_board_and_the_file_published_by_it(
    region: Engine, queue: JobQueue, tmp_path: Path, said: str, value: float
) -> None:
    with writing(region) as session:
        small_indicators.build(session)
    code = act(region, queue, "", "open", **OPENING | {"round-new-places": "C"}).opened
    path = template(region, tmp_path / "C.xlsx", "observations", ["C"])
    first = edit(path, "Муниципалитеты", {place(path, "Муниципалитеты", "Значение", "share"): 0.25})
    (receipt,) = take(region, code, first)
    assert (receipt.errors, receipt.questions) == (0, 1)
    board = look(region, code)
    (identity,) = board.returns
    cell = board.cells["C", board.forms[1].id]
    assert (cell.state, len(cell.open_questions)) == (FormState.FINDINGS, 1)
    # A note does not say how to read the numbers.
    for action in ("answer", "accept"):
        with pytest.raises(NotFound):
            act(region, queue, code, f"{action}~{identity}", **{"round-question": "0", "round-answer": "это доли"})
    with pytest.raises(NotFound):
        act(region, queue, code, f"{said}~{identity}", **{"round-column": "1"})
    other = {"share": "percent", "percent": "share"}[said]
    for choice in (other, said):
        # What was said can be said again, otherwise.
        act(region, queue, code, f"{choice}~{identity}", **{"round-column": "0"})
        assert look(region, code).cells["C", board.forms[1].id].state is FormState.CLEAN
    # Returned once more, it is not asked again.
    again = edit(path, "Муниципалитеты", {place(path, "Муниципалитеты", "Значение", "share"): 0.25, "A1": "ещё раз"})
    (receipt,) = take(region, code, again)
    assert (receipt.errors, receipt.questions) == (0, 0)
    act(region, queue, code, f"choose~{max(look(region, code).returns)}")
    publish_round(region, MINISTRY, code, author="operator", progress=lambda done, total: None)
    with reading(region) as session:
        stored = session.scalars(select(Observation.value).where(Observation.valid_to.is_(None)))
        assert value in set(stored)


def test_one_answer_closes_all_open_questions_of_a_column(region: Engine, queue: JobQueue, tmp_path: Path) -> None:
    with writing(region) as session:
        small_indicators.build(session)
    code = act(region, queue, "", "open", **OPENING | {"round-new-places": "C"}).opened
    path = template(region, tmp_path / "C.xlsx", "observations", ["C"])
    sheet = "Муниципалитеты"
    figures = {place(path, sheet, "Значение", indicator): value for indicator, value in (("i1", 0.3), ("i3", 0.5))}
    take(region, code, edit(path, sheet, figures))
    ((identity, line),) = look(region, code).returns.items()
    (together,) = columns_at_once(line.findings)
    column = re.sub("[0-9]", "", next(iter(figures)))
    assert together == f"{sheet}!{column}#*"
    with reading(region) as session:
        view = round_view(open_reader(session, MINISTRY), RoundSelection(round=code, cell=f"C~{line.form}"))
        assert view.detail is not None
        shown = str(detail_card(view, view.detail, "act", "store"))
    assert f"{sheet} {column}, все показатели: 2 вопроса" in shown
    assert "ждёт ответа на 2 вопроса" in shown
    # 0.3 % are not 3 of 10; what was said of all can be said of all again, otherwise.
    for choice, state in (("percent", FormState.FINDINGS), ("share", FormState.CLEAN)):
        act(region, queue, code, f"{choice}~{identity}", **{"round-column": together})
        cell = look(region, code).cells["C", line.form]
        assert (cell.state, cell.open_questions) == (state, ())
    with pytest.raises(NotFound):
        act(region, queue, code, f"share~{identity}", **{"round-column": f"{sheet}!A#*"})
    publish_round(region, MINISTRY, code, author="operator", progress=lambda done, total: None)
    with reading(region) as session:
        stored = set(session.scalars(select(Observation.value).where(Observation.valid_to.is_(None))))
    assert {30.0, 50.0} <= stored


def test_forms_without_a_period_of_their_own_come_back_to_their_round(region: Engine, tmp_path: Path) -> None:
    asked = [FormRequest(kind, DUE, methodology) for kind, methodology in (("targets", ""), ("measures", ""))]
    with writing(region) as session:
        codes = [
            open_round(
                session, MINISTRY, period=small_region.PERIOD, name="", forms=asked, municipalities=["C"], author="o"
            )
            for _number in range(2)
        ]
    with_forms = tmp_path / "forms"
    paths = [*forms(region, codes[0], with_forms), *with_forms.glob("*.xlsx")][1:]
    assert [one.outcome for one in take(region, codes[0], *paths)] == [ReturnOutcome.ACCEPTED] * 2
    assert [one.outcome for one in take(region, codes[1], *paths)] == [ReturnOutcome.OTHER_ROUND] * 2
    # Made outside of a round, one may be of any period.
    alone = template(region, tmp_path / "C.xlsx", "targets", ["C"])
    assert [one.outcome for one in take(region, codes[0], alone)] == [ReturnOutcome.OTHER_PERIOD]


def test_a_text_that_can_be_read_in_several_ways_is_answered_on_the_board(
    region: Engine, queue: JobQueue, tmp_path: Path
) -> None:
    code = build_for_one(region, "targets")
    (path,) = forms(region, code, tmp_path / "forms").values()
    texts = {"i1": "+10 % к 2027 году к уровню 2025 года", "i2": "не менее 5 к 2027 году"}
    cells_of = {place(path, "Цели", "Текст источника", indicator): text for indicator, text in texts.items()}
    take(region, code, edit(path, "Цели", cells_of))
    ((identity, line),) = look(region, code).returns.items()
    of_cell, of_column = (next(one for one in line.findings if one["rule"] == rule) for rule in QUESTIONS)
    with reading(region) as session:
        view = round_view(open_reader(session, MINISTRY), RoundSelection(round=code, cell=f"C~{line.form}"))
        assert view.detail is not None
        choices = view.detail.texts
        assert "процентных пунктов" in str(detail_card(view, view.detail, "act", "store"))
    points = next(number for number, one in enumerate(choices) if "процентных пунктов" in one.words)
    with pytest.raises(NotFound):
        act(region, queue, code, f"text~{identity}", **{"round-text": str(len(choices))})
    with pytest.raises(BadScale):
        answer_question(region, MINISTRY, code, identity, of_cell["question"], "share", author="operator")
    with pytest.raises(NotFound):
        answer_question(region, MINISTRY, code, identity, "Цели!A1", "clarify", author="operator")
    act(region, queue, code, f"text~{identity}", **{"round-text": str(points)})
    assert [one["rule"] for one in look(region, code).returns[identity].findings if one["severity"] == "question"] == [
        "target-texts"
    ]
    with reading(region) as session:
        left = round_view(open_reader(session, MINISTRY), RoundSelection(round=code, cell=f"C~{line.form}")).detail
        assert left is not None
        every = next(number for number, one in enumerate(left.texts) if one.place == of_column["question"])
    act(region, queue, code, f"text~{identity}", **{"round-text": str(every)})
    assert look(region, code).cells["C", line.form].state is FormState.CLEAN
    publish_round(region, MINISTRY, code, author="operator", progress=lambda done, total: None)
    with reading(region) as session:
        found = targets(open_reader(session, MINISTRY))
    rule = found["i1", "C"].rule
    assert (rule.reading, rule.value) == (DynamicsReading.PERCENTAGE_POINTS, 10)
    assert found["i2", "C"].rule.value == 5


def test_a_year_that_nobody_knows_is_a_slip_in_a_round(region: Engine, queue: JobQueue, tmp_path: Path) -> None:
    with writing(region) as session:
        small_indicators.build(session)
    code = act(region, queue, "", "open", **OPENING | {"round-new-places": "C"}).opened
    path = template(region, tmp_path / "C.xlsx", "observations", ["C"])
    sheet = load_workbook(path)["Муниципалитеты"]
    label = next(cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "Период")
    filled = {sheet.cell(label.row, label.column + 1).coordinate: 2031}
    take(region, code, edit(path, "Муниципалитеты", filled | {place(path, "Муниципалитеты", "Значение", "count"): 1}))
    (line,) = look(region, code).returns.values()
    told = [one for one in line.findings if one["severity"] != "note"]
    assert [(one["severity"], one["question"]) for one in told] == [("error", None)]
