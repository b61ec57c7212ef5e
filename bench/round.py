"""A round of many forms: making them, taking them back, publishing them as one revision; time and memory of each step.

``--files`` municipalities return a form of more than 500 scores each (a default that takes a minute or two; a large
region has 500). Each step runs in a process of its own and says what it holds in memory after a tenth, half and all of
the files: what grows with their number is seen there. Processor seconds count the processes that read the files.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import xlsxwriter
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.importing import import_file
from data.messages import Message
from data.methodology.store import store_methodology
from data.methodology.yaml_files import SHIPPED_CODES, read_shipped
from data.models.region import Municipality, Period, Region
from data.queries import registry
from data.queries.registry import Rubric
from data.queries.rounds import board
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.storage.revisions import open_revision
from data.storage.rounds import FormRequest, open_round
from data.vocabulary import RevisionKind
from data.work.round_forms import write_forms
from data.work.round_publishing import publish_round
from data.work.round_receiving import receive

METHODOLOGY, PERIOD, CODE = "demonstration-9", "2026", "2026-1"
STEPS = ("forms", "receive", "board", "rehearse", "publish")
FEW = 40
# Municipalities whose scores go into one workbook when the region is made.
AT_ONCE = 200
Progress = Callable[[int, int], None]


def build(url: str, files: int) -> None:
    """A region without a score, and a round that asks every municipality for its scores."""
    engine = connect(url)
    migrate(engine)
    with writing(engine) as session:
        open_revision(session, author="bench", kind=RevisionKind.SEED, message=Message(text="registers"))
        names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), "Область")
        session.add(Region(is_demo=False, time_zone="Europe/Moscow", **names))
        for code in SHIPPED_CODES:
            store_methodology(session, read_shipped(code))
        session.add(Period(code=PERIOD, year=int(PERIOD), school_year="2025/26"))
        for place in codes(files):
            called = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), f"Округ {place}")
            session.add(Municipality(code=place, kind="municipal_okrug", **called))
        session.flush()
        form = FormRequest("scores", date(2026, 12, 20), METHODOLOGY)
        open_round(session, MINISTRY, period=PERIOD, name="", forms=[form], municipalities=codes(files), author="bench")
    engine.dispose()


def codes(files: int) -> list[str]:
    return [f"M{number:04}" for number in range(1, files + 1)]


def score_everything(url: str, files: int, folder: Path) -> int:
    """Points for every parameter of every municipality, so that forms made now are filled; how many a form has."""
    engine = connect(url)
    with reading(engine) as session:
        rubric = registry.rubric(open_reader(session, MINISTRY), METHODOLOGY)
    assert rubric is not None
    # A workbook has a limit of cells, which all municipalities of a large region together pass.
    for first in range(0, files, AT_ONCE):
        store_scores(engine, rubric, codes(files)[first : first + AT_ONCE], folder / "all.xlsx")
    return len(rubric.rows)


def store_scores(engine: Engine, rubric: Rubric, places: list[str], path: Path) -> None:
    """The maximum of every parameter for these municipalities, imported from one workbook."""
    header = ("Код муниципалитета", "Код позиции", "Код параметра", "Баллы", "Комментарий")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for direction in rubric.directions:
            sheet = book.add_worksheet(direction)
            for line, row in enumerate((("Период", int(PERIOD)), ("Методика", METHODOLOGY), header)):
                sheet.write_row(line, 0, row)
            parameters = [row for row in rubric.rows if row.direction == direction]
            for line, (place, one) in enumerate(product(places, parameters), start=3):
                sheet.write_row(line, 0, (place, one.position, one.parameter, one.maximum, "по приказу"))
    report = import_file(engine, MINISTRY, "scores", path, author="bench")
    if not report.stored:
        raise SystemExit(f"not stored: {report.findings[:3]}")


def megabytes() -> float:
    """What this process holds now."""
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def act(step: str, url: str, folder: Path, progress: Progress) -> object:
    engine = connect(url)
    if step == "receive":
        return len(receive(engine, MINISTRY, CODE, [("forms.zip", folder / "forms.zip")], "bench", progress))
    if step in ("rehearse", "publish"):
        done = publish_round(engine, MINISTRY, CODE, author="bench", rehearse=step == "rehearse", progress=progress)
        return done.files, done.changes
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        if step == "forms":
            return write_forms(reader, CODE, folder / "forms.zip", progress)
        return {state.value: count for state, count in board(reader, CODE).counts().items() if count}


def run_step(step: str, url: str, folder: Path, files: int) -> None:
    """One step, in a process of its own: its figures as JSON on standard output."""
    at = {max(files * part // 10, 1): megabytes() for part in (1, 5, 10)}
    seen = 0

    def watch(done: int, _total: int) -> None:
        nonlocal seen
        seen = max(seen, done)
        for mark in at:
            if done <= mark:
                at[mark] = megabytes()

    clock, processor = time.perf_counter(), time.process_time()
    told = act(step, url, folder, watch)
    children = getrusage(RUSAGE_CHILDREN)
    sys.stdout.write(
        json.dumps(
            {
                "told": told,
                "clock": time.perf_counter() - clock,
                "own": time.process_time() - processor,
                "readers": children.ru_utime + children.ru_stime,
                "megabytes": list(at.values()) if seen > 1 else [megabytes()],
                "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
                "peak_of_reader": children.ru_maxrss / 1024,
            }
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FEW, help="how many municipalities return a form")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        run_step(chosen.step, chosen.url, chosen.folder, chosen.files)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty, filled = folder / "empty.db", folder / "filled.db"
        build(f"sqlite:///{empty}", chosen.files)
        shutil.copy(empty, filled)
        cells = score_everything(f"sqlite:///{filled}", chosen.files, folder)
        sys.stdout.write(f"{chosen.files} forms of {cells} scores\n")
        for step in STEPS:
            database = filled if step == "forms" else empty
            words = ("--step", step, "--url", f"sqlite:///{database}", "--folder", name, "--files", str(chosen.files))
            done = subprocess.run([sys.executable, "-m", "bench.round", *words], stdout=subprocess.PIPE, check=True)
            print_step(step, json.loads(done.stdout), chosen.files)
        with zipfile.ZipFile(folder / "forms.zip") as archive:
            size = sum(one.file_size for one in archive.infolist()) / chosen.files / 1024
        sys.stdout.write(f"a form has {size:.0f} kB; the database {empty.stat().st_size / 1024**2:.0f} MB\n")


def print_step(step: str, found: dict[str, object], files: int) -> None:
    held = " → ".join(f"{one:.0f}" for one in found["megabytes"])  # type: ignore[attr-defined]
    own, readers = float(found["own"]), float(found["readers"])  # type: ignore[arg-type]
    sys.stdout.write(
        f"{step}: {found['told']}; processor {own:.1f} s here, {readers:.1f} s in readers "
        f"({1000 * (own + readers) / files:.0f} ms a file), {found['clock']:.0f} s by the clock; "
        f"{held} MB held, {found['peak']:.0f} MB at most, {found['peak_of_reader']:.0f} MB in a reader\n"
    )


if __name__ == "__main__":
    main()
