"""Roadmaps of the invented municipalities: measures after those of the documents, some done, some not, with gaps.

The years of the documents are moved by three, as those of the targets are, so that deadlines are ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.demo import planted
from data.demo.evidence import TITLES
from data.demo.places import Place, places
from data.demo.registry import municipality_ids
from data.demo.scoring import SEED
from data.measures.deadlines import Deadline, Term, terms
from data.methodology.reference_roadmaps import ReferenceMeasure, deadline_in, read_reference_roadmaps
from data.models.methodology import Direction, Methodology
from data.models.roadmap import MeasureCompletion, RoadmapMeasure
from data.storage.bulk import insert_rows

FIRST_YEAR, LAST_YEAR, SHIFT = 2024, 2027, 3
# (direction, document, numbers of the measures that roadmaps of the demonstration take from it).
TAKEN = (
    ("1.1", "document-003", ("1.1", "1.2", "1.3", "1.5", "2.1", "2.3", "2.4", "3.1", "3.3", "3.4")),
    ("2.2", "document-002", ("1.1", "2.2", "2.4", "3.3", "4.2", "4.3", "5.2", "6.1")),
)
# No document sets the goals of 1.1 by a measure.
GOALS = ReferenceMeasure(
    "1.6", "goals", "Утвердить муниципальную программу с целями", "once", "2021-08", "d", "Программа утверждена"
)
INDICATORS = {"2.2": "k01", "2.4": "k12", "4.3": "k14", "5.2": "k24"}
RESPONSIBLE = {"d": "Управление образования", "c": "Методический центр", "o": "Образовательные организации"}
# Of so many measures each lacks a responsible, an expected result, a deadline.
GAPS = (0.04, 0.04, 0.015)
LATE, LATEST = 0.12, 40
# What one still has to do in the last year is known on the day the first delivery was stored.
TOLD = (11, 2)


@dataclass(frozen=True)
class Measure:
    """A measure of an invented municipality, and the days on which its terms were carried out, by their keys."""

    place: str
    direction: str
    fact: ReferenceMeasure
    deadline: Deadline
    responsible: str | None
    result: str | None
    done: dict[str, date] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.place, self.direction, self.fact.number


@cache
def roadmaps() -> tuple[Measure, ...]:
    """All measures: direction 1.1 in every municipality of the last year, 2.2 in every second."""
    chosen = [one for one in places() if one.exists_in(planted.LAST_YEAR)]
    return tuple(measure for index, place in enumerate(chosen) for measure in _of_place(place, index))


def store_roadmaps(session: Session, revision: int, year: int) -> int:
    """The measures in their first year, and what was done by the day a year's data came; returns the changed rows."""
    if year < FIRST_YEAR:
        return 0
    municipalities, directions = municipality_ids(session), _direction_ids(session)
    rows = [_identity(one, municipalities, directions) for one in roadmaps()]
    stored = 0
    if year == FIRST_YEAR:
        stored = insert_rows(
            session,
            RoadmapMeasure,
            (own | _content(one) | _valid(revision) for own, one in zip(rows, roadmaps(), strict=True)),
        )
    told = [date(at, *TOLD) for at in (year - 1, year)]
    done = [
        own | _completion(one, key, day) | _valid(revision)
        for own, one in zip(rows, roadmaps(), strict=True)
        for key, day in one.done.items()
        if (year == FIRST_YEAR or told[0] < day) and day <= told[1]
    ]
    return stored + insert_rows(session, MeasureCompletion, done)


def _of_place(place: Place, index: int) -> Iterator[Measure]:
    for order, (direction, document, numbers) in enumerate(TAKEN):
        if order and index % 2 == 0:
            continue
        facts = [one for one in _facts(direction, document) if one.number in numbers]
        if direction == "1.1":
            facts.append(GOALS)
        for fact in facts:
            generator = np.random.default_rng([SEED, 31, index, order, int(fact.number.replace(".", ""))])
            yield _planted(_drawn(place, direction, fact, generator))


@cache
def _facts(direction: str, document: str) -> tuple[ReferenceMeasure, ...]:
    return next(
        one.measures for one in read_reference_roadmaps() if (one.direction, one.document) == (direction, document)
    )


def _drawn(place: Place, direction: str, fact: ReferenceMeasure, generator: np.random.Generator) -> Measure:
    without = generator.random(len(GAPS)) < GAPS
    deadline = Deadline(fact.kind) if without[2] else deadline_in(fact, (FIRST_YEAR, LAST_YEAR), SHIFT)
    named = "; ".join(RESPONSIBLE[letter] for letter in fact.responsible)
    measure = Measure(place.code, direction, fact, deadline, None if without[0] else named, fact.result or None)
    return replace(
        measure,
        result=None if without[1] else measure.result,
        done={term.key: day for term, day in _carried_out(place, deadline, generator)},
    )


def _carried_out(place: Place, deadline: Deadline, generator: np.random.Generator) -> Iterator[tuple[Term, date]]:
    """Municipalities with more points carry out more; some a little late."""
    likely = 0.62 + 0.36 * place.total / 900
    last = date(planted.LAST_YEAR, *TOLD)
    for term in terms(deadline, last):
        is_done, is_late, share = generator.random() < likely, generator.random() < LATE, generator.random()
        if term.due is None or not is_done:
            continue
        day = term.due + timedelta(int(1 + share * LATEST)) if is_late else term.due - timedelta(int(1 + share * 60))
        if day <= last:
            yield term, day


def _planted(measure: Measure) -> Measure:
    """What the tests and the tour of the page rely on."""
    changed = planted.ROADMAP.get(measure.identity)
    if changed is None:
        return measure
    changes: dict[str, Any] = dict(changed)
    if "done" in changes:
        changes["done"] = {key: date.fromisoformat(day) for key, day in changes["done"].items()}
    return replace(measure, **changes)


def _identity(measure: Measure, municipalities: dict[str, int], directions: dict[str, int]) -> dict[str, Any]:
    return {
        "municipality_id": municipalities[measure.place],
        "direction_id": directions[measure.direction],
        "number": measure.fact.number,
    }


def _direction_ids(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Direction.code, Direction.id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(Methodology.code == planted.METHODOLOGY)
    )
    return {row.code: row.id for row in rows}


def _content(measure: Measure) -> dict[str, Any]:
    deadline, fact = measure.deadline, measure.fact
    number = [int(part) for part in fact.number.split(".")]
    return {
        "order": number[0] * 1_000_000 + number[1] * 1_000,
        "cycle_component": fact.stage,
        "text": fact.text,
        "deadline_kind": deadline.kind.value,
        "deadline_text": None,
        "deadline_from": deadline.first.isoformat() if deadline.first else None,
        "deadline_to": deadline.last.isoformat() if deadline.last else None,
        "responsible": measure.responsible,
        "expected_result": measure.result,
        "result": None,
        "indicator_code": INDICATORS.get(fact.number) if measure.direction == "2.2" else None,
        "every_years": deadline.every_years,
    }


def _completion(measure: Measure, term: str, day: date) -> dict[str, Any]:
    stage = {"indicators_methods": "methods", "analysis_recommendations": "analysis", "measures_decisions": "decisions"}
    title = TITLES[stage.get(measure.fact.stage, measure.fact.stage)][0]
    number = f"{12 + day.toordinal() % 460}-о"
    return {
        "term": term,
        "done_on": day.isoformat(),
        "document_title": title,
        "document_number": number,
        "document_date": day.isoformat(),
    }


def _valid(revision: int) -> dict[str, Any]:
    return {"valid_from": revision, "valid_to": None}
