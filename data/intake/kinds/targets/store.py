"""Storing targets: what changes against the latest revision, and writing it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.intake.kinds.targets.check import TargetAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import FieldPlan
from data.models.indicators import Target
from data.models.region import Municipality
from data.storage.bulk import end_rows, insert_rows
from data.storage.reader import Reader
from data.text.target_steps import steps_text

FIELDS = (
    "kind", "operator", "value", "upper", "steps", "annual_floor", "year", "baseline_year", "reading", "raw_ru",
    "contradiction_ru", "contradiction_en",
)  # fmt: skip
TargetKey = tuple[int, int | None]


@dataclass(frozen=True)
class StoredTarget:
    """A target as it stands; ``values`` by the names of ``FIELDS``."""

    id: int
    values: dict[str, Any]


@dataclass
class TargetPlan(FieldPlan):
    """``rows``: which target, what it will say, and the row that it replaces."""

    rows: list[tuple[TargetKey, dict[str, Any], int | None]] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, Target, [old for *_rest, old in self.rows if old is not None], revision)
        insert_rows(
            session,
            Target,
            (
                {
                    "indicator_id": indicator,
                    "municipality_id": municipality,
                    **values,
                    "valid_from": revision,
                    "valid_to": None,
                }
                for (indicator, municipality), values, _old in self.rows
            ),
        )


def current_targets(reader: Reader) -> dict[TargetKey, StoredTarget]:
    """Targets as of the reader's revision, by (indicator, municipality); the region's stand under None."""
    rows = reader.session.scalars(
        select(Target)
        .outerjoin(Municipality, Municipality.id == Target.municipality_id)
        .where(reader.as_of(Target), or_(Target.municipality_id.is_(None), reader.detail_scope(Municipality.code)))
    )
    return {
        (row.indicator_id, row.municipality_id): StoredTarget(row.id, {name: getattr(row, name) for name in FIELDS})
        for row in rows
    }


def plan_targets(reader: Reader, answers: list[TargetAnswer], _found: Collector) -> TargetPlan:
    """Compare with the targets as of the latest revision."""
    plan, stored = TargetPlan(), current_targets(reader)
    for answer in answers:
        old, values = stored.get(answer.identity), _values(answer)
        place = answer.municipality.code if answer.municipality else ""
        if plan.compare(place, answer.indicator.code, old.values if old else None, values):
            plan.rows.append((answer.identity, values, old.id if old else None))
    return plan


def _values(answer: TargetAnswer) -> dict[str, Any]:
    rule = answer.rule
    return {
        "kind": rule.kind.value,
        "operator": rule.operator,
        "value": rule.value,
        "upper": rule.upper,
        "steps": steps_text(rule.steps) or None,
        "annual_floor": rule.annual_floor,
        "year": rule.year,
        "baseline_year": rule.baseline_year,
        "reading": rule.reading.value if rule.reading else None,
        "raw_ru": answer.raw_ru,
        "contradiction_ru": answer.contradiction_ru,
        "contradiction_en": answer.contradiction_en,
    }
