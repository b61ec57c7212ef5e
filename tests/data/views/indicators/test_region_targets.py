"""Targets of the small region, worked out by hand, and the years that may be compared."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.measures.indicators.effects import Effect
from data.measures.indicators.first_year import first_year
from data.measures.region_facts import Basis
from data.measures.targets import Reason, Target, target_status
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.indicators.first_years import first_year_sentence
from data.views.indicators.region_targets import own_targets, region_targets, risk_history
from data.views.indicators.rows import DOCUMENT_SET
from data.views.indicators.states import states_sentence
from data.vocabulary import Nothing, Role, TargetKind, TargetStatus
from tests.data import small_indicators
from tests.data.small_indicators import COUNT, SHARE, UNCLEAR

YEARS = (2024, 2025, 2026)


@pytest.fixture
def session(small_database: Engine) -> Iterator[Session]:
    with writing(small_database) as opened:
        small_indicators.build(opened)
    with reading(small_database) as opened:
        yield opened


def test_the_region_is_judged_by_its_own_facts(session: Session) -> None:
    found = region_targets(open_reader(session, MINISTRY), list("ABCDF"), YEARS)
    rows = {row.indicator.code: row for row in found.rows}
    # 22 + 10 + 3 + 8 + 50 of 100 + 50 + 10 + 20 + 100; 10 of 100 in 2024: 10 → 33.2 % reaches the 25.
    assert rows[SHARE].fact == pytest.approx(100 * 93 / 280)
    assert (rows[SHARE].basis, rows[SHARE].counted) == (Basis.SUMS, 5)
    assert rows[SHARE].result.status is TargetStatus.MET
    # 22 % of A is on the way to 25 %: 12 points in two years, 3 needed. B has met its own 20 %.
    assert (rows[SHARE].behind, rows[SHARE].judged) == (0, 5)


def test_a_count_of_the_region_is_the_median_and_a_contradiction_stays_open(session: Session) -> None:
    found = region_targets(open_reader(session, MINISTRY), list("ABCDF"), YEARS)
    rows = {row.indicator.code: row for row in found.rows}
    # A has 4, C a real 0, B says «no data»: the median is 2, short of 5 every year.
    assert (rows[COUNT].basis, rows[COUNT].fact, rows[COUNT].counted) == (Basis.MEDIAN, 2, 2)
    assert (rows[COUNT].result.status, rows[COUNT].behind, rows[COUNT].judged) == (TargetStatus.MISSED, 2, 2)
    assert rows[UNCLEAR].result.reason is Reason.CONTRADICTORY
    assert found.reasons == {Reason.CONTRADICTORY: 1}
    assert found.rows[0].indicator.code == COUNT
    assert [row.indicator.code for row in found.at_risk] == [COUNT]


def test_the_first_year_is_told_in_one_sentence(session: Session) -> None:
    head = open_reader(session, Viewer(Role.MUNICIPALITY, "D"))
    (row,) = [row for row in own_targets(head, "D", YEARS).rows if row.indicator.code == SHARE]
    # 8 of 20 is 40 %, the first fact; the aim is made 50 % by 2027, then due in that very year.
    for rule, words in (
        (replace(row.target.rule, value=50.0), "один факт и темпа ещё нет"),
        (replace(row.target.rule, value=50.0, year=2026), "срок в год первого факта"),
    ):
        result = target_status(rule, {2026: 40.0}, 2026)
        first = replace(row, result=result, warning=first_year(rule, result, {2026: 40.0}, 2026))
        assert words in first_year_sentence([first])
    assert first_year_sentence([]) == ""


def test_states_of_document_002_are_counted_and_add_up(session: Session) -> None:
    rows = region_targets(open_reader(session, MINISTRY), list("ABCDF"), YEARS).rows
    assert states_sentence(rows) == ""
    of_document = replace(rows[0].indicator, indicator_set=DOCUMENT_SET)
    states = (Effect.POSITIVE, Effect.POSITIVE, Effect.STRONG, None)
    told = states_sentence([replace(rows[0], indicator=of_document, effect=state) for state in states])
    assert "показателей 4: положительная динамика — 2; сильное состояние" in told
    assert told.endswith("— 1.")


def test_own_targets_take_the_own_aim_before_the_regions(session: Session) -> None:
    head = open_reader(session, Viewer(Role.MUNICIPALITY, "B"))
    rows = {row.indicator.code: row for row in own_targets(head, "B", YEARS).rows}
    assert rows[SHARE].result.status is TargetStatus.MET
    assert rows[SHARE].target.raw == "для B не менее 20 %"
    assert rows[COUNT].fact is Nothing.NO_DATA
    assert rows[UNCLEAR].fact is Nothing.NOT_APPLICABLE


def test_years_are_compared_only_where_the_same_targets_can_be_judged() -> None:
    annual = Target(TargetKind.ANNUAL_LEVEL, ">=", 5)
    rules = {"i": annual, "j": annual}
    series = {"i": {2024: 4, 2025: 4, 2026: 6}, "j": {2025: 4, 2026: 4}}
    # In 2024 only one of the two could be judged.
    assert risk_history(rules, series, YEARS) == ((2025, 2), (2026, 1))
    assert risk_history(rules, {}, YEARS) == ()
