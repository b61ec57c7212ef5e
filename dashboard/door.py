"""The door: who makes a request, and whether it may go on. Nothing but a few named addresses is open without sign-in.

It stands before every other function of the server; what may be read beyond it is decided in ``data``.
"""

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict
from urllib.parse import quote, urlsplit

from flask import Flask, Response, g, redirect, request
from sqlalchemy import Engine
from werkzeug.wrappers import Response as AnyResponse

from dashboard.languages import requested_language
from dashboard.settings import LOOPBACK, Settings
from dashboard.viewer import COOKIE
from data.access import Viewer
from data.accounts.demonstration import demonstration_viewer
from data.accounts.sessions import SignedIn, sign_out, signed_in
from data.accounts.sign_in import SignInRefused, sign_in_recognised
from data.errors import AccessDenied, NotFound
from data.language import _, set_language
from data.origin import set_correlation, set_origin
from data.vocabulary import SignInWay

LOGIN, PASSWORD, LOGOUT = "/login", "/password", "/logout"
OPENID, OPENID_RETURN = "/login/openid", "/login/openid/return"
OPEN = frozenset({LOGIN, OPENID, OPENID_RETURN, "/healthz", "/readyz", "/_favicon.ico"})
# Scripts, styles and fonts hold no data; a language is a cookie.
OPEN_FOLDERS = ("/language/",)
# These answer without asking who it is: they must work, and quickly, when the database does not.
FILES = ("/static/", "/assets/", "/_dash-component-suites/")
METRICS = "/metrics"
WITHOUT_LOOKING = frozenset({"/healthz", "/readyz", "/_favicon.ico", METRICS})
NO_PAGES = ("/_", "/export/", "/download/", "/upload/", "/note/", "/notes/", "/calendar/")
METHODS = frozenset({"GET", "HEAD", "POST"})
CSRF_COOKIE, CSRF_HEADER, CSRF_FIELD = "mmuko-csrf", "X-CSRFToken", "csrf"
# In the environment of a request that the application makes to itself, with the viewer as whom it asks, or with
# nobody: no header can set it.
FROM_INSIDE = "mmuko.from_inside"


