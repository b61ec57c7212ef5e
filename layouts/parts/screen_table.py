"""A table of the screen as one component: compact values that the browser draws, orders, searches and cuts into pages.

A heatmap of thousands of cells is one text; ``dashboard/assets/3*-table*.js`` read it. What many cells have in common
(look, sign, spoken sentence, address) is a *face* and stands once; a cell is a value and the number of its face.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, ClassVar, NamedTuple, TypeAlias, cast

from data.tables import Kind
from data.vocabulary import Nothing
from layouts.parts.cell_parts import DASH, Parts, parts_json, text_of
from layouts.parts.own_component import Packed
from layouts.parts.table_words import number_signs, table_words

# What a cell is where it is nothing but a value.
Bare: TypeAlias = float | str | Nothing | None
NOTHING_CODES = {Nothing.NO_DATA: 0, Nothing.NOT_APPLICABLE: 1, Nothing.HIDDEN: 2}
ASCENDING, DESCENDING, UNSORTED = "ascending", "descending", ""
# Kinds of columns beside those of an exported table.
HEAT, BAR, CHANGE, BRACKET = "heat", "bar", "change", "bracket"
# Rows on one page of a long table.
PAGE_SIZE = 50
# A table of fewer rows is seen at a glance; nobody needs a search in it.
SEARCHED_FROM = 15


class Cell(NamedTuple):
    """One cell. ``value`` is what rows are ordered by and, without ``shown``, what is printed; None is an empty cell.

    ``spoken`` is the sentence for a reader of the screen, shown on hover too in a heatmap; it and ``href`` may hold
    ``{row}``, ``{column}``, ``{value}``, ``{maximum}`` and, for addresses, ``{row_key}`` and ``{column_key}``.
    ``before`` and ``after`` stand around the value. ``target`` (0…1) is the tick on a bar and, with
    ``upper``, where a band from it ends; ``track`` a range and a
    place on the line of all places (three numbers of 0…1), ``span`` how many columns the cell takes.
    """

    value: Bare = None
    shown: Parts | None = None
    look: str = ""
    title: str = ""
    href: str = ""
    mark: str = ""
    inner: str = ""
    spoken: str = ""
    before: Parts = ""
    after: Parts = ""
    bar: str = ""
    target: float | None = None
    upper: float | None = None
    grows: bool = False
    track: tuple[float, float, float] | None = None
    maximum: float | None = None
    span: int = 1
    plain: bool = False


class Faced(NamedTuple):
    """A value on the face of a cell that many share: that cell is made and looked at once for all of them."""

    value: Bare
    face: Cell


AnyCell: TypeAlias = Cell | Faced | Bare


@dataclass(frozen=True)
class Heading:
    """A column: its title, how its values are printed, and which way it is ordered first (``UNSORTED``: not at all).

    ``key`` is what the address names an order by; ``code`` is the ``{column_key}`` of addresses where it is another.
    ``name`` is the title as it is spoken. ``common`` is what the faces of all its cells share.
    """

    key: str
    title: Parts
    kind: str = Kind.TEXT
    name: str = ""
    look: str = ""
    hint: str = ""
    sort: str = ASCENDING
    decimals: int | None = None
    unit: str = ""
    maximum: float | None = None
    code: str = ""
    is_name: bool = False
    common: Cell = field(default_factory=Cell)


@dataclass(frozen=True)
class Row:
    """``key`` is the ``{row_key}`` of addresses; one cell per heading, those under a spanning cell left empty.

    A cell that is only a value may be that value.
    """

    key: str
    cells: Sequence[AnyCell]
    look: str = ""


@dataclass(frozen=True)
class Line:
    """Words across the table: a heading of what follows, or how many rows are left out."""

    shown: Parts
    look: str = "gap"
    is_heading: bool = True


@dataclass(frozen=True)
class Section:
    """Rows that stay together whatever they are ordered by; ``lines`` stand above them in every order.

    ``between`` are lines by the place (from 0) of the row they stand above, shown in the given order only; the number
    of rows is the place below the last.
    """

    rows: Sequence[Row]
    lines: Sequence[Line] = ()
    between: Mapping[int, Sequence[Line]] = field(default_factory=dict)


@dataclass(frozen=True)
class Press:
    """Cells of the heatmap are buttons that put ``value`` (with the places of ``Cell.href``) into a dcc.Store."""

    store: str
    value: str


class ScreenTable(Packed):
    """The component; ``content`` is the mapping that ``screen_table`` makes, sent as one text."""

    _type = "Table"
    _prop_names: ClassVar[list[str]] = ["id", "content"]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, content: dict[str, Any], id: str | None = None) -> None:
        super().__init__(content=content, **({"id": id} if id else {}))


def screen_table(
    name: str,
    caption: str,
    headings: Sequence[Heading],
    sections: Sequence[Section],
    *,
    look: str = "data-table",
    groups: Sequence[tuple[Parts, int]] = (),
    top: Sequence[Row] = (),
    bottom: Sequence[Row] = (),
    pinned: Row | None = None,
    pinned_words: str = "",
    press: Press | None = None,
    chosen: str | None = None,
    marked: str | None = None,
    size: int = PAGE_SIZE,
    fold: int = 0,
    prints_folded: bool = False,
    is_grid: bool = False,
    is_plain: bool = False,
    has_cards: bool = False,
    has_address: bool = False,
    has_search: bool = True,
    id: str | None = None,
) -> ScreenTable:
    """``name`` tells the tables of a page apart; ``caption`` is spoken.

    ``groups`` are headings above the headings, as (text, columns). ``top`` and ``bottom`` are rows of sums that no
    order moves. ``pinned`` is a row that stands on top of every page and ``pinned_words`` is what
    leads to its place in the list, ``chosen`` the value of the pressed cell,
    ``marked`` the key of a row to be brought into sight. ``size`` is rows on a page, 0 for no pages; with
    ``fold`` only so many are shown until all are asked for; paper has every row unless ``prints_folded``, for a page
    made for one sheet. A grid is one
    stop of the tab key; ``is_plain`` leaves the headings out; with ``has_cards`` every cell names its column on a
    phone. With ``has_address`` order, search and page stand in the address: one table of a page may. A long table has a
    search unless ``has_search`` says no.
    """
    rows = [row for section in sections for row in section.rows]
    faces = _Faces()
    columns = [_column(heading, [row.cells[place] for row in rows], faces) for place, heading in enumerate(headings)]
    row_looks, looks = _numbered([row.look for row in rows])
    keys = [row.key for row in rows]
    can_sort = any(heading.sort for heading in headings) and len(rows) > 1
    content = {
        "name": name,
        "caption": caption,
        "look": look,
        "grid": is_grid,
        "plain": is_plain,
        "cards": has_cards,
        "address": has_address,
        "columns": columns if can_sort else [{**column, "sort": UNSORTED} for column in columns],
        "groups": [[parts_json(text), span] for text, span in groups],
        "keys": keys,
        "sections": [_section(section) for section in sections],
        "looks": looks if any(row_looks) else None,
        "row_looks": row_looks,
        "top": [_sum(row, faces) for row in top],
        "bottom": [_sum(row, faces) for row in bottom],
        "pinned": _sum(pinned, faces) if pinned else None,
        "press": {"choice": press.store, "value": press.value} if press else None,
        "chosen": chosen,
        "marked": marked,
        "size": size if len(rows) > size > 0 else None,
        "fold": fold if len(rows) > fold > 0 else None,
        "prints_folded": prints_folded,
        "find": has_search and can_sort and len(rows) >= SEARCHED_FROM,
        "words": table_words({heading.kind for heading in headings}, is_long=can_sort or len(rows) > fold > 0)
        | ({"to_pinned": pinned_words} if pinned_words else {}),
        "signs": number_signs(),
        "faces": faces.listed(),
    }
    return ScreenTable({"keys": [], "sections": []} | _without_empty(content), id)


def _without_empty(content: dict[str, Any]) -> dict[str, Any]:
    """What is not said is not sent; a number is said even when it is 0."""
    return {key: value for key, value in content.items() if value is not False and value not in (None, "", [], {})}


class _Faces:
    """What cells are besides their values, each kind once; the first is the face of a cell that is only a value."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {Cell()[1:]: 0}

    def number(self, cell: Cell) -> int:
        face = cell[1:]
        return self._numbers.setdefault(face, len(self._numbers))

    def listed(self) -> list[dict[str, Any]]:
        return [face_json(face) for face in self._numbers]


