"""The log as one JSON object a line, for machines that gather logs: every answer, and every failure with its number."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask, g, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.door import FROM_INSIDE
from data.origin import current_correlation

REQUESTS = logging.getLogger("mmuko.requests")
# What a request is logged with, beside time and number.
FIELDS = ("method", "address", "status", "milliseconds", "account", "origin")


class JsonLines(logging.Formatter):
    """A record as one line; what was asked for stands in it, never what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        content: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": current_correlation(),
        }
        content |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            content["failure"] = self.formatException(record.exc_info)
        return orjson.dumps(content, default=str).decode()


def write_json_lines() -> None:
    """Let every logger of this process write such lines to the standard error output."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    REQUESTS.setLevel(logging.INFO)


def log_answers(server: Flask) -> None:
    """Write a line for every answer: what was asked, by whom, from where, with what result. No query, no body."""

    @server.after_request
    def log(response: AnyResponse) -> AnyResponse:
        if FROM_INSIDE in request.environ:
            return response
        viewer = g.get("viewer")
        REQUESTS.info(
            "answer",
            extra={
                "method": request.method,
                "address": request.path[:200],
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
                "account": viewer.author if viewer else "",
                "origin": request.remote_addr or "",
            },
        )
        return response
