"""What an analytical note needs beside results: where points were lost, and the texts people have saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import select

from data.language import current_language
from data.measures.roll_up import DECIMALS
from data.models.assessment import Assessment, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.note import NoteText
from data.models.region import Municipality, Period
from data.storage.reader import Reader, remembered
from data.vocabulary import NoteState

CELL = ["municipality", "direction", "cycle_component"]


@dataclass(frozen=True)
class NoteKey:
    """Whose note it is and in which language its texts are; all but ``language`` are codes."""

    municipality: str
    period: str
    methodology: str
    language: str


@dataclass(frozen=True)
class SavedText:
    """One version of one section. ``author`` is an account, or a role where nobody is signed in.

    ``created_at`` is UTC; ``figures`` are those that the draft rested on then.
    """

    section: str
    version: int
    text: str
    state: NoteState
    author: str
    created_at: datetime
    revision: int
    figures: dict[str, Any]


@remembered
def cell_losses(reader: Reader, *, municipality: str, period: str, methodology: str) -> pd.DataFrame:
    """One row per cell of one municipality that has scores, with what its points lack.

    Columns: ``municipality``, ``direction``, ``cycle_component`` (codes); ``penalty``: points taken away; ``bare``:
    points above 0 that no document proves; both in points and ≥ 0; ``positions``: the names of the positions with
    lost points in the order of the rubric, in the reader's language.
    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    rows = _scores(reader, municipality, period, methodology)
    if rows.empty:
        return pd.DataFrame(columns=[*CELL, "penalty", "bare", "positions"])
    cell = ["direction", "cycle_component"]
    rows["penalty"] = (-rows["points"]).where((rows["maximum"] <= 0) & (rows["points"] < 0), 0.0)
    rows["bare"] = rows["points"].where((rows["points"] > 0) & rows["evidence"].isna(), 0.0)
    found = rows.groupby(cell, sort=False)[["penalty", "bare"]].sum().round(DECIMALS)
    lacking: dict[tuple[str, str], list[str]] = {}
    short = rows.loc[rows["points"] < rows["maximum"], [*cell, "position", "text"]].drop_duplicates([*cell, "position"])
    for direction, component, _position, text in short.itertuples(index=False):
        lacking.setdefault((direction, component), []).append(text)
    found["positions"] = [tuple(lacking.get(place, ())) for place in found.index]
    return found.reset_index().assign(municipality=municipality)[[*CELL, "penalty", "bare", "positions"]]


def _scores(reader: Reader, municipality: str, period: str, methodology: str) -> pd.DataFrame:
    """Every parameter of the rubric with the municipality's points (NaN without a score), in the rubric's order."""
    scored = (
        select(Score.parameter_id, Score.points, Score.evidence_id)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .where(
            Municipality.code == municipality,
            Period.code == period,
            reader.as_of(Score),
            reader.detail_scope(Municipality.code),
        )
        .subquery()
    )
    rows = reader.session.execute(
        select(
            Direction.code,
            CycleComponent.code,
            Position.code,
            Position.text_ru if current_language() == "ru" else Position.text_en,
            Parameter.maximum,
            scored.c.points,
            scored.c.evidence_id,
        )
        .select_from(Parameter)
        .join(Parameter.position)
        .join(Position.cycle_component)
        .join(Position.direction)
        .join(Direction.methodology)
        .outerjoin(scored, scored.c.parameter_id == Parameter.id)
        .where(Methodology.code == methodology)
        .order_by(Direction.order, CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id)
    ).all()
    columns = ["direction", "cycle_component", "position", "text", "maximum", "points", "evidence"]
    return pd.DataFrame(rows, columns=columns).astype({"maximum": float, "points": float, "evidence": float})


@remembered
def saved_texts(reader: Reader, key: NoteKey) -> tuple[SavedText, ...]:
    """All versions of all sections written against the reader's revision or an earlier one, oldest first.

    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(key.municipality)
    rows = reader.session.scalars(
        select(NoteText)
        .join(Municipality, Municipality.id == NoteText.municipality_id)
        .join(Period, Period.id == NoteText.period_id)
        .join(Methodology, Methodology.id == NoteText.methodology_id)
        .where(
            Municipality.code == key.municipality,
            Period.code == key.period,
            Methodology.code == key.methodology,
            NoteText.language == key.language,
            NoteText.revision <= reader.revision,
            reader.detail_scope(Municipality.code),
        )
        .order_by(NoteText.section, NoteText.version)
    )
    return tuple(_saved(row) for row in rows)


def _saved(row: NoteText) -> SavedText:
    return SavedText(
        section=row.section,
        version=row.version,
        text=row.text,
        state=NoteState(row.state),
        author=row.author,
        created_at=row.created_at,
        revision=row.revision,
        figures=dict(row.figures),
    )
