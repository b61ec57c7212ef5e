"""Choices on /indicators over HTTP: what comes back, and the address it makes."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.indicators.ids import Ids
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]


@pytest.fixture
def output(app: Application) -> str:
    return next(key for key in app.callback_map if f"{Ids.CONTENT}.children" in key)


def ask(app: Application, client: FlaskClient, output: str, **values: Any) -> dict[str, Any]:
    known = {f"indicators-{name}.{'data' if name == 'indicator' else 'value'}": value for name, value in values.items()}
    answer = client.post("/_dash-update-component", json=callback_payload(app, output, known))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def test_a_press_on_a_row_opens_it_and_is_in_the_address(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, municipality=planted.SHOWN, indicator="k01")
    assert "indicator=k01" in answer[ShellIds.QUERY]["data"]
    assert f"municipality={planted.SHOWN}" in answer[ShellIds.QUERY]["data"]
    assert "Противоречивая цель" in str(answer[Ids.CONTENT]["children"])
    assert len(answer[Ids.STATUSES]["options"]) == 5


def test_a_filter_hides_rows_and_keeps_the_counts(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, municipality=planted.SHOWN, statuses=["missed"])
    assert "statuses=missed" in answer[ShellIds.QUERY]["data"]
    assert "24 показателя" in str(answer[Ids.CONTENT]["children"])


def test_a_head_who_asks_for_another_municipality_is_refused_with_words(
    app: Application, client: FlaskClient, output: str
) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    answer = ask(app, client, output, municipality=planted.HALF_FILLED)
    assert "Подробности других муниципалитетов вам не открыты." in str(answer[Ids.CONTENT]["children"])


def test_an_export_is_refused_as_the_page_is(client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    own = client.get(f"/export/indicators/targets.csv?municipality={planted.SHOWN}")
    other = client.get(f"/export/indicators/targets.csv?municipality={planted.HALF_FILLED}")
    assert (own.status_code, other.status_code) == (200, 403)
