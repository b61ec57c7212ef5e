"""The own table: what the address names, as it is read and as a program reads it."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.errors import NotFound
from data.models.indicators import Indicator
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.own_table import OwnTable, in_address
from data.views.indicators.own_tables import own_flat_table, own_wide_table
from data.views.indicators.page import IndicatorsView, indicators_view
from data.vocabulary import Nothing, Role
from layouts.figures.own_table import own_figure, own_keys
from tests.data import small_indicators
from tests.data.small_indicators import COUNT, SHARE

ODD = "Доля, % <5 & «x, y»"
CHOSEN = IndicatorsSelection(
    view="own", period="2026", own=(SHARE, in_address(ODD)), places=("A", "B"), years=("2026", "2024")
)


@pytest.fixture
def session(small_database: Engine) -> Iterator[Session]:
    with writing(small_database) as written:
        small_indicators.build(written)
        written.execute(update(Indicator).where(Indicator.code == COUNT).values(code=ODD, direction_code=""))
    with reading(small_database) as opened:
        yield opened


def shown(session: Session, selection: IndicatorsSelection, viewer: Viewer = MINISTRY) -> IndicatorsView:
    return indicators_view(open_reader(session, viewer), selection)


def test_the_file_has_one_fact_a_row_with_its_parts(session: Session) -> None:
    rows = own_flat_table(shown(session, CHOSEN)).rows
    found = [
        (row["indicator_code"], row["municipality_code"], row["year"], row["fact"], row["numerator"]) for row in rows
    ]
    nothing, none = Nothing.NO_DATA, Nothing.NOT_APPLICABLE
    assert found == [
        (SHARE, "A", "2024", 10, 10),
        (SHARE, "A", "2026", 22, 22),
        (SHARE, "B", "2024", nothing, nothing),
        (SHARE, "B", "2026", 20, 10),
        (ODD, "A", "2024", nothing, nothing),
        (ODD, "A", "2026", 4, none),
        (ODD, "B", "2024", nothing, nothing),
        (ODD, "B", "2026", nothing, nothing),
    ]


def test_the_screen_has_an_indicator_a_column_and_counts_beside_shares(session: Session) -> None:
    view = shown(session, CHOSEN)
    assert view.own is not None
    table = own_wide_table(view, view.own)
    assert [(row["year"], row["fact0"], row["parts0"], row["fact1"]) for row in table.rows[:2]] == [
        ("2024", 10, "10 / 100", Nothing.NO_DATA),
        ("2026", 22, "22 / 100", 4),
    ]


def test_everything_chosen_is_in_the_address() -> None:
    assert IndicatorsSelection.parse(dict(parse_qsl(CHOSEN.query()))) == CHOSEN


def test_nothing_chosen_is_everybody_in_the_year_of_the_page(session: Session) -> None:
    view = shown(session, IndicatorsSelection(view="own", period="2026", own=(SHARE,)))
    assert {(row["municipality_code"], row["year"]) for row in own_flat_table(view).rows} == {
        (code, "2026") for code in "ABCDF"
    }


def test_a_head_has_the_own_municipality_only(session: Session) -> None:
    head = Viewer(Role.MUNICIPALITY, "A")
    view = shown(session, IndicatorsSelection(view="own", own=(SHARE,)), head)
    assert {row["municipality_code"] for row in own_flat_table(view).rows} == {"A"}
    with pytest.raises(NotFound):
        shown(session, IndicatorsSelection(view="own", own=(SHARE,), places=("B",)), head)


@pytest.mark.parametrize("wrong", [{"own": ("none",)}, {"places": ("Z",)}, {"years": ("1999",)}])
def test_what_does_not_exist_is_named(session: Session, wrong: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(NotFound):
        shown(session, IndicatorsSelection(view="own", **wrong))


def test_the_chart_draws_a_panel_an_indicator_with_its_gaps(session: Session) -> None:
    view = shown(session, CHOSEN)
    assert view.own is not None
    lines = own_figure(view, view.own)["data"]
    drawn = {(trace["yaxis"], trace["legendgroup"]): (trace["x"], trace["y"]) for trace in lines}
    assert drawn == {
        ("y", "A"): (["2024", "2026"], [10, 22]),
        ("y", "B"): (["2024", "2026"], [None, 20]),
        ("y2", "A"): (["2024", "2026"], [None, 4]),
        ("y2", "B"): (["2024", "2026"], [None, None]),
    }
    assert [key.group for key in own_keys(view, view.own)] == ["A", "B"]
    (bars, other) = own_figure(*_of_one_year(session))["data"]
    assert (bars["type"], bars["y"], bars["customdata"]) == ("bar", [22, 20], ["A", "B"])
    assert other["y"] == [4, None]


def _of_one_year(session: Session) -> tuple[IndicatorsView, OwnTable]:
    view = shown(session, CHOSEN.but(years=("2026",)))
    assert view.own is not None
    return view, view.own
