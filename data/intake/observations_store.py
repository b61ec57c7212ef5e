"""Storing observations: what changes, whether the figures agree with each other, and writing them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.bulk import end_rows, insert_rows
from data.formats import number
from data.intake.collector import Collector
from data.intake.observations_check import ObservationAnswer
from data.intake.plan import PlannedChange, chunks
from data.intake.quantities import Quantity
from data.language import _, local
from data.models.indicators import Observation
from data.models.region import Municipality
from data.queries import registry
from data.reader import Reader
from data.vocabulary import Nothing

# Indicator, period, municipality, school.
ObservationKey = tuple[int, int, int, str | None]


@dataclass(frozen=True)
class StoredObservation:
    id: int
    quantity: Quantity
    comment: str | None


@dataclass
class ObservationPlan:
    """``rows``: what an observation will say, and the row that it replaces."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    rows: list[tuple[ObservationKey, Quantity, str | None, int | None]] = field(default_factory=list)

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, Observation, [old for *_rest, old in self.rows if old is not None], revision)
        insert_rows(
            session,
            Observation,
            (
                {
                    "indicator_id": indicator,
                    "period_id": period,
                    "municipality_id": municipality,
                    "school_code": school,
                    "value": quantity.value,
                    "numerator": quantity.numerator,
                    "denominator": quantity.denominator,
                    "missing_reason": quantity.missing.value if quantity.missing else None,
                    "comment": comment,
                    "valid_from": revision,
                    "valid_to": None,
                }
                for (indicator, period, municipality, school), quantity, comment, _old in self.rows
            ),
        )


def current_observations(
    reader: Reader, period_ids: Sequence[int], municipality_ids: Sequence[int]
) -> dict[ObservationKey, StoredObservation]:
    """Observations as of the reader's revision within the viewer's scope."""
    found: dict[ObservationKey, StoredObservation] = {}
    for chunk in chunks(list(municipality_ids)):
        rows = reader.session.scalars(
            select(Observation)
            .join(Municipality, Municipality.id == Observation.municipality_id)
            .where(
                Observation.period_id.in_(period_ids),
                Observation.municipality_id.in_(chunk),
                reader.as_of(Observation),
                reader.detail_scope(Municipality.code),
            )
        )
        for row in rows:
            missing = Nothing(row.missing_reason) if row.missing_reason else None
            found[row.indicator_id, row.period_id, row.municipality_id, row.school_code] = StoredObservation(
                row.id, Quantity(row.value, row.numerator, row.denominator, missing), row.comment
            )
    return found


def plan_observations(reader: Reader, answers: list[ObservationAnswer], found: Collector) -> ObservationPlan:
    """Compare with what is stored; rows and stored figures together must keep the consistency rules."""
    plan = ObservationPlan()
    stored = current_observations(
        reader,
        sorted({answer.period.id for answer in answers}),
        sorted({answer.municipality.id for answer in answers}),
    )
    for answer in answers:
        _plan_row(plan, answer, stored.get(answer.identity), found)
    _check_rules(reader, answers, stored, found)
    return plan


def _plan_row(
    plan: ObservationPlan, answer: ObservationAnswer, old: StoredObservation | None, found: Collector
) -> None:
    # An empty cell says nothing: it never erases what is stored.
    quantity = answer.quantity or (old.quantity if old else None)
    comment = answer.comment or (old.comment if old else None)
    if quantity is None:
        found.error(
            "value-missing",
            _("There is a comment, but no value."),
            sheet=answer.sheet,
            cell=answer.cell,
            expected=_("a value, or “н/д”"),
            fix=_("Write the value, or “н/д” where there are no data."),
        )
        return
    before = _cells(old.quantity, old.comment) if old else dict.fromkeys(_cells(Quantity(), None))
    after = _cells(quantity, comment)
    different = [name for name in after if before[name] != after[name]]
    if not different:
        plan.unchanged += 1
        return
    if old is None:
        plan.new += 1
    else:
        plan.changed += 1
    subject = " / ".join(part for part in (answer.indicator.code, answer.period.code, answer.school) if part)
    plan.changes.extend(
        PlannedChange(answer.municipality.code, subject, name, before[name], after[name]) for name in different
    )
    plan.rows.append((answer.identity, quantity, comment, old.id if old else None))


def _cells(quantity: Quantity, comment: str | None) -> dict[str, Any]:
    return {
        "value": quantity.missing if quantity.missing else quantity.value,
        "numerator": quantity.numerator,
        "denominator": quantity.denominator,
        "comment": comment,
    }


def _check_rules(
    reader: Reader,
    answers: list[ObservationAnswer],
    stored: dict[ObservationKey, StoredObservation],
    found: Collector,
) -> None:
    """«Winners ≤ participants» and the like: rules are data, and hold for file and stored figures together."""
    rules = registry.indicator_rules(reader)
    identities = {entry.code: entry.id for entry in registry.indicators(reader)}
    quantities = {key: one.quantity for key, one in stored.items()}
    quantities |= {answer.identity: answer.quantity for answer in answers if answer.quantity}
    told: set[tuple[str, str, Any]] = set()
    for answer in answers:
        unit = answer.identity[1:]
        for rule in rules:
            if answer.quantity is None or answer.indicator.code not in (rule.smaller, rule.larger):
                continue
            smaller = quantities.get((identities[rule.smaller], *unit))
            larger = quantities.get((identities[rule.larger], *unit))
            identity = (rule.smaller, rule.larger, unit)
            if smaller is None or larger is None or identity in told or not _exceeds(smaller, larger):
                continue
            told.add(identity)
            found.error(
                "inconsistent-figures",
                local(rule.note_ru, rule.note_en),
                sheet=answer.sheet,
                cell=answer.cell,
                found=f"{rule.smaller}: {_shown(smaller)}; {rule.larger}: {_shown(larger)}",
                expected=_("{smaller} is at most {larger}").format(smaller=rule.smaller, larger=rule.larger),
                fix=_("Check both figures."),
            )


def _exceeds(smaller: Quantity, larger: Quantity) -> bool:
    """Compare numerators where both have them: shares of different denominators do not tell who is part of whom."""
    if smaller.numerator is not None and larger.numerator is not None:
        return smaller.numerator > larger.numerator
    return smaller.amount is not None and larger.amount is not None and smaller.amount > larger.amount


def _shown(quantity: Quantity) -> str:
    amount = quantity.numerator if quantity.numerator is not None else quantity.amount
    return number(amount) if amount is not None else "—"
