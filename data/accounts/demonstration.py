"""As whom a demonstration may be looked at without signing in: only where the region is the invented one."""

from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.models.region import Municipality, Region
from data.storage.database import reading
from data.vocabulary import Role

# What one click chooses; the head of a municipality is chosen by its code.
ROLES = (Role.MINISTRY, Role.ANALYST, Role.OPERATOR)


def demonstration_viewer(engine: Engine, code: str) -> Viewer | None:
    """The viewer that ``code`` names (a role or a municipality), else the ministry; nobody where the data are real."""
    with reading(engine) as session:
        if not session.scalar(select(Region.is_demo).limit(1)):
            return None
        if code in ROLES:
            return Viewer(Role(code))
        known = session.scalar(select(Municipality.code).where(Municipality.code == code)) if code else None
    return Viewer(Role.MUNICIPALITY, known) if known else MINISTRY
