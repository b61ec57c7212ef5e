"""Choices that came along from another page: what this page has not is left behind, and said."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from callbacks.carried import carried_page
from callbacks.page import Page
from dashboard.pages import PAGES
from data.access import MINISTRY
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.vocabulary import Role
from tests.layouts.reading import words

READ = [page for page in PAGES if Role.MINISTRY in page.roles and page.is_in_menu]


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.mark.parametrize("page", READ, ids=lambda page: page.key)
@pytest.mark.parametrize("methodology", [planted.METHODOLOGY, "demonstration-9", "unknown"])
def test_no_page_of_the_menu_refuses_what_another_page_has(reader: Reader, page: Page, methodology: str) -> None:
    raw = {"period": "2026", "methodology": methodology, "municipality": "M20", "peers": "region"}
    said = words(carried_page(page, reader, raw))
    if methodology == planted.METHODOLOGY:
        assert "выбор сброшен" not in said
    elif methodology == "unknown":
        # A page that shows any methodology has the other one, which no assessment of 2026 has.
        assert ("выбор сброшен: методика" in said) == ("methodology" in page.selection.shapes())
