"""A round in a browser: forms out, three back at once, one fixed, published, approved, corrected, and told."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import served
from tests.browser.tables import faults_of_tables
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CHOSEN = ("M01", "M02", "M03")


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of this module's own: what is published here is seen by nobody else."""
    with served(tmp_path_factory.mktemp("round"), demo_file) as url:
        yield url


def scored(path: Path, points: object) -> Path:
    """The form with other points in its first row."""
    book = load_workbook(path)
    sheet = book["1.1"]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Баллы")
    sheet.cell(header.row + 1, header.column).value = points
    book.save(path)
    return path


def fetched_forms(page: Page, folder: Path) -> dict[str, Path]:
    page.get_by_role("button", name="Все формы одним ZIP").click()
    ready = page.get_by_role("link", name="Скачать", exact=True)
    expect(ready).to_be_visible()
    with page.expect_download() as fetched:
        ready.click()
    fetched.value.save_as(folder / "forms.zip")
    with zipfile.ZipFile(folder / "forms.zip") as archive:
        archive.extractall(folder)
    return {path.name.split()[0]: path for path in folder.glob("*.xlsx")}


def send(page: Page, *paths: Path) -> None:
    page.locator("[data-upload] input[type=file]").set_input_files(list(paths))


def state_of(page: Page, code: str) -> str:
    return page.locator("tr", has=page.get_by_text(code, exact=True)).first.inner_text()


def publish(page: Page, words: str) -> None:
    page.locator("#round-words").fill(words)
    page.get_by_role("button", name="Показать последствия").click()
    page.get_by_role("button", name="Опубликовать:").click()
    expect(page.locator("#round-content")).to_contain_text("опубликовано ревизией")
    settled(page)


def test_three_forms_come_back_and_become_approved_and_corrected_figures(page: Page, tmp_path: Path) -> None:
    visit(page, "/round")
    page.locator("#round-new-methodology").select_option("demonstration-8")
    # What cannot be opened is said at the form, all of it at once, and nothing has to be typed again.
    places = page.locator("#round-new-places")
    # What is typed has the whole of its frame.
    assert places.evaluate("one => one.clientWidth > one.parentElement.clientWidth - 30")
    places.fill("M01, M99, X")
    # The day is one of the demonstration's year: the clock may have passed it.
    page.locator("#round-new-past").check()
    page.get_by_role("button", name="Открыть сбор").click()
    expect(page.locator("#round-refused")).to_contain_text("нет в 2026 году: M99, X.")
    expect(page.locator("#round-new-places")).to_have_value("M01, M99, X")
    page.locator("#round-new-places").fill(", ".join(CHOSEN))
    page.get_by_role("button", name="Открыть сбор").click()
    expect(page.locator("#round-sentence")).to_contain_text("Получено 0 из 3.")
    forms = fetched_forms(page, tmp_path)
    assert sorted(forms) == list(CHOSEN)

    good = [scored(forms[code], 0) for code in CHOSEN[:2]]
    send(page, *good, scored(forms["M03"], 99))
    expect(page.locator("#round-sentence")).to_contain_text(
        "Получено 3 из 3; получена с замечаниями: 1, без замечаний: 2."
    )
    page.get_by_role("button", name="получена с замечаниями").first.click()
    expect(page.locator("[data-cell^=M03]")).to_contain_text("Баллов больше максимума.")
    # The board, the files just taken and the findings of the form are tables like all others.
    settled(page)
    assert page.locator("main table").count() >= 3
    assert faults_of_tables(page) == []

    send(page, scored(forms["M03"], 0))
    expect(page.locator("#round-sentence")).to_contain_text("без замечаний: 3.")
    publish(page, "Первая публикация")
    expect(page.locator("#round-sentence")).to_contain_text("опубликована: 3.")

    visit(page, "/rankings?period=2026")
    expect(page.locator(".page-footer")).to_contain_text("Данные предварительные, ещё не утверждены.")
    visit(page, "/corrections?period=2026")
    page.get_by_role("button", name="Утвердить", exact=True).click()
    expect(page.locator("#corrections-message")).to_contain_text("Данные утверждены ревизией 9.")
    # What is shown now is what the footer says and the link copies.
    expect(page.locator("[data-revision]")).to_have_attribute("data-revision", "9")
    expect(page.locator(".page-footer")).to_contain_text("утвержден")

    visit(page, "/round")
    send(page, scored(forms["M01"], 1))
    expect(page.locator("#round-sentence")).to_contain_text("получена дважды: выберите: 1")
    page.get_by_role("button", name="получена дважды: выберите").click()
    page.get_by_role("button", name="Учитывать этот").first.click()
    expect(page.locator("#round-sentence")).to_contain_text("без замечаний: 1")
    publish(page, "Решение комиссии")

    visit(page, "/corrections?period=2026")
    expect(page.locator("#corrections-sentence")).to_contain_text("1 исправление утверждённых данных")
    row = page.locator("tr", has_text="Решение комиссии").first
    expect(row).to_contain_text("0")
    expect(page.locator("#corrections-content")).to_contain_text("утверждено и исправлено")
