"""Scores below zero: every version of them, and the texts of those that stand."""

import pandas as pd
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute

from data.language import current_language
from data.models.assessment import Assessment, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.storage.reader import Reader, remembered

COLUMNS = [
    "municipality",
    "period",
    "direction",
    "cycle_component",
    "position",
    "position_text",
    "parameter",
    "parameter_name",
    "parameter_id",
    "points",
    "comment",
    "valid_from",
    "valid_to",
]


@remembered
def penalty_versions(
    reader: Reader, *, methodology: str, direction: str | None = None, municipality: str | None = None
) -> pd.DataFrame:
    """Every version of every score below zero that existed up to the reader's revision, in all periods.

    Columns: ``municipality``, ``period``, ``direction``, ``cycle_component``, ``position``, ``parameter`` (codes, in
    the order of the rubric) with ``position_text``, ``parameter_name`` and ``parameter_id``; ``points`` (below 0);
    ``comment`` (empty without one); ``valid_from``, ``valid_to`` (revisions; ``valid_to`` is empty for what is true
    in the reader's revision, whatever has become of it later). Only municipalities whose details the viewer may see.
    """
    russian = current_language() == "ru"
    rows = reader.session.execute(
        select(
            Municipality.code,
            Period.code,
            Direction.code,
            CycleComponent.code,
            Position.code,
            Position.text_ru if russian else Position.text_en,
            Parameter.code,
            Parameter.name_ru if russian else Parameter.name_en,
            Parameter.id,
            Score.points,
            Score.comment,
            Score.valid_from,
            Score.valid_to,
        )
        .select_from(Score)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Parameter, Parameter.id == Score.parameter_id)
        .join(Parameter.position)
        .join(Position.direction)
        .join(Position.cycle_component)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .where(
            Methodology.code == methodology,
            Score.points < 0,
            Score.valid_from <= reader.revision,
            reader.detail_scope(Municipality.code),
            _is(Direction.code, direction),
            _is(Municipality.code, municipality),
        )
        .order_by(
            Municipality.code, Direction.order, CycleComponent.order, Position.order, Parameter.order, Score.valid_from
        )
    ).all()
    frame = pd.DataFrame(rows, columns=COLUMNS)
    ended = frame["valid_to"].astype("Float64")
    frame["valid_to"] = ended.where(ended <= reader.revision)
    frame["comment"] = frame["comment"].astype(object).where(frame["comment"].notna(), "")
    return frame


def _is(column: InstrumentedAttribute[str], code: str | None) -> ColumnElement[bool]:
    return true() if code is None else column == code
