"""What an operator watches: metrics for whoever may read them, and a log that machines read."""

import json
import logging
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlalchemy import Engine, select, text

from dashboard.app import create_app
from dashboard.cli import main
from dashboard.watching.files_taken import FILES, WINDOW, FilesTaken
from dashboard.watching.logs import REQUESTS, JsonLines
from data.access import MINISTRY
from data.jobs.queue import JobQueue
from data.models.audit import AuditEntry
from data.storage.database import connect, reading
from data.vocabulary import AuditEvent, JobState, Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.signing import SignedClient, add_person, client_of, sign_in

METRICS = "/metrics"


@pytest.fixture
def engine(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_of(migrated_file, tmp_path / "watched.db") as engine:
        yield engine


def client(engine: Engine, folder: Path, **more: object) -> SignedClient:
    return client_of(create_app(settings_of(folder, **more), engine))


def test_answers_are_counted_by_address_and_status(engine: Engine, tmp_path: Path) -> None:
    asking = client(engine, tmp_path)
    for _turn in range(3):
        asking.get("/export/rankings/ranking.csv")
    asking.get("/no/such/address")
    told = asking.get(METRICS)
    assert told.headers["Content-Type"].startswith("text/plain")
    rule = "/export/<page_key>/<name>.<kind>"
    assert f'mmuko_answers_total{{address="{rule}",method="GET",status="401"}} 3.0' in told.text
    assert f'mmuko_answer_seconds_count{{address="{rule}"}} 3.0' in told.text
    # Nobody makes names without end: an address is its rule.
    assert "/no/such/address" not in told.text


@pytest.mark.parametrize(
    ("environment", "headers", "status"),
    [
        ({}, {}, 200),
        ({"REMOTE_ADDR": "10.0.0.7"}, {}, 403),
        ({}, {"X-Forwarded-For": "10.0.0.7"}, 403),
    ],
    ids=["here", "elsewhere", "through a proxy"],
)
def test_without_a_token_only_this_machine_reads_them(
    engine: Engine, tmp_path: Path, environment: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = client(engine, tmp_path).get(METRICS, environ_overrides=environment, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize(("said", "status"), [("Bearer right", 200), ("Bearer wrong", 403), ("right", 403), ("", 403)])
def test_with_a_token_it_is_asked_for_everywhere(engine: Engine, tmp_path: Path, said: str, status: int) -> None:
    asking = client(engine, tmp_path, metrics_token=SecretStr("right"))
    environment = {"REMOTE_ADDR": "10.0.0.7"} if status == 200 else {}
    assert asking.get(METRICS, headers={"Authorization": said}, environ_overrides=environment).status_code == status


def value_of(name: str, told: str) -> float:
    return float(next(line for line in told.splitlines() if line.startswith(f"{name} ")).split()[1])


def test_it_tells_how_the_installation_is(engine: Engine, tmp_path: Path) -> None:
    asking = client(engine, tmp_path)
    told = asking.get(METRICS).text
    assert value_of("mmuko_database_up", told) == 1
    assert value_of("mmuko_jobs_waiting", told) == value_of("mmuko_oldest_waiting_job_seconds", told) == 0
    assert value_of("mmuko_backup_age_seconds", told) == math.inf
    assert value_of("mmuko_sign_ins_refused_total", told) == 0

    sign_in(asking, "nobody", "a wrong password")
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db")
    waits = queue.add("x", MINISTRY, "x", {})
    queue._write(replace(waits, state=JobState.DONE))
    queue.add("x", MINISTRY, "x", {})
    made = CliRunner().invoke(main, ["--database-url", str(engine.url), "backup", str(tmp_path / "backup.zip")])
    assert made.exit_code == 0, made.output
    told = asking.get(METRICS).text
    assert value_of("mmuko_sign_ins_refused_total", told) == 1
    assert value_of("mmuko_jobs_waiting", told) == 1
    assert 0 < value_of("mmuko_oldest_waiting_job_seconds", told) < 3600
    assert 0 <= value_of("mmuko_backup_age_seconds", told) < 3600


def test_without_a_database_it_says_so_and_goes_on(tmp_path: Path) -> None:
    told = client(connect("postgresql://127.0.0.1:9/none"), tmp_path).get(METRICS).text
    assert value_of("mmuko_database_up", told) == 0
    assert "mmuko_backup_age_seconds" not in told
    assert value_of("mmuko_jobs_waiting", told) == 0


def test_kept_answers_are_counted(engine: Engine, tmp_path: Path) -> None:
    add_person(engine, "analyst.one", Role.ANALYST)
    app = create_app(settings_of(tmp_path), engine)
    asking = client_of(app)
    sign_in(asking, "analyst.one")
    output = next(one for one in app.callback_map if "overview-content" in one)
    for _turn in range(3):
        asking.post("/_dash-update-component", json=callback_payload(app, output))
    told = asking.get(METRICS).text
    made = value_of('mmuko_kept_answers_total{result="made"}', told)
    assert made >= 1
    assert made + (value_of('mmuko_kept_answers_total{result="given"}', told) if "given" in told else 0) == 3


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_ten_files_within_an_hour_are_a_handful() -> None:
    clock = Clock()
    taken = FilesTaken(clock)
    assert [taken.take("a", f"/{number}") for number in range(9)] == [()] * 9
    # Somebody else's are counted apart, and what is over an hour old is forgotten.
    assert taken.take("b", "/x") == ()
    assert len(taken.take("a", "/9")) == 10
    assert taken.take("a", "/10") == ()
    clock.now = WINDOW + 1
    assert [taken.take("a", f"/{number}") for number in range(9)] == [()] * 9
    handful = taken.take("a", "/last")
    assert handful[-1] == "/last"
    taken.give_back("a", handful)
    assert len(taken.take("a", "/once more")) == 10


def test_many_files_one_by_one_are_in_the_audit_log_or_are_not_given(engine: Engine, tmp_path: Path) -> None:
    add_person(engine, "analyst.one", Role.ANALYST)
    asking = client(engine, tmp_path)
    sign_in(asking, "analyst.one")
    address = "/export/start/start.csv"
    assert [asking.get(address).status_code for _turn in range(9)] == [200] * 9

    def entries() -> list[AuditEntry]:
        with reading(engine) as session:
            return list(session.scalars(select(AuditEntry).where(AuditEntry.event == AuditEvent.BULK_EXPORT.value)))

    assert entries() == []
    # A page is no file.
    asking.get("/overview")
    assert entries() == []
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_entry RENAME TO gone"))
    assert asking.get(address).status_code == 500
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO audit_entry"))
    assert asking.get(address).status_code == 200
    [entry] = entries()
    assert (entry.actor, entry.detail["files"]) == ("analyst.one", 10)
    assert entry.detail["addresses"].split("; ") == [address] * 10
    assert [asking.get(address).status_code for _turn in range(9)] == [200] * 9
    assert len(entries()) == 1


# Addresses that give no file of the region: what a new one gives has to be decided here.
NO_FILES = (
    "/assets/",
    "/_",
    "/login",
    "/password",
    "/healthz",
    "/readyz",
    "/metrics",
    "/language/",
    "/viewer",
    "/map/",
    "/static/",
    "/<path:path>",
)


def test_every_address_that_gives_a_file_is_counted(engine: Engine, tmp_path: Path) -> None:
    rules = create_app(settings_of(tmp_path), engine).server.url_map.iter_rules()
    asked = {rule.rule for rule in rules if "GET" in (rule.methods or ())} - {"/"}
    assert {rule for rule in asked if not rule.startswith(NO_FILES)} == FILES


def test_every_answer_is_one_line_with_its_number(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, REQUESTS.name)
    caplog.handler.setFormatter(JsonLines())
    answer = client(engine, tmp_path, log_json=True).get("/export/rankings/ranking.csv?period=secret")
    line = json.loads(caplog.text.strip().splitlines()[-1])
    assert line["request"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["address"], line["status"]) == ("GET", "/export/rankings/ranking.csv", 401)
    assert (line["level"], line["account"], line["origin"]) == ("info", "", "127.0.0.1")
    assert "secret" not in caplog.text
