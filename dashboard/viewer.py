"""As whom the running request looks; the door (``dashboard.door``) has found it out before any page code runs."""

from flask import g

from data.access import Viewer
from data.accounts.sessions import SignedIn
from data.errors import AccessDenied
from data.language import _

# Chooses, in a demonstration, as whom to look.
COOKIE = "viewer"


def current_viewer() -> Viewer:
    """The viewer of the running request. Raises AccessDenied where nobody is signed in."""
    viewer: Viewer | None = g.get("viewer")
    if viewer is None:
        raise AccessDenied(_("Sign in to see this."))
    return viewer


def current_session() -> SignedIn | None:
    """The session of the running request; a demonstration has none."""
    session: SignedIn | None = g.get("signed_in")
    return session
