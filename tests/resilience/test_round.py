"""``kill -9`` in the middle of a round: what came back is known or not, and a publication is whole or not there."""

import os
import random
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from data.access import MINISTRY
from data.models.collection import RoundReturn
from data.models.source import Source
from data.storage.database import connect, reading, writing
from data.storage.reader import latest_revision
from data.storage.undo import undo_revision
from data.work.round_publishing import publish_round
from data.work.round_receiving import files_of, receive
from tests.data.work.round_region import build, cells, fill, forms, look, silent, take
from tests.resilience.states import whole_state
from tests.resilience.test_kill import processes
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

PLACES = ("N01", "N02", "N03", "N04")
KILLS = int(os.environ.get("MMUKO_KILLS", "8"))
SEED = 20261220
# As long as a commit may take: moments are drawn from it.
LONGEST = 0.12


def publish_then_wait(url: str, code: str, steps: Connection) -> None:
    """Publish, telling every file that is reached, and then do nothing until killed."""
    publish_round(connect(url), MINISTRY, code, author="operator", progress=lambda done, _total: steps.send(done))
    steps.send(-1)
    time.sleep(PATIENCE)


def take_then_wait(url: str, code: str, folder: str, steps: Connection) -> None:
    files = files_of([Path(folder)])
    receive(connect(url), MINISTRY, code, files, "operator", lambda done, _total: steps.send(done))
    steps.send(-1)
    time.sleep(PATIENCE)


def killed(engine: Engine, target: object, *arguments: str, after: int, delay: float) -> None:
    """Start a process and kill it ``delay`` seconds after its step number ``after``, or after its end."""
    ours, theirs = processes.Pipe(duplex=False)
    url = engine.url.render_as_string(hide_password=False)
    engine.dispose()
    process = processes.Process(target=target, args=(url, *arguments, theirs), daemon=True)  # type: ignore[arg-type]
    process.start()
    theirs.close()
    reached = 0
    while reached < after:
        assert ours.poll(PATIENCE), "the process does not go on"
        reached = after if ours.recv() == -1 else reached + 1
    # Not a wait for anything: the moment is what the kill is tried at.
    time.sleep(delay)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    ours.close()


def test_a_killed_publication_is_whole_or_not_there(each_region: Engine, tmp_path: Path) -> None:
    code = build(each_region, PLACES)
    made = forms(each_region, code, tmp_path / "forms")
    where = cells(made["N01"])
    take(each_region, code, *(fill(made[one], where) for one in PLACES))
    chance = random.Random(SEED)
    old = new = 0
    for _kill in range(KILLS):
        with reading(each_region) as session:
            before = latest_revision(session)
        killed(each_region, publish_then_wait, code, after=chance.randint(3, 6), delay=chance.uniform(0, LONGEST))
        state = whole_state(each_region, since=before)
        with writing(each_region) as session:
            marks = session.scalars(select(RoundReturn.published_in)).all()
            sources = session.scalars(select(Source.id).where(Source.revision > before)).all()
            if state.latest == before:
                # Before: nothing of it is there.
                assert (set(marks), sources) == ({None}, [])
                old += 1
                continue
            # After: all of it.
            assert state.latest == before + 1
            assert (set(marks), len(sources)) == ({before + 1}, len(PLACES))
            assert len(state.points[before + 1]) == len(state.points[before]) + 5 * len(PLACES)
            new += 1
            undo_revision(session, MINISTRY, before + 1, author="test")
            session.execute(update(RoundReturn).values(published_in=None))
    assert old + new == KILLS


def test_taking_files_goes_on_where_it_was_killed(each_region: Engine, tmp_path: Path) -> None:
    code = build(each_region, PLACES)
    made = forms(each_region, code, tmp_path / "forms")
    where = cells(made["N01"])
    for one in PLACES:
        fill(made[one], where)
    folder = str(tmp_path / "forms")
    killed(each_region, take_then_wait, code, folder, after=3, delay=0.05)
    halfway = len(look(each_region, code).returns)
    assert halfway < len(PLACES)
    receipts = receive(each_region, MINISTRY, code, files_of([Path(folder)]), "operator", silent)
    assert sum(one.is_known for one in receipts) == halfway
    found = look(each_region, code)
    assert len(found.returns) == len(PLACES)
    assert {cell.state.value for cell in found.cells.values()} == {"clean"}
