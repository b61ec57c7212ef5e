"""A long table of about 640,000 rows (434 indicators, 170 areas, 65 periods): imported, found, ranked and exported.

Run with ``make bench``. One mapping brings the table into an empty database, in a process of its own. Then the list of
indicators, the ranking of every indicator in its last year and the file of each ranking are compared with what was
counted one by one: any difference fails. Goals: import in 12 s for a million rows and less than a gigabyte of memory.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

from sqlalchemy import Engine

from data.access import MINISTRY
from data.exports.files import write_table
from data.formats import rank_of
from data.intake.importing import import_file
from data.storage.database import connect, migrate, reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.indicators.tables import list_table, region_table
from tests.data import long_table
from tests.data.long_table import LongTable, expected_ranks

SIZES = {"small": long_table.SMALL, "full": long_table.WHOLE}
MOST_MEGABYTES = 1024
SECONDS_OF_A_MILLION = 12.0


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def import_here(database: str, file: Path, size: str) -> None:
    """What the child process does: writes the table again for its mapping, imports it, and reports time and memory."""
    table = long_table.write(file, SIZES[size])
    before = time.perf_counter()
    report = import_file(connect(database), MINISTRY, "table", file, author="bench", table=table.request)
    seconds = time.perf_counter() - before
    peaks = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    errors = [one.message for one in report.findings if one.severity == "error"]
    say(json.dumps({"seconds": seconds, "megabytes": max(peaks), "new": report.counts.new, "errors": errors[:3]}))


def differences(engine: Engine, table: LongTable) -> int:
    """How many values or ranks of rankings and of their files differ from those counted one by one."""
    wrong = 0
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        listed = {
            str(row["code"]) for row in list_table(indicators_view(reader, IndicatorsSelection(view="list"))).rows
        }
    wrong += len(listed ^ set(table.facts))
    for code, periods in table.facts.items():
        with reading(engine) as session:
            chosen = IndicatorsSelection(indicator=code, view="municipalities")
            ranked = region_table(indicators_view(open_reader(session, MINISTRY), chosen))
        expected = expected_ranks(periods[max(periods)], table.polarities[code])
        wanted = {area: rank_of(*places, len(expected)) for area, places in expected.items()}
        shown = {str(row["municipality"]): row["rank"] for row in ranked.rows if row["municipality"] in wanted}
        lines = csv.reader(StringIO(write_table(ranked, "csv").decode("utf-8-sig")), delimiter=";")
        filed = {line[1]: line[0] for line in lines if len(line) > 1 and line[1] in wanted}
        wrong += sum(shown.get(area) != rank or filed.get(area) != rank for area, rank in wanted.items())
    return wrong


def opened(engine: Engine, selection: IndicatorsSelection) -> float:
    """Seconds until the view of a new question is there; the first of a process counts the years of all indicators."""
    before = time.perf_counter()
    with reading(engine) as session:
        indicators_view(open_reader(session, MINISTRY), selection)
    return time.perf_counter() - before


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--size", choices=SIZES, default="full")
    options.add_argument("--import-into", default="")
    options.add_argument("--file", default="")
    chosen = options.parse_args()
    if chosen.import_into:
        import_here(chosen.import_into, Path(chosen.file), chosen.size)
        return
    with tempfile.TemporaryDirectory() as folder:
        file, address = Path(folder) / "table.csv", f"sqlite:///{folder}/long.db"
        migrate(connect(address))
        words = [sys.executable, __file__, "--import-into", address, "--file", str(file), "--size", chosen.size]
        answer = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
        table = long_table.write(file, SIZES[chosen.size])
        goal = SECONDS_OF_A_MILLION * table.rows / 1e6
        say(f"long table: {table.rows:,} rows, {file.stat().st_size / 1e6:.1f} MB, {len(table.facts)} indicators")
        say(f"import: {answer['seconds']:.1f} s (goal {goal:.1f}), {answer['megabytes']} MB (goal {MOST_MEGABYTES})")
        engine = connect(address)
        code = next(iter(table.facts))
        for name, selection in (
            ("list of all, first answer of a process", IndicatorsSelection(view="list")),
            ("list of all", IndicatorsSelection(view="list")),
            ("ranking by one", IndicatorsSelection(view="municipalities", indicator=code)),
            ("group of all of a municipality", IndicatorsSelection()),
        ):
            say(f"{name}: {1000 * opened(engine, selection):.0f} ms")
        wrong = differences(engine, table)
        say(f"differences from what was counted one by one: {wrong}")
        if wrong or answer["errors"] or answer["new"] != table.rows:
            raise SystemExit(f"the table was not read whole: {answer}")


if __name__ == "__main__":
    main()
