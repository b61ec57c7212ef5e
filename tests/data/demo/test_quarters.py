"""The invented indicator of quarters: what is reported in which year, and which figure stands for the year."""

from collections import Counter

import pytest
from sqlalchemy import Engine, select

from data.access import MINISTRY
from data.demo import planted
from data.models.indicators import Indicator, Observation
from data.models.region import Period
from data.queries.intervals.observed import standing_intervals
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.vocabulary import Nothing

ALL = 42


@pytest.fixture(scope="module")
def reported(demo_database: Engine) -> Counter[tuple[int, str]]:
    with reading(demo_database) as session:
        rows = session.execute(
            select(Period.year, Observation.interval_code)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .join(Period, Period.id == Observation.period_id)
            .where(Indicator.code == planted.IN_QUARTERS)
        ).all()
    return Counter((year, interval or "") for year, interval in rows)


def test_years_come_first_then_quarters_and_once_both(reported: Counter[tuple[int, str]]) -> None:
    # Two municipalities became one in 2024: 43 until then.
    years = {(2022, ""): 43, (2023, ""): 43}
    quarters = {(year, f"Q{quarter}"): ALL for year in (2024, 2025) for quarter in (1, 2, 3, 4)}
    latest = {(2026, "Q1"): ALL, (2026, "Q2"): ALL}
    assert {key: number for key, number in reported.items() if key not in ((2025, ""), (2026, "Q3"))} == (
        years | quarters | latest
    )
    # Too few for the year of 2025; two in three for the third quarter of 2026.
    assert 0 < reported[2025, ""] < ALL / 3
    assert ALL / 2 < reported[2026, "Q3"] < ALL


def test_what_most_have_stands_for_the_year_and_of_quarters_the_last(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        stands = standing_intervals(open_reader(session, MINISTRY))[planted.IN_QUARTERS].by_year
    assert stands == {2022: "", 2023: "", 2024: "Q4", 2025: "Q4", 2026: "Q3"}


def test_the_page_offers_the_periods_of_a_year(demo_database: Engine, reported: Counter[tuple[int, str]]) -> None:
    shown = IndicatorsSelection(view="municipalities", indicator=planted.IN_QUARTERS, municipality=planted.SHOWN)
    with reading(demo_database) as session:
        reader = open_reader(session, MINISTRY)
        now = indicators_view(reader, shown.but(period="2026")).across
        before = indicators_view(reader, shown.but(period="2025")).across
        second = indicators_view(reader, shown.but(period="2026", interval="Q2")).across
    assert now is not None
    assert before is not None
    assert second is not None
    assert (set(now.intervals), now.standing) == ({"Q1", "Q2", "Q3"}, "Q3")
    assert (set(before.intervals), before.standing) == ({"", "Q1", "Q2", "Q3", "Q4"}, "Q4")
    # Whoever has not reported the third quarter has no data in it; the second has everybody.
    missing = [item for item in now.rows if isinstance(item.row.now.value, Nothing)]
    assert len(missing) == ALL - reported[2026, "Q3"]
    assert not [item for item in second.rows if isinstance(item.row.now.value, Nothing)]
