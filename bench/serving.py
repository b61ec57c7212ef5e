"""The product as gunicorn serves it, started for a measurement and ended with it. On this machine only."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0
# Seconds of a processor in a second by the clock: less is what looks for new revisions and jobs.
IDLE = 0.1
PLAINLY = ("--workers", "2", "--worker-class", "gthread", "--threads", "8", "--log-level", "warning", "--preload")


@dataclass(frozen=True)
class Server:
    """``started`` is the time from the start to the first answer of /healthz, in seconds."""

    base: str
    pid: int
    started: float

    def memory(self) -> list[float]:
        """PSS of the processes that serve pages, in MB; of the one that only watches them and the worker none."""
        found = []
        for child in _children(self.pid):
            if "dashboard.embedded_worker" not in Path(f"/proc/{child}/cmdline").read_text():
                rollup = Path(f"/proc/{child}/smaps_rollup").read_text()
                found.append(
                    int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1024
                )
        return found

    def rest(self) -> None:
        """Wait until its processes have answered ahead: what they are asked meanwhile waits for the interpreter."""
        until, before = time.monotonic() + PATIENCE, -1.0
        while (spent := self._processor_seconds()) - before > IDLE and time.monotonic() < until:
            before = spent
            time.sleep(1)

    def _processor_seconds(self) -> float:
        stats = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in _children(self.pid)]
        return sum(int(each[11]) + int(each[12]) for each in stats) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(
    folder: Path, url: str, *, root: Path = ROOT, application: str = "dashboard.app:production()", **more: str
) -> Iterator[Server]:
    """A server of ``application``, taken from ``root``, over the database at ``url``; ``more`` are settings."""
    port = free_port()
    # A machine for tests may keep Python from writing what it has compiled; an installation does not.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = inherited | {
        "PYTHONPATH": str(root),
        "DATABASE_URL": url,
        "PORT": str(port),
        "MMUKO_DEMO": "1",
        "MMUKO_RATE_LIMIT": "0",
        "MMUKO_QUEUE_URL": f"sqlite:///{folder}/jobs-{port}.db",
        "MMUKO_UPLOAD_FOLDER": str(folder / "uploads"),
        "MMUKO_STATIC_FOLDER": str(folder / f"static-{root.name}"),
        **{f"MMUKO_{name.upper()}": value for name, value in more.items()},
    }
    # The naive variant is served in the same way, without the product's own settings.
    own = application.startswith("dashboard.")
    how = ["--config", "python:dashboard.server"] if own else [*PLAINLY, "--bind", f"127.0.0.1:{port}"]
    words = [sys.executable, "-m", "gunicorn", *how, application]
    start = time.monotonic()
    process = subprocess.Popen(words, cwd=root, env=environment, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{base}/healthz", process)
        yield Server(base, process.pid, time.monotonic() - start)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 an address of this machine
                return
        except urllib.error.HTTPError:
            # It answers, if only to say that there is no such page.
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(address)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
