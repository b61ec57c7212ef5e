"""What a target said before: every version of it up to the reader's revision, with who set it, when and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from data.language import local
from data.measures import targets as measures
from data.messages import Message
from data.models.indicators import Indicator, Target
from data.models.region import Municipality
from data.models.revision import Revision
from data.queries.catalogue.described import by_code
from data.queries.indicators import target_rule
from data.storage.reader import Reader, remembered


@dataclass(frozen=True)
class TargetVersion:
    """One version: from ``revision`` on, until ``ended`` (None: it still stands). No municipality: the region's."""

    municipality: str | None
    revision: int
    ended: int | None
    created_at: datetime
    author: str
    message: Message
    rule: measures.Target
    raw: str
    contradiction: str


@remembered
def target_versions(reader: Reader, indicator: str, municipalities: Collection[str]) -> tuple[TargetVersion, ...]:
    """The region's targets of an indicator and those of some municipalities, the newest first.

    Those of municipalities outside the viewer's scope are left out.
    """
    # Whichever way is better is said by the catalogue as of the reader's revision.
    described = by_code(reader).get(indicator)
    if described is None:
        return ()
    polarity, part = described.values["polarity"], described.is_part_of_whole
    query = (
        select(Target, Municipality.code, Revision)
        .join(Indicator, Indicator.id == Target.indicator_id)
        .join(Revision, Revision.number == Target.valid_from)
        .outerjoin(Municipality, Municipality.id == Target.municipality_id)
        .where(Indicator.code == indicator, Target.valid_from <= reader.revision)
        .where(or_(Target.municipality_id.is_(None), Municipality.code.in_(municipalities)))
        .where(or_(Target.municipality_id.is_(None), reader.detail_scope(Municipality.code)))
        .order_by(Target.valid_from.desc(), Target.id.desc())
    )
    return tuple(
        TargetVersion(
            municipality=code,
            revision=row.valid_from,
            ended=row.valid_to if row.valid_to is not None and row.valid_to <= reader.revision else None,
            created_at=revision.created_at,
            author=revision.author,
            message=revision.message,
            rule=target_rule(row, polarity, is_share=part),
            raw=row.raw_ru,
            contradiction=local(row.contradiction_ru or "", row.contradiction_en or ""),
        )
        for row, code, revision in reader.session.execute(query)
    )
