"""What an operator watches: metrics for whoever may read them, and a log that machines read."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.watching.logs import REQUESTS, JsonLines
from tests.copies import copy_of
from tests.dashboard.test_door import settings_of
from tests.signing import SignedClient, client_of

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
