"""The files that figures came from, as they were sent."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, select

from data.errors import NotFound
from data.language import _
from data.models.collection import RoundAnswer, RoundReturn
from data.models.indicators import Indicator, Observation
from data.models.region import Municipality, Period
from data.models.source import Source
from data.queries.intervals.observed import in_time
from data.storage.reader import Reader, remembered
from data.storage.sources import original


def original_file(reader: Reader, sha256: str) -> tuple[str, bytes]:
    """Name and content of the file that figures came from, for those who may load files.

    Raises AccessDenied for others, and NotFound for a file that is not kept or that nothing was ever loaded from.
    """
    reader.viewer.require_writing()
    named = select(Source.file_name).where(Source.file_sha256 == sha256, Source.revision <= reader.revision)
    name = reader.session.scalar(named.order_by(Source.id.desc()).limit(1))
    content = original(reader.session, sha256) if name else None
    if name is None or content is None:
        raise NotFound(_("The file is not kept any more, or was never loaded."))
    return name, content


@dataclass(frozen=True)
class SenderNote:
    """What the sender has answered to a question about a row of a file, and whether it was accepted (None: not yet)."""

    text: str
    is_accepted: bool | None


@remembered
def sender_notes(reader: Reader, municipality: str, files: Collection[str]) -> dict[tuple[str, str, int], SenderNote]:
    """Answers to questions about these files (SHA-256) of a municipality, by file, sheet and row.

    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    same_form = and_(
        RoundAnswer.form_id == RoundReturn.form_id, RoundAnswer.municipality_id == RoundReturn.municipality_id
    )
    rows = reader.session.execute(
        select(RoundReturn.sha256, RoundAnswer)
        .join(RoundAnswer, same_form)
        .join(Municipality, Municipality.id == RoundReturn.municipality_id)
        .where(RoundReturn.sha256.in_(files), Municipality.code == municipality, RoundAnswer.text != "")
        .where(reader.detail_scope(Municipality.code))
        .order_by(RoundAnswer.id)
    )
    return {
        (sha256, answer.sheet, int(re.sub(r"\D", "", answer.cell) or 0)): SenderNote(answer.text, answer.is_accepted)
        for sha256, answer in rows
    }


@dataclass(frozen=True)
class ObservationOrigin:
    """The cell of a file that an observation of a period came from; ``school`` is empty for the whole municipality's.

    ``interval`` and ``label`` are those of the observation, empty for a plain year.
    """

    year: int
    school: str
    interval: str
    label: str
    file: str
    sha256: str
    sheet: str
    row: int
    column: int
    revision: int


@remembered
def observation_origins(
    reader: Reader, *, indicator: str, municipality: str, period: str | None = None
) -> tuple[ObservationOrigin, ...]:
    """Of every observation of a municipality and its schools that a file has brought, by year and school.

    Of one period where one is named. Raises AccessDenied for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    query = (
        select(
            Period.year,
            Observation.school_code,
            Observation.interval_code,
            Observation.label,
            Source.file_name,
            Source.file_sha256,
            Source.sheet,
            Observation.source_row,
            Observation.source_column,
            Source.revision,
        )
        .select_from(Observation)
        .join(Source, Source.id == Observation.source_id)
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Municipality, Municipality.id == Observation.municipality_id)
        .join(Period, Period.id == Observation.period_id)
        .where(reader.as_of(Observation), reader.detail_scope(Municipality.code))
        .where(Indicator.code == indicator, Municipality.code == municipality)
    )
    rows = reader.session.execute(query if period is None else query.where(Period.code == period))
    found = (
        ObservationOrigin(year, school or "", code or "", label or "", file, sha256, sheet, row or 0, column or 0, by)
        for year, school, code, label, file, sha256, sheet, row, column, by in rows
    )
    return tuple(sorted(found, key=lambda one: (in_time((one.year, one.interval)), one.school)))
