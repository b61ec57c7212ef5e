"""What a municipality enters on /roadmap: that a measure was carried out, with its document, and own dates of the year.

Every entry is a revision of its own, in the audit log, and can be undone.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadSelection, Conflict, NotFound
from data.formats import day as day_words
from data.language import _
from data.measures.deadlines import LIKELY_YEARS, earliest_done
from data.messages import Message, MessageCode
from data.models.methodology import Direction, Methodology
from data.models.region import Municipality
from data.models.revision import Revision
from data.models.roadmap import CalendarDay, MeasureCompletion, RoadmapMeasure
from data.queries.headings import today_in_region
from data.queries.registry import municipality
from data.storage.bulk import end_rows, insert_rows
from data.storage.database import reading, writing
from data.storage.reader import latest_revision, open_reader
from data.storage.revisions import open_revision
from data.text.invisible import visible
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.detail import MeasureDetail, measure_detail
from data.views.shared.revision_words import author_words
from data.vocabulary import RevisionKind

LONGEST_TITLE, LONGEST_NUMBER, LONGEST_DAY_TITLE = 300, 64, 200


class EnteredMeanwhile(Conflict):
    """Somebody has entered the same term since the page was opened; nothing is stored."""


@dataclass(frozen=True)
class _Identity:
    municipality_id: int
    direction_id: int
    number: str
    term: str

    def fields(self) -> dict[str, Any]:
        return dict(vars(self))


def report_done(engine: Engine, viewer: Viewer, selection: RoadmapSelection, values: Mapping[str, Any]) -> int:
    """Store that a term of the chosen measure was carried out; returns the number of the revision.

    ``values`` come from a browser as they are: ``term``, ``done_on``, ``title``, ``number``, ``document_date`` and
    ``base``, the revision that the page showed; ``replaces`` says that the document of a done term gives way to this
    one. Raises AccessDenied for another municipality's measure and for a role that does not report, BadSelection for
    what is missing, no day or a day before the term, NotFound for an unknown measure or term, Conflict for a done term
    without that word, and EnteredMeanwhile. The same entry again stores nothing.
    """
    detail = _chosen(engine, viewer, selection)
    term = _term(detail, values.get("term"))
    row = _entry(values, detail.row.day)
    _require_in_term(detail, term, date.fromisoformat(row["done_on"]))
    with writing(engine) as session:
        identity, standing = _standing(session, detail, term)
        _require_unchanged(standing, values.get("base"), session)
        if standing is not None and all(getattr(standing, name) == value for name, value in row.items()):
            return latest_revision(session)
        _require_word(standing, replaces=bool(values.get("replaces")))
        revision = _open(session, viewer, MessageCode.MEASURE_DONE, detail, term)
        if standing is not None:
            end_rows(session, MeasureCompletion, [standing.id], revision)
        insert_rows(session, MeasureCompletion, [identity.fields() | row | {"valid_from": revision, "valid_to": None}])
        return revision


def remark(values: Mapping[str, Any]) -> str:
    """What is worth a second look in an entry that was stored: reports are often signed later, so it is no error."""
    done_on, document_date = str(values.get("done_on")), str(values.get("document_date"))
    if document_date <= done_on:
        return ""
    return _("The document is dated {document}, after the day of completion, {done}: check both days.").format(
        document=day_words(document_date), done=day_words(done_on)
    )


def withdraw(engine: Engine, viewer: Viewer, selection: RoadmapSelection, term: Any) -> int:
    """Take back that a term of the chosen measure was carried out; returns the number of the revision.

    Raises as ``report_done``, and NotFound where nothing is entered.
    """
    detail = _chosen(engine, viewer, selection)
    key = _term(detail, term)
    with writing(engine) as session:
        _identity, standing = _standing(session, detail, key)
        if standing is None:
            raise NotFound(_("Nothing is entered for this term."))
        revision = _open(session, viewer, MessageCode.MEASURE_TAKEN_BACK, detail, key)
        end_rows(session, MeasureCompletion, [standing.id], revision)
        return revision


def add_day(engine: Engine, viewer: Viewer, selection: RoadmapSelection, values: Mapping[str, Any]) -> int:
    """Set a date of the chosen municipality, or of the region where none is chosen; returns the revision.

    ``values``: ``day``, ``day_title`` and ``yearly``, a list that is empty for a single date. Raises AccessDenied and
    BadSelection.
    """
    whose = selection.municipality or viewer.municipality
    viewer.require_setting_days_of(whose)
    day, title = _day(values.get("day"), _("Day")), _text(values.get("day_title"), _("What happens"), LONGEST_DAY_TITLE)
    if not title:
        raise _missing(_("What happens"))
    with writing(engine) as session:
        place = municipality(open_reader(session, viewer), whose) if whose else None
        if whose and place is None:
            raise NotFound(_("There is no municipality “{code}”.").format(code=whose))
        about = {"municipality": whose or "", "day": day.isoformat(), "title": title}
        revision = _edit(session, viewer, MessageCode.CALENDAR_DAY_SET, about)
        row = {
            "code": secrets.token_hex(8),
            "municipality_id": place.id if place else None,
            "day": day.isoformat(),
            "is_yearly": bool(values.get("yearly")),
            "title": title,
            "valid_from": revision,
            "valid_to": None,
        }
        insert_rows(session, CalendarDay, [row])
        return revision


def remove_day(engine: Engine, viewer: Viewer, code: Any) -> int:
    """Take an own date away; returns the revision. Raises AccessDenied, and NotFound for a date that is gone."""
    with writing(engine) as session:
        found = session.execute(
            select(CalendarDay, Municipality.code)
            .outerjoin(Municipality, Municipality.id == CalendarDay.municipality_id)
            .where(CalendarDay.code == str(code)[:32], CalendarDay.valid_to.is_(None))
        ).first()
        if found is None or (found[1] and not viewer.sees_details_of(found[1])):
            raise NotFound(_("This date has been removed in the meantime."))
        row, whose = found
        viewer.require_setting_days_of(whose)
        about = {"municipality": whose or "", "day": row.day, "title": row.title}
        revision = _edit(session, viewer, MessageCode.CALENDAR_DAY_REMOVED, about)
        end_rows(session, CalendarDay, [row.id], revision)
        return revision


def _chosen(engine: Engine, viewer: Viewer, selection: RoadmapSelection) -> MeasureDetail:
    """The measure as of today, whatever day the page shows: what was done is entered as of now."""
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        if selection.revision not in (None, reader.newest):
            raise BadSelection(_("The page shows an earlier revision. Open it without a revision to enter something."))
        reader.viewer.require_reporting_of((selection.measure or "").partition("~")[0])
        detail = measure_detail(reader, selection.but(date=today_in_region(reader).isoformat(), revision=None))
    if detail is None:
        raise BadSelection(_("Choose a measure first."))
    return detail


def _term(detail: MeasureDetail, asked: Any) -> str:
    known = {one.term.key for one in detail.terms}
    if not isinstance(asked, str) or asked not in known:
        raise NotFound(_("This measure has no such term. Choose one from the list."))
    return asked


def _entry(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The columns of an entry, checked: days that have come, a title, and a number where there is one."""
    done_on, document_date = (
        _day(values.get(name), words)
        for name, words in (("done_on", _("Carried out on")), ("document_date", _("Date of the document")))
    )
    title = _text(values.get("title"), _("Title of the document"), LONGEST_TITLE)
    if not title:
        raise _missing(_("Title of the document"))
    for day, words in ((done_on, _("Carried out on")), (document_date, _("Date of the document"))):
        if day > today:
            raise BadSelection(
                _("“{field}”: {day} has not come yet. Enter what has been carried out.").format(
                    field=words, day=day_words(day.isoformat())
                )
            )
    return {
        "done_on": done_on.isoformat(),
        "document_title": title,
        "document_number": _text(values.get("number"), _("Number of the document"), LONGEST_NUMBER) or None,
        "document_date": document_date.isoformat(),
    }


