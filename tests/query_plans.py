"""How a database means to answer a statement, and whether the work grows with the square of the rows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

# Indexes of SQLite that choose a large part of a table, whatever the row outside is: a year, or what is valid.
WIDE = re.compile(r"\((period_id=\?|valid_from<\?|valid_to[<>=].*)\)")
ONE_ROW = re.compile(r"SEARCH \w+ .*(INTEGER PRIMARY KEY \(rowid=\?\)|sqlite_autoindex_\w+ \(code=\?\))")
# In PostgreSQL's estimates: pairs of rows to compare. A loop over this few is what a planner rightly prefers.
PAIRS = 100_000


@dataclass(frozen=True)
class Statement:
    text: str
    parameters: Any

    @property
    def reads(self) -> bool:
        return self.text.lstrip().upper().startswith(("SELECT", "WITH"))


@contextmanager
def statements_of(engine: Engine) -> Iterator[list[Statement]]:
    """What is asked of the database meanwhile, in order."""
    asked: list[Statement] = []

    def note(_connection: Any, _cursor: Any, text: str, parameters: Any, *_others: Any) -> None:
        asked.append(Statement(text, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def full_loops(engine: Engine, statement: Statement) -> list[str]:
    """The steps of the plan that read a whole table for each row of another one."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement.text}", statement.parameters).all()
            return full_loops_of_sqlite([(row[0], row[1], row[3]) for row in rows])
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement.text}", statement.parameters).scalar()
        return list(full_loops_of_postgresql(plan[0]["Plan"]))


def full_loops_of_sqlite(steps: list[tuple[int, int, str]]) -> list[str]:
    """``steps`` are (identity, parent, words). Of the loops under one parent only the first may read everything.

    Nor may a later one read a whole year, unless one row alone stands before it. A subquery that depends on the row
    outside is asked for each row: there not even the first may.
    """
    words = {identity: text for identity, _parent, text in steps}
    loops: dict[int, list[str]] = {}
    for _identity, parent, text in steps:
        if re.match(r"(SCAN|SEARCH) (?!CONSTANT ROW)", text):
            loops.setdefault(parent, []).append(text)
    found = []
    for parent, texts in loops.items():
        inner = texts if words.get(parent, "").startswith("CORRELATED") else texts[1:]
        found += [text for text in inner if text.startswith("SCAN")]
        found += [
            text for place, text in enumerate(texts) if WIDE.search(text) and not all(map(ONE_ROW.match, texts[:place]))
        ]
    return found


def full_loops_of_postgresql(plan: dict[str, Any]) -> Iterator[str]:
    """Nested loops whose inner side reads a table, or keeps one it has read, for each of many rows outside."""
    parts = plan.get("Plans", [])
    if plan["Node Type"] == "Nested Loop":
        outer, inner = parts[:2]
        pairs = outer["Plan Rows"] * max(_read(inner), 1)
        if _reads_all(inner) and pairs > PAIRS:
            yield f"{pairs:.0f} pairs: {outer['Node Type']} × {inner['Node Type']} {inner.get('Relation Name', '')}"
    for part in parts:
        if (
            part.get("Parent Relationship") == "SubPlan"
            and _reads_all(part)
            and plan["Plan Rows"] * _read(part) > PAIRS
        ):
            yield f"for each row: {part['Node Type']} {part.get('Relation Name', '')}"
        yield from full_loops_of_postgresql(part)


def _reads_all(plan: dict[str, Any]) -> bool:
    """Whether a plan goes through rows that no index has chosen."""
    if plan["Node Type"] in ("Seq Scan", "CTE Scan", "Function Scan"):
        return True
    if plan["Node Type"] in ("Materialize", "Subquery Scan", "Sort", "Unique", "Aggregate", "Hash Join", "Merge Join"):
        return any(_reads_all(part) for part in plan.get("Plans", []))
    return False


def _read(plan: dict[str, Any]) -> float:
    """The largest number of rows that a step of the plan gives."""
    return max([float(plan["Plan Rows"]), *(_read(part) for part in plan.get("Plans", []))])
