"""Reading ahead: what the first pages of a new revision need is read before anybody opens them.

Each process that serves pages keeps frames of its own (``data.queries.kept_frames``), so each reads ahead for itself.
It asks the database for the newest revision and waits for no message: a revision may come from a page, from the command
line or from another machine, and an answer costs less than a millisecond.
"""

import ctypes
import logging
from collections.abc import Callable
from threading import Event, Thread

from sqlalchemy import Engine

from data.access import MINISTRY
from data.errors import DatabaseUnavailable, ProductError
from data.storage.database import reading
from data.storage.reader import latest_revision, open_reader
from data.views.overview.address import OverviewSelection
from data.views.overview.page import overview_view
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view

LOG = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 1.0


def read_first_pages(engine: Engine) -> None:
    """Build overview and ranking of the newest revision as the ministry opens them, and drop them.

    What stays are the frames they are made of, each under its own key and by its own query: of what a role may not see
    nothing can get to it. Raises as the views do where there is nothing to show.
    """
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        rankings_view(reader, RankingsSelection())
        overview_view(reader, OverviewSelection())


def give_back_memory() -> None:
    """Give back what has been freed, where the C library can: working ahead needs more for a moment than it leaves."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class ReadAhead:
    """Looks for new revisions of one database, and calls ``read`` once for each that it finds."""

    def __init__(
        self,
        engine: Engine,
        read: Callable[[Engine], None] = read_first_pages,
        seconds: float = SECONDS_BETWEEN_LOOKS,
    ) -> None:
        self.engine = engine
        self._read = read
        self._seconds = seconds
        self._seen: int | None = None
        self._ended = Event()

    def look(self) -> bool:
        """Read ahead where there is a revision not seen before; tells whether there was.

        What goes wrong is left to the reader's own request: reading ahead must not end what serves pages.
        """
        try:
            with reading(self.engine) as session:
                latest = latest_revision(session)
            if latest == self._seen:
                return False
            # Whatever goes wrong below goes wrong again: once for a revision is enough.
            self._seen = latest
            self._read(self.engine)
            give_back_memory()
        except DatabaseUnavailable:
            # Only this may be better at the next look.
            self._seen = None
            return False
        except ProductError:
            # There is nothing to show yet, so nothing to read ahead for.
            pass
        return True

    def start(self) -> Thread:
        """Look again and again, beside what the process does otherwise, until ``end`` is called."""
        thread = Thread(target=self._run, name="read-ahead", daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self.look()
            except Exception:
                LOG.exception("reading ahead failed")
            self._ended.wait(self._seconds)