class Door:
    """Installed on a server, it lets a request in, with its viewer in ``flask.g``, or answers it."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings, self.engine = settings, engine
        given = settings.secret.get_secret_value()
        # A demonstration needs none that outlives it.
        self.secret = (given or secrets.token_hex(32)).encode()
        self.session_cookie = "mmuko" if settings.demo else "__Host-mmuko"
        self.rate = Rate(settings.rate_limit)

    def install(self, server: Flask) -> None:
        server.before_request(self.check)
        server.after_request(self.finish)

    def check(self) -> AnyResponse | None:
        self._begin()
        if (asks := request.environ.get(FROM_INSIDE)) is not None:
            g.viewer = asks if isinstance(asks, Viewer) else None
            return None
        if request.method not in METHODS:
            return Response("method", status=405, headers={"Allow": ", ".join(sorted(METHODS))})
        if _climbs(request.path):
            raise NotFound(_("There is no such page"))
        if request.path in WITHOUT_LOOKING or request.path.startswith(FILES):
            return None
        if not _is_from_this_site():
            raise AccessDenied(_("The request comes from another site."))
        self._find_out()
        if self.rate.is_exceeded(self._client()):
            return Response(_("Too many requests. Wait a minute."), status=429, headers={"Retry-After": "60"})
        if request.path in OPEN or request.path.startswith(OPEN_FOLDERS):
            return None
        return self._pass()

    def _begin(self) -> None:
        g.started = time.perf_counter()
        g.viewer = g.signed_in = g.new_session = None
        g.correlation = secrets.token_hex(8)
        set_correlation(g.correlation)
        set_language(requested_language())
        set_origin(self._address())

    def _find_out(self) -> None:
        g.signed_in = signed_in(self.engine, request.cookies.get(self.session_cookie, ""))
        if self.settings.trusted_header:
            self._follow_proxy()
        if g.signed_in is not None:
            g.viewer = g.signed_in.viewer
        elif self.settings.demo and is_on_this_machine():
            code = request.cookies.get(COOKIE, "")
            g.viewer = demonstration_viewer(self.engine, code, self._secret_of(f"aliases of {code}"))

    def _follow_proxy(self) -> None:
        """Whom the proxy names is signed in; a session of somebody else ends."""
        name = request.headers.get(self.settings.trusted_header, "").strip().lower()
        if not name or request.remote_addr not in self.settings.trusted_proxies:
            return
        held: SignedIn | None = g.signed_in
        if held is not None and held.viewer.account == name:
            return
        g.signed_in = None
        if held is not None:
            sign_out(self.engine, held.token)
        try:
            token = sign_in_recognised(self.engine, SignInWay.PROXY, name=name)
        except SignInRefused:
            return
        g.signed_in = signed_in(self.engine, token)
        g.new_session = token

    def _pass(self) -> AnyResponse | None:
        if g.viewer is None:
            return _ask_to_sign_in()
        held: SignedIn | None = g.signed_in
        if held is None:
            return None
        if request.method == "POST" and not self.csrf_fits(held.token):
            raise AccessDenied(_("The page is too old for this. Open it again."))
        if held.must_change and request.path not in (PASSWORD, LOGOUT):
            if _wants_a_page():
                return redirect(PASSWORD)
            raise AccessDenied(_("Choose a password of your own first."))
        return None

    def csrf_token(self, token: str) -> str:
        return self._secret_of(f"csrf {token}")

    def _secret_of(self, purpose: str) -> str:
        return hmac.new(self.secret, purpose.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def csrf_fits(self, token: str) -> bool:
        given = request.headers.get(CSRF_HEADER, "")
        if not given and request.mimetype == "application/x-www-form-urlencoded":
            given = request.form.get(CSRF_FIELD, "")
        return hmac.compare_digest(given.encode(), self.csrf_token(token).encode())

    def give_session(self, response: AnyResponse, token: str) -> None:
        safe = not self.settings.demo
        response.set_cookie(self.session_cookie, token, secure=safe, httponly=True, samesite="Lax", path="/")
        # The page's own scripts read it and send it back; another site can do neither.
        csrf = self.csrf_token(token)
        response.set_cookie(CSRF_COOKIE, csrf, secure=safe, httponly=False, samesite="Strict", path="/")

    def take_session(self, response: AnyResponse) -> None:
        safe = not self.settings.demo
        response.delete_cookie(self.session_cookie, secure=safe, httponly=True, samesite="Lax", path="/")
        response.delete_cookie(CSRF_COOKIE, secure=safe, samesite="Strict", path="/")

    def finish(self, response: AnyResponse) -> AnyResponse:
        response.headers["X-Request-ID"] = g.get("correlation", "")
        if g.get("new_session"):
            self.give_session(response, g.new_session)
        return response

    def _client(self) -> str:
        held: SignedIn | None = g.signed_in
        return held.token if held is not None else self._address()

    def _address(self) -> str:
        """Where the request comes from: the nearest address, or what a trusted proxy says of it."""
        nearest = request.remote_addr or ""
        if nearest in self.settings.trusted_proxies:
            # Only the last entry is the proxy's own word; the ones before it are the client's.
            said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
            try:
                return str(ipaddress.ip_address(said))
            except ValueError:
                return nearest
        return nearest


class Rate:
    """Counts requests by client and minute, in this process alone. By hand: docs/decisions/0015."""

    MOST_CLIENTS = 10_000

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._minute = 0
        self._counts: OrderedDict[str, int] = OrderedDict()

    def is_exceeded(self, client: str) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute = minute
            self._counts = OrderedDict()
        count = self._counts[client] = self._counts.get(client, 0) + 1
        if len(self._counts) > self.MOST_CLIENTS:
            self._counts.popitem(last=False)
        return 0 < self.limit < count


def local_path(target: str) -> str:
    """``target`` where it is a path of this site, else the start: nobody is led elsewhere."""
    ordinary = target.isprintable() and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if ordinary else "/"


def _climbs(path: str) -> bool:
    """Whether a path leads up, as no link of this site does: an open folder must not be a way to what is closed."""
    return ".." in path.replace("\\", "/").split("/")


def _is_from_this_site() -> bool:
    """What browsers say of where a request comes from; what is no browser says nothing and has no cookies to abuse."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method == "POST":
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return False
        return site == "same-origin"
    # A link from elsewhere opens a page; nothing else from elsewhere reads here.
    return site in ("same-origin", "none") or request.headers.get("Sec-Fetch-Mode") == "navigate"


def is_on_this_machine() -> bool:
    """Whether a request comes from this machine itself, and through no proxy."""
    names = (*LOOPBACK, "[::1]")
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return request.remote_addr in LOOPBACK and request.host.rsplit(":", 1)[0] in names and not forwarded


def _wants_a_page() -> bool:
    return request.method in ("GET", "HEAD") and not request.path.startswith(NO_PAGES)


def _ask_to_sign_in() -> AnyResponse:
    if not _wants_a_page():
        return Response(_("Sign in to see this."), status=401, mimetype="text/plain")
    asked = request.full_path.rstrip("?")
    return redirect(LOGIN if asked == "/" else f"{LOGIN}?next={quote(asked, safe='')}")
