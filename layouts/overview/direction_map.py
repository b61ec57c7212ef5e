"""The heatmap of the region: municipality × direction, formed stages of the cycle and the verdict, all as links."""

from collections import Counter

from dash import html
from dash.development.base_component import Component

from data.formats import nothing, number
from data.language import _, ngettext
from data.views.cycle.address import CycleSelection
from data.views.cycle.selection import REGION
from data.views.cycle.words import cycles_words
from data.views.overview.base import MAP
from data.views.overview.direction_map import DirectionMap, MapCell, MapRow
from data.views.overview.page import OverviewView
from data.views.overview.rows import Entry
from data.views.shared.choices import Choice
from data.vocabulary import Nothing, Verdict
from layouts.cards.heatmap import hyphenated
from layouts.overview.ranking import form_switch
from layouts.parts.levels import bounds
from layouts.parts.municipality_link import profile_link
from layouts.parts.page import card, export_menu, internal_link, legend, spoken
from layouts.parts.signs import NOTHING_CLASS, nothing_mark, verdict_sign
from layouts.parts.tables import table_frame

# A map of more rows is read from its ends: those of the ranking beside it. The export and /cycle have all.
MOST_ROWS = 60
# On a phone only the first rows and the own one are shown; a link leads to the rest.
ROWS_ON_A_PHONE = 8
# Of a long map so many of those without a rank.
UNRANKED_SHOWN = 5


def map_card(view: OverviewView) -> Component:
    """The map with its rule and legend; every cell leads to the first link that is not formed."""
    count, is_table = len(view.map.rows), MAP in view.selection.forms
    everybody = ngettext("All {number} municipality", "All {number} municipalities", count).format(number=count)
    return card(
        _("Full cycle: municipality × direction"),
        [
            *([] if is_table else [legend(_legend(view.map.required))]),
            _plain_table(view) if is_table else _table(view),
            html.P(internal_link(everybody, _link(view)), className="hint narrow-only"),
        ],
        caption=_("Formed stages of the cycle, of {required}. ✓ all of them: effective management.").format(
            required=view.map.required
        ),
        actions=[
            form_switch(view.selection, MAP, _("Map"), _("Table")),
            export_menu("overview", view.selection, table="map"),
        ],
    )


def _legend(required: int) -> list[tuple[str, str, str]]:
    low, high = bounds(required)
    sign = verdict_sign(Verdict.EFFECTIVE)
    return [
        ("state-formed", f"{sign.mark} {required}", sign.text),
        ("state-partial-high", str(high), _range(high, required - 1)),
        ("state-partial-low", str(low), _range(low, high - 1)),
        ("state-absent", "0", _range(0, low - 1)),
        (NOTHING_CLASS[Nothing.NO_DATA], "?", _("cannot be judged")),
        (NOTHING_CLASS[Nothing.NOT_APPLICABLE], "—", _("not applicable")),
    ]


def _range(first: int, last: int) -> str:
    return str(first) if first >= last else f"{first}–{last}"


def _link(view: OverviewView) -> CycleSelection:
    return CycleSelection.of(view.selection, municipality=None, view=REGION)


def _table(view: OverviewView) -> Component:
    found: DirectionMap = view.map
    directions = [
        html.Th(_direction(view, each), scope="col", title=f"{each.code} {each.name}") for each in found.directions
    ]
    last = html.Th(["✓", html.Br(), _("of {number}").format(number=len(found.directions))], scope="col")
    head = html.Tr([html.Th(_("Municipality"), scope="col", className="text"), *directions, last])
    total = html.Tr(
        [
            html.Th(_("Effective, of {number}").format(number=len(found.rows)), scope="row"),
            *(html.Td(str(count)) for count in found.effective),
            html.Td(html.B(str(sum(found.effective)))),
        ],
        className="total",
    )
    rows = [total]
    for index, entry in enumerate(map_entries(view)):
        rows.append(_gap_row(entry, len(found.directions) + 2) if isinstance(entry, str) else _row(view, entry, index))
    caption = _("Full cycle: municipality × direction")
    return table_frame([html.Thead(head), html.Tbody(rows)], caption, look="heatmap wide overview-map")


def map_entries(view: OverviewView) -> list[MapRow | str]:
    """Rows of the map in their order, texts where rows are left out or those without a rank begin."""
    found, rows = view.map, {row.code: row for row in view.map.ranked}
    entries: list[MapRow | str] = list(found.ranked)
    is_long = len(found.rows) > MOST_ROWS
    if is_long:
        shown = [entry for entry in view.entries if entry.wide and (entry.row is None or entry.row.code in rows)]
        entries = [rows[entry.row.code] if entry.row else _left_out(entry) for entry in shown]
    if found.unranked:
        entries.append(_("Not ranked: not fully scored"))
        entries += found.unranked[:UNRANKED_SHOWN] if is_long else found.unranked
        rest = len(found.unranked) - UNRANKED_SHOWN
        if is_long and rest > 0:
            words = ngettext("{number} more municipality", "{number} more municipalities", rest)
            entries.append(words.format(number=number(rest)))
    return entries


def _left_out(entry: Entry) -> str:
    return ngettext(
        "ranks {ranks} — {number} more municipality", "ranks {ranks} — {number} more municipalities", entry.count
    ).format(ranks=entry.places, number=number(entry.count))


