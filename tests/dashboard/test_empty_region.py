"""An empty installation: every page opens in both languages, says what is missing, and shows nothing red."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.pages import PAGES
from data.storage.database import writing
from data.vocabulary import Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.data.small_region import build
from tests.signing import add_person, client_of, sign_in

pytestmark = pytest.mark.slow

PAGE_OUTPUT = "..shell-page.children...shell-header.children.."
CALLBACK = "/_dash-update-component"
WAITING = ("overview", "rankings", "cycle", "municipality", "clusters", "indicators", "methodology")
LANGUAGES = ("ru", "en")


@pytest.fixture(scope="module")
def engine(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with copy_of(migrated_file, tmp_path_factory.mktemp("empty") / "empty.db") as engine:
        for role in (Role.OPERATOR, Role.ANALYST, Role.ADMIN):
            add_person(engine, f"{role.value}.one", role)
        yield engine


@pytest.fixture(scope="module")
def app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    return create_app(settings_of(tmp_path_factory.mktemp("empty-application")), engine)


def signed(app: Application, role: Role, language: str = "ru") -> FlaskClient:
    client = client_of(app)
    assert sign_in(client, f"{role.value}.one").status_code == 302
    client.set_cookie("language", language, domain="localhost")
    return client


def shown(app: Application, client: FlaskClient, address: str) -> str:
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": f"https://localhost{address}"})
    answer: Any = client.post(CALLBACK, json=payload)
    assert answer.status_code == 200
    return str(answer.get_json())


def test_it_opens_with_the_checklist(app: Application) -> None:
    for role in (Role.OPERATOR, Role.ANALYST):
        assert signed(app, role).get("/").headers["Location"] == "/start"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_no_page_shows_an_error_where_nothing_is_wrong(app: Application, page: Any, language: str) -> None:
    text = shown(app, signed(app, Role.ADMIN, language), page.path)
    assert "error-notice" not in text
    assert "empty-state" in text or page.key not in WAITING


@pytest.mark.parametrize("page", [page for page in PAGES if page.key in WAITING], ids=lambda page: page.key)
def test_an_operator_gets_the_way_there_and_a_reader_hears_who_can_bring_data(app: Application, page: Any) -> None:
    operator, reader = (shown(app, signed(app, role), page.path) for role in (Role.OPERATOR, Role.ANALYST))
    assert "Пока показать нечего" in operator
    assert re.search(r"""['"]href['"]: ?['"]/start['"]""", operator)
    assert "button-primary" in operator
    assert "Данные загружает оператор данных или администратор" in reader
    assert "button-primary" not in reader


@pytest.mark.parametrize("page", [page for page in PAGES if page.key in WAITING], ids=lambda page: page.key)
def test_an_export_says_the_same_without_a_file(app: Application, page: Any) -> None:
    for name in page.tables:
        answer = signed(app, Role.OPERATOR).get(f"/export/{page.key}/{name}.csv")
        assert answer.status_code in (400, 404)
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_workbooks_open_and_name_their_sheets(app: Application, language: str) -> None:
    client = signed(app, Role.OPERATOR, language)
    for name, sheets in (("municipalities", 2), ("methodology", 8)):
        for prefix in ("", "example-"):
            answer = client.get(f"/download/start/{prefix}{name}.xlsx")
            assert len(load_workbook(BytesIO(answer.data)).sheetnames) >= sheets
    assert client.get("/download/start/other.xlsx").status_code == 404
    assert signed(app, Role.ANALYST).get("/download/start/methodology.xlsx").status_code == 403


def press(app: Application, client: FlaskClient, button: str, **values: str) -> str:
    output = next(
        output
        for output, entry in app.callback_map.items()
        if any(item["id"] == f"start-{button}" for item in entry["inputs"])
    )
    fields = {f"start-{name.replace('_', '-')}.value": value for name, value in values.items()}
    answer: Any = client.post(CALLBACK, json=callback_payload(app, output, {f"start-{button}.n_clicks": 1, **fields}))
    return str(answer.get_json())


def test_the_page_carries_out_a_step_and_says_what_it_cannot(migrated_file: Path, tmp_path: Path) -> None:
    with copy_of(migrated_file, tmp_path / "own.db") as own:
        add_person(own, "operator.one", Role.OPERATOR)
        app = create_app(settings_of(tmp_path), own)
        client = signed(app, Role.OPERATOR)
        assert "Региону нужно название" in press(app, client, "save", name_ru="", zone="Europe/Moscow")
        assert "/start?done=region~1" in press(app, client, "save", name_ru="Северная область", zone="Europe/Moscow")
        assert "Это уже есть" in press(app, client, "save", name_ru="Северная область", zone="Europe/Moscow")
        assert "не период" in press(app, client, "add", year="двадцать шестой")
        assert "/start?done=period~2" in press(app, client, "add", year="2026")
        assert "/start?done=methodology~3" in press(app, client, "take", methodology="example")
        page = shown(app, client, "/start?done=methodology~3")
        assert "Методика сохранена." in page
        assert "Северная область" in page


def test_an_earlier_revision_leads_to_the_latest(migrated_file: Path, tmp_path: Path) -> None:
    """Before its first scores a region had nothing to show; nobody must load anything again."""
    with copy_of(migrated_file, tmp_path / "own.db") as own:
        with writing(own) as session:
            build(session)
        add_person(own, "operator.one", Role.OPERATOR)
        app = create_app(settings_of(tmp_path), own)
        client = signed(app, Role.OPERATOR)
        assert client.get("/").headers["Location"] == "/overview"
        assert "empty-state" not in shown(app, client, "/rankings")
        assert "error-notice" not in shown(app, client, "/start?revision=1")
