"""Rankings in which something is out of the ordinary, from the stored results to the screen and the exported file."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from dash import html
from openpyxl import load_workbook

from data.access import MINISTRY
from data.exports.files import write_table
from data.formats import MINUS, NBSP
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.views.overview.address import OverviewSelection
from data.views.overview.page import OverviewView, overview_view
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.tables import history_table, ranking_table
from layouts.figures.overview import ranking_chart
from layouts.figures.rankings import bars
from layouts.overview import page as overview
from layouts.overview.ranking import ranking_card
from layouts.rankings.page import content, sentence
from tests.data import ranked_region
from tests.layouts.drawing import drawn
from tests.layouts.reading import seen, tables

REGIONS: dict[str, dict[str, ranked_region.Points]] = {
    "tied": {"A": (10, 5), "B": (4, 6), "C": (6, 4), "D": (5, 5), "E": (2, 3)},
    "equal": {"A": (4, 6), "B": (4, 6), "C": (4, 6), "D": (4, 6)},
    "one": {"A": (4, 6), "B": (4, None)},
    "none": {"A": (4, None), "B": (None, None)},
    "negative": {"A": (-3, 2), "B": (-5, 0), "C": (0, -5), "D": (-9, -1)},
}
Shown = Callable[..., RankingsView]


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    folder, engines = tmp_path_factory.mktemp("extremes"), {}
    for name, points in REGIONS.items():
        engines[name] = connect(f"sqlite:///{folder}/{name}.db")
        migrate(engines[name])
        with writing(engines[name]) as session:
            ranked_region.build(session, points)
    yield engines
    for engine in engines.values():
        engine.dispose()


@pytest.fixture
def shown(regions: dict[str, object]) -> Shown:
    def view(name: str, **choices: str) -> RankingsView:
        with reading(regions[name]) as session:
            return rankings_view(open_reader(session, MINISTRY), RankingsSelection.parse(choices))

    return view


@pytest.fixture
def region(regions: dict[str, object]) -> Callable[[str], OverviewView]:
    def view(name: str) -> OverviewView:
        with reading(regions[name]) as session:
            return overview_view(open_reader(session, MINISTRY), OverviewSelection())

    return view


def cells(view: RankingsView) -> dict[str, list[str]]:
    """The texts of each row of the ranking by the name of its municipality, without rows that are headings."""
    named = [each for each in tables(html.Div(content(view))) if each.content["name"] in ("ranking", "unranked")]
    return {row["municipality"].seen: [cell.seen for cell in row.cells] for row in named[0].rows}


def screen(view: RankingsView) -> str:
    return seen(html.Div(content(view))).replace(NBSP, " ")


def workbook(view: RankingsView) -> dict[str, dict[str, object]]:
    """The rows of the downloaded workbook by code and title of the column."""
    sheet = load_workbook(BytesIO(write_table(ranking_table(view), "xlsx"))).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    return {str(row["Код"]): row for row in found}


def test_three_tied_have_one_rank_everywhere(shown: Shown, region: Callable[[str], OverviewView]) -> None:
    view, whole = shown("tied", municipality="C"), region("tied")
    tied = {"B", "C", "D"}
    assert {row.rank for row in view.ranked if row.code in tied} == {"2–4"}
    assert {row.rank for row in view.ranked if row.code not in tied} == {"1", "5"}
    rows = cells(view)
    assert {rows[code][0] for code in tied} == {"2–4"}
    figure = drawn(bars(view)).data[0]
    ticks = dict(zip(figure.y, drawn(bars(view)).layout.yaxis.ticktext, strict=True))
    assert {ticks[code].removeprefix("<b>").split("   ")[0] for code in tied} == {"2–4"}
    tooltips = dict(zip(figure.y, figure.hovertext, strict=True))
    assert all("Место 2–4 из 5" in tooltips[code] for code in tied)
    # Ranks of a workbook are numbers, so that they sort; the shared rank stands beside them.
    assert {workbook(view)[code]["Место"] for code in tied} == {2}
    assert write_table(ranking_table(view), "csv").decode("utf-8-sig").count(";2–4 из 5;") >= 3
    assert {row["period_2026"] for row in history_table(view).rows if row["code"] in tied} == {"2–4"}
    assert "место 2–4 из 5" in "".join(part for part in sentence(view) if isinstance(part, str))
    assert "Поровну баллов: места 2–4." in screen(view)
    # The overview says the same in its table and in its chart.
    assert {row.rank for row in whole.ranked if row.code in tied} == {"2–4"}
    assert seen(ranking_card(whole)).count("2–4") >= 3
    hovered = [text for text in drawn(ranking_chart(whole)).data[0].hovertext if "Место 2–4 из 5" in text]
    assert len(hovered) == 3


def test_a_rank_moves_no_further_than_its_directions_allow(shown: Shown) -> None:
    solid = shown("tied").robustness
    # A has more than all others in direction 1.1 and enough in 1.2; E less than everybody in both.
    assert solid.range_text("E") == "5"
    assert all(solid.ranges[code][0] >= 1 and solid.ranges[code][1] <= 4 for code in "ABCD")


def test_where_all_are_equal_all_share_the_first_place(shown: Shown, region: Callable[[str], OverviewView]) -> None:
    view = shown("equal")
    assert {row.rank_of for row in view.ranked} == {"1–4 из 4"}
    assert {texts[0] for texts in cells(view).values()} == {"1–4"}
    assert {row["Место"] for row in workbook(view).values()} == {1}
    assert set(view.robustness.ranges.values()) == {(1, 4)}
    assert "Четвертей нет: баллы у всех равны." in screen(view)
    assert sum(view.distribution.counts) == 4
    for scaling in ("min_max", "z_score"):
        undefined = shown("equal", scaling=scaling)
        assert "не определена: баллы у всех одинаковы" in screen(undefined)
        assert {texts[3] for texts in cells(undefined).values()} == {"—"}
        assert {str(row["scaled"]) for row in ranking_table(undefined).rows} == {undefined.scale.undefined}
    best = shown("equal", scaling="best")
    assert set(best.scale.values.values()) == {100.0}
    assert "делят" in best.scale.leader
    assert seen(html.Div(overview.content(region("equal")))).count("1–4") >= 4


def test_one_ranked_unit_is_first_of_one(shown: Shown) -> None:
    view = shown("one", municipality="A")
    assert [row.rank_of for row in view.ranked] == ["1 из 1"]
    assert view.place.startswith("A: место 1 из 1")
    assert not view.robustness.ranges
    assert "не с кем" in screen(view)
    assert "Четвертей нет" in screen(view)
    assert workbook(view)["A"]["Место"] == 1
    assert workbook(view)["B"]["Место"] == "без места"
    for scaling in ("min_max", "z_score"):
        assert "меньше двух" in screen(shown("one", scaling=scaling)).replace("\n", " ")
    alone = shown("one", scaling="best")
    assert alone.scale.values == {"A": 100.0}
    assert "не определена" in alone.scale.leader
    assert len(drawn(bars(view)).data[0].y) == 1


def test_where_nobody_is_ranked_there_are_reasons_and_no_number_is_made_up(
    shown: Shown, region: Callable[[str], OverviewView]
) -> None:
    for scaling in ("points", "percent", "best", "min_max", "z_score"):
        view = shown("none", scaling=scaling, view="chart")
        assert view.ranked == ()
        assert "Места здесь нет ни у кого" in screen(view)
        # Points are what they are; every other scale says why it has no values.
        assert ("не определена: ни у кого нет места" in screen(view)) == (scaling != "points")
    exported = workbook(view)
    assert {row["Место"] for row in exported.values()} == {"без места"}
    assert exported["A"]["Почему нет места"] == "оценено 20 из 40 баллов (1.2)"
    assert exported["B"]["Почему нет места"] == "оценок нет"
    assert exported["B"]["Баллы"] == "нет данных"
    whole = seen(html.Div(overview.content(region("none"))))
    assert "Места здесь нет ни у кого" in whole


def test_negative_totals_are_ranked_and_drawn_from_zero(shown: Shown, region: Callable[[str], OverviewView]) -> None:
    view = shown("negative", municipality="D")
    assert [(row.code, row.rank, row.points) for row in view.ranked] == [
        ("A", "1", -1.0),
        ("B", "2–3", -5.0),
        ("C", "2–3", -5.0),
        ("D", "4", -10.0),
    ]
    assert cells(view)["A"][2] == f"{MINUS}1"
    assert workbook(view)["D"]["Баллы"] == -10
    figure = drawn(bars(view))
    assert tuple(figure.layout.xaxis.range) == (-10, 40)
    assert list(figure.data[0].x) == [-1, -5, -5, -10]
    best = shown("negative", scaling="best")
    assert "не определена: у лучшего нет баллов выше 0" in screen(best)
    percent = shown("negative", scaling="percent")
    assert percent.scale.values["D"] == pytest.approx(-25.0)
    spread = shown("negative", scaling="min_max")
    assert (spread.scale.values["A"], spread.scale.values["D"]) == (100.0, 0.0)
    assert sum(view.distribution.counts) == 4
    assert view.robustness.range_text("D") == "4"
    assert f"{MINUS}10" in seen(ranking_card(region("negative")))
