"""The running product and a headless Chromium to use it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser.waiting import PATIENT
from tests.waiting import PATIENCE

WIDE = 1366
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # There is no graphics card: what imitates one draws slower than the processor by itself.
    "--disable-gpu",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demonstration(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product on the demonstration, served as in production; nobody changes anything in it."""
    with served(tmp_path_factory.mktemp("product"), demo_file, MMUKO_ANSWER_AHEAD="1") as url:
        yield url


@pytest.fixture(scope="module")
def address(demonstration: str) -> str:
    """What the pages of a module are opened at; a module that writes has a server of its own."""
    return demonstration


@contextmanager
def served(folder: Path, database: Path, **settings: str) -> Iterator[str]:
    """The product on a copy of a database, ``mmuko.db`` in the folder, as in production but for the ``settings``.

    Each answer is kept once it has been asked for: a server that lives for one journey answers nothing ahead.
    """
    shutil.copy(database, folder / "mmuko.db")
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/mmuko.db",
        "MMUKO_DEMO": "1",
        "MMUKO_UPLOAD_FOLDER": f"{folder}/uploads",
        "MMUKO_QUEUE_URL": f"sqlite:///{folder}/jobs.db",
        "PORT": str(port),
        "MMUKO_ANSWER_AHEAD": "0",
        **settings,
    }
    words = ("-m", "gunicorn", "--config", "python:dashboard.server", "dashboard.app:production()")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen((sys.executable, *words), env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
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
    # The shell is the same engine without the window around the page, which nobody sees here and which costs as much.
    program = shutil.which("chromium-headless-shell")
    if program is None:
        raise RuntimeError("the browser tests need Chromium: `make chromium` installs it")
    expect.set_options(timeout=PATIENT)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def windows(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a browser window; whatever one asks of another host, or any script error, fails the test."""
    foreign: list[str] = []
    errors: list[str] = []
    contexts = []

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            foreign.append(request.url)

    def open_window(width: int, locale: str, height: int = 900) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, locale=locale, base_url=address, accept_downloads=True)
        contexts.append(context)
        window = context.new_page()
        window.on("request", watch)
        window.on("pageerror", lambda error: errors.append(str(error)))
        window.set_default_timeout(PATIENT)
        return window

    yield open_window
    for context in contexts:
        context.close()
    assert foreign == []
    assert errors == []


@pytest.fixture
def page(windows: Callable[..., Page]) -> Page:
    """A Russian browser window on a wide screen."""
    return windows(WIDE, "ru-RU")
