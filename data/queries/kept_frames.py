"""Frames that are read once per process: what a revision holds never changes, so that nothing has to be thrown away.

Pages read the same few totals again and again; reading and summing them is most of the time of a country-wide page.
This is the one place that keeps them. The key names the database, the newest revision, the revision read, the key of
the session where others have numbers instead of names, and whatever else the frame depends on, the viewer's scope
among it. The newest revision is there because names and years of municipalities are not versioned: they change only
together with a new revision.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from weakref import WeakKeyDictionary

import pandas as pd
from sqlalchemy import Engine

from data.storage.reader import Reader

# Bytes of all frames together: totals of five years of a country, or everything of a region many times over.
BUDGET = 48 * 2**20

Key = tuple[Hashable, ...]
# A frame and its size in bytes.
Frames = OrderedDict[Key, tuple[pd.DataFrame, int]]


class KeptFrames:
    """Frames by key, those not asked for longest leave first once they exceed ``budget`` bytes."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget
        self._by_database: WeakKeyDictionary[Engine, Frames] = WeakKeyDictionary()
        self._lock = Lock()
        self._turns: dict[Key, Lock] = {}

    def get(self, reader: Reader, key: Key, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The frame of ``key``, read by ``read`` if it is not kept; a caller may change what it gets.

        Nothing is kept of a transaction that writes: its revision may never come to be.
        """
        database = reader.session.get_bind()
        if not isinstance(database, Engine) or reader.writes:
            return read()
        # What is read for a viewer who may not know others holds the numbers of one session.
        whole = (reader.newest, reader.revision, reader.viewer.alias_key, *key)
        with self._lock:
            frames = self._by_database.setdefault(database, OrderedDict())
            found = _used(frames, whole)
        if found is None:
            found = self._read_in_turn(frames, whole, read)
        # Lazily copied: a change of the caller's frame is not one of the kept frame.
        return found.copy(deep=False)

    def clear(self, database: Engine | None = None) -> None:
        """Forget every frame, of one database or of all; nothing but the time of the next answers depends on it."""
        with self._lock:
            if database is None:
                self._by_database.clear()
            else:
                self._by_database.pop(database, None)

    def _read_in_turn(self, frames: Frames, whole: Key, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Who comes while a frame is being read waits for it: read twice at once, both would take twice as long."""
        place = (id(frames), *whole)
        with self._lock:
            turn = self._turns.setdefault(place, Lock())
        try:
            with turn:
                with self._lock:
                    found = _used(frames, whole)
                if found is None:
                    found = read()
                    with self._lock:
                        frames[whole] = found, _size(found)
                        self._trim(frames)
            return found
        finally:
            with self._lock:
                self._turns.pop(place, None)

    def _trim(self, frames: Frames) -> None:
        # Each size is worked out once: an archive of notes keeps hundreds of small frames.
        total = sum(size for _frame, size in frames.values())
        while len(frames) > 1 and total > self.budget:
            _key, (_frame, size) = frames.popitem(last=False)
            total -= size


def _used(frames: Frames, key: Key) -> pd.DataFrame | None:
    """The kept frame, which is now the last one to leave."""
    if key not in frames:
        return None
    frames.move_to_end(key)
    return frames[key][0]


def _size(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(index=True, deep=False).sum())


KEPT = KeptFrames()
