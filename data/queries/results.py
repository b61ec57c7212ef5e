"""Totals that rankings are made of, and what of them can be compared from period to period."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from data.language import local
from data.measures.roll_up import COUNT_COLUMNS, DECIMALS
from data.models.assessment import Assessment, ComponentResult
from data.models.methodology import Direction, Methodology, Parameter, Position
from data.models.region import Municipality, MunicipalityMerger, Period
from data.queries.aliases import shown_codes, shown_kind
from data.queries.components import exists_in
from data.queries.kept_frames import KEPT
from data.storage.reader import Reader, kept, remembered, timeless

SUMS = ("points", "maximum", "maximum_scored", *COUNT_COLUMNS)
KEY = ["municipality", "direction"]


@dataclass(frozen=True)
class AssessedPeriod:
    """A period with the methodologies it was assessed by, the most used first, and their names in this order."""

    code: str
    year: int
    school_year: str
    methodologies: tuple[str, ...]
    methodology_names: tuple[str, ...]


@remembered
def direction_totals(reader: Reader, *, period: str, methodology: str) -> pd.DataFrame:
    """One row per municipality × direction: every municipality that exists in the period, whatever has been scored.

    Ranking totals are open to every role (the design's access rule); the stages behind them are not, and
    are never in this frame. Columns: ``municipality``, ``direction`` (codes, in order of code and of the rubric);
    ``kind`` (``MunicipalityKind``); ``points`` (NaN where nothing is scored), ``maximum``, ``maximum_scored`` in
    points; ``parameters``, ``parameters_scored``, ``parameters_not_applicable`` (counts). Summed by the database, as
    of the reader's revision, and kept: all viewers see the same totals.
    """
    return KEPT.get(
        reader, ("direction_totals", period, methodology), lambda: _direction_totals(reader, period, methodology)
    )


def _direction_totals(reader: Reader, period: str, methodology: str) -> pd.DataFrame:
    grid = existing_municipalities(reader, period).merge(_rubric(reader, methodology), how="cross")
    merged = grid.merge(_sums(reader, period, methodology), on=KEY, how="left", suffixes=("_loaded", ""))
    for name in ("maximum", "parameters"):
        merged[name] = merged[name].fillna(merged.pop(f"{name}_loaded"))
    merged[["maximum_scored", "parameters_scored", "parameters_not_applicable"]] = merged[
        ["maximum_scored", "parameters_scored", "parameters_not_applicable"]
    ].fillna(0)
    # The stored sum of no scores is 0; ranked as such it would be a real zero.
    merged.loc[merged["parameters_scored"] == 0, "points"] = np.nan
    types = {name: int if name in COUNT_COLUMNS else float for name in SUMS}
    return merged.astype(types).round(DECIMALS)[[*KEY, "kind", *SUMS]]


@timeless
@remembered
def existing_municipalities(reader: Reader, period: str) -> pd.DataFrame:
    """One row per municipality that exists in the period, by code: ``municipality``, ``kind``."""
    rows = reader.session.execute(
        select(Municipality.code, Municipality.kind).where(exists_in(period)).order_by(Municipality.code)
    ).all()
    found = pd.DataFrame(rows, columns=["municipality", "kind"], dtype=str)
    if reader.viewer.knows_others:
        return found
    kinds = found["kind"].map(lambda kind: shown_kind(reader, kind))
    shown = found.assign(municipality=shown_codes(reader, found["municipality"]), kind=kinds)
    return shown.sort_values("municipality", ignore_index=True)


@timeless
@remembered
def _rubric(reader: Reader, methodology: str) -> pd.DataFrame:
    """What of each direction is loaded: a direction without parameters has a maximum of 0."""
    rows = reader.session.execute(
        select(Direction.code, func.coalesce(func.sum(Parameter.maximum), 0.0), func.count(Parameter.id))
        .join(Direction.methodology)
        .outerjoin(Position, Position.direction_id == Direction.id)
        .outerjoin(Parameter, Parameter.position_id == Position.id)
        .where(Methodology.code == methodology)
        .group_by(Direction.id, Direction.code, Direction.order)
        .order_by(Direction.order)
    ).all()
    return pd.DataFrame(rows, columns=["direction", "maximum", "parameters"])


def _sums(reader: Reader, period: str, methodology: str) -> pd.DataFrame:
    rows = reader.session.connection().execute(
        select(Municipality.code, Direction.code, *(func.sum(getattr(ComponentResult, name)) for name in SUMS))
        .select_from(ComponentResult)
        .join(Assessment, Assessment.id == ComponentResult.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .join(Direction, Direction.id == ComponentResult.direction_id)
        .where(Period.code == period, Methodology.code == methodology, reader.as_of(ComponentResult))
        .group_by(Municipality.code, Direction.code)
    )
    found = pd.DataFrame([tuple(row) for row in rows], columns=[*KEY, *SUMS])
    return found.assign(municipality=shown_codes(reader, found["municipality"]))


def is_assessed(reader: Reader) -> ColumnElement[bool]:
    """The condition that an assessment has results in the reader's revision; one whose scores are undone has none."""
    return (
        select(ComponentResult.id)
        .where(ComponentResult.assessment_id == Assessment.id, reader.as_of(ComponentResult))
        .exists()
    )


@kept
def assessed_periods(reader: Reader) -> tuple[AssessedPeriod, ...]:
    """All periods with assessments, the earliest first."""
    rows = reader.session.execute(
        select(Period, Methodology)
        .select_from(Assessment)
        .join(Period, Period.id == Assessment.period_id)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .where(is_assessed(reader))
        .group_by(Period.id, Methodology.id)
        .order_by(Period.year, func.count(Assessment.id).desc(), Methodology.is_demo.desc(), Methodology.code)
    )
    found: dict[Period, list[Methodology]] = {}
    for period, methodology in rows:
        found.setdefault(period, []).append(methodology)
    return tuple(
        AssessedPeriod(
            period.code,
            period.year,
            period.school_year,
            tuple(one.code for one in used),
            tuple(local(one.name_ru, one.name_en) for one in used),
        )
        for period, used in found.items()
    )


@kept
def mergers(reader: Reader) -> pd.DataFrame:
    """Columns ``successor`` (code) and ``year``: from that year on the successor is another unit than before."""
    successor = aliased(Municipality)
    rows = reader.session.execute(
        select(successor.code, MunicipalityMerger.year)
        .join(successor, successor.id == MunicipalityMerger.successor_id)
        .order_by(MunicipalityMerger.year, successor.code)
    ).all()
    found = pd.DataFrame(rows, columns=["successor", "year"])
    return found.assign(successor=shown_codes(reader, found["successor"]))