def _require_in_term(detail: MeasureDetail, key: str, done_on: date) -> None:
    earliest = next(earliest_done(one.term) for one in detail.terms if one.term.key == key)
    if earliest is not None and done_on < earliest:
        raise BadSelection(
            _("“{field}”: {day} lies before the term {term}, which began on {first}. Choose its own term.").format(
                field=_("Carried out on"),
                day=day_words(done_on.isoformat()),
                term=key,
                first=day_words(earliest.isoformat()),
            )
        )


def _require_word(standing: MeasureCompletion | None, *, replaces: bool) -> None:
    """A document gives way to another only where somebody says so; nothing can be replaced where there is none."""
    if standing is None and replaces:
        raise NotFound(_("Nothing is entered for this term."))
    if standing is not None and not replaces:
        document = f"{standing.document_title} {standing.document_number or ''}".strip()
        raise Conflict(
            _(
                "This term is done already: “{document}”. To enter another one instead, press “Replace the document”."
            ).format(document=document)
        )


def _day(typed: Any, words: str) -> date:
    if typed in (None, ""):
        raise _missing(words)
    try:
        found = date.fromisoformat(typed) if isinstance(typed, str) and re.fullmatch(r"[0-9-]{10}", typed) else None
    except ValueError:
        found = None
    if found is None or found.year not in LIKELY_YEARS:
        raise BadSelection(_("“{field}” is not a day of the calendar. Write day, month and year.").format(field=words))
    return found


