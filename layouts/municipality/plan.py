"""The card «points to the next place» of a profile: what to raise, and what it would change, all others unchanged."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import number, signed
from data.language import _, ngettext
from data.views.cycle.words import stage_title
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.lines import StepLine
from data.views.plan.offers import Offer
from data.views.plan.page import PlanView
from data.views.plan.selection import steps_of
from data.views.plan.words import unchanged
from layouts.municipality.ids import KEY
from layouts.municipality.plan_tables import effect_table
from layouts.parts.page import card, export_menu, note, spoken
from layouts.parts.signs import choice_button
from layouts.parts.tables import table_frame

TICKED = "✓"
# A list with more lines than this scrolls.
LONG = 10


class Ids(StrEnum):
    CARD = "plan-card"
    # The plan that is shown, in the form of the address: which one, what is ticked, in which ranking.
    PLAN = "plan-plan"
    STEPS = "plan-steps"
    SUBJECT = "plan-subject"
    # Whose steps are kept: another municipality or period begins without them.
    STEPS_OF = "plan-steps-of"
    # What the viewer presses: an offered plan, a box, another ranking, the direction whose parameters are listed.
    OFFER = "plan-offer"
    TOGGLE = "plan-toggle"
    RANKING = "plan-ranking"
    EDITED = "plan-edited"


def plan_slot(selection: MunicipalitySelection) -> Component:
    """The place of the card in the page, for a settled selection; a callback fills it."""
    kept = {
        Ids.PLAN: selection.plan,
        Ids.STEPS: list(selection.steps),
        Ids.SUBJECT: selection.subject,
        Ids.STEPS_OF: steps_of(selection),
    }
    pressed = (Ids.OFFER, Ids.TOGGLE, Ids.RANKING, Ids.EDITED)
    stores = [*(dcc.Store(id=identity, data=data) for identity, data in kept.items()), *map(_empty_store, pressed)]
    return html.Div([*stores, html.Div(id=Ids.CARD)], className="plan-slot")


def _empty_store(identity: str) -> Component:
    return dcc.Store(id=identity)


def plan_card(view: PlanView, edited: str | None = None) -> Component:
    """The card; ``edited`` is the code of the direction whose other open parameters are listed."""
    ranking = _("By total.") if view.is_by_total else view.subject.name
    body = [
        _offers(view),
        *([note(view.reason)] if view.reason else []),
        *_steps_table(view),
        *([html.P(view.sentence, className="plan-sum")] if view.sentence else []),
        *([effect_table(view)] if view.effect.directions else []),
        *_editor(view, edited),
        html.P(view.rule, className="hint"),
    ]
    return card(
        view.title,
        body,
        caption=f"{ranking} {unchanged()}",
        actions=export_menu(KEY, view.selection, table="plan"),
        **{"aria-label": _("Plan"), "data-plan": view.selection.plan},
    )


def _offers(view: PlanView) -> Component:
    chosen = "" if view.is_own else view.selection.plan
    places = [
        choice_button(
            offer.name,
            Ids.OFFER,
            offer.code,
            pressed=offer.code == chosen,
            look="button button-small",
        )
        for offer in view.next_offers
    ]
    closing = [_menu_item(offer, Ids.OFFER) for offer in view.close_offers]
    rankings = [
        choice_button(subject.short, Ids.RANKING, subject.code, pressed=subject == view.subject, look="")
        for subject in view.subjects
    ]
    menus = [
        *([_menu(_("Close a cycle"), closing)] if closing else []),
        _menu(_("Ranking: {name}").format(name=view.subject.short), rankings),
    ]
    return html.Div([*places, *menus], className="plan-offers", role="group", **{"aria-label": _("Which plan")})


def _menu(title: str, items: Sequence[Component]) -> Component:
    return html.Details(
        [html.Summary(title, className="button button-small"), html.Div(list(items), className="menu-items")],
        className="menu",
    )


def _menu_item(offer: Offer, store: str) -> Component:
    return choice_button(
        [html.Span(offer.name), html.Small(offer.size, className="second")], store, offer.code, look=""
    )


def _steps_table(view: PlanView) -> list[Component]:
    if not view.lines:
        return [html.P(_("No parameter is ticked."), className="second")] if view.is_own else []
    head = html.Thead(
        html.Tr(
            [
                html.Th(spoken(_("In the plan")), scope="col", className="plan-box"),
                html.Th(_("What to do"), scope="col"),
                html.Th(_("Points"), scope="col", className="numeric"),
                html.Th(_("Gain"), scope="col", className="numeric"),
            ]
        )
    )
    total = html.Tr(
        [
            html.Td(),
            html.Td(
                ngettext("{number} parameter", "{number} parameters", len(view.steps)).format(
                    number=number(len(view.steps))
                )
            ),
            html.Td(),
            html.Td(signed(view.gain) if view.gain else number(0), className="numeric"),
        ],
        className="total",
    )
    return [
        _lines_table([head, html.Tbody([*_grouped(view.lines, show_expected=True), total])], view.title, view.lines)
    ]


def _lines_table(content: list[Component], caption: str, lines: Sequence[StepLine]) -> Component:
    """A long list scrolls in its frame: the reader of a card wants to see what follows it."""
    frame = table_frame(content, caption, look="data-table plan-steps")
    return html.Div(frame, className="plan-long" if len(lines) > LONG else "")


def _grouped(lines: Sequence[StepLine], *, show_expected: bool) -> list[Component]:
    """Rows under the stage of the cycle that they belong to, with the documents that are expected there."""
    rows: list[Component] = []
    for (direction, stage), members in groupby(lines, key=lambda line: (line.direction, line.stage)):
        part = list(members)
        heading: list[Component | str] = [html.B(f"{direction.code} {direction.short} · {stage_title(stage)}")]
        if show_expected and part[0].expected:
            expected = _("Expected: {documents}").format(documents="; ".join(part[0].expected))
            heading.append(html.Small(expected, className="second"))
        rows.append(html.Tr(html.Th(heading, colSpan=4, scope="colgroup"), className="group"))
        rows += [_row(line) for line in part]
    return rows


def _row(line: StepLine) -> Component:
    what = _("Remove the penalty") if line.is_penalty else line.parameter
    before = _("n/d") if line.before is None else number(line.before)
    gain = signed(line.gain) if line.gain else number(0)
    words = _("{what}, {position}: {gain}").format(what=what, position=line.position, gain=gain)
    return html.Tr(
        [
            html.Td(_box(line, words), className="plan-box"),
            html.Td([html.Span(what), html.Small(line.position, className="second")]),
            html.Td(f"{before} → {number(line.after)}", className="numeric"),
            html.Td(gain, className="numeric"),
        ],
        className="" if line.ticked else "unticked",
    )


def _box(line: StepLine, words: str) -> Component:
    """A box that a press ticks or unticks; its value stays the same, so that the keyboard stays on it."""
    return html.Button(
        html.Span(TICKED if line.ticked else "", **{"aria-hidden": "true"}),
        type="button",
        role="checkbox",
        className="plan-tick",
        **{
            "aria-checked": str(line.ticked).lower(),
            "aria-label": words,
            "data-choice": Ids.TOGGLE,
            "data-value": line.key,
        },
    )


def _editor(view: PlanView, edited: str | None) -> list[Component]:
    """Other open parameters, one direction at a time: a municipality may have hundreds."""
    if not view.rest:
        return []
    counts = Counter(line.direction.code for line in view.rest)
    listed = [line for line in view.rest if line.direction.code == edited]
    buttons = [
        choice_button(
            [f"{code} ", html.Small(number(count))],
            Ids.EDITED,
            code,
            pressed=code == edited,
            look="button button-small",
        )
        for code, count in counts.items()
    ]
    title = ngettext(
        "Change the plan: {number} more open parameter",
        "Change the plan: {number} more open parameters",
        len(view.rest),
    ).format(number=number(len(view.rest)))
    body = [
        html.P(_("Choose a direction, then tick what is to be done."), className="hint"),
        html.Div(buttons, className="plan-offers"),
    ]
    if listed:
        rows = html.Tbody(_grouped(listed, show_expected=False))
        body.append(_lines_table([rows], listed[0].direction.name, listed))
    return [html.Details([html.Summary(title), *body], className="plan-editor", open=bool(listed))]
