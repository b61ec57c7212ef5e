"""What people come for, done in a real browser on the running product."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dashboard.pages import PAGES
from data.demo import planted
from data.formats import NBSP
from data.vocabulary import Role
from tests.browser.waiting import settled, visit, width_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# Accounts are managed by nobody in the demonstration: tests/browser/test_accounts.py.
EVERY_PAGE = [page.path for page in PAGES if Role.MINISTRY in page.roles]


def test_from_the_ranking_of_a_direction_to_the_positions_behind_a_cell(page: Page) -> None:
    visit(page, "/rankings")
    page.locator("#rankings-subject").select_option("direction:1.1")
    first = page.locator("table.ranking tbody tr, table.data-table tbody tr").first
    expect(page.locator("#rankings-sentence")).to_contain_text("1.1")
    # The tie for 1.1 is not planted; whoever leads has the maximum of the direction or less, and the place 1.
    expect(first).to_contain_text(re.compile(r"^1"))
    settled(page)
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/municipality/M\d\d\?"))
    settled(page)
    leader = re.search(r"/municipality/(M\d\d)", page.url)
    assert leader
    page.locator(f'.profile-map [data-choice="municipality-cell"][data-value="{leader[1]}~1.1~goals"]').click()
    expect(page).to_have_url(re.compile("cell="))
    expect(page.locator("#municipality-content")).to_contain_text("по достижению обучающимися")


def test_a_cell_opens_its_positions_with_points_penalties_and_documents(page: Page) -> None:
    visit(page, f"/cycle?period=2026&direction=1.1&municipality={planted.SHOWN}")
    page.locator(f'[data-choice="cycle-cell"][data-value="{planted.SHOWN}~1.1~indicators"]').first.click()
    expect(page).to_have_url(re.compile(f"cell={planted.SHOWN}~1.1~indicators"))
    detail = page.locator("#cycle-content")
    expect(detail).to_contain_text("достижени")
    expect(detail).to_contain_text("12 из 20")
    settled(page)
    shown = detail.inner_text()
    page.reload()
    settled(page)
    expect(detail).to_have_text(re.compile("12 из 20"))
    assert detail.inner_text() == shown


def test_a_heatmap_is_walked_with_the_keyboard(page: Page) -> None:
    visit(page, "/cycle?period=2026&direction=1.1")
    cell = page.locator('[data-choice="cycle-cell"]').first
    cell.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"cell=M\d\d~1\.1~indicators"))


def test_schools_of_a_municipality_are_compared_inside_their_clusters(page: Page) -> None:
    visit(page, "/clusters")
    page.locator("#clusters-municipality").select_option(planted.SHOWN)
    settled(page)
    page.locator("#clusters-indicator").select_option("s5")
    content = page.locator("#clusters-content")
    expect(content).to_contain_text("Светлоозёрский МО")
    expect(content).to_contain_text(re.compile(r"\d+ из \d+"))
    expect(content.locator(".js-plotly-plot")).to_be_visible()
    expect(page).to_have_url(re.compile("indicator=s5"))


def test_a_missed_target_is_read_with_its_actual_value(page: Page) -> None:
    visit(page, f"/indicators?municipality={planted.SHOWN}&period=2026")
    row = page.locator("tr", has=page.locator('[data-value="k04"]')).first
    expect(row).to_contain_text("не достигнута")
    expect(row).to_contain_text(re.compile(f"9\\d,\\d{NBSP}%"))
    row.locator('[data-value="k04"]').click()
    expect(page).to_have_url(re.compile("indicator=k04"))
    settled(page)
    # The counts of statuses add up to the number of indicators, and the sentence says what the boxes of the filter say.
    expect(page.get_by_text("24 показателя: 7 из 24 целей достигнуты, 10 под риском")).to_be_visible()
    boxes = page.get_by_text(re.compile(r"^. (достигнута|по графику|отстаёт|не достигнута|судить нельзя) — \d+$"))
    counts = [int(text.split(" — ")[1]) for text in boxes.all_inner_texts()]
    assert sum(counts) == 24
    assert (counts[0], counts[2] + counts[3]) == (7, 10)


def test_an_indicator_is_found_and_municipalities_are_ranked_by_it(page: Page) -> None:
    visit(page, "/indicators?view=list&period=2026")
    # A list of indicators has no statuses to filter by.
    expect(page.locator("#indicators-statuses")).to_be_hidden()
    page.locator(".table-find").fill("k08")
    rows = page.locator("table.indicator-list tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link", name="Участники конкурсов").click()
    expect(page).to_have_url(re.compile("view=municipalities"))
    settled(page)
    expect(page.locator("#indicators-content")).to_contain_text("Четверти: I — от")
    expect(page.locator("#indicators-statuses")).to_be_visible()
    # In the order of ranks; another order leaves the ranks where they are.
    first = page.locator("table.region-rows tbody tr").first
    expect(first.locator("td").first).to_have_text("1")
    page.locator('table.region-rows [data-sort="municipality"]').click()
    expect(first.locator("th")).to_have_text("Белокрыльский МР")
    expect(page).to_have_url(re.compile("sort=municipality~asc"))


def test_a_table_is_downloaded_as_a_workbook_with_its_source(page: Page, tmp_path: Path) -> None:
    visit(page, "/rankings?subject=direction:1.1")
    page.locator("summary", has_text="Экспорт").first.click()
    with page.expect_download() as download:
        page.locator('a[href*="/export/rankings/ranking.xlsx"]').first.click()
    download.value.save_as(tmp_path / "ranking.xlsx")
    book = load_workbook(tmp_path / "ranking.xlsx")
    assert book.worksheets[0].max_row == 43
    about = " ".join(str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row)
    assert "1.1" in about
    assert "Демонстрационные данные" in about


@pytest.mark.parametrize(
    "view",
    [
        "/rankings?period=2025&subject=block:1&kinds=urban_okrug",
        "/cycle?period=2024&direction=2.2&stages=six",
        "/municipality/M15?period=2025&peers=alike&scaling=share",
        f"/clusters?municipality={planted.SHOWN}&indicator=s3&clusters=large",
        f"/indicators?municipality={planted.SHOWN}&period=2025&indicator=k08",
    ],
)
def test_a_reloaded_address_shows_the_same(page: Page, view: str) -> None:
    visit(page, view)
    shown, url = page.locator("#main").inner_text(), page.url
    visit(page, url)
    assert page.locator("#main").inner_text() == shown
    assert page.url == url


def test_an_answer_that_comes_late_does_not_write_the_address_of_another_page(page: Page) -> None:
    visit(page, "/cycle?period=2026")
    write = "address => window.dash_clientside.shell.writeAddress(address)"
    before = page.url
    page.evaluate(write, "/rankings?period=2025")
    assert page.url == before
    page.evaluate(write, "/cycle?period=2025")
    assert page.url.endswith("/cycle?period=2025")


@pytest.mark.parametrize("widths", [[1366], [390, 320]], ids=["desk", "phones"])
@pytest.mark.parametrize("locale", ["ru-RU", "en-GB"])
def test_every_page_fits_its_window_in_both_languages(
    windows: Callable[..., Page], widths: list[int], locale: str
) -> None:
    window = windows(widths[0], locale, 844)
    expected = {"ru-RU": "Ревизия данных", "en-GB": "Data revision"}[locale]
    wide = {}
    for path in EVERY_PAGE:
        for width in widths:
            # A page that was wide before is laid out otherwise than one that has always been narrow.
            window.set_viewport_size({"width": width, "height": 844})
            visit(window, path)
            wide[path, width] = width_of(window)
        assert window.evaluate("document.documentElement.lang") == locale[:2]
        # No Russian word is left in the English frame but for names and texts that the data hold in Russian only.
        assert expected.lower() in window.locator("#main").inner_text().lower(), path
    assert {place: found for place, found in wide.items() if found > place[1]} == {}


def test_a_head_sees_own_details_and_only_totals_of_others(page: Page, address: str) -> None:
    page.context.add_cookies([{"name": "viewer", "value": planted.SHOWN, "url": address}])
    visit(page, "/rankings")
    expect(page.locator("#main")).to_contain_text("Лесоградский ГО")
    visit(page, "/cycle?period=2026&direction=1.1")
    expect(page.locator("#main")).to_contain_text("Светлоозёрский МО")
    expect(page.locator("#main")).not_to_contain_text("Лесоградский ГО")
    page.goto("/cycle?period=2026&cell=M01~1.1~goals&municipality=M01")
    expect(page.get_by_role("heading", name="Подробности этого муниципалитета вам не открыты")).to_be_visible()
    page.get_by_role("link", name="Эта страница: Светлоозёрский МО").click()
    expect(page).to_have_url(re.compile("municipality=M14"))
    expect(page.locator("#main")).to_contain_text("Светлоозёрский МО")
