"""From an empty database to an own ranking by the page alone: region, period, rubric, forms, ranking."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.vocabulary import Role
from tests.browser.conftest import WIDE, served
from tests.browser.waiting import enter
from tests.copies import copy_of
from tests.data.own_region import fill
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
    for code in ("T1", "T2", "T3"):
        page.goto("/data?view=templates&kind=scores")
        page.select_option("#data-template-municipality", code)
        page.click("#data-template-make")
        form = downloaded(page, page.get_by_role("link", name="Скачать", exact=True), tmp_path / f"{code}.xlsx")
        fill(form, full=code != "T3")
        page.goto("/data?kind=scores")
        publish(page, form, "scores")
    page.goto("/")
    page.wait_for_url("**/overview*")
    expect(page.locator("h1")).to_have_text("Обзор: Северная область, 2026 год")
    page.goto("/rankings")
    rows = page.locator("table.ranking tbody tr")
    expect(rows.filter(has_text="Речной")).to_contain_text("15")
    expect(rows.filter(has_text="Полевой")).to_contain_text("3")
    page.goto("/start")
    expect(page.locator(".page-sentence")).to_have_text("Всё, что нужно для первых показателей, загружено.")


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
