"""A long table of other people's codes, labels and marks: imported by one mapping, found, ranked and exported whole."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.exports.files import write_table
from data.formats import rank_of
from data.intake.importing import import_file
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import WITHOUT_DIRECTION, IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import list_table, region_table
from data.vocabulary import Nothing, Polarity
from tests.copies import copy_of
from tests.data import long_table
from tests.data.long_table import LongTable, expected_ranks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def imported(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, LongTable]]:
    """The small size in a database that holds nothing else, not even an assessment."""
    folder = tmp_path_factory.mktemp("long")
    table = long_table.write(folder / "table.csv", long_table.SMALL)
    with copy_of(migrated_file, folder / "long.db") as engine:
        report = import_file(engine, MINISTRY, "table", folder / "table.csv", author="operator", table=table.request)
        assert [one for one in report.findings if one.severity == "error"] == []
        assert (report.counts.rows, report.counts.new) == (table.rows, table.rows)
        yield engine, table


@pytest.fixture
def session(imported: tuple[Engine, LongTable]) -> Iterator[Session]:
    with reading(imported[0]) as opened:
        yield opened


@pytest.fixture
def table(imported: tuple[Engine, LongTable]) -> LongTable:
    return imported[1]


def test_every_indicator_is_found_with_its_years(session: Session, table: LongTable) -> None:
    view = indicators_view(open_reader(session, MINISTRY), IndicatorsSelection(view="list"))
    listed = {row["code"]: row for row in list_table(view).rows}
    assert set(listed) == set(table.facts)
    for code, periods in table.facts.items():
        years = [year for year, _interval in periods]
        assert (listed[code]["first_year"], listed[code]["last_year"]) == (str(min(years)), str(max(years)))
    assert [choice.code for choice in view.directions] == [WITHOUT_DIRECTION]


def test_every_ranking_and_its_export_equal_what_was_counted_one_by_one(session: Session, table: LongTable) -> None:
    reader = open_reader(session, MINISTRY)
    compared = 0
    for code, periods in table.facts.items():
        for (year, part), values in periods.items():
            chosen = IndicatorsSelection(indicator=code, period=str(year), interval=part or None, view="municipalities")
            ranked = region_table(indicators_view(reader, chosen))
            expected = expected_ranks(values, table.polarities[code])
            for row in ranked.rows:
                area = str(row["municipality"])
                value = values.get(area, Nothing.NO_DATA)
                assert row["fact"] == (value if isinstance(value, Nothing) else pytest.approx(value, rel=1e-12))
                rank = rank_of(*expected[area], len(expected)) if area in expected else "без места"
                assert row["rank"] == rank, (code, year, part, area)
                compared += 1
    assert compared > 1_000


def test_the_file_of_a_ranking_says_the_same(session: Session, table: LongTable) -> None:
    code = next(code for code, polarity in table.polarities.items() if polarity is Polarity.LOWER_IS_BETTER)
    last = max(table.facts[code])
    chosen = IndicatorsSelection(indicator=code, view="municipalities")
    ranked = region_table(indicators_view(open_reader(session, MINISTRY), chosen))
    lines = list(csv.reader(StringIO(write_table(ranked, "csv").decode("utf-8-sig")), delimiter=";"))
    expected = expected_ranks(table.facts[code][last], Polarity.LOWER_IS_BETTER)
    found = {line[1]: line[0] for line in lines if len(line) > 1 and line[1] in expected}
    assert found == {area: rank_of(*places, len(expected)) for area, places in expected.items()}


def test_a_series_has_the_facts_of_its_own_indicator(session: Session, table: LongTable) -> None:
    reader = open_reader(session, MINISTRY)
    first = indicators_view(reader, IndicatorsSelection()).municipality
    for code, periods in table.facts.items():
        chosen = IndicatorsSelection(indicator=code, municipality=first.code, view="years", period="2024")
        rows = series_table(indicators_view(reader, chosen)).rows
        facts = {row["period"]: row["fact"] for row in rows}
        own = {
            long_table.label_of_period(period): values[first.name]
            for period, values in sorted(periods.items())
            if first.name in values
        }
        # Under its own label, in the order of time.
        assert [row["period"] for row in rows if row["period"] in own] == list(own)
        assert {label: facts[label] for label in own} == {
            label: value if isinstance(value, Nothing) else pytest.approx(value) for label, value in own.items()
        }
