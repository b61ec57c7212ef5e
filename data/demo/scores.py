"""Storing the sheets of one year: assessments, evidence, scores and the results derived from them."""

from typing import Any

import numpy as np
from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from data.demo import planted
from data.demo.assessments import ABSENT, REASONS, SCORED, Sheet
from data.demo.evidence import draw_document, draw_remark
from data.demo.registry import municipality_ids, period_id
from data.demo.scoring import SEED
from data.models.assessment import Assessment, Evidence, Score
from data.models.methodology import Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.storage.bulk import insert_rows
from data.storage.derived_results import refresh_component_results

# The share of scores above 0 for which no document was filed.
WITHOUT_EVIDENCE = 0.04
SHOWN_REMARKS = (
    "«Доля выпускников с баллом выше 80» учитывает только сдававших: показатель с негативными последствиями.",
    "Показатель не измеряется ни одним источником: нефункциональный.",
)
ParameterIds = dict[tuple[str, str, str], int]


def store_sheets(session: Session, revision: int, year: int, sheets: list[Sheet]) -> int:
    """Store the sheets, and those of the official rubric that follow from them; returns the number of scores."""
    demonstration = planted.METHODOLOGY_OF_YEAR[year]
    assessments = _store_assessments(session, year, demonstration, sheets)
    rows: list[dict[str, Any]] = []
    ids = parameter_ids(session, demonstration)
    for sheet, documents in zip(sheets, _store_documents(session, sheets), strict=True):
        rows += _score_rows(sheet, assessments[sheet.municipality], ids, documents)
    stored = list(assessments.values())
    if year in planted.OFFICIAL_YEARS:
        official = _store_assessments(session, year, planted.OFFICIAL_METHODOLOGY, sheets)
        partner = {assessments[code]: identity for code, identity in official.items()}
        rows += _official_rows(rows, partner, ids, parameter_ids(session, planted.OFFICIAL_METHODOLOGY))
        stored += official.values()
    for row in rows:
        row.update(valid_from=revision, valid_to=None)
    insert_rows(session, Score, rows)
    refresh_component_results(session, revision, stored)
    return len(rows)


def store_correction(session: Session, revision: int, before: list[Sheet], after: list[Sheet]) -> int:
    """Replace the points that differ between two states of the same sheets; returns the number of changed scores."""
    ids = parameter_ids(session, planted.METHODOLOGY)
    changed_assessments = set()
    changed = 0
    for old, new in zip(before, after, strict=True):
        for index in np.flatnonzero(old.points != new.points):
            score = session.scalars(_current_score(new, ids[new.rubric.parameter_keys[int(index)]])).one()
            score.valid_to = revision
            session.add(
                Score(
                    assessment_id=score.assessment_id,
                    parameter_id=score.parameter_id,
                    points=float(new.points[index]),
                    comment=score.comment,
                    evidence_id=score.evidence_id,
                    valid_from=revision,
                )
            )
            changed_assessments.add(score.assessment_id)
            changed += 1
    refresh_component_results(session, revision, changed_assessments)
    return changed


def _current_score(sheet: Sheet, parameter_id: int) -> Select[Score]:
    return (
        select(Score)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .where(
            Municipality.code == sheet.municipality,
            Period.year == sheet.year,
            Score.parameter_id == parameter_id,
            Score.valid_to.is_(None),
        )
    )


def _store_assessments(session: Session, year: int, methodology: str, sheets: list[Sheet]) -> dict[str, int]:
    """New assessments, their ids by municipality code."""
    municipalities = municipality_ids(session)
    methodology_id = session.scalars(select(Methodology.id).where(Methodology.code == methodology)).one()
    period = period_id(session, year)
    stored = {
        sheet.municipality: Assessment(
            municipality_id=municipalities[sheet.municipality], period_id=period, methodology_id=methodology_id
        )
        for sheet in sheets
    }
    session.add_all(stored.values())
    session.flush()
    return {code: assessment.id for code, assessment in stored.items()}


def parameter_ids(session: Session, methodology: str) -> ParameterIds:
    """Ids of a rubric's parameters by direction, position and parameter code."""
    query = (
        select(Direction.code, Position.code, Parameter.code, Parameter.id)
        .join(Position, Position.id == Parameter.position_id)
        .join(Direction, Direction.id == Position.direction_id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(Methodology.code == methodology)
    )
    return {(direction, position, code): identity for direction, position, code, identity in session.execute(query)}


def _score_rows(sheet: Sheet, assessment_id: int, ids: ParameterIds, documents: list[int]) -> list[dict[str, Any]]:
    generator = np.random.default_rng([SEED, sheet.year, int(sheet.municipality[1:])])
    unproved = generator.random(len(sheet.points)) < WITHOUT_EVIDENCE
    remarks = iter(SHOWN_REMARKS if (sheet.municipality, sheet.year) == (planted.SHOWN, planted.LAST_YEAR) else ())
    rows = []
    for index, key in enumerate(sheet.rubric.parameter_keys):
        state = int(sheet.state[index])
        if state == ABSENT:
            continue
        points = int(sheet.points[index])
        reason = REASONS.get(state)
        proved = state == SCORED and points > 0 and not unproved[index]
        rows.append(
            {
                "assessment_id": assessment_id,
                "parameter_id": ids[key],
                "points": float(points) if state == SCORED else None,
                "missing_reason": reason.value if reason else None,
                "comment": (next(remarks, None) or draw_remark(generator)) if state == SCORED and points < 0 else None,
                "evidence_id": documents[int(sheet.rubric.cell_of_parameter[index])] if proved else None,
            }
        )
    return rows


def _store_documents(session: Session, sheets: list[Sheet]) -> list[list[int]]:
    """One document for each cell of each sheet; for every sheet their ids, in the order of the rubric's cells."""
    documents = []
    for sheet in sheets:
        generator = np.random.default_rng([SEED, 21, sheet.year, int(sheet.municipality[1:])])
        documents += [
            vars(draw_document(cycle_component, sheet.year, generator))
            for _direction, cycle_component in sheet.rubric.cells
        ]
    stored = session.scalars(insert(Evidence).returning(Evidence.id, sort_by_parameter_order=True), documents)
    identities = iter(stored.all())
    return [[next(identities) for _cell in sheet.rubric.cells] for sheet in sheets]


def _official_rows(
    rows: list[dict[str, Any]], partner: dict[int, int], demonstration: ParameterIds, official: ParameterIds
) -> list[dict[str, Any]]:
    """The same scores once more for the parameters that the official rubric itemises."""
    twin = {demonstration[key]: identity for key, identity in official.items()}
    return [
        {**row, "assessment_id": partner[row["assessment_id"]], "parameter_id": twin[row["parameter_id"]]}
        for row in rows
        if row["parameter_id"] in twin
    ]
