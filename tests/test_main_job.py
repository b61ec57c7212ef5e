"""The main job, from a rubric and a filled workbook to the pages, with every figure worked out by hand.

Direction 1.1 of the official rubric as far as it is published: goals 27 and indicators 20 points. Three towns:

* M1: everything at its maximum, but the presence of the first goal has 1 of 2 points, the first indicator has the
  penalty of −2, and the fourth indicator loses its match with the goal (1 point): goals 26, indicators 17, total 43.
  Both components are partial, so the management is ineffective and breaks at the goals.
* M2 and M3: everything at its maximum, 47 points. They share the first two places. Nothing is known of the other seven
  components of the cycle, so it cannot be judged.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.settings import Settings
from data.access import MINISTRY
from data.measures.cycle import component_states, verdicts
from data.methodology.store import store_methodology
from data.methodology.yaml_files import read_shipped
from data.models.region import Municipality, Period, Region
from data.queries.components import component_results
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.vocabulary import ComponentState, Role, Verdict
from tests.signing import SECRET, add_person, client_of, sign_in
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

METHODOLOGY = "official-2021-partial"
TOWNS = ("M1", "M2", "M3")
LOST = {("1.1.g1", "presence"): 1, ("1.1.i1", "nonfunctional_or_negative"): -2, ("1.1.i4", "matches_goal"): 0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("main_job")


@pytest.fixture(scope="module")
def region(folder: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{folder}/region.db")
    migrate(engine)
    with writing(engine) as session:
        session.add(Region(name_ru="Область", name_en="Region", is_demo=False, time_zone="Europe/Moscow"))
        store_methodology(session, read_shipped(METHODOLOGY))
        session.add(Period(code="2026", year=2026, school_year="2025/26"))
        for code in TOWNS:
            session.add(
                Municipality(
                    code=code,
                    kind="urban_okrug",
                    name_ru=f"Город {code}",
                    name_en=f"Town {code}",
                    short_ru=code,
                    short_en=code,
                )
            )
    yield engine
    engine.dispose()


def mmuko(engine: Engine, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line as an operator does."""
    program = [sys.executable, "-c", "from dashboard.cli import main; main()"]
    url = engine.url.render_as_string(hide_password=False)
    return subprocess.run(
        [*program, "--database-url", url, *arguments], capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value}


def fill(path: Path, lost: dict[tuple[str, str], int], code: str) -> None:
    """Give every parameter its maximum, and those of ``lost`` their own points."""
    book = load_workbook(path)
    sheet = book["1.1"]
    column = columns_of(sheet)
    for row in range(1, sheet.max_row + 1):
        maximum = sheet.cell(row, column["Максимум"]).value
        if isinstance(maximum, int | float) and sheet.cell(row, column["Код параметра"]).value:
            key = (
                str(sheet.cell(row, column["Код позиции"]).value),
                str(sheet.cell(row, column["Код параметра"]).value),
            )
            sheet.cell(row, column["Баллы"]).value = lost.get(key, maximum)
    book.save(path)


@pytest.fixture(scope="module")
def imported(region: Engine, folder: Path) -> Engine:
    """The region with the three workbooks loaded; tests try to change it and must not succeed."""
    for code in TOWNS:
        path = folder / f"{code}.xlsx"
        made = mmuko(region, "template", "scores", "--period", "2026", "--municipality", code, str(path))
        assert made.returncode == 0, made.stderr
        fill(path, LOST if code == "M1" else {}, code)
        stored = mmuko(region, "import", "scores", str(path), "--format", "json")
        assert stored.returncode == 0, stored.stdout
        assert json.loads(stored.stdout)["counts"]["stored"] == 39
    add_person(region, "ministry.one", Role.MINISTRY)
    return region


