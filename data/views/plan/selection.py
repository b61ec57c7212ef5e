"""What the card of plans sends, as a selection: a plan that is pressed, a step that is ticked, another ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.errors import NotFound
from data.storage.reader import Reader
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.offers import OWN
from data.views.plan.page import PlanView, plan_view


class Trigger(StrEnum):
    """What the viewer has done; anything else shows the plan that is kept."""

    OFFER = "offer"
    TOGGLE = "toggle"
    RANKING = "ranking"


@dataclass(frozen=True)
class PlanChoice:
    selection: MunicipalitySelection
    toggle: str = ""


def plan_choice(values: Mapping[str, Any], trigger: Trigger | None) -> PlanChoice:
    """The choice that controls of these values make. ``steps_of`` names whose steps are kept, «M14~2026»: another
    municipality or period begins without them. Raises BadSelection for a value that no control sends.
    """
    kept = MunicipalitySelection.parse(values)
    if values.get("steps_of") != steps_of(kept):
        kept = _without_steps(kept)
    if not (kept.cell or "").startswith(f"{kept.municipality}~"):
        kept = kept.but(cell=None)
    if trigger is Trigger.OFFER:
        return PlanChoice(kept.but(plan=MunicipalitySelection.parse({"plan": values.get("offer")}).plan, steps=()))
    if trigger is Trigger.RANKING:
        return PlanChoice(
            _without_steps(kept).but(subject=MunicipalitySelection.parse({"subject": values.get("ranking")}).subject)
        )
    if trigger is Trigger.TOGGLE:
        return PlanChoice(kept, MunicipalitySelection.parse({"steps": [values.get("toggle")]}).steps[0])
    return PlanChoice(kept)


def _without_steps(selection: MunicipalitySelection) -> MunicipalitySelection:
    return selection.but(steps=(), plan=None if selection.plan == OWN else selection.plan)


def steps_of(selection: MunicipalitySelection) -> str:
    return f"{selection.municipality}~{selection.period}"


def chosen_plan_view(reader: Reader, choice: PlanChoice) -> PlanView:
    """The plan of a choice; what a newly chosen period no longer has is dropped from it."""
    try:
        return plan_view(reader, choice.selection, choice.toggle)
    except NotFound:
        return plan_view(reader, choice.selection.but(plan=None, steps=(), subject=None))
