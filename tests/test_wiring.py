"""Ids, callbacks and pages fit together: what Dash itself would only notice in the browser."""

import re
from collections.abc import Iterator

import pytest
from dash import dcc
from dash.development.base_component import Component
from flask.testing import FlaskClient
from sqlalchemy import Engine

from callbacks.keeping import Never
from callbacks.page import Page
from dashboard.app import Application
from dashboard.door import FROM_INSIDE
from dashboard.kept.little_browser import LittleBrowser
from dashboard.pages import PAGES
from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import Role
from layouts.data_page.page import Ids as DataIds
from layouts.parts.shell_ids import ShellIds
from layouts.shell import shell
from tests import digests
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

HEAD = Viewer(Role.MUNICIPALITY, planted.HALF_FILLED)
VIEWERS = pytest.mark.parametrize("viewer", [MINISTRY, HEAD], ids=["ministry", "head"])
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)


def ids_in(component: Component) -> Iterator[str]:
    for part in (component, *component._traverse()):
        if isinstance(part, Component) and getattr(part, "id", None):
            yield str(part.id)


def who_finds(page: Page) -> Viewer:
    """The ministry, or an administrator where it has no access."""
    return MINISTRY if Role.MINISTRY in page.roles else Viewer(Role.ADMIN)


def laid_out(page: Page, engine: Engine, viewer: Viewer) -> Component:
    with reading(engine) as session:
        return page.layout(open_reader(session, viewer), page.selection())


def server_callbacks(app: Application) -> list[str]:
    return [identity for identity, entry in app.callback_map.items() if "callback" in entry]


def test_every_id_of_a_callback_is_in_a_layout(app: Application, demo_database: Engine) -> None:
    known = set(ids_in(shell()))
    for page in PAGES:
        known |= set(ids_in(laid_out(page, demo_database, who_finds(page))))
    for output, entry in app.callback_map.items():
        used = {item["id"] for item in (*entry["inputs"], *entry["state"])}
        used |= {part.rsplit(".", 1)[0] for part in output.strip(".").split("...") if part}
        assert used <= known, f"{output} uses ids that no layout has: {sorted(used - known)}"


@EACH_PAGE
@VIEWERS
def test_a_page_has_no_id_twice(page: Page, viewer: Viewer, demo_database: Engine) -> None:
    if viewer.role not in page.roles:
        with pytest.raises(AccessDenied):
            laid_out(page, demo_database, viewer)
        return
    found = [*ids_in(shell()), *ids_in(laid_out(page, demo_database, viewer))]
    assert len(found) == len(set(found))


def test_every_callback_answers_over_http(app: Application, client: FlaskClient) -> None:
    for output in server_callbacks(app):
        answer = client.post("/_dash-update-component", json=callback_payload(app, output))
        assert answer.status_code == 200, output
        # Nobody in the demonstration manages accounts.
        assert ("error-notice" in answer.text) == ("accounts-" in output and "audit-" not in output), output


# The profile stands there before its plan and its note, which take longest: docs/decisions/0009.
AFTERWARDS = {"municipality": ("plan-card", "note-content", "municipality-notice")}


@EACH_PAGE
def test_a_page_opens_with_one_question(app: Application, client: FlaskClient, page: Page) -> None:
    """Its frame and what stands in it come together; a second question would be a second way to the server."""
    inside = {FROM_INSIDE: who_finds(page)}

    def send(method: str, address: str, body: bytes | None) -> bytes:
        with client.open(
            address, method=method, data=body, content_type="application/json", environ_overrides=inside
        ) as answer:
            return answer.get_data()

    browser = LittleBrowser(send)
    browser.open(page.path)
    asked = [output.strip(".").split(".")[0] for output, _size in browser.asked]
    assert asked == ["shell-page", *AFTERWARDS.get(page.key, ())]
    # The address says what is shown, so that a copied link shows the same next year.
    assert str(browser.values[ShellIds.QUERY, "data"]).startswith(page.path)


@EACH_PAGE
def test_no_store_reports_a_value_as_soon_as_it_is_drawn(page: Page, demo_database: Engine) -> None:
    """One without a value does so in a browser, and asks whatever listens to it once more."""
    parts = laid_out(page, demo_database, who_finds(page))._traverse()
    stores = {part.id: getattr(part, "data", None) for part in parts if isinstance(part, dcc.Store)}
    # No question to the server listens to the address.
    assert {identity for identity, data in stores.items() if data is None} <= {ShellIds.QUERY}


