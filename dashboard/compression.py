"""Documents and answers are compressed for whoever can read that; static files have been compressed before."""

import gzip

import brotli
from flask import Flask, Response, request

COMPRESSIBLE = {"application/json", "text/html", "text/csv"}
# Smaller answers would not get smaller.
SMALLEST = 1_000
# Done on each request: a low level is several times faster for a few per cent of size.
BROTLI_QUALITY, GZIP_LEVEL = 4, 4


def compress_answers(server: Flask) -> None:
    """Install compression on ``server``."""

    @server.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in COMPRESSIBLE or "Content-Encoding" in response.headers or response.is_streamed:
            return response
        response.headers.add("Vary", "Accept-Encoding")
        body = response.get_data()
        encoding = best_encoding()
        if encoding and len(body) >= SMALLEST:
            response.set_data(compressed(body, encoding))
            response.headers["Content-Encoding"] = encoding
        return response


def best_encoding() -> str | None:
    """The smallest encoding that the running request accepts, None for none."""
    return next((encoding for encoding in ("br", "gzip") if request.accept_encodings.quality(encoding) > 0), None)


def compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, GZIP_LEVEL, mtime=0)
