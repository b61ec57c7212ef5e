"""Kept answers: given again as they were sent, to nobody else, and never in the place of a newer one."""

import random
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from callbacks.keeping import Keep, Never
from dashboard.app import Application, create_app
from dashboard.kept.ahead import answers_ahead
from dashboard.kept.little_browser import CALLBACKS, LittleBrowser
from dashboard.settings import Settings
from dashboard.viewer import COOKIE
from data.access import MINISTRY
from data.demo import planted
from data.messages import Message
from data.models.assessment import Score
from data.models.region import Region
from data.queries.kept_frames import KEPT
from data.storage.database import connect, reading, writing
from data.storage.derived_results import refresh_component_results
from data.storage.kept_answers import KeptAnswers
from data.storage.reader import forget_kept
from data.storage.revisions import open_revision
from data.storage.state import State, state_of
from data.storage.undo import undo_revision
from data.vocabulary import RevisionKind
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.data.storage.test_kept_answers import redis
from tests.statements import counted
from tests.test_access import MATRIX, callbacks

pytestmark = pytest.mark.slow

# A fixture.
__all__ = ["redis"]
HEADS = (planted.SHOWN, planted.HALF_FILLED)
VIEWERS = ("ministry", "analyst", "operator", *HEADS)
ADDRESSES = (
    "/overview",
    "/overview?period=2025",
    "/rankings",
    "/rankings?view=chart&subject=direction:1.1",
    "/rankings?peers=alike&municipality=M14&scaling=percent",
    "/cycle",
    "/cycle?view=directions&period=2024",
    "/cycle?view=municipality&municipality=M14&cell=M14~1.1~goals",
    "/municipality/M14",
    "/municipality/M30?period=2025",
    "/clusters",
    "/clusters?view=table&municipality=M14",
    "/indicators",
    "/indicators?view=years&revision=3",
    "/roadmap",
    "/methodology",
    "/corrections",
)


def application(engine: Engine, folder: Path, megabytes: int) -> Application:
    queue = f"sqlite:///{folder}/jobs.db"
    return create_app(
        Settings(demo=True, upload_folder=folder / "uploads", queue_url=queue, kept_megabytes=megabytes), engine
    )