def test_what_stores_something_waits_for_a_press(app: Application) -> None:
    """A control that only filters must not carry out once more what was pressed before."""
    registrar = app.server.extensions["registrar"]
    storing = [output for output, keeping in registrar.keeping.items() if keeping is Never.STORES]
    chosen = {
        item["id"] for output in storing for item in app.callback_map[output]["inputs"] if item["property"] == "value"
    }
    # Two revisions are compared as soon as both are chosen.
    assert chosen == {DataIds.FIRST, DataIds.SECOND}


RUBBISH = (
    7,
    -1.5,
    True,
    "",
    "x" * 5_000,
    "'; drop table score; --",
    [],
    ["x"],
    {},
    {"a": [1]},
    [[[]]],
    "NaN",
)


@pytest.mark.slow
@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda value: repr(value)[:20])
def test_rubbish_in_any_control_gives_a_message_at_most(
    app: Application, client: FlaskClient, rubbish: object, caplog: pytest.LogCaptureFixture
) -> None:
    for output in server_callbacks(app):
        for item in app.callback_map[output]["inputs"]:
            payload = callback_payload(app, output, {f"{item['id']}.{item['property']}": rubbish})
            answer = client.post("/_dash-update-component", json=payload)
            # What is no text cannot be an address: the gate refuses the request as a whole.
            is_no_address = item["id"] == ShellIds.LOCATION and not isinstance(rubbish, str)
            assert answer.status_code == (400 if is_no_address else 200), (output, item)
            # Rubbish is refused with words; it never reaches code that fails on it.
            assert not caplog.records, (output, item, caplog.text)


def test_the_digests_ask_every_page_for_every_table() -> None:
    """What they leave out could change without a difference: ``tests/digests.py``."""
    assert {key for key in digests.ADDRESSES if key} == {page.key for page in PAGES}
    assert {key: set(names) for key, names in digests.TABLES.items()} == {page.key: set(page.tables) for page in PAGES}


def test_the_digests_pass_over_no_callback_that_is_gone(app: Application) -> None:
    inputs = {digests.inputs_of(entry) for entry in app.callback_map.values()}
    assert set(digests.SKIPPED) <= inputs


@EACH_PAGE
@VIEWERS
def test_every_table_of_a_page_can_be_exported(page: Page, viewer: Viewer, demo_database: Engine) -> None:
    with reading(demo_database) as session:
        reader = open_reader(session, viewer)
        for build in page.tables.values():
            if viewer.role not in page.roles:
                with pytest.raises(AccessDenied):
                    build(reader, page.selection())
                continue
            table = build(reader, page.selection.parse({"municipality": viewer.municipality}))
            keys = {column.key for column in table.columns}
            assert all(set(row) >= keys for row in table.rows)
            assert table.title
            assert table.notes


@EACH_PAGE
def test_every_choice_of_a_page_is_brought_to_the_callback_that_writes_its_address(
    app: Application, page: Page
) -> None:
    """A choice that is declared and stands nowhere would be lost from the address with the first control used."""
    writers = [
        {item["id"] for item in (*entry["inputs"], *entry["state"])}
        for output, entry in app.callback_map.items()
        if f"{ShellIds.QUERY}.data" in output and f"{page.key}-" in output
    ]
    if page.key == "start":
        # Nothing is chosen there: each step opens the page again, and the page says its own address.
        assert not writers
        return
    assert writers
    # Under another id: the own set, the tab, the two revisions that are compared, and the card of plans.
    named = {"municipalities": "own-set", "between": "first"} | ({"view": "tab"} if page.key == "data" else {})
    places = [{f"{page.key}-{named.get(name, name)}", f"plan-{name}"} for name in page.selection.shapes()]
    assert any(all(place & brought for place in places) for brought in writers), places


def test_whoever_shows_other_figures_shows_their_revision(app: Application) -> None:
    """The link «these figures» copies the revision of the footer: one left standing would open other figures."""
    showing = [output for output in server_callbacks(app) if re.search(r"\w-content\.children", output)]
    # Texts of a note, the log and the accounts are no part of a revision.
    free = r"\b(note|audit|accounts)-content"
    lacking = [output for output in showing if not re.search(rf"\w-foot\.children|{free}", output)]
    assert len(showing) > 8
    assert lacking == []
