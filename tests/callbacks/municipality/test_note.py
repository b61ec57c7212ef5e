"""The card of recommendations over HTTP: choosing, writing, approving, and what a forged request does not give."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.settings import Settings
from data.access import MINISTRY
from data.demo import planted
from data.queries.note import NoteKey, SavedText, saved_texts
from data.storage.database import connect, reading
from data.storage.reader import open_reader
from layouts.municipality.ids import Ids as PageIds
from layouts.municipality.note import Ids
from tests.dashboard.conftest import callback_payload

KEY = "cycle~1.1~indicators"
OTHER = planted.HALF_FILLED


@pytest.fixture
def engine(demo_database: Engine, tmp_path: Path) -> Iterator[Engine]:
    """A copy of the demo region that may be written to."""
    assert demo_database.url.database is not None
    shutil.copy(demo_database.url.database, tmp_path / "demo.db")
    made = connect(f"sqlite:///{tmp_path}/demo.db")
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Application:
    settings = Settings(demo=True, upload_folder=tmp_path / "uploads", queue_url=f"sqlite:///{tmp_path}/jobs.db")
    return create_app(settings, engine)


@pytest.fixture
def client(app: Application) -> FlaskClient:
    return app.server.test_client()


def ask(app: Application, client: FlaskClient, trigger: str, municipality: str = planted.SHOWN, **values: Any) -> Any:
    """What the callback answers that ``trigger`` (``id.property``) sets off."""
    identity, prop = trigger.rsplit(".", 1)
    output = next(
        key
        for key, entry in app.callback_map.items()
        if any((item["id"], item["property"]) == (identity, prop) for item in entry["inputs"])
    )
    known = {f"{PageIds.MUNICIPALITY}.value": municipality} | values
    payload = callback_payload(app, output, known)
    answer = client.post("/_dash-update-component", json=payload | {"changedPropIds": [trigger]})
    assert answer.status_code == 200
    return answer.get_json()["response"]


def press(app: Application, client: FlaskClient, button: str, text: Any, base: Any, **more: Any) -> str:
    values = {
        f"{button}.n_clicks": 1,
        f"{Ids.SECTION}.value": more.pop("section", KEY),
        f"{Ids.TEXT}.value": text,
        f"{Ids.BASE}.data": base,
    }
    return str(ask(app, client, f"{button}.n_clicks", **more, **values)[Ids.MESSAGE]["children"])


def saved(engine: Engine, municipality: str = planted.SHOWN) -> tuple[SavedText, ...]:
    with reading(engine) as session:
        key = NoteKey(municipality, "2026", planted.METHODOLOGY, "ru")
        return saved_texts(open_reader(session, MINISTRY), key)


def test_the_first_broken_link_is_shown_first_and_its_numbers_are_links(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, f"{Ids.SECTION}.value")
    assert answer[Ids.SECTION]["value"] == KEY
    assert f"cell={planted.SHOWN}~1.1~indicators" in str(answer[Ids.CONTENT]["children"])
    assert f"/note/{planted.SHOWN}.docx?" in str(answer[Ids.ACTIONS]["children"])
    assert (answer[Ids.EDIT]["hidden"], answer[Ids.ALL]["hidden"]) == (False, False)


def test_a_text_is_written_saved_and_approved(app: Application, client: FlaskClient, engine: Engine) -> None:
    opened = ask(app, client, f"{Ids.EDIT}.n_clicks", **{f"{Ids.EDIT}.n_clicks": 1, f"{Ids.SECTION}.value": KEY})
    assert opened[Ids.TEXT]["value"].startswith("Кому: ")
    assert (opened[Ids.BASE]["data"], opened[Ids.FORM]["hidden"]) == (0, False)
    assert "Сохранено как версия 1." in press(app, client, Ids.SAVE, "Свой текст", 0)
    assert "Сохранено как версия 2." in press(app, client, Ids.APPROVE, "Свой текст", 1)
    assert [(one.text, one.state, one.author) for one in saved(engine)] == [
        ("Свой текст", "draft", "ministry"),
        ("Свой текст", "approved", "ministry"),
    ]
    shown = ask(app, client, f"{Ids.SECTION}.value", **{f"{Ids.SECTION}.value": KEY})
    assert "Свой текст" in str(shown[Ids.CONTENT]["children"])


def test_a_stale_version_is_refused_and_the_form_stays(app: Application, client: FlaskClient, engine: Engine) -> None:
    press(app, client, Ids.SAVE, "Первый", 0)
    assert "Тем временем сохранена версия 1" in press(app, client, Ids.SAVE, "Второй", 0)
    assert [one.text for one in saved(engine)] == ["Первый"]


def test_a_head_writes_the_own_draft_and_approves_nothing(
    app: Application, client: FlaskClient, engine: Engine
) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    assert "Сохранено как версия 1." in press(app, client, Ids.SAVE, "Черновик района", 0)
    assert "Вашей роли это не открыто." in press(app, client, Ids.APPROVE, "Черновик района", 1)
    assert [(one.state, one.author) for one in saved(engine)] == [("draft", "municipality")]


def test_a_forged_municipality_gives_a_head_nothing(app: Application, client: FlaskClient, engine: Engine) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    refusal = "Подробности других муниципалитетов вам не открыты."
    answer = ask(app, client, f"{Ids.SECTION}.value", municipality=OTHER)
    assert refusal in str(answer[Ids.CONTENT]["children"])
    assert f"{OTHER}~" not in str(answer)
    assert refusal in press(app, client, Ids.SAVE, "Чужой", 0, municipality=OTHER)
    assert "Вашей роли это не открыто." in str(ask(app, client, f"{Ids.MAKE}.n_clicks", **{f"{Ids.MAKE}.n_clicks": 1}))
    assert saved(engine, OTHER) == ()


@pytest.mark.parametrize("text", [None, 7, ["x"], {"a": 1}, "", " \n"])
def test_rubbish_as_a_text_is_refused_in_words(
    app: Application, client: FlaskClient, engine: Engine, text: Any
) -> None:
    told = press(app, client, Ids.SAVE, text, 0)
    assert "Этот текст нельзя сохранить." in told or "Текст пуст." in told
    assert saved(engine) == ()


def test_the_notes_of_all_are_asked_for_once_and_watched(app: Application, client: FlaskClient) -> None:
    asked = ask(app, client, f"{Ids.MAKE}.n_clicks", **{f"{Ids.MAKE}.n_clicks": 1})
    job = asked[Ids.JOB]["data"]
    watched = ask(app, client, f"{Ids.JOB}.data", **{f"{Ids.JOB}.data": job})
    assert "Справки составляются" in str(watched[Ids.JOB_VIEW]["children"])
    assert watched[Ids.POLL]["disabled"] is False