PLAIN_FACE = dict(zip(Cell._fields[1:], Cell()[1:], strict=True))


def face_json(face: tuple[Any, ...]) -> dict[str, Any]:
    """Only what differs from the face of a cell that is nothing but its value."""
    own = {name: value for (name, plain), value in zip(PLAIN_FACE.items(), face, strict=True) if value != plain}
    return {name: parts_json(value) if name in ("shown", "before", "after") else value for name, value in own.items()}


def _column(heading: Heading, given: list[AnyCell], faces: _Faces) -> dict[str, Any]:
    values, numbers = _values_and_faces(given, faces)
    if heading.kind == BAR:
        # A ten-thousandth of a bar is less than a pixel.
        values = [round(value, 4) if isinstance(value, float) else value for value in values]
    common = face_json(heading.common[1:])
    column = {
        "key": heading.key,
        "code": heading.code,
        "title": parts_json(heading.title),
        "name": heading.name or text_of(heading.title),
        "kind": str(heading.kind),
        "look": heading.look,
        "hint": heading.hint,
        "sort": heading.sort,
        "decimals": heading.decimals,
        "unit": heading.unit,
        "maximum": value_json(heading.maximum),
        "header": heading.is_name,
        "face": common,
        "values": values if any(value is not None for value in values) else None,
        "faces": numbers if any(numbers) else None,
    }
    return _without_empty(column)


