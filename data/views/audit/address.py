"""The choices of /audit, as its address names them."""

from dataclasses import dataclass

from data.selection import Selection, filtering, not_here

# The name of an account, or of who acted without one.
ACTOR = r"[^\x00-\x1f\ud800-\udfff]{1,64}"
EVENT = r"[a-z_]{1,32}"


@dataclass(frozen=True)
class AuditSelection(Selection):
    """The log is not part of any period, and it has no revisions of its own."""

    key = "audit"

    period: None = not_here()
    methodology: None = not_here()
    municipality: None = not_here()
    event: str | None = filtering(EVENT)
    actor: str | None = filtering(ACTOR)
