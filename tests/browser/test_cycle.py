"""The map of the cycle with a keyboard and a mouse: one stop of the tab key, order by headings, from map to map."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOCUSED = "document.activeElement.getAttribute('data-value') || document.activeElement.innerText"


def open_map(page: Page, query: str = "direction=1.1") -> None:
    visit(page, f"/cycle?period=2026&{query}")
    expect(page.locator("table.heatmap .cell").first).to_be_visible()


def test_arrow_keys_move_through_the_grid(page: Page) -> None:
    open_map(page, "direction=1.1&sort=name~asc")
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
    # Enter orders, and the keyboard stays where it is.
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    assert page.evaluate("document.activeElement.className") == "sort"
    expect(page.locator('table.heatmap :is(button, a)[tabindex="0"]')).to_have_count(1)


def test_a_heading_orders_the_rows_and_the_address_remembers(page: Page) -> None:
    open_map(page)
    asked = watched(page, "sort=")
    heading = page.locator('button[data-sort="first_broken"]')
    heading.click()
    expect(page).to_have_url(re.compile("sort=first_broken~asc"))
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#announcement")).to_contain_text("по возрастанию")
    heading.click()
    expect(page).to_have_url(re.compile("sort=first_broken~desc"))
    rows = page.locator("table.cycle-map tbody tr[data-row]")
    expect(rows.first).to_contain_text("цикл замкнут")
    # Those not fully scored stay below whatever the rows are ordered by.
    expect(rows.last).to_contain_text("Морошкинский")
    # The server is not asked for an order.
    assert asked == []
    page.reload()
    settled(page)
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    # Another choice of the page keeps the order, the third press gives the rows as they were.
    page.locator("#cycle-direction").select_option("1.2")
    settled(page)
    expect(page).to_have_url(re.compile("direction=1.2.*sort=first_broken~desc"))
    heading.click()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("sort="))


def watched(page: Page, choice: str) -> list[str]:
    """The questions to the server, from now on, that know of a choice such as ``sort=``: the outputs of each.

    What the opening of a page still asks for on a busy machine does not know of it and is no answer to a press.
    """
    asked: list[str] = []

    def note(request: Request) -> None:
        if "_dash-update-component" in request.url and choice in (request.post_data or ""):
            asked.append(request.post_data_json["output"])

    page.on("request", note)
    return asked


def test_a_file_has_the_order_of_the_screen(page: Page, tmp_path: Path) -> None:
    open_map(page)
    page.locator('button[data-sort="name"]').click()
    names = page.locator("table.cycle-map tbody tr[data-row]").evaluate_all("rows => rows.map(row => row.dataset.row)")
    card = page.locator(".sheet", has=page.locator("table.cycle-map"))
    card.locator("details.menu > summary").click()
    with page.expect_download() as download:
        card.locator('a[href*="cycle.csv"]').click()
    download.value.save_as(tmp_path / "cycle.csv")
    lines = (tmp_path / "cycle.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines if re.match(r"M\d\d;", line)] == names


def test_a_word_finds_its_rows(page: Page) -> None:
    open_map(page)
    asked = watched(page, "find=")
    search = page.get_by_role("searchbox", name=re.compile("Найти в таблице: Карта цикла"))
    search.fill("СВЕТЛООЗЕР")
    rows = page.locator("table.cycle-map tbody tr[data-row]")
    expect(rows).to_have_count(1)
    expect(page.locator(".table-shown").first).to_have_text("Найдено строк: 1 из 42")
    expect(page.locator("#announcement")).to_have_text("Найдено строк: 1 из 42")
    expect(page).to_have_url(re.compile("find="))
    search.fill("такого нет")
    expect(rows).to_have_count(0)
    search.fill("")
    expect(rows).to_have_count(42)
    assert asked == []


def test_the_frame_of_the_chosen_cell_follows_the_press_at_once_and_leaves_with_the_card(page: Page) -> None:
    open_map(page)
    cells = page.locator("table.cycle-map button.cell")
    cells.nth(3).click()
    expect(page.locator('button.cell[aria-pressed="true"]')).to_have_count(1)
    expect(cells.nth(3)).to_have_attribute("aria-pressed", "true")
    settled(page)
    page.get_by_role("button", name="Закрыть").click()
    expect(page.locator('button.cell[aria-pressed="true"]')).to_have_count(0)


def test_the_map_is_a_table_for_whoever_does_not_see_it(page: Page) -> None:
    open_map(page)
    table = page.locator("table.cycle-map")
    expect(table.locator("caption")).to_contain_text("Карта цикла: 42 муниципалитета × 9 звеньев")
    expect(table.locator("thead tr:last-child th[scope=col]")).to_have_count(12)
    expect(table.locator("tbody th[scope=row]").last).to_be_visible()
    cell = page.get_by_role("button", name="Светлоозёрский МО, 2. Показатели: 12 из 20, сформировано частично")
    expect(cell).to_have_text("12◐")
    expect(page.get_by_role("region", name=re.compile("Карта цикла"))).to_be_visible()


def test_the_map_keeps_its_signs_without_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    open_map(page)
    cell = page.locator(f'button.cell[data-value="{planted.SHOWN}~1.1~indicators"]')
    expect(cell.locator(".sign-mark")).to_have_text("◐")
    cell.click()
    assert cell.evaluate("cell => getComputedStyle(cell).outlineStyle") == "solid"


def test_the_map_prints_whole_and_without_what_only_a_screen_can_do(page: Page) -> None:
    open_map(page)
    page.emulate_media(media="print")
    expect(page.locator("table.cycle-map tbody tr[data-row]").last).to_be_visible()
    expect(page.locator(".table-tools").first).to_be_hidden()


def test_headings_stay_in_sight_while_the_page_scrolls(page: Page) -> None:
    open_map(page)
    page.locator("table.heatmap tbody tr").last.scroll_into_view_if_needed()
    box = page.locator("table.cycle-map th button.sort").last.bounding_box()
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
