"""The exported tables of /indicators say the same as the screen."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import IndicatorsView, indicators_view
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import region_table, targets_table
from data.vocabulary import Nothing, Role

SHOWN = IndicatorsSelection(municipality=planted.SHOWN)


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


def view_of(session: Session, selection: IndicatorsSelection = SHOWN, viewer: Viewer = MINISTRY) -> IndicatorsView:
    return indicators_view(open_reader(session, viewer), selection)


def test_a_row_says_fact_target_and_status_in_words(session: Session) -> None:
    view = view_of(session)
    table = targets_table(view)
    row = next(row for row in table.rows if row["order"] == 8)
    fact = view.rows[7].now
    # Every digit is kept; one decimal is printed.
    assert row["fact"].decimals == 1
    assert (row["fact"], row["numerator"], row["denominator"]) == (
        fact.value,
        fact.numerator,
        fact.denominator,
    )
    assert row["target"] == "≥ 25\u00a0%, к 2027 году"
    assert row["deadline"] == "к 2027 году"
    assert row["status"] == "отстаёт"


def test_a_count_has_no_numerator(session: Session) -> None:
    row = next(row for row in targets_table(view_of(session)).rows if row["order"] == 6)
    assert (row["numerator"], row["denominator"]) == (Nothing.NOT_APPLICABLE, Nothing.NOT_APPLICABLE)


def test_what_cannot_be_judged_says_why(session: Session) -> None:
    rows = targets_table(view_of(session)).rows
    for row in rows:
        assert bool(row["reason"]) == (row["status"] == "судить нельзя")


def test_the_filter_of_the_screen_is_that_of_the_table(session: Session) -> None:
    table = targets_table(view_of(session, SHOWN.but(statuses=("missed",))))
    assert table.title == targets_table(view_of(session)).title + ", только «не достигнута»"
    assert {row["status"] for row in table.rows} == {"не достигнута"}
    assert ("Показанные состояния", "не достигнута") in table.notes


def test_the_series_has_a_row_a_year(session: Session) -> None:
    table = series_table(view_of(session, SHOWN.but(indicator="k08")))
    assert [row["year"] for row in table.rows] == ["2022", "2023", "2024", "2025", "2026"]
    assert any(label == "Текст цели" for label, _text in table.notes)


def test_the_region_is_a_row_a_municipality_or_five_numbers(session: Session) -> None:
    chosen = IndicatorsSelection(view="municipalities", indicator="k08")
    by_name = view_of(session, chosen)
    assert by_name.across is not None
    assert len(region_table(by_name).rows) == len(by_name.across.rows)
    head = view_of(session, chosen, Viewer(Role.MUNICIPALITY, planted.SHOWN))
    assert [row["what"] for row in region_table(head).rows] == [
        "минимум",
        "нижний квартиль",
        "медиана",
        "верхний квартиль",
        "максимум",
        head.municipality.short,
    ]
