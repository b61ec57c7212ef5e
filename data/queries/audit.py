"""Reading the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from data.errors import AccessDenied
from data.language import _, local
from data.models.audit import AuditEntry
from data.models.methodology import CycleComponent
from data.storage.reader import Reader
from data.vocabulary import Role

AUDITORS = frozenset({Role.MINISTRY, Role.ADMIN})


@dataclass(frozen=True)
class AuditLine:
    """An entry as it was written; ``at`` is UTC, ``revision`` None where no revision was made or read."""

    number: int
    at: datetime
    event: str
    actor: str
    address: str
    revision: int | None
    detail: Mapping[str, Any]


def audit_lines(
    reader: Reader, *, event: str | None, actor: str | None, most: int
) -> tuple[int, tuple[AuditLine, ...]]:
    """How many entries there are of this event and actor (None = any), and the latest ``most`` of them.

    Raises AccessDenied for anybody but the ministry and administrators.
    """
    require_auditor(reader)
    wanted = [column == value for column, value in ((AuditEntry.event, event), (AuditEntry.actor, actor)) if value]
    count = reader.session.scalar(select(func.count()).select_from(AuditEntry).where(*wanted)) or 0
    rows = reader.session.scalars(select(AuditEntry).where(*wanted).order_by(AuditEntry.number.desc()).limit(most))
    return count, tuple(
        AuditLine(row.number, row.at, row.event, row.actor, row.address, row.revision, row.detail) for row in rows
    )


def audit_actors(reader: Reader) -> tuple[str, ...]:
    """Everybody whom the log names, by name. Raises as ``audit_lines``."""
    require_auditor(reader)
    return tuple(reader.session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)))


def stage_names(reader: Reader) -> dict[str, str]:
    """Stages of all methodologies by their codes; of one code that several have, the name in the latest of them."""
    rows = reader.session.execute(
        select(CycleComponent.code, CycleComponent.short_ru, CycleComponent.short_en).order_by(CycleComponent.id)
    )
    return {code: local(russian, english) for code, russian, english in rows}


def require_auditor(reader: Reader) -> None:
    if reader.viewer.role not in AUDITORS:
        raise AccessDenied(_("Your role has no access to this."))
