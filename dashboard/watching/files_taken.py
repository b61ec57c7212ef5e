"""Many files taken one by one are an export in bulk, and are recorded as one: docs/decisions/0015.

Each process counts for itself what an account asks for within an hour. The file that fills a handful is given only
together with an entry that names the whole handful; the fewer that most people ever take cost no writing at all.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

from flask import Flask, g, request
from sqlalchemy import Engine

from data.access import Viewer
from data.storage.audit import record
from data.storage.database import writing
from data.vocabulary import AuditEvent

HANDFUL = 10
WINDOW = 3600.0
# In the audit log, in place of the kind of a job.
ONE_BY_ONE = "one by one"
# Addresses that give a file with figures or texts of the region. Its outlines are part of a page.
FILES = frozenset(
    {
        "/export/<page_key>/<name>.<kind>",
        "/note/<code>.docx",
        "/notes/<identity>.zip",
        "/calendar/roadmap.ics",
        "/original/<sha256>",
        "/round/<code>.docx",
        "/returned/<int:identity>",
        "/download/template/<identity>",
        "/download/start/<name>.xlsx",
        "/download/round/<identity>",
        "/download/marked/<identity>",
        "/download/findings/<identity>.<kind>",
    }
)
LONGEST = 120


class FilesTaken:
    """What each account has asked for and is in no entry yet, the earliest first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def take(self, account: str, file: str) -> tuple[str, ...]:
        """Count a file; gives the handful that it fills, which is counted no more, or nothing."""
        now = self._clock()
        with self._lock:
            held = [(at, name) for at, name in self._asked[account] if at > now - WINDOW]
            held.append((now, file))
            self._asked[account] = [] if len(held) >= HANDFUL else held
        return tuple(name for _at, name in held) if len(held) >= HANDFUL else ()

    def give_back(self, account: str, handful: tuple[str, ...]) -> None:
        """Count these again, because their entry could not be written: the next file fills the handful once more."""
        now = self._clock()
        with self._lock:
            self._asked[account] = [(now, name) for name in handful[1:]] + self._asked[account]


def record_files(server: Flask, engine: Engine, taken: FilesTaken | None = None) -> None:
    """Install the count behind the door. Where the entry cannot be written, the file is not given."""
    counted = taken or FilesTaken()

    @server.before_request
    def count() -> None:
        viewer: Viewer | None = g.get("viewer")
        rule = request.url_rule
        # A demonstration has no accounts: there is nobody to tell of.
        if viewer is None or not viewer.account or rule is None or rule.rule not in FILES:
            return
        handful = counted.take(viewer.account, request.path[:LONGEST])
        if not handful:
            return
        try:
            _record(engine, viewer, handful)
        except BaseException:
            counted.give_back(viewer.account, handful)
            raise


def _record(engine: Engine, viewer: Viewer, handful: tuple[str, ...]) -> None:
    detail: Mapping[str, object] = {"kind": ONE_BY_ONE, "files": len(handful), "addresses": "; ".join(handful)}
    with writing(engine, data=False) as session:
        record(session, AuditEvent.BULK_EXPORT, viewer.author, detail=dict(detail))
