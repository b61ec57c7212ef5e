"""The ranking on the map: the numbers of its table, everybody accounted for, and no map without outlines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.formats import NBSP
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.overview.address import OverviewSelection
from data.views.overview.page import overview_view
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.views.region_map.page import (
    RegionMap,
    hover_words,
    overview_map,
    ranking_map,
    region_map_table,
    selected_map_table,
)
from data.vocabulary import MunicipalityKind, Nothing, Role
from tests.data import maps

# One who is left out of the file.
MISSING = "M16"


@pytest.fixture(scope="module")
def mapped_database(demo_database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    codes = [code for code in maps.demo_codes() if code != MISSING]
    engine = maps.with_map(demo_database, tmp_path_factory.mktemp("map"), codes)
    yield engine
    engine.dispose()


@pytest.fixture
def session(mapped_database: Engine) -> Iterator[Session]:
    with reading(mapped_database) as opened:
        yield opened


def shown(session: Session, viewer: Viewer = MINISTRY, **choices: object) -> RegionMap:
    reader = open_reader(session, viewer)
    return ranking_map(reader, rankings_view(reader, RankingsSelection.parse(choices)))


def test_the_map_has_the_places_points_and_quarters_of_the_ranking(session: Session) -> None:
    ranking = rankings_view(open_reader(session, MINISTRY), RankingsSelection())
    view = shown(session)
    rows = {row.code: row for row in (*ranking.ranked, *ranking.unranked)}
    assert {place.code for place in view.places} == set(rows) - {MISSING}
    assert all(place.row == rows[place.code] for place in view.places)
    assert {place.code: place.numeral for place in view.places if place.is_ranked} == {
        row.code: ranking.bands.name_of(row.points) for row in ranking.ranked if row.code != MISSING
    }


def test_who_has_no_outline_is_named(session: Session) -> None:
    assert shown(session).missing == "Нет границы, поэтому нет на карте: Приреченский МО."


def test_who_has_no_rank_has_no_quarter(session: Session) -> None:
    places = {place.code: place for place in shown(session).places}
    without = places[planted.WITHOUT_ASSESSMENT]
    assert (without.is_ranked, without.band, without.numeral) == (False, None, "")


def test_the_legend_counts_everybody_who_is_ranked(session: Session) -> None:
    view = shown(session)
    assert [each.numeral for each in view.bands] == ["I", "II", "III", "IV"]
    assert sum(each.count for each in view.bands) == sum(bool(row.rank) for row in view.rows) == 39
    first, second, third = view.quarters.found.limits
    assert view.bands[0].words.startswith("I: от ")
    assert first > second > third


def test_a_filter_leaves_outlines_without_a_row(session: Session) -> None:
    view = shown(session, kinds=[MunicipalityKind.URBAN_OKRUG.value])
    assert len(view.places) == 41
    assert {place.row.kind for place in view.places if place.row} == {MunicipalityKind.URBAN_OKRUG.value}
    left_out = next(place for place in view.places if place.row is None)
    assert hover_words(left_out, view.quarters)[1] == "не показан: не проходит фильтр"
    # A filter moves no limit.
    assert view.sentence == shown(session).sentence


def test_the_words_of_a_place(session: Session) -> None:
    view = shown(session)
    places = {place.code: place for place in view.places}

    def said(code: str) -> list[str]:
        return [line.replace(NBSP, " ") for line in hover_words(places[code], view.quarters)]

    assert said(planted.TIE_IN_THE_MIDDLE[0])[1:] == ["Место 21–23 из 39", "621 балл", "Четверть III"]
    assert said(planted.WITHOUT_ASSESSMENT)[1:] == ["без места: оценок нет"]


def test_the_table_has_the_numbers_of_the_map_and_those_without_an_outline(session: Session) -> None:
    view = shown(session)
    rows = {row["code"]: row for row in region_map_table(view).rows}
    assert len(rows) == 42
    for place in view.places:
        assert place.row is not None
        assert rows[place.code]["quarter"] == place.numeral
        assert rows[place.code]["rank"] == (place.row.rank_of or "без места")
    assert rows[planted.WITHOUT_ASSESSMENT]["points"] is Nothing.NO_DATA
    assert rows[MISSING]["quarter"]


def test_the_overview_shows_the_same_ranking(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    view = overview_map(reader, overview_view(reader, OverviewSelection()))
    ranking = shown(session)
    assert [(place.code, place.numeral) for place in view.places] == [
        (place.code, place.numeral) for place in ranking.places
    ]
    assert view.sentence == ranking.sentence
    assert view.title == ranking.title


def test_a_head_sees_the_map_of_ranks(session: Session) -> None:
    view = shown(session, viewer=Viewer(Role.MUNICIPALITY, planted.SHOWN))
    assert [place.code for place in view.places if place.is_pinned] == [planted.SHOWN]
    assert [place.numeral for place in view.places] == [place.numeral for place in shown(session).places]


def test_an_earlier_revision_has_no_map(session: Session) -> None:
    latest = open_reader(session, MINISTRY)
    reader = open_reader(session, MINISTRY, latest.revision - 1)
    assert ranking_map(reader, rankings_view(reader, RankingsSelection())).places == ()


def test_without_boundaries_there_is_no_map_and_an_export_says_so(demo_database: Engine, tmp_path: Path) -> None:
    engine = maps.without_map(demo_database, tmp_path)
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        assert ranking_map(reader, rankings_view(reader, RankingsSelection())).places == ()
        assert overview_map(reader, overview_view(reader, OverviewSelection())).places == ()
        table = selected_map_table(reader, RankingsSelection())
    engine.dispose()
    assert ("Карта", "Границы не загружены: карты нет.") in table.notes
    assert len(table.rows) == 42


def test_a_municipality_that_was_merged_away_is_not_drawn_later(
    demo_database: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    codes = [*planted.MERGED, planted.MERGED_INTO]
    engine = maps.with_map(demo_database, tmp_path_factory.mktemp("merged"), codes)
    with reading(engine) as session:
        before = {place.code for place in shown(session, period="2023").places}
        after = {place.code for place in shown(session, period="2024").places}
    engine.dispose()
    assert (before, after) == (set(planted.MERGED), {planted.MERGED_INTO})


def test_the_demonstration_has_a_map_of_everybody_but_one(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        view = shown(session)
    assert {place.code for place in view.places} == set(maps.demo_codes()) - {planted.WITHOUT_OUTLINE}
    assert view.missing == "Нет границы, поэтому нет на карте: Дальнебродский МР."
