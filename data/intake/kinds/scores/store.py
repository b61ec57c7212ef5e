"""Storing scores: what changes against the latest revision, and the one transaction that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from data.intake.files.sheet_columns import Flags
from data.intake.kinds.scores.columns import ScoreAnswers
from data.intake.kinds.scores.rows import ScoreAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Objects, objects
from data.intake.tables.planned_changes import PlannedChange, PlannedChanges, chunks
from data.language import _
from data.models.assessment import Assessment, Evidence, Score
from data.models.region import Municipality
from data.storage.bulk import end_rows, insert_columns
from data.storage.derived_results import refresh_component_results
from data.storage.reader import Reader
from data.storage.sources import sheet_sources
from data.vocabulary import Nothing

EVIDENCE_FIELDS = ("document_title", "document_number", "document_date", "link")
FIELDS = ("points", "comment", *EVIDENCE_FIELDS)
AssessmentKey = tuple[int, int, int]


@dataclass(frozen=True)
class StoredScores:
    """Scores as they stand: where each (municipality, period, parameter) is found, and columns of one length.

    ``values`` by the names of ``FIELDS``, a kind of nothing in place of points. Behind the last score each column has
    one more place, without a value, which stands for a score that is not there.
    """

    places: dict[tuple[int, int, int], int]
    identities: Objects
    values: dict[str, Objects]

    def score(self, municipality_id: int, period_id: int, parameter_id: int) -> dict[str, Any]:
        """The values of one score by the names of ``FIELDS``; empty when there is none."""
        place = self.places.get((municipality_id, period_id, parameter_id))
        return {} if place is None else {name: column[place] for name, column in self.values.items()}


@dataclass
class ScorePlan:
    """``assessments`` (by key), ``parameters``, merged ``values`` and the ``ended`` row of each score to store."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: Sequence[PlannedChange] = ()
    assessments: list[AssessmentKey] = field(default_factory=list)
    parameters: list[int] = field(default_factory=list)
    values: dict[str, Objects] = field(default_factory=dict)
    ended: list[int | None] = field(default_factory=list)
    # Sheet, row and column of each score to store.
    cells: dict[str, Objects] = field(default_factory=dict)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, Score, [old for old in self.ended if old is not None], revision)
        assessments = _assessments(session, list(dict.fromkeys(self.assessments)))
        points = self.values["points"].tolist()
        insert_columns(
            session,
            Score,
            {
                "assessment_id": [assessments[key] for key in self.assessments],
                "parameter_id": self.parameters,
                "points": [None if isinstance(one, Nothing) else one for one in points],
                "missing_reason": [one.value if isinstance(one, Nothing) else None for one in points],
                "comment": self.values["comment"],
                "evidence_id": _store_evidence(session, self.values),
                "source_id": sheet_sources(session, revision, self.cells["sheet"].tolist()),
                "source_row": self.cells["cell_row"].tolist(),
                "source_column": self.cells["cell_column"].tolist(),
                "valid_from": [revision] * len(points),
            },
        )
        refresh_component_results(session, revision, sorted(set(assessments.values())))


def current_scores(
    reader: Reader, methodology_id: int, period_ids: Sequence[int], municipality_ids: Sequence[int]
) -> StoredScores:
    """Scores as of the reader's revision within the viewer's scope."""
    rows: list[Any] = []
    for chunk in chunks(list(municipality_ids)):
        rows += reader.session.execute(
            select(
                Assessment.municipality_id,
                Assessment.period_id,
                Score.parameter_id,
                Score.id,
                Score.missing_reason,
                Score.points,
                Score.comment,
                Evidence.title,
                Evidence.number,
                Evidence.date,
                Evidence.link,
            )
            .join(Assessment, Assessment.id == Score.assessment_id)
            .join(Municipality, Municipality.id == Assessment.municipality_id)
            .outerjoin(Evidence, Evidence.id == Score.evidence_id)
            .where(
                Assessment.methodology_id == methodology_id,
                Assessment.period_id.in_(period_ids),
                Assessment.municipality_id.in_(chunk),
                reader.as_of(Score),
                reader.detail_scope(Municipality.code),
            )
        )
    columns = list(zip(*rows, strict=True)) or [()] * (5 + len(FIELDS))
    places = {key: place for place, key in enumerate(zip(*columns[:3], strict=True))}
    identities, reasons, points = columns[3:6]
    points = tuple(Nothing(reason) if reason else one for reason, one in zip(reasons, points, strict=True))
    values = dict(zip(FIELDS, (points, *columns[6:]), strict=True))
    return StoredScores(
        places, objects([*identities, None]), {name: objects([*column, None]) for name, column in values.items()}
    )


