"""Who looks, in words; and, in a demonstration, as whom one may look."""

from data.language import _
from data.queries.headings import region_line
from data.queries.registry import municipalities, municipality
from data.storage.reader import Reader
from data.views.shared.choices import Choice
from data.vocabulary import Role

MINISTRY_CODE = "ministry"


def viewer_names(reader: Reader) -> tuple[str, str]:
    """Name and role of the viewer as the header prints them."""
    viewer = reader.viewer
    if viewer.municipality is not None:
        place = municipality(reader, viewer.municipality)
        return place.short if place else viewer.municipality, _("Head of the education authority")
    role = {
        Role.MINISTRY: _("Leadership"),
        Role.ANALYST: _("Analyst"),
        Role.OPERATOR: _("Data operator"),
        Role.ADMIN: _("Administrator"),
    }[viewer.role]
    return role, _("Ministry")


def viewers_to_choose(reader: Reader) -> tuple[Choice, ...]:
    """The viewers a demonstration offers; none where the data are real."""
    region = region_line(reader)
    if region is None or not region.is_demo:
        return ()
    ministry = Choice(MINISTRY_CODE, _("Ministry, leadership"), _("Ministry, leadership"))
    heads = (Choice(one.code, one.short, "") for one in municipalities(reader) if one.last_year is None)
    return (ministry, *heads)
