"""Answering ahead: of a new revision the pages that most people open are answered before anybody asks.

Each process that serves pages does it for itself, beside its readers: after each answer it rests as long as that took.
Where answers are shared through Redis the second process finds those of the first.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import brotli
from flask import Flask
from sqlalchemy import Engine

from dashboard.door import FROM_INSIDE
from dashboard.kept.little_browser import LittleBrowser
from data.access import MINISTRY, Viewer
from data.language import DEFAULT_LANGUAGE
from data.vocabulary import Role
from data.work.ahead import read_first_pages

VIEWERS = (MINISTRY, Viewer(Role.ANALYST))
# Pages as they open, and the control of each whose every value is a common choice.
PAGES: Mapping[str, tuple[str, ...]] = {
    "/overview": ("overview-period",),
    "/rankings": ("rankings-subject", "rankings-period"),
    "/cycle": ("cycle-direction", "cycle-period"),
    "/municipality": (),
    "/clusters": (),
    "/indicators": (),
}
# As they open, those of a country that take longest last.
FIRST = ("/indicators", "/municipality", "/clusters", "/rankings", "/cycle", "/overview")
LOG = logging.getLogger(__name__)
# So long the start may take longer; a page that is being opened then is finished.
SECONDS_BEFORE = 0.3
# Of a country each answer takes seconds: after this many in all, readers have the processor for themselves.
SECONDS = 20.0


def answers_ahead(server: Flask, rest: Callable[[float], None] = time.sleep) -> Callable[[Engine], None]:
    """What ``ReadAhead`` calls for each new revision: answer, and so keep, the common questions in turn."""

    def answer(engine: Engine) -> None:
        # Raises where there is nothing to show yet, and reads what all pages are made of.
        read_first_pages(engine)
        spent = 0.0
        for viewer in VIEWERS:
            for step in _steps(server, viewer):
                start = time.monotonic()
                step()
                spent += (taken := time.monotonic() - start)
                if spent > SECONDS:
                    return
                rest(taken)

    return answer


def open_before_forking(server: Flask, engine: Engine) -> None:
    """Open the pages once in the process that is about to be forked (docs/decisions/0016).

    What is made in doing so, facts and kept answers among it, is in memory that the forked processes share.
    """
    until = time.monotonic() + SECONDS_BEFORE
    browser = LittleBrowser(_sender(server, VIEWERS[0]))
    try:
        for path in FIRST:
            if time.monotonic() < until:
                browser.open(path)
    except Exception:
        # The forked processes serve nevertheless, and tell whoever asks.
        LOG.exception("Opening the pages before the fork failed")
    engine.dispose()


def _steps(server: Flask, viewer: Viewer) -> Iterator[Callable[[], None]]:
    """The pages as they open, then their common choices; each step is one thing that a reader does."""
    browsers = {path: LittleBrowser(_sender(server, viewer)) for path in PAGES}
    for path, browser in browsers.items():
        yield lambda browser=browser, path=path: browser.open(path)  # type: ignore[misc]
    for path, controls in PAGES.items():
        for control in controls:
            for value in browsers[path].offered(control):
                yield lambda browser=browsers[path], control=control, value=value: browser.choose(  # type: ignore[misc]
                    control, "value", value
                )


def _sender(server: Flask, viewer: Viewer) -> Callable[[str, str, bytes | None], bytes]:
    """Requests that the application makes to itself as ``viewer``; what they give is kept as for anybody else."""
    client = server.test_client(use_cookies=False)
    headers = {"Accept-Encoding": "br", "Accept-Language": DEFAULT_LANGUAGE, "Content-Type": "application/json"}

    def send(method: str, address: str, body: bytes | None) -> bytes:
        inside: dict[str, Any] = {FROM_INSIDE: viewer}
        with client.open(address, method=method, data=body, headers=headers, environ_overrides=inside) as answer:
            content = answer.get_data()
            return brotli.decompress(content) if answer.headers.get("Content-Encoding") == "br" else content

    return send
