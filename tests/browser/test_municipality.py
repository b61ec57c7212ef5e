"""The profile of a municipality in a browser: its address, its cells, its gaps, and what a head finds."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_choosing_another_municipality_changes_the_path(page: Page) -> None:
    visit(page, "/municipality")
    expect(page).to_have_url(re.compile(f"/municipality/{planted.SHOWN}\\?"))
    page.locator("#municipality-municipality").select_option("M15")
    expect(page).to_have_url(re.compile(r"/municipality/M15\?"))
    expect(page.locator("h1")).to_have_text("Златоручейский городской округ")
    expect(page).to_have_title("Златоручейский городской округ · Качество управления образованием")
    page.reload()
    settled(page)
    expect(page.locator("h1")).to_have_text("Златоручейский городской округ")


def test_a_gap_opens_its_positions_and_the_list_opens_in_full(page: Page) -> None:
    visit(page, f"/municipality/{planted.SHOWN}")
    page.locator(f'.profile-gaps [data-value="{planted.SHOWN}~1.1~indicators"]').click()
    expect(page.locator("#municipality-content")).to_contain_text("Потеря 8 = не набрано 6 + штраф 2.")
    expect(page).to_have_url(re.compile(f"cell={planted.SHOWN}~1.1~indicators"))
    rows = page.locator(".profile-gaps tbody tr")
    expect(rows).to_have_count(20)
    settled(page)
    page.get_by_role("button", name="Показать все (29)").click()
    expect(rows).to_have_count(29)
    settled(page)
    page.locator('[data-choice="municipality-scaling"][data-value="share"]').click()
    expect(page.locator(".profile-map .cell").first).to_contain_text("100")


def test_a_head_finds_another_profile_closed_and_the_way_home(page: Page) -> None:
    page.goto(f"/viewer/{planted.HALF_FILLED}")
    page.goto(f"/municipality/{planted.SHOWN}")
    closed = page.locator(".profile-closed")
    expect(closed).to_contain_text("14 из 39")
    closed.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/municipality/{planted.HALF_FILLED}"))
    expect(page.locator("#municipality-content")).to_contain_text("Направления и звенья цикла")
