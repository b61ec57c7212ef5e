"""Page /accounts: what an administrator sees and changes, that nobody else does, and that each change is recorded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.app import Application, create_app
from data.access import Viewer
from data.accounts.accounts import BadAccount, account_lines
from data.accounts.requests import AccountRequest, carry_out
from data.accounts.sign_in import sign_in as sign_in_with
from data.demo import planted
from data.errors import AccessDenied, NotFound
from data.models.audit import AuditEntry
from data.models.region import Municipality
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.accounts.address import AccountsSelection
from data.views.accounts.page import accounts_table, accounts_view, sentence
from data.vocabulary import MunicipalityKind, Nothing, Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.signing import ADMINISTRATOR, PASSWORD, SignedClient, add_person, client_of, sign_in

pytestmark = pytest.mark.slow

REQUEST = "..accounts-message.children...accounts-changed.data.."
PLACE = planted.SHOWN
NEW = {"accounts-new-name": "Head.Two ", "accounts-new-role": "municipality", "accounts-new-municipality": PLACE}


@pytest.fixture
def engine(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_of(migrated_file, tmp_path / "accounts.db") as engine:
        names = {"name_ru": "Округ", "name_en": "Okrug", "short_ru": "Округ", "short_en": "Okrug"}
        with writing(engine) as session:
            session.add(Municipality(code=PLACE, kind=MunicipalityKind.URBAN_OKRUG, **names))
        add_person(engine, "admin.one", Role.ADMIN)
        add_person(engine, "head.one", Role.MUNICIPALITY, PLACE)
        yield engine


def form(action: str, account: str = "", **values: object) -> dict[str, Any]:
    return {"action": action, "job": account, "values": values, "time": 7}


def done(engine: Engine, asked: object, viewer: Viewer = ADMINISTRATOR) -> Any:
    with writing(engine, data=False) as session:
        return carry_out(session, viewer, AccountRequest.read(asked))


def last_entry(engine: Engine) -> tuple[str, str, object]:
    with reading(engine) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
        return entry.event, entry.actor, entry.detail.get("account")


def test_all_accounts_stand_in_one_table(engine: Engine) -> None:
    sign_in_with(engine, "head.one", PASSWORD)
    with reading(engine) as session:
        reader = open_reader(session, ADMINISTRATOR)
        view = accounts_view(reader, AccountsSelection(account="head.one"))
    assert sentence(view) == "2 учётные записи, отключено: 0."
    rows = {row["name"]: row for row in view.table.rows}
    assert (rows["head.one"]["role"], rows["head.one"]["municipality"]) == (
        "Руководитель управления образования",
        "Округ",
    )
    assert (rows["admin.one"]["municipality"], rows["admin.one"]["seen"]) == (Nothing.NOT_APPLICABLE, "не было")
    assert [rows[name]["sessions"] for name in ("head.one", "admin.one")] == [1, 0]
    assert view.chosen is not None
    assert view.chosen.municipality == PLACE


def test_an_account_that_is_not_there_is_said_so(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(NotFound, match=r"nobody\.here"):
        accounts_view(open_reader(session, ADMINISTRATOR), AccountsSelection(account="nobody.here"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_sees_or_changes_accounts(engine: Engine, role: Role) -> None:
    viewer = Viewer(role, PLACE if role is Role.MUNICIPALITY else None)
    with reading(engine) as session:
        for read in (accounts_view, accounts_table):
            with pytest.raises(AccessDenied):
                read(open_reader(session, viewer), AccountsSelection())
    for asked in (form("add", **NEW), form("reset", "head.one"), form("sign_out", "head.one"), form("enable", "x.y")):
        with pytest.raises(AccessDenied):
            done(engine, asked, viewer)


def test_each_change_is_carried_out_and_recorded(engine: Engine) -> None:
    added = done(engine, form("add", **NEW))
    assert (added.name, len(added.password)) == ("head.two", 23)
    assert last_entry(engine) == ("account_added", "test", "head.two")
    sign_in_with(engine, "head.two", added.password)
    done(engine, form("sign_out", "head.two"))
    assert last_entry(engine) == ("sign_out_everywhere", "test", "head.two")
    done(engine, form("role", "head.two", **{"accounts-role": "analyst", "accounts-municipality": ""}))
    assert last_entry(engine) == ("account_changed", "test", "head.two")
    reset = done(engine, form("reset", "head.two"))
    assert reset.password not in ("", added.password)
    assert last_entry(engine) == ("password_reset", "test", "head.two")
    done(engine, form("disable", "head.two"))
    assert last_entry(engine) == ("account_disabled", "test", "head.two")
    done(engine, form("enable", "head.two"))
    with reading(engine) as session:
        line = next(one for one in account_lines(session, ADMINISTRATOR) if one.name == "head.two")
    assert (line.role, line.municipality, line.is_disabled, line.sessions) == (Role.ANALYST, None, False, 0)


def test_an_account_of_openid_connect_has_no_password(engine: Engine) -> None:
    subject = {"accounts-new-subject": "https://id.example|42", "accounts-new-role": "analyst"}
    assert done(engine, form("add", **{"accounts-new-name": "oidc.one"} | subject)).password == ""
    with reading(engine) as session:
        line = next(one for one in account_lines(session, ADMINISTRATOR) if one.name == "oidc.one")
    assert not line.has_password


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("operator", "занято самой программой"),
        ("mmuko", "занято самой программой"),
        ("Ministry", "занято самой программой"),
        ("a", "латинск"),
        ("имя", "латинск"),
        ("head.one", "уже есть"),
    ],
)
def test_a_name_that_cannot_be_taken_is_told_the_true_cause(engine: Engine, name: str, said: str) -> None:
    with pytest.raises(BadAccount, match=said):
        done(engine, form("add", **{"accounts-new-name": name, "accounts-new-role": "analyst"}))


@pytest.mark.parametrize(
    "asked",
    [
        7,
        [],
        {"action": "add"},
        {"action": "burn", "values": {}},
        {"action": ["add"], "values": {}},
        {"action": "add", "values": {"accounts-new-name": 7}},
        {"action": "add", "values": {"accounts-new-name": "x" * 600}},
        {"action": "add", "values": {"accounts-new-name": "good.name", "accounts-new-role": "emperor"}},
        {"action": "role", "job": ["head.one"], "values": {"accounts-role": "analyst"}},
        {"action": "role", "job": "head.one", "values": {"accounts-role": "municipality"}},
        {"action": "disable", "job": "admin.one", "values": {}},
    ],
)
def test_what_no_form_sends_changes_nothing(engine: Engine, asked: object) -> None:
    before = last_entry(engine)
    with pytest.raises(BadAccount):
        done(engine, asked)
    assert last_entry(engine) == before


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Application:
    return create_app(settings_of(tmp_path), engine)


def asked_over_http(app: Application, client: SignedClient, asked: dict[str, Any]) -> str:
    payload = callback_payload(app, REQUEST, {"accounts-request.data": asked})
    return str(client.post("/_dash-update-component", json=payload).get_json())


def test_the_page_asks_over_http(app: Application, engine: Engine) -> None:
    administrator, head = client_of(app), client_of(app)
    sign_in(administrator, "admin.one")
    sign_in(head, "head.one")
    assert "Вашей роли это не открыто" in asked_over_http(app, head, form("reset", "admin.one"))
    assert "Ничего не изменено" in asked_over_http(app, administrator, form("reset", "nobody.here"))
    assert head.get("/_dash-layout").status_code == 200
    assert "head.one новый пароль" in asked_over_http(app, administrator, form("reset", "head.one"))
    assert head.get("/_dash-layout").status_code == 401
    assert last_entry(engine) == ("password_reset", "admin.one", "head.one")
