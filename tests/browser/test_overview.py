"""The overview as it is printed and as it fits a laptop's screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.waiting import visit, width_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LAPTOP = {"width": 1366, "height": 768}
A4 = re.compile(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]")


def opened(page: Page, viewer: str) -> None:
    page.goto(f"/viewer/{viewer}")
    visit(page, "/overview")


@pytest.mark.parametrize("viewer", ["ministry", planted.SHOWN])
def test_it_prints_on_one_sheet_of_a4(page: Page, viewer: str) -> None:
    opened(page, viewer)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    assert A4.search(paper)


def test_the_first_screen_holds_sentences_figures_and_the_tops_of_ranking_and_map(page: Page) -> None:
    page.set_viewport_size(LAPTOP)
    opened(page, "ministry")
    for place in (
        ".statements",
        ".key-figures",
        ".overview-ranking tbody tr >> nth=4",
        ".overview-map .cell >> nth=30",
    ):
        box = page.locator(place).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= LAPTOP["height"], place


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, "ministry")
    assert width_of(page) == 390
    assert page.locator(".overview-map tbody tr:visible").count() == 9
    page.locator(".overview-map .cell").first.click()
    expect(page).to_have_url(re.compile(r"/cycle\?.*direction=1\.1.*cell="))


def test_another_period_is_in_the_address(page: Page) -> None:
    opened(page, "ministry")
    page.locator("#overview-period").select_option("2023")
    expect(page.locator("#overview-title")).to_contain_text("2023")
    expect(page).to_have_url(re.compile(r"period=2023"))
    expect(page.locator(".statements")).to_contain_text("Нет сравнения с 2022 годом")
