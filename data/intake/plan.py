"""What storing a checked file would do: compared with the data as of the latest revision, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

# Below the number of parameters that SQLite and PostgreSQL accept in one statement.
CHUNK = 1_000
Item = TypeVar("Item")


@dataclass(frozen=True)
class PlannedChange:
    """One cell: ``old`` → ``new``. Values are numbers, texts or kinds of nothing; None = there was none before."""

    municipality: str
    subject: str
    field: str
    old: str | float | None
    new: str | float | None


@dataclass
class Checked:
    """What a check read: every row of the file is an answer, refused, or skipped because it says nothing."""

    rows: int = 0
    skipped: int = 0
    refused: int = 0
    answers: list[Any] = field(default_factory=list)

    @property
    def balanced(self) -> bool:
        return self.rows == self.skipped + self.refused + len(self.answers)


class Plan(Protocol):
    """``new``, ``changed`` and ``unchanged`` count rows of the file."""

    new: int
    changed: int
    unchanged: int
    changes: list[PlannedChange]

    def store(self, session: Session, revision: int) -> None:
        """Write the changes into the caller's transaction under the number of its revision."""


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
