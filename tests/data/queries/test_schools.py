"""Schools with names stay inside the viewer's scope; whole clusters come without anything that names a school."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.queries.schools import (
    ANONYMOUS_COLUMNS,
    cluster_lines,
    cluster_observations,
    periods_with_observations,
    school_observations,
)
from data.storage.reader import open_reader
from data.vocabulary import Nothing, Role
from tests.data import school_region, small_region

HEAD = Viewer(Role.MUNICIPALITY, "A")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with school_region.opened(tmp_path_factory.mktemp("schools")) as session:
        yield session


def schools(
    session: Session, viewer: Viewer = MINISTRY, period: str = small_region.PERIOD, revision: int | None = None
) -> pd.DataFrame:
    reader = open_reader(session, viewer, revision)
    return school_observations(reader, indicator=school_region.INDICATOR, period=period).set_index("school")


def anonymous(session: Session, viewer: Viewer) -> pd.DataFrame:
    reader = open_reader(session, viewer)
    rules = [line.rule for line in cluster_lines(reader)]
    return cluster_observations(reader, indicator=school_region.INDICATOR, period=small_region.PERIOD, rules=rules)


def test_every_school_has_its_row_also_without_a_value_or_enrolment(session: Session) -> None:
    frame = schools(session)
    assert frame.index.tolist() == sorted(school_region.SCHOOLS)
    assert frame.loc["A-2", ["municipality", "students", "value"]].tolist() == ["A", 500, 25]
    assert pd.isna(frame.loc["C-1", "value"])
    assert frame.loc["C-1", "missing_reason"] == Nothing.NO_DATA
    assert pd.isna(frame.loc["B-4", "students"])


def test_a_head_gets_the_own_schools_only(session: Session) -> None:
    assert schools(session, HEAD).index.tolist() == ["A-1", "A-2", "A-3", "A-4"]


def test_an_older_revision_shows_what_was_known_then(session: Session) -> None:
    assert schools(session, revision=school_region.BEFORE_CORRECTION).loc["A-1", "value"] == 20
    assert schools(session, revision=school_region.CORRECTED).loc["A-1", "value"] == 60
    assert schools(session, revision=2).empty


def test_before_a_merger_a_school_counts_for_the_municipality_of_its_time(session: Session) -> None:
    earlier = schools(session, period=school_region.EARLIER)
    assert earlier.loc["A-2", "municipality"] == "E"
    assert "A-2" not in schools(session, HEAD, period=school_region.EARLIER).index
    assert schools(session, Viewer(Role.MUNICIPALITY, "E"), school_region.EARLIER).index.tolist() == ["A-2"]


def test_whole_clusters_are_the_same_for_everyone_and_name_nobody(session: Session) -> None:
    frame = anonymous(session, HEAD)
    assert list(frame.columns) == ANONYMOUS_COLUMNS
    pd.testing.assert_frame_equal(frame, anonymous(session, MINISTRY))
    assert frame["cluster"].value_counts().to_dict() == {"large": 5, "small": 4, "outside": 3, "basic": 2}
    # Ordered by value inside the cluster, not as the schools are stored.
    assert frame.loc[frame["cluster"] == "large", "numerator"].tolist()[:4] == [20, 30, 30, 45]


def test_the_years_with_values_are_listed(session: Session) -> None:
    assert periods_with_observations(open_reader(session, MINISTRY), school_region.INDICATOR) == ("2025", "2026")
    assert periods_with_observations(open_reader(session, MINISTRY), "no-such") == ()
