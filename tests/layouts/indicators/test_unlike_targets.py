"""A target that says something else than its text: told wherever its editor sees it, until one of the two is mended."""

from typing import Any

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.language import speaking
from data.models.indicators import Target
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import VIEWS, IndicatorsView, indicators_view
from data.views.indicators.target_form import opened_form
from data.vocabulary import Role
from data.work.target_edits import set_target
from layouts.indicators.page import content
from layouts.indicators.target_form import target_form
from tests.data import small_indicators, small_region
from tests.data.small_indicators import COUNT, SHARE
from tests.layouts.reading import tables, words

UNLIKE = "Поля не соответствуют прочтению текста"
OF_REGION = "≥ 25 %, к 2027 году; текст: «не менее 30 % к 2027 году»"
OPERATOR = Viewer(Role.OPERATOR, account="operator.one")


@pytest.fixture
def small(empty_database: Engine) -> Engine:
    """The text of the region's share says 30 %, its fields 25; that of B's own one says 20 as they do."""
    with writing(empty_database) as session:
        small_region.build(session)
        small_indicators.build(session)
        text = {"raw_ru": "не менее 30 % к 2027 году"}
        session.execute(update(Target).where(Target.raw_ru == "не менее 25 %").values(**text))
    return empty_database


def view_of(engine: Engine, viewer: Viewer = MINISTRY, **chosen: Any) -> IndicatorsView:
    with speaking("ru"), reading(engine) as session:
        return indicators_view(open_reader(session, viewer), IndicatorsSelection(**({"municipality": "A"} | chosen)))


def said(view: IndicatorsView) -> str:
    with speaking("ru"):
        return " ".join(words(part) for part in content(view))


@pytest.mark.parametrize("view", ["municipality", "years", "municipalities", "matrix"])
def test_the_editor_is_told_in_every_view_that_shows_the_target(small: Engine, view: str) -> None:
    assert view in VIEWS
    for viewer in (MINISTRY, OPERATOR):
        shown = said(view_of(small, viewer, view=view, indicator=SHARE))
        assert UNLIKE in shown
        assert OF_REGION in shown.replace("\u00a0", " ")
        assert "20 %, к 2027 году; текст" not in shown.replace("\u00a0", " ")


def test_the_row_of_the_target_has_its_mark(small: Engine) -> None:
    with speaking("ru"):
        found = [table for part in content(view_of(small)) for table in tables(part)]
    rows = next(table for table in found if table.content["name"] == "bullets").rows
    marked = [row.key for row in rows if "не так, как в тексте" in row["target"].seen]
    assert marked == [SHARE]


def test_another_indicator_and_another_viewer_are_told_nothing(small: Engine) -> None:
    assert UNLIKE not in said(view_of(small, view="years", indicator=COUNT))
    # B is judged by its own target, whose fields say what its text says.
    assert UNLIKE not in said(view_of(small, municipality="B"))
    for role in (Role.ANALYST, Role.MUNICIPALITY):
        viewer = Viewer(role, "A" if role is Role.MUNICIPALITY else None, "somebody")
        assert UNLIKE not in said(view_of(small, viewer))


def test_the_form_says_it_as_it_opens_and_nothing_once_both_say_the_same(small: Engine) -> None:
    with speaking("ru"), reading(small) as session:
        form = opened_form(open_reader(session, OPERATOR), SHARE, "A")
        assert UNLIKE in words(target_form(form))
    with speaking("ru"):
        set_target(small, OPERATOR, dict(form.values) | {"value": "30", "operator": ">=", "reason": "как в тексте"})
        assert said(view_of(small)).count(UNLIKE) == 0
    with speaking("ru"), reading(small) as session:
        assert UNLIKE not in words(target_form(opened_form(open_reader(session, OPERATOR), SHARE, "A")))
