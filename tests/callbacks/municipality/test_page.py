"""Choices on /municipality over HTTP: what comes back, the address it makes, and what is not open to a head."""

from typing import Any

from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.municipality.ids import Ids
from layouts.municipality.note import Ids as NoteIds
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

STORED = ("cell", "scaling", "revision")
CELL = f"{planted.SHOWN}~1.1~indicators"
CARDS = (Ids.FIGURES, Ids.MAP, Ids.DETAIL, Ids.COMPARED, Ids.GAPS)
# What answers a forged request in the place of a card: those that come together say it once.
TOLD_IN = {Ids.FIGURES: Ids.NOTICE, Ids.GAPS: Ids.NOTICE}


def output_of(app: Application, part: str) -> str:
    return next(key for key in app.callback_map if f"{part}." in key.replace("@", "."))


def ask(app: Application, client: FlaskClient, *outputs: str, **values: Any) -> dict[str, Any]:
    """The answers of the callbacks of these outputs together, each asked by itself."""
    known = {f"municipality-{name}.{'data' if name in STORED else 'value'}": value for name, value in values.items()}
    found: dict[str, Any] = {}
    for output in outputs:
        answer = client.post("/_dash-update-component", json=callback_payload(app, output_of(app, output), known))
        assert answer.status_code == 200
        found |= answer.get_json()["response"] | answer.get_json().get("sideUpdate", {})
    return found


def address(app: Application, client: FlaskClient, **values: Any) -> str:
    output = next(key for key in app.callback_map if key.startswith(f"..{Ids.NOTICE}.") and ShellIds.QUERY in key)
    known = {f"municipality-{name}.{'data' if name in STORED else 'value'}": value for name, value in values.items()}
    answer = client.post("/_dash-update-component", json=callback_payload(app, output, known)).get_json()["response"]
    return str(answer[ShellIds.QUERY]["data"])


def page_at(app: Application, client: FlaskClient, href: str) -> str:
    output = next(key for key in app.callback_map if f"{ShellIds.HEADER}.children" in key)
    payload = callback_payload(app, output, {f"{ShellIds.LOCATION}.href": f"http://localhost{href}"})
    return str(client.post("/_dash-update-component", json=payload).get_json()["response"])


def test_a_municipality_changes_heading_cards_and_address(app: Application, client: FlaskClient) -> None:
    assert address(app, client, municipality="M15").startswith("/municipality/M15?period=2026&")
    answers = [ask(app, client, *CARDS, municipality=code) for code in ("M14", "M15")]
    for card in (Ids.TITLE, Ids.FIGURES, Ids.MAP, Ids.COMPARED, Ids.GAPS):
        assert len({str(answer[card]["children"]) for answer in answers}) == 2, card


def test_a_press_on_a_cell_opens_its_positions_and_is_in_the_address(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, Ids.DETAIL, municipality=planted.SHOWN, cell=CELL)
    assert "Потеря 8 = не набрано 6 + штраф 2." in str(answer[Ids.DETAIL]["children"])
    assert f"cell={CELL}" in address(app, client, municipality=planted.SHOWN, cell=CELL)


def test_a_press_on_a_cell_sends_nothing_but_its_positions(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, Ids.DETAIL, municipality=planted.SHOWN, cell=CELL)
    assert set(answer) == {Ids.DETAIL}
    asked = {
        output for output, entry in app.callback_map.items() if any(item["id"] == Ids.CELL for item in entry["inputs"])
    }
    assert asked == {output_of(app, Ids.DETAIL), *(one for one in asked if ShellIds.QUERY in one)}
    assert len(asked) == 2


def test_the_cell_of_another_municipality_is_no_longer_chosen(app: Application, client: FlaskClient) -> None:
    assert "cell=" not in address(app, client, municipality="M15", cell=CELL)
    assert ask(app, client, Ids.DETAIL, municipality="M15", cell=CELL)[Ids.DETAIL]["children"] == []


