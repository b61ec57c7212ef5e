"""Who looks, in words; and, in a demonstration, as whom one may look."""

from sqlalchemy import select

from data.language import _, local
from data.models.region import Municipality
from data.queries.headings import region_line
from data.storage.reader import Reader
from data.views.shared.choices import Choice
from data.vocabulary import Role

MINISTRY_CODE = "ministry"


def viewer_names(reader: Reader) -> tuple[str, str]:
    """Name and role of the viewer as the header prints them."""
    viewer = reader.viewer
    if viewer.municipality is not None:
        row = reader.session.scalar(select(Municipality).where(Municipality.code == viewer.municipality))
        name = local(row.short_ru, row.short_en) if row else viewer.municipality
        return name, _("Head of the education authority")
    role = {
        Role.MINISTRY: _("Leadership"),
        Role.ANALYST: _("Analyst"),
        Role.OPERATOR: _("Data operator"),
        Role.ADMIN: _("Administrator"),
    }[viewer.role]
    return role, _("Ministry")


def people_to_look_as(reader: Reader) -> tuple[Choice, ...]:
    """The viewers a demonstration offers; none where the data are real."""
    region = region_line(reader)
    if region is None or not region.is_demo:
        return ()
    rows = reader.session.scalars(
        select(Municipality).where(Municipality.last_year.is_(None)).order_by(Municipality.code)
    )
    ministry = Choice(MINISTRY_CODE, _("Ministry, leadership"), _("Ministry, leadership"))
    return (ministry, *(Choice(row.code, local(row.short_ru, row.short_en), "") for row in rows))
