"""Every parameter of one municipality: the whole rubric, scored or not, for who may see it."""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.queries.parameters import municipality_parameters
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import Role
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file
from tests.data.small_region import METHODOLOGY, PERIOD

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]


def rows(engine: Engine, municipality: str, viewer: Viewer = MINISTRY, revision: int | None = None) -> list[tuple]:
    with reading(engine) as session:
        frame = municipality_parameters(
            open_reader(session, viewer, revision), municipality=municipality, period=PERIOD, methodology=METHODOLOGY
        )
    columns = ["cycle_component", "position", "parameter", "minimum", "maximum", "points", "missing_reason"]
    return list(frame[columns].fillna(-99.0).itertuples(index=False, name=None))


def test_the_whole_rubric_in_its_order(each_region: Engine) -> None:
    assert rows(each_region, "B") == [
        ("goals", "g1", "presence", 0, 2, 2, ""),
        ("goals", "g1", "alignment", 0, 2, 0, ""),
        ("goals", "g2", "presence", 0, 1, 0, ""),
        ("indicators", "i1", "presence", 0, 2, 0, ""),
        ("indicators", "i1", "penalty", -1, 0, -1, ""),
    ]


def test_without_a_score_there_is_a_reason_and_no_zero(each_region: Engine) -> None:
    assert [row[-2:] for row in rows(each_region, "C")[3:]] == [(-99, "no_data"), (-99, "no_data")]
    assert {row[-2:] for row in rows(each_region, "F")} == {(-99, "no_data")}


def test_an_earlier_revision_shows_what_was_known_then(each_region: Engine) -> None:
    assert {row[-1] for row in rows(each_region, "D", revision=1)} == {"no_data"}


def test_details_of_another_municipality_are_refused(each_region: Engine) -> None:
    with pytest.raises(AccessDenied):
        rows(each_region, "A", Viewer(Role.MUNICIPALITY, "B"))
