"""When a page is ready to be read: one answer for all browser tests."""

import time
from collections.abc import Callable

from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.signing import PASSWORD
from tests.waiting import PATIENCE

# Milliseconds, as the browser counts.
PATIENT = PATIENCE * 1_000
QUESTIONS = "**/_dash-update-component*"

# What a page still lacks, and lacks no more two frames later, because scripts of the pages look at changes once a
# frame. A link changes the address at once and the page later, so the page has to be the one of the address.
MISSING = """
async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const underway = store => {
        const { stored, completed, ...lists } = store.getState().callbacks;
        return Object.values(lists).some(list => list.length > 0);
    };
    const isOfTheAddress = menu => menu && `${location.pathname}/`.startsWith(`${menu.dataset.page}/`);
    const isShown = element => element && element.checkVisibility();
    const missing = () => Object.entries({
        "the application": (window.dash_stores || []).length > 0,
        "the page of the address": isOfTheAddress(document.querySelector(".navigation")),
        "its foot": isShown(document.querySelector("footer.page-footer")),
        "answers to callbacks": !(window.dash_stores || []).some(underway),
        "its charts": document.querySelector(".dash-graph--pending, .dash-graph:not(:has(.main-svg))") === null,
        "its fonts": document.fonts.status === "loaded",
    }).filter(([, isThere]) => !isThere).map(([name]) => name);
    const now = missing();
    if (now.length > 0) {
        return now;
    }
    await frame();
    await frame();
    return missing();
}
"""


def enter(page: Page, name: str) -> None:
    """Sign in with the account ``name``; needs an installation with real data, where nobody comes in without one."""
    page.goto("/login")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)


def settled(page: Page) -> None:
    """Wait until the page of the address stands there whole and Dash has nothing more to do.

    A link that loads a new document leaves the old one standing for a while, and what is typed into a search is asked
    for a moment later: there, wait first for something that only the new state has.
    """
    deadline = time.monotonic() + PATIENCE
    missing = _missing(page)
    while missing:
        if time.monotonic() > deadline:
            raise AssertionError(f"{page.url} still lacks {', '.join(missing)}")
        page.wait_for_timeout(50)
        missing = _missing(page)


def _missing(page: Page) -> list[str]:
    try:
        return list(page.evaluate(MISSING))
    except Error as error:
        # The question met the end of the old document.
        if "context was destroyed" not in str(error):
            raise
        return ["a new document"]


def visit(page: Page, path: str) -> None:
    """Open an address in a new document and wait for all of it."""
    page.goto(path)
    settled(page)


def waits_in_words(page: Page, choose: Callable[[], object], words: str) -> None:
    """What ``choose`` asks for is held back: the page says so in ``words``, and what stood there stays in reach."""
    held: list[Route] = []
    page.route(QUESTIONS, lambda route: held.append(route))
    titles = page.locator("main h2").all_inner_texts()
    choose()
    expect(page.locator(".waiting [role=status]")).to_contain_text(words)
    assert page.locator("[aria-busy=true]").count() > 0
    assert page.locator("main h2").all_inner_texts() == titles, "what stood there can still be read"
    expect(page.locator("main :is(select, input, button):disabled:not(.pager button)")).to_have_count(0)
    for route in held:
        route.continue_()
    page.unroute(QUESTIONS)
    settled(page)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def choose_another(control: Locator) -> None:
    """Another value of a select, whichever it is, or another of joined buttons."""
    if control.evaluate("each => each.tagName") != "SELECT":
        control.locator("input:not(:checked) + label").first.click()
        return
    values = control.evaluate("each => Array.from(each.options, one => one.value)")
    control.select_option(next(value for value in values if value and value != control.input_value()))


def width_of(page: Page) -> int:
    """How wide the settled page is, in pixels: more than its window when something sticks out."""
    settled(page)
    return int(page.evaluate("document.documentElement.scrollWidth"))


def words(place: Locator) -> str:
    """What is seen, on one line with plain spaces."""
    return " ".join(place.inner_text().split())
