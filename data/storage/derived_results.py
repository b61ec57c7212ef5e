"""Derived results, kept up to date in the transaction that stores scores, so that pages need not sum scores."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Row, Select, delete, or_, select
from sqlalchemy.orm import Session

from data.measures.roll_up import RESULT_COLUMNS, roll_up_scores
from data.models.assessment import Assessment, ComponentResult, Score
from data.models.methodology import Direction, Methodology, Parameter, Position
from data.storage.bulk import end_rows, insert_rows

KEY = ("assessment_id", "direction_id", "cycle_component_id")
# Databases bound the number of values in one statement; well below the smallest bound (SQLite, 32 766).
CHUNK = 5000


def refresh_component_results(session: Session, revision: int, assessment_ids: Iterable[int]) -> None:
    """Recompute the component results of these assessments as they are in ``revision``, the one being written.

    There is a row for every direction × stage in which the methodology has parameters, scored or not; an
    assessment without a single valid score has no row at all: it is not assessed. Rows that changed are ended and
    replaced, unchanged ones are left alone. The caller's transaction commits.
    """
    wanted = sorted(set(assessment_ids))
    for start in range(0, len(wanted), CHUNK):
        _refresh(session, revision, wanted[start : start + CHUNK])


def _refresh(session: Session, revision: int, assessment_ids: Sequence[int]) -> None:
    session.flush()
    fresh = {_key(row): row for row in compute_component_results(session, revision, assessment_ids)}
    stale: list[Row[Any]] = []
    for stored in session.execute(
        select(ComponentResult.__table__).where(
            ComponentResult.assessment_id.in_(assessment_ids), ComponentResult.valid_to.is_(None)
        )
    ):
        key = (stored.assessment_id, stored.direction_id, stored.cycle_component_id)
        if key in fresh and all(fresh[key][column] == getattr(stored, column) for column in RESULT_COLUMNS):
            del fresh[key]
        else:
            stale.append(stored)
    _end(session, revision, stale)
    insert_rows(session, ComponentResult, ({**row, "valid_from": revision, "valid_to": None} for row in fresh.values()))


def _key(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["assessment_id"], row["direction_id"], row["cycle_component_id"]


def _end(session: Session, revision: int, stale: list[Row[Any]]) -> None:
    """End rows of older revisions; a row of this very revision was never seen by anybody and goes."""
    never_seen = [row.id for row in stale if row.valid_from == revision]
    for start in range(0, len(never_seen), CHUNK):
        session.execute(delete(ComponentResult).where(ComponentResult.id.in_(never_seen[start : start + CHUNK])))
    end_rows(session, ComponentResult, [row.id for row in stale if row.valid_from != revision], revision)


def compute_component_results(session: Session, revision: int, assessment_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Component results of these assessments as of ``revision``, straight from the scores."""
    scores = _read_scores(session, revision, assessment_ids)
    results = [roll_up_scores(part, KEY, floor_at_zero=bool(floor)) for floor, part in scores.groupby("floor_at_zero")]
    if not results:
        return []
    return [{str(column): value for column, value in row.items()} for row in pd.concat(results).to_dict("records")]


def _read_scores(session: Session, revision: int, assessment_ids: Sequence[int]) -> pd.DataFrame:
    """Every parameter of the methodologies of the assessments that have scores, with its score where there is one."""
    valid = (
        Score.assessment_id.in_(assessment_ids),
        Score.valid_from <= revision,
        or_(Score.valid_to.is_(None), Score.valid_to > revision),
    )
    assessments = (
        select(Assessment.id.label("assessment_id"), Assessment.methodology_id, Methodology.floor_at_zero)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .where(Assessment.id.in_(select(Score.assessment_id).where(*valid)))
    )
    parameters = (
        select(
            Direction.methodology_id,
            Position.direction_id,
            Position.cycle_component_id,
            Parameter.id.label("parameter_id"),
            Parameter.minimum,
            Parameter.maximum,
        )
        .join(Position, Position.direction_id == Direction.id)
        .join(Parameter, Parameter.position_id == Position.id)
        .where(
            Direction.methodology_id.in_(
                select(Assessment.methodology_id).where(Assessment.id.in_(assessment_ids)).distinct()
            )
        )
    )
    scores = select(Score.assessment_id, Score.parameter_id, Score.points, Score.missing_reason).where(*valid)
    every_parameter = _frame(session, assessments).merge(_frame(session, parameters), on="methodology_id")
    frame = every_parameter.merge(_frame(session, scores), on=["assessment_id", "parameter_id"], how="left")
    return frame.astype({"points": float, "minimum": float, "maximum": float})


def _frame(session: Session, query: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    result = session.connection().execute(query)
    names, rows = list(result.keys()), result.all()
    # Columns: pandas asks each cell of a database row for attributes it does not have, which is slow.
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame(dict(zip(names, columns, strict=True)))