@pytest.fixture(scope="module")
def database(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with copy_of(demo_file, tmp_path_factory.mktemp("kept") / "demo.db") as engine:
        yield engine


@pytest.fixture(scope="module")
def app(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    return application(database, tmp_path_factory.mktemp("keeping"), 24)


@pytest.fixture(scope="module")
def fresh(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The same product, which works every answer out."""
    return application(database, tmp_path_factory.mktemp("fresh"), 0)


@pytest.fixture(scope="module")
def own_database(database: Engine) -> Iterator[Engine]:
    """The same database for a process that knows nothing of it."""
    engine = connect(database.url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def forgetful(own_database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The same product, which keeps no answer, and whose frames and facts a test can make it forget."""
    return application(own_database, tmp_path_factory.mktemp("forgetful"), 0)


def forget(engine: Engine) -> None:
    """As a process that has just started: every frame and fact is found out again."""
    forget_kept(engine)
    KEPT.clear(engine)


def kept_in(app: Application) -> KeptAnswers:
    found = app.server.extensions["kept_answers"]
    assert isinstance(found, KeptAnswers)
    return found


def client_as(app: Application, viewer: str, language: str = "ru") -> FlaskClient:
    client = app.server.test_client()
    client.set_cookie(COOKIE, viewer)
    client.set_cookie("language", language)
    return client


class Pair:
    """One window of the product that keeps answers; each is compared with the one of the product that does not."""

    def __init__(self, app: Application, fresh: Application, viewer: str, language: str = "ru") -> None:
        self.kept, self.fresh = client_as(app, viewer, language), client_as(fresh, viewer, language)
        self.window = LittleBrowser(self._send)
        self.compared = 0

    def _send(self, method: str, address: str, body: bytes | None) -> bytes:
        if address != CALLBACKS:
            return self.fresh.open(address, method=method).get_data()
        first, again, fresh = (
            client.open(address, method=method, data=body, content_type="application/json")
            for client in (self.kept, self.kept, self.fresh)
        )
        assert first.status_code == again.status_code == fresh.status_code
        assert first.get_data() == again.get_data() == fresh.get_data(), body
        self.compared += 1
        return fresh.get_data()


def test_the_same_question_is_answered_without_asking_the_data_again(app: Application) -> None:
    client = client_as(app, "ministry")
    output = callbacks(app)["overview-content.children ← overview-period.value (6)"]
    body = callback_payload(app, output, {"overview-period.value": "2025"})
    answers = []
    for _time in range(2):
        with counted() as statements:
            answers.append(client.post(CALLBACKS, json=body, headers={"Accept-Encoding": "br"}))
    first, again = answers
    # Who looks, and the state of the data.
    assert statements.total() == 2
    assert first.data == again.data
    differing = {"X-Request-ID"}
    assert {key: value for key, value in first.headers if key not in differing} == {
        key: value for key, value in again.headers if key not in differing
    }
    assert again.headers["Content-Encoding"] == "br"
    assert client.post(CALLBACKS, json=body).get_json()["response"]


def test_every_callback_says_whether_its_answers_are_kept(app: Application) -> None:
    keeping = app.server.extensions["registrar"].keeping
    assert set(keeping) == set(callbacks(app).values())
    undeclared = [name for name, output in callbacks(app).items() if keeping[output] is None]
    assert undeclared == []


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_is_given_to_another_scope_or_language(app: Application, fresh: Application, address: str) -> None:
    """Every page in its whole as every viewer in both languages, each answer twice, in an order that changes."""
    everybody = [(viewer, language) for viewer in VIEWERS for language in ("ru", "en")]
    random.Random(address).shuffle(everybody)
    for viewer, language in everybody:
        pair = Pair(app, fresh, viewer, language)
        pair.window.open(address)
        assert pair.compared


@pytest.mark.parametrize("name", MATRIX["callbacks"])
def test_every_callback_answers_every_viewer_as_if_nothing_were_kept(
    app: Application, fresh: Application, name: str
) -> None:
    """What is never kept leaves nothing behind; what is kept is equal for each viewer."""
    output = callbacks(app)[name]
    keeping = app.server.extensions["registrar"].keeping[output]
    body = callback_payload(app, output)
    before = len(kept_in(app))
    for viewer in (*VIEWERS, *VIEWERS):
        answers = [client_as(one, viewer).post(CALLBACKS, json=body) for one in (app, fresh)]
        assert len({answer.status_code for answer in answers}) == 1
        if isinstance(keeping, Keep):
            assert answers[0].data == answers[1].data
    if isinstance(keeping, Never):
        assert len(kept_in(app)) == before


def test_a_page_of_jobs_or_of_the_log_is_not_kept(app: Application) -> None:
    router = callbacks(app)["shell-page.children ← shell-location.href (2)"]
    client = client_as(app, "operator")
    for path in ("/data", "/audit", "/nowhere", "/rankings?revision=99", "/rankings?revision=x"):
        before = len(kept_in(app))
        body = callback_payload(app, router, {"shell-location.href": f"http://localhost{path}"})
        assert client.post(CALLBACKS, json=body).status_code == 200
        assert len(kept_in(app)) == before, path


def test_a_failure_is_not_kept(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    output = callbacks(app)["overview-content.children ← overview-period.value (6)"]
    body = callback_payload(app, output, {"overview-period.value": "1066"})
    before = len(kept_in(app))
    assert "error-notice" in client_as(app, "ministry").post(CALLBACKS, json=body).get_data(as_text=True)
    assert len(kept_in(app)) == before


def test_the_gate_comes_first(app: Application) -> None:
    client = client_as(app, "ministry")
    output = callbacks(app)["overview-content.children ← overview-period.value (6)"]
    body = callback_payload(app, output)
    assert client.post(CALLBACKS, json=body).status_code == 200
    assert client.post(CALLBACKS, json=body | {"outputs": []}).status_code == 400
    assert client.post(CALLBACKS, json=body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(f"{CALLBACKS}?job=1", json=body).status_code == 400


def change(engine: Engine, number: int) -> None:
    """Give one score other points in a revision of its own."""
    with writing(engine) as session:
        revision = open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="one")).number
        scores = session.scalars(select(Score.id).where(Score.valid_to.is_(None)).order_by(Score.id)).all()
        old = session.get_one(Score, scores[number % len(scores)])
        session.execute(update(Score).where(Score.id == old.id).values(valid_to=revision))
        points = 0.0 if old.points else 1.0
        new = Score(assessment_id=old.assessment_id, parameter_id=old.parameter_id, points=points, valid_from=revision)
        session.add(new)
        session.flush()
        refresh_component_results(session, revision, [old.assessment_id])


def undo_last(engine: Engine) -> None:
    with writing(engine) as session:
        undo_revision(session, MINISTRY, state_of(session).newest, author="test")


def published_at(engine: Engine) -> int:
    with reading(engine) as session:
        return state_of(session).newest


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sampled_from(ADDRESSES)),
        st.tuples(st.just("choose"), st.integers(0, 999)),
        st.tuples(st.just("change"), st.integers(0, 99_999)),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("look as"), st.tuples(st.sampled_from(VIEWERS), st.sampled_from(("ru", "en")))),
    ),
    min_size=3,
    max_size=8,
)


def choose_one(window: LittleBrowser, number: int) -> None:
    """Use one of the controls that offer choices, if there are any."""
    controls = sorted(identity for identity, name in window.values if name == "options")
    offered = [(control, value) for control in controls for value in window.offered(control)]
    if offered:
        control, value = offered[number % len(offered)]
        several = isinstance(window.values.get((control, "value")), list)
        window.choose(control, "value", [value] if several else value)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_a_kept_answer_equals_a_fresh_one(
    database: Engine, app: Application, forgetful: Application, own_database: Engine, steps: list[tuple[str, Any]]
) -> None:
    """Whatever is opened and chosen, by whomever, with changes and undos in between."""
    forget(own_database)
    pair = Pair(app, forgetful, "ministry")
    pair.window.open("/rankings")
    first = published_at(database)
    for step, what in steps:
        if step == "open":
            pair.window.open(what)
        elif step == "choose":
            choose_one(pair.window, what)
        elif step == "change":
            change(database, what)
            forget(own_database)
        elif step == "undo" and published_at(database) > first:
            undo_last(database)
            forget(own_database)
        elif step == "look as":
            viewer, language = what
            pair = Pair(app, forgetful, viewer, language)
            pair.window.open("/overview")


