"""Choices on /municipality over HTTP: what comes back, the address it makes, and what is not open to a head."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.ids import ShellIds
from layouts.municipality_ids import Ids
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

STORED = ("cell", "scaling", "view", "revision")
CELL = f"{planted.SHOWN}~1.1~indicators"


@pytest.fixture
def output(app: Application) -> str:
    return next(key for key in app.callback_map if f"{Ids.CONTENT}.children" in key)


def ask(app: Application, client: FlaskClient, output: str, **values: Any) -> dict[str, Any]:
    known = {f"municipality-{name}.{'data' if name in STORED else 'value'}": value for name, value in values.items()}
    answer = client.post("/_dash-update-component", json=callback_payload(app, output, known))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def page_at(app: Application, client: FlaskClient, href: str) -> str:
    output = next(key for key in app.callback_map if f"{ShellIds.HEADER}.children" in key)
    payload = callback_payload(app, output, {f"{ShellIds.LOCATION}.href": f"http://localhost{href}"})
    return str(client.post("/_dash-update-component", json=payload).get_json()["response"])


def test_a_municipality_changes_heading_content_and_address(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, municipality="M15")
    assert answer[ShellIds.QUERY]["data"].startswith("/municipality/M15?period=2026&")
    assert answer[Ids.TITLE]["children"] != ask(app, client, output, municipality="M14")[Ids.TITLE]["children"]


def test_a_press_on_a_cell_opens_its_positions_and_is_in_the_address(
    app: Application, client: FlaskClient, output: str
) -> None:
    answer = ask(app, client, output, municipality=planted.SHOWN, cell=CELL)
    assert f"cell={CELL}" in answer[ShellIds.QUERY]["data"]
    assert "Потеря 8 = не набрано 6 + штраф 2." in str(answer[Ids.CONTENT]["children"])


def test_the_cell_of_another_municipality_is_no_longer_chosen(
    app: Application, client: FlaskClient, output: str
) -> None:
    answer = ask(app, client, output, municipality="M15", cell=CELL)
    assert "cell=" not in answer[ShellIds.QUERY]["data"]


def test_a_period_without_the_municipality_opens_another_profile(
    app: Application, client: FlaskClient, output: str
) -> None:
    answer = ask(app, client, output, municipality=planted.MERGED_INTO, period="2023")
    assert answer[Ids.MUNICIPALITY]["value"] == planted.SHOWN
    assert "/municipality/M14?" in answer[ShellIds.QUERY]["data"]


def test_a_period_of_another_methodology_changes_the_lists(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, period="2022", methodology=planted.METHODOLOGY)
    assert answer[Ids.METHODOLOGY]["value"] == planted.OLDER_METHODOLOGY


def test_the_address_with_a_code_opens_that_profile(app: Application, client: FlaskClient) -> None:
    for href in ("/municipality/M15", "/municipality?municipality=M15", "/municipality/M15?municipality=M14"):
        assert "'value': 'M15'" in page_at(app, client, href), href
    assert f"'value': '{planted.SHOWN}'" in page_at(app, client, "/municipality")
    assert "M99" in page_at(app, client, "/municipality/M99")
    assert "Такой страницы нет" in page_at(app, client, "/rankings/M15")
    assert "Такой страницы нет" in page_at(app, client, "/municipality/M15/more")


def test_a_head_gets_the_own_profile_and_of_another_only_the_place(
    app: Application, client: FlaskClient, output: str
) -> None:
    client.set_cookie("viewer", planted.HALF_FILLED)
    assert f"'value': '{planted.HALF_FILLED}'" in page_at(app, client, "/municipality")
    closed = page_at(app, client, f"/municipality/{planted.SHOWN}")
    assert "Этот профиль не открыт" in closed
    assert "14 из 39" in closed
    assert Ids.CONTENT not in closed


def test_a_forged_choice_or_export_gives_a_head_nothing(app: Application, client: FlaskClient, output: str) -> None:
    client.set_cookie("viewer", planted.HALF_FILLED)
    answer = ask(app, client, output, municipality=planted.SHOWN, cell=CELL)
    assert "Подробности других муниципалитетов вам не открыты." in str(answer[Ids.CONTENT]["children"])
    assert CELL not in str(answer)
    for table in ("profile", "comparison", "gaps", "penalties", "examples", "trend"):
        refused = client.get(f"/export/municipality/{table}.csv?municipality={planted.SHOWN}")
        assert refused.status_code == 403, table


def test_the_revision_of_the_address_stays_in_it(app: Application, client: FlaskClient, output: str) -> None:
    assert "revision=6" in ask(app, client, output, revision=6)[ShellIds.QUERY]["data"]