@pytest.fixture
def client(imported: Engine, tmp_path: Path) -> FlaskClient:
    places = {"upload_folder": tmp_path / "uploads", "queue_url": f"sqlite:///{tmp_path}/jobs.db"}
    signed = client_of(create_app(Settings(secret=SECRET, **places), imported))
    assert sign_in(signed, "ministry.one").status_code == 302
    return signed


def exported(client: FlaskClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text.split("\r\n\r\n", maxsplit=1)[0]), delimiter=";"))


def test_the_ranking_shows_the_hand_worked_totals_and_the_tie(client: FlaskClient) -> None:
    rows = {row["Код"]: row for row in exported(client, "/export/rankings/ranking.csv")}
    points = {code: rows[code][next(title for title in rows[code] if title.startswith("Баллы"))] for code in TOWNS}
    assert points == {"M1": "43", "M2": "47", "M3": "47"}
    assert {"3 из 3", "1–2 из 3"} == {row["Место из всех"] for row in rows.values()}
    assert [rows[code]["Место"] for code in TOWNS] == ["3", "1–2", "1–2"]


def test_the_page_says_how_much_of_the_official_rubric_is_loaded(client: FlaskClient) -> None:
    book = load_workbook(BytesIO(client.get("/export/rankings/ranking.xlsx").data))
    text = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "47 из 149" in text
    assert "47 из 480" in text


def test_states_and_verdicts_are_the_hand_worked_ones(imported: Engine) -> None:
    with reading(imported) as session:
        results = component_results(open_reader(session, MINISTRY), period="2026", methodology=METHODOLOGY)
    states = component_states(results[results["direction"] == "1.1"], threshold=1.0)
    known = states[states["cycle_component"].isin(["goals", "indicators"])]
    found = {
        code: list(zip(rows["points"], rows["state"], strict=True)) for code, rows in known.groupby("municipality")
    }
    assert found["M1"] == [(26, ComponentState.PARTIAL), (17, ComponentState.PARTIAL)]
    assert found["M2"] == found["M3"] == [(27, ComponentState.FORMED), (20, ComponentState.FORMED)]
    judged = verdicts(states, list(dict.fromkeys(states["cycle_component"]))).set_index("municipality")
    assert list(judged.loc[list(TOWNS), "verdict"]) == [
        Verdict.INEFFECTIVE,
        Verdict.CANNOT_BE_JUDGED,
        Verdict.CANNOT_BE_JUDGED,
    ]
    assert list(judged.loc[list(TOWNS), "first_broken"]) == ["goals", "methods", "methods"]


def test_the_same_workbook_again_is_no_revision(imported: Engine, folder: Path) -> None:
    again = mmuko(imported, "import", "scores", str(folder / "M1.xlsx"), "--format", "json")
    assert (again.returncode, json.loads(again.stdout)["revision"]) == (0, None)


BAD_CELLS = [
    (99, "points-above-maximum"),
    ("много", "text-in-number"),
]


@pytest.mark.parametrize(("value", "rule"), BAD_CELLS)
def test_a_bad_cell_is_one_finding_with_its_place_and_stores_nothing(
    imported: Engine, folder: Path, tmp_path: Path, value: object, rule: str
) -> None:
    path = tmp_path / "M2.xlsx"
    book = load_workbook(folder / "M2.xlsx")
    sheet = book["1.1"]
    column = columns_of(sheet)
    row = next(
        number
        for number in range(1, sheet.max_row + 1)
        if sheet.cell(number, column["Код параметра"]).value == "presence"
    )
    cell = sheet.cell(row, column["Баллы"])
    cell.value = value
    book.save(path)
    refused = mmuko(imported, "import", "scores", str(path), "--format", "json")
    report = json.loads(refused.stdout)
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert (refused.returncode, report["stored"], len(errors)) == (1, False, 1)
    assert (errors[0]["rule"], errors[0]["sheet"], errors[0]["cell"]) == (rule, "1.1", cell.coordinate)
    assert errors[0]["message"]
    assert errors[0]["expected"]
