"""What a callback must pass before any page code sees it, and the headers every answer carries."""

from typing import Any

import orjson
from dash import Dash
from flask import Flask, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from callbacks.registrar import Registrar
from dashboard.callback_body import Shape
from layouts.parts.shell_ids import ShellIds

CALLBACK_PATH = "/_dash-update-component"
# Callbacks carry choices, never files; the forms carry a name and passwords.
CALLBACK_LIMIT, FORM_LIMIT = 1_000_000, 20_000
TAKES_FILES = "/upload/"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Browsers obey it over TLS only.
STRICT_TRANSPORT = "max-age=31536000"


def guard(server: Flask, app: Dash, registrar: Registrar) -> None:
    """Install the checks; the body that has passed them is left in ``g.callback``.

    Raises RuntimeError when a callback has no roles: none may be forgotten.
    """
    entries = {identity: entry for identity, entry in app.callback_map.items() if "callback" in entry}
    if forgotten := set(entries) - set(registrar.roles):
        raise RuntimeError(f"callbacks without roles: {sorted(forgotten)}")
    shapes = {identity: Shape.of(identity, entry) for identity, entry in entries.items()}

    @server.before_request
    def check() -> Response | None:
        if request.method == "POST" and not request.path.startswith(TAKES_FILES):
            request.max_content_length = CALLBACK_LIMIT if request.path == CALLBACK_PATH else FORM_LIMIT
        return _check_callback(shapes) if request.path == CALLBACK_PATH else None

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _content_policy(app))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure or request.headers.get("X-Forwarded-Proto") == "https":
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        # What is the same for ever says so itself; Flask gives files that it sends a word of its own.
        if "immutable" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store"
        return response


def _content_policy(app: Dash) -> str:
    scripts = " ".join(app.csp_hashes())
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _check_callback(shapes: dict[str, Shape]) -> Response | None:
    if request.method != "POST":
        return Response("method", status=405)
    # Dash asks for background callbacks in the query; there are none. Its own mark of a page is all that comes there.
    if not request.args.keys() <= {"endId"}:
        return Response("no such callback", status=400)
    try:
        # Strict: half a surrogate pair or a NaN would pass Python's own parser and fail when it is written again.
        payload = orjson.loads(request.get_data())
    except RequestEntityTooLarge:
        return Response("too large", status=413)
    except orjson.JSONDecodeError:
        return Response("not JSON", status=400)
    output = payload.get("output") if isinstance(payload, dict) else None
    shape = shapes.get(output) if isinstance(output, str) else None
    if shape is None:
        return Response("no such callback", status=400)
    if not shape.fits(payload) or not _is_an_address(payload["inputs"]):
        return Response("not the shape of this callback", status=400)
    g.callback = payload
    return None


def _is_an_address(inputs: list[dict[str, Any]]) -> bool:
    """Whether the router, if it is asked, is asked for an address: it is what everything else follows from."""
    addresses = [item.get("value") for item in inputs if item["id"] == ShellIds.LOCATION]
    return all(address is None or isinstance(address, str) for address in addresses)
