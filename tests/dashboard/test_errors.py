"""Each error that a user may meet has one HTTP status, whichever address it comes from."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

import callbacks
import data
from dashboard.errors import STATUSES, answer_errors, status_of
from data.accounts.tries import TooManyTries
from data.demo import planted
from data.errors import AccessDenied, Conflict, DatabaseBusy, NotFound, ProductError


def every_kind(base: type[ProductError] = ProductError) -> Iterator[type[ProductError]]:
    for one in base.__subclasses__():
        yield one
        yield from every_kind(one)


def client_of(error: ProductError) -> FlaskClient:
    server = Flask(__name__)
    answer_errors(server)

    @server.get("/any")
    def fail() -> str:
        raise error

    return server.test_client()


def test_every_kind_of_error_has_a_status_of_its_own() -> None:
    for package in (data, callbacks):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name:
                importlib.import_module(module.name)
    kinds = list(every_kind())
    assert len(kinds) > len(STATUSES)
    # The status of ProductError itself is for what no class says: a class says which mistake it is.
    without = [kind.__name__ for kind in kinds if kind.__mro__[1] is ProductError and kind not in STATUSES]
    assert without == []
    assert {kind: status_of(kind) for kind in kinds if not 400 <= status_of(kind) < 600} == {}


@pytest.mark.parametrize(
    ("error", "status"),
    [(AccessDenied("нет"), 403), (NotFound("нет"), 404), (Conflict("нет"), 409), (DatabaseBusy("нет"), 503)],
)
def test_an_error_is_answered_with_its_text(error: ProductError, status: int) -> None:
    answer = client_of(error).get("/any")
    assert (answer.status_code, answer.text, answer.mimetype) == (status, "нет", "text/plain")
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_who_tries_too_often_hears_when_to_try_again() -> None:
    answer = client_of(TooManyTries(90)).get("/any")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")


def test_a_script_that_asks_for_json_gets_the_text_as_json() -> None:
    answer = client_of(NotFound("нет")).get("/any", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()) == (404, {"message": "нет"})


@pytest.mark.parametrize(
    ("address", "viewer", "headers", "status"),
    [
        ("/upload/scores", "ministry", {}, 400),
        ("/upload/unknown", "ministry", {}, 404),
        ("/upload/scores", planted.SHOWN, {}, 403),
        ("/upload/scores", "ministry", {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_an_upload_that_cannot_be_accepted_says_why(
    client: FlaskClient, address: str, viewer: str, headers: dict[str, str], status: int
) -> None:
    client.set_cookie("viewer", viewer)
    answer = client.post(address, headers={"Accept": "application/json"} | headers)
    assert answer.status_code == status
    assert answer.get_json()["message"]
