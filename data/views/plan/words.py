"""The words of plans: names, sizes, what a plan makes of points and places, and why there is none."""

from collections.abc import Mapping

from data.formats import number
from data.language import _, ngettext, pgettext
from data.measures.plans import Outcome, Plan
from data.measures.ranks import Unranked
from data.views.cycle.selection import Stage
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.source import Standing
from data.views.rankings.words import Subject
from data.views.shared.choices import Choices

# How many holders of a place are named.
NAMED = 3


def points_words(points: float) -> str:
    """«1 балл», «2 балла», «8,5 балла»: a part of a point is counted like two."""
    whole = int(abs(points)) if float(points).is_integer() else 2
    return ngettext("{number} point", "{number} points", whole).format(number=number(points))


def parameters_words(count: int) -> str:
    return ngettext("{number} parameter", "{number} parameters", count).format(number=count)


def places_name(places: int) -> str:
    """The name of an offer: «+2 места»."""
    return ngettext("+{number} rank", "+{number} ranks", places).format(number=places)


def next_name(*, is_first: bool, places: int) -> str:
    if is_first and places == 1:
        return _("To the next rank")
    return ngettext("{number} rank up", "{number} ranks up", places).format(number=places)


def close_name(direction: str) -> str:
    return _("Closing the cycle of {direction}").format(direction=direction)


def own_name() -> str:
    return _("Own plan")


def size(plan: Plan) -> str:
    """«8 баллов, 3 параметра»."""
    return _("{points}, {parameters}").format(
        points=points_words(plan.gain), parameters=parameters_words(len(plan.steps))
    )


def short_reason(plan: Plan) -> str:
    """Why an offer is none, in a word or two."""
    if plan.outcome is Outcome.NO_RUBRIC:
        return _("no rubric is loaded")
    if plan.outcome is Outcome.NOT_APPLICABLE:
        return _("out of reach: something does not apply")
    return _("out of reach")


def title(name: str, plan: Plan) -> str:
    """«До следующего места: 8 баллов», or that there is no such plan."""
    if plan.outcome is Outcome.FOUND:
        return _("{plan}: {points}").format(plan=name, points=points_words(plan.gain))
    if plan.outcome is Outcome.OUT_OF_REACH:
        return _("{plan}: out of reach").format(plan=name)
    return name


def sentence(plan: Plan, before: Standing, after: Standing, base: Plan | None, choices: Choices) -> str:
    """«Будет 749 баллов (742 + 7) и 13–14-е место»: points and rank with the plan; empty without one.

    ``base`` is the plan as it was computed, empty for the viewer's own choice, which promises no place.
    """
    if plan.outcome is not Outcome.FOUND or before.points is None or after.points is None:
        return ""
    gain = round(after.points - before.points, 6)
    sign = "−" if gain < 0 else "+"
    sum_ = f"{number(before.points)} {sign} {number(abs(gain))}"
    points = _("{points} ({sum})").format(points=points_words(after.points), sum=sum_)
    if not after.rank:
        return _("With the plan: {points}, no rank.").format(points=points)
    text = _("With the plan: {points} and rank {rank}.").format(points=points, rank=after.rank)
    if base is not None and base.goal is not None and base.holders:
        text += " " + _("At this rank now: {holders}.").format(holders=_holders(base, choices))
    return text


def _holders(plan: Plan, choices: Choices) -> str:
    names = [Choices.find(choices.municipalities, code).short for code in plan.holders]
    more = len(names) - NAMED
    rest = ngettext("and {number} more", "and {number} more", more).format(number=more) if more > 0 else ""
    return ", ".join(names[:NAMED]) + (f" {rest}" if rest else "")


def reason(plan: Plan, stages: Mapping[str, Stage], choices: Choices, *, is_cycle: bool) -> str:
    """Why there is no plan; empty where there is one."""
    blocked = ", ".join(_("“{name}”").format(name=stages[code].name) for code in plan.blocked)
    match plan.outcome:
        case Outcome.FOUND:
            return ""
        case Outcome.ALREADY:
            if is_cycle:
                return _("Every stage of this cycle is already formed.")
            return _("The municipality already has rank 1.")
        case Outcome.UNRANKED:
            return _("No rank yet: {reason}. The scores must be complete first.").format(
                reason=_unranked(plan.unranked)
            )
        case Outcome.OUT_OF_REACH:
            return _(
                "Out of reach: every parameter at its maximum gives {ceiling}; needed: {goal} ({holders})."
            ).format(
                ceiling=points_words(plan.ceiling or 0.0),
                holders=_holders(plan, choices),
                goal=points_words(plan.goal or 0.0),
            )
        case Outcome.NO_RUBRIC:
            return _("Out of reach: the rubric has no parameters for {stages}.").format(stages=blocked)
        case Outcome.NOT_APPLICABLE:
            return _("Out of reach: parameters of {stages} do not apply to this municipality.").format(stages=blocked)


def _unranked(unranked: Unranked) -> str:
    return {
        Unranked.RANKED: "",
        Unranked.NO_RUBRIC: _("no rubric is loaded"),
        Unranked.NOT_SCORED: _("nothing is scored"),
        Unranked.PARTLY_SCORED: _("not everything is scored"),
        Unranked.NOT_APPLICABLE: _("some parameters do not apply"),
    }[unranked]


def no_place() -> str:
    return pgettext("rank", "none")


def unchanged() -> str:
    return _("With the results of all others unchanged.")


def rule() -> str:
    """What «smallest» means: no source states it, so the product sets it and prints it."""
    return _(
        "A plan opens the fewest parameters and, among equally few, adds the fewest points. A "
        "parameter rises to a whole number of points or to its maximum; a penalty is removed as a "
        "whole. Among equal plans parameters with more to gain come first, then the order of the "
        "rubric. Equal points share a rank. The results of all others are taken as unchanged."
    )


def filters(settled: MunicipalitySelection, choices: Choices, subject: Subject) -> tuple[tuple[str, str], ...]:
    """The choices of the plan as (label, text) pairs, for the export."""
    return (
        (_("Municipality"), Choices.find(choices.municipalities, settled.municipality or "").name),
        (_("Period"), Choices.find(choices.periods, settled.period or "").name),
        (_("Ranking"), subject.name),
    )