def test_another_setting_of_the_region_is_another_question(database: Engine, app: Application) -> None:
    client = client_as(app, "ministry")
    router = callbacks(app)["shell-page.children ← shell-location.href (2)"]
    body = callback_payload(app, router, {"shell-location.href": "http://localhost/rankings"})
    before = client.post(CALLBACKS, json=body).get_json()
    with database.begin() as connection:
        connection.execute(update(Region).values(name_ru="Иной край"))
    after = client.post(CALLBACKS, json=body).get_json()
    assert "Иной край" in str(after)
    assert "Иной край" not in str(before)


NOTE = (
    "INSERT INTO note_text (municipality_id, period_id, methodology_id, language, section, version, text, state, "
    "author, created_at, revision, figures) SELECT m.id, p.id, d.id, 'ru', 'deadline', 1, 'НОВЫЙ ТЕКСТ', 'draft', "
    "'ministry', '2026-11-14 13:42:00', 1, '{}' FROM municipality m, period p, methodology d WHERE m.code = 'M14'"
)


def test_a_new_text_of_a_note_is_another_question(database: Engine, app: Application) -> None:
    client = client_as(app, "ministry")
    output = callbacks(app)["note-content.children ← municipality-municipality.value (9)"]
    values = {"municipality-municipality.value": "M14", "note-section.value": "deadline"}
    body = callback_payload(app, output, values)
    before, again = (client.post(CALLBACKS, json=body).get_json() for _time in range(2))
    assert before == again
    assert "НОВЫЙ ТЕКСТ" not in str(again)
    with database.begin() as connection:
        connection.exec_driver_sql(NOTE)
    assert "НОВЫЙ ТЕКСТ" in str(client.post(CALLBACKS, json=body).get_json())


def test_another_day_is_another_state(database: Engine) -> None:
    evening = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    with reading(database) as session:
        today, still, tomorrow = (state_of(session, evening + timedelta(hours=hours)) for hours in (0, 1, 24))
    assert today == still
    assert replace(today, day=tomorrow.day) == tomorrow != today


def test_an_empty_database_has_a_state(empty_database: Engine) -> None:
    with reading(empty_database) as session:
        assert state_of(session) == State(0, None, (), datetime.now(UTC).date())


def test_common_questions_are_answered_before_anybody_asks(app: Application, database: Engine) -> None:
    change(database, 5)
    answers_ahead(app.server, lambda _seconds: None)(database)
    client = client_as(app, "ministry")
    asked: dict[str, int] = {}

    def send(method: str, address: str, body: bytes | None) -> bytes:
        headers = {"Accept-Encoding": "br", "Content-Type": "application/json"}
        with counted() as statements:
            answer = client.open(address, method=method, data=body, headers=headers)
        if body:
            asked[orjson.loads(body)["output"]] = statements.total()
        content = answer.get_data()
        return brotli.decompress(content) if answer.headers.get("Content-Encoding") == "br" else content

    window = LittleBrowser(send)
    for page in ("/overview", "/rankings", "/cycle", "/municipality", "/clusters", "/indicators"):
        window.open(page)
    window.open("/cycle")
    window.choose("cycle-direction", "value", "2.1")
    window.open("/overview")
    window.choose("overview-period", "value", "2024")
    keeping = app.server.extensions["registrar"].keeping
    assert {asked[output] for output in asked if isinstance(keeping[output], Keep)} <= {2, 3}
    assert len(asked) > 8


def test_a_second_process_gives_what_the_first_has_answered(
    database: Engine, tmp_path: Path, redis: tuple[str, "subprocess.Popen[bytes]"]
) -> None:
    places = {"upload_folder": tmp_path / "uploads", "queue_url": f"sqlite:///{tmp_path}/jobs.db"}
    first, second = (create_app(Settings(demo=True, redis_url=redis[0], **places), database) for _process in range(2))
    output = callbacks(first)["overview-content.children ← overview-period.value (6)"]
    body = callback_payload(first, output)
    answer = client_as(first, "ministry").post(CALLBACKS, json=body)
    with counted() as statements:
        again = client_as(second, "ministry").post(CALLBACKS, json=body)
        foreign = client_as(second, planted.SHOWN).post(CALLBACKS, json=body)
    assert again.data == answer.data != foreign.data
    assert statements.total() > 4
    with counted() as statements:
        assert client_as(second, "ministry").post(CALLBACKS, json=body).data == answer.data
    assert statements.total() == 2
