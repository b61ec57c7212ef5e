"""The scores behind one cell of a heatmap: what each parameter of each position got, and what proves it."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import ColumnElement, and_, select

from data.language import current_language
from data.models.assessment import Assessment, Evidence, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.models.source import Source
from data.storage.reader import Reader, remembered
from data.vocabulary import Nothing

COLUMNS = [
    "cycle_component",
    "position",
    "position_text",
    "parameter",
    "parameter_name",
    "minimum",
    "maximum",
    "points",
    "missing_reason",
    "comment",
    "evidence_title",
    "evidence_number",
    "evidence_date",
    "evidence_link",
    "source_file",
    "source_sha256",
    "source_sheet",
    "source_row",
    "source_column",
    "source_revision",
]


@remembered
def cell_scores(
    reader: Reader,
    *,
    municipality: str,
    period: str,
    methodology: str,
    direction: str,
    cycle_components: Sequence[str],
) -> pd.DataFrame:
    """Every parameter of these stages of a direction, scored or not, in the order of the rubric.

    Columns: ``cycle_component``, ``position``, ``parameter`` (codes) with ``position_text`` and ``parameter_name``;
    ``minimum``, ``maximum``, ``points`` (points; NaN without a score); ``missing_reason`` (a ``Nothing`` where there
    are no points, otherwise empty); ``comment`` and ``evidence_title``, ``_number``, ``_date``, ``_link`` (empty where
    there are none); ``source_file``, ``_sha256`` and ``_sheet`` (empty for what came from no file) with the numbers
    ``source_row``, ``_column`` and ``_revision`` (0).
    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    russian = current_language() == "ru"
    rows = reader.session.execute(
        select(
            CycleComponent.code,
            Position.code,
            Position.text_ru if russian else Position.text_en,
            Parameter.code,
            Parameter.name_ru if russian else Parameter.name_en,
            Parameter.minimum,
            Parameter.maximum,
            Score.points,
            Score.missing_reason,
            Score.comment,
            Evidence.title,
            Evidence.number,
            Evidence.date,
            Evidence.link,
            Source.file_name,
            Source.file_sha256,
            Source.sheet,
            Score.source_row,
            Score.source_column,
            Source.revision,
        )
        .select_from(Parameter)
        .join(Parameter.position)
        .join(Position.cycle_component)
        .join(Position.direction)
        .join(Direction.methodology)
        .outerjoin(Score, and_(Score.parameter_id == Parameter.id, _is_of(reader, municipality, period)))
        .outerjoin(Evidence, Evidence.id == Score.evidence_id)
        .outerjoin(Source, Source.id == Score.source_id)
        .where(
            Methodology.code == methodology,
            Direction.code == direction,
            CycleComponent.code.in_(cycle_components),
        )
        .order_by(CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id)
    ).all()
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"minimum": float, "maximum": float, "points": float})
    unscored = frame["points"].isna()
    texts = ["missing_reason", "comment", *(name for name in COLUMNS if name.startswith("evidence"))]
    texts += ["source_file", "source_sha256", "source_sheet"]
    frame[texts] = frame[texts].astype(object).where(frame[texts].notna(), "")
    places = ["source_row", "source_column", "source_revision"]
    frame[places] = frame[places].fillna(0).astype(int)
    # A parameter that nobody has filled in has no row at all: that is «no data» too.
    frame.loc[unscored & (frame["missing_reason"] == ""), "missing_reason"] = Nothing.NO_DATA.value
    return frame


def _is_of(reader: Reader, municipality: str, period: str) -> ColumnElement[bool]:
    """The condition that a score belongs to the municipality's assessment of the period, in the reader's revision."""
    assessments = (
        select(Assessment.id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .where(Municipality.code == municipality, Period.code == period, reader.detail_scope(Municipality.code))
    )
    return and_(reader.as_of(Score), Score.assessment_id.in_(assessments))