def plan_scores(reader: Reader, answers: ScoreAnswers, found: Collector) -> ScorePlan:
    """Compare with what is stored. A row that says less than is needed for a score is reported to ``found``."""
    if not answers:
        return ScorePlan()
    said = answers.columns
    municipalities, periods, parameters = (
        [one.id for one in said["municipality"]],
        [one.id for one in said["period"]],
        [one.parameter_id for one in said["row"]],
    )
    stored = current_scores(reader, answers.methodology_id, sorted(set(periods)), sorted(set(municipalities)))
    places = np.array(
        [stored.places.get(key, -1) for key in zip(municipalities, periods, parameters, strict=True)], np.int64
    )
    before = {name: stored.values[name][places] for name in FIELDS}
    # An empty cell says nothing: it never erases what is stored.
    merged = {name: np.where(pd.isna(said[name]), before[name], said[name]) for name in FIELDS}
    complete = _complete(answers, merged, found)
    different = np.stack([before[name] != merged[name] for name in FIELDS], axis=1) & complete[:, np.newaxis]
    touched = different.any(axis=1)

    def change(index: int, number: int) -> PlannedChange:
        row, name = said["row"][index], FIELDS[number]
        subject = f"{row.direction} / {row.position} / {row.parameter}"
        return PlannedChange(said["municipality"][index].code, subject, name, before[name][index], merged[name][index])

    chosen = np.flatnonzero(touched).tolist()
    return ScorePlan(
        new=int((touched & (places < 0)).sum()),
        changed=int((touched & (places >= 0)).sum()),
        unchanged=int((complete & ~touched).sum()),
        changes=PlannedChanges(different, change),
        assessments=[(municipalities[index], periods[index], answers.methodology_id) for index in chosen],
        parameters=[parameters[index] for index in chosen],
        values={name: column[touched] for name, column in merged.items()},
        ended=stored.identities[places[touched]].tolist(),
        cells={name: said[name][touched] for name in ("sheet", "cell_row", "cell_column")},
    )


def _complete(answers: ScoreAnswers, merged: dict[str, Objects], found: Collector) -> Flags:
    """Which rows say enough for a score; what the others lack is reported."""
    unscored, untitled = pd.isna(merged["points"]), pd.isna(merged["document_title"])
    documented: Flags = np.logical_or.reduce([pd.notna(merged[name]) for name in EVIDENCE_FIELDS])
    incomplete: Flags = unscored | (untitled & documented)
    for index in np.flatnonzero(incomplete).tolist():
        _tell_incomplete(answers[index], has_points=not unscored[index], found=found)
    return ~incomplete


def _tell_incomplete(answer: ScoreAnswer, *, has_points: bool, found: Collector) -> None:
    if not has_points:
        found.error(
            "points-missing",
            _("There is a comment or a document, but no points."),
            sheet=answer.sheet,
            cell=answer.cell,
            expected=_("points, or “н/д”"),
            fix=_("Write the points, or “н/д” where there are no data."),
        )
    else:
        found.error(
            "document-title-missing",
            _("The title of the document is missing."),
            sheet=answer.sheet,
            cell=answer.cell,
            expected=_("the title of the document"),
            fix=_("Write the title of the supporting document."),
        )


def _assessments(session: Session, keys: list[AssessmentKey]) -> dict[AssessmentKey, int]:
    """The identities of assessments; those that do not exist yet are made."""
    found: dict[AssessmentKey, int] = {}
    for chunk in chunks(sorted({key[0] for key in keys})):
        for row in session.scalars(select(Assessment).where(Assessment.municipality_id.in_(chunk))):
            found[row.municipality_id, row.period_id, row.methodology_id] = row.id
    made = {
        key: Assessment(municipality_id=key[0], period_id=key[1], methodology_id=key[2])
        for key in keys
        if key not in found
    }
    session.add_all(made.values())
    session.flush()
    found |= {key: assessment.id for key, assessment in made.items()}
    return {key: found[key] for key in keys}


def _store_evidence(session: Session, values: dict[str, Objects]) -> list[int | None]:
    """One evidence for each row that names a document; the same document in several rows is stored once."""
    documents = list(zip(*(values[name].tolist() for name in EVIDENCE_FIELDS), strict=True))
    different = [document for document in dict.fromkeys(documents) if document[0] is not None]
    if not different:
        return [None] * len(documents)
    identities = session.scalars(
        insert(Evidence).returning(Evidence.id, sort_by_parameter_order=True),
        [dict(zip(("title", "number", "date", "link"), document, strict=True)) for document in different],
    ).all()
    known = dict(zip(different, identities, strict=True))
    return [known.get(document) for document in documents]
