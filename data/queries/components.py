"""What each stage of each direction earned: the one place that heatmaps, verdicts and rankings read."""

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from data.measures.roll_up import COUNT_COLUMNS, CYCLE_COMPONENT, POINT_COLUMNS, RESULT_COLUMNS
from data.models.assessment import Assessment, ComponentResult
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.queries.kept_frames import KEPT
from data.storage.reader import Reader, remembered, timeless

CELL = list(CYCLE_COMPONENT)
# One code, several, or all.
Codes = str | tuple[str, ...] | None


@remembered
def component_results(
    reader: Reader,
    *,
    period: str,
    methodology: str,
    direction: str | None = None,
    municipality: Codes = None,
) -> pd.DataFrame:
    """One row per municipality × direction × stage: the full grid, whatever has been scored.

    ``direction`` and ``municipality`` leave only the rows of one, or of several municipalities.

    Municipalities are those that exist in the period and whose details are open to the viewer, by code; directions and
    components are all of the methodology's, in its order. Columns: ``municipality``, ``direction``,
    ``cycle_component`` (codes); ``points``, ``lowest``, ``highest``, ``maximum``, ``maximum_scored`` (points, as
    ``ComponentResult`` defines them; ``points`` is NaN where nothing is scored); ``parameters``,
    ``parameters_scored``, ``parameters_not_applicable`` (counts). Where no rubric is loaded ``maximum`` and
    ``parameters`` are 0; where no assessment is, the bounds are those of the rubric.

    A part of the grid is kept, by the viewer's scope. The whole is not: that of a country would drive out all else.
    """
    chosen = period, methodology, direction, municipality
    if direction is None and municipality is None:
        return _component_results(reader, *chosen)
    scope = reader.viewer.municipality
    return KEPT.get(reader, ("component_results", scope, *chosen), lambda: _component_results(reader, *chosen))


def _component_results(
    reader: Reader, period: str, methodology: str, direction: str | None, municipality: Codes
) -> pd.DataFrame:
    grid = _municipalities(reader, period, municipality).merge(_rubric(reader, methodology, direction), how="cross")
    found = _results(reader, period, methodology, direction, municipality)
    merged = grid.merge(found, on=CELL, how="left", suffixes=("_loaded", ""))
    for name in ("lowest", "highest", "maximum", "parameters"):
        merged[name] = merged[name].fillna(merged.pop(f"{name}_loaded"))
    rest = ["maximum_scored", "parameters_scored", "parameters_not_applicable"]
    merged[rest] = merged[rest].fillna(0)
    # The stored sum of no scores is 0; shown as such it would be a real zero.
    merged.loc[merged["parameters_scored"] == 0, "points"] = np.nan
    types = dict.fromkeys(POINT_COLUMNS, float) | dict.fromkeys(COUNT_COLUMNS, int)
    return merged.astype(types)[[*CELL, *RESULT_COLUMNS]]


def exists_in(period: str) -> ColumnElement[bool]:
    """The condition that a municipality exists in the year of the period."""
    year = select(Period.year).where(Period.code == period).scalar_subquery()
    return (func.coalesce(Municipality.first_year, year) <= year) & (
        func.coalesce(Municipality.last_year, year) >= year
    )


def chosen(column: InstrumentedAttribute[str], code: Codes) -> ColumnElement[bool]:
    """The condition that a code is the one, or one of those, that are asked for; all where nothing is."""
    if isinstance(code, tuple):
        return column.in_(code)
    return true() if code is None else column == code


@timeless
@remembered
def _municipalities(reader: Reader, period: str, municipality: Codes) -> pd.DataFrame:
    codes = reader.session.scalars(
        select(Municipality.code)
        .where(exists_in(period), reader.detail_scope(Municipality.code), chosen(Municipality.code, municipality))
        .order_by(Municipality.code)
    ).all()
    return pd.DataFrame({"municipality": pd.Series(list(codes), dtype=str)})


@timeless
@remembered
def _rubric(reader: Reader, methodology: str, direction: str | None) -> pd.DataFrame:
    """Every direction with every stage, and what of it is loaded, in points."""
    rows = reader.session.execute(
        select(
            Direction.code,
            CycleComponent.code,
            func.coalesce(func.sum(Parameter.minimum), 0.0),
            func.coalesce(func.sum(Parameter.maximum), 0.0),
            func.count(Parameter.id),
        )
        .select_from(Direction)
        .join(Direction.methodology)
        .join(CycleComponent, CycleComponent.methodology_id == Methodology.id)
        .outerjoin(
            Position, (Position.direction_id == Direction.id) & (Position.cycle_component_id == CycleComponent.id)
        )
        .outerjoin(Parameter, Parameter.position_id == Position.id)
        .where(Methodology.code == methodology, chosen(Direction.code, direction))
        .group_by(Direction.id, Direction.code, Direction.order, CycleComponent.code, CycleComponent.order)
        .order_by(Direction.order, CycleComponent.order)
    ).all()
    return pd.DataFrame(rows, columns=["direction", "cycle_component", "lowest", "highest", "parameters"]).assign(
        maximum=lambda frame: frame["highest"]
    )


def _results(reader: Reader, period: str, methodology: str, direction: str | None, municipality: Codes) -> pd.DataFrame:
    # Thousands of rows: neither the session's own handling of rows nor pandas' of database rows is worth its time here.
    rows = reader.session.connection().execute(
        select(
            Municipality.code,
            Direction.code,
            CycleComponent.code,
            *(getattr(ComponentResult, name) for name in RESULT_COLUMNS),
        )
        .select_from(ComponentResult)
        .join(Assessment, Assessment.id == ComponentResult.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .join(Direction, Direction.id == ComponentResult.direction_id)
        .join(CycleComponent, CycleComponent.id == ComponentResult.cycle_component_id)
        .where(
            Period.code == period,
            Methodology.code == methodology,
            chosen(Direction.code, direction),
            chosen(Municipality.code, municipality),
            reader.as_of(ComponentResult),
            reader.detail_scope(Municipality.code),
        )
    )
    return pd.DataFrame([tuple(row) for row in rows], columns=[*CELL, *RESULT_COLUMNS])
