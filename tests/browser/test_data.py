"""The data operator's whole way in a browser: a template, a bad file, the corrected one, publication, undo."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.conftest import served
from tests.browser.waiting import settled, visit, width_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SHEET, DIRECTION = "1.1", "direction:1.1"


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of this module's own: what is published here is seen by nobody else."""
    with served(tmp_path_factory.mktemp("data"), demo_file) as url:
        yield url


def change(source: Path, target: Path, points: dict[int, Any]) -> Path:
    """A copy of the template with other points in some rows below the header (1 = the first)."""
    book = load_workbook(source)
    sheet = book[SHEET]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Баллы")
    for offset, value in points.items():
        sheet.cell(header.row + offset, header.column).value = value
    book.save(target)
    return target


def points_of(page: Page) -> str:
    """What the ranking of the direction says of the municipality: its row of the table."""
    visit(page, f"/rankings?subject={DIRECTION}&period=2026")
    name = page.locator("tbody tr", has_text="Светлоозёрский").first
    expect(name).to_be_visible()
    return re.sub(r"\s+", " ", name.inner_text())


def tab(page: Page, name: str) -> None:
    """Another part of the page: what is chosen there would be drawn over by an answer that is still to come."""
    settled(page)
    page.locator("label.segment", has_text=name).click()
    settled(page)


def send(page: Page, path: Path) -> None:
    page.locator("[data-upload] input[type=file]").set_input_files(path)


def test_a_workbook_goes_out_comes_back_bad_then_good_is_published_and_undone(page: Page, tmp_path: Path) -> None:
    before = points_of(page)
    visit(page, "/data?view=templates")
    page.locator("#data-template-municipality").select_option(planted.SHOWN)
    page.locator("#data-template-make").click()
    ready = page.get_by_role("link", name="Скачать")
    expect(ready).to_be_visible()
    with page.expect_download() as fetched:
        ready.click()
    fetched.value.save_as(tmp_path / "template.xlsx")

    bad = change(tmp_path / "template.xlsx", tmp_path / "bad.xlsx", {1: 99, 2: "много"})
    tab(page, "Загрузка")
    send(page, bad)
    findings = page.locator("section.sheet", has_text="находки")
    expect(findings).to_contain_text("Баллов больше максимума.")
    expect(page.locator(".step-current")).to_contain_text("2. Проверка")
    expect(page.get_by_role("button", name=re.compile("Опубликовать"))).to_be_disabled()
    findings.get_by_role("button", name=re.compile("Ошибки 2")).click()
    expect(findings.locator("tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("severity=error"))
    with page.expect_download() as fetched:
        findings.get_by_role("link", name="Файл с пометками").click()
    fetched.value.save_as(tmp_path / "marked.xlsx")
    marked = [
        cell for row in load_workbook(tmp_path / "marked.xlsx")[SHEET].iter_rows() for cell in row if cell.comment
    ]
    assert [cell.value for cell in marked][:2] == [99, "много"]

    # The first ten parameters have nothing any more: the direction loses points, and places change.
    good = change(tmp_path / "template.xlsx", tmp_path / "good.xlsx", dict.fromkeys(range(1, 11), 0))
    send(page, good)
    publish = page.get_by_role("button", name="Опубликовать ревизию 8")
    expect(publish).to_be_enabled()
    expect(page.locator("#data-content")).to_contain_text("Места по направлениям")
    settled(page)
    page.locator("#data-words").fill("Проверочная выгрузка")
    publish.click()
    expect(page.locator("#data-content")).to_contain_text("сохранён как ревизия 8")
    expect(page.locator("footer.page-footer")).to_contain_text("Проверочная выгрузка")
    changed = points_of(page)
    assert changed != before

    visit(page, "/data?view=revisions")
    latest = page.locator("tr.selected")
    expect(latest).to_contain_text("Проверочная выгрузка")
    latest.get_by_role("button", name=re.compile("Отменить")).click()
    confirm = page.get_by_role("button", name="Да, отменить ревизию 8")
    expect(confirm).to_be_visible()
    expect(page.locator("#data-content")).to_contain_text("Пока ничего не отменено.")
    confirm.click()
    expect(page.locator("#data-content")).to_contain_text("отменена ревизией 9")
    assert points_of(page) == before


def test_two_revisions_are_compared_by_a_link(page: Page) -> None:
    visit(page, "/data?view=revisions&between=6~7")
    found = page.locator("section.sheet", has_text="Разница между ревизиями 6 и 7")
    expect(found).to_contain_text("7изменённых ячеек")
    expect(page.locator("#data-first")).to_have_value("6")


def test_an_undo_out_of_order_is_refused_where_the_reader_looks(page: Page) -> None:
    visit(page, "/data?view=revisions")
    page.locator('button[data-choice="data-undo"][data-value="6"]').click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Сначала отмените ревизию")
    expect(alert).to_be_in_viewport()


def test_the_page_fits_a_phone_in_both_languages(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for language, view in (("ru", "revisions"), ("en", "templates"), ("en", "upload")):
        page.goto(f"/language/{language}")
        visit(page, f"/data?view={view}")
        width = width_of(page)
        assert width <= 390, (language, view, width)
        cyrillic = page.locator("#main").inner_text() if language == "en" and view == "upload" else ""
        assert not re.search("[а-яё]", cyrillic.split("Data revision")[0])
