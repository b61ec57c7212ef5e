"""The card of a change of methodology: how directions continue, and what rules and performance did to ranks."""

from dash import html
from dash.development.base_component import Component

from data.formats import signed
from data.language import _
from data.queries.crosswalk import CrosswalkLine
from data.tables import Value
from data.views.method_change.page import MethodChange
from data.views.method_change.tables import TABLE, method_change_table
from data.views.method_change.words import comparability_words
from data.vocabulary import Comparability
from layouts.parts.cell_parts import bold
from layouts.parts.page import card, export_menu, note
from layouts.parts.screen_table import Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import Sign, badge_parts
from layouts.parts.tables import data_table

# The page that exports the tables of this card, wherever it is shown.
PAGE_KEY = "rankings"


def method_change_card(view: MethodChange) -> Component:
    """One municipality's change told apart, the crosswalk, and all municipalities on demand."""
    own = [html.P(view.own_words)] if view.own_words else []
    return card(
        view.title,
        [*own, *_parts(view), _crosswalk(view), *_newcomers(view), note(view.rule), _region(view)],
        caption=view.sentence,
        actions=export_menu(PAGE_KEY, view.selection, table=TABLE),
    )


def _parts(view: MethodChange) -> list[Component]:
    """The two parts and their sum as figures; empty where there is nothing to add up."""
    own = view.own
    if own is None or own.change is None or own.rules is None or own.performance is None:
        return []
    figures = ((_("Rules"), own.rules), (_("Performance"), own.performance), (_("Change in rank"), own.change))
    return [
        html.Div(
            [html.Div([html.Span(heading), html.B(signed(value))]) for heading, value in figures],
            className="figures",
        )
    ]


def comparability_sign(comparable: Comparability) -> Sign:
    """How far a direction can be compared, as a word with its sign."""
    mark, tone = {
        Comparability.FULL: ("✓", "met"),
        Comparability.PARTLY: ("◐", "behind"),
        Comparability.NONE: ("—", "note"),
    }[comparable]
    return Sign(comparability_words(comparable), mark, tone)


def _crosswalk(view: MethodChange) -> Component:
    if not view.lines:
        return note(_("No crosswalk between the two methodologies is stored: nothing can be compared."))
    headings = [
        Heading("older", _("Direction in {year}").format(year=view.older), is_name=True),
        Heading("newer", _("Direction in {year}").format(year=view.newer)),
        Heading("comparable", _("Comparability")),
        Heading("note", _("Note"), look="second"),
    ]
    return screen_table("crosswalk", view.title, headings, [Section([_line(line) for line in view.lines])])


def _line(line: CrosswalkLine) -> Row:
    sign = comparability_sign(line.comparable)
    cells = [
        Cell(f"{line.older} {line.older_name}", (bold(line.older), " ", line.older_name)),
        Cell(f"{line.newer} {line.newer_name}", (bold(line.newer), " ", line.newer_name)),
        Cell(sign.text, badge_parts(sign)),
        Cell(line.note),
    ]
    return Row(f"{line.older}~{line.newer}", cells)


def _newcomers(view: MethodChange) -> list[Component]:
    if not view.lines or not view.without_ancestor:
        return []
    text = _("New, continuing no older direction: {directions}.")
    return [html.P(text.format(directions="; ".join(view.without_ancestor)), className="second small")]


def _region(view: MethodChange) -> Component:
    body: list[Component] = []
    if view.split:
        own: dict[str, Value] | None = {"code": view.own.code} if view.own else None
        body.append(data_table(method_change_table(view), own_row=own))
    return html.Details(
        [
            html.Summary(_("All municipalities: rules and performance")),
            *body,
            html.P(view.unsplit_words, className="second small"),
        ],
        className="method-change-region",
    )
