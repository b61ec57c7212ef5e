"""The frame: which address shows which page, and the address that a page's choices make."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.queries.frame import region_line
from data.reader import Reader
from data.selection import Selection
from data.views.people import people_to_look_as, viewer_names
from layouts.ids import ShellIds
from layouts.shell import NavigationItem, ViewerLine, header, missing_page


def register(registrar: Registrar, pages: Sequence[Page]) -> None:
    """Register the router over ``pages`` and the browser's own functions."""
    by_path = {page.path: page for page in pages}

    @registrar.callback(
        [Output(ShellIds.PAGE, "children"), Output(ShellIds.HEADER, "children")],
        {"href": Input(ShellIds.LOCATION, "href")},
    )
    def show_page(viewing: Viewing, href: object) -> tuple[Component, list[Component]]:
        address = urlsplit(href if isinstance(href, str) else "")
        selection = Selection.parse(dict(parse_qsl(address.query)))
        page = by_path.get(address.path)
        with viewing.reader(selection.revision) as reader:
            content = page.layout(reader, selection) if page else missing_page(address.path)
            return content, _header(reader, pages, address.path)

    registrar.in_browser("shell", "writeAddress", Output(ShellIds.SINK, "title"), [Input(ShellIds.QUERY, "data")])
    registrar.in_browser("shell", "nameDocument", Output(ShellIds.SINK, "lang"), [Input(ShellIds.PAGE, "children")])


def _header(reader: Reader, pages: Sequence[Page], path: str) -> list[Component]:
    region = region_line(reader)
    name, role = viewer_names(reader)
    return header(
        [NavigationItem(page.path, page.title()) for page in pages if reader.viewer.role in page.roles],
        path,
        region.name if region else "",
        bool(region and region.is_demo),
        ViewerLine(name, role, people_to_look_as(reader)),
    )
