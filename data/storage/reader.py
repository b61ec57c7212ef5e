"""Reading: every query takes a ``Reader``, so none can be made without a viewer and a revision."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.access import Viewer
from data.errors import NotFound
from data.language import _
from data.models.base import Versioned
from data.models.revision import Revision


@dataclass(frozen=True)
class Reader:
    """What is read is a pure function of (revision, viewer, selection)."""

    session: Session
    viewer: Viewer
    revision: int

    def as_of(self, model: type[Versioned]) -> ColumnElement[bool]:
        """The condition that a row of ``model`` was true in this revision."""
        return and_(
            model.valid_from <= self.revision,
            or_(model.valid_to.is_(None), model.valid_to > self.revision),
        )

    def detail_scope(self, municipality_code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return self.viewer.detail_scope(municipality_code)


def latest_revision(session: Session) -> int:
    """The number of the last revision, 0 in an empty database."""
    return session.scalar(select(func.max(Revision.number))) or 0


def open_reader(session: Session, viewer: Viewer, revision: int | None = None) -> Reader:
    """A reader of the latest revision, or of the one asked for. Raises NotFound for a number never given."""
    latest = latest_revision(session)
    if revision is not None and not 1 <= revision <= latest:
        raise NotFound(
            _("There is no revision {revision}. The latest is {latest}.").format(revision=revision, latest=latest)
        )
    return Reader(session, viewer, latest if revision is None else revision)
