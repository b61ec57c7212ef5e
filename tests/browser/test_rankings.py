"""Leadership reads the overview, follows to the ranking, questions weights, finds a municipality, takes the file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.waiting import settled, visit, width_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass(frozen=True)
class Words:
    """What the journey looks for, in one language."""

    locale: str
    cycle: str
    ranking: str
    unofficial: str
    typed: str
    found: str
    to_place: str
    best: str
    rank: str
    code: str


WORDS = {
    "ru": Words(
        "ru-RU", "Полн(ый|ого) цикл", "Весь рейтинг", "Не официальные веса", "СВЕТЛООЗЕР", "Светлоозёрский МО",
        "К его месту", "Лучший = 100", "Место", "Код",
    ),
    "en": Words(
        "en-GB", "full cycle", "Full ranking", "Not the official weights", "svetlooz", "Svetloozyorsky MO",
        "Go to its row", "Best = 100", "Rank", "Code",
    ),
}  # fmt: skip


@pytest.fixture(params=[("ru", 1366), ("en", 1366), ("ru", 390), ("en", 390)], ids=lambda pair: f"{pair[0]}-{pair[1]}")
def guest(request: pytest.FixtureRequest, windows: Callable[..., Page]) -> tuple[Page, Words]:
    """A window of leadership and the words of its language."""
    language, width = request.param
    words = WORDS[language]
    return windows(width, words.locale, 768), words


def open_filters(page: Page) -> None:
    """On a phone the filters are folded; which it is, is known only once the script of the page has settled them."""
    settled(page)
    filters = page.locator("details.rail[data-settled]")
    filters.wait_for()
    if filters.get_attribute("open") is None:
        filters.locator("> summary").click()


def ranks_on_screen(page: Page) -> dict[str, str]:
    """Rank by name of every ranked row of the settled list, the pinned copy on top left aside."""
    settled(page)
    return page.evaluate(
        """() => Object.fromEntries(
            Array.from(document.querySelectorAll("table.ranking tbody tr[data-row]:not(.pinned)"), row => [
                row.querySelector("th a, th").textContent, row.cells[0].firstChild.textContent]))"""
    )


def test_from_three_sentences_to_a_place_that_can_be_defended(guest: tuple[Page, Words], tmp_path: Path) -> None:
    page, words = guest
    page.goto("/viewer/ministry")
    visit(page, "/")
    sentences = page.locator(".statements p")
    expect(sentences).to_have_count(3)
    expect(sentences.first).to_contain_text(re.compile(words.cycle))
    page.get_by_role("link", name=words.ranking).first.click()
    expect(page).to_have_url(re.compile(r"/rankings\?"))

    # Another weight: marked as not official, in the address, and the same when the address is opened again.
    open_filters(page)
    page.locator(".ranking-weights > summary").click()
    page.locator('[data-weights] input[name="1.1"]').fill("180")
    expect(page.locator("#rankings-content")).to_contain_text(words.unofficial)
    expect(page).to_have_url(re.compile("weights=1.1:180"))
    weighted = ranks_on_screen(page)
    visit(page, page.url)
    expect(page.locator("#rankings-content")).to_contain_text(words.unofficial)
    assert ranks_on_screen(page) == weighted

    # A search that minds neither case nor ё, a jump to the place of what it found, and on to another page.
    open_filters(page)
    page.locator("#rankings-search").fill(words.typed)
    row = page.locator(f'table.ranking [data-choice="rankings-jump"][data-value="{planted.SHOWN}"]')
    expect(row).to_have_text(words.to_place)
    expect(page.locator("table.ranking tbody tr")).to_have_count(1)
    settled(page)
    row.click()
    marked = page.locator("table.ranking tr.selected")
    expect(marked).to_contain_text(words.found)
    expect(marked).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"jump={planted.SHOWN}"))
    shown = ranks_on_screen(page)
    assert len(shown) == 42

    # Any heading orders the rows, those without a rank stay below, and one press gives the ranked order back.
    page.locator('table.ranking [data-sort="municipality"]').click()
    expect(page).to_have_url(re.compile("sort=municipality~asc"))
    by_name = ranks_on_screen(page)
    assert list(by_name) != list(shown)
    assert by_name == shown
    assert list(by_name.values())[-3:] == ["—"] * 3
    page.locator(".table-back").first.click()
    assert list(ranks_on_screen(page)) == list(shown)

    # Another scale moves no rank, and the file says what the screen says.
    page.get_by_role("button", name=words.best).click()
    expect(page).to_have_url(re.compile("scaling=best"))
    assert shown == ranks_on_screen(page)
    page.locator("#rankings-content details.menu > summary").first.click()
    with page.expect_download() as download:
        page.locator('a[href*="/export/rankings/ranking.xlsx"]').first.click()
    download.value.save_as(tmp_path / "ranking.xlsx")
    head, *rows = load_workbook(tmp_path / "ranking.xlsx").worksheets[0].iter_rows(values_only=True)
    exported = [str(row[head.index(words.rank)]) for row in rows]
    assert len(exported) == len(shown) == 42
    on_screen = [rank for rank in shown.values() if rank != "—"]
    assert exported[: len(on_screen)] == on_screen
    assert width_of(page) <= page.viewport_size["width"]


@pytest.mark.parametrize("guest", [("ru", 1366), ("en", 390)], indirect=True, ids=["ru-1366", "en-390"])
def test_the_map_of_the_overview_has_its_table_in_the_address(guest: tuple[Page, Words]) -> None:
    page, _words = guest
    visit(page, "/overview?forms=ranking")
    expect(page.locator("#overview-chart .main-svg").first).to_be_visible()
    page.locator('[data-choice="overview-forms"][data-value="ranking,map"]').click()
    table = page.locator(".overview-map-table tbody").first
    expect(table).to_be_visible()
    expect(page).to_have_url(re.compile("forms=ranking,map"))
    settled(page)
    # Formed links stand in the table as they do in the map.
    numbers = table.locator("tr").first.inner_text()
    page.locator('[data-choice="overview-forms"][data-value="ranking"]').click()
    cells = page.locator(".overview-map tbody tr:not(.total)").first.locator(".cell > span:first-child")
    expect(cells.first).to_be_visible()
    settled(page)
    for text in cells.all_inner_texts():
        assert re.sub(r"\D", "", text) in numbers
    assert width_of(page) <= page.viewport_size["width"]
