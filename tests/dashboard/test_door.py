"""The door of an installation that is no demonstration: nobody is let in by anything but a session of their own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select

from dashboard.app import Application, create_app
from dashboard.door import CSRF_COOKIE, CSRF_HEADER, local_path
from dashboard.settings import Settings
from data.accounts.accounts import change_role, disable_account
from data.demo import planted
from data.errors import ProductError
from data.models.audit import AuditEntry
from data.storage.database import connect, reading, writing
from data.vocabulary import Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.signing import ADMINISTRATOR, PASSWORD, SECRET, SignedClient, add_person, client_of, sign_in

pytestmark = pytest.mark.slow

PAGE_OUTPUT = "..shell-page.children...shell-header.children.."
COOKIE = "__Host-mmuko"
OPEN = {"/login", "/healthz", "/readyz", "/metrics", "/_favicon.ico", "/language/<code>"}
STATIC = ("/assets/", "/_dash-component-suites/", "/static/")


@pytest.fixture(scope="module")
def people_of_demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("door") / "people.db"
    with copy_of(demo_file, path) as engine:
        for name, role in (("operator.one", Role.OPERATOR), ("analyst.one", Role.ANALYST), ("admin.one", Role.ADMIN)):
            add_person(engine, name, role)
        add_person(engine, "head.one", Role.MUNICIPALITY, planted.SHOWN)
    return path


@pytest.fixture
def engine(people_of_demo: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_of(people_of_demo, tmp_path / "door.db") as copied:
        yield copied


def settings_of(tmp_path: Path, **more: object) -> Settings:
    places = {"upload_folder": tmp_path / "uploads", "queue_url": f"sqlite:///{tmp_path}/jobs.db"}
    return Settings(**{"secret": SECRET, **places, **more})  # type: ignore[arg-type]


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Application:
    return create_app(settings_of(tmp_path), engine)


@pytest.fixture
def client(app: Application) -> SignedClient:
    return client_of(app)


def ask_page(app: Application, client: SignedClient, address: str = "/rankings") -> object:
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": f"http://localhost{address}"})
    return client.post("/_dash-update-component", json=payload)


def test_it_does_not_start_without_a_secret(engine: Engine, tmp_path: Path) -> None:
    for secret in ("", "too short"):
        with pytest.raises(ProductError, match="MMUKO_SECRET"):
            create_app(settings_of(tmp_path, secret=SecretStr(secret)), engine)


@pytest.mark.parametrize(
    "more", [{"demo": True, "bind": "0.0.0.0"}, {"trusted_header": "X-Remote-User"}], ids=["open demo", "no proxy"]
)
def test_it_does_not_start_with_an_open_door(engine: Engine, tmp_path: Path, more: dict[str, object]) -> None:
    with pytest.raises(ProductError, match="MMUKO_"):
        create_app(settings_of(tmp_path, **more), engine)


def test_nothing_is_answered_without_a_session(app: Application, client: SignedClient) -> None:
    """Every rule of the server itself, with any values in it."""
    asked = 0
    for rule in app.server.url_map.iter_rules():
        if rule.rule in OPEN or rule.rule.startswith(STATIC):
            continue
        address = re.sub(r"<[^>]*>", "x", rule.rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = client.open(address, method=method, json={} if method == "POST" else None)
            asked += 1
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith("/login"), address
            else:
                assert answer.status_code == 401, (method, address)
            assert len(answer.data) < 400, address
    assert asked > 12


@pytest.mark.parametrize("address", ["/_dash-layout", "/_dash-dependencies", "/export/rankings/ranking.csv"])
def test_what_the_scripts_ask_for_is_refused_and_not_led_elsewhere(client: SignedClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.text) == (401, "Войдите, чтобы увидеть это.")


def test_signing_in_leads_to_the_page_that_was_asked_for(app: Application, client: SignedClient) -> None:
    led = client.get("/cycle?direction=1.2")
    assert (led.status_code, led.headers["Location"]) == (302, "/login?next=%2Fcycle%3Fdirection%3D1.2")
    form = client.get(led.headers["Location"])
    assert 'name="username"' in form.text
    assert 'name="next" value="/cycle?direction=1.2"' in form.text
    answer = sign_in(client, "analyst.one", target="/cycle?direction=1.2")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cycle?direction=1.2")
    assert ask_page(app, client).status_code == 200  # type: ignore[attr-defined]


def test_cookies_are_safe(client: SignedClient) -> None:
    cookies = sign_in(client, "analyst.one").headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith(COOKIE))
    csrf = next(cookie for cookie in cookies if cookie.startswith(CSRF_COOKIE))
    assert all(word in session for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert all(word in csrf for word in ("Secure", "SameSite=Strict"))
    assert "Domain" not in session


def test_a_wrong_password_tells_nothing_and_keeps_the_name(client: SignedClient) -> None:
    for name in ("analyst.one", "nobody.here", "<b>"):
        answer = sign_in(client, name, "не тот пароль")
        assert answer.status_code == 403
        assert "Имя или пароль неверны." in answer.text
        assert "<b>&" not in answer.text
        assert client.get_cookie(COOKIE) is None


def test_guessing_is_stopped(client: SignedClient) -> None:
    statuses = [sign_in(client, "analyst.one", f"guess {number}").status_code for number in range(8)]
    assert statuses == [403] * 3 + [429] * 5
    assert sign_in(client, "analyst.one").status_code == 429


def test_a_session_that_the_browser_brought_is_not_carried_on(app: Application, client: SignedClient) -> None:
    client.set_cookie(COOKIE, "planted", secure=True)
    sign_in(client, "analyst.one")
    first = client.get_cookie(COOKIE)
    assert first is not None
    assert first.value != "planted"
    sign_in(client, "analyst.one")
    second = client.get_cookie(COOKIE)
    assert second is not None
    assert second.value != first.value
    old = client_of(app)
    old.set_cookie(COOKIE, first.value, secure=True)
    assert old.get("/_dash-layout").status_code == 401


def test_after_signing_out_the_old_cookie_opens_nothing(app: Application, client: SignedClient) -> None:
    sign_in(client, "analyst.one")
    kept = client.get_cookie(COOKIE)
    assert kept is not None
    assert client.post("/logout").headers["Location"] == "/login"
    assert client.get_cookie(COOKIE) is None
    replayed = client_of(app)
    replayed.set_cookie(COOKIE, kept.value, secure=True)
    assert replayed.get("/_dash-layout").status_code == 401


def test_signing_out_everywhere_ends_the_other_browsers(app: Application, client: SignedClient) -> None:
    other = client_of(app)
    sign_in(client, "analyst.one")
    sign_in(other, "analyst.one")
    assert other.get("/_dash-layout").status_code == 200
    client.post("/logout", data={"where": "everywhere"})
    assert other.get("/_dash-layout").status_code == 401


@pytest.mark.parametrize("value", ["", "x", "0" * 43, "analyst.one", "1", "' or 1=1", "a" * 4_000, "%00", "é"])
def test_a_forged_cookie_opens_nothing(client: SignedClient, value: str) -> None:
    sign_in(client, "analyst.one")
    client.set_cookie(COOKIE, value, secure=True)
    assert client.get("/_dash-layout").status_code == 401


def test_the_demonstration_s_cookie_opens_nothing_here(client: SignedClient) -> None:
    client.set_cookie("viewer", "ministry", secure=True)
    assert client.get("/_dash-layout").status_code == 401
    sign_in(client, "analyst.one")
    assert client.get("/viewer/ministry").status_code == client.get("/viewers.json").status_code == 404


def test_a_disabled_user_s_next_request_is_refused(app: Application, client: SignedClient, engine: Engine) -> None:
    sign_in(client, "analyst.one")
    assert client.get("/_dash-layout").status_code == 200
    with writing(engine) as session:
        disable_account(session, ADMINISTRATOR, "analyst.one")
    assert client.get("/_dash-layout").status_code == 401


def test_a_changed_role_counts_from_the_next_request(client: SignedClient, engine: Engine) -> None:
    sign_in(client, "analyst.one")
    other = f"/note/{planted.HALF_FILLED}.docx"
    assert client.get(other).status_code == 200
    with writing(engine) as session:
        change_role(session, ADMINISTRATOR, "analyst.one", Role.MUNICIPALITY, planted.SHOWN)
    assert client.get(other).status_code == 403


@pytest.mark.parametrize("token", [None, "", "0" * 64, "x"])
def test_a_post_without_the_token_of_the_session_is_refused(
    app: Application, client: SignedClient, token: str | None
) -> None:
    sign_in(client, "operator.one")
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    bare = app.server.test_client()
    bare.set_cookie(COOKIE, cookie.value, secure=True)
    headers = {} if token is None else {CSRF_HEADER: token}
    for address in ("/_dash-update-component", "/upload/scores", "/logout", "/password"):
        answer = bare.post(address, headers=headers, base_url="https://localhost")
        assert answer.status_code == 403, address


def test_the_token_of_another_session_does_not_fit(app: Application, client: SignedClient) -> None:
    other = client_of(app)
    sign_in(other, "operator.one")
    sign_in(client, "operator.one")
    foreign = other.get_cookie(CSRF_COOKIE)
    assert foreign is not None
    assert client.post("/logout", headers={CSRF_HEADER: foreign.value}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "https://localhost.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_can_post_nothing(client: SignedClient, headers: dict[str, str]) -> None:
    data = {"username": "analyst.one", "password": PASSWORD}
    assert client.post("/login", data=data, headers=headers).status_code == 403
    assert client.get_cookie(COOKIE) is None


def test_another_site_may_link_here_and_read_nothing(client: SignedClient) -> None:
    sign_in(client, "analyst.one")
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert (
        client.get("/export/rankings/ranking.csv", headers=foreign | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403
    )
    assert client.get("/rankings", headers=foreign | {"Sec-Fetch-Mode": "navigate"}).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "http:/x",
        "elsewhere",
        "",
    ],
)
def test_signing_in_leads_to_no_other_site(client: SignedClient, target: str) -> None:
    assert sign_in(client, "analyst.one", target=target).headers["Location"] == "/"
    assert local_path(target) == "/"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused(client: SignedClient, method: str) -> None:
    assert client.open("/login", method=method).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../../data/access.py",
        "/assets/%2e%2e/%2e%2e/pyproject.toml",
        "/_dash-component-suites/../_dash-layout",
        "/_dash-component-suites/dash/../../../etc/passwd",
        "/static/../_dash-layout",
        "/language/../_dash-layout",
        "/login/../_dash-layout",
        "//_dash-layout",
        "/download/template/../../x",
        "/download/template/..%2f..%2fx",
        "/healthz/../_dash-layout",
    ],
)
def test_a_path_that_climbs_finds_nothing(client: SignedClient, address: str) -> None:
    before = client.get(address)
    assert before.status_code in (302, 308, 401, 404)
    sign_in(client, "analyst.one")
    after = client.get(address)
    # Any unknown path of a signed-in browser gets the empty document, in which the router says that it is unknown.
    assert after.status_code in (302, 308, 404) or b"shell" not in after.data
    for answer in (before, after):
        assert not any(word in answer.data for word in (b"def ", b"root:", b"shell-location"))


def test_a_first_password_opens_nothing_but_its_change(engine: Engine, app: Application, client: SignedClient) -> None:
    from data.accounts.accounts import reset_password

    with writing(engine) as session:
        first = reset_password(session, ADMINISTRATOR, "analyst.one")
    sign_in(client, "analyst.one", first)
    assert client.get("/rankings").headers["Location"] == "/password"
    assert ask_page(app, client).status_code == 403  # type: ignore[attr-defined]
    before = client.get_cookie(COOKIE)
    assert "Не меньше 12 знаков" in client.get("/password").text
    wrong = client.post("/password", data={"old": first, "new": "короткий", "again": "короткий"})
    assert wrong.status_code == 400
    new = "ещё одна длинная фраза"
    changed = client.post("/password", data={"old": first, "new": new, "again": new})
    assert (changed.status_code, changed.headers["Location"]) == (302, "/")
    after = client.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert ask_page(app, client).status_code == 200  # type: ignore[attr-defined]


def test_the_demonstration_opens_on_this_machine_only(demo_database: Engine, tmp_path: Path) -> None:
    app = create_app(settings_of(tmp_path, demo=True, secret=SecretStr("")), demo_database)
    client = app.server.test_client()
    assert client.get("/_dash-layout").status_code == 200
    for options in (
        {"base_url": "http://mmuko.example"},
        {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}},
        {"headers": {"X-Forwarded-For": "10.0.0.7"}},
        {"headers": {"Forwarded": "for=10.0.0.7"}},
    ):
        assert client.get("/_dash-layout", **options).status_code == 401, options


def test_the_demonstration_s_settings_open_no_real_data(migrated_file: Path, tmp_path: Path) -> None:
    from data.models.region import Region

    with copy_of(migrated_file, tmp_path / "real.db") as engine:
        app = create_app(settings_of(tmp_path, demo=True), engine)
        assert app.server.test_client().get("/_dash-layout").status_code == 401
        with writing(engine) as session:
            session.add(Region(name_ru="Область", name_en="Region", is_demo=False, time_zone="Europe/Moscow"))
        client = app.server.test_client()
        client.set_cookie("viewer", "ministry")
        assert client.get("/_dash-layout").status_code == 401


@pytest.mark.parametrize("role", ["ministry", "analyst", "operator", planted.SHOWN])
def test_one_click_chooses_whom_the_demonstration_is_looked_at_as(
    demo_database: Engine, tmp_path: Path, role: str
) -> None:
    app = create_app(settings_of(tmp_path, demo=True), demo_database)
    client = app.server.test_client()
    client.get(f"/viewer/{role}")
    writes = client.post("/upload/scores").status_code
    assert writes == (400 if role in ("ministry", "operator") else 403)
    others = client.get(f"/note/{planted.HALF_FILLED}.docx").status_code
    assert others == (403 if role == planted.SHOWN else 200)


PROXY = {"REMOTE_ADDR": "10.0.0.1"}


@pytest.fixture
def behind_proxy(engine: Engine, tmp_path: Path) -> Application:
    return create_app(settings_of(tmp_path, proxies="10.0.0.1", trusted_header="X-Remote-User"), engine)


def test_a_trusted_proxy_says_who_is_signed_in(behind_proxy: Application, engine: Engine) -> None:
    client = client_of(behind_proxy)
    named = {"X-Remote-User": "head.one", "X-Forwarded-For": "6.6.6.6, 10.9.8.7"}
    assert client.get("/_dash-layout", headers=named, environ_base=PROXY).status_code == 200
    assert client.get(f"/note/{planted.HALF_FILLED}.docx", headers=named, environ_base=PROXY).status_code == 403
    with reading(engine) as session:
        entry = session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()))
    assert entry is not None
    assert (entry.event, entry.actor, entry.address, entry.detail) == (
        "sign_in",
        "head.one",
        "10.9.8.7",
        {"way": "proxy"},
    )


@pytest.mark.parametrize(
    ("headers", "nearest"),
    [
        ({"X-Remote-User": "admin.one"}, "10.0.0.2"),
        ({"X-Remote-User": "admin.one", "X-Forwarded-For": "10.0.0.1"}, "10.0.0.2"),
        ({"X-Remote-User": "nobody.here"}, "10.0.0.1"),
        ({"X-Remote-User": "head.one, admin.one"}, "10.0.0.1"),
        ({"X-Remote-User": "admin.one' or '1"}, "10.0.0.1"),
        ({"X-Remote-User": ""}, "10.0.0.1"),
        ({"Remote-User": "admin.one"}, "10.0.0.1"),
    ],
)
def test_a_smuggled_header_signs_nobody_in(behind_proxy: Application, headers: dict[str, str], nearest: str) -> None:
    answer = client_of(behind_proxy).get("/_dash-layout", headers=headers, environ_base={"REMOTE_ADDR": nearest})
    assert answer.status_code == 401


def test_another_name_of_the_proxy_ends_the_session_before(behind_proxy: Application) -> None:
    client = client_of(behind_proxy)
    client.get("/_dash-layout", headers={"X-Remote-User": "admin.one"}, environ_base=PROXY)
    kept = client.get_cookie(COOKIE)
    assert kept is not None
    client.get("/_dash-layout", headers={"X-Remote-User": "head.one"}, environ_base=PROXY)
    old = client_of(behind_proxy)
    old.set_cookie(COOKIE, kept.value, secure=True)
    assert old.get("/_dash-layout", environ_base=PROXY).status_code == 401


def test_too_many_requests_of_one_browser_wait(engine: Engine, tmp_path: Path) -> None:
    app = create_app(settings_of(tmp_path, rate_limit=5), engine)
    client = client_of(app)
    statuses = [client.get("/login").status_code for _turn in range(12)]
    # The minute may turn in between, once.
    assert statuses.count(429) >= 2
    assert client_of(app).get("/healthz").status_code == 200


def test_every_answer_has_a_number_of_its_own(client: SignedClient) -> None:
    numbers = {client.get("/login").headers["X-Request-ID"] for _turn in range(3)}
    assert len(numbers) == 3


def test_a_form_that_is_too_long_is_refused(client: SignedClient) -> None:
    assert sign_in(client, "x" * 30_000).status_code == 413


def test_a_database_that_does_not_answer_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "none.db").write_text("this is no database, and will not become one")
    engine = connect(f"sqlite:///{tmp_path}/none.db")
    client = client_of(create_app(settings_of(tmp_path), engine))
    client.set_cookie(COOKIE, "x", secure=True)
    for address in ("/healthz", "/login", "/_dash-layout", "/rankings"):
        assert client.get(address).status_code == 503, address
    engine.dispose()