def _values_and_faces(given: Sequence[AnyCell], faces: _Faces) -> tuple[list[Any], list[int]]:
    """What cells hold and the numbers of their faces, as they are sent; of a long table most are only values."""
    kinds = set(map(type, given))
    if kinds.isdisjoint({Cell, Faced}) and DASH not in given:
        return _values_json(given), [0] * len(given)
    if kinds == {Faced}:
        return _faced(cast(Sequence[Faced], given), faces)
    values: list[Any] = []
    numbers: list[int] = []
    # A cell that stands in several places is looked at once. Each is held here, or its id might become another one's.
    known: dict[int, tuple[int, Cell]] = {}
    for cell in given:
        value, face = (cell.value, cell.face) if isinstance(cell, Faced) else _value_and_face(cell)
        values.append(value)
        found = known.get(id(face))
        if found is None:
            known[id(face)] = found = faces.number(face), face
        numbers.append(found[0])
    return _values_json(values), numbers


def _faced(given: Sequence[Faced], faces: _Faces) -> tuple[list[Any], list[int]]:
    different = {id(cell.face): cell.face for cell in given}
    numbers = {place: faces.number(face) for place, face in different.items()}
    return _values_json([cell.value for cell in given]), [numbers[id(cell.face)] for cell in given]


PLAIN_CELL, DASHED_CELL = Cell(), Cell(shown=DASH)


def _value_and_face(cell: Cell | Bare) -> tuple[Bare, Cell]:
    value = cell.value if isinstance(cell, Cell) else cell
    if value == DASH:
        return None, cell._replace(value=None, shown=DASH) if isinstance(cell, Cell) else DASHED_CELL
    return value, cell if isinstance(cell, Cell) else PLAIN_CELL


def _values_json(values: Sequence[Any]) -> list[Any]:
    kinds = set(map(type, values))
    if kinds <= {str, NoneType}:
        return list(values)
    if kinds <= {float, int, NoneType}:
        return [value if value is None or value % 1 else int(value) for value in values]
    return [value_json(value) for value in values]


def _sum(row: Row, faces: _Faces) -> dict[str, Any]:
    values, numbers = _values_and_faces(row.cells, faces)
    return {"key": row.key, "look": row.look, "values": values, "faces": numbers}


def _section(section: Section) -> dict[str, Any]:
    between = [{"before": place, **_line(line)} for place, lines in section.between.items() for line in lines]
    return _without_empty(
        {"rows": len(section.rows), "lines": [_line(line) for line in section.lines], "between": between}
    )


def _line(line: Line) -> dict[str, Any]:
    return {"shown": parts_json(line.shown), "look": line.look, "heading": line.is_heading}


def _numbered(texts: list[str]) -> tuple[list[str], list[int]]:
    """Each text once, and the number of its text for every place."""
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(text, len(numbers)) for text in texts]
    return list(numbers), places


def value_json(value: Bare) -> Any:
    """A kind of nothing as a list with its code; a whole number without its «.0»."""
    if value is None:
        return None
    if isinstance(value, Nothing):
        return [NOTHING_CODES[value]]
    if isinstance(value, str):
        return value
    whole = int(value)
    return whole if whole == value else float(value)
