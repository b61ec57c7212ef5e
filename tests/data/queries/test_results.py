"""Ranking totals of the small region, worked out by hand, and who may read them."""

import numpy as np
import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.models.region import Municipality, MunicipalityMerger
from data.queries.results import assessed_periods, direction_totals, mergers
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.vocabulary import Role
from tests.data.small_region import METHODOLOGY, PERIOD


def totals(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None) -> dict:
    with reading(engine) as session:
        frame = direction_totals(open_reader(session, viewer, revision), period=PERIOD, methodology=METHODOLOGY)
    return frame.set_index(["municipality", "direction"]).to_dict("index")


def test_every_municipality_of_the_period_has_a_row_in_every_direction(small_database: Engine) -> None:
    found = totals(small_database)
    assert list(found) == [(code, direction) for code in "ABCDF" for direction in ("1.1", "1.2")]


def test_points_are_the_sum_of_the_components(small_database: Engine) -> None:
    found = totals(small_database)
    assert found["A", "1.1"] == {
        "kind": "urban_okrug",
        "points": 7,
        "maximum": 7,
        "maximum_scored": 7,
        "parameters": 5,
        "parameters_scored": 5,
        "parameters_not_applicable": 0,
    }
    # 2 of the goals, and a penalty of 1.
    assert found["B", "1.1"]["points"] == 1
    # 3 of the goals; of the indicators one parameter says «no data» and one says nothing.
    assert found["C", "1.1"]["points"] == 3
    assert found["C", "1.1"]["maximum_scored"] == 5
    assert found["C", "1.1"]["parameters_scored"] == 3


def test_without_an_assessment_there_are_no_points_but_the_maximum_stands(small_database: Engine) -> None:
    row = totals(small_database)["F", "1.1"]
    assert np.isnan(row["points"])
    assert (row["maximum"], row["maximum_scored"]) == (7, 0)
    assert (row["parameters"], row["parameters_scored"]) == (5, 0)


def test_a_direction_without_a_rubric_has_no_points_and_no_maximum(small_database: Engine) -> None:
    row = totals(small_database)["A", "1.2"]
    assert np.isnan(row["points"])
    assert (row["maximum"], row["parameters"]) == (0, 0)


def test_an_earlier_revision_shows_what_was_known_then(small_database: Engine) -> None:
    assert np.isnan(totals(small_database, revision=1)["D", "1.1"]["points"])
    assert totals(small_database, revision=2)["D", "1.1"]["points"] == 6


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OPERATOR])
def test_totals_are_open_to_every_role(small_database: Engine, role: Role) -> None:
    as_ministry = totals(small_database)
    for viewer in (Viewer(role), Viewer(Role.MUNICIPALITY, "B")):
        np.testing.assert_equal(totals(small_database, viewer), as_ministry)


def test_only_assessed_periods_are_listed(small_database: Engine) -> None:
    with reading(small_database) as session:
        (period,) = assessed_periods(open_reader(session, MINISTRY))
    assert (period.code, period.year, period.methodologies) == (PERIOD, 2026, (METHODOLOGY,))


def test_a_merger_names_its_result_and_year(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        places = [
            Municipality(code=code, kind="urban_okrug", name_ru=code, name_en=code, short_ru=code, short_en=code)
            for code in "XYZ"
        ]
        session.add_all(places)
        session.flush()
        for index in (0, 1):
            session.add(MunicipalityMerger(predecessor_id=places[index].id, successor_id=places[2].id, year=2024))
    with reading(empty_database) as session:
        frame = mergers(open_reader(session, MINISTRY))
    assert frame.to_dict("list") == {"successor": ["Z", "Z"], "year": [2024, 2024]}
