"""Who may ask what (``access_matrix.yaml``), and that no answer to a head holds a detail of somebody else.

Unique marks stand in every free text of all other municipalities: comments, documents, schools, notes, measures. Every
entry is asked as the head, with the head's own and with foreign codes in every argument; no answer may hold a mark.
"""

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text

from dashboard.app import Application, create_app
from dashboard.pages import PAGES
from data.access import MINISTRY, Viewer
from data.accounts.openness import Openness, set_openness
from data.demo import planted
from data.jobs.kinds import NOTES, TEMPLATES
from data.jobs.queue import JobQueue
from data.models.collection import RoundReturn
from data.models.region import Municipality
from data.storage.database import connect, reading, writing
from data.storage.reader import open_reader
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.examples import Example
from data.views.municipality.page import Profile
from data.vocabulary import Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.signing import ADMINISTRATOR, add_person, client_of, sign_in

pytestmark = pytest.mark.slow

MATRIX = yaml.safe_load(Path(__file__).with_name("access_matrix.yaml").read_text(encoding="utf-8"))
NOBODY = "nobody"
ROLES = [NOBODY, *(role.value for role in Role)]
OWN, FOREIGN = planted.SHOWN, planted.HALF_FILLED
DENIED = "Вашей роли это не открыто."
CALLBACK = "/_dash-update-component"
# What these answer depends on more than a role.
BY_THEMSELVES = ("/logout", "/password", "/openid", "/return")
# What stands in a place of an address.
IN_ADDRESS = {"code": OWN, "kind": "csv", "identity": "0" * 32, "page_key": "rankings", "name": "ranking"}

MARKS = (
    # Every text of a score, an observation and a measure of somebody else.
    "UPDATE score SET comment = 'MARKED comment ' || id WHERE assessment_id IN {others_assessments}",
    "UPDATE observation SET comment = 'MARKED observation ' || id WHERE municipality_id <> {own}",
    "UPDATE school SET name_ru = 'MARKED school ' || code WHERE municipality_id <> {own}",
    "UPDATE roadmap_measure SET text = 'MARKED measure ' || id, responsible = 'MARKED' WHERE municipality_id <> {own}",
    "UPDATE measure_completion SET document_title = 'MARKED proof ' || id WHERE municipality_id <> {own}",
    "UPDATE target SET raw_ru = 'MARKED target ' || id WHERE municipality_id IS NOT NULL AND municipality_id <> {own}",
    # Documents: those that no score of the own municipality names.
    "UPDATE evidence SET title = 'MARKED title ' || id, number = 'MARKED number ' || id, "
    "link = 'https://example.org/MARKED' "
    "WHERE id NOT IN (SELECT evidence_id FROM score WHERE evidence_id IS NOT NULL "
    "AND assessment_id NOT IN {others_assessments})",
    "INSERT INTO note_text (municipality_id, period_id, methodology_id, language, section, version, text, state, "
    "author, created_at, revision, figures) SELECT m.id, p.id, d.id, 'ru', 'deadline', 1, 'MARKED note ' || m.code, "
    "'draft', 'ministry', '2026-11-14 13:42:00', 1, '{{}}' FROM municipality m, period p, methodology d "
    "WHERE m.id <> {own}",
    # A round that asks everybody, in which everybody has returned a form.
    "INSERT INTO round (code, name, period_id, created_at, author) "
    "SELECT 'r-1', 'Round', id, '2026-11-14 13:42:00', 'operator' FROM period WHERE code = '2026'",
    "INSERT INTO round_form (round_id, kind, due) SELECT id, 'observations', '2026-12-20' FROM round",
    "INSERT INTO round_addressee (round_id, municipality_id) SELECT round.id, municipality.id FROM round, municipality",
    "INSERT INTO round_return (round_id, form_id, municipality_id, file_name, sha256, content_digest, outcome, "
    "findings, changes, received_at, author) SELECT r.id, f.id, m.id, "
    "CASE WHEN m.id = {own} THEN 'own form.xlsx' ELSE 'MARKED form.xlsx' END, m.code, m.code, 'accepted', "
    '\'[\' || \'{{"severity": "error", "rule": "x", "message": "\' || '
    "CASE WHEN m.id = {own} THEN 'own fault' ELSE 'MARKED fault' END || "
    '\'", "sheet": null, "cell": null, "found": null, "expected": null, "fix": null}}]\', '
    "1, '2026-11-14 13:42:00', 'operator' FROM round r, round_form f, municipality m",
    'UPDATE round_return SET differences = \'[{{"sheet": "MARKED", "cell": "B7", "old": "MARKED", "new": "MARKED"}}]\' '
    "WHERE municipality_id <> {own}",
    "INSERT INTO round_answer (form_id, municipality_id, rule, sheet, cell, text, author, written_at) "
    "SELECT f.id, m.id, 'x', 'MARKED sheet', 'B7', 'MARKED answer', 'MARKED', '2026-11-14 13:42:00' "
    "FROM round_form f, municipality m WHERE m.id <> {own}",
)
# Numbers of one other municipality, under its totals: points of parameters, facts of indicators, students of schools.
# Totals are stored for themselves and stay as they were.
NUMBERS = (
    "UPDATE score SET points = 777123 WHERE points IS NOT NULL AND assessment_id IN {foreign_assessments}",
    # The largest and the smallest of a region are open: neither is the marked municipality's.
    "UPDATE observation SET value = CASE WHEN municipality_id % 2 = 0 THEN 1 ELSE 888999 END, "
    "numerator = NULL, denominator = NULL "
    "WHERE missing_reason IS NULL AND municipality_id <> {own} AND municipality_id <> {foreign}",
    "UPDATE observation SET value = 777123, numerator = NULL, denominator = NULL "
    "WHERE missing_reason IS NULL AND municipality_id = {foreign}",
    "UPDATE enrolment SET students = 777123 "
    "WHERE school_code IN (SELECT code FROM school WHERE municipality_id = {foreign})",
    "UPDATE component_result SET points = 777123 WHERE assessment_id IN {foreign_assessments} "
    "AND direction_id IN "
    "(SELECT direction_id FROM component_result GROUP BY direction_id HAVING count(DISTINCT cycle_component_id) > 1)",
)
PLACES = {
    "foreign": f"(SELECT id FROM municipality WHERE code = '{FOREIGN}')",
    "foreign_assessments": (
        f"(SELECT id FROM assessment WHERE municipality_id = (SELECT id FROM municipality WHERE code = '{FOREIGN}'))"
    ),
    "own": f"(SELECT id FROM municipality WHERE code = '{OWN}')",
    "others_assessments": (
        f"(SELECT id FROM assessment WHERE municipality_id <> (SELECT id FROM municipality WHERE code = '{OWN}'))"
    ),
}


