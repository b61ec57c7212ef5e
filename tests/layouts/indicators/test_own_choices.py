"""The list of choices of the own table: what stands in the table now, and what a press does."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from layouts.indicators.own_table import press_words
from layouts.indicators.page import content
from tests.layouts.reading import tables

SHOWN = IndicatorsSelection(municipality=planted.SHOWN, view="own", own=("k08",), period="2026")


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as found:
        yield found


def said(session: Session, **chosen: Any) -> dict[str, str]:
    """What the list says of each thing, by its name."""
    view = indicators_view(open_reader(session, MINISTRY), SHOWN.but(**chosen))
    _table, choices = [one for sheet in content(view) for one in tables(sheet)]
    return {row["name"].seen: row["chosen"].seen for row in choices.rows}


def test_nothing_chosen_means_all_and_is_said(session: Session) -> None:
    with speaking("ru"):
        found = said(session)
    assert found["2026"] == found["2025"] == "сейчас: 2026; выбрать только это"
    # All 42 municipalities of the demonstration.
    assert list(found.values()).count("сейчас: все 42; выбрать только это") == 42
    with speaking("en"):
        assert list(said(session).values()).count("now: all 42; choose only this") == 42


def test_the_last_choice_says_what_comes_without_it(session: Session) -> None:
    with speaking("ru"):
        found = said(session, places=("M02",), years=("2025",))
        assert found["Яснополесский МО"] == "убрать (тогда: все 42)"
        assert found["Светлоозёрский МО"] == "добавить"
        assert (found["2025"], found["2026"]) == ("убрать (тогда: 2026)", "добавить")
        both = said(session, years=("2025", "2026"))
        assert both["2025"] == both["2026"] == "убрать"


def test_an_indicator_is_only_taken_out() -> None:
    with speaking("ru"):
        # Without an indicator there is no table: nothing comes in its place.
        assert press_words("k08", ["k08"], "") == ("", "убрать")
