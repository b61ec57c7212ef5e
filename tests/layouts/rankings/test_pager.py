"""Pages of a long ranking on the screen: what is drawn stays small, whatever the number of municipalities."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from dash import html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.views.overview.address import OverviewSelection
from data.views.overview.page import OverviewView, overview_view
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.selection import settled_selection
from data.views.rankings.tables import history_table, ranking_table
from layouts.figures.rank_history import MOST_LINES, bump, bump_height, history_sentence
from layouts.figures.rankings import bar_rows, bars
from layouts.overview import page as overview
from layouts.overview.direction_map import UNRANKED_SHOWN, map_card
from layouts.rankings.controls import Ids, controls
from layouts.rankings.page import content
from layouts.rankings.pager import page_numbers
from tests.data import large_region
from tests.layouts.drawing import drawn
from tests.layouts.reading import ReadTable, seen, tables, the_table, walk

COUNT = 300


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine: Engine = connect(f"sqlite:///{tmp_path_factory.mktemp('large')}/large.db")
    migrate(engine)
    with writing(engine) as opened:
        large_region.build(opened, municipalities=COUNT)
    with reading(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def whole(session: Session) -> RankingsView:
    return shown(session)


@pytest.fixture(scope="module")
def region(session: Session) -> OverviewView:
    return overview_view(open_reader(session, MINISTRY), OverviewSelection())


def shown(session: Session, **choices: str) -> RankingsView:
    return rankings_view(open_reader(session, MINISTRY), RankingsSelection.parse(choices))


def ranking(view: RankingsView) -> ReadTable:
    return next(table for table in tables(html.Div(content(view))) if table.content["name"] == "ranking")


def test_the_table_has_everybody_and_shows_a_page(session: Session, whole: RankingsView) -> None:
    table = ranking(whole)
    assert table.sections == [COUNT - 6, 6]
    assert table.content["size"] == 50
    assert [line.seen for line in table.lines] == ["Без места: 6 муниципалитетов, в число 294 не входят"]
    assert len(ranking_table(whole).rows) == len(history_table(whole).rows) == COUNT
    # The number of components does not grow with the region: a table is one.
    assert sum(isinstance(part, Component) for part in walk(html.Div(content(whole)))) < 150


def test_a_long_chart_is_cut_into_pages(session: Session) -> None:
    text = seen(html.Div(content(shown(session, view="chart"))))
    assert "Строки 1–50 из 300" in text.replace("\u00a0", " ")


def test_a_small_region_is_not_cut_into_pages(session: Session) -> None:
    view = shown(session, search="лесн", size="200")
    assert view.page.is_whole
    assert not any("page" in str(getattr(part, "data-choice", "")) for part in walk(html.Div(content(view))))


def test_the_pinned_row_stands_on_top_of_every_page_and_is_one_press_away(
    session: Session, whole: RankingsView
) -> None:
    pinned = whole.ranked[130]
    table = ranking(shown(session, municipality=pinned.code))
    assert pinned.name in table.pinned[0].seen
    assert table.content["words"]["to_pinned"] == f"К строке: {pinned.name}"
    view = shown(session, municipality=pinned.code, page="1", view="chart")
    assert f"К строке: {pinned.name}" in seen(html.Div(content(view)))
    assert bar_rows(view)[0].code == pinned.code
    assert len(drawn(bars(view)).data[0].y) == 51
    here = shown(session, municipality=pinned.code, page="3", view="chart")
    assert "К строке" not in seen(html.Div(content(here)))
    assert len(bar_rows(here)) == 50


def test_a_found_row_is_led_to_its_place_and_marked_there(session: Session, whole: RankingsView) -> None:
    found = whole.ranked[130]
    table = ranking(shown(session, search=found.code))
    assert [row.key for row in table.rows] == [found.code]
    buttons = [attributes for tag, _content, attributes in table.rows[0]["municipality"].tags if tag == "button"]
    assert [(each["choice"], each["value"]) for each in buttons] == [(Ids.JUMP, found.code), (Ids.PIN, found.code)]
    table = ranking(shown(session, jump=found.code))
    assert table.content["marked"] == found.code
    assert len(table.rows) == COUNT


def test_bars_of_every_page_have_one_scale(session: Session) -> None:
    ranges = {tuple(drawn(bars(shown(session, page=str(page)))).layout.xaxis.range) for page in (1, 4)}
    assert len(ranges) == 1


def test_of_a_long_ranking_the_ends_and_the_chosen_are_drawn(session: Session, whole: RankingsView) -> None:
    pinned, marked = whole.ranked[150].code, whole.ranked[90].code
    view = shown(session, municipality=pinned, jump=marked)
    assert len(view.ranked) > MOST_LINES
    texts = {text for trace in drawn(bump(view)).data for text in trace.hovertext if text}
    names = {text.split("<br>")[0] for text in texts}
    assert 20 <= len(names) <= 26
    for code in (view.ranked[0].code, view.ranked[-1].code, pinned, marked):
        assert f"<b>{next(row.name for row in view.ranked if row.code == code)}</b>" in names
    assert bump_height(view) <= 660
    assert len(drawn(bump(view)).layout.yaxis.tickvals) < 15
    assert "первые и последние 10" in history_sentence(view)


def test_a_list_of_hundreds_is_searched_and_not_sent_with_every_answer(session: Session, whole: RankingsView) -> None:
    selection, choices = settled_selection(
        open_reader(session, MINISTRY), RankingsSelection(municipality=whole.ranked[0].code)
    )
    found = controls(selection, choices)
    assert [option["value"] for option in found.municipalities] == ["nobody", whole.ranked[0].code]
    assert found.own_set == []


def test_the_map_of_a_country_shows_its_ends(region: OverviewView) -> None:
    table = the_table(map_card(region))
    assert len(table.rows) < 60
    unranked = [row.key for row in table.rows[-table.sections[-1] :]]
    assert unranked == [row.code for row in region.map.unranked[:UNRANKED_SHOWN]]
    assert any("ещё" in line.seen for line in table.lines)
    # An order of the ends would not be that of the region.
    assert not any(column.get("sort") for column in table.content["columns"])
    assert sum(len(each.rows) for each in tables(html.Div(overview.content(region)))) < 160


@given(pages=st.integers(1, 500), data=st.data())
def test_named_pages_have_both_ends_the_present_and_no_gap_of_one(pages: int, data: st.DataObject) -> None:
    now = data.draw(st.integers(1, pages))
    named = page_numbers(now, pages)
    assert {1, now, pages} <= set(named)
    assert named == sorted(set(named))
    assert set(named) <= set(range(1, pages + 1))
    assert all(after - before != 2 for before, after in pairwise(named))
    assert len(named) <= 11
