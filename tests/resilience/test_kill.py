"""``kill -9`` at random moments: the database is always exactly at the old or at the new revision.

A handful of kills by default; ``MMUKO_KILLS=200`` asks for the promised number, on each of the two databases.
"""

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.importing import import_file
from data.storage.database import connect
from tests.resilience.states import State, expected_points, two_workbooks, whole_state
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("MMUKO_KILLS", "12"))
SEED = 20260101
# The steps of an import between which the moment is drawn: reading, checking and storing, committing.
READING, STORING, COMMITTING = 0, 1, 3
LONGEST = 0.25

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["data.intake.importing"])


def import_in_turn(url: str, files: tuple[Path, ...], steps: Connection) -> None:
    """Import the files one after another and wait to be killed; every step that is reached is reported."""
    engine = connect(url)
    told = [-1]

    def tell(done: int, _steps: int) -> None:
        # A long step is reported again and again.
        if told[-1] != done:
            told.append(done)
            steps.send(done)

    for file in files:
        report = import_file(engine, MINISTRY, "scores", file, author="operator", progress=tell)
        assert report.stored, report
    signal.pause()


def begun(engine: Engine, files: tuple[Path, ...]) -> tuple[BaseProcess, Connection]:
    ours, theirs = processes.Pipe(duplex=False)
    url = engine.url.render_as_string(hide_password=False)
    process = processes.Process(target=import_in_turn, args=(url, files, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def kill_at(process: BaseProcess, steps: Connection, step: int, imports: int, delay: float) -> None:
    """Kill the process ``delay`` seconds after it has reached ``step`` of its import number ``imports``."""
    reached = 0
    while reached < imports:
        assert steps.poll(PATIENCE), "the importing process does not go on"
        reached += steps.recv() == step
    # Not a wait for anything: the moment is what the kill is tried at.
    time.sleep(delay)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    steps.close()


def check_follows(before: State, after: State) -> None:
    """What stood before still stands, and every new revision says exactly what its file says."""
    assert after.files[: before.latest] == before.files
    assert after.points[before.latest] == before.points[before.latest]
    for number in range(before.latest + 1, after.latest + 1):
        expected = expected_points(Path(after.files[number - 1] or "").stem)
        assert {key: after.points[number][key] for key in expected} == expected


def test_a_killed_import_is_stored_whole_or_not_at_all(each_region: Engine, tmp_path: Path) -> None:
    files = two_workbooks(tmp_path)
    chance = random.Random(SEED)
    state = whole_state(each_region)
    each_region.dispose()
    old = new = 0
    for _kill in range(KILLS):
        # The process begins with the file that changes something.
        in_turn = files if state.files[-1] != files[0].name else (files[1], files[0])
        imports = chance.randint(1, 2)
        # A kill that comes late on a busy machine meets no import after the last one that is asked for.
        process, steps = begun(each_region, in_turn[:imports])
        step = chance.choice((READING, STORING, STORING, STORING, COMMITTING))
        kill_at(process, steps, step, imports, chance.uniform(0, LONGEST if step == READING else LONGEST / 5))
        found = whole_state(each_region, since=state.latest)
        check_follows(state, found)
        stored = found.latest - state.latest
        assert stored in (imports - 1, imports)
        old, new = old + (stored < imports), new + (stored == imports)
        state = found
    # Moments that all fall on one side would show nothing.
    assert old > 0
    assert new > 0 or KILLS < 12