@pytest.fixture(scope="module")
def engine(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demonstration with marks in all other municipalities' details, and an account of each role."""
    path = tmp_path_factory.mktemp("access") / "marked.db"
    shutil.copy(demo_file, path)
    made = connect(f"sqlite:///{path}")
    with made.begin() as connection:
        changed = [connection.execute(text(mark.format(**PLACES))).rowcount for mark in (*MARKS, *NUMBERS)]
    # Targets of single municipalities are the only ones that the demonstration may lack.
    assert all(
        count > 0
        for mark, count in zip((*MARKS, *NUMBERS), changed, strict=True)
        if not mark.startswith("UPDATE target")
    ), changed
    for role in Role:
        add_person(made, f"{role.value}.one", role, OWN if role is Role.MUNICIPALITY else None)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access-folder")


@pytest.fixture(scope="module")
def app(engine: Engine, folder: Path) -> Application:
    # Nobody answers there; the two addresses of this way in have tests of their own.
    provider = {"openid_issuer": "https://id.example", "openid_client": "x", "public_address": "https://localhost"}
    return create_app(settings_of(folder, **provider), engine)


@pytest.fixture(scope="module")
def clients(app: Application) -> dict[str, FlaskClient]:
    """A signed-in browser of each role, and one that is not."""
    found: dict[str, FlaskClient] = {NOBODY: client_of(app)}
    for role in Role:
        found[role.value] = client_of(app)
        assert sign_in(found[role.value], f"{role.value}.one").status_code == 302
    return found


def callbacks(app: Application) -> dict[str, str]:
    """The output under which Dash keeps a callback, by its name in the matrix."""
    found = {}
    for output, entry in app.callback_map.items():
        if "callback" in entry:
            outputs = re.sub(r"@[0-9a-f]+", "", output).strip(".").split("...")
            first = entry["inputs"][0]
            found[f"{outputs[0]} ← {first['id']}.{first['property']} ({len(outputs)})"] = output
    return found


def routes(app: Application) -> dict[str, tuple[str, str]]:
    return {
        f"{method} {rule.rule}": (method, rule.rule)
        for rule in app.server.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_entry_of_the_application_has_its_row(app: Application) -> None:
    assert set(MATRIX["pages"]) == {page.path for page in PAGES}
    assert set(MATRIX["exports"]) == {f"{page.key}/{name}" for page in PAGES for name in page.tables}
    assert set(MATRIX["callbacks"]) == set(callbacks(app))
    assert len(callbacks(app)) == sum("callback" in entry for entry in app.callback_map.values())
    assert set(MATRIX["routes"]) == set(routes(app))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MATRIX["callbacks"])
def test_a_callback_answers_its_roles(app: Application, clients: dict[str, FlaskClient], name: str, role: str) -> None:
    answer = clients[role].post(CALLBACK, json=callback_payload(app, callbacks(app)[name]))
    if role == NOBODY:
        assert answer.status_code == 401
        return
    assert answer.status_code == 200
    assert (DENIED in told(answer)) == (role not in MATRIX["callbacks"][name])


def told(answer: Any) -> str:
    """An answer's own text, whatever way its letters are written in JSON."""
    return str(answer.get_json()) if answer.is_json else str(answer.get_data(as_text=True))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MATRIX["exports"])
