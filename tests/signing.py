"""Signing in, for tests of the product as it is installed: accounts, real sessions, and the token of each request."""

from typing import Any

from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from dashboard.app import Application
from dashboard.door import CSRF_COOKIE, CSRF_HEADER
from data.access import Viewer
from data.accounts.accounts import add_account, change_own_password
from data.storage.database import writing
from data.vocabulary import Role

SECRET = SecretStr("a secret for tests only, long enough")
PASSWORD = "двенадцать жирафов у реки"
ADMINISTRATOR = Viewer(Role.ADMIN, account="test")


class SignedClient(FlaskClient):
    """A browser that keeps cookies as over TLS and sends the token of its session with what it posts."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        options.setdefault("base_url", "https://localhost")
        cookie = self.get_cookie(CSRF_COOKIE)
        if cookie is not None:
            options["headers"] = {CSRF_HEADER: cookie.value, **dict(options.get("headers") or {})}
        return super().open(*arguments, **options)


def client_of(app: Application) -> SignedClient:
    return SignedClient(app.server, use_cookies=True)


def add_person(engine: Engine, name: str, role: Role, municipality: str | None = None) -> None:
    """An account with ``PASSWORD`` that need not be changed."""
    with writing(engine, data=False) as session:
        first = add_account(session, ADMINISTRATOR, name, role, municipality)
        change_own_password(session, Viewer(role, municipality, name), first, PASSWORD)


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, target: str = "/") -> TestResponse:
    return client.post("/login", data={"username": name, "password": password, "next": target})
