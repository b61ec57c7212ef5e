"""Who looks: the one place where a role and a scope decide what a query may return."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from data.errors import AccessDenied, DetailsClosed
from data.language import _
from data.vocabulary import Role

WRITERS = frozenset({Role.MINISTRY, Role.OPERATOR, Role.ADMIN})
# Approving is the ministry's own act; an operator keeps data and drafts.
APPROVERS = frozenset({Role.MINISTRY, Role.ADMIN})
# Who sees what has come back in a round: who collects forms, and a municipality its own.
COLLECTING = WRITERS | {Role.MUNICIPALITY}
# Those who enter what was done: a municipality for itself, and who keeps the data on its behalf.
REPORTERS = frozenset({Role.MUNICIPALITY, Role.OPERATOR, Role.ADMIN})


@dataclass(frozen=True)
class Viewer:
    """A role and, for the head of a municipality, the code of the only municipality whose details are open.

    Every query takes a viewer; there is no way to read without one. ``account`` is the name of who is signed in, empty
    in the demonstration and on the command line. What a head learns of others is a setting of the region: with an
    ``alias_key`` they have numbers made with this secret instead of names, and ``examples_open`` says whether the
    documents of those who closed a gap may be read.
    """

    role: Role
    municipality: str | None = None
    account: str = ""
    alias_key: str = field(default="", repr=False)
    examples_open: bool = False

    def __post_init__(self) -> None:
        if (self.role is Role.MUNICIPALITY) != (self.municipality is not None):
            raise ValueError("a municipality viewer needs a municipality, and only such a viewer has one")
        if self.alias_key and self.municipality is None:
            raise ValueError("only to the head of a municipality can others be unknown")

    @property
    def author(self) -> str:
        """Under which name changes are stored: the account, or the role where nobody is signed in."""
        return self.account or self.role.value

    @property
    def knows_others(self) -> bool:
        """Whether other municipalities have their names."""
        return not self.alias_key

    @property
    def sees_all_details(self) -> bool:
        return self.municipality is None

    @property
    def sees_closed(self) -> bool:
        """Whether revisions that are still closed to others are open: to those who make and check them."""
        return self.role in WRITERS

    def sees_details_of(self, municipality: str) -> bool:
        return self.sees_all_details or municipality == self.municipality

    def detail_scope(self, code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """The condition that keeps a query of details (scores, components, schools) inside the viewer's scope."""
        return true() if self.sees_all_details else code == self.municipality

    def require_writing(self) -> None:
        if self.role not in WRITERS:
            raise AccessDenied(_("Your role can view data but not change them."))

    def require_collecting(self) -> None:
        if self.role not in COLLECTING:
            raise AccessDenied(_("What comes back in a round is seen by who collects it and by who has sent it."))

    def may_report_of(self, municipality: str) -> bool:
        """Whether the viewer may enter that a measure of this municipality was carried out."""
        return self.role in REPORTERS and self.sees_details_of(municipality)

    def may_set_days_of(self, municipality: str | None) -> bool:
        """Whether the viewer may set dates of a municipality, or of the whole region (None)."""
        return self.role in WRITERS or (self.role is Role.MUNICIPALITY and municipality == self.municipality)

    def may_set_targets(self) -> bool:
        """Whether the viewer may set targets. A municipality is judged by them, so that it does not set its own."""
        return self.role in WRITERS

    def require_setting_targets(self) -> None:
        if not self.may_set_targets():
            raise AccessDenied(_("Targets are set by the ministry and its data operator. Your role can view them."))

    def require_setting_days_of(self, municipality: str | None) -> None:
        if not self.may_set_days_of(municipality):
            raise AccessDenied(_("Your role can view these dates but not change them."))

    def require_reporting_of(self, municipality: str) -> None:
        self.require_details_of(municipality)
        if not self.may_report_of(municipality):
            raise AccessDenied(_("What was done is entered by the municipality itself. Your role can view it."))

    def require_details_of(self, municipality: str) -> None:
        if not self.sees_details_of(municipality):
            raise DetailsClosed(_("You have no access to details of other municipalities."))


MINISTRY = Viewer(Role.MINISTRY)
