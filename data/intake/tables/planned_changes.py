"""What storing a checked file would do: compared with the data as of the latest revision, cell by cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

# Below the number of parameters that SQLite and PostgreSQL accept in one statement.
CHUNK = 1_000
Item = TypeVar("Item")
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedChange:
    """One cell: ``old`` → ``new``. Values are numbers, texts or kinds of nothing; None = there was none before."""

    municipality: str
    subject: str
    field: str
    old: str | float | None
    new: str | float | None


class PlannedChanges(Sequence[PlannedChange]):
    """Changes that are made into objects when they are asked for: a table of a million figures changes two million.

    ``different``: row × field, whether it changes; ``make`` gives the change of a row and field by their numbers.
    ``first`` are changes of other things, which stand before these.
    """

    def __init__(
        self,
        different: NDArray[np.bool_],
        make: Callable[[int, int], PlannedChange],
        first: Sequence[PlannedChange] = (),
    ) -> None:
        self._make, self._first = make, tuple(first)
        self._rows, self._fields = (part.astype(np.uint32) for part in np.nonzero(different))

    @classmethod
    def none(cls) -> "PlannedChanges":
        return cls(np.zeros((0, 0), bool), lambda _row, _field: PlannedChange("", "", "", None, None))

    def __len__(self) -> int:
        return len(self._first) + len(self._rows)

    @overload
    def __getitem__(self, index: int) -> PlannedChange: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PlannedChange, ...]: ...
    def __getitem__(self, index: int | slice) -> PlannedChange | tuple[PlannedChange, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        if place < len(self._first):
            return self._first[place]
        place -= len(self._first)
        return self._make(int(self._rows[place]), int(self._fields[place]))

    def behind(self, first: Sequence[PlannedChange]) -> "PlannedChanges":
        """These changes behind others."""
        made = copy(self)
        made._first = (*first, *self._first)
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


@dataclass
class Checked:
    """What a check read: every row of the file is an answer, refused, or skipped because it says nothing.

    ``answers`` is a list, or columns that act like one.
    """

    rows: int = 0
    skipped: int = 0
    refused: int = 0
    answers: Any = field(default_factory=list)

    @property
    def balanced(self) -> bool:
        return self.rows == self.skipped + self.refused + len(self.answers)


class Plan(Protocol):
    """``new``, ``changed`` and ``unchanged`` count rows of the file."""

    new: int
    changed: int
    unchanged: int

    @property
    def changes(self) -> Sequence[PlannedChange]:
        """One after another, in the order of the file."""

    def store(self, session: Session, revision: int) -> None:
        """Write the changes into the caller's transaction under the number of its revision."""


@dataclass
class FieldPlan:
    """Counts and changes of rows that are compared field by field."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)

    def compare(self, municipality: str, subject: str, old: Fields | None, values: Fields) -> bool:
        """Count a row and note its fields that differ from ``old``, None when there was no row; whether any does."""
        before = old or dict.fromkeys(values)
        different = [name for name in values if before[name] != values[name]]
        self.unchanged += not different
        self.new += bool(different) and old is None
        self.changed += bool(different) and old is not None
        self.changes.extend(
            PlannedChange(municipality, subject, name, before[name], values[name]) for name in different
        )
        return bool(different)


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
