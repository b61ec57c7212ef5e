"""What a request must pass before any page code sees it, and the headers every answer carries."""

from collections.abc import Mapping
from typing import Any

import orjson
from dash import Dash
from flask import Flask, Response, request

from callbacks.registrar import Registrar
from data.language import LANGUAGES, set_language

CALLBACK_PATH = "/_dash-update-component"
# Callbacks carry choices, never files.
CALLBACK_LIMIT = 1_000_000


def guard(server: Flask, app: Dash, registrar: Registrar) -> None:
    """Install the checks. Raises RuntimeError when a callback has no roles: none may be forgotten."""
    server_side = {identity for identity, entry in app.callback_map.items() if "callback" in entry}
    if forgotten := server_side - set(registrar.roles):
        raise RuntimeError(f"callbacks without roles: {sorted(forgotten)}")

    @server.before_request
    def check() -> Response | None:
        set_language(requested_language())
        if request.path == CALLBACK_PATH:
            return _check_callback(app, server_side)
        return None

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _content_policy(app))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("Server", None)
        return response


def requested_language() -> str:
    """The remembered language, or what the browser asks for, or Russian."""
    remembered = request.cookies.get("language", "")
    if remembered in LANGUAGES:
        return remembered
    return request.accept_languages.best_match(LANGUAGES, default="ru") or "ru"


def requested_theme() -> str:
    """The remembered theme; a first visit is light."""
    return "dark" if request.cookies.get("theme") == "dark" else "light"


def _content_policy(app: Dash) -> str:
    scripts = " ".join(app.csp_hashes())
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _check_callback(app: Dash, server_side: set[str]) -> Response | None:
    if request.method != "POST":
        return Response("method", status=405)
    if (request.content_length or 0) > CALLBACK_LIMIT:
        return Response("too large", status=413)
    try:
        # Strict: half a surrogate pair or a NaN would pass Python's own parser and fail when it is written again.
        payload = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        return Response("not JSON", status=400)
    if not isinstance(payload, dict) or payload.get("output") not in server_side:
        return Response("no such callback", status=400)
    entry = app.callback_map[payload["output"]]
    fits = _names(payload.get("inputs")) == _expected(entry["inputs"]) and _names(
        payload.get("state", [])
    ) == _expected(entry["state"])
    changed = payload.get("changedPropIds", [])
    if not fits or not isinstance(changed, list) or not all(isinstance(item, str) for item in changed):
        return Response("not the shape of this callback", status=400)
    return None


def _names(items: Any) -> list[tuple[Any, Any]] | None:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    return [(item.get("id"), item.get("property")) for item in items]


def _expected(items: list[Mapping[str, Any]]) -> list[tuple[Any, Any]]:
    return [(item["id"], item["property"]) for item in items]
