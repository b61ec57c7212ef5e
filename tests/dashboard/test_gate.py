"""What reaches the server from outside: rubbish is refused before any page code, headers are on every answer."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

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
        {"changedPropIds": None},
        {"changedPropIds": ["data-tab.value"]},
        {"parsedChangedPropsIds": [{}]},
        {"output": {}},
        {"output": []},
        {"output": [PAGE_OUTPUT]},
        {"output": "..shell-page.children.."},
        {"outputs": None},
        {"outputs": 7},
        {"outputs": "text"},
        {"outputs": {}},
        {"outputs": []},
        {"outputs": [None, None]},
        {"outputs": [{}, {}]},
        {"outputs": [[{"id": "shell-page", "property": "children"}]]},
        {"outputs": [{"id": "shell-page", "property": "children"}]},
        {"outputs": [{"id": ["shell-page"], "property": "children"}, {"id": "shell-header", "property": "children"}]},
        {"outputs": [{"id": "shell-header", "property": "children"}, {"id": "shell-page", "property": "children"}]},
        {"outputs": [{"id": "x", "property": "children"}, {"id": "shell-header", "property": "children"}]},
        {"inputs": None},
        {"inputs": {}},
        {"inputs": [None]},
        {"inputs": [{"id": "shell-location", "property": "href", "value": "/", "more": 1}]},
        {"state": None},
        {"state": {}},
        {"more": 1},
        {"background": True},
    ],
)
def test_a_payload_of_another_shape_is_refused(
    app: Application, client: FlaskClient, change: dict[str, object]
) -> None:
    payload = callback_payload(app, PAGE_OUTPUT, ADDRESS) | change
    assert client.post("/_dash-update-component", json=payload).status_code == 400


@pytest.mark.parametrize("field", ["output", "outputs", "inputs", "changedPropIds"])
def test_a_payload_without_one_of_its_fields_is_refused(app: Application, client: FlaskClient, field: str) -> None:
    payload = callback_payload(app, PAGE_OUTPUT, ADDRESS)
    del payload[field]
    assert client.post("/_dash-update-component", json=payload).status_code == 400


def test_a_callback_takes_nothing_from_the_query(app: Application, client: FlaskClient) -> None:
    payload = callback_payload(app, PAGE_OUTPUT, ADDRESS)
    assert client.post("/_dash-update-component?cancelJob=7", json=payload).status_code == 400


KEYS = ["id", "property", "value", "x"]
PARTS = ["output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "property", "value", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=300)
@given(data=st.data())
def test_no_structure_of_a_body_gives_an_error_of_the_server(app: Application, data: st.DataObject) -> None:
    """Any callback, with any part of its body replaced by anything: it is the callback's own body, or it is refused."""
    outputs = sorted(identity for identity, entry in app.callback_map.items() if "callback" in entry)
    payload = callback_payload(app, data.draw(st.sampled_from(outputs)))
    field = data.draw(st.sampled_from(PARTS))
    part = payload.get(field)
    if isinstance(part, list) and part and data.draw(st.booleans()):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(JUNK)
    else:
        payload[field] = data.draw(JUNK)
    answer = app.server.test_client().post("/_dash-update-component", json=payload)
    # What is answered names one registered callback and its own outputs, whatever else was replaced.
    if answer.status_code == 200:
        assert payload["output"] in outputs
        assert payload["outputs"] == callback_payload(app, payload["output"])["outputs"]
    else:
        assert answer.status_code == 400


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


@pytest.mark.parametrize("value", [7, 0.5, True, [], {}, ["/rankings"]])
def test_an_address_that_is_no_text_is_refused(app: Application, client: FlaskClient, value: object) -> None:
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": value})
    assert client.post("/_dash-update-component", json=payload).status_code == 400


@pytest.mark.parametrize("value", [None, "", "x" * 10_000, "http://localhost/rankings?period=%ud800", "//["])
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
