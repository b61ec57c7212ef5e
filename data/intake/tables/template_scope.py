"""What a template is asked for by code: period, municipalities, methodology; or a clear answer that none is there."""

from collections.abc import Sequence

from data.errors import NotFound
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME, PERIOD, Region
from data.language import _
from data.queries import registry
from data.queries.registry import MunicipalityEntry, PeriodEntry, Rubric
from data.storage.reader import Reader


def find_period(region: Region, code: str) -> PeriodEntry:
    period = region.period(code)
    if period is None:
        known = ", ".join(entry.code for entry in region.periods) or "—"
        text = _("There is no period “{code}”. Known: {known}. Add it on the page /start, or by “mmuko period {code}”.")
        raise NotFound(text.format(code=code, known=known))
    return period


def find_municipalities(
    reader: Reader, region: Region, period: PeriodEntry, codes: Sequence[str]
) -> list[MunicipalityEntry]:
    """The municipalities by code in the order asked for; without codes all in the viewer's scope."""
    if not codes:
        return [
            entry
            for entry in region.municipalities
            if entry.exists_in(period.year) and reader.viewer.sees_details_of(entry.code)
        ]
    chosen = []
    for code in dict.fromkeys(codes):
        entry = region.municipality(code)
        if entry is None or not entry.exists_in(period.year):
            raise NotFound(_("There is no municipality “{code}” in {period}.").format(code=code, period=period.code))
        reader.viewer.require_details_of(entry.code)
        chosen.append(entry)
    return chosen


def find_municipality(reader: Reader, code: str) -> MunicipalityEntry:
    """A municipality, whenever it existed. Raises AccessDenied outside the viewer's scope."""
    entry = Region.load(reader).municipality(code)
    if entry is None:
        raise NotFound(_("There is no municipality “{code}”.").format(code=code))
    reader.viewer.require_details_of(entry.code)
    return entry


def find_rubric(reader: Reader, code: str | None) -> Rubric:
    """The rubric named, or the only one there is."""
    codes = registry.methodology_codes(reader)
    known = ", ".join(codes) or "—"
    if code is None and len(codes) != 1:
        raise NotFound(_("Name the methodology. Known: {known}.").format(known=known))
    rubric = registry.rubric(reader, code or codes[0])
    if rubric is None:
        raise NotFound(_("There is no methodology “{code}”. Known: {known}.").format(code=code, known=known))
    return rubric


def labels_of(municipalities: Sequence[MunicipalityEntry], period: str) -> tuple[tuple[str, str], ...]:
    """The labels above a table: the code of the period, and the municipality when there is only one."""
    only = municipalities[0] if len(municipalities) == 1 else None
    named = ((MUNICIPALITY_NAME.title, only.name), (MUNICIPALITY_CODE.title, only.code)) if only else ()
    return (*named, (PERIOD.title, period))