def test_an_export_answers_its_roles(clients: dict[str, FlaskClient], name: str, role: str) -> None:
    status = clients[role].get(f"/export/{name}.csv").status_code
    allowed = role in MATRIX["exports"][name]
    assert status in ((200, 400, 404) if allowed else (401, 403)), status
    if allowed and role != "municipality":
        assert status == 200 or name in ("rankings/region_map", "rankings/method_change", "cycle/cell"), status


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [name for name in MATRIX["routes"] if not name.endswith(BY_THEMSELVES)])
def test_a_route_answers_its_roles(app: Application, clients: dict[str, FlaskClient], name: str, role: str) -> None:
    method, rule = routes(app)[name]
    address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: IN_ADDRESS.get(found[1], "x"), rule)
    status = clients[role].open(address, method=method).status_code
    if role in MATRIX["routes"][name]:
        assert status not in (401, 403) or name == "POST /login", status
    else:
        assert status in ((302, 401) if role == NOBODY else (403,)), status
    assert status < 500


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("path", MATRIX["pages"])
def test_a_page_opens_for_its_roles(app: Application, clients: dict[str, FlaskClient], path: str, role: str) -> None:
    payload = callback_payload(app, ROUTER, {"shell-location.href": f"https://localhost{path}"})
    shown = told(clients[role].post(CALLBACK, json=payload))
    assert ("error-notice" in shown) == (role not in MATRIX["pages"][path])


ROUTER = "..shell-page.children...shell-header.children.."
FOREIGN_VALUES = (
    FOREIGN,
    [FOREIGN],
    f"{FOREIGN}~1.1",
    f"{FOREIGN}~1.1~goals",
    f"{FOREIGN}~{planted.LAST_YEAR}~demonstration-8~1.1~1~presence",
    f"{FOREIGN}-01",
    f"municipality:{FOREIGN}",
)


# A number may have a space between its thousands, however that is written.
MARK = re.compile(rb"MARKED.{0,30}|.{0,60}\b777(?: |\xc2\xa0|\xe2\x80\xaf|\\u00a0|\\u202f)?123.{0,20}")


def marks_in(answer: Any) -> list[str]:
    """Marks in an answer, in the parts of a workbook or a document too, however they are written."""
    parts = [answer.get_data()]
    if parts[0][:2] == b"PK":
        with zipfile.ZipFile(BytesIO(parts[0])) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    return [found.decode("utf-8", "replace") for part in parts for found in MARK.findall(part)]


def test_the_marks_are_seen_by_who_may_see_them(clients: dict[str, FlaskClient]) -> None:
    """Without this the search below could find nothing because there is nothing."""
    ministry = clients["ministry"]
    assert marks_in(ministry.get(f"/note/{FOREIGN}.docx"))
    assert marks_in(ministry.get(f"/export/cycle/cell.xlsx?cell={FOREIGN}~1.1~goals"))
    assert marks_in(ministry.get(f"/export/clusters/schools.csv?municipality={FOREIGN}"))


def test_a_head_sees_the_own_forms_of_a_round_and_no_others(app: Application, clients: dict[str, FlaskClient]) -> None:
    payload = callback_payload(app, ROUTER, {"shell-location.href": "https://localhost/round?round=r-1"})
    own = told(clients["municipality"].post(CALLBACK, json=payload))
    assert all(words in own for words in ("own form.xlsx", "own fault"))
    assert "MARKED" not in own
    assert "MARKED form.xlsx" in told(clients["ministry"].get("/export/round/protocol.csv"))
    listed = told(clients["municipality"].get("/export/round/protocol.csv"))
    assert "own form.xlsx" in listed
    assert "MARKED" not in listed
    # Each file has a number, and those of others are no more than unknown.
    statuses = {number: clients["municipality"].get(f"/returned/{number}").status_code for number in range(1, 12)}
    assert set(statuses.values()) == {404}
    assert clients["analyst"].get("/returned/1").status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize("name", MATRIX["callbacks"])
