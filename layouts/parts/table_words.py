"""The words that a table of the screen says by itself, in the language of the page."""

from collections.abc import Set
from typing import Any

from data.formats import MINUS, NBSP, nothing
from data.language import _, current_language
from data.vocabulary import Nothing

CHANGE = "change"


def number_signs() -> dict[str, str]:
    """How numbers are written, as ``data.formats.number`` writes them."""
    if current_language() == "ru":
        return {"decimal": ",", "group": NBSP, "minus": MINUS}
    return {"decimal": ".", "group": ",", "minus": MINUS}


def percent_unit() -> str:
    """What stands after a number in per cent."""
    return f"{NBSP}%" if current_language() == "ru" else "%"


def nothing_short(kind: Nothing) -> str:
    """What stands in a cell without a number, for the eye; the words are spoken."""
    return {Nothing.NO_DATA: _("n/d"), Nothing.NOT_APPLICABLE: "—", Nothing.HIDDEN: ""}[kind]


def table_words(kinds: Set[str], *, is_long: bool) -> dict[str, Any]:
    """Words for the kinds of columns that a table has, and for order, search and pages where it has them."""
    words: dict[str, Any] = {
        "nothing": [nothing(kind) for kind in Nothing],
        "nothing_short": [nothing_short(kind) for kind in Nothing],
    }
    if CHANGE in kinds:
        words |= {
            "no_comparison": _("no comparison"),
            "unchanged": _("unchanged"),
            "up_by": _("up by"),
            "down_by": _("down by"),
        }
    if is_long:
        words |= {
            "find": _("Find in the table"),
            "found": _("Rows found: {shown} of {all}"),
            "nothing_found": _("Nothing found in {all} rows"),
            "rows": _("Rows {first}–{last} of {rows}"),
            "unfold": _("Show all {rows}"),
            "fold": _("Show the first {rows}"),
            "pages": _("Pages of the table"),
            "page": _("page"),
            "previous": _("Previous page"),
            "next": _("Next page"),
            "given_order": _("Order of the table"),
            "order_by": _("Order by {column}"),
            "ascending": _("Ordered by {column}, ascending"),
            "descending": _("Ordered by {column}, descending"),
        }
    return words
