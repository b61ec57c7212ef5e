"""The card «points to the next place» of a profile: what to raise, and what it would change, all others unchanged."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import number, signed
from data.language import _, ngettext
from data.tables import Kind
from data.views.cycle.words import stage_title
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.lines import StepLine
from data.views.plan.offers import Offer
from data.views.plan.page import PlanView
from data.views.plan.selection import steps_of
from data.views.plan.words import unchanged
from layouts.municipality.ids import KEY
from layouts.municipality.plan_tables import effect_table
from layouts.parts.cell_parts import Part, Parts, bold, ear_only, eye_only, small, span
from layouts.parts.page import card, export_menu, note
from layouts.parts.screen_table import DESCENDING, UNSORTED, Cell, Heading, Line, Row, Section, screen_table
from layouts.parts.signs import choice_button

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
        Ids.PLAN: selection.plan or "",
        Ids.STEPS: list(selection.steps),
        Ids.SUBJECT: selection.subject or "",
        Ids.STEPS_OF: steps_of(selection),
    }
    pressed = (Ids.OFFER, Ids.TOGGLE, Ids.RANKING, Ids.EDITED)
    # One without a value reports one as soon as it is drawn, and the plan would be asked for again.
    stores = [dcc.Store(id=identity, data=data) for identity, data in (kept | dict.fromkeys(pressed, "")).items()]
    return html.Div([*stores, html.Div(id=Ids.CARD)], className="plan-slot")


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
    count = ngettext("{number} parameter", "{number} parameters", len(view.steps)).format(
        number=number(len(view.steps))
    )
    gain = signed(view.gain) if view.gain else number(0)
    total = Row("", [Cell(), Cell(count), Cell(), Cell(shown=gain)], "total")
    return [_lines_table("plan-steps", view.title, _grouped(view.lines, show_expected=True), [total])]


def _lines_table(name: str, caption: str, lines: Section, total: Sequence[Row] = ()) -> Component:
    """A long list scrolls in its frame: the reader of a card wants to see what follows it."""
    headings = [
        Heading("box", ear_only(_("In the plan")), look="plan-box", sort=UNSORTED),
        Heading("what", _("What to do")),
        Heading("points", _("Points"), Kind.NUMBER, look="numeric", sort=UNSORTED),
        Heading("gain", _("Gain"), Kind.SIGNED, look="numeric", sort=DESCENDING),
    ]
    table = screen_table(
        name, caption, headings, [lines], look="data-table plan-steps", bottom=total, size=0, is_plain=not total
    )
    return html.Div(table, className="plan-long" if len(lines.rows) > LONG else "")


def _grouped(lines: Sequence[StepLine], *, show_expected: bool) -> Section:
    """Rows under the stage of the cycle that they belong to, with the documents that are expected there."""
    rows: list[Row] = []
    between: dict[int, list[Line]] = {}
    for (direction, stage), members in groupby(lines, key=lambda line: (line.direction, line.stage)):
        part = list(members)
        heading: list[Parts] = [bold(f"{direction.code} {direction.short} · {stage_title(stage)}")]
        if show_expected and part[0].expected:
            expected = _("Expected: {documents}").format(documents="; ".join(part[0].expected))
            heading.append(small(expected, "second"))
        between[len(rows)] = [Line(tuple(heading), "group")]
        rows += [_row(line) for line in part]
    return Section(rows, between=between)


def _row(line: StepLine) -> Row:
    what = _("Remove the penalty") if line.is_penalty else line.parameter
    before = _("n/d") if line.before is None else number(line.before)
    gain = signed(line.gain) if line.gain else number(0)
    words = _("{what}, {position}: {gain}").format(what=what, position=line.position, gain=gain)
    cells = [
        Cell(shown=_box(line, words)),
        Cell(what, (span(what), small(line.position, "second"))),
        Cell(shown=f"{before} → {number(line.after)}"),
        Cell(line.gain, gain),
    ]
    return Row(line.key, cells, "" if line.ticked else "unticked")


def _box(line: StepLine, words: str) -> Part:
    """A box that a press ticks or unticks; its value stays the same, so that the keyboard stays on it."""
    return Part(
        "button",
        eye_only(TICKED if line.ticked else ""),
        "plan-tick",
        choice=Ids.TOGGLE,
        value=line.key,
        pressed=line.ticked,
        label=words,
        role="checkbox",
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
        body.append(_lines_table("plan-editor", listed[0].direction.name, _grouped(listed, show_expected=False)))
    return [html.Details([html.Summary(title), *body], className="plan-editor", open=bool(listed))]
