"""Checking and storing large files, beside the time that merely reading them takes.

Run with ``make bench``. Two files are made: scores of municipalities by a rubric of more than 500 parameters (.xlsx)
and a long table of observations (.csv). Each is read by the fastest reader that gives typed cells (calamine, pandas'
C reader), then imported in a process of its own into SQLite and, with ``--postgresql URL``, into that empty database.
Goals: at most twice the bare reading for the first file, four times for the second, and less than a gigabyte of memory.
Ratios compare processor seconds, which other work on the machine disturbs least, and of the clock. A measurement
that takes longer than ``--minutes`` is given up and reported.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.importing import ImportReport, import_file
from data.intake.kinds.foreign_table.mapping import ColumnRole, Mapping, TableRequest
from data.language import gettext
from data.messages import Message
from data.methodology.store import store_methodology
from data.methodology.yaml_files import SHIPPED_CODES, read_shipped
from data.models.indicators import Indicator
from data.models.region import Municipality, Period, School
from data.queries import registry
from data.storage.bulk import insert_rows
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.storage.revisions import open_revision
from data.vocabulary import Level, Polarity, RevisionKind, SchoolKind, Unit

MUNICIPALITIES, INDICATORS, YEARS = 45, 125, tuple(range(2019, 2027))
# Schools, and with them observations, 1 000 for each school.
SIZES = {"small": 100, "full": 1_000}
MOST_SCHOOLS = max(SIZES.values())
METHODOLOGY = "demonstration-9"
LONG_COLUMNS = {
    ColumnRole.SCHOOL: "Код школы",
    ColumnRole.INDICATOR: "Код показателя",
    ColumnRole.PERIOD: "Год",
    ColumnRole.NUMERATOR: "Числитель",
    ColumnRole.DENOMINATOR: "Знаменатель",
}
GOALS = {"scores": 2.0, "observations": 4.0}
MOST_MEGABYTES = 1024


def build(engine: Engine) -> None:
    """A region without a figure: municipalities, schools, periods, indicators and a rubric."""
    migrate(engine)
    with writing(engine) as session:
        revision = open_revision(
            session, author="bench", kind=RevisionKind.SEED, message=Message(text="registers")
        ).number
        for code in SHIPPED_CODES:
            store_methodology(session, read_shipped(code))
        for number in range(1, MUNICIPALITIES + 1):
            names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), f"Округ {number}")
            session.add(Municipality(id=number, code=f"M{number:02}", kind="municipal_okrug", **names))
        for number, year in enumerate(YEARS, start=1):
            session.add(Period(id=number, code=str(year), year=year, school_year=f"{year - 1}/{year % 100}"))
        session.add_all(_indicator(number) for number in range(INDICATORS))
        insert_rows(session, School, (_school(number, revision) for number in range(MOST_SCHOOLS)))


def _school(number: int, revision: int) -> dict[str, Any]:
    return {
        "code": f"S{number:04}",
        "municipality_id": number % MUNICIPALITIES + 1,
        "kind": SchoolKind.SECONDARY.value,
        "name_ru": f"Школа № {number}",
        "valid_from": revision,
        "valid_to": None,
    }


def _indicator(number: int) -> Indicator:
    names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), f"Показатель {number}")
    return Indicator(
        code=f"i{number:03}",
        indicator_set="bench",
        order=number,
        level=Level.SCHOOL,
        unit=Unit.PERCENT,
        polarity=Polarity.HIGHER_IS_BETTER,
        direction_code="1.1",
        issues_ru=[],
        issues_en=[],
        **names,
    )


def write_scores(path: Path, engine: Engine) -> int:
    """A sheet for each direction, a row for each municipality and parameter."""
    with reading(engine) as session:
        rubric = registry.rubric(open_reader(session, MINISTRY), METHODOLOGY)
    assert rubric is not None
    header = ("Код муниципалитета", "Код позиции", "Код параметра", "Баллы", "Комментарий")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for direction in rubric.directions:
            sheet = book.add_worksheet(direction)
            for line, row in enumerate((("Период", YEARS[-1]), ("Методика", METHODOLOGY), header)):
                sheet.write_row(line, 0, row)
            parameters = [row for row in rubric.rows if row.direction == direction]
            places = [f"M{number:02}" for number in range(1, MUNICIPALITIES + 1)]
            for line, (place, row) in enumerate(product(places, parameters), start=3):
                sheet.write_row(line, 0, (place, row.position, row.parameter, row.maximum, "по приказу"))
    return MUNICIPALITIES * len(rubric.rows)


def write_observations(path: Path, schools: int) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LONG_COLUMNS.values())
        for school, indicator, year in product(range(schools), range(INDICATORS), YEARS):
            denominator = 20 + school % 50
            numerator = (school + indicator + year) % denominator
            writer.writerow((f"S{school:04}", f"i{indicator:03}", year, numerator, denominator))
    return schools * INDICATORS * len(YEARS)


def read_scores(path: Path) -> None:
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()


def read_observations(path: Path) -> None:
    pd.read_csv(path, sep=";")


def import_scores(engine: Engine, path: Path) -> ImportReport:
    return import_file(engine, MINISTRY, "scores", path, author="bench")


def import_observations(engine: Engine, path: Path) -> ImportReport:
    request = TableRequest(Mapping(columns=LONG_COLUMNS))
    return import_file(engine, MINISTRY, "table", path, author="bench", table=request)


READ: dict[str, Callable[[Path], None]] = {"scores": read_scores, "observations": read_observations}
IMPORT = {"scores": import_scores, "observations": import_observations}


def measure(act: Callable[[], object]) -> dict[str, float]:
    """Seconds by the clock and of the processor, and megabytes, of this process and of those it started."""
    clock, processor = time.perf_counter(), time.process_time()
    act()
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "clock": time.perf_counter() - clock,
        "processor": time.process_time() - processor + children.ru_utime + children.ru_stime,
        "megabytes": own.ru_maxrss / 1024,
        "megabytes_of_reader": children.ru_maxrss / 1024,
    }


def run_one(task: str, kind: str, path: Path, url: str) -> None:
    """One measurement, in a process of its own: its figures as JSON on standard output."""
    if task == "read":
        figures = measure(lambda: READ[kind](path))
    else:
        engine, reports = connect(url), []
        # What a worker does once in its life is not part of an import.
        gettext("Scores from a workbook")
        with reading(engine) as session:
            open_reader(session, MINISTRY)
        figures = measure(lambda: reports.append(IMPORT[kind](engine, path)))
        if not reports[0].stored:
            raise SystemExit(f"not stored: {reports[0].findings[:3]}")
    sys.stdout.write(json.dumps(figures))


def in_own_process(minutes: float, *words: str) -> dict[str, float] | None:
    """The figures of one measurement, nothing when it took too long or failed, which it has reported."""
    command = [sys.executable, __file__, *words]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=60 * minutes)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        # On a machine that is too busy the reading process is ended by its own clock, and the import is refused.
        return None
    return dict(json.loads(done.stdout))


def compare(kind: str, path: Path, rows: int, urls: list[str], minutes: float) -> bool:
    """Print one line for each database; whether all keep to the goals."""
    read = in_own_process(minutes, "read", kind, str(path))
    if read is None:
        raise SystemExit(f"{kind}: merely reading the file took longer than {minutes} minutes")
    sys.stdout.write(f"{kind}: {rows} rows; bare reading {read['processor']:.2f} processor seconds\n")
    kept = True
    for url in urls:
        found = in_own_process(minutes, "import", kind, str(path), url)
        engine = url.partition(":")[0]
        if found is None:
            sys.stdout.write(f"  {engine}: no result within {minutes:g} minutes\n")
            kept = False
            continue
        ratio, by_clock = (found[one] / read[one] for one in ("processor", "clock"))
        kept &= ratio <= GOALS[kind] and max(found["megabytes"], found["megabytes_of_reader"]) < MOST_MEGABYTES
        sys.stdout.write(
            f"  {engine}: {ratio:.1f} × the bare reading (goal {GOALS[kind]:.0f}; by the clock {by_clock:.1f}), "
            f"{rows / found['clock']:.0f} rows/s, memory {found['megabytes']:.0f} MB, "
            f"of the reading process {found['megabytes_of_reader']:.0f} MB\n"
        )
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--postgresql", metavar="URL", help="an empty PostgreSQL database to import into as well")
    parser.add_argument("--size", choices=SIZES, default="full", help="100 000 or 1 000 000 observations")
    parser.add_argument("--minutes", type=float, default=4.0, help="the longest that one measurement may take")
    arguments = parser.parse_args()
    if arguments.words:
        task, kind, path, *url = arguments.words
        run_one(task, kind, Path(path), "".join(url))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = [f"sqlite:///{folder}/bench.db", *([arguments.postgresql] if arguments.postgresql else [])]
        for url in urls:
            build(connect(url))
        scores, observations = folder / "scores.xlsx", folder / "observations.csv"
        rows = write_scores(scores, connect(urls[0]))
        kept = compare("scores", scores, rows, urls, arguments.minutes)
        rows = write_observations(observations, SIZES[arguments.size])
        kept &= compare("observations", observations, rows, urls, arguments.minutes)
    sys.stdout.write(
        "all goals are kept\n" if kept else "not all goals are kept; bench/README.md says what limits them\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
