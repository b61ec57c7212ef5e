"""A rubric is stored once, reads back as it was, and never changes under its code."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from data.methodology.store import MethodologyRefused, read_stored, store_methodology
from data.methodology.yaml_files import read_shipped
from data.models.methodology import DirectionCrosswalk, Methodology, Parameter
from data.storage.database import reading, writing

OFFICIAL = read_shipped("official-2021-partial")


def test_a_stored_rubric_reads_back_row_by_row(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        store_methodology(session, OFFICIAL)
    with reading(empty_database) as session:
        back = read_stored(session.scalars(select(Methodology)).one())
    assert [replace(row, place=None) for row in OFFICIAL.positions] == list(back.positions)
    assert [replace(row, place=None) for row in OFFICIAL.parameters] == list(back.parameters)
    assert [row.code for row in back.cycle_components] == [row.code for row in OFFICIAL.cycle_components]
    assert [row.official_maximum for row in back.directions] == [149, *[None] * 7]


def test_the_same_rubric_again_changes_nothing(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        first = store_methodology(session, OFFICIAL).id
    with writing(empty_database) as session:
        assert store_methodology(session, OFFICIAL).id == first
        assert session.scalar(select(func.count()).select_from(Parameter)) == len(OFFICIAL.parameters)


@pytest.mark.parametrize(
    "changed",
    [
        replace(OFFICIAL, version="2022"),
        replace(OFFICIAL, formed_threshold=0.8),
        replace(OFFICIAL, parameters=OFFICIAL.parameters[1:]),
    ],
    ids=["version", "threshold", "parameter"],
)
def test_another_rubric_under_the_same_code_is_refused(empty_database: Engine, changed: object) -> None:
    with writing(empty_database) as session:
        store_methodology(session, OFFICIAL)
    with writing(empty_database) as session, pytest.raises(MethodologyRefused, match="official-2021-partial"):
        store_methodology(session, changed)  # type: ignore[arg-type]


def test_a_new_code_stands_beside_the_old_one(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        store_methodology(session, OFFICIAL)
        store_methodology(session, replace(OFFICIAL, code="official-2022", version="2022"))
    with reading(empty_database) as session:
        assert set(session.scalars(select(Methodology.code))) == {"official-2021-partial", "official-2022"}


def test_a_crosswalk_needs_the_newer_rubric(empty_database: Engine) -> None:
    older = read_shipped("demonstration-9")
    with pytest.raises(MethodologyRefused, match="demonstration-8"), writing(empty_database) as session:
        store_methodology(session, older)
    with writing(empty_database) as session:
        store_methodology(session, read_shipped("demonstration-8"))
        store_methodology(session, older)
        assert session.scalar(select(func.count()).select_from(DirectionCrosswalk)) == 10
