"""What reaches the server from outside: rubbish is refused before any page code, headers are on every answer."""

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from dashboard.gate import CALLBACK_LIMIT, guard
from tests.dashboard.conftest import callback_payload

PAGE_OUTPUT = "..shell-page.children...shell-header.children.."
ADDRESS = {"shell-location.href": "http://localhost/rankings"}


def test_a_callback_as_the_browser_sends_it_is_answered(app: Application, client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", json=callback_payload(app, PAGE_OUTPUT, ADDRESS))
    assert answer.status_code == 200
    assert "shell-page" in answer.get_json()["response"]


@pytest.mark.parametrize(
    "change",
    [
        {"output": "no-such.children"},
        {"output": 7},
        {"output": None},
        {"inputs": "text"},
        {"inputs": []},
        {"inputs": [7]},
        {"inputs": [{"id": {"type": "x"}, "property": "href", "value": "/"}]},
        {"inputs": [{"id": "shell-location", "property": "pathname", "value": "/"}]},
        {"state": [{"id": "x", "property": "y"}]},
        {"changedPropIds": 3},
        {"changedPropIds": [3]},
    ],
)
def test_a_payload_of_another_shape_is_refused(
    app: Application, client: FlaskClient, change: dict[str, object]
) -> None:
    payload = callback_payload(app, PAGE_OUTPUT, ADDRESS) | change
    assert client.post("/_dash-update-component", json=payload).status_code == 400


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'"text"', b"\xff\xfe", b'{"output": "\\ud800"}', b'{"output": NaN}']
)
def test_a_body_that_is_no_payload_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_a_callback_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", data=b" " * (CALLBACK_LIMIT + 1), content_type="application/json")
    assert answer.status_code == 413


def test_a_callback_answers_posts_only(client: FlaskClient) -> None:
    assert client.get("/_dash-update-component").status_code == 405


@pytest.mark.parametrize("value", [None, 7, [], {}, "x" * 10_000, "http://localhost/rankings?period=%ud800", "//["])
def test_a_strange_address_gives_a_page_or_a_message(app: Application, client: FlaskClient, value: object) -> None:
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": value})
    answer = client.post("/_dash-update-component", json=payload)
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_every_answer_forbids_foreign_sources_and_caching(client: FlaskClient) -> None:
    headers = client.get("/rankings").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_callback_without_roles_stops_the_start(app: Application) -> None:
    class NoRoles:
        roles: dict[str, object] = {}  # noqa: RUF012 stands in for a registrar that was bypassed

    with pytest.raises(RuntimeError, match="callbacks without roles"):
        guard(app.server, app, NoRoles())  # type: ignore[arg-type]
