"""Storing scores: what changes against the latest revision, and the one transaction that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from data.bulk import end_rows, insert_rows
from data.derived import refresh_component_results
from data.intake.collector import Collector
from data.intake.plan import PlannedChange, chunks
from data.intake.scores_check import ScoreAnswer
from data.language import _
from data.models.assessment import Assessment, Evidence, Score
from data.models.region import Municipality
from data.reader import Reader
from data.vocabulary import Nothing

EVIDENCE_FIELDS = ("document_title", "document_number", "document_date", "link")
FIELDS = ("points", "comment", *EVIDENCE_FIELDS)
AssessmentKey = tuple[int, int, int]


@dataclass(frozen=True)
class StoredScore:
    """A score as it stands; ``values`` by the names of ``FIELDS``, a kind of nothing in place of points."""

    id: int
    values: dict[str, Any]


@dataclass
class ScorePlan:
    """``rows``: assessment, parameter, merged values, and the row that they replace."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    rows: list[tuple[AssessmentKey, int, dict[str, Any], int | None]] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, Score, [old for *_rest, old in self.rows if old is not None], revision)
        assessments = _assessments(session, list(dict.fromkeys(key for key, *_rest in self.rows)))
        evidences = _store_evidence(session, [values for _key, _parameter, values, _old in self.rows])
        scores = [
            {
                "assessment_id": assessments[key],
                "parameter_id": parameter,
                "points": None if isinstance(values["points"], Nothing) else values["points"],
                "missing_reason": values["points"].value if isinstance(values["points"], Nothing) else None,
                "comment": values["comment"],
                "evidence_id": evidence,
                "valid_from": revision,
                "valid_to": None,
            }
            for (key, parameter, values, _old), evidence in zip(self.rows, evidences, strict=True)
        ]
        insert_rows(session, Score, scores)
        refresh_component_results(session, revision, sorted(set(assessments.values())))


def current_scores(
    reader: Reader, methodology_id: int, period_ids: Sequence[int], municipality_ids: Sequence[int]
) -> dict[tuple[int, int, int], StoredScore]:
    """Scores as of the reader's revision, by (municipality, period, parameter), within the viewer's scope."""
    found: dict[tuple[int, int, int], StoredScore] = {}
    for chunk in chunks(list(municipality_ids)):
        rows = reader.session.execute(
            select(Score, Evidence, Assessment.municipality_id, Assessment.period_id)
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
        for score, evidence, municipality_id, period_id in rows:
            values = {
                "points": Nothing(score.missing_reason) if score.missing_reason else score.points,
                "comment": score.comment,
                "document_title": evidence.title if evidence else None,
                "document_number": evidence.number if evidence else None,
                "document_date": evidence.date if evidence else None,
                "link": evidence.link if evidence else None,
            }
            found[municipality_id, period_id, score.parameter_id] = StoredScore(score.id, values)
    return found


def plan_scores(reader: Reader, answers: list[ScoreAnswer], found: Collector) -> ScorePlan:
    """Compare with what is stored. A row that says less than is needed for a score is told to ``found``."""
    plan = ScorePlan()
    if not answers:
        return plan
    stored = current_scores(
        reader,
        answers[0].methodology_id,
        sorted({answer.period.id for answer in answers}),
        sorted({answer.municipality.id for answer in answers}),
    )
    for answer in answers:
        old = stored.get((answer.municipality.id, answer.period.id, answer.row.parameter_id))
        _plan_row(plan, answer, old, found)
    return plan


def _plan_row(plan: ScorePlan, answer: ScoreAnswer, old: StoredScore | None, found: Collector) -> None:
    before = old.values if old else dict.fromkeys(FIELDS)
    said = {name: getattr(answer, name) for name in FIELDS}
    # An empty cell says nothing: it never erases what is stored.
    merged = {name: before[name] if said[name] is None else said[name] for name in FIELDS}
    if merged["points"] is None or (merged["document_title"] is None and any(merged[f] for f in EVIDENCE_FIELDS)):
        _tell_incomplete(answer, merged, found)
        return
    different = [name for name in FIELDS if not _same(before[name], merged[name])]
    if not different:
        plan.unchanged += 1
        return
    if old is None:
        plan.new += 1
    else:
        plan.changed += 1
    subject = f"{answer.row.direction} / {answer.row.position} / {answer.row.parameter}"
    plan.changes.extend(
        PlannedChange(answer.municipality.code, subject, name, before[name], merged[name]) for name in different
    )
    key = (answer.municipality.id, answer.period.id, answer.methodology_id)
    plan.rows.append((key, answer.row.parameter_id, merged, old.id if old else None))


def _same(old: object, new: object) -> bool:
    # A kind of nothing is a text too, and 1 equals True: the types must agree as well.
    return old == new and isinstance(old, Nothing) == isinstance(new, Nothing)


def _tell_incomplete(answer: ScoreAnswer, merged: dict[str, Any], found: Collector) -> None:
    if merged["points"] is None:
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
            _("A document is given without its title."),
            sheet=answer.sheet,
            cell=answer.cell,
            expected=_("the title of the document"),
            fix=_("Write the title of the document that proves the points."),
        )


def _assessments(session: Session, keys: list[AssessmentKey]) -> dict[AssessmentKey, int]:
    """The identities of assessments; those that do not exist yet are made."""
    found: dict[AssessmentKey, int] = {}
    for chunk in chunks(sorted({key[0] for key in keys})):
        for row in session.scalars(select(Assessment).where(Assessment.municipality_id.in_(chunk))):
            found[row.municipality_id, row.period_id, row.methodology_id] = row.id
    for key in keys:
        if key not in found:
            assessment = Assessment(municipality_id=key[0], period_id=key[1], methodology_id=key[2])
            session.add(assessment)
            session.flush()
            found[key] = assessment.id
    return {key: found[key] for key in keys}


def _store_evidence(session: Session, rows: list[dict[str, Any]]) -> list[int | None]:
    """One evidence for each row that names a document; the same document in several rows is stored once."""
    documents = [tuple(values[name] for name in EVIDENCE_FIELDS) for values in rows]
    different = [document for document in dict.fromkeys(documents) if document[0] is not None]
    if not different:
        return [None] * len(rows)
    identities = session.scalars(
        insert(Evidence).returning(Evidence.id, sort_by_parameter_order=True),
        [dict(zip(("title", "number", "date", "link"), document, strict=True)) for document in different],
    ).all()
    known = dict(zip(different, identities, strict=True))
    return [known.get(document) for document in documents]
