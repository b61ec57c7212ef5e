"""Accounts and the log on the screen: an administrator gives a head an account, and takes it away again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.demo import planted
from data.vocabulary import Role
from tests.browser.conftest import WIDE, served
from tests.browser.tables import PHONE, faults_of_tables
from tests.browser.waiting import choose_another, enter, settled, visit, waits_in_words, width_of
from tests.copies import copy_of
from tests.signing import PASSWORD, add_person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("accounts")
    with copy_of(demo_file, folder / "people.db") as engine:
        add_person(engine, "admin.one", Role.ADMIN)
    with served(folder, folder / "people.db") as url:
        yield url


def test_an_administrator_gives_an_account_and_takes_it_away(windows: Callable[..., Page]) -> None:
    administrator = windows(WIDE, "ru-RU")
    enter(administrator, "admin.one")
    administrator.goto("/accounts")
    expect(administrator.locator("#accounts-sentence")).to_have_text("1 учётная запись, отключено: 0.")
    administrator.fill("#accounts-new-name", "operator")
    administrator.click("[data-form-action=add]")
    expect(administrator.locator("#accounts-message .error-notice")).to_contain_text("занято самой программой")
    administrator.fill("#accounts-new-name", "head.one")
    administrator.select_option("#accounts-new-municipality", planted.SHOWN)
    administrator.click("[data-form-action=add]")
    first = administrator.locator("#accounts-message code").inner_text()
    expect(administrator.locator("#accounts-sentence")).to_have_text("2 учётные записи, отключено: 0.")

    head = windows(WIDE, "ru-RU")
    head.goto("/login")
    head.fill("[name=username]", "head.one")
    head.fill("[name=password]", first)
    head.click("[type=submit]")
    head.wait_for_url("**/password")
    head.fill("[name=old]", first)
    head.fill("[name=new]", PASSWORD)
    head.fill("[name=again]", PASSWORD)
    head.click("[type=submit]")
    expect(head.locator(".viewer > summary")).to_contain_text("head.one")
    assert head.locator('.navigation a[href="/accounts"]').count() == 0

    administrator.get_by_role("link", name="head.one").click()
    expect(administrator).to_have_url("/accounts?account=head.one")
    expect(administrator.locator("#accounts-municipality")).to_have_value(planted.SHOWN)
    administrator.click("[data-form-action=disable]")
    expect(administrator.locator("#accounts-sentence")).to_have_text("2 учётные записи, отключено: 1.")
    expect(administrator.locator("#accounts-message")).to_contain_text("Учётная запись отключена.")
    head.goto("/overview")
    # The demonstration lets this machine in without an account, as the ministry.
    expect(head.locator(".viewer > summary")).not_to_contain_text("head.one")


def test_accounts_and_the_log_keep_what_every_page_promises(windows: Callable[..., Page]) -> None:
    """They open with one question, say that an answer is on its way, have tables like all others, and fit a phone."""
    page = windows(WIDE, "ru-RU")
    enter(page, "admin.one")
    settled(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "_dash-update" in request.url else None)
    choices = {
        "/accounts?account=admin.one": lambda: page.get_by_role("button", name="Закрыть").click(),
        "/audit": lambda: choose_another(page.locator("#audit-event")),
    }
    for path, choose in choices.items():
        asked.clear()
        visit(page, path)
        assert [one for one in asked if "shell-page.children" not in one] == [], path
        waits_in_words(page, choose, "Идёт расчёт")
        visit(page, path)
        assert faults_of_tables(page) == [], path
        for width in (PHONE, 320):
            page.set_viewport_size({"width": width, "height": 844})
            visit(page, path)
            assert width_of(page) <= width, path
        page.set_viewport_size({"width": WIDE, "height": 900})
