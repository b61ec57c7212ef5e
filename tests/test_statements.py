"""No answer asks the database the same thing twice: every callback of every page, on the demonstration."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.settings import Settings
from dashboard.viewer import COOKIE
from data.access import MINISTRY as WRITER
from data.demo import planted
from data.queries.kept_frames import KEPT
from data.storage.database import writing
from data.storage.publication import PublishedPart, approve
from data.storage.reader import forget_kept
from data.storage.rounds import FormRequest, open_round
from data.work.round_receiving import files_of, receive
from layouts.parts.shell_ids import ShellIds
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.data.intake.books import edit, place, run, template
from tests.statements import Statements, counted, repeated

pytestmark = pytest.mark.slow

# Of an answer that is worked out by a process which has answered something of this revision before.
MOST_STATEMENTS = 12
MINISTRY, HEAD = "ministry", planted.HALF_FILLED
CELL = f"{HEAD}~1.1~goals"
PERIOD = str(planted.LAST_YEAR)
# Each page as it opens, and with the choices that show what is not there at first.
ADDRESSES = (
    "/overview",
    "/overview?forms=ranking,map",
    f"/overview?municipality={HEAD}",
    "/rankings",
    "/rankings?view=chart&revision=2",
    f"/rankings?subject=block:1&peers=own&municipalities={HEAD},M02&weights=1.1:120&search=а",
    "/cycle",
    "/cycle?view=directions",
    f"/cycle?view=municipality&municipality={HEAD}&cell={CELL}",
    f"/municipality/{HEAD}",
    f"/municipality/{HEAD}?cell={CELL}&peers=alike&view=all&plan=next:1",
    "/indicators",
    "/indicators?view=years",
    "/indicators?view=municipalities",
    "/indicators?view=list",
    "/indicators?view=matrix",
    "/roadmap",
    "/roadmap?view=timeline",
    "/roadmap?view=calendar",
    "/roadmap?view=review",
    "/roadmap?view=reference",
    f"/roadmap?municipality={HEAD}&measure={HEAD}~1.1~3.1",
    "/indicators?view=own&own=k08,k06",
    "/clusters",
    f"/clusters?view=table&municipality={HEAD}",
    "/data",
    "/start",
    "/methodology",
    "/data?view=revisions&between=1~2",
    "/data?view=templates",
    "/round",
    "/round?late=late&cell=M02~1",
    "/corrections",
    f"/corrections?period={planted.LAST_YEAR}",
)


@pytest.fixture(scope="module")
def database(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A copy of its own: buttons are pressed here, and some of them write. With a round and two corrections."""
    folder = tmp_path_factory.mktemp("statements")
    with copy_of(demo_file, folder / "demo.db") as engine:
        with writing(engine) as session:
            approve(session, WRITER, PublishedPart(PERIOD, planted.METHODOLOGY), author="ministry")
            form = FormRequest("scores", date(planted.LAST_YEAR, 12, 20), planted.METHODOLOGY)
            code = open_round(
                session, WRITER, period=PERIOD, name="", forms=[form], municipalities=["M01", "M02"], author="operator"
            )
        for points in (0, 1):
            path = template(engine, folder / "M02.xlsx", "scores", ["M02"], methodology=planted.METHODOLOGY)
            cell = place(path, "1.1", "Баллы")
            changed = edit(path, "1.1", {cell: points})
            report = run(engine, "scores", changed, message="a slip")
            assert report.revision is not None, report.findings
        receive(engine, WRITER, code, files_of([changed]), "operator", lambda done, total: None)
        yield engine


@pytest.fixture(scope="module")
def app(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    folder = tmp_path_factory.mktemp("application")
    settings = Settings(
        demo=True, upload_folder=folder / "uploads", queue_url=f"sqlite:///{folder}/jobs.db", kept_megabytes=0
    )
    return create_app(settings, database)


def values_in(part: Any) -> Iterator[tuple[str, Any]]:
    """What the components of an answered page hold, by ``id.property``; every button has been pressed once."""
    if isinstance(part, dict):
        identity = part.get("props", {}).get("id")
        if isinstance(identity, str):
            for name in ("value", "data"):
                yield f"{identity}.{name}", part["props"].get(name)
            yield f"{identity}.n_clicks", 1
        for each in part.values():
            yield from values_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from values_in(each)


class Browser:
    """Opens an address and then runs every callback of its page, as Dash does in a browser."""

    def __init__(self, app: Application, viewer: str) -> None:
        self.app = app
        self.client: FlaskClient = app.server.test_client()
        self.client.set_cookie(COOKIE, viewer)

    def all_answers(self, address: str) -> dict[str, Statements]:
        """Of the address itself and of every callback of its page, by the name of the first output."""
        values, statements = self.opened(address)
        return {"opening": statements, **dict(self.answers(values))}

    def opened(self, address: str) -> tuple[dict[str, Any], Statements]:
        output = next(output for output in self.app.callback_map if f"{ShellIds.PAGE}.children" in output)
        location = {f"{ShellIds.LOCATION}.href": f"http://localhost{address}"}
        answer, statements = self._post(callback_payload(self.app, output, location))
        return dict(values_in(answer)), statements

    def answers(self, values: dict[str, Any]) -> Iterator[tuple[str, Statements]]:
        """Of each callback all of whose controls the page has."""
        for output, entry in self.app.callback_map.items():
            places = [f"{item['id']}.{item['property']}" for item in (*entry["inputs"], *entry["state"])]
            identities = {value.rsplit(".", 1)[0] for value in values}
            if "callback" in entry and all(place.rsplit(".", 1)[0] in identities for place in places):
                _answer, statements = self._post(callback_payload(self.app, output, values))
                yield output.strip(".").split("...")[0], statements

    def _post(self, payload: dict[str, Any]) -> tuple[Any, Statements]:
        with counted() as statements:
            answer = self.client.post("/_dash-update-component", json=payload)
        assert answer.status_code in (200, 204), answer.text
        return answer.get_json(silent=True), statements


@pytest.mark.parametrize("viewer", [MINISTRY, HEAD], ids=["ministry", "head"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_statement_is_sent_twice_in_one_answer(
    app: Application,
    viewer: str,
    address: str,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither when a process answers for the first time nor when it has kept the frames that others asked for."""
    browser = Browser(app, viewer)
    KEPT.clear()
    forget_kept()
    first, again = browser.all_answers(address), browser.all_answers(address)
    assert not caplog.records, caplog.text
    assert len(again) > 1 or (viewer == HEAD and address.startswith(("/data", "/round", "/start"))), address
    with capsys.disabled():
        for output, each in again.items():
            if each:
                words = f"{address} as {viewer}: {output}: {first[output].total()}, then {each.total()}"
                sys.stdout.write(f"{words}\n")
    twice = [line for found in (first, again) for each in found.values() for line in repeated(each)]
    assert not twice, "\n".join(twice)
    many = {output: each.total() for output, each in again.items() if each.total() > MOST_STATEMENTS}
    assert not many
