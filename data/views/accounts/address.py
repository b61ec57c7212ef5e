"""The choices of /accounts, as its address names them."""

from dataclasses import dataclass

from data.selection import Selection, choice, not_here

ACCOUNT = r"[a-z0-9._@-]{1,64}"


@dataclass(frozen=True)
class AccountsSelection(Selection):
    """``account`` is the one that is looked at. Accounts belong to no period and have no revisions."""

    key = "accounts"

    period: None = not_here()
    methodology: None = not_here()
    municipality: None = not_here()
    account: str | None = choice(ACCOUNT)
