"""The addresses of signing in and out and of the own password: ordinary forms, which need no script."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, redirect, render_template, request
from sqlalchemy import Engine
from werkzeug.wrappers import Response as AnyResponse

from dashboard.door import CSRF_FIELD, LOGIN, LOGOUT, OPENID, PASSWORD, Door, local_path
from dashboard.errors import status_of
from dashboard.languages import requested_language, requested_theme
from dashboard.sign_in.openid import add_openid
from dashboard.viewer import current_session
from data.accounts.accounts import BadAccount, change_own_password
from data.accounts.passwords import SHORTEST, WeakPassword
from data.accounts.sessions import SignedIn, open_session_of, sign_out
from data.accounts.sign_in import SignInRefused, TooManyTries, sign_in
from data.errors import ProductError
from data.language import LANGUAGES, _, ngettext
from data.storage.database import writing
from layouts.shell import product_name

EVERYWHERE = "everywhere"
# Gives the links to the style sheets, as the document of a page has them, once the application is built.
Styles = Callable[[], str]


def add_sign_in(server: Flask, engine: Engine, door: Door, styles: Styles) -> None:
    """Install ``/login``, ``/logout`` and ``/password``; ``styles`` gives the links to the style sheets."""

    other_way = door.settings.openid_name or _("OpenID Connect") if door.settings.openid_issuer else ""
    if other_way:
        add_openid(server, door, lambda message, status: _login_page(styles, "/", message, "", status, other_way))

    @server.get(LOGIN)
    def login() -> AnyResponse:
        if current_session() is not None:
            return redirect(local_path(request.args.get("next", "/")))
        return _login_page(styles, request.args.get("next", "/"), other_way=other_way)

    @server.post(LOGIN)
    def enter() -> AnyResponse:
        name, password = request.form.get("username", ""), request.form.get("password", "")
        target = local_path(request.form.get("next", "/"))
        try:
            token = sign_in(engine, name, password)
        except (SignInRefused, TooManyTries) as error:
            return _login_page(styles, target, str(error), name, status_of(type(error)), other_way)
        # Whatever session the browser came with is not carried on.
        held = current_session()
        if held is not None:
            sign_out(engine, held.token)
        response = redirect(target)
        door.give_session(response, token)
        return response

    @server.post(LOGOUT)
    def leave() -> AnyResponse:
        held = current_session()
        if held is not None:
            sign_out(engine, held.token, everywhere=request.form.get("where") == EVERYWHERE)
        response = redirect(LOGIN)
        door.take_session(response)
        return response

    @server.get(PASSWORD)
    def password() -> AnyResponse:
        return _password_page(styles, door, _own_session())

    @server.post(PASSWORD)
    def change_password() -> AnyResponse:
        held = _own_session()
        old, new = request.form.get("old", ""), request.form.get("new", "")
        try:
            if new != request.form.get("again", ""):
                raise BadAccount(_("The new password is not the same both times."))
            with writing(engine, data=False) as session:
                change_own_password(session, held.viewer, old, new)
                token = open_session_of(session, held.viewer.account)
        except (BadAccount, WeakPassword) as error:
            return _password_page(styles, door, held, str(error), status_of(type(error)))
        response = redirect("/")
        door.give_session(response, token)
        return response


def _own_session() -> SignedIn:
    held = current_session()
    if held is None:
        raise ProductError(_("The demonstration has no passwords."))
    return held


def _login_page(
    styles: Styles, target: str, message: str = "", name: str = "", status: int = 200, other_way: str = ""
) -> Response:
    words = {
        "title": _("Sign in"),
        "username": _("Name"),
        "password": _("Password"),
        "submit": _("Sign in"),
        "forgotten": _("Forgotten the password? An administrator gives you a new one."),
    }
    target = local_path(target)
    way = None
    if other_way:
        way = {
            "address": f"{OPENID}?{urlencode({'next': target})}",
            "text": _("Sign in with {service}").format(service=other_way),
        }
    return _page("login.html", styles, words, status, message=message, target=target, name=name, other_way=way)


def _password_page(styles: Styles, door: Door, held: SignedIn, message: str = "", status: int = 200) -> Response:
    words = {
        "title": _("Change the password"),
        "first": _("This password was given to you. Choose one that only you know.") if held.must_change else "",
        "old": _("Present password"),
        "new": _("New password"),
        "again": _("New password, once more"),
        "rule": ngettext(
            "At least {number} character; several words are easier to keep in mind than signs.",
            "At least {number} characters; several words are easier to keep in mind than signs.",
            SHORTEST,
        ).format(number=SHORTEST),
        "submit": _("Change"),
        "elsewhere": _("All other sessions of this account end."),
    }
    csrf = {"field": CSRF_FIELD, "token": door.csrf_token(held.token)}
    return _page("password.html", styles, words, status, message=message, name=held.viewer.account, csrf=csrf)


def _page(template: str, styles: Styles, words: dict[str, str], status: int, **values: object) -> Response:
    html = render_template(
        template,
        words=words,
        styles=styles(),
        product=product_name(),
        language=requested_language(),
        theme=requested_theme(),
        languages=LANGUAGES,
        languages_label=_("Language"),
        **values,
    )
    return Response(html, status=status, mimetype="text/html")
