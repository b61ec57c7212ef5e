"""A layout as somebody looking at it and somebody listening to it get it, the tables of the screen included."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from data.formats import number, signed
from layouts.parts.screen_table import HEAT, ScreenTable

Tree = Any


def walk(component: Any) -> Iterator[Any]:
    """The component and everything in it, texts included."""
    yield component
    for child in _children(component):
        yield from walk(child)


def words(component: Any) -> str:
    """Everything that is read aloud: the texts without what is hidden from a reader of the screen."""
    return _text(component, lambda item: getattr(item, "aria-hidden", None) == "true", "spoken").strip()


def seen(component: Any) -> str:
    """Everything that is drawn: the texts without what only a reader of the screen says."""
    return _text(component, lambda item: getattr(item, "className", "") == "visually-hidden", "seen").strip()


def _text(component: Any, left_out: Callable[[Any], bool], how: str) -> str:
    if isinstance(component, str):
        return component
    if isinstance(component, ScreenTable):
        return "".join(getattr(part, how) for part in ReadTable(component).everything)
    if left_out(component):
        return ""
    return "".join(_text(child, left_out, how) for child in _children(component))


def _children(component: Any) -> list[Any]:
    children = getattr(component, "children", None)
    listed = children if isinstance(children, list | tuple) else [children]
    return [child for child in listed if child is not None]


def tables(component: Any) -> list["ReadTable"]:
    """The tables of the screen in a component, in their order."""
    return [ReadTable(part) for part in walk(component) if isinstance(part, ScreenTable)]


def the_table(component: Any) -> "ReadTable":
    (table,) = tables(component)
    return table


@dataclass(frozen=True)
class Texts:
    """Parts of a text: ``["<tag", content, attributes]``, texts and lists of such."""

    parts: Tree

    @property
    def seen(self) -> str:
        return _parts_text(self.parts, "look", "visually-hidden")

    @property
    def spoken(self) -> str:
        return _parts_text(self.parts, "hidden", True)

    @property
    def tags(self) -> list[tuple[str, Tree, dict[str, Any]]]:
        """Every tag with its content and its attributes."""
        return list(_tags(self.parts))


def _parts_text(parts: Tree, attribute: str, left_out: Any) -> str:
    if isinstance(parts, str):
        return parts
    if parts and isinstance(parts[0], str) and parts[0].startswith("<"):
        attributes = parts[2] if len(parts) > 2 else {}
        return "" if attributes.get(attribute) == left_out else _parts_text(parts[1], attribute, left_out)
    return "".join(_parts_text(part, attribute, left_out) for part in parts)


def _tags(parts: Tree) -> Iterator[tuple[str, Tree, dict[str, Any]]]:
    if isinstance(parts, str):
        return
    if parts and isinstance(parts[0], str) and parts[0].startswith("<"):
        yield parts[0][1:], parts[1], parts[2] if len(parts) > 2 else {}
        yield from _tags(parts[1])
        return
    for part in parts:
        yield from _tags(part)


@dataclass(frozen=True)
class ReadCell:
    """One cell as the browser draws it."""

    content: dict[str, Any]
    column: dict[str, Any]
    value: Any
    face: dict[str, Any]
    row_key: str
    row_name: str

    @property
    def seen(self) -> str:
        around = (self.face.get("before", ""), self._inside, self.face.get("after", ""), self.face.get("mark", ""))
        return "".join(Texts(part).seen for part in around)

    @property
    def spoken(self) -> str:
        """A heatmap says its sentence alone; other cells say it after what stands in them."""
        if self.column.get("kind") == HEAT and self.sentence:
            return self.sentence
        around = (self.face.get("before", ""), self._inside, self.face.get("after", ""))
        return "".join(Texts(part).spoken for part in around) + self.sentence

    @property
    def sentence(self) -> str:
        return self._filled(self.face.get("spoken", ""))

    @property
    def look(self) -> str:
        return str(self.face.get("look", ""))

    @property
    def title(self) -> str:
        return self.face.get("title") or self.sentence

    @property
    def href(self) -> str:
        return self._filled(self.face.get("href", ""))

    @property
    def key(self) -> str:
        """What a press on the cell puts into the store."""
        press = self.content.get("press")
        return self._filled(press["value"]) if press and self.column.get("kind") == HEAT else ""

    @property
    def is_pressed(self) -> bool:
        return bool(self.key) and self.key == self.content.get("chosen")

    @property
    def tags(self) -> list[tuple[str, Tree, dict[str, Any]]]:
        return [tag for name in ("before", "shown", "after") for tag in Texts(self.face.get(name, "")).tags]

    @property
    def hrefs(self) -> list[str]:
        """The addresses of the cell: its own, and those of the links in it."""
        inside = [self._filled(attributes["href"]) for tag, _content, attributes in self.tags if tag == "a"]
        return [href for href in (self.href, *inside) if href]

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """The buttons in the cell by the value they put into a store."""
        return {attributes.get("value", ""): attributes for tag, _content, attributes in self.tags if tag == "button"}

    @property
    def _inside(self) -> Tree:
        if "shown" in self.face:
            return self.face["shown"]
        if isinstance(self.value, list):
            short = self.content["words"]["nothing_short"][self.value[0]]
            whole = self.content["words"]["nothing"][self.value[0]]
            return [["<span", short, {"hidden": True}], ["<span", whole, {"look": "visually-hidden"}]]
        if self.value is None or isinstance(self.value, str):
            return self.value or ""
        return self._printed(self.value)

    def _printed(self, value: float) -> Tree:
        kind, decimals = self.column.get("kind"), self.column.get("decimals")
        unit = self.column.get("unit", "")
        if kind == "bar":
            return ""
        if kind == "change":
            return self._change(value)
        if kind == "signed":
            return signed(value, decimals) + unit
        return number(value * 100 if kind == "share" else value, decimals) + unit

    def _change(self, value: float) -> Tree:
        said = self.content["words"]
        size = number(abs(value), self.column.get("decimals"))
        if not re.search("[1-9]", size):
            return [["<span", "= ", {"hidden": True}], ["<span", said["unchanged"], {"look": "visually-hidden"}]]
        mark, way = ("▲", said["up_by"]) if value > 0 else ("▼", said["down_by"])
        return [["<span", f"{mark} ", {"hidden": True}], ["<span", f"{way} ", {"look": "visually-hidden"}], size]

    def _filled(self, template: str) -> str:
        maximum = self.face.get("maximum", self.column.get("maximum"))
        code = self.column.get("code", self.column["key"])
        parts = [*self.row_key.split("~"), "", ""]
        places = {
            "row": self.row_name,
            "row_key": self.row_key,
            "row_1": parts[0],
            "row_2": parts[1],
            "column": self.column.get("name", ""),
            "column_key": code,
            "value": number(self.value) if isinstance(self.value, int | float) else "",
            "maximum": number(maximum) if maximum is not None else "",
        }
        return re.sub(r"\{([a-z_0-9]+)\}", lambda found: places.get(found[1], found[0]), template)


@dataclass(frozen=True)
class ReadRow:
    key: str
    look: str
    cells: list[ReadCell]

    @property
    def seen(self) -> str:
        return "".join(cell.seen for cell in self.cells)

    @property
    def spoken(self) -> str:
        return "".join(cell.spoken for cell in self.cells)

    def __getitem__(self, column: str) -> ReadCell:
        return next(cell for cell in self.cells if cell.column["key"] == column)


@dataclass(frozen=True)
class ReadTable:
    """What a table of the screen says before anybody has ordered or searched it."""

    component: ScreenTable

    @property
    def content(self) -> dict[str, Any]:
        return dict(self.component.content)

    @property
    def headings(self) -> dict[str, Texts]:
        return {column["key"]: Texts(column.get("title", "")) for column in self.content["columns"]}

    @cached_property
    def rows(self) -> list[ReadRow]:
        content = self.content
        looks = content.get("looks")
        return [
            self._row(key, content["row_looks"][looks[place]] if looks else "", place)
            for place, key in enumerate(content["keys"])
        ]

    def row(self, key: str) -> ReadRow:
        return next(row for row in self.rows if row.key == key)

    @property
    def cells(self) -> list[ReadCell]:
        return [cell for row in self.rows for cell in row.cells]

    @property
    def top(self) -> list[ReadRow]:
        return self._sums("top")

    @property
    def pinned(self) -> list[ReadRow]:
        """The row that stands on top of every page, where there is one."""
        return self._sums("pinned")

    @property
    def bottom(self) -> list[ReadRow]:
        return self._sums("bottom")

    @property
    def lines(self) -> list[Texts]:
        """The words across the table, in their order."""
        return [
            Texts(line["shown"])
            for section in self.content["sections"]
            for line in (*section.get("lines", ()), *section.get("between", ()))
        ]

    @property
    def sections(self) -> list[int]:
        return [section["rows"] for section in self.content["sections"]]

    @property
    def everything(self) -> list[Any]:
        groups = [Texts(text) for text, _span in self.content.get("groups", ())]
        return [*groups, *self.headings.values(), *self.pinned, *self.top, *self.lines, *self.rows, *self.bottom]

    def _row(self, key: str, look: str, place: int) -> ReadRow:
        columns = self.content["columns"]
        heading = next((column for column in columns if column.get("header")), {})
        name = heading.get("values", [""] * (place + 1))[place]
        cells: list[ReadCell] = []
        skip = 0
        for column in columns:
            if skip:
                skip -= 1
                continue
            own = self.content["faces"][column["faces"][place]] if "faces" in column else {}
            face = {**column.get("face", {}), **own}
            skip = face.get("span", 1) - 1
            value = column["values"][place] if "values" in column else None
            cells.append(ReadCell(self.content, column, value, face, key, name))
        return ReadRow(key, look, cells)

    def _sums(self, which: str) -> list[ReadRow]:
        return [
            ReadRow(
                given["key"],
                given["look"],
                [
                    ReadCell(self.content, {**column, "kind": ""}, value, self.content["faces"][face], "", "")
                    for column, value, face in zip(
                        self.content["columns"], given["values"], given["faces"], strict=True
                    )
                ],
            )
            for given in _listed(self.content.get(which, ()))
        ]


def _listed(given: Any) -> list[dict[str, Any]]:
    return [given] if isinstance(given, dict) else list(given)
