"""A foreign table brought in through the mapping screen, into an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.storage.database import connect
from data.vocabulary import Role
from tests.browser.conftest import served
from tests.browser.waiting import enter, settled, visit
from tests.data.intake.moscow import FILE, MAPPING, NEEDS_FILE, assert_check_figures
from tests.signing import add_person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(scope="module")
def address(folder: Path, migrated_file: Path) -> Iterator[str]:
    """The product on a database that has its schema, one account and nothing else."""
    with served(folder, migrated_file) as url:
        add_person(connect(f"sqlite:///{folder}/mmuko.db"), "keeper", Role.OPERATOR)
        yield url


def describe_indicators(page: Page) -> None:
    for number, (line, new) in enumerate(zip(MAPPING.indicators, MAPPING.new_indicators, strict=True)):
        page.select_option(f"#mapping-indicator-{number}", "+")
        page.select_option(f"#mapping-numerator-{number}", line.numerator)
        page.select_option(f"#mapping-denominator-{number}", line.denominator)
        page.fill(f"#mapping-new-code-{number}", new.code)
        page.fill(f"#mapping-new-name-{number}", new.name)
        page.select_option(f"#mapping-new-polarity-{number}", new.polarity.value)


def send(page: Page) -> None:
    visit(page, "/data")
    page.select_option("#data-kind", "table")
    page.set_input_files("[data-upload] input[type=file]", FILE)
    expect(page.get_by_role("heading", name="Что в столбцах")).to_be_visible()
    settled(page)


def press(page: Page, action: str) -> None:
    page.click(f"[data-form-action={action}]")


@NEEDS_FILE
def test_moscow_through_the_mapping_screen(page: Page, folder: Path) -> None:
    enter(page, "keeper")
    send(page)
    expect(page.locator("#mapping-column-municipality")).to_have_value("District")
    expect(page.locator("#mapping-column-school")).to_have_value("OGRN")
    describe_indicators(page)
    page.fill("#mapping-name", "Итоги экзаменов")
    press(page, "save")
    expect(page.get_by_text("Сопоставление «Итоги экзаменов» сохранено.")).to_be_visible()

    # Another day: the saved mapping says all of it again, and unknown units are reported before any is created.
    send(page)
    press(page, "use")
    expect(page.locator("#mapping-new-code-1")).to_have_value(MAPPING.new_indicators[1].code)
    press(page, "check")
    expect(page.get_by_text("Муниципалитет не найден в реестре").first).to_be_visible()
    publish = page.locator("#data-publish-bar .button-primary")
    settled(page)
    expect(publish).to_have_count(0)

    for kind in ("municipalities", "schools", "periods"):
        page.check(f"#mapping-create-{kind}")
    page.select_option("#mapping-municipality-kind", "municipal_district")
    page.select_option("#mapping-school-kind", "secondary")
    press(page, "check")
    expect(publish).to_be_enabled()
    publish.click()
    expect(page.get_by_text("сохранён как ревизия 1")).to_be_visible()
    engine = connect(f"sqlite:///{folder}/mmuko.db")
    assert_check_figures(engine)
    engine.dispose()
