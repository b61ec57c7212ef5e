"""Behind a cell stands every parameter of the rubric, with its reason, comment and evidence."""

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.language import speaking
from data.queries.scores import cell_scores
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import Role
from tests.data import small_region


def scores(
    engine: Engine, municipality: str, *stages: str, viewer: Viewer = MINISTRY, revision: int | None = None
) -> pd.DataFrame:
    with reading(engine) as session:
        return cell_scores(
            open_reader(session, viewer, revision),
            municipality=municipality,
            period=small_region.PERIOD,
            methodology=small_region.METHODOLOGY,
            direction="1.1",
            cycle_components=stages,
        )


def test_parameters_come_in_the_order_of_the_rubric(small_database: Engine) -> None:
    frame = scores(small_database, "A", "indicators", "goals")
    keys = list(zip(frame["position"], frame["parameter"], strict=True))
    assert keys == [("g1", "presence"), ("g1", "alignment"), ("g2", "presence"), ("i1", "presence"), ("i1", "penalty")]
    assert frame["points"].tolist() == [2, 2, 1, 2, 0]


def test_a_score_has_its_comment_or_its_evidence(small_database: Engine) -> None:
    frame = scores(small_database, "D", "indicators")
    assert frame["comment"].tolist() == ["", "не показано"]
    assert frame["evidence_title"].tolist() == ["Положение об оценке", ""]
    assert frame["evidence_link"].tolist() == ["https://example.org/12", ""]


def test_no_score_and_a_score_without_points_are_both_no_data(small_database: Engine) -> None:
    assert scores(small_database, "C", "indicators")["missing_reason"].tolist() == ["no_data", "no_data"]
    assert scores(small_database, "F", "goals")["missing_reason"].tolist() == ["no_data"] * 3
    assert scores(small_database, "A", "goals")["missing_reason"].tolist() == [""] * 3


def test_an_older_revision_does_not_know_later_scores(small_database: Engine) -> None:
    assert scores(small_database, "D", "goals", revision=1)["points"].isna().all()


def test_a_head_is_refused_a_foreign_cell(small_database: Engine) -> None:
    with pytest.raises(AccessDenied):
        scores(small_database, "A", "goals", viewer=Viewer(Role.MUNICIPALITY, "B"))


def test_texts_follow_the_language(small_database: Engine) -> None:
    with speaking("en"):
        assert scores(small_database, "A", "indicators")["position_text"].tolist() == ["Position i1"] * 2
