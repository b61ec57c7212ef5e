"""From an empty database to a correction by the page alone: region, period, rubric, a round of forms, ranking."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.vocabulary import Role
from tests.browser.conftest import WIDE, served
from tests.browser.waiting import enter
from tests.copies import copy_of
from tests.data.own_region import fill, slip
from tests.signing import add_person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installation in which nothing is but one account."""
    folder = tmp_path_factory.mktemp("first-hour")
    with copy_of(migrated_file, folder / "people.db") as engine:
        add_person(engine, "admin.one", Role.ADMIN)
    with served(folder, folder / "people.db") as url:
        yield url


def test_a_region_begins_by_the_page_alone(windows: Callable[..., Page], tmp_path: Path) -> None:
    page = windows(WIDE, "ru-RU")
    enter(page, "admin.one")
    page.wait_for_url("**/start")
    expect(page.locator(".page-sentence")).to_contain_text("Готово шагов: 0 из 5")
    # The line of pages is whole: what it has no room for stands under «Ещё».
    assert page.evaluate("(line => line.scrollWidth <= line.clientWidth)(document.querySelector('.navigation'))")
    page.fill("#start-name-ru", "Северная область")
    page.click("#start-save")
    expect(page.locator("#start-step-region.step-done")).to_be_visible()
    expect(page.locator(".brand")).to_contain_text("Северная область")
    page.fill("#start-year", "2026")
    page.click("#start-add")
    expect(page.locator("#start-step-period.step-done")).to_be_visible()
    for step, example in (("municipalities", "Пример: три муниципалитета"), ("methodology", "Пример: два звена")):
        file = downloaded(page, page.get_by_role("link", name=example), tmp_path / f"{step}.xlsx")
        page.locator(f"#start-step-{step}").get_by_role("link", name="Загрузить книгу").click()
        publish(page, file, step)
        page.goto("/start")
        expect(page.locator(f"#start-step-{step}.step-done")).to_be_visible()
    forms = round_of_forms(page, tmp_path)
    return_with_a_slip(page, forms)
    publish_round(page, "Первая публикация")
    page.goto("/")
    page.wait_for_url("**/overview*")
    expect(page.locator("h1")).to_have_text("Обзор: Северная область, 2026 год")
    page.goto("/rankings")
    rows = page.locator("table.ranking tbody tr")
    expect(rows.filter(has_text="Речной")).to_contain_text("15")
    expect(rows.filter(has_text="Полевой")).to_contain_text("3")
    page.goto("/start")
    expect(page.locator(".page-sentence")).to_have_text("Всё, что нужно для первых показателей, загружено.")
    approve_and_correct(page, forms)


def round_of_forms(page: Page, folder: Path) -> dict[str, Path]:
    """A round is opened and its forms are fetched, filled in: everything for two municipalities, nothing for one."""
    page.goto("/round")
    page.locator("#round-new-past").check()
    page.get_by_role("button", name="Открыть сбор").click()
    expect(page.locator("#round-sentence")).to_contain_text("Получено 0 из 3.")
    page.get_by_role("button", name="Все формы одним ZIP").click()
    archive = downloaded(page, page.get_by_role("link", name="Скачать", exact=True), folder / "forms.zip")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "forms")
    forms = {path.name.split()[0]: path for path in (folder / "forms").iterdir()}
    for code, path in forms.items():
        fill(path, full=code != "T3")
    return forms


def return_with_a_slip(page: Page, forms: dict[str, Path]) -> None:
    """Three come back at once; the one with an error is fixed and comes again."""
    slip(forms["T3"], 99)
    send(page, *forms.values())
    expect(page.locator("#round-sentence")).to_contain_text("получена с замечаниями: 1, без замечаний: 2")
    page.get_by_role("button", name="получена с замечаниями").first.click()
    expect(page.locator("[data-cell^=T3]")).to_contain_text("Баллов больше максимума.")
    fill(forms["T3"], full=False)
    send(page, forms["T3"])
    expect(page.locator("#round-sentence")).to_contain_text("без замечаний: 3")


def approve_and_correct(page: Page, forms: dict[str, Path]) -> None:
    """What is approved is changed by a form that comes later, with a reason that everybody reads."""
    page.goto("/corrections?period=2026")
    page.get_by_role("button", name="Утвердить", exact=True).first.click()
    expect(page.locator("#corrections-message")).to_contain_text("Данные утверждены ревизией")
    page.goto("/round")
    slip(forms["T1"], 1)
    send(page, forms["T1"])
    page.get_by_role("button", name="получена дважды: выберите").click()
    page.get_by_role("button", name="Учитывать этот").first.click()
    expect(page.locator("#round-sentence")).to_contain_text("без замечаний: 1")
    publish_round(page, "Решение комиссии")
    page.goto("/corrections?period=2026")
    expect(page.locator("#corrections-sentence")).to_contain_text("1 исправление утверждённых данных")
    expect(page.locator("tr", has_text="Решение комиссии").first).to_contain_text("Речной")
    expect(page.locator("#corrections-content")).to_contain_text("утверждено и исправлено")


def send(page: Page, *paths: Path) -> None:
    page.locator("[data-upload] input[type=file]").set_input_files(list(paths))


def publish_round(page: Page, words: str) -> None:
    page.locator("#round-words").fill(words)
    page.get_by_role("button", name="Показать последствия").click()
    page.get_by_role("button", name="Опубликовать:").click()
    expect(page.locator("#round-content")).to_contain_text("опубликовано ревизией")


def downloaded(page: Page, link: object, path: Path) -> Path:
    with page.expect_download() as download:
        link.click()  # type: ignore[attr-defined]
    download.value.save_as(path)
    return path


def publish(page: Page, file: Path, kind: str) -> None:
    """Send the file as the kind that the address has chosen, and publish what the check accepts."""
    expect(page.locator("#data-kind")).to_have_value(kind)
    page.set_input_files("input[type=file]", str(file))
    page.locator("#data-publish-bar .button-primary").click()
    expect(page.locator("#data-content .note[role=status]")).to_contain_text("Теперь его видят все")
