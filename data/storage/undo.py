"""Undoing a revision: a new revision that gives back what the older one changed. Nothing is erased."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, insert, inspect, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from data.access import Viewer
from data.errors import Conflict, NotFound
from data.language import _
from data.messages import Message, MessageCode
from data.models.assessment import Score
from data.models.base import Base, Versioned
from data.models.revision import Revision
from data.storage.derived_results import refresh_component_results
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind


class ChangedSince(Conflict):
    """A later revision changed the same rows, so that undoing the older one would lose the later change."""


def undo_revision(session: Session, viewer: Viewer, number: int, *, author: str) -> Revision:
    """Add a revision that reverses revision ``number``, inside a writing session.

    Raises AccessDenied for a viewer who may not write, NotFound for an unknown number and ChangedSince, naming the
    later revision, when a row that it touched no longer stands as it left it.
    """
    viewer.require_writing()
    if session.get(Revision, number) is None:
        raise NotFound(_("There is no revision {number}.").format(number=number))
    touched = _touched_assessments(session, number)
    reversals = [_reversal(session, model, number) for model in changed_models()]
    revision = open_revision(
        session,
        author=author,
        kind=RevisionKind.UNDO,
        message=Message(MessageCode.UNDO, {"number": number}),
    )
    revision.undoes = number
    for reversal in reversals:
        reversal.store(session, revision.number)
    revision.changed_cells = sum(reversal.cells for reversal in reversals)
    session.flush()
    refresh_component_results(session, revision.number, touched)
    return revision


def changed_models() -> list[type[Versioned]]:
    """The tables that people change, those that others refer to first; derived results follow from the scores."""
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    mappers = [one for one in Base.registry.mappers if issubclass(one.class_, Versioned) and one.class_.IDENTITY]
    return [one.class_ for one in sorted(mappers, key=lambda one: order[one.class_.__tablename__])]


@dataclass(frozen=True)
class _Reversal:
    """For one table: the rows that end, and the contents that return."""

    model: type[Versioned]
    ending: list[int]
    returning: list[dict[str, Any]]
    cells: int

    def store(self, session: Session, revision: int) -> None:
        if self.ending:
            parameters = [{"row": identity} for identity in self.ending]
            table: Any = self.model.__table__  # type: ignore[attr-defined]
            session.connection().execute(
                update(table).where(table.c.id == bindparam("row")).values(valid_to=revision), parameters
            )
        if self.returning:
            session.execute(
                insert(self.model), [row | {"valid_from": revision, "valid_to": None} for row in self.returning]
            )


def _reversal(session: Session, model: Any, number: int) -> _Reversal:
    """What reversing the revision means for one table; every row it touched must still be as it left it."""
    brought = {
        _key(model, row): _content(row) for row in session.scalars(select(model).where(model.valid_from == number))
    }
    ended = {_key(model, row): _content(row) for row in session.scalars(select(model).where(model.valid_to == number))}
    touching = aliased(model)
    same_row = (_equal(getattr(model, name), getattr(touching, name)) for name in model.IDENTITY)
    standing = {
        _key(model, row): row
        for row in session.scalars(
            select(model)
            .join(touching, and_(*same_row))
            .where(or_(touching.valid_from == number, touching.valid_to == number), model.valid_to.is_(None))
        )
    }
    for key in brought | ended:
        row = standing.get(key)
        if (_content(row) if row else None) != brought.get(key):
            raise ChangedSince(_changed_since_text(session, model, key, number))
    return _Reversal(model, [standing[key].id for key in brought], list(ended.values()), len(brought | ended))


def _changed_since_text(session: Session, model: Any, key: tuple[Any, ...], number: int) -> str:
    same_row = [_equal(getattr(model, name), value) for name, value in zip(model.IDENTITY, key, strict=True)]
    later = session.scalar(
        select(func.max(func.coalesce(model.valid_to, model.valid_from))).where(*same_row, model.valid_from >= number)
    )
    return _(
        "Revision {later} changed the same cells later than revision {number}. Undo revision {later} first."
    ).format(later=later, number=number)


def _equal(column: InstrumentedAttribute[Any], other: Any) -> ColumnElement[bool]:
    """Equality in which nothing equals nothing; where nothing cannot stand, the plain one, which an index serves."""
    nullable = column.property.columns[0].nullable
    return column.is_not_distinct_from(other) if nullable else column == other


def _key(model: Any, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in model.IDENTITY)


def _content(row: Any) -> dict[str, Any]:
    """Everything a row says but its identity and its validity."""
    names = (column.key for column in inspect(type(row)).column_attrs)
    return {name: getattr(row, name) for name in names if name not in {"id", "valid_from", "valid_to"}}


def _touched_assessments(session: Session, number: int) -> list[int]:
    touched = select(Score.assessment_id).where((Score.valid_from == number) | (Score.valid_to == number)).distinct()
    return list(session.scalars(touched))
