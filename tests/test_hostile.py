"""Values and structures that no browser sends, to every callback and every address, as each role.

Seeded: the same run every time. What is asked for is an answer that is no fault of the server, says nothing of its
inside, and comes soon.
"""

import csv
import io
import logging
import random
import re
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from dashboard.app import Application, create_app
from data.demo import planted
from data.vocabulary import Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.signing import add_person, client_of, sign_in
from tests.test_access import CALLBACK, callbacks, routes

pytestmark = pytest.mark.slow

OWN = planted.SHOWN
FORMULA = '=HYPERLINK("https://evil.example";"x")'
# Seconds of the processor, not of the clock: what else runs here does not count.
LONGEST_ANSWER = 10.0
ROLES = (None, Role.MUNICIPALITY, Role.OPERATOR, Role.ADMIN)
TEXTS = (
    "", "0", "-1", "9" * 40, "NaN", "null", "total", "block:1", "direction:1.1", "2026", "demonstration-8", OWN, "M99",
    f"{OWN}~1.1~goals", "~~", ",,,", "x" * 3_000, "' OR 1=1 --", "../../etc/passwd", "%00", "\x00", "﷽", "🏳️‍🌈",
    "{{7*7}}", "<script>alert(1)</script>", FORMULA, "a\r\nSet-Cookie: x=y", "١٢٣", "1e400", "anonymous-1234",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with copy_of(demo_file, tmp_path_factory.mktemp("hostile") / "hostile.db") as made:
        with made.begin() as connection:
            connection.execute(text("UPDATE municipality SET short_ru = :it, name_ru = :it"), {"it": FORMULA})
        for role in ROLES[1:]:
            add_person(made, f"{role.value}.one", role, OWN if role is Role.MUNICIPALITY else None)
        yield made


@pytest.fixture(scope="module")
def app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    return create_app(settings_of(tmp_path_factory.mktemp("hostile-folder"), rate_limit=0), engine)


@pytest.fixture(scope="module")
def clients(app: Application) -> dict[Role | None, FlaskClient]:
    found: dict[Role | None, FlaskClient] = {role: client_of(app) for role in ROLES}
    for role in ROLES[1:]:
        assert sign_in(found[role], f"{role.value}.one").status_code == 302
    return found


def junk(chance: random.Random, depth: int = 0) -> Any:
    """Any JSON value; most often a text that looks like a choice."""
    kinds = [*["text"] * 6, "number", "nothing", "truth", *([] if depth > 2 else ["list", "object"])]
    match chance.choice(kinds):
        case "text":
            return chance.choice(TEXTS)
        case "number":
            return chance.choice([0, -1, 2**31, 2**63, 10**30, 0.1, 1e308])
        case "nothing":
            return None
        case "truth":
            return chance.random() < 0.5
        case "list":
            return [junk(chance, depth + 1) for _turn in range(chance.randrange(4))]
        case _kind:
            names = ("id", "property", "value", "action", "values", "job", "time")
            return {name: junk(chance, depth + 1) for name in chance.sample(names, chance.randrange(1, 5))}


def require_calm(answer: Any, started: float, asked: object, caplog: pytest.LogCaptureFixture) -> None:
    assert answer.status_code < 500, (asked, answer.get_data(as_text=True)[:300])
    assert time.process_time() - started < LONGEST_ANSWER, asked
    assert b"Traceback" not in answer.get_data(), asked
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == [], (asked, caplog.text)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES, ids=str)
def test_no_callback_fails_on_what_it_is_sent(
    app: Application, clients: dict[Role | None, FlaskClient], role: Role | None, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(f"callbacks {role}")
    for name, output in sorted(callbacks(app).items()):
        entry = app.callback_map[output]
        places = [f"{item['id']}.{item['property']}" for item in (*entry["inputs"], *entry["state"])]
        for _turn in range(8):
            payload = callback_payload(app, output, {place: junk(chance) for place in places if chance.random() < 0.6})
            if chance.random() < 0.3:
                payload[chance.choice(list(payload))] = junk(chance)
            started = time.process_time()
            require_calm(clients[role].post(CALLBACK, json=payload), started, (name, payload), caplog)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES, ids=str)
def test_no_address_fails_on_what_it_is_asked(
    app: Application, clients: dict[Role | None, FlaskClient], role: Role | None, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(f"addresses {role}")
    names = ("period", "methodology", "municipality", "revision", "cell", "subject", "sort", "next", "kinds", "view")
    for _name, (method, rule) in sorted(routes(app).items()):
        # Signing out would end what the others still need.
        if rule == "/logout":
            continue
        for _turn in range(12):
            address = re.sub(r"<[^>]*>", lambda _found: quote(chance.choice(TEXTS) or "x", safe=""), rule)
            query = {name: chance.choice(TEXTS) for name in chance.sample(names, chance.randrange(4))}
            body: dict[str, Any] = {}
            if method == "POST":
                body = chance.choice(
                    [{"json": junk(chance)}, {"data": {"username": chance.choice(TEXTS)}}, {"data": b"\xff"}]
                )
            started = time.process_time()
            answer = clients[role].open(address, method=method, query_string=query, **body)
            require_calm(answer, started, (method, address, query, body), caplog)


@pytest.mark.parametrize("name", ["rankings/ranking", "overview/movers", "cycle/directions"])
def test_no_file_from_an_address_holds_a_formula(clients: dict[Role | None, FlaskClient], name: str) -> None:
    """Every municipality is called like a formula."""
    operator = clients[Role.OPERATOR]
    plain = operator.get(f"/export/{name}.csv").get_data().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(plain), delimiter=";") for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)
    with zipfile.ZipFile(BytesIO(operator.get(f"/export/{name}.xlsx").get_data())) as archive:
        sheets = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/")]
        assert any(b"HYPERLINK" in archive.read(part) for part in archive.namelist())
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
