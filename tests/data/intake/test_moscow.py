"""The open data of Moscow's school leavers of 2015/16 give the figures that are known of them."""

import pandas as pd
from sqlalchemy import Engine

from data.access import MINISTRY
from data.database import reading
from data.intake.mapping import Creation, TableRequest
from data.measures.shares import percent_values, ratio_of_sums
from data.queries.registry import municipalities
from data.queries.schools import periods_with_observations, school_indicators, school_observations
from data.reader import open_reader
from tests.data.intake.books import errors, run
from tests.data.intake.moscow import AT_LEAST_160, AT_LEAST_220, FILE, MAPPING, NEEDS_FILE, SOURCE

ALL = frozenset(Creation)


def by_district(schools: pd.DataFrame) -> pd.DataFrame:
    return schools.groupby("municipality")[["numerator", "denominator"]].sum()


@NEEDS_FILE
def test_the_check_figures_come_out_of_the_database(empty_database: Engine) -> None:
    report = run(empty_database, "table", FILE, table=TableRequest(MAPPING, ALL))
    assert (errors(report), report.counts.rows, report.counts.new) == ([], 626, 626)
    with reading(empty_database) as session:
        reader = open_reader(session, MINISTRY)
        assert len(municipalities(reader)) == 125
        assert {(one.code, one.source) for one in school_indicators(reader)} == {
            (AT_LEAST_220, SOURCE),
            (AT_LEAST_160, SOURCE),
        }
        assert periods_with_observations(reader, AT_LEAST_220) == ("2016",)
        high, middle = (
            school_observations(reader, indicator=code, period="2016") for code in (AT_LEAST_220, AT_LEAST_160)
        )
    assert (len(high), high["denominator"].sum()) == (626, 66_461)
    assert round(100 * ratio_of_sums(high["numerator"], high["denominator"]), 1) == 24.0
    assert round(100 * ratio_of_sums(middle["numerator"], middle["denominator"]), 1) == 51.5
    districts = by_district(high)
    shares = percent_values(districts["numerator"], districts["denominator"])
    assert (len(shares), round(shares.min(), 1), round(shares.max(), 1)) == (125, 4.6, 62.1)
    assert (high.groupby("municipality").size() == 1).sum() == 7
    # Those with 160 points and more include those with 220 and more, whatever the column is called.
    assert (middle.set_index("school")["numerator"] >= high.set_index("school")["numerator"]).all()


@NEEDS_FILE
def test_without_permission_nothing_is_created_and_the_second_time_changes_nothing(empty_database: Engine) -> None:
    refused = run(empty_database, "table", FILE, table=TableRequest(MAPPING))
    assert (refused.revision, refused.counts.refused) == (None, 626)
    assert {rule for rule, _sheet, _cell in errors(refused)} == {
        "unknown-period",
        "unknown-municipality",
        "unknown-school",
    }
    assert run(empty_database, "table", FILE, table=TableRequest(MAPPING, ALL)).revision == 1
    again = run(empty_database, "table", FILE, table=TableRequest(MAPPING))
    assert (again.revision, again.counts.unchanged, again.changes) == (None, 626, ())
