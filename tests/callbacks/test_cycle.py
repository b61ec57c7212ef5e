"""Choices on /cycle over HTTP: what comes back, the address it makes, and what a forged cell does not give."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.cycle_controls import Ids
from layouts.ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

CELL = f"{planted.SHOWN}~1.1~indicators"
FOREIGN_CELL = f"{planted.HALF_FILLED}~1.1~indicators"
LOST = "Потеря 8 = не набрано 6 + штраф 2."


@pytest.fixture
def output(app: Application) -> str:
    return next(key for key in app.callback_map if f"{Ids.CONTENT}.children" in key)


def ask(app: Application, client: FlaskClient, output: str, **values: Any) -> dict[str, Any]:
    known = {
        f"cycle-{name}.{'data' if name in ('cell', 'order', 'revision') else 'value'}": values[name] for name in values
    }
    answer = client.post("/_dash-update-component", json=callback_payload(app, output, known))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def test_a_press_on_a_cell_opens_its_positions_and_is_in_the_address(
    app: Application, client: FlaskClient, output: str
) -> None:
    answer = ask(app, client, output, cell=CELL)
    assert f"cell={CELL}" in answer[ShellIds.QUERY]["data"]
    assert LOST in str(answer[Ids.CONTENT]["children"])


def test_closing_the_cell_takes_it_out_of_the_address(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, cell="")
    assert "cell=" not in answer[ShellIds.QUERY]["data"]
    assert LOST not in str(answer[Ids.CONTENT]["children"])


def test_a_period_of_another_methodology_changes_the_lists(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, period="2022", methodology=planted.METHODOLOGY, direction="1.1")
    assert answer[Ids.METHODOLOGY]["value"] == planted.OLDER_METHODOLOGY
    assert len(answer[Ids.DIRECTION]["options"]) == 9


def test_the_revision_of_the_address_stays_in_it(app: Application, client: FlaskClient, output: str) -> None:
    assert "revision=2" in ask(app, client, output, revision=2)[ShellIds.QUERY]["data"]


def test_a_forged_cell_gives_a_head_nothing(app: Application, client: FlaskClient, output: str) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    answer = ask(app, client, output, view="region", cell=FOREIGN_CELL)
    assert f"{planted.HALF_FILLED}~" not in str(answer)
    refused = client.get(f"/export/cycle/cell.csv?cell={FOREIGN_CELL}")
    assert refused.status_code == 403


def test_a_head_who_asks_for_another_municipality_is_refused_with_words(
    app: Application, client: FlaskClient, output: str
) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    answer = ask(app, client, output, view="municipality", municipality=planted.HALF_FILLED)
    assert "Подробности других муниципалитетов вам не открыты." in str(answer[Ids.CONTENT]["children"])


def test_the_order_of_a_heading_is_in_the_address_and_one_that_does_not_fit_falls_back(
    app: Application, client: FlaskClient, output: str
) -> None:
    answer = ask(app, client, output, order="stage:analysis~asc")
    assert "order=stage:analysis~asc" in answer[ShellIds.QUERY]["data"]
    assert "order=points" in ask(app, client, output, order="direction:1.1")[ShellIds.QUERY]["data"]
    refused = str(ask(app, client, output, order="luck")[Ids.CONTENT]["children"])
    assert "error-notice" in refused
    assert "luck" in refused


def test_the_map_of_all_directions_gives_a_head_the_own_row_only(
    app: Application, client: FlaskClient, output: str
) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    answer = str(ask(app, client, output, view="directions"))
    assert f"{planted.SHOWN}~" in answer
    assert f"{planted.HALF_FILLED}~" not in answer


@pytest.mark.parametrize("table", ["directions", "chains", "bare", "penalties"])
@pytest.mark.parametrize("view", ["region", "directions", "municipality"])
def test_exports_give_a_head_the_own_rows_only(client: FlaskClient, table: str, view: str) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    answer = client.get(f"/export/cycle/{table}.csv?view={view}&direction=1.1")
    assert answer.status_code == 200
    lines = [
        line for line in answer.get_data(as_text=True).splitlines() if line.split(";")[0].strip('"').startswith("M")
    ]
    assert lines
    assert {line.split(";")[0].strip('"') for line in lines} == {planted.SHOWN}
    foreign = client.get(f"/export/cycle/{table}.csv?view=municipality&municipality={planted.HALF_FILLED}")
    assert foreign.status_code == 403
