"""The filters of /rankings: lists that follow period and methodology, groups, and the viewer's own weights."""

from collections import Counter
from enum import StrEnum
from typing import Any, NamedTuple

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.measures.weights import HIGHEST, OFFICIAL
from data.views.rankings.address import RankingsSelection
from data.views.rankings.peers import OWN_SET, comparison_names
from data.views.rankings.selection import NOBODY
from data.views.rankings.weights import parsed_weights
from data.views.rankings.words import subjects
from data.views.shared.choices import Choices
from layouts.parts.page import checklist, field, note, rail, select
from layouts.parts.signs import choice_button

# The one value of the choice to draw ranges of ranks.
TRACK = "track"
# A list of more names is searched, not scrolled through; sending it with every answer would cost more than the rows.
MOST_OPTIONS = 200


class Ids(StrEnum):
    PERIOD = "rankings-period"
    METHODOLOGY = "rankings-methodology"
    METHODOLOGY_FIELD = "rankings-methodology-field"
    SUBJECT = "rankings-subject"
    KINDS = "rankings-kinds"
    MUNICIPALITY = "rankings-municipality"
    VIEW = "rankings-view"
    REVISION = "rankings-revision"
    SHOWN = "rankings-shown"
    SENTENCE = "rankings-sentence"
    CONTENT = "rankings-content"
    FOOT = "rankings-foot"
    CHART = "rankings-chart"
    HISTORY = "rankings-history"
    DISTRIBUTION = "rankings-distribution"
    SCALING = "rankings-scaling"
    RANGES = "rankings-ranges"
    PEERS = "rankings-peers"
    OWN_SET = "rankings-own-set"
    OWN_SET_FIELD = "rankings-own-set-field"
    WEIGHTS = "rankings-weights"
    WEIGHT_FIELDS = "rankings-weight-fields"
    SEARCH = "rankings-search"
    PAGE = "rankings-page"
    SIZE = "rankings-size"
    JUMP = "rankings-jump"
    # A found row that is to be pinned.
    PIN = "rankings-pin"


Options = list[dict[str, Any]]


class Controls(NamedTuple):
    """Options and values of the controls that follow the period and the methodology, as the callback returns them."""

    methodologies: Options
    methodology: str
    methodology_hidden: bool
    subjects: Options
    subject: str
    kinds: Options
    municipalities: Options
    municipality: str
    own_set: Options
    own_set_hidden: bool


def controls(selection: RankingsSelection, choices: Choices) -> Controls:
    """``selection`` is settled (``data.views.rankings.page.settled_selection``)."""
    counts = Counter(choice.group for choice in choices.municipalities)
    is_own_set = selection.peers == OWN_SET
    return Controls(
        methodologies=_options([(choice.code, choice.short) for choice in choices.methodologies]),
        methodology=selection.methodology or "",
        methodology_hidden=len(choices.methodologies) < 2,
        subjects=_options([(subject.code, subject.short) for subject in subjects(choices)]),
        subject=selection.subject or "",
        kinds=[{"value": kind.code, "label": _counted(kind.short, counts[kind.code])} for kind in choices.kinds],
        municipalities=_options([(NOBODY, _("nobody")), *_pinnable(selection, choices)]),
        municipality=selection.municipality or NOBODY,
        own_set=_options([(each.code, each.short) for each in choices.municipalities if is_own_set]),
        own_set_hidden=not is_own_set,
    )


def _pinnable(selection: RankingsSelection, choices: Choices) -> list[tuple[str, str]]:
    """All municipalities; of very many only the pinned one, for the others are found by the search."""
    is_long = len(choices.municipalities) > MOST_OPTIONS
    found = choices.municipalities
    return [(each.code, each.short) for each in found if not is_long or each.code == selection.municipality]


