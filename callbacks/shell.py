"""The frame: which address shows which page, and the address that a page's choices make."""

from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, urlsplit

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.carried import CARRIED, carried_page
from callbacks.keeping import Keep
from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS
from data.errors import AccessDenied, DetailsClosed, NothingYet, ProductError
from data.queries.headings import region_line
from data.storage.reader import Reader
from data.views.shared.viewers import can_choose_viewer, viewer_municipality, viewer_names
from layouts.parts.shell_ids import ShellIds
from layouts.shell import NavigationItem, ViewerLine, closed_page, header, message_page, missing_page, waiting_page


def register(registrar: Registrar, pages: Sequence[Page]) -> None:
    """Register the router over ``pages`` and the browser's own functions."""
    by_path = {page.path: page for page in pages}

    @registrar.callback(
        [Output(ShellIds.PAGE, "children"), Output(ShellIds.HEADER, "children")],
        {"href": Input(ShellIds.LOCATION, "href")},
        keeping=Keep.VALUES_AND_ACCOUNT,
    )
    def show_page(viewing: Viewing, href: object) -> tuple[Component, list[Component]]:
        address = _address(href)
        page, code = _page_at(address.path, by_path)
        if page is None or not page.keeps:
            viewing.never_keep()
        with viewing.reader() as newest:
            content, reader = _content(viewing, newest, page, address, code)
            return content, _header(reader, pages, page.path if page else address.path)

    registrar.in_browser("shell", "writeAddress", Output(ShellIds.SINK, "title"), [Input(ShellIds.QUERY, "data")])
    registrar.in_browser("shell", "lead", Output(ShellIds.SINK, "dir"), [Input(ShellIds.LEADS, "data")])
    registrar.in_browser("shell", "nameDocument", Output(ShellIds.SINK, "lang"), [Input(ShellIds.PAGE, "children")])


def _address(href: object) -> SplitResult:
    """The address in its parts; what is no address at all is an unknown page."""
    try:
        return urlsplit(href if isinstance(href, str) else "")
    except ValueError:
        return urlsplit("")


def _page_at(path: str, by_path: dict[str, Page]) -> tuple[Page | None, dict[str, str]]:
    """The page at a path, and what its last part chooses on a page that takes a code there."""
    if path in by_path:
        return by_path[path], {}
    parent, _slash, code = path.rpartition("/")
    page = by_path.get(parent)
    if page is None or not page.selection.in_path:
        return None, {}
    return page, {page.selection.in_path: code}


def _content(
    viewing: Viewing, newest: Reader, page: Page | None, address: SplitResult, code: dict[str, str]
) -> tuple[Component, Reader]:
    """The page, or a message in its place: header and menu stand whatever the address says. And who has read it."""
    if page is None:
        return missing_page(address.path), newest
    reader = newest
    try:
        raw = {**dict(parse_qsl(address.query)), **code}
        reader = newest.at(page.selection.parse(raw).revision)
        if CARRIED in raw:
            return carried_page(page, reader, raw), reader
        return page.opened(viewing, reader, page.selection.parse(raw)), reader
    except NothingYet as missing:
        may_write, is_old = reader.viewer.role in WRITERS, reader.revision < reader.newest
        return waiting_page(page.title(), str(missing), may_write=may_write, newest=page.path if is_old else ""), reader
    except DetailsClosed:
        own = viewer_municipality(reader)
        at_home = page.selection.parse(raw).elsewhere(own.code)
        return closed_page(page.title(), own.short, at_home.address()), reader
    except ProductError as error:
        # It may be about the database of this very moment.
        viewing.never_keep()
        return message_page(page.title(), str(error), is_closed=isinstance(error, AccessDenied)), reader


def _is_offered(page: Page, reader: Reader) -> bool:
    return page.is_in_menu and reader.viewer.role in page.roles


def _header(reader: Reader, pages: Sequence[Page], path: str) -> list[Component]:
    region = region_line(reader)
    name, role = viewer_names(reader)
    return header(
        [
            NavigationItem(page.path, page.title(), page.is_aside or reader.viewer.role in page.aside_for)
            for page in pages
            if _is_offered(page, reader)
        ],
        path,
        region.name if region else "",
        bool(region and region.is_demo),
        ViewerLine(name, role, can_choose_viewer(reader), is_signed_in=bool(reader.viewer.account)),
        region.short if region else "",
    )
