"""The overview over HTTP: a period changes everything, a forged municipality gives nothing, exports keep the scope."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.overview.page import Ids
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]


def ask(app: Application, client: FlaskClient, **values: Any) -> dict[str, Any]:
    output = next(key for key in app.callback_map if f"{Ids.CONTENT}.children" in key)
    known = {f"overview-{name}.{'value' if name == 'period' else 'data'}": value for name, value in values.items()}
    answer = client.post("/_dash-update-component", json=callback_payload(app, output, known))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def test_the_start_leads_to_the_overview(client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/overview"


def test_a_period_changes_title_sentences_and_address(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, period="2023", methodology=planted.METHODOLOGY)
    assert "2023" in answer[Ids.TITLE]["children"]
    assert "Нет сравнения с 2022 годом" in str(answer[Ids.CONTENT]["children"])
    assert answer[ShellIds.QUERY]["data"].startswith("/overview?period=2023")
    assert "period=2023" in str(answer[Ids.EXPORT]["children"])


def test_a_methodology_that_the_period_does_not_have_is_let_go(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, period="2022", methodology=planted.METHODOLOGY, municipality=planted.MERGED_INTO)
    assert planted.OLDER_METHODOLOGY in answer[ShellIds.QUERY]["data"]


def test_a_head_cannot_forge_another_municipality(app: Application, client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    own = ask(app, client)
    forged = ask(app, client, municipality="M01")
    assert forged == own
    assert "Светлоозёрский" in own[Ids.TITLE]["children"]


@pytest.mark.parametrize("name", ["figures", "map", "movers", "targets", "quality"])
def test_every_table_can_be_downloaded(client: FlaskClient, name: str) -> None:
    client.set_cookie("viewer", "ministry")
    assert client.get(f"/export/overview/{name}.xlsx?period=2026").data[:2] == b"PK"
    assert client.get(f"/export/overview/{name}.csv?period=2026").status_code == 200


def test_the_map_of_a_head_has_the_own_row_only(client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    text = client.get("/export/overview/map.csv?municipality=M01").get_data().decode("utf-8-sig")
    assert "Светлоозёрский" in text
    assert "Лесоградский" not in text
