"""Signing in through a real provider of OpenID Connect, which runs as a process of its own."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from pydantic import SecretStr
from sqlalchemy import Engine, select

from dashboard.app import Application, create_app
from dashboard.door import OPENID, OPENID_RETURN
from dashboard.settings import Settings
from data.accounts.accounts import add_account, disable_account
from data.models.audit import AuditEntry
from data.storage.database import reading, writing
from data.vocabulary import Role
from tests.browser.conftest import free_port
from tests.copies import copy_of
from tests.dashboard.test_door import COOKIE, settings_of
from tests.openid_provider import CLIENT, SECRET
from tests.signing import ADMINISTRATOR, SignedClient, client_of
from tests.waiting import PATIENCE

KNOWN, DISABLED = "a7c1", "b8d2"


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The address of a running provider."""
    port = free_port()
    environment = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"}
    words = (sys.executable, "-W", "ignore", "-m", "tests.openid_provider", str(port))
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/keys", timeout=2):
                break
        except (URLError, OSError):
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(timeout=PATIENCE)


@pytest.fixture
def engine(migrated_file: Path, tmp_path: Path, provider: str) -> Iterator[Engine]:
    with copy_of(migrated_file, tmp_path / "openid.db") as engine:
        with writing(engine, data=False) as session:
            for name, subject in (("known.one", KNOWN), ("disabled.one", DISABLED)):
                add_account(session, ADMINISTRATOR, name, Role.ANALYST, subject=f"{provider}|{subject}")
            # The same subject of another issuer is another person.
            add_account(session, ADMINISTRATOR, "foreign.one", Role.ADMIN, subject="https://elsewhere.example|c9e3")
            disable_account(session, ADMINISTRATOR, "disabled.one")
        yield engine


@pytest.fixture
def app(engine: Engine, tmp_path: Path, provider: str) -> Application:
    return create_app(openid_settings(tmp_path, provider), engine)


def openid_settings(folder: Path, provider: str, **more: object) -> Settings:
    own = {
        "public_address": "https://localhost",
        "openid_issuer": provider,
        "openid_client": CLIENT,
        "openid_secret": SecretStr(SECRET),
        "openid_name": "Служба входа",
    }
    return settings_of(folder, **own | more)


@pytest.fixture
def client(app: Application) -> SignedClient:
    return client_of(app)


def at_the_provider(client: SignedClient, who: str, target: str = "/") -> str:
    """From the link of the form through the provider; the address that the provider sends the browser back to."""
    led = client.get(OPENID, query_string={"next": target})
    assert led.status_code == 302, led.text
    back = requests.post(led.headers["Location"], data={"who": who}, allow_redirects=False, timeout=PATIENCE)
    assert back.status_code == 302, back.text
    return str(back.headers["Location"]).removeprefix("https://localhost")


def spoil(provider: str, how: str) -> None:
    requests.post(f"{provider}/spoil/{how}", timeout=PATIENCE).raise_for_status()


def test_the_form_offers_it_and_who_is_known_comes_in(client: SignedClient, engine: Engine) -> None:
    form = client.get("/login?next=/cycle")
    assert "Войти через Служба входа" in form.text or "Служба входа" in form.text
    assert f"{OPENID}?next=%2Fcycle" in form.text
    answer = client.get(at_the_provider(client, KNOWN, "/cycle"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cycle")
    assert client.get("/_dash-layout").status_code == 200
    with reading(engine) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (entry.event, entry.actor, entry.detail) == ("sign_in", "known.one", {"way": "openid_connect"})


def test_the_request_carries_state_nonce_and_a_challenge(client: SignedClient, provider: str) -> None:
    first, second = (client.get(OPENID).headers["Location"] for _turn in range(2))
    assert first.startswith(f"{provider}/authorize?")
    asked = parse_qs(urlsplit(first).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == [f"https://localhost{OPENID_RETURN}"]
    other = parse_qs(urlsplit(second).query)
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 32
        assert asked[name] != other[name]


@pytest.mark.parametrize("who", [DISABLED, "nobody", "c9e3"])
def test_who_has_no_enabled_account_stays_out(client: SignedClient, who: str) -> None:
    answer = client.get(at_the_provider(client, who))
    assert answer.status_code == 403
    assert "нет учётной записи" in answer.text
    assert client.get_cookie(COOKIE) is None


@pytest.mark.parametrize("how", ["nonce", "key", "issuer", "audience", "late"])
def test_a_token_that_proves_nothing_is_refused(client: SignedClient, provider: str, how: str) -> None:
    spoil(provider, how)
    try:
        answer = client.get(at_the_provider(client, KNOWN))
    finally:
        spoil(provider, "nothing")
    assert answer.status_code == 403
    assert "не подтверждает" in answer.text
    assert client.get_cookie(COOKIE) is None


def test_an_answer_serves_once_and_in_its_own_browser_only(app: Application, client: SignedClient) -> None:
    back = at_the_provider(client, KNOWN)
    assert client_of(app).get(back).status_code == 403
    assert client.get(back.replace("state=", "state=x")).status_code == 403
    # Refused once, the browser has to begin again.
    assert client.get(back).status_code == 403
    good = at_the_provider(client, KNOWN)
    assert client.get(good).status_code == 302
    assert client.get(good).status_code == 403


@pytest.mark.parametrize("query", ["", "?error=access_denied", "?state=x", "?code=x", "?code=x&state=y"])
def test_an_answer_that_nobody_asked_for_is_refused(client: SignedClient, query: str) -> None:
    assert client.get(f"{OPENID_RETURN}{query}").status_code == 403


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_elsewhere_afterwards(client: SignedClient, target: str) -> None:
    assert client.get(at_the_provider(client, KNOWN, target)).headers["Location"] == "/"


def test_a_provider_that_is_away_is_said_so(engine: Engine, tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    answer = client_of(create_app(openid_settings(tmp_path, nobody), engine)).get(OPENID)
    assert answer.status_code == 503
    assert "Служба входа не отвечает" in answer.text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"openid_client": ""}, "MMUKO_OPENID_CLIENT"),
        ({"public_address": ""}, "MMUKO_PUBLIC_ADDRESS"),
        ({"openid_issuer": "http://id.example"}, "https://"),
    ],
)
def test_half_a_setting_does_not_start(tmp_path: Path, more: dict[str, object], said: str) -> None:
    settings = openid_settings(tmp_path, "https://id.example", **more)
    assert said in (settings.problem() or "")
