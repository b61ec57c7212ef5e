"""Under which codes and names others appear to a viewer who may not know who they are.

Every query that is open to all roles and names municipalities passes its codes through here, so that nothing above
it ever holds the code of somebody else. A number is made from the code with the key of the viewer's session: it
stays for the session, means nothing in another, and neither it nor an order by it tells anything of the code.
"""

import hashlib
import hmac
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from data.language import local
from data.models.region import Municipality
from data.storage.reader import Reader, remembered

PREFIX = "anonymous-"
LOWEST, COUNT = 1_000, 9_000


@dataclass(frozen=True)
class Alias:
    """``number`` has at least four digits; ``code`` stands for the true one in addresses and files."""

    number: int

    @property
    def code(self) -> str:
        return f"{PREFIX}{self.number}"

    @property
    def name_ru(self) -> str:
        return f"Муниципалитет {self.number}"

    @property
    def name_en(self) -> str:
        return f"Municipality {self.number}"

    @property
    def name(self) -> str:
        return local(self.name_ru, self.name_en)


@remembered
def aliases(reader: Reader) -> dict[str, Alias]:
    """The alias of each other municipality by its true code; empty for a viewer to whom others are named."""
    key = reader.viewer.alias_key
    if not key:
        return {}
    others = reader.session.scalars(select(Municipality.code).where(Municipality.code != reader.viewer.municipality))
    digests = sorted((hmac.new(key.encode(), code.encode(), hashlib.sha256).hexdigest(), code) for code in others)
    # A country has more municipalities than four digits have room for.
    room = max(COUNT, 10 * len(digests))
    found: dict[str, Alias] = {}
    taken: set[int] = set()
    for digest, code in digests:
        number = int(digest, 16) % room
        while number in taken:
            number = (number + 1) % room
        taken.add(number)
        found[code] = Alias(LOWEST + number)
    return found


def shown_code(reader: Reader, code: str) -> str:
    """The code under which the viewer knows a municipality."""
    alias = aliases(reader).get(code)
    return alias.code if alias else code


def shown_codes(reader: Reader, codes: "pd.Series[str]") -> "pd.Series[str]":
    """A column of codes as the viewer knows them."""
    known = aliases(reader)
    return codes.map(lambda code: known[code].code if code in known else code) if known else codes
