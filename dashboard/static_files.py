"""Static files: a smaller Plotly, compressed once and kept by the browser for ever.

Dash serves the whole of plotly.js (4.8 MB) uncompressed. The pages draw lines, bars and boxes only, so the published
cartesian bundle of the same version (1.5 MB, 0.5 compressed) answers at its address.
"""

import gzip
import re
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, Response, request

BUNDLE = Path(__file__).parent / "static" / "plotly-cartesian.min.js"
PLOTLY_PREFIX = "/_dash-component-suites/plotly/package_data/plotly"
STATIC_PREFIXES = ("/assets/", "/_dash-component-suites/")
COMPRESSIBLE = {"application/json", "application/javascript", "text/javascript", "text/css", "text/html"}
# Smaller answers would not get smaller.
SMALLEST = 1_000
FOR_EVER = "public, max-age=31536000, immutable"
# JSON is compressed on each request: a low level is several times faster for a few per cent of size.
QUICK, THOROUGH = 4, 9


def is_static(path: str) -> bool:
    return path.startswith(STATIC_PREFIXES)


def serve_small(server: Flask) -> None:
    """Install the smaller Plotly and compression on ``server``."""

    @server.before_request
    def plotly() -> Response | None:
        if request.path.startswith(PLOTLY_PREFIX) and request.path.endswith(".js"):
            return Response(_bundle(), mimetype="application/javascript")
        return None

    @server.after_request
    def compress(response: Response) -> Response:
        static = is_static(request.path) and response.status_code == 200
        if static and _names_its_version():
            response.headers["Cache-Control"] = FOR_EVER
        if request.accept_encodings.quality("gzip") == 0 or response.mimetype not in COMPRESSIBLE:
            return response
        body = _read_whole(response)
        if len(body) < SMALLEST or "Content-Encoding" in response.headers:
            return response
        response.set_data(_compressed_once(body) if static else gzip.compress(body, QUICK, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add("Vary", "Accept-Encoding")
        return response


def _read_whole(response: Response) -> bytes:
    """The body; a file behind it is closed, because nobody will ask for it any more."""
    response.direct_passthrough = False
    source = response.response
    body = response.get_data()
    if hasattr(source, "close"):
        source.close()
    return body


def _names_its_version() -> bool:
    """Dash puts version or time of change into the address of a file, so that a new file has a new address."""
    return "m" in request.args or re.search(r"\.v[0-9_]+m[0-9]+", request.path) is not None


# Kept by content: whatever addresses are asked for, there are no more entries than files.
@lru_cache(maxsize=64)
def _compressed_once(body: bytes) -> bytes:
    return gzip.compress(body, THOROUGH, mtime=0)


@cache
def _bundle() -> bytes:
    return BUNDLE.read_bytes()
