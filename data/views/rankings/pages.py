"""Which part of a long ranking is shown: pages, a search by name, and the page on which one municipality stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from data.errors import BadSelection
from data.language import _, ngettext
from data.text.names import closest, code_key, name_key
from data.views.rankings.address import RankingsSelection
from data.views.rankings.rows import RankingRow

SIZES = (25, 50, 100, 200)
SIZE = 50
# What may be asked of a page without moving to another one; any other choice changes which rows there are.
KEEPS_PAGE = frozenset({"", "page", "view", "scaling", "ranges", "municipality", "revision"})


@dataclass(frozen=True)
class RankingPage:
    """Rows ``first``…``last`` (counted from 1) of ``rows`` that the filters and the search let through, those without
    a rank last; ``ranked`` and ``unranked`` are the ones on this page. ``jumped`` is the code of the marked row.
    ``notice`` says what the search found, or that the marked row is not in the list; it may be empty."""

    number: int
    pages: int
    size: int
    rows: int
    first: int
    last: int
    ranked: tuple[RankingRow, ...]
    unranked: tuple[RankingRow, ...]
    jumped: str
    notice: str

    @property
    def is_whole(self) -> bool:
        return self.pages < 2

    def has(self, code: str) -> bool:
        return any(row.code == code for row in (*self.ranked, *self.unranked))


def after_choice(selection: RankingsSelection, changed: str) -> RankingsSelection:
    """What remains of page, mark and search once the choice ``changed`` (a field; empty for a new page) is made."""
    if changed == "page":
        return selection.but(jump=None)
    if changed == "jump":
        return selection.but(page=None, search=None)
    if changed == "search":
        return selection.but(page=None, jump=None)
    # A row that is marked is followed to wherever the new choice puts it.
    return selection if changed in KEEPS_PAGE else selection.but(page=None)


def settled_size(size: str | None) -> int:
    """Raises BadSelection for a size that is not offered."""
    found = int(size or SIZE)
    if found not in SIZES:
        known = ", ".join(str(each) for each in SIZES)
        raise BadSelection(_("A page has {known} rows, not {size}.").format(known=known, size=found))
    return found


@dataclass(frozen=True)
class Found:
    """The rows that a search leaves; ``notice`` says so in words and is empty without a search."""

    rows: tuple[RankingRow, ...]
    notice: str


def searched(
    rows: Sequence[RankingRow], search: str | None, other_names: Mapping[str, str] = MappingProxyType({})
) -> Found:
    """Rows whose names have every word of ``search``, whatever its case and ё, or whose code it is.

    ``other_names`` has by code what else a row is called, so that a link from the other language finds the same rows.
    Where no name has the words, the names closest to them are given instead, and the notice says so.
    """
    words = name_key(search or "").split()
    if not words:
        return Found(tuple(rows), "")
    code = code_key(search or "")
    exact = tuple(row for row in rows if _has(row, words, other_names.get(row.code, "")) or code_key(row.code) == code)
    if exact:
        text = ngettext("“{search}”: {number} row found.", "“{search}”: {number} rows found.", len(exact))
        return Found(exact, text.format(search=search, number=len(exact)))
    names = closest(search or "", [row.name for row in rows])
    near = tuple(row for row in rows if row.name in names)
    if near:
        return Found(near, _("No name matches “{search}”; similar names are shown.").format(search=search))
    return Found((), _("No name matches “{search}”.").format(search=search))


def _has(row: RankingRow, words: Sequence[str], other_name: str) -> bool:
    keys = (f"{name_key(row.name)} {name_key(row.full_name)}", name_key(other_name))
    return any(all(word in key for word in words) for key in keys)


def ranking_page(
    ranked: Sequence[RankingRow], unranked: Sequence[RankingRow], selection: RankingsSelection, notice: str, jumped: str
) -> RankingPage:
    """The page of ``selection``: the one asked for, else that of the marked row, else the first; never past the last.

    ``jumped`` is the name of the marked municipality, empty where none is.
    """
    every, size = (*ranked, *unranked), settled_size(selection.size)
    pages = max(1, -(-len(every) // size))
    at = next((index for index, row in enumerate(every) if row.code == selection.jump), None)
    wanted = int(selection.page) if selection.page else 1 + (at or 0) // size
    number = min(wanted, pages)
    start, end = (number - 1) * size, min(number * size, len(every))
    if selection.jump and at is None:
        hidden = _("{name} is not in the list: the filters exclude it.").format(name=jumped)
        notice = " ".join(filter(None, (notice, hidden)))
    return RankingPage(
        number=number,
        pages=pages,
        size=size,
        rows=len(every),
        first=start + 1 if every else 0,
        last=end,
        ranked=tuple(ranked[start:end]),
        unranked=tuple(unranked[max(0, start - len(ranked)) : max(0, end - len(ranked))]),
        jumped=selection.jump or "",
        notice=notice,
    )
