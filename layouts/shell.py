"""The frame around every page: header, navigation, language, theme, viewer, and the label of invented data."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from data.language import LANGUAGES, _, current_language
from data.views.shared.provenance import demonstration_label
from layouts.parts.page import empty_state, error_notice
from layouts.parts.shell_ids import ShellIds
from layouts.parts.viewer_list import viewer_list

# So many pages stand in the line of a screen of 1366 pixels.
LONGEST_LINE = 8


@dataclass(frozen=True)
class NavigationItem:
    """``is_aside``: it goes under «More» where the line has not room for all."""

    path: str
    title: str
    is_aside: bool = False


@dataclass(frozen=True)
class ViewerLine:
    """Who is signed in, and whether somebody else may be looked as, in a demonstration."""

    name: str
    role: str
    can_choose: bool = False
    is_signed_in: bool = False


def product_name() -> str:
    return _("Education quality management")


def waiting_words() -> dict[str, str]:
    """What ``dashboard/assets/scripts/21-waiting.js`` says of an answer that is awaited or did not come."""
    return {
        "soon": _("The answer is being worked out …"),
        "long": _("The answer takes longer than usual. You can go on reading, choose something else, or ask again."),
        "failed": _("The server did not answer. What you see is what was there before."),
        "again": _("Try again"),
    }


def shell() -> Component:
    """The empty frame. It holds no data: callbacks bring header and page."""
    return html.Div(
        [
            html.A(_("Skip to content"), href="#main", className="skip-link"),
            dcc.Location(id=ShellIds.LOCATION),
            html.Div(id=ShellIds.SINK, hidden=True),
            html.Div(id=ShellIds.HEADER),
            html.Div(id=ShellIds.PAGE),
        ],
        className="shell",
    )


def header(
    items: Sequence[NavigationItem], current: str, region: str, is_demo: bool, viewer: ViewerLine, short: str = ""
) -> list[Component]:
    """Header for the page at path ``current``; a telephone shows the ``short`` name of the region."""
    shorter = {"data-short": short} if short and short != region else {}
    brand = html.A(
        [
            html.Span(className="logo", **{"aria-hidden": "true"}),
            html.Span([html.B(product_name()), html.Small(region, **shorter)]),
        ],
        href="/",
        className="brand",
    )
    tools = html.Div([_languages(), _theme_button(), _viewer_menu(viewer)], className="header-tools")
    banner = html.Div(demonstration_label(), className="demonstration", role="note") if is_demo else None
    frame = html.Header([brand, _navigation_button(), _navigation(items, current), tools], className="header")
    return [frame, *([banner] if banner else [])]


def _navigation_button() -> Component:
    """On a narrow screen the menu is folded behind this button."""
    return html.Button(
        html.Span(className="navigation-lines", **{"aria-hidden": "true"}),
        type="button",
        className="navigation-button",
        **{"data-toggle-navigation": "true", "aria-expanded": "false", "aria-label": _("Menu")},
    )


def _navigation(items: Sequence[NavigationItem], current: str) -> Component:
    is_long = len(items) > LONGEST_LINE
    line = [_item(item, current) for item in items if not (is_long and item.is_aside)]
    aside = [_item(item, current) for item in items if is_long and item.is_aside]
    more = html.Details(
        [html.Summary(_("More")), html.Div(aside, className="menu-items")], className="menu navigation-more"
    )
    return html.Nav(
        [*line, *([more] if aside else [])],
        className="navigation",
        # Which page stands there: not every page has a line of its own.
        **{"aria-label": _("Pages"), "data-page": current},
    )


def _item(item: NavigationItem, current: str) -> Component:
    is_current = item.path == current
    link = dcc.Link(item.title, href=item.path, className="active" if is_current else "")
    return html.Span(link, **({"aria-current": "page"} if is_current else {}))


def _languages() -> Component:
    return html.Div(
        [
            html.A(
                language.upper(),
                href=f"/language/{language}",
                lang=language,
                className="segment" + (" active" if language == current_language() else ""),
            )
            for language in LANGUAGES
        ],
        className="segmented languages",
        role="group",
        **{"aria-label": _("Language")},
    )


def _theme_button() -> Component:
    return html.Button(
        [html.Span("◐ ", **{"aria-hidden": "true"}), html.Span(_("Theme"))],
        type="button",
        className="button button-small theme-button",
        **{"data-switch-theme": "true"},
    )


def _viewer_menu(viewer: ViewerLine) -> Component:
    summary = html.Summary([html.B(viewer.name), html.Small(viewer.role)])
    if viewer.is_signed_in:
        return html.Details([summary, html.Div(_own_account(), className="menu-items")], className="viewer menu")
    if not viewer.can_choose:
        return html.Div(summary.children, className="viewer")
    return html.Details(
        [
            summary,
            html.Div(
                [html.P(_("View the demonstration as:"), className="hint"), viewer_list()],
                className="menu-items",
            ),
        ],
        className="viewer menu",
    )


def _own_account() -> list[Component]:
    return [
        html.A(_("Change the password"), href="/password"),
        html.Button(_("Sign out"), type="button", **{"data-sign-out": "here"}),
        html.Button(_("Sign out everywhere"), type="button", **{"data-sign-out": "everywhere"}),
    ]


def message_page(title: str, message: str, *, is_closed: bool) -> Component:
    """A page that cannot be shown, and why; from one that is closed to the viewer no other choice leads on."""
    way_out = dcc.Link(_("To the overview"), href="/overview", className="button") if is_closed else None
    heading = html.Div(html.Div(html.H1(title)), className="page-heading")
    return html.Main([heading, error_notice(message, way_out)], className="page", id="main", tabIndex=-1)


def closed_page(title: str, own: str, address: str) -> Component:
    """A page asked for with a municipality whose details are closed: whose they are, and the page of one's ``own``."""
    text = _(
        "Stages of the cycle, indicators, measures and schools of a municipality are seen by it and by the ministry. "
        "The same page is open to you for your own municipality."
    )
    way_on = dcc.Link(_("This page for {name}").format(name=own), href=address, className="button button-primary")
    heading = html.Div(html.Div(html.H1(title)), className="page-heading")
    state = empty_state(_("The details of this municipality are not open to you"), text, way_on)
    return html.Main([heading, state], className="page", id="main", tabIndex=-1)


def waiting_page(title: str, message: str, *, may_write: bool, newest: str) -> Component:
    """A page whose data are not there yet: what is missing, and for who may bring it the way there.

    ``newest`` is the address of the page as of the latest revision, where an earlier one was asked for.
    """
    if newest:
        action = html.A(_("Show the latest revision"), href=newest, className="button button-primary")
    elif may_write:
        action = dcc.Link(_("Getting started"), href="/start", className="button button-primary")
    else:
        action = html.P([who_brings_data(), " ", dcc.Link(_("How far it is"), href="/start"), "."])
    state = empty_state(_("Nothing to show yet"), message, action)
    heading = html.Div(html.Div(html.H1(title)), className="page-heading")
    return html.Main([heading, state], className="page", id="main", tabIndex=-1)


def who_brings_data() -> str:
    """What a viewer reads who may not change data."""
    return _("Data are brought in by a data operator or an administrator. Ask whoever runs the product in your region.")


def missing_page(path: str) -> Component:
    return html.Main(
        html.Div(
            [
                html.H1(_("There is no such page")),
                html.P(_("There is nothing at {path}. The menu above lists all pages.").format(path=path[:80])),
            ],
            className="empty-state",
        ),
        className="page",
        id="main",
    )
