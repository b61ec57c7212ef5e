"""Storing boundaries: what changes, and writing it. A municipality that the file leaves out keeps its outline."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from data.intake.kinds.boundaries.check import BoundaryAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import PlannedChange
from data.language import _
from data.models.boundary import Boundary
from data.queries.boundaries import boundaries, outline_words
from data.storage.bulk import end_rows, insert_rows
from data.storage.reader import Reader


@dataclass
class BoundaryPlan:
    """New rows without their validity, and the identities of the rows that end."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, Boundary, self.ended, revision)
        insert_rows(session, Boundary, [row | {"valid_from": revision, "valid_to": None} for row in self.rows])


def plan_boundaries(reader: Reader, answers: list[BoundaryAnswer], _found: Collector) -> BoundaryPlan:
    """Compare with the outlines as of the latest revision."""
    plan = BoundaryPlan()
    known = boundaries(reader)
    for answer in answers:
        old = known.get(answer.municipality.code)
        if old is not None and old.outline == answer.outline:
            plan.unchanged += 1
            continue
        if old is None:
            plan.new += 1
        else:
            plan.changed += 1
            plan.ended.append(old.id)
        plan.rows.append(
            {"municipality_id": answer.municipality.id, "outline": answer.outline, "points": answer.points}
        )
        was = outline_words(old.outline, old.points) if old else None
        becomes = outline_words(answer.outline, answer.points)
        plan.changes.append(PlannedChange(answer.municipality.code, _("boundary"), "outline", was, becomes))
    return plan
