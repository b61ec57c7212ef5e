"""No page compares every row of one table with every row of another one, on either database.

At the size of a region nobody notices such a plan; with forty thousand schools the page never comes.
"""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from dashboard.app import create_app
from dashboard.kept.little_browser import LittleBrowser
from dashboard.settings import Settings
from data.storage.database import writing
from tests.data import country, large_region
from tests.query_plans import Statement, full_loops, full_loops_of_postgresql, full_loops_of_sqlite, statements_of

PAGES = [
    "/overview", "/overview?period=2025&forms=map", "/rankings", "/rankings?view=chart&subject=direction:1.1&size=50",
    "/rankings?peers=alike&municipality=L0003&ranges=track", "/rankings?weights=1.1:120", "/cycle",
    "/cycle?view=directions", "/cycle?cell=L0003~1.1~c1&municipality=L0003", "/municipality/L0003",
    "/municipality/L0003?peers=alike&cell=L0003~1.1~c1", "/clusters",
    "/clusters?view=table&municipality=L0003&indicator=s2&period=2025", "/indicators",
    "/indicators?view=municipalities&indicator=k03", "/indicators?view=matrix", "/data?view=revisions",
    "/data?view=templates", "/data", "/cycle?view=municipality&municipality=L0003&stages=six", "/roadmap",
    "/roadmap?view=review", "/methodology", "/corrections", "/round", "/audit", "/start",
]  # fmt: skip
NOT_FOR_HEADS = ("/data", "/round", "/audit")
# Enough for PostgreSQL to know which way is long; SQLite plans without looking at the rows.
MINISTRY = "ministry"
SIZES = {"sqlite": (12, 48), "postgresql": (400, 4_000)}


@pytest.fixture
def large(each_empty: Engine) -> Engine:
    """A country in each of the two databases, with statistics where the database keeps any."""
    with writing(each_empty) as session:
        country.build(session, *SIZES[each_empty.dialect.name])
    if each_empty.dialect.name == "postgresql":
        with each_empty.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    return each_empty


def asked_by_pages(engine: Engine, folder: Path, viewer: str) -> dict[str, Statement]:
    """The statements of all pages, each text once."""
    settings = Settings(demo=True, upload_folder=folder / "uploads", queue_url=f"sqlite:///{folder}/jobs.db")
    client = create_app(settings, engine).server.test_client()
    client.set_cookie("viewer", viewer)
    with statements_of(engine) as asked:
        for page in PAGES:
            if viewer == MINISTRY or not page.startswith(NOT_FOR_HEADS):
                LittleBrowser(lambda *request: send(client, *request)).open(page)
    return {statement.text: statement for statement in asked if statement.reads}


def send(client: FlaskClient, method: str, path: str, body: bytes | None) -> bytes:
    with client.open(path, method=method, data=body, content_type="application/json") as answer:
        assert answer.status_code in (200, 204)
        assert "error-notice" not in answer.text, path
        return answer.data


@pytest.mark.parametrize("viewer", [MINISTRY, large_region.code_of(3)])
def test_no_plan_grows_with_the_square(large: Engine, tmp_path: Path, viewer: str) -> None:
    asked = asked_by_pages(large, tmp_path, viewer)
    assert len(asked) > 25
    found = {text: loops for text, statement in asked.items() if (loops := full_loops(large, statement))}
    assert not found


def test_a_full_loop_is_seen_in_sqlite(empty_database: Engine) -> None:
    bad = "SELECT 1 FROM school LEFT JOIN (SELECT school_code, max(students) FROM enrolment GROUP BY 1 LIMIT 9) AS e"
    assert full_loops(empty_database, Statement(f"{bad} ON e.school_code > school.code", ()))
    assert not full_loops(empty_database, Statement("SELECT 1 FROM school", ()))
    year = "SEARCH enrolment USING INDEX ix_enrolment_period_id (period_id=?) LEFT-JOIN"
    assert full_loops_of_sqlite([(1, 0, "SCAN municipality"), (2, 0, year)]) == [year]
    period = "SEARCH period USING COVERING INDEX sqlite_autoindex_period_1 (code=?)"
    assert not full_loops_of_sqlite([(1, 0, period), (2, 0, year)])
    each = [(1, 0, "SCAN school"), (2, 0, "CORRELATED SCALAR SUBQUERY 1"), (3, 2, "SCAN enrolment")]
    assert full_loops_of_sqlite(each) == ["SCAN enrolment"]
    assert not full_loops_of_sqlite([*each[:2], (3, 2, "SEARCH enrolment USING INDEX i (school_code=?)")])


def test_a_full_loop_is_seen_in_postgresql() -> None:
    schools = {"Node Type": "Seq Scan", "Plan Rows": 40_000, "Relation Name": "school"}
    kept = {"Node Type": "Materialize", "Plan Rows": 40_000, "Plans": [schools]}
    found = {"Node Type": "Index Scan", "Plan Rows": 1}
    loop = {"Node Type": "Nested Loop", "Plan Rows": 40_000}
    assert list(full_loops_of_postgresql(loop | {"Plans": [schools, kept]}))
    assert not list(full_loops_of_postgresql(loop | {"Plans": [schools, found]}))
    assert not list(full_loops_of_postgresql(loop | {"Plans": [found, kept]}))
    assert not list(full_loops_of_postgresql({"Node Type": "Hash Join", "Plan Rows": 9, "Plans": [schools, schools]}))
    asked = {"Node Type": "Seq Scan", "Plan Rows": 40_000, "Parent Relationship": "SubPlan"}
    assert list(full_loops_of_postgresql(schools | {"Plans": [asked]}))
