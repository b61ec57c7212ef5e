"""Finished answers as bytes, by key: in this process, and in Redis where processes share them.

What a key is made of is decided where answers are given; here nothing is known of them but their length.
"""

import logging
import time
from collections import OrderedDict
from threading import Lock
from typing import Protocol

from data.errors import ProductError
from data.language import _

LOG = logging.getLogger(__name__)
# What an entry takes beside its bytes: key, links and objects.
ENTRY = 300
# A shared answer is worth having only while it comes faster than a new one, in seconds.
PATIENCE = 0.25
# After a failure Redis is left alone for a while, in seconds: nobody waits for it on each question.
PAUSE = 10.0
# A shared answer goes after this many seconds; the revision it belongs to may be long gone.
LIFE = 24 * 3600


class Answers(Protocol):
    def get(self, key: bytes) -> bytes | None: ...

    def put(self, key: bytes, answer: bytes) -> None: ...


class KeptAnswers:
    """Answers of one process; those not asked for longest leave first once all of them exceed ``budget`` bytes."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.size = 0
        self._answers: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: bytes) -> bytes | None:
        with self._lock:
            if key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]

    def put(self, key: bytes, answer: bytes) -> None:
        """Keep an answer; one that would leave no room for others is not kept."""
        if _room(answer) * 4 > self.budget:
            return
        with self._lock:
            if (before := self._answers.pop(key, None)) is not None:
                self.size -= _room(before)
            self._answers[key] = answer
            self.size += _room(answer)
            while self.size > self.budget:
                _key, gone = self._answers.popitem(last=False)
                self.size -= _room(gone)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self.size = 0


def _room(answer: bytes) -> int:
    return len(answer) + ENTRY


class SharedAnswers:
    """Answers of this process, and behind them those of all processes in Redis.

    Redis may be slow, full or gone: then this process goes on by itself. Raises ProductError where the address is no
    address or the package that talks to Redis is not installed.
    """

    def __init__(self, own: Answers, url: str) -> None:
        try:
            from redis import Redis
            from redis.exceptions import RedisError
        except ImportError as error:
            raise ProductError(_("MMUKO_REDIS_URL needs the package “redis”: install mmuko[redis].")) from error
        try:
            self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        except ValueError as error:
            raise ProductError(_("MMUKO_REDIS_URL is no address such as redis://127.0.0.1:6379/1.")) from error
        self._failures: tuple[type[Exception], ...] = (RedisError, OSError)
        self._own = own
        self._back_at = 0.0

    def get(self, key: bytes) -> bytes | None:
        if (found := self._own.get(key)) is not None or self._pauses():
            return found
        try:
            shared = self._redis.get(_name(key))
        except self._failures as error:
            self._pause(error)
            return None
        if not isinstance(shared, bytes):
            return None
        self._own.put(key, shared)
        return shared

    def put(self, key: bytes, answer: bytes) -> None:
        self._own.put(key, answer)
        if self._pauses():
            return
        try:
            self._redis.set(_name(key), answer, ex=LIFE)
        except self._failures as error:
            self._pause(error)

    def _pauses(self) -> bool:
        return time.monotonic() < self._back_at

    def _pause(self, error: Exception) -> None:
        self._back_at = time.monotonic() + PAUSE
        LOG.warning("Redis does not answer, each process keeps its own answers for a while: %s", error)


def _name(key: bytes) -> bytes:
    return b"mmuko:answer:" + key.hex().encode()
