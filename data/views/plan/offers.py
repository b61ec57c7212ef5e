"""Which plans one municipality may choose from, and the one that is chosen."""

from dataclasses import dataclass

from data.errors import NotFound
from data.language import _
from data.measures.plans import Outcome, Plan
from data.views.plan import words
from data.views.plan.source import PlanSource
from data.views.shared.choices import Choices

NEXT, CLOSE, OWN = "next", "close", "own"
# How many places up are offered as buttons; an address may name others.
OFFERED_PLACES = 4


@dataclass(frozen=True)
class Offer:
    """``code`` is that of ``Selection.plan``; ``size`` says how much it takes, or why there is no such plan."""

    code: str
    name: str
    size: str
    found: bool


@dataclass(frozen=True)
class Base:
    """The plan that is chosen, before the viewer ticks anything: its code and its name in a title."""

    code: str
    name: str
    plan: Plan


def base_plan(source: PlanSource, code: str | None, choices: Choices) -> Base:
    """The plan of the code; more places than there are become all there are, and several become the next result above.

    Raises NotFound for a direction that the methodology does not have.
    """
    kind, _colon, value = (code or f"{NEXT}:1").partition(":")
    if kind == OWN:
        return Base(OWN, words.own_name(), Plan(Outcome.FOUND))
    if kind == CLOSE:
        if value not in {direction.code for direction in choices.directions}:
            raise NotFound(
                _("There is no {field} “{code}” here. Known: {known}.").format(
                    field=_("direction"), code=value, known=", ".join(one.code for one in choices.directions)
                )
            )
        return Base(f"{CLOSE}:{value}", words.close_name(value), source.close_cycle(value))
    above = source.places or (1,)
    places = next((one for one in above if one >= int(value)), above[-1])
    name = words.next_name(is_first=places == above[0], places=places)
    return Base(f"{NEXT}:{places}", name, source.next_place(places))


def next_offers(source: PlanSource) -> tuple[Offer, ...]:
    """The nearest ranks above; none for the first and for a municipality without a rank."""
    return tuple(
        _offer(f"{NEXT}:{places}", words.places_name(places), source.next_place(places))
        for places in source.places[:OFFERED_PLACES]
    )


def close_offers(source: PlanSource, choices: Choices) -> tuple[Offer, ...]:
    """One per direction whose cycle is not full yet, in their official order."""
    plans = [(direction, source.close_cycle(direction.code)) for direction in choices.directions]
    return tuple(
        _offer(f"{CLOSE}:{direction.code}", f"{direction.code} {direction.short}", plan)
        for direction, plan in plans
        if plan.outcome is not Outcome.ALREADY
    )


def _offer(code: str, name: str, plan: Plan) -> Offer:
    found = plan.outcome is Outcome.FOUND
    return Offer(code, name, words.size(plan) if found else words.short_reason(plan), found)
