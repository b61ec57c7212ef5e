"""Storing schools and their enrolment: what changes, and writing it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from data.intake.kinds.schools.check import SchoolAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import PlannedChange
from data.intake.tables.second_identity import Namesakes
from data.language import _
from data.models.region import Enrolment, School
from data.queries import registry
from data.queries.registry import SchoolEntry
from data.storage.bulk import end_rows, insert_rows
from data.storage.reader import Reader
from data.text.names import name_key
from data.vocabulary import Nothing


@dataclass
class SchoolPlan:
    """New rows of both tables without their validity, and the identities of the rows that end."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    schools: list[dict[str, Any]] = field(default_factory=list)
    enrolments: list[dict[str, Any]] = field(default_factory=list)
    ended_schools: list[int] = field(default_factory=list)
    ended_enrolments: list[int] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, School, self.ended_schools, revision)
        end_rows(session, Enrolment, self.ended_enrolments, revision)
        validity = {"valid_from": revision, "valid_to": None}
        insert_rows(session, School, [row | validity for row in self.schools])
        insert_rows(session, Enrolment, [row | validity for row in self.enrolments])


def plan_schools(reader: Reader, answers: list[SchoolAnswer], found: Collector) -> SchoolPlan:
    """Compare with the schools and the enrolment of the period as of the latest revision."""
    plan = SchoolPlan()
    known = {entry.code: entry for entry in registry.schools(reader)}
    namesakes = Namesakes()
    for entry in known.values():
        namesakes.add((entry.municipality, name_key(entry.name_ru)), entry.code, entry.name_ru)
    enrolments = {period: registry.enrolments(reader, period) for period in {answer.period.id for answer in answers}}
    for answer in answers:
        school = known.get(answer.code)
        if school is None and (answer.name is None or answer.kind is None):
            found.error(
                "school-incomplete",
                _("A new school needs a name and a kind."),
                sheet=answer.sheet,
                cell=answer.cell,
                found=answer.code,
                fix=_("Write the name and choose the kind, or check the code."),
            )
            continue
        if school is None and answer.name is not None:
            key = answer.municipality.code, name_key(answer.name)
            message = _("Another school of the municipality has the same name: {first}.")
            namesakes.warn(key, answer.code, message, answer.sheet, answer.cell, answer.name, found)
        changes = _plan_school(plan, answer, school, found)
        changes += _plan_enrolment(plan, answer, enrolments[answer.period.id].get(answer.code))
        plan.changes.extend(changes)
        if not changes:
            plan.unchanged += 1
        elif school is None:
            plan.new += 1
        else:
            plan.changed += 1
    return plan


def _plan_school(
    plan: SchoolPlan, answer: SchoolAnswer, school: SchoolEntry | None, found: Collector
) -> list[PlannedChange]:
    before = {
        "municipality": school.municipality if school else None,
        "name": school.name_ru if school else None,
        "kind": school.kind if school else None,
    }
    after = {
        "municipality": answer.municipality.code,
        "name": answer.name or before["name"],
        "kind": answer.kind.value if answer.kind else before["kind"],
    }
    changes = [
        PlannedChange(answer.municipality.code, answer.code, name, before[name], after[name])
        for name in after
        if before[name] != after[name]
    ]
    if not changes:
        return []
    if school is not None:
        plan.ended_schools.append(school.id)
        if school.municipality != answer.municipality.code:
            found.warning(
                "school-moves",
                _("The school moves to another municipality: {old} → {new}.").format(
                    old=school.municipality, new=answer.municipality.code
                ),
                sheet=answer.sheet,
                cell=answer.cell,
                found=answer.code,
            )
    kind, name = after["kind"], after["name"]
    plan.schools.append({"code": answer.code, "municipality_id": answer.municipality.id, "kind": kind, "name_ru": name})
    return changes


def _plan_enrolment(plan: SchoolPlan, answer: SchoolAnswer, old: tuple[int, int] | None) -> list[PlannedChange]:
    """A mark that there are no data ends the enrolment: there is no row that says «unknown»."""
    said = answer.students
    students = None if isinstance(said, Nothing) else said
    if said is None or students == (old[1] if old else None):
        return []
    if old is not None:
        plan.ended_enrolments.append(old[0])
    if students is not None:
        plan.enrolments.append({"school_code": answer.code, "period_id": answer.period.id, "students": students})
    subject = f"{answer.code} / {answer.period.code}"
    return [PlannedChange(answer.municipality.code, subject, "students", old[1] if old else None, said)]
