"""As whom a demonstration may be looked at without signing in: only where the region is the invented one."""

from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.models.region import Municipality, Region
from data.storage.database import reading
from data.vocabulary import Role

# What one click chooses; the head of a municipality is chosen by its code.
ROLES = (Role.MINISTRY, Role.ANALYST, Role.OPERATOR)


def demonstration_viewer(engine: Engine, code: str, alias_key: str) -> Viewer | None:
    """The viewer that ``code`` names (a role or a municipality), else the ministry; nobody where the data are real.

    ``alias_key`` is that of who may not know others.
    """
    with reading(engine) as session:
        region = session.execute(select(Region.is_demo, Region.others_named, Region.examples_open).limit(1)).first()
        if region is None or not region.is_demo:
            return None
        if code in ROLES:
            return Viewer(Role(code))
        known = session.scalar(select(Municipality.code).where(Municipality.code == code)) if code else None
    if not known:
        return MINISTRY
    key = "" if region.others_named else alias_key
    return Viewer(Role.MUNICIPALITY, known, alias_key=key, examples_open=region.examples_open)
