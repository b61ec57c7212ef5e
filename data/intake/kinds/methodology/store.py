"""Storing a methodology from a workbook: new, the same again, or refused because scores already rest on another one."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import PlannedChange
from data.language import _
from data.methodology.definition import MethodologyDefinition
from data.methodology.store import as_stored, read_stored, store_methodology
from data.models.methodology import Methodology
from data.queries import registry
from data.storage.reader import Reader
from data.text.names import name_key


@dataclass
class MethodologyPlan:
    """``new`` and ``unchanged`` count the rows of the workbook; a stored methodology never changes."""

    definition: MethodologyDefinition | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)

    def store(self, session: Session, _revision: int) -> None:
        if self.definition is not None:
            store_methodology(session, self.definition)


def plan_methodology(reader: Reader, answers: list[MethodologyDefinition], found: Collector) -> MethodologyPlan:
    """Compare with the stored methodology of the same code."""
    if not answers:
        return MethodologyPlan()
    definition = answers[0]
    stored = reader.session.scalar(select(Methodology).where(Methodology.code == definition.code))
    if stored is not None:
        if read_stored(stored) != as_stored(definition):
            found.error(
                "methodology-exists",
                _("A different methodology with this code is already stored, and scores refer to it."),
                found=f"{definition.code}, {stored.version}",
                expected=_("a code that is not used yet"),
                fix=_("Give the new version a new code."),
            )
        return MethodologyPlan(unchanged=len(answers))
    _check_crosswalk(reader, definition, found)
    _warn_namesake(reader, definition, found)
    change = PlannedChange("", definition.code, "methodology", None, definition.version)
    return MethodologyPlan(definition, new=len(answers), changes=[change])


def _warn_namesake(reader: Reader, definition: MethodologyDefinition, found: Collector) -> None:
    """Warn of a methodology of the same name and version under another code."""
    for row in reader.session.scalars(select(Methodology).where(Methodology.version == definition.version)):
        if name_key(row.name_ru) == name_key(definition.name_ru):
            found.warning(
                "second-identity",
                _("Another methodology has the same name and version: {first}.").format(first=row.code),
                found=definition.code,
                fix=_(
                    "If it is the same one, use its code: {code}. If it is another one, nothing need be done."
                ).format(code=row.code),
            )


def _check_crosswalk(reader: Reader, definition: MethodologyDefinition, found: Collector) -> None:
    for row in definition.crosswalk:
        newer = registry.rubric(reader, row.newer_methodology)
        if newer is None or row.newer_direction not in newer.direction_names:
            sheet, _mark, cell = (row.place or "").rpartition("!")
            found.error(
                "unknown-reference",
                _("The crosswalk leads to a direction that is not stored."),
                sheet=sheet or None,
                cell=cell or None,
                found=f"{row.newer_methodology}, {row.newer_direction}",
                expected=", ".join(registry.methodology_codes(reader)) or None,
                fix=_("Load the newer methodology first, or delete the row."),
            )
