"""Every page, every table and every note says how far its figures are settled."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from callbacks.page import Page
from dashboard.app import Application
from dashboard.pages import PAGES
from data.access import MINISTRY
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.data_page import tabs
from tests.dashboard.conftest import callback_payload

pytestmark = pytest.mark.slow

HEADING = "Статус данных"
# What they show is of people and of acts: no figure stands there.
WITHOUT_FIGURES = {"accounts", "audit"}
PAGE_OUTPUT = "..shell-page.children...shell-header.children.."
CALLBACK = "/_dash-update-component"


def opened(app: Application, client: FlaskClient, page: Page) -> str:
    client.set_cookie("viewer", "ministry")
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": f"https://localhost{page.path}"})
    text = str(client.post(CALLBACK, json=payload).get_json())
    if page.key == "data":
        output = next(one for one in app.callback_map if "data-foot.children" in one)
        answer = client.post(CALLBACK, json=callback_payload(app, output, {"data-tab.value": tabs.UPLOAD}))
        text += str(answer.get_json())
    return text


@pytest.mark.parametrize("page", [page for page in PAGES if page.key not in WITHOUT_FIGURES], ids=lambda page: page.key)
def test_every_page_says_the_status_of_its_figures(app: Application, client: FlaskClient, page: Page) -> None:
    assert HEADING in opened(app, client, page)


TABLES = [(page, name) for page in PAGES if page.key not in WITHOUT_FIGURES for name in page.tables]


@pytest.mark.parametrize(("page", "name"), TABLES, ids=lambda one: getattr(one, "key", one))
def test_every_table_says_the_status_of_its_figures(demo_database: Engine, page: Page, name: str) -> None:
    with reading(demo_database) as session:
        table = page.tables[name](open_reader(session, MINISTRY), page.selection())
    assert HEADING in dict(table.notes)
