"""The view of /indicators: statuses that add up, filters, order, the chosen indicator, and what a head may see."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, NotFound
from data.measures.readings import ReadingName
from data.measures.targets import Reason
from data.measures.trends import Direction
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import IndicatorsView, indicators_view
from data.vocabulary import Nothing, Role, TargetStatus
from tests.data import small_indicators
from tests.data.small_indicators import COUNT, SHARE, UNCLEAR

MET, BEHIND, MISSED = TargetStatus.MET, TargetStatus.BEHIND, TargetStatus.MISSED
ON_TRACK, UNJUDGED = TargetStatus.ON_TRACK, TargetStatus.CANNOT_BE_JUDGED
OF_A = IndicatorsSelection(municipality="A")


@pytest.fixture
def session(small_database: Engine) -> Iterator[Session]:
    with writing(small_database) as written:
        small_indicators.build(written)
    with reading(small_database) as opened:
        yield opened


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


def statuses(view: IndicatorsView) -> dict[str, TargetStatus]:
    return {row.indicator.code: row.result.status for row in view.rows}


def test_every_indicator_has_one_status_and_counts_add_up(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A)
    # 22 % → 25 % in one year needs 3; (22 − 10) / 2 = 6 a year so far. The count of 4 misses its yearly 5.
    assert statuses(view) == {SHARE: ON_TRACK, COUNT: MISSED, UNCLEAR: UNJUDGED}
    assert sum(view.counts.values()) == len(view.rows) == 3
    assert view.counts[ON_TRACK] == view.counts[MISSED] == view.counts[UNJUDGED] == 1


def test_the_municipalitys_own_target_is_used(ministry: Reader) -> None:
    # 10 of 50 is 20 %: met by the own target of B, not by the region's 25 %.
    assert statuses(indicators_view(ministry, IndicatorsSelection(municipality="B")))[SHARE] is MET


def test_an_earlier_revision_is_judged_by_its_own_facts(session: Session) -> None:
    # 12 % then: (12 − 10) / 2 = 1 a year against 13 needed.
    assert statuses(indicators_view(open_reader(session, MINISTRY, 1), OF_A))[SHARE] is BEHIND


def test_a_year_without_a_fact_stays_in_the_series_as_no_data(ministry: Reader) -> None:
    row = next(row for row in indicators_view(ministry, OF_A).rows if row.indicator.code == SHARE)
    assert [(line.year, line.value) for line in row.years] == [(2024, 10.0), (2025, Nothing.NO_DATA), (2026, 22.0)]
    assert row.years[1].result.reason is Reason.NO_DATA
    assert row.series == {2024: 10.0, 2026: 22.0}
    assert (row.trend.direction, row.trend.points) == (Direction.TOO_FEW_POINTS, 2)


def test_a_filter_keeps_the_counts_of_all(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A.but(statuses=("missed",)))
    assert [row.indicator.code for row in view.shown] == [COUNT]
    assert sum(view.counts.values()) == 3


def test_all_statuses_are_the_same_as_none_chosen(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A.but(statuses=tuple(status.value for status in TargetStatus)))
    assert view.selection.statuses == ()
    assert len(view.shown) == 3


def test_what_needs_attention_comes_first(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A.but(order="behind"))
    assert [row.indicator.code for row in view.shown] == [COUNT, UNCLEAR, SHARE]


def test_the_chosen_indicator_is_the_one_asked_for_or_the_worst(ministry: Reader) -> None:
    asked, worst = indicators_view(ministry, OF_A.but(indicator=UNCLEAR)), indicators_view(ministry, OF_A)
    assert asked.chosen is not None
    assert worst.chosen is not None
    assert (asked.chosen.indicator.code, worst.chosen.indicator.code) == (UNCLEAR, COUNT)
    assert [reading.name for reading in asked.chosen.readings] == [
        ReadingName.LEVEL_BY_YEAR,
        ReadingName.OVER_THREE_YEARS,
        ReadingName.EVERY_YEAR,
    ]


def test_a_direction_without_indicators_is_empty_not_an_error(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A.but(direction="1.1"))
    assert (view.rows, view.chosen) == ((), None)
    assert [choice.code for choice in view.directions] == ["1.1", "1.2"]


def test_the_direction_with_indicators_is_the_default(ministry: Reader) -> None:
    assert indicators_view(ministry, IndicatorsSelection()).direction.code == "1.2"


@pytest.mark.parametrize(
    "selection",
    [
        IndicatorsSelection(indicator="none"),
        IndicatorsSelection(direction="9.9"),
        IndicatorsSelection(municipality="Z"),
        IndicatorsSelection(period="1999"),
        IndicatorsSelection(statuses=("splendid",)),
    ],
)
def test_a_code_that_does_not_exist_is_named(ministry: Reader, selection: IndicatorsSelection) -> None:
    with pytest.raises(NotFound):
        indicators_view(ministry, selection)


def test_the_region_by_name_best_first_and_without_a_fact_last(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A.but(view="municipalities", indicator=COUNT))
    assert view.across is not None
    assert view.across.by_name
    order = [(item.municipality.code, item.row.now.value) for item in view.across.rows]
    assert order[:2] == [("A", 4), ("C", 0)]
    assert {value for _code, value in order[2:]} == {Nothing.NO_DATA}
    assert sum(view.across.counts.values()) == len(view.across.rows) == 5


def test_a_head_sees_the_spread_and_the_own_value_only(session: Session) -> None:
    reader = open_reader(session, Viewer(Role.MUNICIPALITY, "A"))
    view = indicators_view(reader, IndicatorsSelection(view="municipalities", indicator=SHARE))
    assert view.across is not None
    assert (view.across.rows, view.across.by_name) == ((), False)
    assert view.across.spread is not None
    assert view.chosen is not None
    assert view.chosen.now.value == 22.0
    assert [choice.code for choice in view.municipalities] == ["A"]


def test_a_head_may_not_open_another_municipality(session: Session) -> None:
    with pytest.raises(AccessDenied):
        indicators_view(open_reader(session, Viewer(Role.MUNICIPALITY, "A")), IndicatorsSelection(municipality="B"))


def test_the_selection_that_comes_back_gives_the_same_view(ministry: Reader) -> None:
    view = indicators_view(ministry, OF_A.but(view="years", indicator=SHARE, statuses=("missed",)))
    again = indicators_view(ministry, view.selection)
    assert (again.selection, again.chosen) == (view.selection, view.chosen)


def test_targets_of_other_indicators_than_the_orders_do_not_name_it(ministry: Reader) -> None:
    texts = " ".join(text for _heading, text in indicators_view(ministry, OF_A).provenance.lines)
    assert "213" not in texts
    assert "Заданы или загружены в системе: 3." in texts
