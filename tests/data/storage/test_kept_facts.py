"""Facts that all readers of a process share: made once, bounded in bytes, waited for by who comes meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine

from data.storage.kept_facts import KeptFacts, weight


@dataclass(frozen=True)
class Row:
    name: str
    points: float


def counting(made: list[str], fact: str) -> Callable[[], str]:
    def read() -> str:
        made.append(fact)
        return fact

    return read


def test_those_not_asked_for_longest_leave_first(empty_database: Engine) -> None:
    facts, made = KeptFacts(most=2), list[str]()
    for key in ("a", "b", "a", "c", "a", "b"):
        assert facts.get(empty_database, key, counting(made, key)) == key
    assert made == ["a", "b", "c", "b"]


def test_together_they_stay_below_their_budget(empty_database: Engine) -> None:
    large = "x" * 1000
    facts, made = KeptFacts(budget=2500), list[str]()
    for key in (1, 2, 3, 3, 1):
        facts.get(empty_database, key, counting(made, large))
    assert len(made) == 4
    # One that is too large by itself is kept until the next one.
    alone = KeptFacts(budget=10)
    alone.get(empty_database, 1, counting(made, large))
    alone.get(empty_database, 1, counting(made, large))
    assert len(made) == 5


def test_who_comes_while_a_fact_is_made_waits_for_it(empty_database: Engine) -> None:
    facts, made, begun, go = KeptFacts(), list[str](), Event(), Event()

    def slowly() -> str:
        begun.set()
        assert go.wait(30)
        return counting(made, "fact")()

    found: list[str] = []
    first = Thread(target=lambda: found.append(facts.get(empty_database, "key", slowly)))
    first.start()
    assert begun.wait(30)
    second = Thread(target=lambda: found.append(facts.get(empty_database, "key", counting(made, "another"))))
    second.start()
    go.set()
    for thread in (first, second):
        thread.join(30)
    assert found == ["fact", "fact"]
    assert made == ["fact"]


def test_a_fact_that_fails_is_asked_for_again(empty_database: Engine) -> None:
    facts = KeptFacts()

    def fails() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        facts.get(empty_database, "key", fails)
    assert facts.get(empty_database, "key", lambda: "fact") == "fact"


def test_weights_grow_with_what_is_held() -> None:
    rows = tuple(Row(f"municipality {number}", float(number)) for number in range(2_300))
    assert 100 * len(rows) < weight(rows) < 400 * len(rows)
    assert weight(rows) > 20 * weight(rows[:100])
    assert weight(np.zeros(1000)) == 8000
    assert weight(pd.DataFrame({"points": np.zeros(1000)})) >= 8000
    assert weight({"a": rows}) > weight(rows)
