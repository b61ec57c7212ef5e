"""Under which codes and names others appear to a viewer who may not know who they are.

Every query that is open to all roles and names municipalities passes its codes through here, so that nothing above
it ever holds the code of somebody else. A number is made from the code with the key of the viewer's session: it
stays for the session, means nothing in another, and neither it nor an order by it tells anything of the code.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import select

from data.language import local
from data.models.region import Municipality, Period
from data.storage.reader import Reader, remembered
from data.vocabulary import WITHHELD_KIND

# Whoever is one of fewer is as good as named.
FEWEST = 5
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


@remembered
def withheld_kinds(reader: Reader) -> frozenset[str]:
    """The kinds that nobody stands under for a viewer who may not know others.

    They are those that fewer than ``FEWEST`` others have in some period, and as many of the next rarest that together
    they are of that many: the only one of a kind would be known as the only one without a kind.
    """
    if reader.viewer.knows_others:
        return frozenset()
    columns = (Municipality.code, Municipality.kind, Municipality.first_year, Municipality.last_year)
    rows = [row for row in reader.session.execute(select(*columns)) if row.code != reader.viewer.municipality]
    years = list(reader.session.scalars(select(Period.year))) or [0]
    least = {kind: _least([row for row in rows if row.kind == kind], years) for kind in {row.kind for row in rows}}
    withheld: set[str] = set()
    for kind in sorted(least, key=lambda kind: (least[kind], kind)):
        together = sum(least[one] for one in withheld)
        if least[kind] >= FEWEST and (not withheld or together >= FEWEST):
            break
        withheld.add(kind)
    return frozenset(withheld)


def _least(rows: Sequence[Any], years: Sequence[int]) -> int:
    """In how small a number these municipalities exist in a year in which they do at all."""
    counts = [sum((row.first_year or year) <= year <= (row.last_year or year) for row in rows) for year in years]
    return min(filter(None, counts), default=len(rows))


def shown_kind(reader: Reader, kind: str) -> str:
    """The kind as the viewer may know it, of the own municipality too: it is ranked among those of its kind."""
    return WITHHELD_KIND if kind in withheld_kinds(reader) else kind


def shown_code(reader: Reader, code: str) -> str:
    """The code under which the viewer knows a municipality."""
    alias = aliases(reader).get(code)
    return alias.code if alias else code


def shown_codes(reader: Reader, codes: "pd.Series[str]") -> "pd.Series[str]":
    """A column of codes as the viewer knows them."""
    known = aliases(reader)
    return codes.map(lambda code: known[code].code if code in known else code) if known else codes
