"""The card of plans over HTTP: each press changes the plan and the address; a foreign plan is not given."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.municipality.ids import Ids as PageIds
from layouts.municipality.plan import Ids
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

OWN = {PageIds.MUNICIPALITY + ".value": planted.SHOWN, PageIds.PERIOD + ".value": "2026"}


@pytest.fixture
def output(app: Application) -> str:
    return next(key for key in app.callback_map if f"{Ids.CARD}.children" in key)


def ask(
    app: Application, client: FlaskClient, output: str, pressed: str | None = None, **values: Any
) -> dict[str, Any]:
    """The answer to a press; ``values`` are of the stores of the card, by their names."""
    stored = {f"{Ids[name.upper()]}.data": value for name, value in values.items()}
    payload = callback_payload(app, output, OWN | stored)
    payload["changedPropIds"] = [f"{pressed}.data"] if pressed else []
    answer = client.post("/_dash-update-component", json=payload)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def kept(answer: dict[str, Any]) -> dict[str, Any]:
    """What a next press is sent with."""
    return {name: answer[Ids[name.upper()]]["data"] for name in ("plan", "steps", "subject", "steps_of")}


def test_the_card_opens_with_the_next_place(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output)
    assert "До следующего места: 7 баллов" in str(answer[Ids.CARD]["children"])
    assert answer[ShellIds.QUERY]["data"].startswith(f"/municipality/{planted.SHOWN}?period=2026&")
    assert "plan=next:1" in answer[ShellIds.QUERY]["data"]


def test_an_offer_replaces_the_plan(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, Ids.OFFER, offer="close:1.2", plan="next:1", steps=["1.1~p~x"])
    assert "Замкнуть цикл 1.2: 13 баллов" in str(answer[Ids.CARD]["children"])
    assert answer[ShellIds.QUERY]["data"].endswith("plan=close:1.2")


def test_a_box_makes_an_own_plan_that_the_address_keeps(app: Application, client: FlaskClient, output: str) -> None:
    first = ask(app, client, output)
    step = "1.2~1.2.an1~conclusions"
    answer = ask(app, client, output, Ids.TOGGLE, toggle=step, **kept(first))
    assert "Свой план: 4 балла" in str(answer[Ids.CARD]["children"])
    assert "steps=1.3~" in answer[ShellIds.QUERY]["data"]
    again = ask(app, client, output, Ids.TOGGLE, toggle=step, **kept(answer))
    assert "До следующего места: 7 баллов" in str(again[Ids.CARD]["children"])
    assert "steps=" not in again[ShellIds.QUERY]["data"]


def test_another_ranking_has_a_plan_of_its_own(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, Ids.RANKING, ranking="direction:1.1", **kept(ask(app, client, output)))
    assert "До следующего места: 3 балла" in str(answer[Ids.CARD]["children"])
    assert "subject=direction:1.1" in answer[ShellIds.QUERY]["data"]


def test_what_is_pressed_elsewhere_keeps_the_plan(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, Ids.EDITED, edited="1.1", offer="next:3", plan="next:2", steps=[])
    assert "plan=next:2" in answer[ShellIds.QUERY]["data"]
    assert '"value":"1.1~' in str(answer[Ids.CARD]["children"])


def test_the_page_keeps_the_plan_in_its_address(app: Application, client: FlaskClient) -> None:
    page = next(key for key in app.callback_map if key.startswith(f"..{PageIds.NOTICE}.") and ShellIds.QUERY in key)
    values = OWN | {f"{Ids.PLAN}.data": "close:1.1", f"{Ids.SUBJECT}.data": "direction:1.1"}
    answer = client.post("/_dash-update-component", json=callback_payload(app, page, values)).get_json()["response"]
    assert "plan=close:1.1" in answer[ShellIds.QUERY]["data"]
    assert "subject=direction:1.1" in answer[ShellIds.QUERY]["data"]


@pytest.mark.parametrize("rubbish", [7, "", "next:0", "close:", ["next:1"], {"plan": 1}, "next:1'; --"])
def test_rubbish_is_refused_with_words(app: Application, client: FlaskClient, output: str, rubbish: object) -> None:
    for pressed, name in ((Ids.TOGGLE, "toggle"), (Ids.RANKING, "ranking")):
        answer = ask(app, client, output, pressed, **{name: rubbish})
        if rubbish:
            assert "error-notice" in str(answer)
    assert "error-notice" in str(ask(app, client, output, plan=rubbish)) or not rubbish


def test_a_forged_municipality_gives_a_head_nothing(app: Application, client: FlaskClient, output: str) -> None:
    client.set_cookie("viewer", planted.HALF_FILLED)
    answer = ask(app, client, output)
    assert "Подробности других муниципалитетов вам не открыты." in str(answer[Ids.CARD]["children"])
    assert "1.2.an1" not in str(answer)
    assert client.get(f"/export/municipality/plan.csv?municipality={planted.SHOWN}").status_code == 403


def test_the_export_is_what_is_on_the_screen(client: FlaskClient) -> None:
    answer = client.get(f"/export/municipality/plan.csv?municipality={planted.SHOWN}&plan=close:1.2")
    assert answer.status_code == 200
    # The title stands on the second sheet of a workbook: a CSV is nothing but its table.
    assert "Выводы о результатах мониторинга" in answer.text
