"""The plain addresses beside the pages."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import Engine

from callbacks.page import Page
from dashboard.app import Application, create_app
from dashboard.pages import PAGES
from dashboard.settings import Settings
from data.access import MINISTRY
from data.demo import planted
from data.exports.file_names import page_words
from data.storage.database import connect, migrate, reading
from data.storage.reader import open_reader
from data.views.region_map.geometry import map_geometry
from tests.dashboard.conftest import callback_payload

PAGE_OUTPUT = "..shell-page.children...shell-header.children.."


def test_health_answers_when_it_can_serve(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_it_is_ready_when_the_database_has_the_schema_of_this_version(
    app: Application, client: FlaskClient, tmp_path: Path
) -> None:
    assert client.get("/readyz").text == "ready"
    engine = connect(f"sqlite:///{tmp_path}/older.db")
    migrate(engine, "0005")
    older = create_app(Settings(demo=True, queue_url=f"sqlite:///{tmp_path}/jobs.db"), engine).server.test_client()
    answer = older.get("/readyz")
    assert (answer.status_code, "mmuko migrate" in answer.text) == (503, True)
    engine.dispose()


def test_the_start_leads_to_the_first_page(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGES[0].path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_answers_with_a_document(client: FlaskClient, page: object) -> None:
    assert client.get(page.path).status_code == 200  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        ("", "en-GB,en;q=0.9", "en"),
        ("", "ru", "ru"),
        ("", "fr", "ru"),
        ("ru", "en", "ru"),
        ("en", "ru", "en"),
        ("xx", "en", "en"),
    ],
)
def test_the_language_is_the_remembered_one_or_the_browsers(
    client: FlaskClient, cookie: str, browser: str, language: str
) -> None:
    if cookie:
        client.set_cookie("language", cookie)
    answer = client.get("/rankings", headers={"Accept-Language": browser})
    assert f'<html lang="{language}" ' in answer.text


def test_choosing_a_language_returns_to_the_same_view(client: FlaskClient) -> None:
    answer = client.get("/language/en", headers={"Referer": "http://localhost/cycle?direction=1.2"})
    assert answer.headers["Location"] == "/cycle?direction=1.2"
    assert '<html lang="en" ' in client.get("/cycle", headers={"Accept-Language": "ru"}).text


@pytest.mark.parametrize(
    "referer", ["http://elsewhere.example/x", "//elsewhere.example", "http://localhost//elsewhere.example"]
)
def test_a_choice_never_leads_to_another_host(client: FlaskClient, referer: str) -> None:
    assert client.get("/language/en", headers={"Referer": referer}).headers["Location"] == "/"


def test_a_demonstration_can_be_seen_as_a_head(app: Application, client: FlaskClient) -> None:
    client.get(f"/viewer/{planted.WITHOUT_ASSESSMENT}")
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": "http://localhost/rankings"})
    header = str(client.post("/_dash-update-component", json=payload).get_json()["response"]["shell-header"])
    assert "Руководитель" in header


def test_the_menu_of_viewers_has_the_ministry_first_and_every_head(client: FlaskClient) -> None:
    found = client.get("/viewers.json").get_json()
    assert [code for code, _name in found[:3]] == ["ministry", "analyst", "operator"]
    assert [planted.SHOWN, "Светлоозёрский МО"] in found
    assert len(found) == 3 + 42


def test_an_unknown_viewer_counts_for_nothing(app: Application, client: FlaskClient) -> None:
    client.get("/viewer/M999")
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": "http://localhost/rankings"})
    header = str(client.post("/_dash-update-component", json=payload).get_json()["response"]["shell-header"])
    assert "Руководство" in header


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/rankings/ranking.xlsx", 200),
        ("/export/rankings/ranking.csv?subject=direction:1.1", 200),
        ("/export/rankings/ranking.pdf", 404),
        ("/export/rankings/other.csv", 404),
        ("/export/other/ranking.csv", 404),
        ("/export/rankings/ranking.csv?period=1900", 404),
        ("/export/rankings/ranking.csv?revision=999999", 404),
        ("/export/rankings/ranking.csv?subject=total;drop", 400),
        ("/export/rankings/ranking.csv?revision=-1", 400),
    ],
)
def test_exports_answer_or_say_what_is_wrong(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert b"Traceback" not in answer.data


def test_outlines_of_the_map_are_kept_by_the_viewer_for_ever(client: FlaskClient, demo_database: Engine) -> None:
    with reading(demo_database) as session:
        geometry = map_geometry(open_reader(session, MINISTRY))
    assert geometry is not None
    answer = client.get(f"/map/{geometry.revision}/{geometry.mark}.json")
    assert answer.status_code == 200
    assert set(answer.get_json()["places"]) == geometry.codes
    # Private: a shared cache between must not hand out what only a viewer may see.
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize("address", ["/map/1/0000000000000000.json", "/map/999/0000000000000000.json"])
def test_an_address_without_outlines_is_not_kept(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_exported_table_says_in_its_name_what_is_inside(client: FlaskClient) -> None:
    header = client.get("/export/rankings/history.csv?period=2026").headers["Content-Disposition"]
    assert 'filename="rankings-history-2026.csv"' in header
    assert unquote(header.partition("filename*=UTF-8''")[2]) == "Рейтинги — Места по итогу за все годы — 2026.csv"


def test_an_own_table_is_named_by_the_years_it_reaches_over(client: FlaskClient) -> None:
    answer = client.get("/export/indicators/own.csv?period=2026&years=2024,2026")
    assert answer.status_code == 200
    header = answer.headers["Content-Disposition"]
    assert 'filename="indicators-own-2024-2026.csv"' in header
    assert unquote(header.partition("filename*=UTF-8''")[2]) == "Показатели — Своя таблица — 2024–2026.csv"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_files_call_a_page_as_its_menu_does(page: Page) -> None:
    assert page_words(page.key) == page.title()


def test_a_calendar_is_named_by_whose_it_is(client: FlaskClient) -> None:
    names = []
    for query in ("", f"&municipality={planted.SHOWN}"):
        answer = client.get(f"/calendar/roadmap.ics?date=2026-11-14{query}")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        names.append(str(Calendar.from_ical(answer.data)["X-WR-CALNAME"]))
    assert names == ["Мониторинговый год 2026, Северолесская область", "Мониторинговый год 2026, Светлоозёрский МО"]
