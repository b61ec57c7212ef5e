"""Under a chosen cell: the measures that should fix the stage, or that there are none, and where each leads."""

from typing import Any

import pytest
from dash import dcc
from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.page import CyclePage
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.page import Profile
from layouts.cards.stage_measures import measures_list
from tests.layouts.reading import walk, words

OWN = planted.SHOWN


def shown(engine: Engine, cell: str, **chosen: Any) -> list[Any]:
    """The list under a cell of the map of M14."""
    with reading(engine) as session:
        selection = CycleSelection(view="municipality", municipality=OWN, cell=cell, **chosen)
        page = CyclePage(open_reader(session, MINISTRY), selection)
        assert page.cell is not None
        return list(measures_list(page.selection, page.cell.detail, page.cell.state))


def links(parts: list[Any]) -> list[str]:
    return [part.href for one in parts for part in walk(one) if isinstance(part, dcc.Link)]


def test_a_broken_stage_names_its_measures_and_leads_to_each(demo_database: Engine) -> None:
    parts = shown(demo_database, f"{OWN}~1.1~effectiveness")
    text = " ".join(words(part) for part in parts)
    assert "Представить результаты работы системы на муниципальном уровне" in text
    assert "просрочено" in text
    first, whole = links(parts)
    assert f"measure={OWN}~1.1~3.1" in first
    assert "stage=effectiveness" in whole
    assert "measure=" not in whole


def test_a_stage_takes_the_measures_of_its_group(demo_database: Engine) -> None:
    text = " ".join(words(part) for part in shown(demo_database, f"{OWN}~2.2~analysis"))
    assert "Провести комплексный анализ по итогам мониторинга" in text
    group = shown(demo_database, f"{OWN}~2.2~analysis_recommendations", stages="six")
    assert "2 мероприятия в дорожной карте" in " ".join(words(part) for part in group)


@pytest.mark.parametrize(("cell", "count"), [(f"{OWN}~1.3~methods", 1), (f"{OWN}~1.4~goals", 0)])
def test_a_broken_stage_without_measures_says_so_and_leads_to_the_documents(
    demo_database: Engine, cell: str, count: int
) -> None:
    parts = shown(demo_database, cell)
    assert sum("view=reference" in link for link in links(parts)) == count
    assert ("для него нет мероприятий" in " ".join(words(part) for part in parts)) == bool(count)


def test_a_profile_has_the_same_list(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        selection = MunicipalitySelection(municipality=OWN, cell=f"{OWN}~1.1~effectiveness")
        profile = Profile(open_reader(session, MINISTRY), selection)
        assert profile.detail is not None
        parts = measures_list(profile.selection, profile.detail, profile.state)
    assert f"measure={OWN}~1.1~3.1" in links(parts)[0]


def test_where_there_is_no_roadmap_nothing_is_said(demo_database: Engine) -> None:
    assert shown(demo_database, f"{OWN}~1.1~goals", period="2022") == []