def _text(typed: Any, words: str, longest: int) -> str:
    text = " ".join(visible(typed).split()) if isinstance(typed, str) else ""
    if len(text) > longest:
        raise BadSelection(
            _("“{field}” is longer than {limit} characters. Shorten it.").format(field=words, limit=longest)
        )
    # What neither database can store as text is no text.
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)


def _missing(words: str) -> BadSelection:
    return BadSelection(_("“{field}” is missing. Fill it in and save again.").format(field=words))


def _standing(session: Session, detail: MeasureDetail, term: str) -> tuple[_Identity, MeasureCompletion | None]:
    """The identity of a term, and what is entered for it now. Raises NotFound for a measure that is gone."""
    number = detail.row.line.number
    found = session.execute(
        select(RoadmapMeasure.municipality_id, RoadmapMeasure.direction_id)
        .join(Municipality, Municipality.id == RoadmapMeasure.municipality_id)
        .join(Direction, Direction.id == RoadmapMeasure.direction_id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(
            Methodology.code == detail.selection.methodology,
            Direction.code == detail.direction.code,
            Municipality.code == detail.municipality.code,
            RoadmapMeasure.number == number,
            RoadmapMeasure.valid_to.is_(None),
        )
    ).first()
    if found is None:
        raise NotFound(_("This measure has been removed in the meantime. Nothing is stored."))
    identity = _Identity(found[0], found[1], number, term)
    same = [getattr(MeasureCompletion, name) == value for name, value in identity.fields().items()]
    return identity, session.scalar(select(MeasureCompletion).where(*same, MeasureCompletion.valid_to.is_(None)))


def _require_unchanged(standing: MeasureCompletion | None, base: Any, session: Session) -> None:
    if type(base) is not int:
        raise BadSelection(_("This entry cannot be saved. Open the page again."))
    if standing is not None and standing.valid_from > base:
        revision = session.get(Revision, standing.valid_from)
        raise EnteredMeanwhile(
            _("{author} has entered this term in the meantime (revision {number}). Nothing is stored.").format(
                author=author_words(revision.author) if revision else "", number=standing.valid_from
            )
        )


def _open(session: Session, viewer: Viewer, code: MessageCode, detail: MeasureDetail, term: str) -> int:
    about = {"municipality": detail.municipality.code, "measure": detail.key, "term": term}
    return _edit(session, viewer, code, about)


def _edit(session: Session, viewer: Viewer, code: MessageCode, about: Mapping[str, str]) -> int:
    revision = open_revision(session, author=viewer.author, kind=RevisionKind.EDIT, message=Message(code), about=about)
    revision.changed_cells = 1
    session.flush()
    return revision.number