def _gap_row(words: str, columns: int) -> Component:
    return html.Tr(html.Th(words, colSpan=columns, scope="colgroup"), className="gap wide-only")


def _plain_table(view: OverviewView) -> Component:
    """The numbers of the map without its tones, and how many directions stand how."""
    found = view.map
    titles = [
        (_("Rank"), "numeric"),
        (_("Municipality"), "name"),
        *((html.Span(each.code, title=each.name), "center") for each in found.directions),
        *((verdict_sign(verdict).mark, "center") for verdict in Verdict),
    ]
    head = html.Thead(html.Tr([html.Th(title, scope="col", className=look) for title, look in titles]))
    rows = [
        _gap_row(entry, len(titles)) if isinstance(entry, str) else _plain_row(entry) for entry in map_entries(view)
    ]
    signs = "; ".join(f"{sign.mark} — {sign.text}" for sign in map(verdict_sign, Verdict))
    caption = _("Full cycle: municipality × direction")
    table = table_frame([head, html.Tbody(rows)], caption, look="data-table overview-map-table")
    words = _("The last columns count directions: {signs}.").format(signs=signs)
    return html.Div([table, html.P(words, className="second small")])


def _plain_row(row: MapRow) -> Component:
    counts = Counter(cell.verdict for cell in row.cells if cell.nothing is not Nothing.NOT_APPLICABLE)
    return html.Tr(
        [
            html.Td(row.rank or "—", className="numeric"),
            html.Th(row.short, scope="row", className="name", title=row.name),
            *(
                html.Td(
                    [html.Span(_content(cell), **{"aria-hidden": "true"}), spoken(cell_words(row, cell))],
                    className="center",
                )
                for cell in row.cells
            ),
            *(html.Td(str(counts[verdict]), className="center second") for verdict in Verdict),
        ],
        className="own" if row.is_own else "",
    )


def _direction(view: OverviewView, direction: Choice) -> Component:
    words = [html.B(direction.code), html.Span(hyphenated(direction.short))]
    return internal_link(words, _link(view).but(direction=direction.code))


def _row(view: OverviewView, row: MapRow, index: int) -> Component:
    look = ["own"] * row.is_own + ["wide-only"] * (index >= ROWS_ON_A_PHONE and not row.is_own)
    name = profile_link(row.short, row.code, view.selection)
    return html.Tr(
        [
            html.Th(
                [html.Span(row.rank or "—", className="map-rank"), name],
                scope="row",
                title=row.name,
            ),
            *(_cell(view, row, cell) for cell in row.cells),
            html.Td(_full_cycles(row), title=cycles_words(row.effective, row.judged, len(row.cells))),
        ],
        className=" ".join(look),
    )


def _full_cycles(row: MapRow) -> list[Component]:
    """Full cycles of the directions that can be judged; no number where none can."""
    if not row.judged:
        return nothing_mark(Nothing.NO_DATA)
    if row.judged == len(row.cells):
        return [html.B(str(row.effective))]
    return [html.B(str(row.effective)), " ", _("of {number}").format(number=row.judged)]


def _cell(view: OverviewView, row: MapRow, cell: MapCell) -> Component:
    words = cell_words(row, cell)
    target = _link(view).but(direction=cell.direction.code, cell=cell.cell or None)
    inside = html.Span(_content(cell), **{"aria-hidden": "true"})
    return html.Td(internal_link([inside, spoken(words)], target, className=f"cell {cell_look(cell)}", title=words))


def cell_look(cell: MapCell) -> str:
    """The class of a cell: what cannot be judged is hatched whatever its number."""
    if cell.nothing is not None:
        return NOTHING_CLASS[cell.nothing]
    if cell.verdict is Verdict.EFFECTIVE:
        return "state-formed"
    if cell.verdict is Verdict.CANNOT_BE_JUDGED:
        return NOTHING_CLASS[Nothing.NO_DATA]
    low, high = bounds(cell.required)
    return (
        "state-partial-high" if cell.formed >= high else "state-partial-low" if cell.formed >= low else "state-absent"
    )


def _content(cell: MapCell) -> list[Component]:
    if cell.nothing is not None:
        return nothing_mark(cell.nothing)[:1]
    if cell.verdict is Verdict.CANNOT_BE_JUDGED:
        return [html.Span("?", className="nothing-words")]
    formed = html.Span(str(cell.formed), className="map-number" if cell.verdict is Verdict.EFFECTIVE else "")
    mark = verdict_sign(cell.verdict).mark
    return [html.Span(f"{mark} "), formed] if cell.verdict is Verdict.EFFECTIVE else [formed]


def cell_words(row: MapRow, cell: MapCell) -> str:
    """The cell as it is spoken: «Светлоозёрский МО, 1.1 Качество подготовки: 4 из 9, неэффективное»."""
    place = f"{row.short}, {cell.direction.code} {cell.direction.short}"
    if cell.nothing is not None:
        return f"{place}: {nothing(cell.nothing)}"
    formed = _("formed {formed} of {required}").format(formed=cell.formed, required=cell.required)
    return f"{place}: {formed}, {verdict_sign(cell.verdict).text}"
