"""Storing roadmap measures: what changes against the latest revision, and writing it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.intake.kinds.roadmap.check import MeasureAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import FieldPlan
from data.intake.tables.second_identity import Namesakes
from data.language import _
from data.models.region import Municipality
from data.models.roadmap import RoadmapMeasure
from data.storage.bulk import end_rows, insert_rows
from data.storage.reader import Reader
from data.text.names import name_key

FIELDS = (
    "cycle_component", "text", "deadline_kind", "deadline_text", "deadline_from", "deadline_to", "responsible",
    "expected_result", "result", "indicator_code", "every_years",
)  # fmt: skip
# Municipality, direction and number.
MeasureKey = tuple[int, int, str]


@dataclass(frozen=True)
class StoredMeasure:
    """A measure as it stands; ``values`` by the names of ``FIELDS``."""

    id: int
    order: int
    values: dict[str, Any]


@dataclass
class MeasurePlan(FieldPlan):
    """``rows``: what each measure will say, and the row that it replaces."""

    rows: list[tuple[dict[str, Any], int | None]] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, RoadmapMeasure, [old for _values, old in self.rows if old is not None], revision)
        insert_rows(
            session,
            RoadmapMeasure,
            (values | {"valid_from": revision, "valid_to": None} for values, _old in self.rows),
        )


def current_measures(reader: Reader) -> dict[MeasureKey, StoredMeasure]:
    """Measures of the viewer's scope as of the reader's revision, in the order of their roadmaps."""
    rows = reader.session.scalars(
        select(RoadmapMeasure)
        .join(Municipality, Municipality.id == RoadmapMeasure.municipality_id)
        .where(reader.as_of(RoadmapMeasure), reader.detail_scope(Municipality.code))
        .order_by(Municipality.code, RoadmapMeasure.direction_id, RoadmapMeasure.order, RoadmapMeasure.number)
    )
    return {
        (row.municipality_id, row.direction_id, row.number): StoredMeasure(
            row.id, row.order, {name: getattr(row, name) for name in FIELDS}
        )
        for row in rows
    }


def plan_measures(reader: Reader, answers: list[MeasureAnswer], found: Collector) -> MeasurePlan:
    """Compare with the measures as of the latest revision."""
    plan, stored = MeasurePlan(), current_measures(reader)
    namesakes = Namesakes()
    for (municipality, direction, number), measure in stored.items():
        namesakes.add(_content(municipality, direction, measure.values), number, "")
    for answer in answers:
        old, values = stored.get(answer.identity), _values(answer)
        if old is None:
            key = _content(answer.municipality.id, answer.direction_id, values)
            message = _("The direction has the same measure under another number: {first}.")
            namesakes.warn(key, answer.number, message, answer.sheet, answer.cell, "", found)
        subject = f"{answer.direction} · {answer.number}"
        if not plan.compare(answer.municipality.code, subject, old.values if old else None, values):
            continue
        identity = {
            "municipality_id": answer.municipality.id,
            "direction_id": answer.direction_id,
            "number": answer.number,
            "order": answer.order,
        }
        plan.rows.append((identity | values, old.id if old else None))
    return plan


def _content(municipality: int, direction: int, values: dict[str, Any]) -> Hashable:
    """What two measures have in common that are one under two numbers."""
    return municipality, direction, values["cycle_component"], name_key(values["text"]), values["deadline_to"]


def _values(answer: MeasureAnswer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in FIELDS} | {"deadline_kind": answer.deadline_kind.value}
