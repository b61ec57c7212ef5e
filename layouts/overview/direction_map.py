"""The heatmap of the region: municipality × direction, formed stages of the cycle and the verdict, all as links."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import nothing, number
from data.language import _, ngettext
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.cycle.selection import REGION
from data.views.cycle.words import cycles_words
from data.views.overview.base import MAP
from data.views.overview.direction_map import DirectionMap, MapCell, MapRow
from data.views.overview.page import OverviewView
from data.views.overview.rows import Entry
from data.vocabulary import Nothing, Verdict
from layouts.cards.heatmap import hyphenated
from layouts.overview.ranking import form_switch
from layouts.parts.addresses import COLUMN, ROW, address, profile_address
from layouts.parts.cell_parts import LINE_BREAK, Parts, bold, eye_only, link, span
from layouts.parts.levels import bounds, stages_look
from layouts.parts.page import card, export_menu, internal_link, legend
from layouts.parts.screen_table import (
    ASCENDING,
    DESCENDING,
    HEAT,
    UNSORTED,
    Cell,
    Heading,
    Line,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.signs import NOTHING_CLASS, nothing_parts, verdict_sign

# A map of more rows is read from its ends: those of the ranking beside it. The export and /cycle have all.
MOST_ROWS = 60
# Of a long map so many of those without a rank.
UNRANKED_SHOWN = 5


def map_card(view: OverviewView) -> Component:
    """The map with its rule and legend; every cell leads to the first link that is not formed."""
    count, is_table = len(view.map.rows), MAP in view.selection.forms
    everybody = ngettext("All {number} municipality", "All {number} municipalities", count).format(number=count)
    title = _("Full cycle: municipality × direction")
    return card(
        title,
        [
            *([] if is_table else [legend(_legend(view.map.required))]),
            _plain_table(view) if is_table else _table(view),
            html.P(internal_link(everybody, _link(view)), className="hint narrow-only"),
        ],
        caption=_counted_words(view.map.required),
        actions=[
            form_switch(view.selection, MAP, _("Map"), _("Table")),
            export_menu("overview", view.selection, table="map", picture=title),
        ],
    )


def _counted_words(required: int) -> str:
    if required == 1:
        return _("Whether the only stage of the cycle is formed. ✓ it is: effective management.")
    return _("Formed stages of the cycle, of {required}. ✓ all of them: effective management.").format(
        required=required
    )


def _legend(required: int) -> list[tuple[str, str, str]]:
    low, high = bounds(required)
    sign = verdict_sign(Verdict.EFFECTIVE)
    tones = (
        ("state-partial-high", high, required - 1),
        ("state-partial-low", low, high - 1),
        ("state-absent", 0, low - 1),
    )
    return [
        ("state-formed", f"{sign.mark} {required}", sign.text),
        # A short cycle has no count for some of the tones.
        *((look, str(first), _range(first, last)) for look, first, last in tones if first <= last),
        (NOTHING_CLASS[Nothing.NO_DATA], "?", _("cannot be judged")),
        (NOTHING_CLASS[Nothing.NOT_APPLICABLE], "—", _("not applicable")),
    ]


def _range(first: int, last: int) -> str:
    return str(first) if first >= last else f"{first}–{last}"


def _link(view: OverviewView) -> CycleSelection:
    return CycleSelection.of(view.selection, municipality=None, view=REGION)


def _table(view: OverviewView) -> ScreenTable:
    found: DirectionMap = view.map
    # Only ends of a long map are shown: an order of these would not be that of the region.
    way = UNSORTED if _is_long(found) else DESCENDING
    cells = [
        Heading(
            f"direction:{each.code}",
            link((bold(each.code), span(hyphenated(each.short))), _to_map(view, each.code)),
            HEAT,
            name=f"{each.code} {each.short}",
            hint=f"{each.code} {each.name}",
            sort=way,
            code=each.code,
        )
        for each in found.directions
    ]
    of = _("of {number}").format(number=len(found.directions))
    headings = [
        Heading("name", _("Municipality"), look="text", sort=way and ASCENDING, is_name=True),
        *cells,
        Heading("effective", ("✓", LINE_BREAK, of), Kind.NUMBER, name=_("Full cycles"), sort=way),
    ]
    total = [
        Cell(_("Effective, of {number}").format(number=len(found.rows))),
        *(Cell(shown=str(count)) for count in found.effective),
        Cell(shown=bold(str(sum(found.effective)))),
    ]
    caption = _("Full cycle: municipality × direction")
    look = "heatmap wide overview-map"
    return screen_table(
        "overview-map",
        caption,
        headings,
        _sections(view, _Rows(view).row),
        look=look,
        top=[Row("", total, "total")],
        size=0,
        is_grid=True,
        has_search=False,
    )


def _is_long(found: DirectionMap) -> bool:
    return len(found.rows) > MOST_ROWS


def _sections(view: OverviewView, draw: Callable[[MapRow], Row]) -> list[Section]:
    """The ranked rows, of a long map its ends with what is left out between them; then those without a rank."""
    found, rows = view.map, {row.code: row for row in view.map.ranked}
    ranked: list[MapRow | str] = list(found.ranked)
    unranked: list[MapRow | str] = list(found.unranked)
    if _is_long(found):
        shown = [entry for entry in view.entries if entry.wide and (entry.row is None or entry.row.code in rows)]
        ranked = [rows[entry.row.code] if entry.row else _left_out(entry) for entry in shown]
        rest = len(unranked) - UNRANKED_SHOWN
        if rest > 0:
            words = ngettext("{number} more municipality", "{number} more municipalities", rest)
            unranked[UNRANKED_SHOWN:] = [words.format(number=number(rest))]
    heading = Line(_("Not ranked: not fully scored"), "gap wide-only")
    below = [_section(unranked, draw, [heading])] if unranked else []
    return [_section(ranked, draw), *below]


def _section(entries: list[MapRow | str], draw: Callable[[MapRow], Row], lines: Sequence[Line] = ()) -> Section:
    """Rows, and the texts between them."""
    rows: list[Row] = []
    between: dict[int, list[Line]] = {}
    for entry in entries:
        if isinstance(entry, str):
            between.setdefault(len(rows), []).append(Line(entry, "gap wide-only"))
        else:
            rows.append(draw(entry))
    return Section(rows, lines, between)


def _left_out(entry: Entry) -> str:
    return ngettext(
        "ranks {ranks} — {number} more municipality", "ranks {ranks} — {number} more municipalities", entry.count
    ).format(ranks=entry.places, number=number(entry.count))


def _plain_table(view: OverviewView) -> Component:
    """The numbers of the map without its tones, and how many directions stand how."""
    found = view.map
    way = UNSORTED if _is_long(found) else DESCENDING
    directions = [
        Heading(f"direction:{each.code}", span(each.code, title=each.name), look="center", sort=way)
        for each in found.directions
    ]
    verdicts = [
        Heading(verdict.value, verdict_sign(verdict).mark, Kind.NUMBER, look="center second", sort=way)
        for verdict in Verdict
    ]
    headings = [
        Heading("rank", _("Rank"), look="numeric", sort=UNSORTED),
        Heading("name", _("Municipality"), look="name", sort=way and ASCENDING, is_name=True),
        *directions,
        *verdicts,
    ]
    caption = _("Full cycle: municipality × direction")
    look = "data-table overview-map-table"
    table = screen_table("overview-map-table", caption, headings, _sections(view, _plain_row), look=look, size=0)
    signs = "; ".join(f"{sign.mark} — {sign.text}" for sign in map(verdict_sign, Verdict))
    words = _("The last columns count directions: {signs}.").format(signs=signs)
    return html.Div([table, html.P(words, className="second small")])


def _plain_row(row: MapRow) -> Row:
    counts = Counter(cell.verdict for cell in row.cells if cell.nothing is not Nothing.NOT_APPLICABLE)
    cells = [
        Cell(shown=row.rank or "—"),
        Cell(row.short, title=row.name),
        *(Cell(_formed(cell), eye_only(_content(cell)), spoken=cell_words(cell)) for cell in row.cells),
        *(Cell(counts[verdict]) for verdict in Verdict),
    ]
    return Row(row.code, cells, "own" if row.is_own else "")


def _full_cycles(row: MapRow) -> Cell:
    """Full cycles of the directions that can be judged; no number where none can."""
    words = cycles_words(row.effective, row.judged, len(row.cells))
    if not row.judged:
        return Cell(Nothing.NO_DATA, title=words)
    if row.judged == len(row.cells):
        return Cell(row.effective, bold(str(row.effective)), title=words)
    of = _("of {number}").format(number=row.judged)
    return Cell(row.effective, (bold(str(row.effective)), " ", of), title=words)


def _to_map(view: OverviewView, direction: str) -> str:
    return address(_link(view).but(direction=direction))


class _Rows:
    """Draws rows; cells that look alike, of which a map of hundreds has some tens, are drawn once."""

    def __init__(self, view: OverviewView) -> None:
        self._profile = profile_address(view.selection)
        self._target = _link(view).but(direction=COLUMN)
        self._cells: dict[tuple[Any, ...], Cell] = {}

    def row(self, row: MapRow) -> Row:
        rank = span(row.rank or "—", "map-rank")
        name = Cell(row.short, before=rank, title=row.name, href=self._profile)
        cells = [name, *map(self._cell, row.cells), _full_cycles(row)]
        return Row(row.code, cells, "own" if row.is_own else "")

    def _cell(self, cell: MapCell) -> Cell:
        """A link to the direction, with the first broken link opened."""
        broken = cell.cell.rpartition("~")[2]
        alike = cell.formed, cell.required, cell.verdict, cell.nothing, broken
        found = self._cells.get(alike)
        if found is None:
            target = self._target.but(cell=f"{ROW}~{COLUMN}~{broken}" if broken else None)
            found = self._cells[alike] = Cell(
                _formed(cell),
                eye_only(_content(cell)),
                stages_look(cell.nothing, cell.verdict, cell.formed, cell.required),
                href=address(target),
                spoken=cell_words(cell),
            )
        return found


def _formed(cell: MapCell) -> float | Nothing:
    """What the rows are ordered by: a cell that nobody can judge is no number, whatever stands in it."""
    if cell.nothing is not None or cell.verdict is Verdict.CANNOT_BE_JUDGED:
        return cell.nothing or Nothing.NO_DATA
    return cell.formed


def _content(cell: MapCell) -> Parts:
    if cell.nothing is not None:
        return nothing_parts(cell.nothing)[:1]
    if cell.verdict is Verdict.CANNOT_BE_JUDGED:
        return span("?", "nothing-words")
    formed = span(str(cell.formed), "map-number" if cell.verdict is Verdict.EFFECTIVE else "")
    return (span(f"{verdict_sign(cell.verdict).mark} "), formed) if cell.verdict is Verdict.EFFECTIVE else formed


def cell_words(cell: MapCell) -> str:
    """The cell as it is spoken: «Светлоозёрский МО, 1.1 Качество подготовки: 4 из 9, неэффективное».

    The names of row and column are places that the browser fills.
    """
    place = "{row}, {column}"
    if cell.nothing is Nothing.NOT_APPLICABLE:
        return f"{place}: {nothing(cell.nothing)}"
    formed = _("formed {formed} of {required}").format(formed=cell.formed, required=cell.required)
    return f"{place}: {formed}, {verdict_sign(cell.verdict).text}"
