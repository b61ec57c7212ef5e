"""How much goes over the wire: requests and bytes of the first page and of every later one, with generous bounds.

The goals are 25 requests and 0.9 MB, then 8 requests and 40 kB: docs/performance.md.
"""

import re
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from dashboard.pages import PAGES
from tests.browser.conftest import WIDE
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FIRST, LATER = (30, 1_000_000), (10, 80_000)
# In the order of the menu, beginning with what everybody opens.
LINKED = ("/overview", "/rankings", "/cycle", "/municipality", "/clusters", "/indicators")


class Wire:
    """What a window has asked for since the last page."""

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        page.on("requestfinished", lambda request: self.requests.append(request))

    def taken(self) -> tuple[int, int, list[str]]:
        found, self.requests[:] = list(self.requests), []
        sizes = [each.sizes() for each in found if not each.url.startswith(("data:", "blob:"))]
        size = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
        return len(sizes), size, [each.url.split("/", 3)[-1][:60] for each in found]


def test_few_requests_and_few_bytes(windows: Callable[..., Page], capsys: pytest.CaptureFixture[str]) -> None:
    page = windows(WIDE, "ru-RU")
    wire = Wire(page)
    visit(page, LINKED[0])
    page.wait_for_timeout(500)
    found = {LINKED[0]: wire.taken()}
    for path in LINKED[1:]:
        page.locator(f'.navigation a[href="{path}"]').click()
        settled(page)
        page.wait_for_timeout(500)
        found[path] = wire.taken()
    with capsys.disabled():
        for path, (requests, size, _addresses) in found.items():
            sys.stdout.write(f"{path}: {requests} requests, {size / 1000:.0f} kB\n")
    for path, (requests, size, addresses) in found.items():
        most = FIRST if path == LINKED[0] else LATER
        assert requests <= most[0], (path, addresses)
        assert size <= most[1], (path, size)
        # A change of the address is no reason to ask for the icon again.
        assert not [each for each in addresses if "favicon" in each]


def test_a_page_opens_with_one_question(windows: Callable[..., Page]) -> None:
    """Its frame and what stands in it come together; a second question would be a second way to the server."""
    page = windows(WIDE, "ru-RU")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "_dash-update" in request.url else None)
    # The profile brings its plan and its note afterwards; nobody manages accounts in the demonstration.
    for each in (one for one in PAGES if one.key not in ("municipality", "accounts")):
        visit(page, each.path)
        # Pages that are asked for ahead are the router's too.
        assert [one for one in asked if "shell-page.children" not in one] == [], each.path
        if each.path in LINKED:
            # The address says what is shown, so that a copied link shows the same next year.
            expect(page).to_have_url(re.compile("period="))


def test_the_page_that_the_pointer_has_reached_is_there_already(windows: Callable[..., Page]) -> None:
    page = windows(WIDE, "ru-RU")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "_dash-update" in request.url else None)

    def openings() -> int:
        return sum('/indicators"' in each for each in asked)

    visit(page, "/cycle")
    link = page.locator('.navigation a[href="/indicators"]')
    with page.expect_response("**/_dash-update-component*"):
        link.hover()
    assert openings() == 1
    link.click()
    settled(page)
    assert openings() == 1
    expect(page.locator("#indicators-content")).to_be_visible()
