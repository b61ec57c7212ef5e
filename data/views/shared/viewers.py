"""Who looks, in words; and, in a demonstration, as whom one may look."""

from data.access import MINISTRY
from data.language import _
from data.queries.headings import region_line
from data.queries.registry import municipalities, municipality
from data.storage.reader import Reader
from data.views.shared.choices import Choice
from data.vocabulary import Role


def viewer_names(reader: Reader) -> tuple[str, str]:
    """Name and role of the viewer as the header prints them."""
    viewer = reader.viewer
    if viewer.municipality is not None:
        place = municipality(reader, viewer.municipality)
        name, office = place.short if place else viewer.municipality, _("Head of the education authority")
    else:
        name, office = role_name(viewer.role), _("Ministry")
    return (viewer.account, name) if viewer.account else (name, office)


def viewer_municipality(reader: Reader) -> Choice:
    """The head's own municipality; its code stands for its name in a revision that has not heard of it."""
    code = reader.viewer.municipality or ""
    place = municipality(reader, code)
    return Choice(code, place.short, place.name) if place else Choice(code, code, code)


def role_name(role: Role) -> str:
    """A role in words."""
    return {
        Role.MINISTRY: _("Leadership"),
        Role.MUNICIPALITY: _("Head of the education authority"),
        Role.ANALYST: _("Analyst"),
        Role.OPERATOR: _("Data operator"),
        Role.ADMIN: _("Administrator"),
    }[role]


def can_choose_viewer(reader: Reader) -> bool:
    """Only a demonstration may be looked at as somebody else, and only by whom nobody has signed in."""
    region = region_line(reader)
    return bool(region and region.is_demo and not reader.viewer.account)


def viewers_to_choose(reader: Reader) -> tuple[Choice, ...]:
    """The viewers a demonstration offers, the ministry first; none where the data are real."""
    if not can_choose_viewer(reader):
        return ()
    roles = {
        Role.MINISTRY: _("Ministry, leadership"),
        Role.ANALYST: _("Ministry, analyst"),
        Role.OPERATOR: _("Ministry, data operator"),
    }
    offered = (Choice(role.value, words, words) for role, words in roles.items())
    # Who may be chosen is no secret of a demonstration, whatever its heads may know of each other.
    everybody = municipalities(Reader(reader.session, MINISTRY, reader.revision))
    heads = (Choice(one.code, one.short, "") for one in everybody if one.last_year is None)
    return (*offered, *heads)
