"""The card of the map: what each municipality looks like, a legend with limits, a table of the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest
from dash import html
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.views.region_map.page import RegionMap, ranking_map
from data.vocabulary import MunicipalityKind
from layouts.cards.region_map import Ids, map_description, region_map_cards
from layouts.figures.region_map import EXCLUDED, RANKED, UNRANKED, map_content, map_keys
from layouts.figures.theme import COMPLETENESS
from layouts.parts.outline_map import OutlineMap
from tests.data import maps
from tests.layouts.reading import seen, the_table, walk, words


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


class Drawn(NamedTuple):
    """What goes to the browser of one place."""

    look: str
    is_pinned: int
    rank: str
    numeral: str
    words: list[str]


def content_of(view: RegionMap) -> dict[str, Any]:
    assert view.geometry is not None
    return map_content(view, view.geometry)


def by_code(view: RegionMap) -> dict[str, Drawn]:
    return {code: Drawn(*rest) for code, *rest in content_of(view)["places"]}


def test_an_answer_holds_looks_and_words_and_no_position(session: Session) -> None:
    content = content_of(shown(session))
    assert set(content) == {"address", "shape", "failed", "places", "meta"}
    assert len(content["places"]) == 42
    assert len(orjson.dumps(content)) < 42 * 300
    assert re.fullmatch(r"/map/8/[0-9a-f]{16}\.json", content["address"])


def test_each_place_has_the_look_of_its_quarter_and_its_words(session: Session) -> None:
    view = shown(session)
    drawn = by_code(view)
    for place in view.places:
        if place.band:
            assert drawn[place.code].look == f"band-{place.band}"
            assert drawn[place.code].words[0] == place.name
    colours = {key.group: key.colour for key in map_keys(view)}
    assert [colours[f"band-{band}"] for band in (4, 3, 2, 1)] == list(COMPLETENESS)


def test_quarters_and_places_are_printed_not_coloured_alone(session: Session) -> None:
    view = shown(session)
    printed = {code: (each.rank, each.numeral) for code, each in by_code(view).items()}
    assert printed == {
        place.code: (place.row.rank, place.numeral) if place.row.rank else ("—", "")
        for place in view.places
        if place.row
    }


def test_who_has_no_rank_has_a_look_of_its_own(session: Session) -> None:
    drawn = by_code(shown(session))
    assert drawn[planted.WITHOUT_ASSESSMENT].look == UNRANKED
    assert drawn["M01"].look.startswith("band-")
    assert [key.sign for key in map_keys(shown(session)) if key.group == UNRANKED] == ["hatch"]


def test_the_pinned_one_is_marked_and_drawn_last(session: Session) -> None:
    drawn = by_code(shown(session, municipality="M01"))
    assert list(drawn)[-1] == "M01"
    assert [code for code, each in drawn.items() if each.is_pinned] == ["M01"]


def test_a_filtered_one_is_an_empty_outline_without_a_label(session: Session) -> None:
    view = shown(session, kinds=[MunicipalityKind.URBAN_OKRUG.value])
    empty = [each for each in by_code(view).values() if each.look == EXCLUDED]
    assert len(empty) == 32
    assert {each.rank for each in empty} == {""}
    assert "не проходит фильтр" in words(html.Div(region_map_cards(view, Ids.RANKINGS)))


def test_without_quarters_the_ranked_look_alike(session: Session) -> None:
    view = shown(session)
    places = tuple(replace(place, band=None) for place in view.places)
    alike = replace(view, bands=(), places=places)
    assert {each.look for each in by_code(alike).values()} == {RANKED, UNRANKED}
    assert [key.group for key in map_keys(alike)] == [RANKED, UNRANKED]


def test_every_look_has_its_line_of_the_legend(session: Session) -> None:
    view = shown(session, municipality="M01", kinds=[MunicipalityKind.URBAN_OKRUG.value])
    looks = {each.look for each in by_code(view).values()}
    assert looks <= {key.group for key in map_keys(view)}
    meta = content_of(view)["meta"]
    assert [key["words"] for key in meta["keys"]] == [key.words for key in map_keys(view)]
    assert meta["title"] == view.title
    assert "№" in meta["source"]


@pytest.mark.parametrize(
    ("identity", "target"), [(Ids.RANKINGS, "rankings-pin"), (Ids.OVERVIEW, "overview-municipality")]
)
def test_a_press_chooses_on_the_page_of_the_map(session: Session, identity: Ids, target: str) -> None:
    (card,) = region_map_cards(shown(session), identity)
    (frame,) = [part for part in walk(card) if getattr(part, "data-chart", None) == identity]
    assert (getattr(frame, "data-chooses"), getattr(frame, "data-chooses-prop")) == (target, "data")


def test_the_card_has_picture_legend_with_limits_and_the_table(session: Session) -> None:
    view = shown(session, municipality=planted.SHOWN)
    (card,) = region_map_cards(view, Ids.RANKINGS)
    parts = list(walk(card))
    assert [part.id for part in parts if isinstance(part, OutlineMap)] == [Ids.RANKINGS]
    legend = next(part for part in parts if isinstance(part, html.Ul) and "chart-legend" in part.className)
    limits = view.quarters.found.limits
    assert seen(legend).count("от") == len(limits)
    table = the_table(card)
    assert len(table.rows) == 42
    assert "Светлоозёрский МО" in seen(legend)
    assert [row.key for row in table.rows if row.look == "own"] == [planted.SHOWN]
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
