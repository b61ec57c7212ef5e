"""What /roadmap says of the demonstration: counts that add up on each view, filters, findings, calendar, review."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, BadSelection, NotFound
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.calendar import DayKind, MonitoringYear, document_days, monitoring_year
from data.views.roadmap.detail import MeasureDetail, measure_detail
from data.views.roadmap.page import RoadmapView, roadmap_view, sentence, timeline
from data.views.roadmap.reference import reference
from data.views.roadmap.review import Outcome, Review, StageState, outcome, outcome_counts, review, review_sentences
from data.views.roadmap.tables import board_table, measures_table, timeline_table
from data.views.shared.measure_rows import Finding, term_words
from data.vocabulary import ComponentState, MeasureStatus, Role
from layouts.roadmap.detail import detail_card
from layouts.roadmap.page import content
from tests.data.small_region import build
from tests.layouts.reading import walk, words

pytestmark = pytest.mark.slow

OWN = planted.SHOWN
HEAD = Viewer(Role.MUNICIPALITY, OWN)
EFFECTIVENESS = f"{OWN}~1.1~3.1"


def asked(engine: Engine, ask: Callable[..., Any], viewer: Viewer = MINISTRY, **chosen: Any) -> Any:
    with reading(engine) as session:
        return ask(open_reader(session, viewer, chosen.get("revision")), RoadmapSelection.parse(chosen))


def view_of(engine: Engine, viewer: Viewer = MINISTRY, **chosen: Any) -> RoadmapView:
    found: RoadmapView = asked(engine, roadmap_view, viewer, **chosen)
    return found


def detail_of(engine: Engine, measure: str, viewer: Viewer = MINISTRY, **chosen: Any) -> MeasureDetail:
    found: MeasureDetail | None = asked(engine, measure_detail, viewer, measure=measure, **chosen)
    assert found is not None
    return found


def year_of(engine: Engine, viewer: Viewer = MINISTRY, **chosen: Any) -> MonitoringYear:
    def ask(reader: Any, selection: Any) -> MonitoringYear:
        return monitoring_year(reader, roadmap_view(reader, selection))

    found: MonitoringYear = asked(engine, ask, viewer, **chosen)
    return found


def review_of(engine: Engine, **chosen: Any) -> Review:
    found: Review | None = asked(engine, lambda reader, one: review(reader, roadmap_view(reader, one)), **chosen)
    assert found is not None
    return found


def test_the_region_is_judged_as_of_the_day_of_its_revision(demo_database: Engine) -> None:
    view = view_of(demo_database)
    assert view.day == date(2026, 11, 14)
    assert view.total == len(view.rows) == 42 * 11 + 21 * 8
    assert sentence(view).startswith("На 14.11.2026: 630 мероприятий, выполнено ")
    # What needs attention comes first.
    assert view.rows[0].status is MeasureStatus.OVERDUE


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"municipality": OWN},
        {"direction": "2.2"},
        {"stage": "analysis"},
        {"stage": "analysis_recommendations"},
        {"responsible": "Методический центр"},
        {"date": "2024-09-01"},
        {"date": "2031-01-01"},
        {"status": "overdue"},
        {"finding": "no_responsible"},
        {"municipality": OWN, "direction": "1.1", "stage": "effectiveness"},
    ],
)
def test_counts_add_up_on_every_view(demo_database: Engine, chosen: dict[str, str]) -> None:
    view = view_of(demo_database, **chosen)
    assert sum(view.counts.values()) == view.total
    assert sum(row.total for row in view.board) == view.total
    for status in MeasureStatus:
        assert sum(row.counts[status] for row in view.board) == view.counts[status]
        alone = view_of(demo_database, **(chosen | {"status": status.value, "finding": "all"}))
        assert len(alone.rows) == view.counts[status]
    for finding in Finding:
        alone = view_of(demo_database, **(chosen | {"finding": finding.value, "status": "all"}))
        assert len(alone.rows) == view.found[finding]
    table: Any = asked(demo_database, board_table, **chosen)
    assert [row["total"] for row in table.rows] == [*(row.total for row in view.board), view.total]


@given(
    day=st.dates(date(2023, 6, 1), date(2029, 6, 1)),
    municipality=st.sampled_from([OWN, "M01", "M29", None]),
    direction=st.sampled_from(["1.1", "2.2", None]),
)
def test_counts_add_up_on_any_day(
    demo_database: Engine, day: date, municipality: str | None, direction: str | None
) -> None:
    view = view_of(demo_database, date=day.isoformat(), municipality=municipality, direction=direction)
    assert Counter(row.status for row in view.rows) == +Counter(view.counts)
    assert sum(row.total for row in view.board) == view.total == len(view.rows)
    due = [one for one in timeline(view) if one.term.due is not None]
    assert all((one.status is MeasureStatus.OVERDUE) <= (one.term.due < day) for one in due if one.term.due)
    # A measure is overdue exactly where one of its terms is.
    overdue = {one.row.line.key for one in due if one.status is MeasureStatus.OVERDUE}
    assert overdue == {row.line.key for row in view.rows if row.status is MeasureStatus.OVERDUE}


def test_a_stage_takes_the_measures_of_its_group_and_a_group_those_of_its_members(demo_database: Engine) -> None:
    def stages(stage: str) -> set[str]:
        return {row.line.stage for row in view_of(demo_database, municipality="M02", stage=stage).rows}

    assert stages("analysis") == {"analysis", "analysis_recommendations"}
    assert stages("analysis_recommendations") == {"analysis", "recommendations", "analysis_recommendations"}


def test_an_older_revision_and_an_older_day_show_what_was_known(demo_database: Engine) -> None:
    assert view_of(demo_database, revision=3).total == 0
    then = view_of(demo_database, municipality=OWN, date="2025-12-31")
    now = view_of(demo_database, municipality=OWN)
    status = {
        name: next(row.status for row in view.rows if row.line.key == EFFECTIVENESS)
        for name, view in (("then", then), ("now", now))
    }
    assert status == {"then": MeasureStatus.DONE, "now": MeasureStatus.OVERDUE}


def test_the_planted_measure_leads_to_its_broken_stage(demo_database: Engine) -> None:
    detail = detail_of(demo_database, EFFECTIVENESS)
    assert (detail.row.status, detail.row.standing.term.key) == (MeasureStatus.OVERDUE, "2026")
    assert [(one.term.key, one.status) for one in detail.terms] == [
        ("2024", MeasureStatus.DONE), ("2025", MeasureStatus.DONE), ("2026", MeasureStatus.OVERDUE),
        ("2027", MeasureStatus.AHEAD),
    ]  # fmt: skip
    assert (detail.stage.code, detail.state) == ("effectiveness", ComponentState.ABSENT)
    assert detail.period is not None
    assert detail.period.year == 2026
    # The ministry looks, the municipality enters.
    assert not detail.may_report
    assert detail_of(demo_database, EFFECTIVENESS, HEAD).may_report
    assert not detail_of(demo_database, EFFECTIVENESS, HEAD, revision=6).may_report


def test_a_measure_for_a_group_has_the_state_of_the_group_and_its_indicator(demo_database: Engine) -> None:
    detail = detail_of(demo_database, "M02~2.2~2.2")
    assert (detail.stage.code, detail.stage.title) == ("indicators_methods", "2–3. Показатели; Методы")
    assert detail.state is not None
    assert detail.indicator is not None
    assert detail.indicator.code == "k01"


def test_findings_name_what_is_missing(demo_database: Engine) -> None:
    rows = {row.line.number: row for row in view_of(demo_database, municipality=OWN, direction="1.1").rows}
    assert rows["3.3"].findings == (Finding.NO_RESPONSIBLE,)
    assert rows["2.3"].findings == (Finding.NO_RESULT,)
    assert rows["2.4"].findings == ()


def test_a_head_sees_the_own_roadmap_only(demo_database: Engine) -> None:
    view = view_of(demo_database, HEAD)
    assert {row.line.municipality for row in view.rows} == {OWN}
    assert [one.code for one in view.choices.municipalities] == [OWN]
    with pytest.raises(AccessDenied):
        view_of(demo_database, HEAD, municipality="M01")
    with pytest.raises(AccessDenied):
        detail_of(demo_database, "M01~1.1~3.1", HEAD)


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        ({"date": "2026-02-30"}, BadSelection),
        ({"date": "0001-01-01"}, BadSelection),
        ({"direction": "9.9"}, NotFound),
        ({"stage": "dreams"}, NotFound),
        ({"status": "lost"}, NotFound),
        ({"finding": "lost"}, NotFound),
        ({"municipality": "M99"}, NotFound),
        ({"methodology": "none"}, NotFound),
    ],
)
def test_what_does_not_exist_is_refused(demo_database: Engine, chosen: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        view_of(demo_database, **chosen)
    with pytest.raises(NotFound):
        detail_of(demo_database, f"{OWN}~1.1~9.9")


def test_an_empty_database_says_what_to_load(empty_database: Engine) -> None:
    with pytest.raises(NotFound, match="Загрузите"):
        view_of(empty_database)


def test_the_export_is_the_screen(demo_database: Engine) -> None:
    chosen = {"municipality": OWN, "status": "overdue"}
    view = view_of(demo_database, **chosen)
    table: Any = asked(demo_database, measures_table, **chosen)
    assert [row["number"] for row in table.rows] == [row.line.number for row in view.rows]
    (row,) = (row for row in table.rows if row["number"] == "3.1")
    assert (row["due"], row["status"], row["deadline"]) == ("31.08.2026", "просрочено", "ежегодно до 31 августа")
    assert ("По состоянию на", "14.11.2026") in table.notes
    terms: Any = asked(demo_database, timeline_table, **chosen)
    assert len(terms.rows) == len(timeline(view))


def test_the_monitoring_year_has_the_five_dates_of_the_documents(demo_database: Engine) -> None:
    assert [(one.day.month, one.day.day) for one in document_days(2026)] == [
        (8, 5), (8, 15), (9, 30), (12, 20), (12, 29),
    ]  # fmt: skip
    year = year_of(demo_database, municipality=OWN)
    assert year.year == 2026
    assert [one.day for one in year.entries] == sorted(one.day for one in year.entries)
    measures = [one for one in year.entries if one.kind is DayKind.MEASURES]
    view = view_of(demo_database, municipality=OWN)
    ends = {one.term.due for one in timeline(view) if one.term.due and one.term.due.year == 2026}
    assert {one.day for one in measures} == ends
    # 3.1 of direction 1.1 is the only measure of M14 that ended on 31 August 2026.
    (end,) = (one for one in measures if one.day == date(2026, 8, 31))
    assert (end.overdue, "Представить результаты" in end.title) == (1, True)
    assert year_of(demo_database, HEAD).may_add
    assert not year_of(demo_database, Viewer(Role.ANALYST)).may_add


def state(of: ComponentState, points: float | None, maximum: float = 10) -> StageState:
    return StageState(of, points, maximum)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (state(ComponentState.PARTIAL, 5), state(ComponentState.FORMED, 10), Outcome.CLOSED),
        (state(ComponentState.ABSENT, 0), state(ComponentState.PARTIAL, 1), Outcome.GREW),
        (state(ComponentState.PARTIAL, 5), state(ComponentState.PARTIAL, 5), Outcome.SAME),
        # The same share of another maximum.
        (state(ComponentState.PARTIAL, 5), state(ComponentState.PARTIAL, 10, 20), Outcome.SAME),
        (state(ComponentState.PARTIAL, 5), state(ComponentState.ABSENT, -1), Outcome.FELL),
        (state(ComponentState.FORMED, 10), state(ComponentState.FORMED, 10), Outcome.STAYED),
        (state(ComponentState.FORMED, 10), state(ComponentState.PARTIAL, 9), Outcome.LOST),
        (state(ComponentState.NO_DATA, None), state(ComponentState.FORMED, 10), Outcome.UNKNOWN),
        (state(ComponentState.PARTIAL, 5), state(ComponentState.NOT_APPLICABLE, None), Outcome.UNKNOWN),
    ],
)
def test_what_became_of_a_stage(before: StageState, after: StageState, expected: Outcome) -> None:
    assert outcome(before, after) is expected


def test_the_review_compares_two_years_and_says_so(demo_database: Engine) -> None:
    found = review_of(demo_database, municipality=OWN, direction="1.1")
    assert (found.before.year, found.after.year) == (2025, 2026)
    assert sum(outcome_counts(found).values()) == len(found.rows)
    # Every stage of 1.1 has a measure: nothing is left without.
    assert {row.stage.code for row in found.rows} == {
        "goals", "indicators", "methods", "monitoring", "analysis", "recommendations", "measures", "decisions",
        "effectiveness",
    }  # fmt: skip
    assert found.without_measures == (0, 0)
    rows = {row.stage.code: row for row in found.rows}
    assert (rows["effectiveness"].after.state, rows["effectiveness"].done) == (ComponentState.ABSENT, 0)
    closed = sum(row.outcome is Outcome.CLOSED for row in found.rows)
    assert found.with_measures[0] == closed
    assert "2025" in review_sentences(found)[0]
    assert str(found.with_measures[1]) in review_sentences(found)[0]
    # In 2023 the methodology was new: there is nothing to compare with.
    assert (
        asked(demo_database, lambda reader, one: review(reader, roadmap_view(reader, one)), date="2023-12-31") is None
    )


def test_the_reference_holds_the_documents_and_follows_direction_and_stage(demo_database: Engine) -> None:
    whole = reference(view_of(demo_database))
    assert [one.total for one in whole.documents] == [22, 114]
    assert len(whole.rows) == 136
    second = reference(view_of(demo_database, direction="2.2"))
    assert len(second.rows) == 22 + 18
    # «Objectivity» of document 003 is a part of direction 1.1 today.
    assert len(reference(view_of(demo_database, direction="1.1")).rows) == 18 + 9
    goals = reference(view_of(demo_database, direction="2.2", stage="goals"))
    assert {row.measure.stage for row in goals.rows} == {"goals"}
    assert all(row.measure.text for row in whole.rows)


def test_the_last_term_that_has_begun_decides_for_a_measure_with_an_earlier_one_late(demo_database: Engine) -> None:
    late = [
        row
        for row in view_of(demo_database).rows
        if row.status is MeasureStatus.DONE
        and (found := detail_of(demo_database, row.line.key)).terms[0].status is MeasureStatus.LATE
        and len(found.terms) > 1
    ][:1]
    detail = detail_of(demo_database, late[0].line.key)
    begun = [one for one in detail.terms if one.term.first is None or one.term.first <= detail.row.day]
    assert begun[-1].status is MeasureStatus.DONE
    said = words(html.Div(detail_card(detail)))
    assert f"О мероприятии в целом судят по этому сроку: {term_words(begun[-1].term)}." in said


def test_a_region_without_measures_says_what_is_missing(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        build(session)
    for viewer, way in ((MINISTRY, "/data?kind=roadmap"), (Viewer(Role.ANALYST), "/start")):
        view = view_of(empty_database, viewer)
        assert sentence(view) == "Мероприятий дорожных карт ещё нет."
        sheets = [html.Div(content(view, None, None)[0])]
        assert way in [getattr(part, "href", "") for part in walk(sheets[0])]
        assert len(content(view, None, None)) == 1
        # Dates of monitoring can be set all the same.
        assert "ещё нет" not in str(content(replace(view, selection=view.selection.but(view="reference")), None, None))
