"""What has been read or worked out once for all readers of a process, by database; bounded in number and in bytes.

Whatever is put here must be a pure function of its key and must never be changed by who gets it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from sqlalchemy import Engine

# Names and rubrics in two languages, and the facts of every period and direction of a few revisions and scopes.
MOST_KEPT = 4_000
# Bytes of all of it together, as ``weight`` estimates them: a region needs a quarter of it; of a country it holds a few
# directions with every municipality.
BUDGET = 64 * 2**20
# Of a long list so many entries are weighed, for all of them.
WEIGHED = 5
OBJECT, NUMBER, POINTER, DEEPEST = 48, 28, 8, 8

Facts = OrderedDict[Hashable, tuple[Any, int]]


class KeptFacts:
    """Facts by key; those not asked for longest leave first."""

    def __init__(self, most: int = MOST_KEPT, budget: int = BUDGET) -> None:
        self.most, self.budget = most, budget
        self._by_database: WeakKeyDictionary[Engine, Facts] = WeakKeyDictionary()
        self._weights: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
        self._lock = Lock()
        self._turns: dict[Hashable, Lock] = {}

    def get(self, database: Engine, key: Hashable, read: Callable[[], Any]) -> Any:
        """The fact of ``key``, made by ``read`` if it is not kept.

        Who comes while it is being made waits for it: a choice on a page asks several questions at once, which are
        made of the same facts.
        """
        with self._lock:
            facts = self._by_database.setdefault(database, OrderedDict())
            if key in facts:
                facts.move_to_end(key)
                return facts[key][0]
            turn = self._turns.setdefault((id(database), key), Lock())
        try:
            with turn:
                with self._lock:
                    if key in facts:
                        return facts[key][0]
                found = read()
                self._put(database, facts, key, found)
                return found
        finally:
            with self._lock:
                self._turns.pop((id(database), key), None)

    def clear(self, database: Engine | None = None) -> None:
        """Forget what was read of one database, or of all."""
        with self._lock:
            for kept_ones in (self._by_database, self._weights):
                if database is None:
                    kept_ones.clear()
                else:
                    kept_ones.pop(database, None)

    def _put(self, database: Engine, facts: Facts, key: Hashable, found: Any) -> None:
        own = weight(found)
        with self._lock:
            facts[key] = found, own
            total = self._weights.get(database, 0) + own
            while len(facts) > self.most or (total > self.budget and len(facts) > 1):
                _key, (_found, gone) = facts.popitem(last=False)
                total -= gone
            self._weights[database] = total


def weight(value: Any, depth: int = 0) -> int:
    """About how many bytes a fact takes. Words of enumerations are nobody's own; what two facts share is counted in
    both, and what most entries of a list share in one of those that are weighed."""
    return _weight(value, depth, set())


def _weight(value: Any, depth: int, seen: set[int]) -> int:
    if isinstance(value, Enum) or value is None or isinstance(value, bool):
        return 0
    if isinstance(value, int | float):
        return NUMBER
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(deep=False).sum())
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if isinstance(value, str | bytes):
        return OBJECT + len(value)
    if depth >= DEEPEST:
        return POINTER
    if isinstance(value, Mapping):
        return OBJECT + _several(list(value.values()), depth, seen) + _several(list(value), depth, seen)
    if isinstance(value, tuple | list | set | frozenset):
        return OBJECT + _several(list(value), depth, seen)
    if is_dataclass(value):
        return OBJECT + sum(POINTER + _weight(getattr(value, one.name), depth + 1, seen) for one in fields(value))
    return OBJECT + _several(list(getattr(value, "__dict__", {}).values()), depth, seen)


def _several(values: list[Any], depth: int, seen: set[int]) -> int:
    """The entries of a list: of a long one some are weighed, and apart from them the first, with what all share."""
    if not values:
        return 0
    first = _weight(values[0], depth + 1, seen)
    some = values[1 :: max(1, len(values) // WEIGHED)]
    rest = sum(_weight(each, depth + 1, seen) for each in some) * (len(values) - 1) // len(some) if some else 0
    return len(values) * POINTER + first + rest
