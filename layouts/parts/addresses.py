"""Addresses that many cells of a table share, with places for the codes of row and column."""

from functools import lru_cache

from data.selection import Selection
from data.views.municipality.address import MunicipalitySelection

# What the browser puts into an address: the key of the row and the code of the column.
ROW, COLUMN = "{row_key}", "{column_key}"
# A key of parts, as municipality~direction~stage, has a place for its first and its second part too.
ROW_FIRST, ROW_SECOND = "{row_1}", "{row_2}"
# An address is a pure function of its choices, and each row of a table asks for it again.
MOST_KEPT = 1_000


@lru_cache(maxsize=MOST_KEPT)
def address(target: Selection) -> str:
    """The address of a selection whose codes may be places."""
    text = target.address()
    for place in (ROW, COLUMN, ROW_FIRST, ROW_SECOND):
        text = text.replace(f"%7B{place[1:-1]}%7D", place)
    return text


@lru_cache(maxsize=MOST_KEPT)
def profile_address(shown: Selection) -> str:
    """The profile of a row's municipality.

    ``shown`` is what the table shows: its period, methodology and revision go along, its other choices do not.
    """
    return address(MunicipalitySelection.of(shown, municipality=ROW))
