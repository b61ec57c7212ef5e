"""Words of notes that the card and the document share."""

from data.formats import moment
from data.language import _
from data.queries.note import SavedText
from data.vocabulary import Role


def role_words(role: Role) -> str:
    return {
        Role.MINISTRY: _("ministry"),
        Role.MUNICIPALITY: _("head of the education authority"),
        Role.ANALYST: _("analyst"),
        Role.OPERATOR: _("data operator"),
        Role.ADMIN: _("administrator"),
    }[role]


def author_words(author: str) -> str:
    """An account by its name, a role in words."""
    return role_words(Role(author)) if author in list(Role) else author


def signature(saved: SavedText, zone: str) -> str:
    """Who saved a text, when, and against which data."""
    return _("version {version}, {author}, {time}, data revision {revision}").format(
        version=saved.version,
        author=author_words(saved.author),
        time=moment(saved.created_at, zone),
        revision=saved.revision,
    )
