"""Starting a region: its name, its periods, and a methodology that comes with the product; each a revision of its own.

None of it destroys anything: what is there already stays, and is left out without a revision. Each gives the number of
its revision.
"""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadSelection, Conflict, NotFound
from data.language import _
from data.messages import Message, MessageCode
from data.methodology.clusters import store_clusters
from data.methodology.store import store_methodology
from data.methodology.yaml_files import read_shipped
from data.models.methodology import Methodology
from data.models.region import Region
from data.queries.start import OFFERED_METHODOLOGIES
from data.storage.periods import FIRST_YEAR, LAST_YEAR, make_periods
from data.storage.revisions import open_revision
from data.text.invisible import visible
from data.vocabulary import RevisionKind

LONGEST_NAME = 160


@dataclass(frozen=True)
class RegionNames:
    """How a region is called. English and short names may be left out: then the Russian or the full one stands."""

    name_ru: str
    name_en: str = ""
    short_ru: str = ""
    short_en: str = ""
    time_zone: str = "Europe/Moscow"

    def checked(self) -> "RegionNames":
        """Without spaces around, everything filled in. Raises BadSelection, naming the field."""
        ru, en, short_ru, short_en = (
            " ".join(visible(text).split()) for text in (self.name_ru, self.name_en, self.short_ru, self.short_en)
        )
        if not ru:
            raise BadSelection(_("The region needs a name: write it in Russian, as it stands in documents."))
        for text in (ru, en, short_ru, short_en):
            if len(text) > LONGEST_NAME:
                raise BadSelection(
                    _("The name “{name}…” is too long: at most {number} characters.").format(
                        name=text[:40], number=LONGEST_NAME
                    )
                )
        return RegionNames(ru, en or ru, short_ru or ru, short_en or en or short_ru or ru, known_zone(self.time_zone))


def known_zone(name: str) -> str:
    """The name of a time zone. Raises BadSelection for one that the system does not know."""
    try:
        return ZoneInfo(name.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        text = _("There is no time zone “{name}”. Write it as Europe/Moscow or Asia/Yekaterinburg.")
        raise BadSelection(text.format(name=visible(name)[:40])) from error


def name_region(session: Session, viewer: Viewer, names: RegionNames, *, author: str) -> int:
    """Create the region inside a writing session, or give it other names; 0 where nothing is different.

    With a new region come the clusters that schools are compared in. Raises AccessDenied, BadSelection, and Conflict
    for the demonstration, whose region is invented.
    """
    viewer.require_writing()
    said = vars(names.checked())
    region = session.scalar(select(Region).limit(1))
    if region is not None and region.is_demo:
        raise Conflict(
            _(
                "This database holds the demonstration, whose region is invented. "
                "Use another database for a region of your own."
            )
        )
    if region is not None and all(getattr(region, name) == value for name, value in said.items()):
        return 0
    revision = _open(session, author, MessageCode.REGION_NAMED)
    if region is None:
        session.add(Region(is_demo=False, **said))
        store_clusters(session)
    else:
        for name, value in said.items():
            setattr(region, name, value)
    session.flush()
    return revision


def add_period(session: Session, viewer: Viewer, year: str, *, author: str) -> int:
    """Add the period of a year, whose school year ends in it; 0 where it is there already.

    Raises AccessDenied, and BadSelection for what is no year.
    """
    viewer.require_writing()
    typed = visible(year).strip()
    if not re.fullmatch(r"[0-9]{4}", typed) or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise BadSelection(
            _("“{year}” is no period: write the year as four digits, from {first} to {last}.").format(
                year=typed[:20], first=FIRST_YEAR, last=LAST_YEAR
            )
        )
    number = int(typed)
    if not make_periods(session, [number]):
        return 0
    return _open(session, author, MessageCode.PERIOD_ADDED, year=number)


def take_methodology(session: Session, viewer: Viewer, code: str, *, author: str) -> int:
    """Store a methodology that comes with the product; 0 where it is there already.

    Raises AccessDenied, NotFound for a code that is not offered, Conflict where another one has its code.
    """
    viewer.require_writing()
    if code not in OFFERED_METHODOLOGIES:
        known = ", ".join(OFFERED_METHODOLOGIES)
        raise NotFound(_("There is no methodology “{code}”. Known: {known}.").format(code=code[:64], known=known))
    if session.scalar(select(Methodology.id).where(Methodology.code == code)) is None:
        revision = _open(session, author, MessageCode.METHODOLOGY_TAKEN)
        store_methodology(session, read_shipped(code))
        return revision
    # The same code with another content is refused there.
    store_methodology(session, read_shipped(code))
    return 0


def _open(session: Session, author: str, code: MessageCode, **arguments: int) -> int:
    return open_revision(session, author=author, kind=RevisionKind.EDIT, message=Message(code, arguments)).number
