"""No answer brings more Dash components than a browser takes in at once, in a region and in a country.

Each component that an answer brings is mounted, and each that is mounted is told of all others: what a table holds is
therefore one component (docs/decisions/0021), and a menu of thousands is none.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.kept.little_browser import LittleBrowser
from dashboard.pages import PAGES
from dashboard.settings import Settings
from dashboard.viewer import COOKIE
from data.demo import planted
from data.storage.database import connect, migrate, writing
from tests.copies import copy_of
from tests.data import country, large_region

pytestmark = pytest.mark.slow

MOST = 300
MUNICIPALITIES, SCHOOLS = 2_300, 2_300
MINISTRY = "ministry"
# Pages as they open, and with the choices that show what is not there at first; {place} is a municipality.
ADDRESSES = (
    "/overview",
    "/overview?forms=ranking,map",
    "/rankings",
    "/rankings?size=all",
    "/rankings?view=chart",
    "/rankings?peers=own&municipality={place}&ranges=track",
    "/cycle",
    "/cycle?view=directions",
    "/cycle?view=municipality&municipality={place}&cell={place}~1.1~{stage}",
    "/municipality/{place}",
    "/municipality/{place}?cell={place}~1.1~{stage}&peers=alike&view=all&plan=next:1",
    "/indicators",
    "/indicators?view=years",
    "/indicators?view=municipalities",
    "/clusters",
    "/clusters?view=table&municipality={place}",
    "/data?view=upload",
    "/data?view=templates",
    "/data?view=revisions",
    *(page.path for page in PAGES),
    "/nothing",
)
# Forms of a few fields, open to administrators only or before there is anything.
ELSEWHERE = ("accounts-", "start-")
# What only an unfinished job brings is counted where jobs are tried: tests/layouts/data_page.
Counts = Counter[tuple[str, str]]


def components(tree: Any) -> int:
    if isinstance(tree, list):
        return sum(map(components, tree))
    if not isinstance(tree, dict):
        return 0
    return ("namespace" in tree and "props" in tree) + sum(map(components, tree.values()))


@pytest.fixture(params=["region", "country"])
def place_stage(request: pytest.FixtureRequest) -> tuple[str, str]:
    return (planted.HALF_FILLED, "goals") if request.param == "region" else (large_region.code_of(3), "c1")


@pytest.fixture
def database(place_stage: tuple[str, str], demo_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """The demonstration of 42 municipalities, or a country of 2,300."""
    if place_stage[0] == planted.HALF_FILLED:
        with copy_of(demo_file, tmp_path / "demo.db") as engine:
            yield engine
        return
    engine = connect(f"sqlite:///{tmp_path}/country.db")
    migrate(engine)
    with writing(engine) as session:
        country.build(session, MUNICIPALITIES, SCHOOLS)
    yield engine
    engine.dispose()


@pytest.fixture
def app(database: Engine, tmp_path: Path) -> Application:
    settings = Settings(demo=True, upload_folder=tmp_path / "uploads", queue_url=f"sqlite:///{tmp_path}/jobs.db")
    return create_app(settings, database)


def counted(app: Application, address: str, viewer: str, counts: Counts) -> None:
    """Open a page, and ask every callback of its controls; the components of each answer go into ``counts``."""
    client = app.server.test_client()
    client.set_cookie(COOKIE, viewer)

    def send(method: str, path: str, body: bytes | None) -> bytes:
        with client.open(path, method=method, data=body, content_type="application/json") as answer:
            assert answer.status_code in (200, 204), (address, answer.text)
            if body and answer.data:
                asked = orjson.loads(body)["output"].strip(".").split("...")[0]
                key = (address, asked)
                counts[key] = max(counts[key], components(orjson.loads(answer.data)))
            return answer.data

    browser = LittleBrowser(send)
    browser.open(address)
    for callback in browser.callbacks:
        is_new = (address, callback.output.strip(".").split("...")[0]) not in counts
        if is_new and all((identity, "") in browser.values for identity, _name in (*callback.inputs, *callback.state)):
            browser.send("POST", "/_dash-update-component", orjson.dumps(browser.payload(callback, [])))


def test_no_answer_brings_more_components_than_a_browser_takes_in(
    app: Application, place_stage: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    place, stage = place_stage
    counts: Counts = Counter()
    for address in dict.fromkeys(ADDRESSES):
        counted(app, address.format(place=place, stage=stage), MINISTRY, counts)
    with capsys.disabled():
        for (address, output), count in counts.most_common(12):
            sys.stdout.write(f"{count:5} {address} {output}\n")
    asked = {output for _address, output in counts}
    ours = {key.strip(".").split("...")[0] for key, entry in app.callback_map.items() if "callback" in entry}
    assert {each for each in ours - asked if not each.startswith(ELSEWHERE)} == set()
    assert not {where: count for where, count in counts.items() if count > MOST}