def test_no_callback_gives_a_head_a_detail_of_somebody_else(
    app: Application, clients: dict[str, FlaskClient], name: str
) -> None:
    head, output = clients["municipality"], callbacks(app)[name]
    entry = app.callback_map[output]
    arguments = [f"{item['id']}.{item['property']}" for item in (*entry["inputs"], *entry["state"])]
    places = [one for one in arguments if one.endswith("-municipality.value")]
    asked = [{}, dict.fromkeys(places, OWN), dict.fromkeys(places, FOREIGN)]
    asked += [{one: value} for one in arguments for value in FOREIGN_VALUES]
    asked += [{place: OWN, one: value} for place in places for one in arguments for value in FOREIGN_VALUES[2:4]]
    for values in asked:
        answer = head.post(CALLBACK, json=callback_payload(app, output, values))
        assert answer.status_code in (200, 400), values
        assert marks_in(answer) == [], values


QUERIES = (
    "",
    f"?municipality={FOREIGN}",
    f"?municipality={OWN}",
    f"?cell={FOREIGN}~1.1~goals",
    f"?municipality={OWN}&cell={FOREIGN}~1.1~goals",
    f"?municipality={OWN}&municipality={FOREIGN}",
    f"?municipalities={FOREIGN}",
    "?revision=1",
    f"?revision=3&municipality={FOREIGN}",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", MATRIX["exports"])
def test_no_export_gives_a_head_a_detail_of_somebody_else(clients: dict[str, FlaskClient], name: str) -> None:
    for query in QUERIES:
        for kind in ("csv", "xlsx"):
            answer = clients["municipality"].get(f"/export/{name}.{kind}{query}")
            assert answer.status_code < 500, query
            assert marks_in(answer) == [], query


@pytest.mark.parametrize("path", [*MATRIX["pages"], f"/municipality/{FOREIGN}", f"/municipality/{OWN}"])
@pytest.mark.parametrize("query", QUERIES)
def test_no_page_gives_a_head_a_detail_of_somebody_else(
    app: Application, clients: dict[str, FlaskClient], path: str, query: str
) -> None:
    payload = callback_payload(app, ROUTER, {"shell-location.href": f"https://localhost{path}{query}"})
    answer = clients["municipality"].post(CALLBACK, json=payload)
    assert answer.status_code == 200
    assert marks_in(answer) == []
    assert marks_in(clients["municipality"].get(f"{path}{query}")) == []


def test_no_address_gives_a_head_what_somebody_else_has_made(
    app: Application, clients: dict[str, FlaskClient], folder: Path
) -> None:
    """A job belongs to the account that asked for it; another account of the same role does not see it either."""
    queue = JobQueue(f"sqlite:///{folder}/jobs.db")
    operator = Viewer(Role.OPERATOR, account="operator.one")
    other = Viewer(Role.OPERATOR, account="operator.two")
    made = [
        queue.add(kind, viewer, "x", {"kind": "scores"}).id
        for kind in (NOTES, TEMPLATES)
        for viewer in (MINISTRY, other)
    ]
    assert queue.read(queue.add(TEMPLATES, operator, "x", {}).id, operator)
    for identity in made:
        for address in (
            f"/notes/{identity}.zip",
            f"/download/template/{identity}",
            f"/download/findings/{identity}.csv",
        ):
            assert clients["municipality"].get(address).status_code == 403
            assert clients["operator"].get(address).status_code == 404
    own, foreign = f"/note/{OWN}.docx", f"/note/{FOREIGN}.docx"
    assert marks_in(clients["municipality"].get(own)) == []
    assert clients["municipality"].get(foreign).status_code == 403


ROUTES = (
    "/calendar/roadmap.ics?municipality={code}",
    "/note/{code}.docx",
    "/note/{own}.docx?municipality={code}",
    "/original/{sha256}",
    "/returned/{returned}",
    "/round/r-1.docx",
    "/round/r-1.docx?municipality={code}",
    "/round?round=r-1&form={returned}",
    "/download/round/{sha256}",
    "/metrics",
    "/viewers.json",
    "/_dash-layout",
    "/_dash-dependencies",
    "/healthz",
)


def test_no_address_gives_a_head_a_detail_of_somebody_else(engine: Engine, clients: dict[str, FlaskClient]) -> None:
    with reading(engine) as session:
        of_foreign = select(RoundReturn.id).join(Municipality, Municipality.id == RoundReturn.municipality_id)
        returned = session.scalar(of_foreign.where(Municipality.code == FOREIGN))
    places = {"code": FOREIGN, "own": OWN, "sha256": FOREIGN, "returned": returned}
    for route in ROUTES:
        answer = clients["municipality"].get(route.format(**places))
        assert answer.status_code < 500, route
        assert marks_in(answer) == [], route
    # Without this there might be nothing to find.
    assert marks_in(clients["ministry"].get("/round/r-1.docx"))
    assert marks_in(clients["ministry"].get(ROUTES[0].format(**places)))


def test_open_documents_are_those_of_the_examples_and_nothing_more(engine: Engine, tmp_path: Path) -> None:
    """Where the region opens documents of who closed a gap, a head reads title, number and date of exactly these."""
    whole = tmp_path / "whole.db"
    # Not a copy of the file: the last rows may still stand beside it.
    with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(whole)) as target:
        source.backup(target)
    with copy_of(whole, tmp_path / "open.db") as opened:
        with writing(opened, data=False) as session:
            set_openness(session, ADMINISTRATOR, Openness(examples_open=True))
        allowed = documents_of_examples(opened)
        assert allowed
        app = create_app(settings_of(tmp_path), opened)
        head = client_of(app)
        assert sign_in(head, "municipality.one").status_code == 302
        seen: set[tuple[str, str]] = set()
        for name, output in callbacks(app).items():
            arguments = [f"{one['id']}.{one['property']}" for one in app.callback_map[output]["inputs"]]
            places = [one for one in arguments if one.endswith("-municipality.value")]
            for values in ({}, dict.fromkeys(places, FOREIGN)):
                answer = head.post(CALLBACK, json=callback_payload(app, output, values))
                seen |= seen_documents(answer, allowed, name)
        for name in MATRIX["exports"]:
            for whose in (OWN, FOREIGN):
                seen |= seen_documents(head.get(f"/export/{name}.xlsx?municipality={whose}"), allowed, name)
        seen |= seen_documents(head.get(f"/note/{OWN}.docx"), allowed, "note")
        table = head.get("/export/municipality/examples.csv")
        assert {number for _what, number in seen_documents(table, allowed, "examples")} <= allowed
        assert seen_documents(table, allowed, "examples")
        assert {what for what, _number in seen} == {"title", "number"}


