"""What is closed until a day changes no answer to who may not see it: through no page, callback, export or address.

Every entry is asked as an analyst and as a head before a revision is stored and closed, and after it. The answers must
be the same, byte for byte. As the ministry the change is seen, or the test would find nothing because there is nothing.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from dashboard.app import Application, create_app
from data.access import MINISTRY, WRITERS, Viewer
from data.demo import planted
from data.messages import Message
from data.models.assessment import Assessment, Evidence, Score
from data.models.base import Versioned
from data.models.indicators import Observation
from data.models.note import NoteText
from data.models.region import Enrolment, Municipality, Period, School
from data.models.roadmap import RoadmapMeasure
from data.storage.database import connect, reading, writing
from data.storage.derived_results import refresh_component_results
from data.storage.publication import PublishedPart, close_until
from data.storage.reader import open_reader
from data.storage.revisions import open_revision
from data.vocabulary import NoteState, RevisionKind, Role
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.signing import add_person, client_of, sign_in
from tests.test_access import CALLBACK, MATRIX, ROUTER, callbacks

pytestmark = pytest.mark.slow

OWN, OTHER = planted.SHOWN, planted.HALF_FILLED
CLOSED = "CLOSED"
PART = PublishedPart(str(planted.LAST_YEAR), "demonstration-8")
BLIND = ("analyst", "municipality")
# The document names each of its copies by chance.
PASSING = re.compile(rb"\"end_id\"[^,}]*")
Answers = dict[str, tuple[int, bytes]]


@pytest.fixture(scope="module")
def engine(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("embargo") / "region.db"
    shutil.copy(demo_file, path)
    made = connect(f"sqlite:///{path}")
    for role in Role:
        add_person(made, f"{role.value}.one", role, OWN if role is Role.MUNICIPALITY else None)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    return create_app(settings_of(tmp_path_factory.mktemp("embargo-folder")), engine)


def viewer_of(role: Role) -> Viewer:
    return Viewer(role, OWN if role is Role.MUNICIPALITY else None)


def signed_in(app: Application, role: str) -> FlaskClient:
    client = client_of(app)
    assert sign_in(client, f"{role}.one").status_code == 302
    return client


def replace_row(session: Session, row: Any, number: int, **changed: Any) -> None:
    """The row ends with the revision, and a changed one begins."""
    model: type[Versioned] = type(row)
    columns = [one.key for one in model.__mapper__.column_attrs if one.key not in ("id", "valid_from", "valid_to")]
    fields = {name: getattr(row, name) for name in columns} | changed
    row.valid_to = number
    session.flush()
    session.add(model(**fields, valid_from=number))


def store_closed(engine: Engine) -> int:
    """A revision that changes something of everything, of the own municipality and of another, and is closed."""
    with writing(engine) as session:
        words = Message(text=f"{CLOSED} words")
        number = open_revision(session, author=f"{CLOSED} author", kind=RevisionKind.IMPORT, message=words).number
        proof = Evidence(title=f"{CLOSED} title", number=CLOSED, date="2026-01-01")
        session.add(proof)
        session.flush()
        touched = set()
        for code in (OWN, OTHER):
            place = session.scalars(select(Municipality).where(Municipality.code == code)).one()
            mine = (
                select(Score)
                .join(Assessment, Assessment.id == Score.assessment_id)
                .join(Period, Period.id == Assessment.period_id)
                .where(Assessment.municipality_id == place.id, Period.code == PART.period, Score.valid_to.is_(None))
                .where(Score.points.is_not(None))
            )
            for score in session.scalars(mine.limit(40)).all():
                touched.add(score.assessment_id)
                replace_row(session, score, number, points=0.0, comment=f"{CLOSED} comment", evidence_id=proof.id)
            for model, changed in (
                (Observation, {"value": 1.25, "numerator": None, "denominator": None, "missing_reason": None}),
                (School, {"name_ru": f"{CLOSED} school"}),
                (RoadmapMeasure, {"text": f"{CLOSED} measure", "responsible": CLOSED}),
            ):
                rows = session.scalars(
                    select(model).where(model.municipality_id == place.id, model.valid_to.is_(None)).limit(10)
                ).all()
                assert rows, model
                for row in rows:
                    replace_row(session, row, number, **changed)
            pupils = select(Enrolment).join(School, School.code == Enrolment.school_code)
            for row in session.scalars(pupils.where(School.municipality_id == place.id).limit(5)).unique().all():
                if row.valid_to is None:
                    replace_row(session, row, number, students=row.students + 1000)
        session.flush()
        refresh_component_results(session, number, touched)
        own = session.scalars(select(Municipality).where(Municipality.code == OWN)).one()
        period = session.scalars(select(Period).where(Period.code == PART.period)).one()
        methodology = session.scalar(text("SELECT id FROM methodology WHERE code = 'demonstration-8'"))
        session.add(
            NoteText(
                municipality_id=own.id,
                period_id=period.id,
                methodology_id=methodology,
                language="ru",
                section="deadline",
                version=1,
                text=f"{CLOSED} note",
                state=NoteState.APPROVED.value,
                author="ministry.one",
                created_at=datetime.now(UTC),
                revision=number,
                figures={},
            )
        )
        close_until(session, MINISTRY, [PART], date.today() + timedelta(days=30), author="x", revision=number)
    return number


def everything(app: Application, client: FlaskClient) -> Answers:
    """Every page, callback and export, with the defaults of the viewer and with the own municipality."""
    found: dict[str, Any] = {}
    for path in MATRIX["pages"]:
        payload = callback_payload(app, ROUTER, {"shell-location.href": f"https://localhost{path}?municipality={OWN}"})
        found[f"page {path}"] = client.post(CALLBACK, json=payload)
    for name, output in callbacks(app).items():
        entry = app.callback_map[output]
        arguments = [f"{item['id']}.{item['property']}" for item in (*entry["inputs"], *entry["state"])]
        places = dict.fromkeys([one for one in arguments if one.endswith("-municipality.value")], OWN)
        found[f"callback {name}"] = client.post(CALLBACK, json=callback_payload(app, output, places))
    for name in MATRIX["exports"]:
        found[f"export {name}"] = client.get(f"/export/{name}.csv?municipality={OWN}")
    found["calendar"] = client.get(f"/calendar/roadmap.ics?municipality={OWN}")
    found["index"] = client.get("/overview")
    return {name: (answer.status_code, PASSING.sub(b"", answer.get_data())) for name, answer in found.items()}


def test_what_is_closed_changes_no_answer(app: Application, engine: Engine) -> None:
    clients = {role: signed_in(app, role) for role in (*BLIND, "ministry")}
    before = {role: everything(app, clients[role]) for role in BLIND}
    number = store_closed(engine)
    # One place says which revision a viewer reads.
    with reading(engine) as session:
        seen_by = {role: open_reader(session, viewer_of(role)).revision for role in Role}
    assert seen_by == {role: number if role in WRITERS else number - 1 for role in Role}
    for role in BLIND:
        after = everything(app, clients[role])
        assert [name for name, answer in after.items() if answer != before[role][name]] == [], role
        # By its number it was never given.
        for address in (f"/export/rankings/ranking.csv?revision={number}", f"/note/{OWN}.docx?revision={number}"):
            answer = clients[role].get(address)
            assert answer.status_code == 404, address
            assert CLOSED.encode() not in answer.get_data()
        payload = callback_payload(app, ROUTER, {"shell-location.href": f"https://localhost/cycle?revision={number}"})
        assert CLOSED.encode() not in clients[role].post(CALLBACK, json=payload).get_data()
    told = everything(app, clients["ministry"])
    seen = [name for name, (_status, content) in told.items() if CLOSED.encode() in content]
    assert len(seen) > 5, seen
