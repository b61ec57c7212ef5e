"""Checking and storing large files, beside the time that merely reading them takes.

Run with ``make bench``. Two files are made: scores of 45 municipalities by a rubric of more than 500 parameters (.xlsx)
and a long table of a million observations (.csv). Each is read by the fastest reader there is, then imported in a
process of its own into SQLite and, with ``--postgresql URL``, into that empty database. Budgets: at most twice the bare
reading for the first file, four times for the second, and less than a gigabyte of memory.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from data.access import MINISTRY
from data.bulk import insert_rows
from data.database import connect, migrate, reading, writing
from data.intake.importing import ImportReport, import_file
from data.intake.mapping import ColumnRole, Mapping, TableRequest
from data.methodology.store import store_methodology
from data.methodology.yaml_files import SHIPPED_CODES, read_shipped
from data.models.indicators import Indicator
from data.models.region import Municipality, Period, School
from data.queries import registry
from data.reader import open_reader
from data.revisions import open_revision
from data.vocabulary import Level, Polarity, RevisionKind, SchoolKind, Unit

MUNICIPALITIES, SCHOOLS, INDICATORS, YEARS = 45, 1_000, 125, tuple(range(2019, 2027))
METHODOLOGY = "demonstration-9"
LONG_COLUMNS = {
    ColumnRole.SCHOOL: "Код школы",
    ColumnRole.INDICATOR: "Код показателя",
    ColumnRole.PERIOD: "Год",
    ColumnRole.NUMERATOR: "Числитель",
    ColumnRole.DENOMINATOR: "Знаменатель",
}
BUDGETS = {"scores": 2.0, "observations": 4.0}
MOST_MEGABYTES = 1024


def build(engine: Engine) -> None:
    """A region without a figure: municipalities, schools, periods, indicators and a rubric."""
    migrate(engine)
    with writing(engine) as session:
        revision = open_revision(session, author="bench", kind=RevisionKind.SEED, message="registers").number
        for code in SHIPPED_CODES:
            store_methodology(session, read_shipped(code))
        for number in range(1, MUNICIPALITIES + 1):
            names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), f"Округ {number}")
            session.add(Municipality(id=number, code=f"M{number:02}", kind="municipal_okrug", **names))
        for number, year in enumerate(YEARS, start=1):
            session.add(Period(id=number, code=str(year), year=year, school_year=f"{year - 1}/{year % 100}"))
        session.add_all(_indicator(number) for number in range(INDICATORS))
        insert_rows(session, School, (_school(number, revision) for number in range(SCHOOLS)))


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


def long_rows() -> Iterator[tuple[str, str, int, int, int]]:
    for school in range(SCHOOLS):
        for indicator in range(INDICATORS):
            for year in YEARS:
                denominator = 20 + school % 50
                yield f"S{school:04}", f"i{indicator:03}", year, (school + indicator + year) % denominator, denominator


def write_observations(path: Path, _engine: Engine) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LONG_COLUMNS.values())
        writer.writerows(long_rows())
    return SCHOOLS * INDICATORS * len(YEARS)


def read_scores(path: Path) -> None:
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()


def read_observations(path: Path) -> None:
    pd.read_csv(path, sep=";")


def write_as_workbook(path: Path) -> None:
    """The long table as .xlsx, to say what the fastest reader of workbooks needs for as many rows."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Школы")
        sheet.write_row(0, 0, LONG_COLUMNS.values())
        for number, row in enumerate(long_rows(), start=1):
            sheet.write_row(number, 0, row)


def import_scores(engine: Engine, path: Path) -> ImportReport:
    return import_file(engine, MINISTRY, "scores", path, author="bench")


def import_observations(engine: Engine, path: Path) -> ImportReport:
    request = TableRequest(Mapping(columns=LONG_COLUMNS))
    return import_file(engine, MINISTRY, "table", path, author="bench", table=request)


READ: dict[str, Callable[[Path], None]] = {"scores": read_scores, "observations": read_observations}
IMPORT = {"scores": import_scores, "observations": import_observations}
WRITE = {"scores": write_scores, "observations": write_observations}
ENDING = {"scores": "xlsx", "observations": "csv"}


def measure(act: Callable[[], object]) -> dict[str, float]:
    """Seconds, and the most memory that this process and the ones it started had, in megabytes."""
    begun = time.perf_counter()
    act()
    seconds = time.perf_counter() - begun
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"seconds": seconds, "megabytes": own, "megabytes_of_reader": children}


def in_own_process(*words: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, *words], stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def run_one(task: str, kind: str, path: Path, url: str) -> None:
    if task == "read":
        figures = measure(lambda: READ[kind](path))
    elif task == "read-workbook":
        figures = measure(lambda: read_scores(path))
    else:
        engine, reports = connect(url), []
        figures = measure(lambda: reports.append(IMPORT[kind](engine, path)))
        if not reports[0].stored:
            raise SystemExit(f"not stored: {reports[0].findings[:3]}")
    sys.stdout.write(json.dumps(figures))


def compare(kind: str, path: Path, rows: int, urls: list[str]) -> bool:
    """Print one line for each database; whether all keep to the budgets."""
    read = in_own_process("read", kind, str(path))
    sys.stdout.write(f"{kind}: {rows} rows; bare reading {read['seconds']:.1f} s\n")
    kept = True
    for url in urls:
        found = in_own_process("import", kind, str(path), url)
        ratio = found["seconds"] / read["seconds"]
        most = max(found["megabytes"], found["megabytes_of_reader"])
        kept &= ratio <= BUDGETS[kind] and most < MOST_MEGABYTES
        sys.stdout.write(
            f"  {url.partition(':')[0]}: {found['seconds']:.1f} s, {rows / found['seconds']:.0f} rows/s, "
            f"{ratio:.1f} × the bare reading (budget {BUDGETS[kind]:.0f}), memory {found['megabytes']:.0f} MB, "
            f"of the reading process {found['megabytes_of_reader']:.0f} MB\n"
        )
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--postgresql", metavar="URL", help="an empty PostgreSQL database to import into as well")
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
        kept = True
        for kind, write in WRITE.items():
            path = folder / f"{kind}.{ENDING[kind]}"
            kept &= compare(kind, path, write(path, connect(urls[0])), urls)
        write_as_workbook(folder / "observations.xlsx")
        workbook = in_own_process("read-workbook", "observations", str(folder / "observations.xlsx"))
        sys.stdout.write(f"the same observations as .xlsx, bare reading: {workbook['seconds']:.1f} s\n")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
