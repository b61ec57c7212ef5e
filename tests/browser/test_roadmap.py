"""A roadmap from its filter to the document of a measure, to the calendar, and between a stage and its measures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from data.demo import planted
from tests.browser.conftest import served
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# What is entered lies in the past of every clock; the day that is shown stands in the address.
DAY = "date=2026-11-14"
OVERDUE, MEASURE = f"{planted.SHOWN}~2.2~3.3", f"{planted.SHOWN}~1.1~3.1"
CELL = f"{planted.SHOWN}~1.1~effectiveness"


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own: a head enters a document, which no other journey should find."""
    with served(tmp_path_factory.mktemp("roadmap"), demo_file) as url:
        yield url


def open_measure(page: Page, status: str) -> Locator:
    """Filter by status, select measure 3.3 in the list, and give its card."""
    visit(page, f"/roadmap?{DAY}&direction=2.2")
    page.select_option("#roadmap-status", status)
    settled(page)
    row = page.locator(".measures tbody tr", has_text="2.2 · 3.3")
    expect(row).to_have_count(1)
    row.locator("button").first.click()
    detail = page.locator(f'[data-measure="{OVERDUE}"]')
    expect(detail).to_be_visible()
    settled(page)
    return detail


def enter_document(page: Page, number: str) -> None:
    page.fill("#roadmap-done-on", "2024-09-02")
    page.fill("#roadmap-document", "Справка о мониторинге")
    page.fill("#roadmap-number", number)
    page.fill("#roadmap-document-date", "2024-09-03")


def open_calendar(page: Page, tab: str, title: str) -> None:
    page.locator("#roadmap-view label", has_text=tab).click()
    expect(page.locator("#roadmap-content h2").first).to_have_text(title)
    settled(page)
    file = page.locator('a[href^="/calendar/roadmap.ics"]').get_attribute("href")
    answer = page.request.get(str(file))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.body())
    days = {str(one["DTSTART"].dt) for one in calendar.walk("VEVENT")}
    assert {"2026-08-05", "2026-08-15", "2026-09-30", "2026-12-20", "2026-12-29"} <= days


def test_a_head_marks_a_measure_as_done_and_sees_the_calendar_in_both_languages(page: Page) -> None:
    page.goto(f"/viewer/{planted.SHOWN}")
    detail = open_measure(page, "overdue")
    expect(detail).to_contain_text("просрочено")
    enter_document(page, "14-о")
    page.click("#roadmap-report")
    expect(page.locator("#roadmap-message")).to_contain_text("Мероприятие отмечено выполненным.")
    settled(page)
    expect(detail).to_contain_text("Справка о мониторинге № 14-о от 03.09.2024")
    expect(detail).to_contain_text("выполнено с опозданием")
    # What is done is not offered again by itself, and its document gives way only where that is said.
    expect(page.locator("#roadmap-term")).to_have_value("")
    page.select_option("#roadmap-term", "2024")
    enter_document(page, "15-о")
    page.click("#roadmap-report")
    expect(page.locator("#roadmap-message")).to_contain_text("нажмите «Заменить документ»")
    page.click("#roadmap-replace")
    expect(page.locator("#roadmap-message")).to_contain_text("Мероприятие отмечено выполненным.")
    settled(page)
    expect(detail).to_contain_text("Справка о мониторинге № 15-о от 03.09.2024")
    open_calendar(page, "Календарь", "Мониторинговый год 2026")

    page.goto("/language/en")
    detail = open_measure(page, "done")
    expect(detail).to_contain_text("done late")
    expect(detail).to_contain_text("Справка о мониторинге No. 15-о of 3 Sep 2024")
    open_calendar(page, "Calendar", "Monitoring year 2026")


def test_a_broken_stage_leads_to_its_measure_and_back(page: Page) -> None:
    visit(page, f"/cycle?view=municipality&municipality={planted.SHOWN}&cell={CELL}")
    behind = page.locator(f'[data-cell="{CELL}"].sheet, section[data-cell="{CELL}"]').first
    behind.locator('a[href^="/roadmap"]').first.click()
    detail = page.locator(f'[data-measure="{MEASURE}"]')
    expect(detail).to_be_visible()
    settled(page)
    detail.locator('a[href^="/cycle"]').first.click()
    expect(page.locator(f'section[data-cell="{CELL}"]')).to_be_visible()
    settled(page)
