"""Settings of gunicorn, which serves the product in the demonstration and in production."""

import os
import subprocess
import sys

from dashboard.settings import Settings
from data.storage.database import connect, migrate

_settings = Settings()
_worker: list["subprocess.Popen[bytes]"] = []

# A balancer on the same machine stands in front; nothing listens on other addresses.
bind = f"127.0.0.1:{_settings.port}"
workers = 2
# One thread: under the interpreter lock several threads of a process only slow each other down.
threads = 1
timeout = 60
accesslog = None
errorlog = "-"
loglevel = "warning"


def on_starting(_server: object) -> None:
    # Once, before any worker: two workers would bring the schema up to date at the same time.
    engine = connect(_settings.database_url)
    migrate(engine)
    engine.dispose()


def when_ready(_server: object) -> None:
    if _settings.embedded_worker:
        _worker.append(subprocess.Popen((sys.executable, "-m", "dashboard.embedded_worker", str(os.getpid()))))
    print(f"mmuko: http://127.0.0.1:{_settings.port}/", flush=True)  # noqa: T201 the address for whoever started it


def on_exit(_server: object) -> None:
    for worker in _worker:
        worker.terminate()
        worker.wait(timeout=30)
