"""What a viewer has chosen on a page: one parser for addresses, controls and export links.

A callback and an export link are public: any value may arrive here. What has not the shape of its field is refused
with one message; whether a code exists is checked where the data are read. Each page declares its own choices in
``data/views/<page>/address.py``, on the ground of those that pages share.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from data.errors import BadSelection
from data.language import _
from data.vocabulary import FigureKind

CODE = r"[0-9A-Za-z._-]{1,64}"
WORD = r"[a-z_]{1,32}"
# What is ranked.
SUBJECT = rf"total|block:{CODE}|direction:{CODE}"
# Municipality, direction and cycle component; or direction, position and parameter.
THREE_CODES = rf"{CODE}~{CODE}~{CODE}"
LONGEST_LIST = 64
HIGHEST_REVISION = 2**31 - 1
# What a list of choices holds where nothing is left out: a browser takes an empty value for no choice at all.
ALL = "all"


@dataclass(frozen=True)
class Shape:
    """What a field takes: one text of ``pattern``, or a list of up to ``longest`` of them."""

    pattern: str
    longest: int | None = None

    @property
    def empty(self) -> tuple[str, ...] | None:
        return None if self.longest is None else ()

    def read(self, name: str, value: Any) -> Any:
        """Raises BadSelection, naming the field, for a value of another shape."""
        if value is None or value in ("", []):
            return self.empty
        if self.longest is None:
            return self._text(name, value)
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or len(items) > self.longest:
            raise _bad(name, value)
        return tuple(self._text(name, item) for item in items)

    def _text(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value, re.ASCII):
            raise _bad(name, value)
        return value


class FilterShape(Shape):
    """One text, or the word of a list of choices for all of them, which is no choice and stands in no address."""

    def read(self, name: str, value: Any) -> Any:
        return super().read(name, None if value == ALL else value)


class RevisionShape(Shape):
    """A number of a revision; an address brings it as text, a store as a number."""

    def read(self, name: str, value: Any) -> Any:
        if value is None or value in ("", []):
            return None
        text = "" if isinstance(value, bool) else str(value)
        if not re.fullmatch(self.pattern, text, re.ASCII) or int(text) > HIGHEST_REVISION:
            raise _bad(name, value)
        return int(text)


def choice(pattern: str) -> Any:
    """A field of one text; None is the page's default."""
    return field(default=None, metadata={"shape": Shape(pattern)})


def filtering(pattern: str) -> Any:
    """A field that leaves out all others than one text; None, and the word ``ALL`` of its list, leave out nothing."""
    return field(default=None, metadata={"shape": FilterShape(pattern)})


def choices(pattern: str, longest: int = LONGEST_LIST) -> Any:
    """A field of several texts in their order; empty is the page's default, most often «all»."""
    return field(default=(), metadata={"shape": Shape(pattern, longest)})


def not_here() -> Any:
    """A field that other pages share and this one has not: nobody can set it."""
    return field(default=None, init=False)


def _revision() -> Any:
    return field(default=None, metadata={"shape": RevisionShape(r"[1-9][0-9]{0,9}")})


@dataclass(frozen=True)
class Selection:
    """The choices that pages share; the class of a page adds its own.

    ``key`` is the one word that is file, address and prefix of ids of the page; ``made_of`` says which periods it has.
    The choice named by ``in_path`` is the last part of its address, as in ``/municipality/M14``; all others stand in
    the query. ``of_one_place`` names those that stand for one municipality or several, as a school does.
    """

    key: ClassVar[str] = ""
    in_path: ClassVar[str] = ""
    of_one_place: ClassVar[tuple[str, ...]] = ()
    made_of: ClassVar[FigureKind] = FigureKind.SCORES

    period: str | None = choice(CODE)
    methodology: str | None = choice(CODE)
    municipality: str | None = choice(CODE)
    revision: int | None = _revision()

    @classmethod
    @cache
    def shapes(cls) -> Mapping[str, Shape]:
        """The choices of the page by name, in the order of its query."""
        found = {each.name: each.metadata["shape"] for each in fields(cls) if _is_here(each)}
        shapes = {name: shape for name, shape in found.items() if name != "revision"}
        return MappingProxyType(shapes | {"revision": found["revision"]})

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Self:
        """Read the values of controls or of a query string; unknown names and choices of other pages are left alone.

        Raises BadSelection, naming the field, for a value that has not the shape of its field.
        """
        shapes = cls.shapes()
        return cls(**{name: shapes[name].read(name, value) for name, value in raw.items() if name in shapes})

    @classmethod
    def of(cls, other: "Selection", **own: Any) -> Self:
        """What a link from another page brings along: the shared choices that this page has, and ``own`` ones."""
        shapes = cls.shapes()
        shared = {name: getattr(other, name) for name in Selection.shapes() if name in shapes}
        return cls(**shared | own)

    def query(self) -> str:
        """The query string that gives this selection again: only what is chosen, in a fixed order."""
        return self._query(self.shapes())

    def address(self) -> str:
        """The address of the page with these choices."""
        names: Iterable[str] = self.shapes()
        path = f"/{self.key}"
        if self.in_path and getattr(self, self.in_path):
            path = f"{path}/{getattr(self, self.in_path)}"
            names = [name for name in names if name != self.in_path]
        query = self._query(names)
        return f"{path}?{query}" if query else path

    def but(self, **changes: Any) -> Self:
        """The same selection with some choices changed."""
        return replace(self, **changes)

    def elsewhere(self, municipality: str) -> Self:
        """The same choices for another municipality, without those that belong to one of them."""
        shapes = self.shapes()
        left_behind = {name: shapes[name].empty for name in self.of_one_place}
        return self.but(**left_behind, municipality=municipality)

    def _query(self, names: Iterable[str]) -> str:
        chosen = ((name, getattr(self, name)) for name in names)
        pairs = [(name, ",".join(value) if isinstance(value, tuple) else str(value)) for name, value in chosen if value]
        return urlencode(pairs, safe=":,~")


def _is_here(one: "Field[Any]") -> bool:
    return "shape" in one.metadata


def _bad(name: str, value: Any) -> BadSelection:
    shown = str(value)[:40].encode("utf-8", "replace").decode("utf-8")
    return BadSelection(
        _("“{name}” in the address cannot be “{value}”. Choose it again on the page.").format(name=name, value=shown)
    )
