"""Many rows at once, on both databases: exactly what was given comes back, and a cancel is noticed between portions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from data.messages import Message
from data.models.indicators import Indicator, Observation
from data.models.region import Enrolment, Municipality, Period, School
from data.storage import bulk
from data.storage.bulk import PULSE, end_rows, insert_columns, insert_rows
from data.storage.database import writing
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind, SchoolKind

# What a text may hold that a carelessly built statement would break on.
NAMES = ("Школа «Ё»", "a'b\"c", "%s ? :x", "\\N\t\n", "{}[],null", "")


@pytest.fixture
def session(each_empty: Engine) -> Iterator[Session]:
    """A writing session on an empty database with two revisions and a period."""
    with writing(each_empty) as opened:
        for _number in range(2):
            open_revision(opened, author="test", kind=RevisionKind.IMPORT, message=Message(text="test"))
        opened.add(Period(id=1, code="2026", year=2026, school_year="2025/26"))
        yield opened


def enrolments(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {"school_code": f"S{number}", "period_id": 1, "students": number, "valid_from": 1, "valid_to": None}


def test_what_is_given_comes_back(session: Session) -> None:
    names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), "M")
    session.add(Municipality(id=1, code="M", kind="urban_okrug", **names))
    rows = [
        {
            "code": f"S{place}",
            "municipality_id": 1,
            "kind": SchoolKind.BASIC,
            "name_ru": name,
            "valid_from": 1,
            "valid_to": place or None,
        }
        for place, name in enumerate(NAMES[:3])
    ]
    rows[2]["valid_to"] = 2
    assert insert_rows(session, School, rows) == 3
    found = session.execute(select(School.name_ru, School.kind, School.valid_to).order_by(School.id)).all()
    assert found == [(NAMES[0], "basic", None), (NAMES[1], "basic", 1), (NAMES[2], "basic", 2)]


@pytest.mark.parametrize("name", NAMES)
def test_no_text_breaks_the_statement(session: Session, name: str) -> None:
    insert_rows(session, Enrolment, ({**row, "school_code": name} for row in enrolments(2)))
    assert session.scalars(select(Enrolment.school_code)).all() == [name, name]


def test_portions_add_up(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "PORTION", 10)
    assert insert_rows(session, Enrolment, enrolments(25)) == 25
    identities = session.scalars(select(Enrolment.id).order_by(Enrolment.id)).all()
    end_rows(session, Enrolment, identities[:12], 2)
    assert session.scalars(select(Enrolment.id).where(Enrolment.valid_to == 2)).all() == identities[:12]
    assert insert_rows(session, Enrolment, []) == 0


def test_a_cancel_is_noticed_between_portions(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "PORTION", 10)
    left = iter([None, None])
    session.info[PULSE] = lambda: next(left)
    with pytest.raises(StopIteration):
        insert_rows(session, Enrolment, enrolments(40))


def columns(count: int) -> dict[str, Any]:
    return {
        "valid_from": [1] * count,
        "school_code": [f"{NAMES[0]}{number}" for number in range(count)],
        "period_id": np.ones(count, np.int64),
        "students": np.arange(count),
    }


def index_names(session: Session) -> set[str]:
    return {str(one["name"]) for one in inspect(session.connection()).get_indexes("enrolment")}


def test_columns_come_back_as_rows_and_many_of_them_leave_the_indexes_as_they_were(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PORTION", 10)
    before = index_names(session)
    for many_rows in (100, 20):
        monkeypatch.setattr(bulk, "MANY_ROWS", many_rows)
        assert insert_columns(session, Enrolment, columns(25)) == 25
    stored = session.execute(select(Enrolment.school_code, Enrolment.students, Enrolment.valid_to)).all()
    assert sorted(stored) == sorted((f"{NAMES[0]}{number}", number, None) for number in range(25) for _time in "ab")
    assert index_names(session) == before


def test_no_number_in_a_column_is_nothing_in_the_table(session: Session) -> None:
    names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), "M")
    session.add(Municipality(id=1, code="M", kind="urban_okrug", **names))
    session.add(
        Indicator(
            id=1,
            code="i",
            indicator_set="s",
            order=1,
            level="school",
            unit="percent",
            polarity="no_judgement",
            direction_code="",
            issues_ru=[],
            issues_en=[],
            **names,
        )
    )
    same = np.ones(2, np.int64)
    given = {"indicator_id": same, "period_id": same, "municipality_id": same, "valid_from": same}
    insert_columns(session, Observation, given | {"value": np.array([0.0, np.nan]), "comment": np.array([None, "a"])})
    stored = session.execute(select(Observation.value, Observation.comment).order_by(Observation.id)).all()
    assert stored == [(0.0, None), (None, "a")]
