"""How many of the points given are proved by a document."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from data.models.assessment import Assessment, Evidence, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.storage.reader import Reader, kept, remembered


@dataclass(frozen=True)
class EvidenceCount:
    """Scores above 0 and their points, of all that the viewer may see; ``bare`` ones name no document."""

    scores: int
    points: float
    bare_scores: int
    bare_points: float


@kept
def evidence_count(reader: Reader, *, period: str, methodology: str) -> EvidenceCount:
    """Counted by the database. A score of 0 or a penalty claims nothing that a document would have to prove."""
    bare = Score.evidence_id.is_(None)
    counted = select(
        func.count(Score.id),
        func.coalesce(func.sum(Score.points), 0.0),
        func.coalesce(func.sum(case((bare, 1), else_=0)), 0),
        func.coalesce(func.sum(case((bare, Score.points), else_=0.0)), 0.0),
    )
    row = reader.session.execute(_scores(counted, reader, period, methodology).where(Score.points > 0)).one()
    return EvidenceCount(int(row[0]), float(row[1]), int(row[2]), float(row[3]))


@remembered
def evidence_by_cell(
    reader: Reader, *, period: str, methodology: str, direction: str | None = None, municipality: str | None = None
) -> pd.DataFrame:
    """One row per municipality × direction × stage with points above 0, summed by the database.

    Columns: ``municipality``, ``direction``, ``cycle_component`` (codes, in the order of codes and of the rubric);
    ``scores``, ``points``: the scores above 0 and their sum in points, penalties not included; ``bare_scores``,
    ``bare_points``: those of them that name no document. Only municipalities whose details the viewer may see.
    """
    bare = Score.evidence_id.is_(None)
    summed = select(
        Municipality.code,
        Direction.code,
        CycleComponent.code,
        func.count(Score.id),
        func.sum(Score.points),
        func.sum(case((bare, 1), else_=0)),
        func.sum(case((bare, Score.points), else_=0.0)),
    )
    rows = reader.session.execute(
        _with_stages(_scores(summed, reader, period, methodology))
        .where(_is(Direction.code, direction), _is(Municipality.code, municipality), Score.points > 0)
        .group_by(Municipality.code, Direction.code, Direction.order, CycleComponent.code, CycleComponent.order)
        .order_by(Municipality.code, Direction.order, CycleComponent.order)
    ).all()
    columns = ["municipality", "direction", "cycle_component", "scores", "points", "bare_scores", "bare_points"]
    types = {"scores": int, "points": float, "bare_scores": int, "bare_points": float}
    return pd.DataFrame(rows, columns=columns).astype(types)


def _scores(
    columns: Select[*tuple[Any, ...]], reader: Reader, period: str, methodology: str
) -> Select[*tuple[Any, ...]]:
    """``columns`` of the scores of a period by a methodology whose details the viewer may see."""
    return (
        columns.select_from(Assessment)
        .join(Period, Period.id == Assessment.period_id)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Score, Score.assessment_id == Assessment.id)
        .where(
            Period.code == period,
            Methodology.code == methodology,
            reader.as_of(Score),
            reader.detail_scope(Municipality.code),
        )
    )


def _with_stages(scores: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """From the scores to their positions, directions and stages."""
    return (
        scores.join(Parameter, Parameter.id == Score.parameter_id)
        .join(Parameter.position)
        .join(Position.direction)
        .join(Position.cycle_component)
    )


def _is(column: InstrumentedAttribute[str], code: str | None) -> ColumnElement[bool]:
    return true() if code is None else column == code


# Municipality, direction and stage, by code.
Cell = tuple[str, str, str]


@remembered
def documents_of_cells(
    reader: Reader, cells: tuple[Cell, ...], *, period: str, methodology: str
) -> dict[Cell, list[tuple[str, str, str]]]:
    """What proves each cell: title, number and date (empty where there is none), once each, in the rubric's order.

    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    for municipality, _direction, _stage in cells:
        reader.viewer.require_details_of(municipality)
    proofs_of = select(
        Municipality.code, Direction.code, CycleComponent.code, Evidence.title, Evidence.number, Evidence.date
    )
    rows = reader.session.execute(
        _with_stages(_scores(proofs_of, reader, period, methodology))
        .join(Evidence, Evidence.id == Score.evidence_id)
        .where(
            *(
                column.in_({cell[place] for cell in cells})
                for place, column in enumerate((Municipality.code, Direction.code, CycleComponent.code))
            )
        )
        .order_by(CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id)
    )
    found: dict[Cell, list[tuple[str, str, str]]] = {cell: [] for cell in cells}
    for municipality, direction, stage, *document in rows:
        title, number, date = (text or "" for text in document)
        proofs = found.get((municipality, direction, stage))
        if title and proofs is not None and (title, number, date) not in proofs:
            proofs.append((title, number, date))
    return found
