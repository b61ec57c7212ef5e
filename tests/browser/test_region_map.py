"""A map comes and goes: boundaries are loaded, everybody sees the ranking on them, an undo takes them away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import served
from tests.browser.test_data import send, tab
from tests.browser.waiting import PATIENT, settled, visit
from tests.data import maps

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of this module's own, without outlines: what is published here is seen by nobody else."""
    folder = tmp_path_factory.mktemp("map")
    with served(folder, maps.copied(demo_file, folder)) as url:
        yield url


@pytest.fixture
def demo_window(browser: Browser, demonstration: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="ru-RU", base_url=demonstration)
    window = context.new_page()
    window.set_default_timeout(PATIENT)
    yield window
    context.close()


def test_boundaries_are_loaded_shown_and_undone(page: Page, tmp_path: Path) -> None:
    visit(page, "/rankings")
    card = page.locator("[data-region-map]")
    expect(card).to_have_count(0)

    visit(page, "/data")
    tab(page, "Загрузка")
    page.locator("#data-kind").select_option("boundaries")
    settled(page)
    send(page, maps.write(tmp_path / "карта.geojson", maps.region(maps.demo_codes()[:-1])))
    expect(page.locator("section.sheet", has_text="находки")).to_contain_text("нет границы")
    publish = page.get_by_role("button", name="Опубликовать ревизию 8")
    expect(publish).to_be_enabled()
    publish.click()
    expect(page.locator("#data-content")).to_contain_text("ревизия 8")

    page.goto("/rankings")
    picture = page.locator("#rankings-region-map")
    picture.locator('[data-code="M01"]').hover()
    expect(picture.locator(".map-words")).to_contain_text(re.compile("Место .* из 39"))
    card.locator("summary", has_text="То же таблицей").press("Enter")
    expect(card.locator("tbody tr")).to_have_count(42)

    page.goto("/overview")
    expect(page.locator("#overview-region-map .place").first).to_be_attached()

    visit(page, "/data?view=revisions")
    page.locator("tr.selected").get_by_role("button", name=re.compile("Отменить")).click()
    page.get_by_role("button", name="Да, отменить ревизию 8").click()
    expect(page.locator("#data-content")).to_contain_text("отменена ревизией 9")
    visit(page, "/rankings")
    expect(page.locator("table.ranking, table.data-table").first).to_be_visible()
    expect(card).to_have_count(0)


@pytest.mark.parametrize("page_name", ["rankings", "overview"])
def test_a_press_marks_a_municipality_and_outlines_come_once(demo_window: Page, page_name: str) -> None:
    page = demo_window
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/map/" in request.url else None)
    visit(page, f"/{page_name}")
    picture = page.locator(f"#{page_name}-region-map")
    picture.locator('[data-code="M08"]').click()
    expect(picture.locator(".pinned")).to_have_attribute("data-code", "M08")
    expect(page).to_have_url(re.compile("municipality=M08"))
    settled(page)
    other = {"rankings": "overview", "overview": "rankings"}[page_name]
    page.locator(f'.navigation a[href^="/{other}"]').click()
    expect(page.locator(f"#{other}-region-map .place").first).to_be_attached()
    settled(page)
    assert len(asked) == 1
    # A new document asks again and finds them in the browser.
    page.reload()
    expect(page.locator(f"#{other}-region-map .place").first).to_be_attached()
    sent = "performance.getEntriesByType('resource').filter(each => each.name.includes('/map/'))[0].transferSize"
    assert page.evaluate(sent) == 0


def test_quarters_can_be_switched_off_and_a_part_enlarged(demo_window: Page) -> None:
    page = demo_window
    visit(page, "/rankings")
    picture, frame = page.locator("#rankings-region-map"), page.locator('[data-chart="rankings-region-map"]')
    whole = frame.locator("[data-whole-chart]")
    second = picture.locator(".band-2")
    expect(second).to_have_count(10)
    frame.locator('[data-group="band-2"]').click()
    expect(second).to_have_count(0)
    expect(frame.locator('[data-group="band-2"]')).to_have_attribute("aria-pressed", "false")
    frame.locator('[data-group="band-2"]').click()
    expect(second).to_have_count(10)

    box = picture.bounding_box()
    assert box is not None
    size = "() => document.querySelector('#rankings-region-map [data-code=\"M08\"]').getBoundingClientRect().width"
    before = page.evaluate(size)
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"], steps=5)
    page.mouse.up()
    expect(whole).to_be_visible()
    assert page.evaluate(size) > 2 * before
    # What was dragged over is no press.
    assert "municipality=" not in page.url
    whole.click()
    expect(whole).to_be_hidden()
    assert page.evaluate(size) == pytest.approx(before)
