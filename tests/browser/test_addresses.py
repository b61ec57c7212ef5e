"""Addresses in a browser: choices go along to the next page, «back» undoes the last one, links say what they keep."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def choices(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def to_page(page: Page, name: str) -> None:
    page.locator(".navigation a", has_text=re.compile(f"^{name}$")).click()
    settled(page)


def test_choices_go_along_wherever_the_next_page_has_them(page: Page) -> None:
    visit(page, f"/rankings?period=2025&municipality={planted.HALF_FILLED}")
    to_page(page, "Муниципалитет")
    assert urlsplit(page.url).path.startswith("/municipality")
    expect(page.locator("#municipality-period")).to_have_value("2025")
    expect(page.locator("#municipality-municipality")).to_have_value(planted.HALF_FILLED)
    to_page(page, "Показатели")
    expect(page.locator("#indicators-period")).to_have_value("2025")
    expect(page.locator("#indicators-municipality")).to_have_value(planted.HALF_FILLED)
    to_page(page, "Цикл")
    expect(page.locator("#cycle-period")).to_have_value("2025")
    assert "carried" not in page.url


def test_a_choice_that_the_next_page_has_not_is_left_behind_with_a_word(page: Page) -> None:
    visit(page, "/overview?period=2026&methodology=demonstration-9&carried=1")
    expect(page.locator(".note").first).to_contain_text("выбор сброшен: методика")
    expect(page.locator("h1")).to_contain_text("2026")


def test_back_undoes_the_last_choice_before_it_leaves_the_page(page: Page) -> None:
    visit(page, "/overview")
    to_page(page, "Рейтинги")
    page.locator("#rankings-subject").select_option("direction:1.1")
    expect(page).to_have_url(re.compile(r"subject=direction:1\.1"))
    settled(page)
    page.locator("#rankings-period").select_option("2025")
    expect(page).to_have_url(re.compile("period=2025"))
    settled(page)
    page.go_back()
    settled(page)
    expect(page.locator("#rankings-period")).to_have_value("2026")
    expect(page.locator("#rankings-subject")).to_have_value("direction:1.1")
    page.go_back()
    settled(page)
    expect(page.locator("#rankings-subject")).to_have_value("total")
    page.go_back()
    settled(page)
    assert urlsplit(page.url).path == "/overview"
    page.go_forward()
    settled(page)
    assert urlsplit(page.url).path == "/rankings"


def copied(page: Page, which: str) -> str:
    page.locator(".page-actions summary", has_text="Скопировать ссылку").click()
    page.locator(f'[data-copy-link="{which}"]').click()
    expect(page.locator(".page-actions [data-copied] summary")).to_have_text("Ссылка скопирована")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_link_is_copied_with_and_without_the_revision(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, "/rankings?period=2025")
    newest = copied(page, "newest")
    assert "revision" not in newest
    assert newest == page.url
    # The words of the menu are its own again before it is opened a second time.
    expect(page.locator(".page-actions [data-copied] summary")).to_have_text("Скопировать ссылку")
    assert copied(page, "revision") == f"{newest}&revision=7"


def test_a_search_is_in_the_address_without_enter_and_finds_the_same_in_the_other_language(
    page: Page, windows: Callable[..., Page]
) -> None:
    visit(page, "/rankings")
    page.locator("#rankings-search").press_sequentially("светлоозер", delay=20)
    expect(page).to_have_url(re.compile("search="))
    settled(page)
    own = f'table.ranking tr[data-row="{planted.SHOWN}"]'
    expect(page.locator(own)).to_have_count(1)
    other = windows(1366, "en-US")
    visit(other, page.url)
    expect(other.locator(own)).to_have_count(1)
    expect(other.locator("html")).to_have_attribute("lang", "en")
