"""Signing in through another service, as a person does it in a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.accounts.accounts import add_account
from data.demo import planted
from data.storage.database import connect, writing
from data.vocabulary import Role
from tests.browser.conftest import served
from tests.dashboard.test_openid import KNOWN, provider
from tests.openid_provider import CLIENT, SECRET
from tests.signing import ADMINISTRATOR

__all__ = ["provider"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def product(demo_file: Path, tmp_path: Path, provider: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    path = tmp_path / "people.db"
    shutil.copy(demo_file, path)
    engine = connect(f"sqlite:///{path}")
    with writing(engine, data=False) as session:
        subject = f"{provider}|{KNOWN}"
        add_account(session, ADMINISTRATOR, "head.one", Role.MUNICIPALITY, planted.SHOWN, subject=subject)
    engine.dispose()
    for name, value in {"ISSUER": provider, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Служба"}.items():
        monkeypatch.setenv(f"MMUKO_OPENID_{name}", value)
    with served(tmp_path, path) as url:
        yield url


def test_a_person_signs_in_at_the_other_service_and_comes_back(browser: Browser, product: str) -> None:
    context = browser.new_context(locale="ru-RU", base_url=product)
    page = context.new_page()
    page.goto("/login?next=/rankings")
    page.click("text=Служба")
    page.fill("#who", KNOWN)
    page.click("#go")
    page.wait_for_url("**/rankings**")
    expect(page.locator(".viewer > summary")).to_contain_text("head.one")
    context.close()
