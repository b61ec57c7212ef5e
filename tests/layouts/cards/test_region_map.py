"""The card of the map: filled outlines that need nothing from elsewhere, a legend with limits, a table of the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest
from dash import dcc, html
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.demo import planted
from data.measures.boundaries import Outline, label_place
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.views.region_map.page import RegionMap, ranking_map
from data.vocabulary import MunicipalityKind
from layouts.cards.region_map import Ids, map_description, region_map_cards
from layouts.figures import region_map
from layouts.figures.region_map import TONES, map_figure, map_height, map_shape
from layouts.figures.theme import COMPLETENESS
from tests.data import maps
from tests.layouts.drawing import drawn
from tests.layouts.reading import seen, walk, words


@pytest.fixture(scope="module")
def mapped_database(demo_database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = maps.with_map(demo_database, tmp_path_factory.mktemp("map"), maps.demo_codes())
    yield engine
    engine.dispose()


@pytest.fixture
def session(mapped_database: Engine) -> Iterator[Session]:
    with reading(mapped_database) as opened:
        yield opened


def shown(session: Session, **choices: object) -> RegionMap:
    reader = open_reader(session, MINISTRY)
    return ranking_map(reader, rankings_view(reader, RankingsSelection.parse(choices)))


def outlines(figure: go.Figure) -> dict[str, go.Scatter]:
    return {trace.name: trace for trace in figure.data if trace.fill == "toself"}


def labels(figure: go.Figure) -> list[str]:
    return [text for trace in figure.data if trace.mode == "text" for text in trace.text]


def test_nothing_but_plain_lines_on_plain_axes(session: Session) -> None:
    figure = drawn(map_figure(shown(session)))
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert (figure.layout.yaxis.scaleanchor, figure.layout.yaxis.scaleratio) == ("x", 1)
    assert not {"geo", "mapbox", "map"} & set(figure.to_plotly_json()["layout"])


def test_each_outline_has_the_tone_of_its_quarter_and_its_words(session: Session) -> None:
    view = shown(session)
    by_code = outlines(drawn(map_figure(view)))
    for place in view.places:
        if place.band:
            assert by_code[place.code].fillcolor == TONES[place.band]
            assert place.name in by_code[place.code].text
    assert [TONES[band] for band in (4, 3, 2, 1)] == list(COMPLETENESS)


def test_quarters_and_places_are_printed_not_coloured_alone(session: Session) -> None:
    view = shown(session)
    printed = sorted(labels(drawn(map_figure(view))))
    expected = sorted(
        f"<b>{place.row.rank}</b><br>{place.numeral}" if place.row.rank else "<b>—</b>"
        for place in view.places
        if place.row
    )
    assert printed == expected


def test_who_has_no_rank_is_hatched(session: Session) -> None:
    by_code = outlines(drawn(map_figure(shown(session))))
    assert by_code[planted.WITHOUT_ASSESSMENT].fillpattern.shape == "/"
    assert by_code["M01"].fillpattern.shape is None


def test_the_pinned_one_is_outlined_and_drawn_last(session: Session) -> None:
    figure = drawn(map_figure(shown(session, municipality="M01")))
    by_code = outlines(figure)
    assert list(by_code)[-1] == "M01"
    assert by_code["M01"].line.width > by_code["M02"].line.width


def test_a_filtered_one_is_an_empty_outline(session: Session) -> None:
    view = shown(session, kinds=[MunicipalityKind.URBAN_OKRUG.value])
    by_code = outlines(drawn(map_figure(view)))
    empty = [code for code, trace in by_code.items() if trace.fillcolor == "rgba(0,0,0,0)"]
    assert len(empty) == 32
    assert "не проходит фильтр" in words(html.Div(region_map_cards(view, Ids.RANKINGS)))


def test_all_rings_of_an_outline_are_one_path(session: Session) -> None:
    trace = outlines(drawn(map_figure(shown(session))))["M01"]
    assert trace.x[0] == trace.x[-1]
    assert len(trace.x) == len(maps.cell(0))


def test_the_card_has_chart_legend_with_limits_and_the_table(session: Session) -> None:
    view = shown(session, municipality=planted.SHOWN)
    (card,) = region_map_cards(view, Ids.RANKINGS)
    parts = list(walk(card))
    assert [part.id for part in parts if isinstance(part, dcc.Graph)] == [Ids.RANKINGS]
    legend = next(part for part in parts if isinstance(part, html.Ul) and part.className == "legend")
    limits = view.quarters.found.limits
    assert seen(legend).count("от") == len(limits)
    table = next(part for part in parts if isinstance(part, html.Tbody))
    assert len(table.children) == 42
    assert "Светлоозёрский МО" in seen(legend)
    own = [row for row in table.children if row.className == "own"]
    assert [planted.SHOWN in seen(row) for row in own] == [True]
    assert view.sentence in words(card)


def test_a_reader_of_the_screen_is_sent_to_the_table(session: Session) -> None:
    assert map_description(shown(session)).endswith("на карте 42 муниципалитета. Те же числа — в таблице ниже.")


def test_on_the_overview_the_map_stays_off_the_sheet_of_paper(session: Session) -> None:
    (card,) = region_map_cards(shown(session), Ids.OVERVIEW)
    assert card.className == "screen-only"


def test_without_boundaries_there_is_no_card_at_all(demo_database: Engine, tmp_path: Path) -> None:
    engine = maps.without_map(demo_database, tmp_path)
    with reading(engine) as session:
        view = shown(session)
    engine.dispose()
    assert region_map_cards(view, Ids.RANKINGS) == region_map_cards(view, Ids.OVERVIEW) == []


def test_the_height_follows_the_region_within_bounds(session: Session) -> None:
    view = shown(session)
    assert 0.5 < map_shape(view) < 1.2
    assert 320 <= map_height(view) <= 620


def test_of_many_those_that_look_alike_are_one_line(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(session, municipality="M01")
    alone = [trace for trace in drawn(map_figure(view)).data if trace.fill == "toself"]
    monkeypatch.setattr(region_map, "MOST_LINES", len(view.places) - 1)
    figure = drawn(map_figure(view))
    lines = [trace for trace in figure.data if trace.fill == "toself"]
    # Four quarters, who has no place, and the pinned one, last.
    assert (len(alone), len(lines)) == (42, 6)
    assert (lines[-1].line.color, lines[-1].line.width) == (alone[-1].line.color, alone[-1].line.width)
    assert {trace.hoverinfo for trace in lines} == {"skip"}

    def corners(traces: list[go.Scatter]) -> Counter[tuple[str, str, float, float]]:
        return Counter(
            (trace.fillcolor, str(trace.fillpattern.shape), x, y)
            for trace in traces
            for x, y in zip(trace.x, trace.y, strict=True)
            if x is not None
        )

    assert corners(lines) == corners(alone)


def test_of_many_the_pointer_finds_each_near_its_label(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(session)
    words_of = {name: trace.text for name, trace in outlines(drawn(map_figure(view))).items()}
    monkeypatch.setattr(region_map, "MOST_LINES", 1)
    (points,) = [trace for trace in drawn(map_figure(view)).data if trace.mode == "none"]
    found = dict(zip(points.text, zip(points.x, points.y, strict=True), strict=True))
    assert found == {words_of[place.code]: place.label for place in view.places}


def test_who_has_no_room_has_no_label(session: Session) -> None:
    view = shown(session)
    slim = replace(view.places[0], outline=_slim(view.places[0].outline))
    assert len(labels(drawn(map_figure(view)))) == 42
    assert len(labels(drawn(map_figure(replace(view, places=(slim, *view.places[1:])))))) == 41


def _slim(outline: Outline) -> Outline:
    """A hundredth as wide, around the same middle."""
    middle = label_place(outline)[0]
    return [[[(middle + (x - middle) / 100, y) for x, y in ring] for ring in polygon] for polygon in outline]
