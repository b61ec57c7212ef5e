"""``/metrics`` in the form of Prometheus: how many requests, of what, with which answer, and how long they took.

Workers are processes of their own; what each has counted lies in a folder that they share, so that whichever of them
is asked tells of all (``share_between_workers``).
"""

import hmac
import os
import shutil
import tempfile
import time

from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.door import FROM_INSIDE, METRICS, is_on_this_machine
from dashboard.settings import Settings
from dashboard.watching.state import Installation
from data.errors import AccessDenied
from data.language import _

SHARED = "PROMETHEUS_MULTIPROC_DIR"
# Seconds; a page is promised within 0.3, an answer within 10.
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)
# What is no address of the product has one name, or anybody could make names without end.
NO_SUCH_ADDRESS = "—"


def share_between_workers() -> None:
    """Before the application is built: choose the folder. What is left in it of an earlier run is forgotten."""
    if SHARED not in os.environ:
        os.environ[SHARED] = tempfile.mkdtemp(prefix="mmuko-metrics-")
        return
    forget_shared()
    os.makedirs(os.environ[SHARED], exist_ok=True)


def forget_shared() -> None:
    """What the workers have counted is of no use after the last of them."""
    shutil.rmtree(os.environ[SHARED], ignore_errors=True)


def add_metrics(server: Flask, settings: Settings, installation: Installation) -> None:
    """Count every answer from now on, and tell it at ``/metrics``: with the token of the settings, or from here."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    own = CollectorRegistry()
    answers = Counter("mmuko_answers", "Answers by address and status.", ("method", "address", "status"), registry=own)
    times = Histogram("mmuko_answer_seconds", "Time to an answer.", ("address",), registry=own, buckets=BOUNDS)
    kept = Counter("mmuko_kept_answers", "Questions whose answers may be kept.", ("result",), registry=own)

    @server.after_request
    def count(response: AnyResponse) -> AnyResponse:
        if FROM_INSIDE in request.environ:
            return response
        address = request.url_rule.rule if request.url_rule else NO_SUCH_ADDRESS
        answers.labels(request.method, address, str(response.status_code)).inc()
        if (result := g.get("kept_answer")) is not None:
            kept.labels(result).inc()
        times.labels(address).observe(time.perf_counter() - g.get("started", time.perf_counter()))
        return response

    @server.get(METRICS)
    def metrics() -> Response:
        if not _may_read(settings.metrics_token.get_secret_value()):
            raise AccessDenied(_("Metrics are read from this machine, or with the token of the settings."))
        registry, live = own, CollectorRegistry()
        if SHARED in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        live.register(installation)
        return Response(generate_latest(registry) + generate_latest(live), content_type=CONTENT_TYPE_LATEST)


def _may_read(token: str) -> bool:
    if not token:
        return is_on_this_machine()
    return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
