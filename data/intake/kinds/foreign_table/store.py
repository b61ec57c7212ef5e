"""Storing a mapped table: the units and indicators it may create, and its observations, in one revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from data.intake.kinds.foreign_table.columns import TableAnswers
from data.intake.kinds.foreign_table.mapping import Mapping, NewIndicator
from data.intake.kinds.observations.store import ObservationPlan, plan_observations
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import PlannedChange
from data.models.indicators import Indicator
from data.models.region import Municipality, Period, School
from data.queries.registry import MunicipalityEntry, PeriodEntry, SchoolEntry
from data.storage.reader import Reader

# The list that indicators of foreign tables belong to, beside those of documents 002 and 004.
INDICATOR_SET = "imported"


@dataclass
class TablePlan:
    """Counts are rows of the file. New units have identities below 0, which storing replaces."""

    mapping: Mapping
    municipalities: list[MunicipalityEntry]
    periods: list[PeriodEntry]
    schools: list[SchoolEntry]
    indicators: list[tuple[int, NewIndicator]]
    observations: ObservationPlan
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: Sequence[PlannedChange] = ()

    def store(self, session: Session, revision: int) -> None:
        municipalities = self._store_municipalities(session)
        periods = self._store_periods(session)
        indicators = self._store_indicators(session)
        self._store_schools(session, revision, municipalities)
        columns = self.observations.columns
        for name, made in (("municipality_id", municipalities), ("period_id", periods), ("indicator_id", indicators)):
            columns[name] = _replaced(columns[name], made)
        self.observations.store(session, revision)

    def _store_municipalities(self, session: Session) -> dict[int, int]:
        rows = {
            entry.id: Municipality(
                code=entry.code,
                kind=_stated(self.mapping.municipality_kind),
                name_ru=entry.name_ru,
                name_en=entry.name_en,
                short_ru=entry.short_ru,
                short_en=entry.short_en,
            )
            for entry in self.municipalities
        }
        return _stored(session, rows)

    def _store_periods(self, session: Session) -> dict[int, int]:
        return _stored(
            session,
            {
                entry.id: Period(code=entry.code, year=entry.year, school_year=entry.school_year)
                for entry in self.periods
            },
        )

    def _store_indicators(self, session: Session) -> dict[int, int]:
        last = session.scalar(select(func.max(Indicator.order)).where(Indicator.indicator_set == INDICATOR_SET)) or 0
        rows = {
            number: Indicator(
                code=new.code,
                indicator_set=INDICATOR_SET,
                order=last + place,
                level=new.level,
                unit=new.unit,
                polarity=new.polarity,
                direction_code="",
                name_ru=new.name,
                name_en=new.name,
                short_ru=new.name,
                short_en=new.name,
                source_ru=new.source or None,
                issues_ru=[],
                issues_en=[],
            )
            for place, (number, new) in enumerate(self.indicators, start=1)
        }
        return _stored(session, rows)

    def _store_schools(self, session: Session, revision: int, municipalities: dict[int, int]) -> None:
        if self.schools:
            session.execute(
                insert(School),
                [
                    {
                        "code": entry.code,
                        "municipality_id": municipalities.get(entry.municipality_id, entry.municipality_id),
                        "kind": entry.kind,
                        "name_ru": entry.name_ru,
                        "valid_from": revision,
                        "valid_to": None,
                    }
                    for entry in self.schools
                ],
            )


def plan_table(
    reader: Reader,
    answers: TableAnswers | list[None],
    found: Collector,
    *,
    mapping: Mapping,
    municipalities: list[MunicipalityEntry],
    periods: list[PeriodEntry],
    schools: list[SchoolEntry],
    indicators: list[tuple[int, NewIndicator]],
) -> TablePlan:
    """Compare the figures of all rows with what is stored; a row is new when any of its figures is."""
    if not answers or not isinstance(answers, TableAnswers):
        return TablePlan(mapping, municipalities, periods, schools, indicators, ObservationPlan())
    observations = plan_observations(reader, answers.figures, found)
    plan = TablePlan(mapping, municipalities, periods, schools, indicators, observations)
    touched, groups = observations.touched, answers.groups
    size = int(groups.max()) + 1
    changing = np.bincount(groups[touched], minlength=size) > 0
    adding = np.bincount(groups[touched & ~observations.existed], minlength=size) > 0
    plan.new, plan.changed = int(adding.sum()), int((changing & ~adding).sum())
    plan.unchanged = len(answers) - plan.new - plan.changed
    plan.changes = observations.changes.behind(_created(plan))
    return plan


def _replaced(identities: NDArray[Any], made: dict[int, int]) -> NDArray[Any]:
    """Identities with those below 0 replaced by what was made of them."""
    if not made:
        return identities
    below, places = np.unique(identities, return_inverse=True)
    return np.array([made.get(number, number) for number in below.tolist()], np.int64)[places]


def _created(plan: TablePlan) -> list[PlannedChange]:
    return [
        *(PlannedChange(one.code, one.code, "municipality", None, one.name_ru) for one in plan.municipalities),
        *(PlannedChange("", one.code, "period", None, one.school_year) for one in plan.periods),
        *(PlannedChange("", one.code, "indicator", None, one.name) for _number, one in plan.indicators),
        *(PlannedChange(one.municipality, one.code, "name", None, one.name_ru) for one in plan.schools),
    ]


def _stated(kind: Any) -> str:
    if kind is None:
        raise ValueError("a unit is created without a kind, which the check must have refused")
    return str(kind.value)


def _stored(session: Session, rows: dict[int, Any]) -> dict[int, int]:
    """Add the rows; the identity below 0 of each → the one it has now."""
    session.add_all(rows.values())
    session.flush()
    return {number: row.id for number, row in rows.items()}
