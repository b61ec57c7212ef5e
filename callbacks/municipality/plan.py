"""The card of plans: an offered plan, a ticked step, another ranking; the address keeps the choice."""

from dataclasses import replace
from typing import Any

from dash import Input, Output, State, ctx, no_update

from callbacks.keeping import Keep
from callbacks.municipality.cards import CHOICES, WHOSE
from callbacks.registrar import Registrar, Viewing
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.selection import Trigger, chosen_plan_view, plan_choice, steps_of
from data.views.shared.choices import follow
from layouts.municipality.plan import Ids, plan_card
from layouts.parts.shell_ids import ShellIds

TRIGGERS = {Ids.OFFER: Trigger.OFFER, Ids.TOGGLE: Trigger.TOGGLE, Ids.RANKING: Trigger.RANKING}
# What the page keeps in the address for this card.
KEPT = {
    "plan": State(Ids.PLAN, "data"),
    "steps": State(Ids.STEPS, "data"),
    "subject": State(Ids.SUBJECT, "data"),
    "steps_of": State(Ids.STEPS_OF, "data"),
}
INPUTS = {name: Input(*place) for name, place in WHOSE.items()} | {
    "offer": Input(Ids.OFFER, "data"),
    "toggle": Input(Ids.TOGGLE, "data"),
    "ranking": Input(Ids.RANKING, "data"),
    "edited": Input(Ids.EDITED, "data"),
}
STATES = {name: State(identity, part) for name, (identity, part, _card) in CHOICES.items()} | KEPT
OUTPUTS = [
    Output(Ids.CARD, "children"),
    Output(ShellIds.QUERY, "data", allow_duplicate=True),
    Output(Ids.PLAN, "data"),
    Output(Ids.STEPS, "data"),
    Output(Ids.SUBJECT, "data"),
    Output(Ids.STEPS_OF, "data"),
]


def register(registrar: Registrar) -> None:
    @registrar.callback(OUTPUTS, INPUTS | STATES, keeping=Keep.VALUES_AND_TRIGGER)
    def show_plan(viewing: Viewing, edited: Any, **values: Any) -> list[Any]:
        choice = plan_choice(values, TRIGGERS.get(ctx.triggered_id))
        with viewing.reader(choice.selection.revision) as reader:
            view = chosen_plan_view(reader, replace(choice, selection=follow(reader, choice.selection)))
        return [
            plan_card(view, edited if edited and isinstance(edited, str) else None),
            view.selection.address(),
            *kept(view.selection, values),
        ]


def kept(settled: MunicipalitySelection, values: dict[str, Any]) -> list[Any]:
    """What the stores of the card are to hold; nothing where they hold it, so that the address is asked for once."""
    plan = [settled.plan, list(settled.steps), settled.subject]
    if plan == [values["plan"], values["steps"], values["subject"] or None]:
        return [no_update] * len(KEPT)
    return [*plan, steps_of(settled)]
