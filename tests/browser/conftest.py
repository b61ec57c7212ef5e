"""The running product and a headless Chromium to use it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

START_LIMIT = 120
WIDE = {"width": 1366, "height": 900}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product on a seeded database, served as in production."""
    with served(tmp_path_factory.mktemp("product"), "demo") as url:
        yield url


@contextmanager
def served(folder: Path, preparation: str) -> Iterator[str]:
    """The product on a database of its own, ``mmuko.db`` in the folder, which the command ``preparation`` makes."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/mmuko.db",
        "MMUKO_DEMO": "1",
        "MMUKO_UPLOAD_FOLDER": f"{folder}/uploads",
        "MMUKO_QUEUE_URL": f"sqlite:///{folder}/jobs.db",
        "PORT": str(port),
    }
    programs = Path(sys.executable).parent
    prepare = [programs / "mmuko", preparation]
    subprocess.run(prepare, env=environment, check=True, capture_output=True, timeout=START_LIMIT)
    command = [programs / "gunicorn", "--config", "python:dashboard.server", "dashboard.app:production()"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the product did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("the browser tests need Chromium: `make chromium` installs it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A Russian browser window; whatever it asks of another host, or any script error, fails the test."""
    context = browser.new_context(viewport=WIDE, locale="ru-RU", base_url=address, accept_downloads=True)
    window = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            foreign.append(request.url)

    window.on("request", watch)
    window.on("pageerror", lambda error: errors.append(str(error)))
    # Generous: on a loaded machine a page may wait for the processor; an idle one needs a fraction of a second.
    window.set_default_timeout(45_000)
    yield window
    context.close()
    assert foreign == []
    assert errors == []
