"""Reading: every query takes a ``Reader``, so none can be made without a viewer and a revision."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd
from sqlalchemy import ColumnElement, Engine, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.access import Viewer
from data.errors import NotFound
from data.language import _, current_language
from data.models.base import Versioned
from data.models.publication import PublicationState
from data.models.revision import Revision
from data.storage.kept_facts import KeptFacts

P = ParamSpec("P")
T = TypeVar("T")

# One answer asks for some tens of things; an archive of notes, with one reader, for some of every municipality.
LONGEST_MEMORY = 256


@dataclass(frozen=True)
class Reader:
    """What is read is a pure function of (revision, viewer, selection), so that a reader asks for it once.

    A reader lives as long as one answer. What functions marked ``remembered`` have read stays in its memory, which no
    other reader, viewer or revision ever sees.
    """

    session: Session
    viewer: Viewer
    revision: int
    # As it was when the reader was opened. The row stays in the session as long as it is held here.
    _newest: Revision | None = field(default=None, repr=False, compare=False)
    _memory: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict, init=False, repr=False, compare=False)
    # Of what no revision changes: shared with the readers of other revisions that came from this one.
    _timeless: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def as_of(self, model: type[Versioned]) -> ColumnElement[bool]:
        """The condition that a row of ``model`` was true in this revision."""
        return and_(
            model.valid_from <= self.revision,
            or_(model.valid_to.is_(None), model.valid_to > self.revision),
        )

    def detail_scope(self, municipality_code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return self.viewer.detail_scope(municipality_code)

    @property
    def newest(self) -> int:
        """The number of the last revision, as the reader found it when it was opened."""
        if self._newest is None:
            return latest_revision(self.session) if self.viewer.sees_closed else 0
        return self._newest.number

    @property
    def writes(self) -> bool:
        """Whether the transaction changes data: what has been read may then be another thing a moment later."""
        return bool(self.session.get_bind().get_execution_options().get("writes"))

    def at(self, revision: int | None) -> "Reader":
        """The same viewer's reader of another revision, with memories of nothing but what no revision changes; itself
        where no other is asked for.

        Raises NotFound for a number never given.
        """
        if revision in (None, self.revision):
            return self
        return Reader(self.session, self.viewer, _known(revision, self.newest), self._newest, self._timeless)


def remembered(function: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Reader, P], T]:
    """Mark a query: the same question to the same reader, in the same language, is asked of the database once.

    A caller may change what it gets: frames and lists are handed out as copies. A transaction that writes is asked
    every time.
    """
    question = _asking(function)

    @wraps(function)
    def answer(reader: Reader, *args: P.args, **kwargs: P.kwargs) -> T:
        if reader.writes:
            return function(reader, *args, **kwargs)
        key = question(args, kwargs)
        memory = reader._memory
        if key not in memory:
            memory[key] = function(reader, *args, **kwargs)
            if len(memory) > LONGEST_MEMORY:
                memory.popitem(last=False)
        return cast(T, _own(memory[key]))

    return cast(Callable[Concatenate[Reader, P], T], answer)


def timeless(function: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Reader, P], T]:
    """Mark a query of what no revision changes, above ``remembered`` or ``kept``: rubrics, and who exists when.

    Readers of several revisions that one answer compares ask for it once.
    """
    question = _asking(function)

    @wraps(function)
    def answer(reader: Reader, *args: P.args, **kwargs: P.kwargs) -> T:
        if reader.writes:
            return function(reader, *args, **kwargs)
        key = question(args, kwargs)
        if key not in reader._timeless:
            reader._timeless[key] = function(reader, *args, **kwargs)
        return cast(T, _own(reader._timeless[key]))

    return cast(Callable[Concatenate[Reader, P], T], answer)


def kept(function: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Reader, P], T]:
    """Mark what many questions are made of: names, rubrics and periods; verdicts and ranks of a period. It is found out
    once for all readers of a process that see the same revision of the same newest one, with the same scope, in the
    same language.

    What it reads changes only with a new revision. A caller may change what it gets, but not the objects inside.
    """
    question = _asking(function)

    @wraps(function)
    def answer(reader: Reader, *args: P.args, **kwargs: P.kwargs) -> T:
        database = reader.session.get_bind()
        if reader.writes or not isinstance(database, Engine):
            return function(reader, *args, **kwargs)
        key = (*_seen_by(reader), *question(args, kwargs))
        return cast(T, _own(_KEPT.get(database, key, lambda: function(reader, *args, **kwargs))))

    return cast(Callable[Concatenate[Reader, P], T], answer)


def forget_kept(database: Engine | None = None) -> None:
    """Forget what ``kept`` functions have found out, of one database or of all; nothing but time is lost."""
    _KEPT.clear(database)


_KEPT = KeptFacts()


def _seen_by(reader: Reader) -> tuple[Hashable, ...]:
    """The state that a reader reads and its scope; the name of an account is no part of a scope."""
    made_at = reader._newest.created_at if reader._newest is not None else None
    return reader.newest, made_at, reader.revision, replace(reader.viewer, account="")


def _asking(function: Callable[..., Any]) -> Callable[[Any, Any], tuple[Hashable, ...]]:
    """What tells one question to ``function`` from another, however its arguments are given: by place or by name."""
    _reader, *parameters = signature(function).parameters.values()
    names = tuple(one.name for one in parameters)
    defaults = {one.name: one.default for one in parameters if one.default is not one.empty}

    def question(args: Any, kwargs: Any) -> tuple[Hashable, ...]:
        # An answer asks some hundred of them: binding a signature each time would be a tenth of its time.
        given = defaults | dict(zip(names, args, strict=False)) | kwargs
        return function, current_language(), *(_hashable(given.get(name)) for name in names)

    return question


def _hashable(value: Any) -> Hashable:
    if isinstance(value, set):
        return frozenset(value)
    return tuple(_hashable(each) for each in value) if isinstance(value, list | tuple) else value


def _own(found: Any) -> Any:
    """A frame is copied when somebody writes to it, not before."""
    if isinstance(found, pd.DataFrame):
        return found.copy(deep=False)
    return found.copy() if isinstance(found, dict | list | set) else found


def latest_revision(session: Session) -> int:
    """The number of the last revision, 0 in an empty database."""
    return session.scalar(select(func.max(Revision.number))) or 0


def open_reader(session: Session, viewer: Viewer, revision: int | None = None) -> Reader:
    """A reader of the latest revision, or of the one asked for. Raises NotFound for a number never given.

    For whoever is not of the ministry a revision that is still closed was never given: none of its figures, words or
    files is within reach of any query.
    """
    query = select(Revision).order_by(Revision.number.desc()).limit(1)
    newest = session.scalar(query if viewer.sees_closed else query.where(_is_open()))
    return Reader(session, viewer, _known(revision, newest.number if newest else 0), newest)


def _is_open() -> ColumnElement[bool]:
    """The condition that a revision comes before the first one that is still closed."""
    still_closed = and_(PublicationState.valid_to.is_(None), PublicationState.opens_at > datetime.now(UTC))
    first = select(func.min(PublicationState.hidden_from)).where(still_closed).scalar_subquery()
    return Revision.number < func.coalesce(first, Revision.number + 1)


def _known(revision: int | None, newest: int) -> int:
    if revision is not None and not 1 <= revision <= newest:
        raise NotFound(
            _("There is no revision {revision}. The latest is {latest}.").format(revision=revision, latest=newest)
        )
    return newest if revision is None else revision
