"""The columns that the rows of a heatmap can be ordered by, and the order in which they are given."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

BY_POINTS, BY_NAME, BY_FIRST_BROKEN, BY_COMPLETE = "points", "name", "first_broken", "complete"
STAGE, DIRECTION = "stage", "direction"


class Row(Protocol):
    @property
    def short(self) -> str: ...
    @property
    def points(self) -> float | None: ...


R = TypeVar("R", bound=Row)


def stage_column(code: str) -> str:
    return f"{STAGE}:{code}"


def direction_column(code: str) -> str:
    return f"{DIRECTION}:{code}"


def by_points(rows: Iterable[R]) -> list[R]:
    """Rows by points, the highest first, equal ones by name; those without points last."""
    by_name = sorted(rows, key=lambda row: row.short.casefold())
    return sorted(by_name, key=lambda row: (row.points is None, -(row.points or 0.0)))
