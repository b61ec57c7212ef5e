"""Settings of gunicorn, which serves the product in the demonstration and in production: docs/decisions/0013."""

import gc
import os
import subprocess
import sys
from typing import Any

from dashboard.settings import Settings

_settings = Settings()
_worker: list["subprocess.Popen[bytes]"] = []

# A balancer on the same machine stands in front; nothing listens on other addresses.
bind = f"127.0.0.1:{_settings.port}"
workers = 2
# The application is built once and its memory is shared by the workers, which are forked from it.
preload_app = True
# Of the worker classes this one keeps connections open and needs no library of its own.
worker_class = "gthread"
# One reader's long work must not hold up the short questions of the others: measured in docs/decisions/0013.
threads = 8
# Longer than a balancer or a reader pauses between two requests, so that it is never the server that hangs up.
keepalive = 65
timeout = 60
accesslog = None
errorlog = "-"
loglevel = "warning"

# Looking for garbage while two thousand modules are loaded takes a fifth of the start and finds none.
gc.disable()


def when_ready(_server: object) -> None:
    # What is loaded stays for good. Never looked at again, it stays in the pages that the workers share.
    gc.collect()
    gc.freeze()
    if _settings.embedded_worker:
        _worker.append(subprocess.Popen((sys.executable, "-m", "dashboard.embedded_worker", str(os.getpid()))))
    print(f"mmuko: http://127.0.0.1:{_settings.port}/", flush=True)  # noqa: T201 the address for whoever started it


def post_worker_init(worker: Any) -> None:
    gc.enable()
    worker.wsgi.extensions["read_ahead"].start()


def on_exit(_server: object) -> None:
    for worker in _worker:
        worker.terminate()
        worker.wait(timeout=30)
