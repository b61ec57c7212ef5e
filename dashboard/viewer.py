"""As whom the running request looks.

Until sign-in exists the server listens on this machine only and everybody is the ministry; a demonstration can also be
looked at as the head of one municipality, which a cookie remembers.
"""

from flask import request
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.models.region import Municipality, Region
from data.storage.database import reading
from data.vocabulary import Role

COOKIE = "viewer"


def current_viewer(engine: Engine) -> Viewer:
    """The viewer of the running request; a cookie that names no known municipality counts for nothing."""
    return viewer_for(engine, request.cookies.get(COOKIE, ""))


def viewer_for(engine: Engine, code: str) -> Viewer:
    if not code or code == Role.MINISTRY:
        return MINISTRY
    with reading(engine) as session:
        is_demo = select(Region.id).where(Region.is_demo).exists()
        known = session.scalar(select(Municipality.code).where(Municipality.code == code, is_demo))
    return Viewer(Role.MUNICIPALITY, known) if known else MINISTRY