def seen_documents(answer: Any, allowed: set[str], where: str) -> set[tuple[str, str]]:
    """What an answer names of marked documents, as (title or number, id); which must be allowed."""
    found = set()
    for mark in marks_in(answer):
        for what, number in re.findall(r"MARKED (\w+) (\S*?)(?=\D|$)", mark):
            assert what in ("title", "number"), (where, mark)
            assert number in allowed, (where, mark)
            found.add((what, number))
        assert "example.org" not in mark, (where, mark)
        assert "777" not in mark, (where, mark)
    return found


def documents_of_examples(engine: Engine) -> set[str]:
    """The ids of the documents in the cells that the head's profile names as examples, by a query of its own."""
    with reading(engine) as session:
        view = Profile(open_reader(session, Viewer(Role.MUNICIPALITY, OWN)), MunicipalitySelection())
        cells = [
            (row.example.peer.code, row.direction.code, row.stage.code)
            for row in view.examples.rows
            if isinstance(row.example, Example)
        ]
        query = text(
            "SELECT DISTINCT s.evidence_id FROM score s JOIN assessment a ON a.id = s.assessment_id "
            "JOIN municipality m ON m.id = a.municipality_id JOIN period y ON y.id = a.period_id "
            "JOIN parameter p ON p.id = s.parameter_id JOIN position o ON o.id = p.position_id "
            "JOIN direction d ON d.id = o.direction_id JOIN cycle_component c ON c.id = o.cycle_component_id "
            "WHERE s.valid_to IS NULL AND s.evidence_id IS NOT NULL AND y.code = :period "
            "AND m.code = :place AND d.code = :direction AND c.code = :stage"
        )
        found = set()
        for place, direction, stage in cells:
            asked = {"period": str(planted.LAST_YEAR), "place": place, "direction": direction, "stage": stage}
            found |= {str(row[0]) for row in session.execute(query, asked)}
    return found
