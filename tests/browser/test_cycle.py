"""The map of the cycle with a keyboard and a mouse: one stop of the tab key, order by headings, from map to map."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOCUSED = "document.activeElement.getAttribute('data-value') || document.activeElement.innerText"


def open_map(page: Page, query: str = "direction=1.1") -> None:
    visit(page, f"/cycle?period=2026&{query}")
    expect(page.locator("table.heatmap .cell").first).to_be_visible()


def test_arrow_keys_move_through_the_grid(page: Page) -> None:
    open_map(page, "direction=1.1&order=name")
    expect(page.locator("table.heatmap")).to_have_attribute("role", "grid")
    cells = page.locator("table.heatmap button.cell")
    expect(page.locator('table.heatmap :is(button, a)[tabindex="0"]')).to_have_count(1)
    first = str(cells.first.get_attribute("data-value")).split("~")[0]
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == f"{first}~1.1~indicators"
    page.keyboard.press("ArrowDown")
    assert re.fullmatch(r"M\d\d~1\.1~indicators", page.evaluate(FOCUSED))
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED).endswith("~effectiveness")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Control+Home")
    assert page.evaluate("document.activeElement.className") == "sort"
    expect(page.locator('table.heatmap :is(button, a)[tabindex="0"]')).to_have_count(1)


def test_a_heading_orders_the_rows_and_the_address_remembers(page: Page) -> None:
    open_map(page)
    page.locator("th button.sort").last.click()
    expect(page).to_have_url(re.compile("order=first_broken(&|$)"))
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    settled(page)
    page.locator("th button.sort").last.click()
    expect(page).to_have_url(re.compile("order=first_broken~desc"))
    top = page.locator("table.heatmap tbody tr:not(.total)").first
    expect(top).to_contain_text("цикл замкнут")
    page.reload()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_headings_stay_in_sight_while_the_page_scrolls(page: Page) -> None:
    open_map(page)
    page.locator("table.heatmap tbody tr").last.scroll_into_view_if_needed()
    box = page.locator("th button.sort").last.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 120


def test_from_all_directions_to_the_first_broken_link(page: Page) -> None:
    open_map(page, "view=directions")
    cells = page.locator("table.heatmap a.cell")
    expect(cells).to_have_count(42 * 8)
    page.locator(f'table.heatmap a.cell[href*="cell={planted.SHOWN}~1.1~indicators"]').click()
    detail = page.locator("[data-cell]")
    expect(detail).to_contain_text("Что ожидается")
    expect(detail).to_contain_text("Муниципальная программа")
    settled(page)
    history = detail.locator("details.history")
    history.locator("summary").click()
    expect(history).to_contain_text("выставлен")
    expect(page).to_have_url(re.compile("view=region"))
