"""Choices that came along from another page: what this page has not is left behind, and said."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from callbacks.page import Page
from data.errors import BadSelection, NotFound
from data.language import _
from data.storage.reader import Reader
from layouts.parts.page import note

# The browser marks with it an address that nobody has typed: dashboard/assets/scripts/20-links.js.
CARRIED = "carried"
# From what is given up most easily to what is given up last.
LEFT_BEHIND: tuple[tuple[str, ...], ...] = (
    (),
    ("peers",),
    ("peers", "methodology"),
    ("peers", "municipality"),
    ("peers", "methodology", "municipality"),
)


def carried_page(page: Page, reader: Reader, raw: Mapping[str, str]) -> Component:
    """The page with as many of the carried choices as it has, and a note on those that it has not.

    Raises what the page raises without any of them.
    """
    for names in LEFT_BEHIND:
        try:
            content = page.layout(reader, page.selection.parse(_without(raw, names)))
        except (NotFound, BadSelection):
            continue
        # A way of comparing is no figure: that another page has another one needs no word.
        lost = [words for name, words in _words().items() if name in names and raw.get(name)]
        return html.Div([note(_left_behind(lost)), content]) if lost else content
    return page.layout(reader, page.selection.parse(_without(raw, ("peers", "methodology", "municipality", "period"))))


def _without(raw: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in raw.items() if name not in names}


def _words() -> dict[str, str]:
    return {"methodology": _("methodology"), "municipality": _("municipality")}


def _left_behind(lost: list[str]) -> str:
    return _("Not available here, so it was left behind: {names}.").format(names=", ".join(lost))