def test_a_period_without_the_municipality_opens_another_profile(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, Ids.FILTERS, municipality=planted.MERGED_INTO, period="2023")
    assert answer[Ids.MUNICIPALITY]["value"] == planted.SHOWN


def test_a_period_of_another_methodology_changes_the_lists(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, Ids.FILTERS, period="2022", methodology=planted.METHODOLOGY)
    assert answer[Ids.METHODOLOGY]["value"] == planted.OLDER_METHODOLOGY


def test_controls_are_set_only_where_they_hold_what_is_not_there(app: Application, client: FlaskClient) -> None:
    """A control that is set calls every card once more."""
    answer = ask(
        app, client, Ids.FILTERS, municipality="M15", period="2026", methodology=planted.METHODOLOGY, peers="kind"
    )
    assert set(answer[Ids.METHODOLOGY]) == set(answer[Ids.MUNICIPALITY]) == set(answer[Ids.PEERS]) == {"options"}


def test_another_municipality_is_asked_for_in_one_round(app: Application) -> None:
    """No card waits for the answer of another: whatever draws one listens to nothing that another answers."""
    listens = {
        output: {f"{item['id']}.{item['property']}" for item in entry["inputs"]}
        for output, entry in app.callback_map.items()
        if any(item["id"] == Ids.MUNICIPALITY for item in entry["inputs"])
    }
    answered = {part.split("@")[0] for output in listens for part in output.strip(".").split("...")}
    own = {f"{NoteIds.SECTION}.value"}
    assert len(listens) == 6
    assert not [output for output, inputs in listens.items() if (inputs - own) & answered]


def test_the_address_with_a_code_opens_that_profile(app: Application, client: FlaskClient) -> None:
    for href in ("/municipality/M15", "/municipality?municipality=M15", "/municipality/M15?municipality=M14"):
        assert "'value': 'M15'" in page_at(app, client, href), href
    assert f"'value': '{planted.SHOWN}'" in page_at(app, client, "/municipality")
    assert "M99" in page_at(app, client, "/municipality/M99")
    assert "Такой страницы нет" in page_at(app, client, "/rankings/M15")
    assert "Такой страницы нет" in page_at(app, client, "/municipality/M15/more")


def test_a_head_gets_the_own_profile_and_of_another_only_the_place(app: Application, client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.HALF_FILLED)
    assert f"'value': '{planted.HALF_FILLED}'" in page_at(app, client, "/municipality")
    closed = page_at(app, client, f"/municipality/{planted.SHOWN}")
    assert "Этот профиль не открыт" in closed
    assert "14 из 39" in closed
    assert Ids.CONTENT not in closed


def test_a_forged_choice_or_export_gives_a_head_nothing(app: Application, client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.HALF_FILLED)
    for card in CARDS:
        answer = ask(app, client, card, municipality=planted.SHOWN, cell=CELL)
        assert set(answer) == {TOLD_IN.get(card, card)}
        assert "Подробности других муниципалитетов вам не открыты." in str(answer[TOLD_IN.get(card, card)]["children"])
        assert CELL not in str(answer)
    for table in ("profile", "comparison", "gaps", "penalties", "examples", "trend"):
        refused = client.get(f"/export/municipality/{table}.csv?municipality={planted.SHOWN}")
        assert refused.status_code == 403, table


def test_the_revision_of_the_address_stays_in_it(app: Application, client: FlaskClient) -> None:
    assert "revision=6" in address(app, client, revision=6)


def test_the_page_comes_with_all_its_cards(app: Application, client: FlaskClient) -> None:
    page = page_at(app, client, f"/municipality/{planted.SHOWN}?cell={CELL}&revision=6")
    for shown in ("Место по итогу", "Направления и звенья цикла", "Потеря 8 = не набрано 6", "Где потеряны баллы"):
        assert shown in page
