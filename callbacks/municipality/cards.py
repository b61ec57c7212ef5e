"""The cards of /municipality: what each is drawn from, and which choice draws it again."""

from collections.abc import Callable
from typing import Any

from dash import Input, Output, State, set_props

from callbacks.keeping import Keep
from callbacks.registrar import Registrar, Viewing
from data.views.method_change.page import method_change
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.page import Profile
from data.views.shared.choices import follow
from layouts.municipality import cards
from layouts.municipality.ids import Ids
from layouts.municipality.page import controls, more
from layouts.municipality.picture_cards import figures_strip
from layouts.parts.page import Children, footer

# Whose profile, of which period: everything depends on these.
WHOSE = {
    "municipality": (Ids.MUNICIPALITY, "value"),
    "period": (Ids.PERIOD, "value"),
    "methodology": (Ids.METHODOLOGY, "value"),
    "revision": (Ids.REVISION, "data"),
}
# The one choice that concerns one card only, and the card.
CHOICES = {
    "scaling": (Ids.SCALING, "data", Ids.MAP),
    "cell": (Ids.CELL, "data", Ids.DETAIL),
    "peers": (Ids.PEERS, "value", Ids.COMPARED),
}


def _detail(profile: Profile) -> Children:
    shown = profile.detail
    return cards.cell_card(profile.selection, shown, profile.state) if shown else []


def _gaps(profile: Profile) -> Children:
    return cards.gaps_card(profile.selection, profile.gaps, is_scored=profile.row.points is not None)


CARDS: dict[Ids, Callable[[Profile], Children]] = {
    Ids.MAP: lambda profile: cards.map_card(profile.map),
    Ids.DETAIL: _detail,
    Ids.COMPARED: lambda profile: cards.comparison_card(profile.frame, profile.standings),
}
# Where an error of a choice stands, and the controls whose lists depend on it.
CONTROLS = [
    Output(Ids.NOTICE, "children", allow_duplicate=True),
    Output(Ids.FILTERS, "className"),
    *(Output(identity, "options") for identity in (Ids.MUNICIPALITY, Ids.METHODOLOGY, Ids.PEERS)),
]
CORRECTED = {name: place for name, place in WHOSE.items() if name in ("municipality", "methodology")} | {
    "peers": (Ids.PEERS, "value")
}
FACTS = (Ids.FIGURES, Ids.EXAMPLES, Ids.GAPS, Ids.MORE, Ids.FOOT, Ids.TITLE, Ids.SENTENCE)


def facts(profile: Profile) -> list[Children]:
    """What depends on municipality and period alone, in the order of ``FACTS``."""
    chosen = profile.selection
    changed = method_change(profile.reader, chosen.municipality, chosen.period or "", chosen.methodology or "")
    return [
        figures_strip(profile.figures),
        cards.examples_card(profile.frame, profile.examples) if profile.examples.rows else [],
        _gaps(profile),
        more(profile.frame, profile.trend, profile.penalties, changed),
        footer(profile.provenance),
        profile.municipality.name,
        profile.sentence,
    ]


def drawn(profile: Profile) -> dict[str, Children]:
    """The whole page at once."""
    shown: dict[str, Children] = {card: draw(profile) for card, draw in CARDS.items()}
    return shown | dict(zip(FACTS, facts(profile), strict=True))


def register(registrar: Registrar) -> None:
    own = {name: State(identity, part) for name, (identity, part, _card) in CHOICES.items()}

    @registrar.callback(
        [*CONTROLS, *(Output(identity, "children") for identity in FACTS)],
        {name: Input(*place) for name, place in WHOSE.items()} | own,
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_facts(viewing: Viewing, **values: Any) -> list[Any]:
        selection = MunicipalitySelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            profile = Profile(reader, follow(reader, selection))
            correct(values, profile.selection)
            return [[], *controls(profile.selection, profile.choices), *facts(profile)]

    for card in CARDS:
        _register_card(registrar, card)


def correct(values: dict[str, Any], settled: MunicipalitySelection) -> None:
    """Set the controls that hold what the chosen period no longer has.

    As outputs of a callback they would have every card wait for it, and it is seldom that they change.
    """
    for name, (identity, part) in CORRECTED.items():
        if values[name] != (value := getattr(settled, name)):
            set_props(identity, {part: value})


def _register_card(registrar: Registrar, card: Ids) -> None:
    """Another choice that a card shows, as the map shows the chosen cell, goes along when the card is redrawn."""
    own = {
        name: (Input if shown_by is card else State)(identity, part)
        for name, (identity, part, shown_by) in CHOICES.items()
    }

    @registrar.callback(
        [Output(card, "children")],
        {name: Input(*place) for name, place in WHOSE.items()} | own,
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_card(viewing: Viewing, **values: Any) -> list[Any]:
        selection = MunicipalitySelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            return [CARDS[card](Profile(reader, follow(reader, selection)))]
