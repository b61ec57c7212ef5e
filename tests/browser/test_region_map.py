"""A map comes and goes: boundaries are loaded, everybody sees the ranking on them, an undo takes them away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import served
from tests.browser.test_data import send, tab
from tests.browser.waiting import settled, visit
from tests.data import maps

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of this module's own, without outlines: what is published here is seen by nobody else."""
    folder = tmp_path_factory.mktemp("map")
    with served(folder, maps.copied(demo_file, folder)) as url:
        yield url


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
    expect(picture.locator(".scatterlayer .trace").first).to_be_attached()
    settled(page)
    picture.scroll_into_view_if_needed()
    # The middle of the picture lies inside some municipality.
    box = picture.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    expect(picture.locator(".hoverlayer")).to_contain_text(re.compile("Место .* из 39"))
    card.locator("summary", has_text="То же таблицей").press("Enter")
    expect(card.locator("tbody tr")).to_have_count(42)

    page.goto("/overview")
    expect(page.locator("#overview-region-map .scatterlayer .trace").first).to_be_attached()

    visit(page, "/data?view=revisions")
    page.locator("tr.selected").get_by_role("button", name=re.compile("Отменить")).click()
    page.get_by_role("button", name="Да, отменить ревизию 8").click()
    expect(page.locator("#data-content")).to_contain_text("отменена ревизией 9")
    visit(page, "/rankings")
    expect(page.locator("table.ranking, table.data-table").first).to_be_visible()
    expect(card).to_have_count(0)
