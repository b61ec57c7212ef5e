"""Choices on /cycle over HTTP: what comes back, the address it makes, and what a forged cell does not give."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.cycle.controls import Ids
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

CELL = f"{planted.SHOWN}~1.1~indicators"
FOREIGN_CELL = f"{planted.HALF_FILLED}~1.1~indicators"
LOST = "Потеря 8 = не набрано 6 + штраф 2."


PARTS = (Ids.MAP, Ids.DETAIL, Ids.FOUNDATION)


def output_of(app: Application, part: str) -> str:
    return next(key for key in app.callback_map if f"{part}.children" in key or f"{part}.className" in key)


def address_of(app: Application) -> str:
    return next(key for key in app.callback_map if key.startswith(f"..{Ids.NOTICE}.") and ShellIds.QUERY in key)


def ask(app: Application, client: FlaskClient, *outputs: str, **values: Any) -> dict[str, Any]:
    """The answers of the callbacks of these outputs together, each asked by itself."""
    known = {f"cycle-{name}.{'data' if name in ('cell', 'revision') else 'value'}": values[name] for name in values}
    found: dict[str, Any] = {}
    for output in outputs:
        answer = client.post("/_dash-update-component", json=callback_payload(app, output, known))
        assert answer.status_code == 200
        found |= answer.get_json()["response"]
    return found


def part(app: Application, client: FlaskClient, identity: str, **values: Any) -> str:
    return str(ask(app, client, output_of(app, identity), **values)[identity]["children"])


def address(app: Application, client: FlaskClient, **values: Any) -> str:
    return str(ask(app, client, address_of(app), **values)[ShellIds.QUERY]["data"])


def test_a_press_on_a_cell_opens_its_positions_and_is_in_the_address(app: Application, client: FlaskClient) -> None:
    assert LOST in part(app, client, Ids.DETAIL, cell=CELL)
    assert f"cell={CELL}" in address(app, client, cell=CELL)


def test_a_press_on_a_cell_does_not_send_the_map(app: Application, client: FlaskClient) -> None:
    asked = [
        output for output, entry in app.callback_map.items() if any(item["id"] == Ids.CELL for item in entry["inputs"])
    ]
    assert sorted(asked) == sorted([output_of(app, Ids.DETAIL), address_of(app)])
    answer = ask(app, client, *asked, cell=CELL)
    assert set(answer) == {Ids.DETAIL, Ids.NOTICE, ShellIds.QUERY}


def test_a_cell_that_the_map_does_not_have_is_not_chosen(app: Application, client: FlaskClient) -> None:
    for values in (
        {"direction": "1.2"},
        {"view": "directions"},
        {"stages": "six"},
        {"view": "municipality", "municipality": planted.HALF_FILLED},
    ):
        assert part(app, client, Ids.DETAIL, cell=CELL, **values) == "[]", values
        assert "cell=" not in address(app, client, cell=CELL, **values), values


def test_closing_the_cell_takes_it_out_of_the_address(app: Application, client: FlaskClient) -> None:
    assert "cell=" not in address(app, client, cell="")
    assert part(app, client, Ids.DETAIL, cell="") == "[]"


def test_a_period_of_another_methodology_changes_the_lists(app: Application, client: FlaskClient) -> None:
    output = output_of(app, Ids.FILTERS)
    answer = ask(app, client, output, period="2022", methodology=planted.METHODOLOGY, direction="1.1")
    assert answer[Ids.METHODOLOGY]["value"] == planted.OLDER_METHODOLOGY
    assert len(answer[Ids.DIRECTION]["options"]) == 9


def test_the_revision_of_the_address_stays_in_it(app: Application, client: FlaskClient) -> None:
    assert "revision=2" in address(app, client, revision=2)


def test_a_forged_cell_gives_a_head_nothing(app: Application, client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    for identity in PARTS:
        assert f"{planted.HALF_FILLED}~" not in part(app, client, identity, view="region", cell=FOREIGN_CELL)
    assert "cell=" not in address(app, client, view="region", cell=FOREIGN_CELL)
    refused = client.get(f"/export/cycle/cell.csv?cell={FOREIGN_CELL}")
    assert refused.status_code == 403


def test_a_head_who_asks_for_another_municipality_is_refused_with_words(app: Application, client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    for identity in PARTS:
        text = part(app, client, identity, view="municipality", municipality=planted.HALF_FILLED)
        assert "Подробности других муниципалитетов вам не открыты." in text


def test_a_file_has_the_order_that_the_browser_has_given_its_table(client: FlaskClient) -> None:
    def codes(query: str) -> list[str]:
        text = client.get(f"/export/cycle/cycle.csv?{query}").get_data(as_text=True)
        return [line.split(";")[0] for line in text.splitlines() if line.startswith("M")]

    given = codes("direction=1.1")
    by_name = codes("direction=1.1&sort=name~asc")
    assert given != by_name
    assert sorted(given) == sorted(by_name)
    # A column that the table does not have, or has no more, changes nothing.
    assert codes("direction=1.1&sort=luck~desc") == given


def test_the_map_of_all_directions_gives_a_head_the_own_row_only(app: Application, client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    answer = part(app, client, Ids.MAP, view="directions")
    assert f'"{planted.SHOWN}"' in answer
    assert planted.HALF_FILLED not in answer


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
