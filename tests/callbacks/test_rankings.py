"""Choices on /rankings over HTTP: what comes back, the address it makes, and the exports behind it."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from layouts.parts.shell_ids import ShellIds
from layouts.rankings.controls import Ids
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]


@pytest.fixture
def output(app: Application) -> str:
    return next(key for key in app.callback_map if f"{Ids.CONTENT}.children" in key)


def ask(app: Application, client: FlaskClient, output: str, **values: Any) -> dict[str, Any]:
    stores = ("view", "revision", "scaling", "weights")
    known = {f"rankings-{name}.{'data' if name in stores else 'value'}": value for name, value in values.items()}
    answer = client.post("/_dash-update-component", json=callback_payload(app, output, known))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def test_a_chosen_direction_is_ranked_and_is_in_the_address(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, subject="direction:1.1", period="2026")
    assert "subject=direction:1.1" in answer[ShellIds.QUERY]["data"]
    assert answer[Ids.SUBJECT]["value"] == "direction:1.1"
    assert "Система оценки качества подготовки обучающихся" in str(answer[Ids.SENTENCE]["children"])


def test_the_address_that_a_choice_makes_gives_the_same_again(
    app: Application, client: FlaskClient, output: str
) -> None:
    chosen = {"period": "2025", "subject": "block:2", "kinds": ["urban_okrug"], "view": "chart"}
    first = ask(app, client, output, **chosen, municipality=planted.SHOWN)
    from_address = dict(pair.split("=") for pair in urlsplit(first[ShellIds.QUERY]["data"]).query.split("&"))
    again = ask(app, client, output, **{**from_address, "kinds": from_address["kinds"].split(",")})
    assert again == first


def test_a_period_with_another_methodology_brings_its_own_choices(
    app: Application, client: FlaskClient, output: str
) -> None:
    answer = ask(
        app,
        client,
        output,
        period="2022",
        methodology=planted.METHODOLOGY,
        subject="direction:1.1",
        municipality=planted.MERGED_INTO,
    )
    assert answer[Ids.METHODOLOGY]["value"] == planted.OLDER_METHODOLOGY
    assert answer[Ids.METHODOLOGY_FIELD]["hidden"] is True
    # Total, two blocks, nine directions.
    assert len(answer[Ids.SUBJECT]["options"]) == 12
    assert answer[Ids.MUNICIPALITY]["value"] == "nobody"


def test_own_weights_scale_ranges_and_set_are_in_the_address(
    app: Application, client: FlaskClient, output: str
) -> None:
    chosen = {"weights": "1.1:120,1.2:100,2.1:80", "scaling": "best", "ranges": ["track"], "peers": "own"}
    answer = ask(app, client, output, **chosen, **{"own-set": ["M01", "M02"]})
    query = answer[ShellIds.QUERY]["data"]
    for part in ("weights=1.1:120,2.1:80", "scaling=best", "ranges=track", "peers=own", "municipalities=M01,M02"):
        assert part in query
    assert answer[Ids.OWN_SET_FIELD]["hidden"] is False
    assert "Не официальные веса" in str(answer[Ids.CONTENT]["children"])


def test_weights_beyond_their_limits_are_refused(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, weights="1.1:201")
    assert "1.1:201" in str(answer[Ids.CONTENT]["children"])


def test_no_kind_chosen_is_an_empty_list_with_a_way_out(app: Application, client: FlaskClient, output: str) -> None:
    answer = ask(app, client, output, kinds=[])
    assert "Фильтры исключили все муниципалитеты" in str(answer[Ids.CONTENT]["children"])


def test_an_address_that_names_something_unknown_is_reported(app: Application, client: FlaskClient) -> None:
    router = next(key for key in app.callback_map if f"{ShellIds.PAGE}.children" in key)
    payload = callback_payload(app, router, {f"{ShellIds.LOCATION}.href": "http://x/rankings?subject=direction:9.9"})
    assert "Такого раздела рейтинга нет." in client.post("/_dash-update-component", json=payload).get_data(as_text=True)


@pytest.mark.parametrize("name", ["ranking", "history"])
def test_both_tables_can_be_downloaded(client: FlaskClient, name: str) -> None:
    query = f"?period=2026&subject=total&municipality={planted.SHOWN}"
    workbook = client.get(f"/export/rankings/{name}.xlsx{query}")
    assert workbook.data[:2] == b"PK"
    text = client.get(f"/export/rankings/{name}.csv{query}").get_data().decode("utf-8-sig")
    assert "Светлоозёрский" in text


def test_a_head_exports_ranks_without_counts_of_full_cycles(client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    head = client.get("/export/rankings/ranking.csv").get_data().decode("utf-8-sig")
    client.set_cookie("viewer", "ministry")
    ministry = client.get("/export/rankings/ranking.csv").get_data().decode("utf-8-sig")
    assert "Направлений с полным циклом" in ministry
    assert "Направлений с полным циклом" not in head


def with_used(app: Application, client: FlaskClient, output: str, used: str, **values: Any) -> dict[str, Any]:
    """The answer when the control ``used`` was the one that changed."""
    stores = ("page", "size", "jump", "pin", "view", "scaling", "weights")
    known = {f"rankings-{name}.{'data' if name in stores else 'value'}": value for name, value in values.items()}
    payload = callback_payload(app, output, known)
    payload["changedPropIds"] = [name for name in known if name.startswith(f"rankings-{used}.")]
    answer = client.post("/_dash-update-component", json=payload)
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def test_a_page_is_turned_and_another_list_begins_at_its_first(
    app: Application, client: FlaskClient, output: str
) -> None:
    turned = with_used(app, client, output, "page", page="2", size="25", view="chart")
    assert "page=2" in turned[ShellIds.QUERY]["data"]
    assert turned[Ids.PAGE]["data"] == "2"
    filtered = with_used(app, client, output, "subject", page="2", size="25", subject="direction:1.1", view="chart")
    assert "page=1" in filtered[ShellIds.QUERY]["data"]
    scaled = with_used(app, client, output, "scaling", page="2", size="25", scaling="best", view="chart")
    assert "page=2" in scaled[ShellIds.QUERY]["data"]


def test_a_jump_ends_the_search_and_opens_the_page_of_the_row(
    app: Application, client: FlaskClient, output: str
) -> None:
    found = with_used(app, client, output, "search", search="крутол", size="25")
    assert "search=" in found[ShellIds.QUERY]["data"]
    # What is being typed is left alone.
    assert Ids.SEARCH not in found
    jumped = with_used(app, client, output, "jump", search="крутол", size="25", jump="M42", view="chart")
    assert "page=2" in jumped[ShellIds.QUERY]["data"]
    assert jumped[Ids.SEARCH]["value"] == ""
    # The table has all its pages in the browser, which opens that of the marked row.
    table = with_used(app, client, output, "jump", search="крутол", jump="M42")
    assert '"marked":"M42"' in str(table[Ids.CONTENT]["children"])


def test_a_found_row_is_pinned(app: Application, client: FlaskClient, output: str) -> None:
    pinned = with_used(app, client, output, "pin", pin=planted.SHOWN, municipality="M01")
    assert f"municipality={planted.SHOWN}" in pinned[ShellIds.QUERY]["data"]
    assert pinned[Ids.MUNICIPALITY]["value"] == planted.SHOWN
    # The control alone decides otherwise: what was pinned from a row before does not come back.
    other = with_used(app, client, output, "municipality", pin=planted.SHOWN, municipality="M01")
    assert "municipality=M01" in other[ShellIds.QUERY]["data"]


def test_a_search_without_a_find_says_so_and_leads_back(app: Application, client: FlaskClient, output: str) -> None:
    answer = with_used(app, client, output, "search", search="Ъ")
    text = str(answer[Ids.CONTENT]["children"])
    assert "Названия «Ъ» в списке нет" in text
    assert "Вернуться ко всему списку" in text
