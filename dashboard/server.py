"""Settings of gunicorn, which serves the product in the demonstration and in production: docs/decisions/0016."""

import ctypes
import gc
import os
import subprocess
import sys
from typing import Any

from gunicorn.http import wsgi

from dashboard.settings import Settings
from dashboard.watching.metrics import forget_shared, share_between_workers

_settings = Settings()
if _problem := _settings.problem():
    # One line for whoever starts it, instead of the trace of a worker that would not boot.
    raise SystemExit(_problem)
# Chosen before anything is counted.
share_between_workers()
_worker: list["subprocess.Popen[bytes]"] = []

# A proxy on the same machine stands in front, unless the settings name another address.
bind = f"{_settings.bind}:{_settings.port}"
workers = 2
# The application is built once and its memory is shared by the workers, which are forked from it.
preload_app = True
# Keeps connections open, and gives a thread nothing but a whole request.
worker_class = "dashboard.patient_worker.PatientWorker"
# One reader's long work must not hold up the short questions of the others: measured in docs/decisions/0016.
threads = 8
# Longer than a balancer or a reader pauses between two requests, so that it is never the server that hangs up.
keepalive = 65
timeout = 60
accesslog = None
errorlog = "-"
loglevel = "warning"

# One place for the memory of all threads: each of its own keeps what it has freed, and the interpreter lets one of
# them work at a time anyway. (The number of the setting is that of glibc; other libraries have none.)
M_ARENA_MAX = -8
if (_set_memory := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
    _set_memory(M_ARENA_MAX, 1)

# Looking for garbage while two thousand modules are loaded takes a fifth of the start and finds none.
gc.disable()


class QuietResponse(wsgi.Response):  # type: ignore[misc]
    """Answers without the name of the server: it helps nobody but who looks for its weak versions."""

    def default_headers(self) -> list[str]:
        return [line for line in super().default_headers() if not line.lower().startswith("server:")]


# gunicorn has no setting for it, and adds the header after the application has answered.
wsgi.Response = QuietResponse


def when_ready(server: Any) -> None:
    server.app.wsgi().extensions["before_forking"]()
    # What is loaded stays for good. Never looked at again, it stays in the pages that the workers share.
    # Collecting first would take a quarter of a second to find three thousand of half a million objects.
    gc.freeze()
    if _settings.embedded_worker:
        _worker.append(subprocess.Popen((sys.executable, "-m", "dashboard.embedded_worker", str(os.getpid()))))
    print(f"mmuko: http://127.0.0.1:{_settings.port}/", flush=True)  # noqa: T201 the address for whoever started it


def post_worker_init(worker: Any) -> None:
    # An answer about a country makes hundreds of thousands of objects that live as long as it does: looked at after
    # each 700, as Python does by itself, they are looked at again and again, a sixth of the answer's time.
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    worker.wsgi.extensions["read_ahead"].start()


def on_exit(_server: object) -> None:
    for worker in _worker:
        worker.terminate()
        worker.wait(timeout=30)
    forget_shared()