def ranking_rail(selection: RankingsSelection, choices: Choices, shown: str = "") -> Component:
    """The controls, and in words how many municipalities they show."""
    now = controls(selection, choices)
    periods = [(choice.code, choice.name) for choice in reversed(choices.periods)]
    kinds = selection.kinds or tuple(kind.code for kind in choices.kinds)
    pinning = _("Its row stays at the top and is marked in the list.")
    if len(choices.municipalities) > MOST_OPTIONS:
        pinning += " " + _("Find a municipality by its name to pin it.")
    return rail(
        [
            field(
                _("Find a municipality"),
                _search(selection),
                _("Part of a name is enough, in any letter case."),
            ),
            field(_("Period"), select(Ids.PERIOD, periods, selection.period)),
            html.Div(
                field(_("Methodology"), select(Ids.METHODOLOGY, _pairs(now.methodologies), now.methodology)),
                id=Ids.METHODOLOGY_FIELD,
                hidden=now.methodology_hidden,
            ),
            field(_("What to rank"), select(Ids.SUBJECT, _pairs(now.subjects), now.subject)),
            field(_("Kind of municipality"), checklist(Ids.KINDS, _pairs(now.kinds), kinds)),
            field(_("Pinned"), select(Ids.MUNICIPALITY, _pairs(now.municipalities), now.municipality), pinning),
            field(_("Compared with"), select(Ids.PEERS, list(comparison_names().items()), selection.peers)),
            html.Div(
                field(_("My own set"), _own_set(selection, now.own_set)),
                id=Ids.OWN_SET_FIELD,
                hidden=selection.peers != OWN_SET,
            ),
            field(
                _("How certain the ranks are"),
                checklist(Ids.RANGES, [(TRACK, _("Show ranges as lines"))], selection.ranges),
            ),
            html.Details(
                [
                    html.Summary(_("Weights of directions")),
                    html.Div(weight_fields(selection, choices), id=Ids.WEIGHT_FIELDS),
                ],
                className="ranking-weights",
                open=bool(selection.weights),
            ),
            html.P(shown, id=Ids.SHOWN, className="hint"),
        ]
    )


def _search(selection: RankingsSelection) -> Component:
    # The answer comes once the hand rests, in thousandths of a second.
    return dbc.Input(id=Ids.SEARCH, type="search", value=selection.search or "", debounce=400, maxLength=80, size="sm")


def _own_set(selection: RankingsSelection, options: Options) -> Component:
    return dcc.Dropdown(
        id=Ids.OWN_SET,
        options=options,
        value=list(selection.municipalities),
        multi=True,
        placeholder=_("Add municipalities"),
        labels={
            "select_all": _("Select all"),
            "deselect_all": _("Deselect all"),
            # The component puts the number into these braces.
            "selected_count": _("{num_selected} selected"),
            "search": _("Search"),
            "clear_search": _("Clear the search"),
            "clear_selection": _("Clear the selection"),
            "no_options_found": _("Nothing found"),
        },
    )


def weight_fields(selection: RankingsSelection, choices: Choices) -> list[Component]:
    """One slider per direction; a script of the page gathers them into the store of weights."""
    weights = parsed_weights(selection.weights)
    return [
        note(_("Your own weights are not official. In the official total every direction weighs 100%.")),
        html.Div(
            [_weight(choice.code, choice.short, weights.get(choice.code, OFFICIAL)) for choice in choices.directions],
            **{"data-weights": Ids.WEIGHTS},
        ),
        choice_button(_("Back to the official weights"), Ids.WEIGHTS, "", look="button button-small"),
    ]


def _weight(code: str, name: str, weight: int) -> Component:
    identity = f"{Ids.WEIGHTS}-{code}".replace(".", "-")
    slider = dbc.Input(
        id=identity, name=code, type="range", min=0, max=HIGHEST, step=10, value=weight, class_name="form-range"
    )
    label = html.Label([html.Span(f"{code} {name}"), html.Output(f"{weight}\u00a0%")], htmlFor=identity)
    return html.Div([label, slider], className="ranking-weight")


def _counted(name: str, count: int) -> Component:
    return html.Span([name, html.Span(str(count), className="second")], className="counted")


def _options(pairs: list[tuple[str, str]]) -> Options:
    return [{"value": code, "label": label} for code, label in pairs]


def _pairs(options: Options) -> list[tuple[str, Any]]:
    return [(option["value"], option["label"]) for option in options]
