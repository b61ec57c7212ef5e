"""Charts of a ranking: bars from zero, and lines that break where nothing can be compared."""

from collections.abc import Iterator
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from layouts.figures.rank_history import bump, history_keys
from layouts.figures.rankings import bars
from layouts.figures.theme import BAR, OWN_BAR
from tests.layouts.drawing import drawn


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


def shown(session: Session, **choices: object) -> RankingsView:
    return rankings_view(open_reader(session, MINISTRY), RankingsSelection.parse(choices))


def steps(trace: go.Scatter) -> set[tuple[str, str]]:
    """The pairs of years between which this trace draws a line."""
    points = list(zip(trace.x, trace.y, strict=True))
    pairs = pairwise(points)
    return {(before[0], after[0]) for before, after in pairs if None not in (before[1], after[1])}


def test_bars_start_at_zero_and_end_within_the_maximum(session: Session) -> None:
    view = shown(session, municipality=planted.SHOWN)
    figure = drawn(bars(view))
    assert tuple(figure.layout.xaxis.range) == (0, 900)
    assert list(figure.data[0].x) == [row.points for row in view.ranked]
    colours = dict(zip(figure.data[0].y, figure.data[0].marker.color, strict=True))
    assert colours.pop(planted.SHOWN) == OWN_BAR
    assert set(colours.values()) == {BAR}


def test_every_bar_has_its_name_and_its_number(session: Session) -> None:
    figure = drawn(bars(shown(session)))
    assert len(figure.layout.yaxis.ticktext) == len(figure.data[0].text) == 39
    assert figure.data[0].text[0] == "885"


def test_no_line_is_drawn_across_the_change_of_methodology(session: Session) -> None:
    figure = drawn(bump(shown(session, municipality=planted.SHOWN)))
    joined = set().union(*(steps(trace) for trace in figure.data))
    assert joined == {("2023", "2024"), ("2024", "2025"), ("2025", "2026")}
    # The break is drawn and named.
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5]
    assert "другая методика" in {label.text for label in figure.layout.annotations}


def test_every_municipality_of_the_list_is_drawn_once(session: Session) -> None:
    view = shown(session)
    last = [
        place
        for trace in drawn(bump(view)).data
        for year, place in zip(trace.x, trace.y, strict=True)
        if year == "2026"
    ]
    assert sorted(place for place in last if place is not None) == sorted(row.first for row in view.ranked if row.first)


def test_a_point_of_a_line_tells_rank_points_and_change(session: Session) -> None:
    view = shown(session, municipality=planted.SHOWN)
    (own,) = [trace for trace in drawn(bump(view)).data if trace.legendgroup == "pinned"]
    told = dict(zip(own.x, own.hovertext, strict=True))
    row = view.pinned
    assert row is not None
    assert row.rank_change is not None
    change = f"▲ {row.rank_change}" if row.rank_change > 0 else f"▼ {-row.rank_change}"
    points = f"{row.points:.0f} балла"
    since = "к 2025, среди 39 оценённых в оба года"
    assert told["2026"] == f"<b>{row.name}</b><br>2026: Место {row.rank_of}<br>{points}<br>{change} {since}"
    # Before the change of methodology there is nothing to compare with, so that the year after it has no change.
    assert "▲" not in told["2023"]
    assert "▼" not in told["2023"]
    assert set(own.customdata) - {None} == {planted.SHOWN}


def test_each_line_can_be_pressed_for_its_municipality_and_switched_by_the_legend(session: Session) -> None:
    view = shown(session, municipality=planted.SHOWN)
    figure = drawn(bump(view))
    codes = {code for trace in figure.data for code in trace.customdata if code}
    assert codes == {line.code for line in view.history.lines if line.code in {row.code for row in view.ranked}}
    groups = {trace.legendgroup for trace in figure.data}
    assert groups == {key.group for key in history_keys(view)}
    assert {label.name for label in figure.layout.annotations if label.name} <= groups


def test_the_pinned_line_is_dark_and_named_with_its_rank(session: Session) -> None:
    figure = drawn(bump(shown(session, municipality=planted.SHOWN)))
    assert OWN_BAR in {trace.line.color for trace in figure.data}
    assert "<b>14 Светлоозёрский МО</b>" in {label.text for label in figure.layout.annotations}


def test_a_place_that_many_share_gets_no_colour(session: Session) -> None:
    view = shown(session, methodology=planted.OFFICIAL_METHODOLOGY)
    assert sum(row.first == 1 for row in view.ranked) > 3
    # All quiet lines, one rise and one fall.
    assert len(drawn(bump(view)).data) <= 3


def test_pictures_carry_title_filters_and_source(session: Session) -> None:
    meta = drawn(bars(shown(session))).layout.meta
    assert meta["title"] == shown(session).title
    assert "Итог по 8 направлениям" in meta["filters"].replace("\u00a0", " ")
    assert "№" in meta["source"]


@pytest.mark.parametrize(("scaling", "end"), [("percent", 100), ("best", 100), ("min_max", 100), ("z_score", None)])
def test_bars_follow_the_chosen_scale_and_keep_their_order(session: Session, scaling: str, end: float | None) -> None:
    view = shown(session, scaling=scaling)
    figure = drawn(bars(view))
    assert list(figure.data[0].x) == [view.scale.values[row.code] for row in view.ranked]
    assert figure.layout.xaxis.title.text == view.scale.name
    low, high = figure.layout.xaxis.range
    assert low <= 0 <= max(view.scale.values.values()) <= high
    assert end is None or high == end
    # Limits of quarters are in points: on another scale they would stand anywhere.
    assert not figure.layout.shapes
    assert list(figure.layout.yaxis.ticktext) == list(drawn(bars(shown(session))).layout.yaxis.ticktext)
