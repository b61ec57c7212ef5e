"""Every parameter of one municipality in one period, scored or not: what plans are made of."""

import pandas as pd
from sqlalchemy import and_, select

from data.language import current_language
from data.models.assessment import Assessment, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.storage.reader import Reader, remembered
from data.vocabulary import Nothing

COLUMNS = [
    "direction",
    "cycle_component",
    "position",
    "position_text",
    "parameter",
    "parameter_name",
    "minimum",
    "maximum",
    "points",
    "missing_reason",
]


@remembered
def municipality_parameters(reader: Reader, *, municipality: str, period: str, methodology: str) -> pd.DataFrame:
    """One row per parameter of the methodology, in the order of the rubric.

    Columns: ``direction``, ``cycle_component``, ``position``, ``parameter`` (codes) with ``position_text`` and
    ``parameter_name``; ``minimum``, ``maximum``, ``points`` (points; NaN without a score); ``missing_reason`` (a
    ``Nothing`` where there are no points, otherwise empty). Raises AccessDenied for a municipality outside the
    viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    russian = current_language() == "ru"
    assessments = (
        select(Assessment.id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .where(Municipality.code == municipality, Period.code == period, reader.detail_scope(Municipality.code))
    )
    scored = and_(Score.parameter_id == Parameter.id, reader.as_of(Score), Score.assessment_id.in_(assessments))
    rows = reader.session.connection().execute(
        select(
            Direction.code,
            CycleComponent.code,
            Position.code,
            Position.text_ru if russian else Position.text_en,
            Parameter.code,
            Parameter.name_ru if russian else Parameter.name_en,
            Parameter.minimum,
            Parameter.maximum,
            Score.points,
            Score.missing_reason,
        )
        .select_from(Parameter)
        .join(Parameter.position)
        .join(Position.cycle_component)
        .join(Position.direction)
        .join(Direction.methodology)
        .outerjoin(Score, scored)
        .where(Methodology.code == methodology)
        .order_by(Direction.order, CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id)
    )
    frame = pd.DataFrame([tuple(row) for row in rows], columns=COLUMNS)
    frame = frame.astype({"minimum": float, "maximum": float, "points": float})
    reasons = frame["missing_reason"].astype(object)
    # A parameter that nobody has filled in has no row at all: that is «no data» too.
    reasons = reasons.where(reasons.notna(), Nothing.NO_DATA.value).where(frame["points"].isna(), "")
    return frame.assign(missing_reason=reasons)
