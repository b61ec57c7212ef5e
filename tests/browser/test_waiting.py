"""While an answer is on its way, and when none comes: told in words, nothing taken away, asked for again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import WIDE
from tests.browser.waiting import QUESTIONS, choose_another, settled, visit, waits_in_words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WORDS = {
    "ru-RU": ("Идёт расчёт", "Сервер не ответил. На экране прежние данные.", "Повторить"),
    "en-US": ("The answer is being worked out", "The server did not answer.", "Try again"),
}


def choose_year(page: Page, year: str) -> None:
    page.locator("#rankings-period").select_option(year)


def test_an_answer_that_takes_a_while_says_so_and_leaves_everything_in_reach(page: Page) -> None:
    visit(page, "/rankings?period=2026")
    held: list[Route] = []
    page.route(QUESTIONS, lambda route: held.append(route))
    before = page.locator("#rankings-content").inner_text()
    choose_year(page, "2025")
    content = page.locator("#rankings-content")
    expect(content).to_have_attribute("aria-busy", "true")
    expect(page.locator(".waiting")).to_contain_text(WORDS["ru-RU"][0])
    # What was there can be read, and everything can still be chosen.
    assert content.inner_text() == before
    expect(page.locator("main :is(select, input, button):disabled:not(.pager button)")).to_have_count(0)
    for route in held:
        route.continue_()
    page.unroute(QUESTIONS)
    expect(page).to_have_url(re.compile("period=2025"))
    settled(page)
    expect(content).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".waiting")).to_be_hidden()


# Each page with a control; the log and the accounts, empty here, in tests/browser/test_accounts.py.
CONTROLS = (
    ("/overview", "overview-period"),
    ("/cycle", "cycle-period"),
    ("/municipality", "municipality-period"),
    ("/clusters", "clusters-indicator"),
    ("/indicators?view=matrix", "indicators-period"),
    ("/roadmap", "roadmap-status"),
    ("/methodology", "methodology-direction"),
    ("/corrections", "corrections-period"),
    ("/round", "round-state"),
    ("/data", "data-tab"),
)


def test_every_page_says_that_an_answer_is_on_its_way(page: Page) -> None:
    for path, control in CONTROLS:
        visit(page, path)
        waits_in_words(page, lambda choice=control: choose_another(page.locator(f"#{choice}")), WORDS["ru-RU"][0])


def broken(route: Route) -> None:
    """As when the server is stopped, or the process that was answering has died."""
    route.abort("connectionreset")


def refused(route: Route) -> None:
    route.fulfill(status=502, body="Bad gateway")


@pytest.mark.parametrize(("locale", "failure"), [("ru-RU", broken), ("en-US", refused)], ids=["network", "server"])
def test_an_answer_that_does_not_come_is_told_and_can_be_asked_for_again(
    windows: Callable[..., Page], locale: str, failure: Callable[[Route], Any]
) -> None:
    page = windows(WIDE, locale)
    visit(page, "/rankings?period=2026")
    before = page.locator("#rankings-content").inner_text()
    page.route(QUESTIONS, failure)
    choose_year(page, "2025")
    _soon, failed, again = WORDS[locale]
    expect(page.locator(".waiting [role=alert]")).to_contain_text(failed)
    assert page.locator("#rankings-content").inner_text() == before
    page.unroute(QUESTIONS)
    page.get_by_role("button", name=again).click()
    expect(page).to_have_url(re.compile("period=2025"))
    settled(page)
    expect(page.locator(".waiting")).to_be_hidden()
    assert page.locator("#rankings-content").inner_text() != before


def test_another_choice_takes_the_place_of_one_that_failed(page: Page) -> None:
    visit(page, "/rankings?period=2026")
    page.route(QUESTIONS, broken)
    choose_year(page, "2025")
    expect(page.locator(".waiting [role=alert]")).not_to_be_empty()
    page.unroute(QUESTIONS)
    choose_year(page, "2024")
    expect(page).to_have_url(re.compile("period=2024"))
    settled(page)
    expect(page.locator(".waiting")).to_be_hidden()


def test_a_page_that_did_not_open_can_be_opened_again(page: Page) -> None:
    page.route(QUESTIONS, broken)
    page.goto("/cycle")
    expect(page.locator(".waiting [role=alert]")).not_to_be_empty()
    page.unroute(QUESTIONS)
    page.get_by_role("button", name="Повторить").click()
    settled(page)
    expect(page.locator("h1")).to_be_visible()
