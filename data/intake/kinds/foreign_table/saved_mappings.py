"""Mappings kept under a name, so that next year's table needs no second thought."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadSelection, NotFound
from data.intake.kinds.foreign_table.mapping import Mapping
from data.language import _
from data.models.column_mapping import ColumnMapping
from data.storage.reader import Reader

KIND = "table"
LONGEST_NAME = 80


def saved_mappings(reader: Reader) -> dict[str, Mapping]:
    """By name, in alphabetical order."""
    rows = reader.session.scalars(select(ColumnMapping).where(ColumnMapping.kind == KIND).order_by(ColumnMapping.name))
    return {row.name: Mapping.from_dict(row.content) for row in rows}


def save_mapping(session: Session, viewer: Viewer, name: str, mapping: Mapping) -> str:
    """Keep the mapping inside a writing session; one of the same name is replaced. Gives the name as it is kept.

    Raises AccessDenied for a viewer who may not write, and BadSelection for a name that cannot be used.
    """
    viewer.require_writing()
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME or not kept.isprintable():
        raise BadSelection(_("Name the mapping in 1 to {limit} characters.").format(limit=LONGEST_NAME))
    stored = session.scalar(select(ColumnMapping).where(ColumnMapping.kind == KIND, ColumnMapping.name == kept))
    if stored is None:
        session.add(ColumnMapping(kind=KIND, name=kept, content=mapping.as_dict()))
    else:
        stored.content = mapping.as_dict()
    session.flush()
    return kept


def delete_mapping(session: Session, viewer: Viewer, name: str) -> None:
    """Forget a mapping inside a writing session. What was imported by it stays as it is.

    Raises AccessDenied for a viewer who may not write, and NotFound for a name that no mapping has.
    """
    viewer.require_writing()
    stored = session.scalar(select(ColumnMapping).where(ColumnMapping.kind == KIND, ColumnMapping.name == name))
    if stored is None:
        raise NotFound(_("There is no saved mapping “{name}”.").format(name=name[:LONGEST_NAME]))
    session.delete(stored)
    session.flush()
