"""The parts every page is made of: cards, fields, badges, legends, notes, tables, export menus."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.exports.file_names import file_name, page_words
from data.language import _
from data.selection import Selection
from data.views.shared.provenance import Provenance
from layouts.parts.shell_ids import ShellIds

# Whatever Dash takes as children: a component, a text, a sequence of them, or nothing.
Children = Any


def page(
    *,
    title: Children,
    sentence: Children,
    content: Component,
    rail: Component | None = None,
    actions: Children = None,
    foot: Children = None,
    address: str = "",
) -> Component:
    """Title with a sentence that states what is shown, filters at the left, content right of them, ``foot`` below.

    ``address`` is that of what is shown, with every default filled in; the browser writes it. Its store, and that of
    where an action leads, stand here and not in the frame: Dash asks a callback at once when one of its outputs was
    there before its inputs.
    """
    heading = html.Div(
        [
            html.Div([html.H1(title), html.P(sentence, className="page-sentence")]),
            html.Div([copy_link_menu(), *_listed(actions)], className="page-actions"),
        ],
        className="page-heading",
    )
    body = html.Div([*_listed(rail), html.Div(content, className="page-content")], className="page-body")
    stores = [dcc.Store(id=ShellIds.QUERY, data=address or None), dcc.Store(id=ShellIds.LEADS, data="")]
    return html.Main([heading, body, *_listed(foot), *stores], className="page", id="main", tabIndex=-1)


def copy_link_menu() -> Component:
    """The address of what is shown, with the data of the day it is opened or with those of now for ever."""
    links = (
        ("newest", _("Newest data"), _("follows corrections")),
        ("revision", _("These figures"), _("never change")),
    )
    buttons = [
        html.Button([html.B(name), words], type="button", **{"data-copy-link": which}) for which, name, words in links
    ]
    return html.Details(
        [html.Summary(_("Copy link"), className="button"), html.Div(buttons, className="menu-items")],
        className="menu copy-menu",
        **{"data-copied": _("The link is copied")},
    )


def rail(fields: Sequence[Component]) -> Component:
    """The filters; on a phone they fold into one line that opens."""
    return html.Details(
        [
            html.Summary(_("Filters")),
            html.Div([html.A(_("Reset"), href="?", className="rail-reset"), *fields], className="rail-fields"),
        ],
        className="rail",
        open=True,
    )


def field(label: str, control: Component, hint: Children = None) -> Component:
    """A labelled control; the label names the control, or the group of its choices, for a reader of the screen."""
    hints = [html.P(hint, className="hint")] if hint else []
    if isinstance(control, dbc.RadioItems | dbc.Checklist):
        # A list of choices is no single control that a label could name.
        words = html.Span(label, className="field-label", **{"aria-hidden": "true"})
        return html.Div([words, control, *hints], className="field", role="group", **{"aria-label": label})
    words = html.Label(label, htmlFor=getattr(control, "id", None), className="field-label")
    return html.Div([words, control, *hints], className="field")


def select(identity: str, options: Sequence[tuple[str, str]], value: str | None) -> Component:
    """A choice of one; ``options`` are (value, label)."""
    return dbc.Select(
        id=identity, options=[{"value": code, "label": label} for code, label in options], value=value, size="sm"
    )


def radio(identity: str, options: Sequence[tuple[str, str]], value: str | None) -> Component:
    return dbc.RadioItems(
        id=identity, options=[{"value": code, "label": label} for code, label in options], value=value
    )


def checklist(identity: str, options: Sequence[tuple[str, str]], value: Sequence[str]) -> Component:
    return dbc.Checklist(
        id=identity, options=[{"value": code, "label": label} for code, label in options], value=list(value)
    )


def segmented(identity: str, options: Sequence[tuple[str, str]], value: str | None) -> Component:
    """A choice of one of a few, as joined buttons."""
    return dbc.RadioItems(
        id=identity,
        options=[{"value": code, "label": label} for code, label in options],
        value=value,
        className="segmented",
        inputClassName="btn-check",
        labelClassName="segment",
        inline=True,
    )


def card(
    title: Children, body: Children, *, caption: Children = None, actions: Children = None, **attributes: Any
) -> Component:
    """A white sheet with a heading, one line that says how to read it, and its actions at the right."""
    heading = html.Div(
        [
            html.Div([html.H2(title), *([html.P(caption)] if caption else [])]),
            html.Div(_listed(actions), className="card-actions"),
        ],
        className="card-heading",
    )
    return html.Section([heading, *_listed(body)], className="sheet", **attributes)


def note(text: Children) -> Component:
    """A remark on sand: a limit, a contradiction, a warning that is no error."""
    return html.Div(text, className="note")


def empty_state(title: str, text: str, action: Component | None = None) -> Component:
    """Why there is nothing here and what to do about it."""
    return html.Div([html.H3(title), html.P(text), *_listed(action)], className="empty-state")


def error_notice(message: str, way_out: Component | None = None) -> Component:
    """Why something cannot be shown; the way out is to reset the filters, where there is no better one."""
    return html.Div(
        [
            html.H3([html.Span("✕ ", **{"aria-hidden": "true"}), _("This cannot be shown")]),
            html.P(message),
            way_out or html.A(_("Reset filters"), href="?", className="button"),
        ],
        className="error-notice",
        role="alert",
    )


def legend(items: Sequence[tuple[str, str, str]]) -> Component:
    """``items`` are (class of the swatch, mark inside it, words)."""
    return html.Ul(
        [
            html.Li([html.Span(mark, className=f"swatch {look}", **{"aria-hidden": "true"}), words])
            for look, mark, words in items
        ],
        className="legend",
    )


def footer(provenance: Provenance) -> Component:
    """Methodology, revision and the rules of the page; the pictures of its tables take their source from here."""
    return html.Footer(
        [html.Div([html.B(heading), html.P(text)]) for heading, text in provenance.lines],
        className="page-footer",
        **{"data-source": provenance.in_a_line, "data-revision": str(provenance.revision)},
    )


def export_menu(
    page_key: str,
    selection: Selection,
    *,
    table: str | None = None,
    picture: str = "",
    graph: str | None = None,
    span: str = "",
) -> Component:
    """Exports of one object: a table as XLSX and CSV from the server, pictures as PNG and SVG from the browser.

    ``picture`` says in the name of a picture what it shows, and offers one: of the chart or map whose id is ``graph``,
    or else of the card's table as it is drawn. ``span`` is the period of that name, where it is not the page's.
    """
    query = selection.query()
    links: list[Component] = []
    if table:
        links += [
            html.A(
                [html.B(kind.upper()), words],
                href=f"/export/{page_key}/{table}.{kind}" + (f"?{query}" if query else ""),
                download="",
            )
            for kind, words in (("xlsx", _("numbers and filters")), ("csv", _("for Excel and other programs")))
        ]
    if picture:
        drawn = {"data-export-graph": graph} if graph else {"data-export-table": "true"}
        links += [
            html.Button(
                [html.B(kind.upper()), words],
                type="button",
                **drawn,
                **{
                    "data-export-format": kind,
                    "data-export-name": file_name(page_words(page_key), picture, span or selection.period, kind),
                },
            )
            for kind, words in (("png", _("picture, double resolution")), ("svg", _("vector picture")))
        ]
    return html.Details(
        [html.Summary(_("Export"), className="button button-small"), html.Div(links, className="menu-items")],
        className="menu",
    )


def spoken(text: str) -> Component:
    """Text for a reader of the screen only."""
    return html.Span(text, className="visually-hidden")


def internal_link(text: Children, target: Selection, **attributes: Any) -> Component:
    """A link to the page of the selection; ``of`` makes one from the selection of another page."""
    return dcc.Link(text, href=target.address(), **attributes)


def stack(*children: Children) -> Component:
    """Sheets one under another with the gap of the page's grid."""
    return html.Div(list(children), className="stack")


def grid(*cells: tuple[int, Children]) -> Component:
    """Sheets side by side on twelve columns: (columns, content) pairs; on a narrow screen one under another."""
    return html.Div([html.Div(content, className=f"span-{columns}") for columns, content in cells], className="grid")


def _listed(children: Children) -> list[Any]:
    if children is None:
        return []
    return list(children) if isinstance(children, list | tuple) else [children]
