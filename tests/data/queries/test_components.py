"""The grid of results is full whatever has been scored, and stays inside the viewer's scope."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.queries.components import component_results
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.vocabulary import Role
from tests.data import small_region


@pytest.fixture
def reader(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, MINISTRY)


def results(reader: Reader) -> pd.DataFrame:
    return component_results(reader, period=small_region.PERIOD, methodology=small_region.METHODOLOGY)


def cell(frame: pd.DataFrame, *key: str) -> pd.Series:
    return frame.set_index(["municipality", "direction", "cycle_component"]).loc[key]


def test_every_combination_has_its_row_in_official_order(reader: Reader) -> None:
    frame = results(reader)
    assert len(frame) == 5 * 2 * 2
    assert frame["municipality"].unique().tolist() == ["A", "B", "C", "D", "F"]
    assert frame["direction"].tolist()[:4] == ["1.1", "1.1", "1.2", "1.2"]
    assert frame["cycle_component"].tolist()[:2] == ["goals", "indicators"]


def test_points_bounds_and_counts_worked_out_by_hand(reader: Reader) -> None:
    frame = results(reader)
    assert cell(frame, "A", "1.1", "goals")["points"] == 5
    negative = cell(frame, "B", "1.1", "indicators")
    assert (negative["points"], negative["maximum"]) == (-1, 2)
    # C: presence (0…2) has no data, the penalty (−1…0) has no row at all.
    open_cell = cell(frame, "C", "1.1", "indicators")
    assert pd.isna(open_cell["points"])
    assert (open_cell["lowest"], open_cell["highest"], open_cell["maximum_scored"]) == (-1, 2, 0)
    assert (open_cell["parameters"], open_cell["parameters_scored"]) == (2, 0)


def test_without_an_assessment_the_rubric_still_stands(reader: Reader) -> None:
    row = cell(results(reader), "F", "1.1", "goals")
    assert pd.isna(row["points"])
    assert (row["lowest"], row["highest"], row["maximum"], row["parameters"]) == (0, 5, 5, 3)
    assert row["parameters_scored"] == 0


def test_a_direction_without_a_rubric_has_nothing_to_earn(reader: Reader) -> None:
    row = cell(results(reader), "A", "1.2", "goals")
    assert pd.isna(row["points"])
    assert (row["maximum"], row["parameters"]) == (0, 0)


def test_an_older_revision_does_not_know_what_came_later(small_database: Engine) -> None:
    with reading(small_database) as session:
        first = results(open_reader(session, MINISTRY, 1))
        second = results(open_reader(session, MINISTRY, 2))
    assert pd.isna(cell(first, "D", "1.1", "goals")["points"])
    assert cell(second, "D", "1.1", "goals")["points"] == 5


def test_a_head_reads_the_own_municipality_only(small_database: Engine) -> None:
    with reading(small_database) as session:
        frame = results(open_reader(session, Viewer(Role.MUNICIPALITY, "B")))
    assert frame["municipality"].unique().tolist() == ["B"]


def test_an_unknown_period_has_no_municipalities(reader: Reader) -> None:
    frame = component_results(reader, period="1999", methodology=small_region.METHODOLOGY)
    assert frame.empty
    assert "points" in frame
