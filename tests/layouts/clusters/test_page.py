"""What the page of school clusters prints and draws: on the screen, in exports, and in the data of the chart."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from dash._utils import to_json
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.language import speaking
from data.storage.reader import open_reader
from data.tables import Table
from data.views.clusters.address import ClustersSelection
from data.views.clusters.lines import ClustersView
from data.views.clusters.page import clusters_view
from data.vocabulary import Nothing, Role
from layouts.clusters.page import content, layout
from layouts.clusters.tables import schools_table, statistics_table, visible_schools_table
from layouts.figures.clusters import clusters_figure, clusters_keys
from layouts.parts.cluster_words import boundary_sentences, hidden_sentences
from tests.data import school_region
from tests.layouts.drawing import drawn

HEAD = Viewer(Role.MUNICIPALITY, "A")
ALL_GROUPS = ("large", "small", "basic", "outside")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with school_region.opened(tmp_path_factory.mktemp("schools")) as session:
        yield session


def view(session: Session, viewer: Viewer = MINISTRY, **choices: object) -> ClustersView:
    return clusters_view(open_reader(session, viewer), ClustersSelection.parse(choices))


def rows_by(table: Table, key: str) -> dict[object, dict[str, object]]:
    return {row[key]: dict(row) for row in table.rows}


def traces(figure: go.Figure, group: str) -> list[Any]:
    """The traces of a group of the legend, cluster by cluster."""
    return [trace for trace in figure.data if group in trace.legendgroup.split()]


def together(found: list[Any], name: str) -> list[Any]:
    return [value for trace in found for value in trace[name]]


def said(trace: Any) -> list[str]:
    """The words of the points, as the browser puts them together."""
    words = trace.meta["words"]
    columns = {
        name: [column["texts"][at] for at in column["at"]] if isinstance(column, dict) else column
        for name, column in words["values"].items()
    }
    return [
        words["sentences"][number].format(**{name: column[point] for name, column in columns.items()})
        for point, number in enumerate(words["of"])
    ]


def test_a_hidden_figure_is_hidden_in_the_export_too(session: Session) -> None:
    rows = rows_by(statistics_table(view(session, clusters=list(ALL_GROUPS))), "group")
    assert rows["basic"]["median"] is Nothing.HIDDEN
    assert rows["basic"]["numerator"] is Nothing.HIDDEN
    assert rows["large"]["share"] == pytest.approx(125 / 210)
    assert rows["large"]["own_share"] is Nothing.HIDDEN
    assert len(rows) == 5


def test_a_part_of_the_clusters_is_never_titled_as_the_whole(session: Session) -> None:
    whole, part = view(session), view(session, clusters=("small", "basic"))
    names = f", только {part.group('small').short}, {part.group('basic').short}"
    for table in (statistics_table, visible_schools_table):
        assert "только" not in table(whole).title
        assert table(part).title == table(whole).title + names
    pictures = [clusters_figure(each)["layout"]["meta"]["title"] for each in (whole, part)]
    assert pictures[1].replace(names, "") == pictures[0] != pictures[1]


def test_the_table_of_the_marked_schools_has_ranks_inside_their_clusters(session: Session) -> None:
    with speaking("ru"):
        rows = rows_by(schools_table(view(session)), "school")
    assert rows["Школа A-1"]["rank"] == "2–3 из 4"
    assert rows["Школа A-1"]["standing"] == "середина"
    assert rows["Школа A-3"]["rank"] == "без места"
    assert rows["Школа A-3"]["standing"] == "малый знаменатель"
    assert rows["Школа A-3"]["value"] == 75
    assert rows["Школа A-4"]["rank"] == "без места"


def test_a_school_without_a_value_is_listed_as_such(session: Session) -> None:
    rows = rows_by(visible_schools_table(view(session)), "school")
    assert rows["Школа C-1"]["value"] is Nothing.NO_DATA
    assert rows["Школа C-1"]["standing"] is Nothing.NO_DATA
    assert rows["Школа C-4"]["rank"] is Nothing.HIDDEN


def test_the_boxes_are_five_numbers_and_no_school(session: Session) -> None:
    boxes = traces(drawn(clusters_figure(view(session))), "boxes")
    numbers = [[*box.lowerfence, *box.q1, *box.median, *box.q3, *box.upperfence] for box in boxes]
    # basic is hidden: it has no box.
    assert numbers == [[40, 55, 60, 63.75, 75], [20, 23.75, 27.5, 37.5, 60]]
    assert [box.x for box in boxes] == [None, None]


def test_the_points_are_the_schools_with_a_value_and_stay_where_they_are(session: Session) -> None:
    shown = view(session)
    figure = drawn(clusters_figure(shown))
    own, others = traces(figure, "own"), traces(figure, "others")
    assert sorted(together(own, "x")) == [25, 60, 75]
    symbols = [symbol for trace in own for symbol in trace.marker.symbol]
    assert sorted(symbols) == ["diamond", "diamond", "diamond-open"]
    assert len(together(others, "x")) == 7
    assert together(others, "y") == together(traces(drawn(clusters_figure(shown)), "others"), "y")


def test_every_line_of_the_legend_switches_what_it_names(session: Session) -> None:
    shown = view(session)
    figure, keys = drawn(clusters_figure(shown)), clusters_keys(shown)
    switches = [key.group for key in keys if key.group]
    assert switches == ["large", "small", "basic", "boxes", "others", "own"]
    assert {group for trace in figure.data for group in trace.legendgroup.split()} == set(switches)
    assert [note.name for note in figure.layout.annotations if note.name] == ["large", "small", "basic"]


def test_a_press_on_a_school_chooses_that_school(session: Session) -> None:
    shown = view(session)
    figure = drawn(clusters_figure(shown))
    assert set(together(traces(figure, "own"), "customdata")) == {"A-1", "A-2", "A-3"}
    assert {code[0] for code in together(traces(figure, "others"), "customdata")} == {"B", "C"}
    assert figure.layout.xaxis.fixedrange is False


def test_a_pinned_school_stands_out_and_marks_the_schools_beside_it(session: Session) -> None:
    shown = view(session, school="B-1")
    figure = drawn(clusters_figure(shown))
    (pinned,) = traces(figure, "pinned")
    assert list(pinned.customdata) == ["B-1"]
    assert pinned.marker.symbol[0].startswith("star")
    assert {code[0] for code in together(traces(figure, "own"), "customdata")} == {"B"}
    assert "B-1" not in together(traces(figure, "own"), "customdata")
    assert [key.words for key in clusters_keys(shown) if key.group == "pinned"] == ["закреплена: Школа B-1"]
    assert "закреплена: Школа B-1" in figure.layout.meta["filters"]
    assert "Открепить" in str(to_json(content(shown)))
    assert "Открепить" not in str(to_json(content(view(session))))


def test_a_share_is_drawn_on_its_whole_scale_with_the_regions_line(session: Session) -> None:
    with speaking("ru"):
        figure = drawn(clusters_figure(view(session)))
    lowest, highest = figure.layout.xaxis.range
    assert lowest <= 0
    assert highest >= 100
    # One piece of the line a cluster; the dividers between clusters hang on the paper.
    assert [shape.x0 for shape in figure.layout.shapes if shape.xref is None] == pytest.approx([17700 / 369] * 3)
    assert "регион 48,0\u00a0%" in [note.text for note in figure.layout.annotations]


def test_a_point_says_school_share_and_counts_in_words(session: Session) -> None:
    with speaking("ru"):
        told = [text for trace in traces(drawn(clusters_figure(view(session))), "own") for text in said(trace)]
    assert "<b>Школа A-1</b><br>A<br>60,0\u00a0%: 30 из 50<br>место в кластере: 2–3 из 4" in told
    assert any(text.endswith("3 из 4<br>малый знаменатель, без места") for text in told)


@pytest.mark.parametrize("screen", ["box", "table"])
def test_the_page_of_a_head_holds_no_foreign_school(session: Session, screen: str) -> None:
    shown = view(session, HEAD, view=screen, clusters=list(ALL_GROUPS))
    page = to_json(layout(shown)) + repr([build(shown) for build in (schools_table, visible_schools_table)])
    assert "A-1" in page
    for code in school_region.SCHOOLS:
        if not code.startswith("A"):
            assert code not in page
    figure = drawn(clusters_figure(shown))
    assert traces(figure, "others") == []
    assert len(together(traces(figure, "own"), "x")) == 4


def test_the_boundary_and_the_warning_are_printed(session: Session) -> None:
    with speaking("ru"):
        page = to_json(layout(view(session)))
        one = to_json(content(view(session, clusters=["large"])))
    assert "Ровно 500 обучающихся" in page
    assert "На экране сразу 3 кластера." in page
    assert "Больше — лучше" in page
    assert "сравнивать места между кластерами нельзя" not in one


def test_another_boundary_than_that_of_the_order_claims_nothing_about_it(session: Session) -> None:
    with speaking("ru"):
        shown = view(session)
        moved = boundary_sentences(replace(shown, boundaries=((300, "Малые"),)))
        order = boundary_sentences(shown)
    assert moved == ["Ровно 300 обучающихся — кластер «Малые»."]
    assert "№ 753" in order[0]


def test_a_year_without_values_says_so_and_leads_to_the_nearest(session: Session) -> None:
    shown = view(session)
    nobody = replace(shown.total, figures=replace(shown.total.figures, observed=0))
    with speaking("ru"):
        page = to_json(content(replace(shown, total=nobody, observed_periods=("2026",))))
        never = to_json(content(replace(shown, total=nobody, observed_periods=())))
    assert "Нет значений за" in page
    assert "period=2026" in page
    assert "Загрузите их." in never
    assert "period=" not in never


def test_a_municipality_without_schools_says_so(session: Session) -> None:
    with speaking("ru"):
        assert "Школ здесь нет" in to_json(content(view(session, municipality="D")))


def test_a_hidden_share_says_why_the_school_itself_is_open(session: Session) -> None:
    shown = view(session, clusters=list(ALL_GROUPS))
    assert shown.group("large").own.share is Nothing.HIDDEN
    assert any(line.group == "large" for line in shown.marked_schools)
    with speaking("ru"):
        said_of_own = hidden_sentences(shown)[-1]
    assert said_of_own.endswith("Сами школы вам открыты поимённо; показатель группы скрыт от всех одинаково.")
