"""Storing that measures were carried out: the documents, and the results of the measures themselves."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.intake.kinds.completions.check import CompletionAnswer
from data.intake.kinds.roadmap.store import MeasureKey, StoredMeasure, current_measures
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import FieldPlan, PlannedChange
from data.models.region import Municipality
from data.models.roadmap import MeasureCompletion, RoadmapMeasure
from data.storage.bulk import end_rows, insert_rows
from data.storage.reader import Reader

FIELDS = ("done_on", "document_title", "document_number", "document_date")
CompletionKey = tuple[int, int, str, str]


@dataclass(frozen=True)
class StoredCompletion:
    id: int
    values: dict[str, Any]


@dataclass
class CompletionPlan(FieldPlan):
    """``rows``: documents by identity; ``results``: measures whose result becomes another."""

    rows: list[tuple[CompletionKey, dict[str, Any], int | None]] = field(default_factory=list)
    results: dict[MeasureKey, tuple[StoredMeasure, str]] = field(default_factory=dict)

    def store(self, session: Session, revision: int) -> None:
        life = {"valid_from": revision, "valid_to": None}
        end_rows(session, MeasureCompletion, [old for *_rest, old in self.rows if old is not None], revision)
        insert_rows(
            session, MeasureCompletion, (_named(key) | {"term": key[3]} | row | life for key, row, _o in self.rows)
        )
        end_rows(session, RoadmapMeasure, [measure.id for measure, _result in self.results.values()], revision)
        insert_rows(
            session,
            RoadmapMeasure,
            (
                _named(key) | measure.values | {"order": measure.order, "result": result} | life
                for key, (measure, result) in self.results.items()
            ),
        )


def current_completions(reader: Reader) -> dict[CompletionKey, StoredCompletion]:
    """What was carried out as of the reader's revision, within the viewer's scope."""
    rows = reader.session.scalars(
        select(MeasureCompletion)
        .join(Municipality, Municipality.id == MeasureCompletion.municipality_id)
        .where(reader.as_of(MeasureCompletion), reader.detail_scope(Municipality.code))
    )
    return {
        (row.municipality_id, row.direction_id, row.number, row.term): StoredCompletion(
            row.id, {name: getattr(row, name) for name in FIELDS}
        )
        for row in rows
    }


def plan_completions(reader: Reader, answers: list[CompletionAnswer], _found: Collector) -> CompletionPlan:
    """Compare with what stands as of the latest revision; a row counts once, whatever it changes."""
    plan, stored, measures = CompletionPlan(), current_completions(reader), current_measures(reader)
    for answer in answers:
        old, measure = stored.get(answer.identity), measures[answer.measure]
        subject = f"{answer.direction} · {answer.number} · {answer.term}"
        before = {"result": measure.values["result"]} | (old.values if old else dict.fromkeys(FIELDS))
        after = dict(before)
        if answer.done_on is not None:
            after |= {
                "done_on": answer.done_on,
                "document_title": answer.title,
                "document_number": answer.document_number,
                "document_date": answer.document_date,
            }
        if answer.result is not None:
            after["result"] = answer.result
        different = [name for name in after if before[name] != after[name]]
        is_new = old is None and answer.done_on is not None
        plan.new += bool(different) and is_new
        plan.changed += bool(different) and not is_new
        plan.unchanged += not different
        place = answer.municipality.code
        plan.changes.extend(PlannedChange(place, subject, name, before[name], after[name]) for name in different)
        if set(different) & set(FIELDS):
            plan.rows.append((answer.identity, {name: after[name] for name in FIELDS}, old.id if old else None))
        if "result" in different:
            plan.results[answer.measure] = (measure, after["result"])
    return plan


def _named(key: CompletionKey | MeasureKey) -> dict[str, Any]:
    return {"municipality_id": key[0], "direction_id": key[1], "number": key[2]}
