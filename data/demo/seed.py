"""Filling an empty database with the demo region, as if it had been loaded year by year."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.demo import planted
from data.demo.assessments import Sheet, as_first_uploaded, demonstration_sheets
from data.demo.boundaries import store_boundaries
from data.demo.indicators import store_indicators, store_observations
from data.demo.places import YEARS
from data.demo.registry import store_enrolment, store_municipalities, store_schools
from data.demo.roadmaps import store_roadmaps
from data.demo.scores import store_correction, store_sheets
from data.messages import DEMONSTRATION, Message, MessageCode
from data.methodology.store import store_methodology
from data.methodology.yaml_files import SHIPPED_CODES, read_shipped
from data.models.region import Region
from data.models.revision import Revision
from data.storage.database import writing
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind


def seed_demo(engine: Engine) -> None:
    """Store the demo region in one transaction: a revision for the registers, one a year, and a correction.

    Does nothing where a region is stored already.
    """
    # Asked inside the writing transaction, so that two commands at once store one region.
    with writing(engine) as session:
        if session.scalar(select(Region.id).limit(1)) is not None:
            return
        sheets = demonstration_sheets()
        _store_registers(session)
        for year in YEARS:
            _store_year(session, year, sheets[year])


def _open(session: Session, message: Message, day: datetime) -> Revision:
    revision = open_revision(session, author=DEMONSTRATION, kind=RevisionKind.SEED, message=message)
    # A fixed time keeps every installation of the demo the same.
    revision.created_at = day
    return revision


def _store_registers(session: Session) -> None:
    revision = _open(session, Message(MessageCode.DEMO_REGISTERS), datetime(YEARS[0], 9, 1, 6, 0, tzinfo=UTC))
    for code in SHIPPED_CODES:
        store_methodology(session, read_shipped(code))
    store_municipalities(session)
    store_boundaries(session, revision.number)
    store_schools(session, revision.number, YEARS[0])
    store_indicators(session, revision.number)


def _store_year(session: Session, year: int, sheets: list[Sheet]) -> None:
    last = year == planted.LAST_YEAR
    uploaded = datetime(year, 11, 2, 6, 12, tzinfo=UTC) if last else datetime(year, 11, 14, 13, 42, tzinfo=UTC)
    code = MessageCode.DEMO_FIRST_DELIVERY if last else MessageCode.DEMO_YEAR
    revision = _open(session, Message(code, {"year": year}), uploaded)
    if year == planted.MERGER_YEAR:
        store_schools(session, revision.number, year)
    store_enrolment(session, revision.number, year)
    revision.changed_cells = store_observations(session, revision.number, year)
    first = [as_first_uploaded(sheet) for sheet in sheets] if last else sheets
    revision.changed_cells += store_sheets(session, revision.number, year, first)
    revision.changed_cells += store_roadmaps(session, revision.number, year)
    if last:
        second = Message(MessageCode.DEMO_SECOND_DELIVERY, {"year": year})
        correction = _open(session, second, datetime(year, 11, 14, 13, 42, tzinfo=UTC))
        correction.changed_cells = store_correction(session, correction.number, first, sheets)
