"""The open data of Moscow's school leavers of 2015/16 give the figures that are known of them."""

from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.kinds.foreign_table.mapping import Creation, TableRequest
from data.queries.schools import school_indicators
from data.storage.database import reading
from data.storage.reader import open_reader
from tests.data.intake.books import errors, run
from tests.data.intake.moscow import (
    AT_LEAST_160,
    AT_LEAST_220,
    FILE,
    MAPPING,
    NEEDS_FILE,
    SOURCE,
    assert_check_figures,
)

ALL = frozenset(Creation)


@NEEDS_FILE
def test_the_check_figures_come_out_of_the_database(empty_database: Engine) -> None:
    report = run(empty_database, "table", FILE, table=TableRequest(MAPPING, ALL))
    assert (errors(report), report.counts.rows, report.counts.new) == ([], 626, 626)
    assert_check_figures(empty_database)
    with reading(empty_database) as session:
        indicators = school_indicators(open_reader(session, MINISTRY))
    assert {(one.code, one.source) for one in indicators} == {(AT_LEAST_220, SOURCE), (AT_LEAST_160, SOURCE)}


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
