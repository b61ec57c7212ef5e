"""Page /municipality/<code>: whose profile, of which period, compared with whom."""

from typing import Any

from dash import Input, Output, State
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.municipality import cards as municipality_cards
from callbacks.municipality import note as municipality_note
from callbacks.municipality import plan as municipality_plan
from callbacks.municipality.cards import CHOICES, WHOSE, drawn
from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.closed import closed_view
from data.views.municipality.page import Profile
from data.views.municipality.selection import is_open, open_choices, settle_profile
from data.views.municipality.tables import (
    comparison_table,
    examples_table,
    gaps_table,
    penalties_table,
    profile_table,
    trend_table,
)
from data.views.plan.selection import plan_choice
from data.views.plan.tables import plan_table
from layouts.municipality import page as municipality
from layouts.municipality.ids import Ids
from layouts.municipality.note import note_card
from layouts.municipality.plan import plan_slot
from layouts.parts.shell_ids import ShellIds

OTHERS = {name: Input(identity, part) for name, (identity, part, _card) in CHOICES.items()}
# Inputs, so that the address is written after the plan, which writes it too: whoever answers last would decide else.
KEPT = {name: Input(state.component_id, state.component_property) for name, state in municipality_plan.KEPT.items()}
NOTICE = Output(Ids.NOTICE, "children", allow_duplicate=True)


def layout(reader: Reader, selection: MunicipalitySelection) -> Component:
    settled, choices = settle_profile(reader, selection)
    if not is_open(reader, settled):
        return municipality.closed(closed_view(reader, settled))
    cards = (plan_slot(settled), note_card())
    return municipality.layout(settled, open_choices(reader, choices), cards, drawn(Profile(reader, settled)))


def register(registrar: Registrar) -> None:
    municipality_cards.register(registrar)
    municipality_plan.register(registrar)
    municipality_note.register(registrar)

    # Of another municipality or period the plan writes the address.
    @registrar.callback(
        [NOTICE, Output(ShellIds.QUERY, "data", allow_duplicate=True)],
        OTHERS | KEPT | {name: State(*place) for name, place in WHOSE.items()},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_address(viewing: Viewing, **values: Any) -> list[Any]:
        kept = plan_choice(values, None).selection
        with viewing.reader(kept.revision) as reader:
            return [[], Profile(reader, kept).selection.address()]


PAGE = Page(
    MunicipalitySelection,
    lambda: _("Municipality"),
    layout,
    register,
    {
        "profile": profile_table,
        "comparison": comparison_table,
        "gaps": gaps_table,
        "plan": plan_table,
        "penalties": penalties_table,
        "examples": examples_table,
        "trend": trend_table,
    },
    keeps=True,
)
