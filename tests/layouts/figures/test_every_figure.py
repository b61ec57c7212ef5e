"""Every chart of every page, checked against plotly's schema: nothing checks them while the product runs."""

import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from sqlalchemy import Engine

import layouts.figures
from data.access import MINISTRY, Viewer
from data.demo import planted
from data.language import LANGUAGES, speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.clusters.address import ClustersSelection
from data.views.clusters.page import clusters_view
from data.views.cycle.address import CycleSelection
from data.views.cycle.directions import directions_cycle
from data.views.cycle.region import region_cycle
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.page import Profile
from data.views.overview.address import OverviewSelection
from data.views.overview.page import overview_view
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.page import roadmap_view, timeline
from data.vocabulary import Role
from layouts.figures.clusters import clusters_figure
from layouts.figures.cycle import breaks_figure
from layouts.figures.indicators import series_figure, spread_figure
from layouts.figures.municipality import comparison_figure
from layouts.figures.municipality_trend import places_figure, trend_figure
from layouts.figures.overview import ranking_chart
from layouts.figures.own_table import own_figure
from layouts.figures.rank_history import bump
from layouts.figures.ranking_distribution import distribution_chart
from layouts.figures.rankings import bars
from layouts.figures.roadmap import timeline_figure
from layouts.figures.theme import Figure
from tests.layouts.drawing import drawn

pytestmark = pytest.mark.slow

HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)
PINNED = RankingsSelection(municipality=planted.SHOWN)
OWN_INDICATORS = IndicatorsSelection(municipality=planted.SHOWN)
INDICATOR = OWN_INDICATORS.but(indicator="k08")
OWN = MunicipalitySelection(municipality=planted.SHOWN)
SCHOOLS = ClustersSelection(municipality=planted.SHOWN)

OWN_TABLE = IndicatorsSelection(view="own", own=("k08", "k06"))


def _own(reader: Reader, selection: IndicatorsSelection) -> Figure:
    view = indicators_view(reader, selection)
    assert view.own is not None
    return own_figure(view, view.own)


# Each chart in the forms that are built differently: (function, figure of a reader).
CASES: list[tuple[Callable[..., Figure], Callable[[Reader], Figure]]] = [
    (bars, lambda reader: bars(rankings_view(reader, PINNED))),
    (bars, lambda reader: bars(rankings_view(reader, RankingsSelection(scaling="z_score")))),
    (bump, lambda reader: bump(rankings_view(reader, PINNED))),
    (bump, lambda reader: bump(rankings_view(reader, RankingsSelection(subject="direction:1.1", jump="M02")))),
    (own_figure, lambda reader: _own(reader, OWN_TABLE)),
    (own_figure, lambda reader: _own(reader, OWN_TABLE.but(years=("2024", "2025", "2026")))),
    (distribution_chart, lambda reader: distribution_chart(rankings_view(reader, PINNED))),
    (ranking_chart, lambda reader: ranking_chart(overview_view(reader, OverviewSelection(municipality=planted.SHOWN)))),
    (clusters_figure, lambda reader: clusters_figure(clusters_view(reader, SCHOOLS.but(indicator="s5")))),
    (clusters_figure, lambda reader: clusters_figure(clusters_view(reader, SCHOOLS.but(clusters=("outside",))))),
    (
        breaks_figure,
        lambda reader: breaks_figure(region_cycle(reader, CycleSelection()), title="Разрывы", filters="2026"),
    ),
    (
        breaks_figure,
        lambda reader: breaks_figure(directions_cycle(reader, CycleSelection()), title="Разрывы", filters="2026"),
    ),
    *(
        (series_figure, lambda reader, code=code: _series(reader, OWN_INDICATORS.but(indicator=code)))
        for code in ("k01", "k02", "k03", "k08", "k12")
    ),
    (spread_figure, lambda reader: spread_figure(view := indicators_view(reader, INDICATOR), view.chosen)),
    *(
        (timeline_figure, lambda reader, chosen=chosen: _timeline(reader, RoadmapSelection(**chosen)))
        for chosen in ({}, {"municipality": planted.SHOWN}, {"municipality": planted.SHOWN, "date": "2024-07-15"})
    ),
    (comparison_figure, lambda reader: _comparison(Profile(reader, OWN))),
    (trend_figure, lambda reader: _trend(Profile(reader, OWN))),
    (
        places_figure,
        lambda reader: places_figure(Profile(reader, OWN).figures),
    ),
]


def _series(reader: Reader, selection: IndicatorsSelection) -> Figure:
    view = indicators_view(reader, selection)
    return series_figure(view, view.chosen)


def _timeline(reader: Reader, selection: RoadmapSelection) -> Figure:
    view = roadmap_view(reader, selection)
    return timeline_figure(view, timeline(view))


def _comparison(profile: Profile) -> Figure:
    return comparison_figure(profile.frame, profile.standings)


def _trend(profile: Profile) -> Figure:
    return trend_figure(profile.frame, profile.trend)


@pytest.fixture(params=[MINISTRY, HEAD], ids=["ministry", "head"])
def reader(request: pytest.FixtureRequest, demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, request.param)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [pytest.param(make, id=function.__name__) for function, make in CASES])
def test_plotly_knows_every_word_of_it(reader: Reader, make: Callable[[Reader], Figure], language: str) -> None:
    with speaking(language):
        figure = make(reader)
    assert type(figure) is dict
    assert set(drawn(figure).layout.meta) >= {"title", "filters", "source"}
    # English without a space before the sign, Russian with one: in titles, hovers and at the axes.
    foreign = {"ru": r"\d%(?!\{)|^%$", "en": r"(\d|^)\s%(?!\{)"}[language]
    assert [text for text in texts_of(figure) if re.search(foreign, text)] == []


def texts_of(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list | tuple):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from texts_of(inner)


def test_a_municipality_without_an_assessment_has_charts_too(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        profile = Profile(
            open_reader(session, MINISTRY), MunicipalitySelection(municipality=planted.WITHOUT_ASSESSMENT)
        )
        for figure in (_comparison(profile), _trend(profile), places_figure(profile.figures)):
            drawn(figure)


def test_no_figure_is_forgotten() -> None:
    found = set()
    for module in pkgutil.iter_modules(layouts.figures.__path__, "layouts.figures."):
        functions = vars(import_module(module.name)).values()
        own = [each for each in functions if callable(each) and getattr(each, "__module__", "") == module.name]
        found |= {each for each in own if getattr(each, "__annotations__", {}).get("return") == Figure}
    names = {f"{each.__module__}.{each.__name__}" for each in found if not each.__name__.startswith("_")}
    tried = {f"{each.__module__}.{each.__name__}" for each, _case in CASES}
    # The frame of all figures, the words of a trace, and the map, which is no figure of plotly's.
    assert names - tried == {
        "layouts.figures.theme.figure",
        "layouts.figures.hover.words_of_points",
        "layouts.figures.region_map.map_content",
    }
