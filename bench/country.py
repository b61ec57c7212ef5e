"""Time of the ranking of a country of 2,300 municipalities: reading a new revision ahead, and everybody after.

Run with ``make bench``. Processor time from the query to the text that is sent; the budget is that of every reader,
the first one of a revision among them.
"""

import sys
import tempfile
import time
from pathlib import Path

from dash._utils import to_json
from sqlalchemy import Engine

from data.access import MINISTRY
from data.messages import Message
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.storage.revisions import open_revision
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.vocabulary import RevisionKind
from data.work.ahead import read_first_pages
from layouts.rankings.page import content
from tests.data import large_region

MUNICIPALITIES, CYCLE_COMPONENTS = 2_300, 9
BUDGET = 1.0
SELECTIONS = {
    "table": RankingsSelection(page="3"),
    "chart": RankingsSelection(view="chart", page="2"),
    "search": RankingsSelection(search="клен 12"),
    "jump": RankingsSelection(jump=large_region.code_of(1_500)),
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder)}/country.db")
        migrate(engine)
        with writing(engine) as session:
            large_region.build(session, MUNICIPALITIES, CYCLE_COMPONENTS)
        alone, _size = seconds(engine, RankingsSelection())
        sys.stdout.write(f"/rankings of {MUNICIPALITIES}, nothing read ahead: {alone:.2f} s\n")
        with writing(engine) as session:
            open_revision(session, author="bench", kind=RevisionKind.EDIT, message=Message(text="one more"))
        sys.stdout.write(f"reading ahead of a new revision: {ahead(engine):.2f} s\n")
        first, _size = seconds(engine, RankingsSelection())
        sys.stdout.write(f"/rankings of {MUNICIPALITIES}, first reader after that: {first:.2f} s\n")
        within = first <= BUDGET
        for name, selection in SELECTIONS.items():
            taken, size = min(seconds(engine, selection) for _time in range(3))
            within &= taken <= BUDGET
            sys.stdout.write(f"/rankings of {MUNICIPALITIES}, {name}: {taken:.2f} s, {size // 1024} kB\n")
        engine.dispose()
    return 0 if within else 1


def ahead(engine: Engine) -> float:
    """Processor time of what each process that serves pages does once for a new revision."""
    start = time.process_time()
    read_first_pages(engine)
    return time.process_time() - start


def seconds(engine: Engine, selection: RankingsSelection) -> tuple[float, int]:
    """Processor time of one answer, and its size in bytes."""
    start = time.process_time()
    with reading(engine) as session:
        answer = to_json(content(rankings_view(open_reader(session, MINISTRY), selection)))
    return time.process_time() - start, len(answer.encode())


if __name__ == "__main__":
    sys.exit(main())
