"""Storing the catalogue: what changes against the latest revision, new indicators among it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from data.intake.kinds.catalogue.check import CatalogueAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import FieldPlan
from data.language import _
from data.queries.catalogue.described import Described, catalogue
from data.queries.catalogue.rules import problems, settled
from data.storage.catalogue import Entry, store_entries
from data.storage.reader import Reader
from data.text.names import code_key
from data.vocabulary import Level, Severity


@dataclass
class CataloguePlan(FieldPlan):
    """``entries`` replace what the catalogue says, or are new in it."""

    entries: list[Entry] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        store_entries(session, self.entries, revision)


def plan_catalogue(reader: Reader, answers: list[CatalogueAnswer], found: Collector) -> CataloguePlan:
    """Compare with the catalogue as of the latest revision."""
    plan = CataloguePlan()
    known = {code_key(one.code): one for one in catalogue(reader)}
    for answer in answers:
        stored = known.get(code_key(answer.code))
        values = settled(stored, answer.values)
        if not _is_fine(reader, stored, values, answer, found):
            continue
        if plan.compare("", answer.code, stored.values if stored else None, values):
            plan.entries.append(_entry(answer, stored, values))
    return plan


def _is_fine(
    reader: Reader, stored: Described | None, values: dict[str, Any], answer: CatalogueAnswer, found: Collector
) -> bool:
    before = found.errors
    for one in problems(reader, stored, values):
        tell = found.error if one.severity is Severity.ERROR else found.warning
        cell = answer.cells.get(one.field) or answer.cells[""]
        tell(one.rule, one.message, sheet=answer.sheet, cell=cell, found=answer.code, fix=one.fix)
    if stored and answer.level and answer.level != stored.level:
        found.error(
            "other-level",
            _("An indicator of municipalities cannot become one of schools, nor the other way round."),
            sheet=answer.sheet,
            cell=answer.cells[""],
            found=answer.code,
            fix=_("Give the new indicator a code of its own."),
        )
    return found.errors == before


def _entry(answer: CatalogueAnswer, stored: Described | None, values: dict[str, Any]) -> Entry:
    if stored:
        return Entry(stored.code, values, indicator_id=stored.id, replaces=stored.entry)
    return Entry(answer.code, values, level=answer.level or Level.MUNICIPALITY)
