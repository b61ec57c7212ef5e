"""The map of all directions as an HTML table: municipality × direction, verdict and first break in each cell."""

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _, ngettext
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import chain_words
from data.views.cycle.directions import DirectionCell, DirectionCount, DirectionsLine, DirectionsView
from data.views.cycle.order import BY_COMPLETE, BY_NAME, BY_POINTS, direction_column
from data.views.cycle.region_tables import broken_text
from data.views.cycle.selection import REGION
from data.views.cycle.words import cycles_words, stage_title, state_words
from data.vocabulary import Nothing, Verdict
from layouts.cards.heatmap import chain_marks, hyphenated, sort_head
from layouts.parts.levels import bounds
from layouts.parts.municipality_link import profile_link
from layouts.parts.page import internal_link, spoken
from layouts.parts.signs import NOTHING_CLASS, nothing_mark, verdict_sign
from layouts.parts.tables import table_frame


def directions_map(view: DirectionsView, sort: str) -> Component:
    """The table of the view; headings put the order into the dcc.Store of the id ``sort``, cells are links."""
    rows = [*_summary(view), *(_row(view, line) for line in view.lines)]
    if view.incomplete:
        words = _("Not fully scored: listed below, whatever the points")
        rows.append(
            html.Tr(html.Th(words, colSpan=len(view.choices.directions) + 3, scope="colgroup"), className="gap")
        )
        rows += [_row(view, line) for line in view.incomplete]
    content = [html.Thead(_head(view, sort)), html.Tbody(rows)]
    return table_frame(content, directions_title(view), look="heatmap wide directions-map", role="grid")


def directions_title(view: DirectionsView) -> str:
    lines = ngettext("{number} municipality", "{number} municipalities", len(view.rows)).format(number=len(view.rows))
    count = len(view.choices.directions)
    directions = ngettext("{number} direction", "{number} directions", count).format(number=count)
    return _("Full cycle: {lines} × {directions}").format(lines=lines, directions=directions)


def _head(view: DirectionsView, sort: str) -> Component:
    order = view.selection.order or BY_POINTS
    total = len(view.choices.directions)
    return html.Tr(
        [
            sort_head(BY_NAME, [_("Municipality")], order, sort, look="text"),
            sort_head(BY_POINTS, [_("Points")], order, sort, look="numeric"),
            *(
                sort_head(
                    direction_column(one.code),
                    [html.B(one.code), html.Br(), hyphenated(one.short)],
                    order,
                    sort,
                    title=f"{one.code} {one.name}",
                )
                for one in view.choices.directions
            ),
            sort_head(BY_COMPLETE, [_("Full cycles"), html.Small(_("of {total}").format(total=total))], order, sort),
        ]
    )


def _summary(view: DirectionsView) -> list[Component]:
    """Full cycles of each direction, leading to its map, and where most of its cycles break first."""
    if view.is_limited_to_own:
        return []
    full = sum(count.effective for count in view.counts)
    return [
        html.Tr(
            [
                html.Th(_("Full cycles, of {total}").format(total=len(view.rows)), scope="row"),
                html.Td(),
                *(html.Td(_full(view, count)) for count in view.counts),
                html.Td(number(full)),
            ],
            className="total",
        ),
        html.Tr(
            [
                html.Th(_("Most frequent first break"), scope="row"),
                html.Td(),
                *(html.Td(_most(count), className="wraps") for count in view.counts),
                html.Td(),
            ],
            className="total",
        ),
    ]


def _full(view: DirectionsView, count: DirectionCount) -> Component:
    words = _("{direction}: the cycle is complete in {count}; open the map of the direction").format(
        direction=f"{count.direction.code} {count.direction.short}", count=count.effective
    )
    target = _to_direction(view, count.direction.code)
    return internal_link(number(count.effective), target, title=words)


def _most(count: DirectionCount) -> str:
    stages = ", ".join(stage_title(stage) for stage in count.breaks_most)
    return f"{stages}: {number(count.breaks)}" if stages else "—"


def _to_direction(view: DirectionsView, direction: str) -> CycleSelection:
    """The map of one direction; the order of this map is not carried along."""
    chosen = view.selection
    return CycleSelection(
        period=chosen.period,
        methodology=chosen.methodology,
        direction=direction,
        kinds=chosen.kinds,
        stages=chosen.stages,
        revision=chosen.revision,
        view=REGION,
    )


def _row(view: DirectionsView, line: DirectionsLine) -> Component:
    name = profile_link(line.short, line.code, view.selection)
    points = html.Span(nothing_mark(line.nothing)) if line.points is None else number(line.points)
    return html.Tr(
        [
            html.Th(name, scope="row", title=line.name),
            html.Td(points, className="numeric"),
            *(_cell(view, line, cell) for cell in line.cells),
            html.Td(
                html.B(number(line.complete_cycles)) if line.judged else nothing_mark(Nothing.NO_DATA),
                title=cycles_words(line.complete_cycles, line.judged, len(line.cells)),
            ),
        ],
        className="own" if line.code == view.own else "",
    )


def _cell(view: DirectionsView, line: DirectionsLine, cell: DirectionCell) -> Component:
    """A link to the map of the direction with the first break opened."""
    words = direction_words(line, cell)
    target = _to_direction(view, cell.direction.code).but(cell=cell.key or None)
    content = [html.Span(_content(cell), **{"aria-hidden": "true"}), *chain_marks(cell.chains), spoken(words)]
    return html.Td(internal_link(content, target, className=f"cell {direction_look(cell)}", title=words))


def _content(cell: DirectionCell) -> list[Component] | str:
    if cell.nothing is not None:
        return nothing_mark(cell.nothing)[:1]
    sign = verdict_sign(cell.verdict)
    text = sign.text if cell.first_broken is None else hyphenated(stage_title(cell.first_broken))
    mark = html.Span(f"{sign.mark} ", className="sign-mark")
    # A link that nobody can judge is not called broken: its state stands under it.
    state = cell.first_broken_state
    unclear = [html.Small(state_words(state))] if state is not None and not cell.is_broken else []
    look = "nothing-words" if cell.verdict is Verdict.CANNOT_BE_JUDGED else ""
    return [mark, html.Span([text, *unclear], className=look)]


def direction_look(cell: DirectionCell) -> str:
    """The class of a cell: the darker, the more links are formed; what cannot be judged is hatched."""
    if cell.nothing is not None:
        return NOTHING_CLASS[cell.nothing]
    if cell.verdict is Verdict.EFFECTIVE:
        return "state-formed"
    if cell.verdict is Verdict.CANNOT_BE_JUDGED:
        return NOTHING_CLASS[Nothing.NO_DATA]
    low, high = bounds(cell.required)
    tones = ["state-absent", "state-partial-low", "state-partial-high"]
    return tones[(cell.formed >= low) + (cell.formed >= high)]


def direction_words(line: DirectionsLine, cell: DirectionCell) -> str:
    """The cell as it is spoken: «Светлоозёрский МО, 1.1 Качество подготовки: неэффективное, 2. Показатели; …»."""
    place = f"{line.short}, {cell.direction.code} {cell.direction.short}"
    if cell.nothing is Nothing.NOT_APPLICABLE:
        return f"{place}: {_('not applicable')}"
    formed = _("formed {formed} of {required}").format(formed=cell.formed, required=cell.required)
    parts = [f"{place}: {verdict_sign(cell.verdict).text}", _first(cell), formed, *map(chain_words, cell.chains)]
    return "; ".join(parts)


def _first(cell: DirectionCell) -> str:
    if cell.first_broken is None:
        return broken_text(cell)
    return _("first break: {stage}").format(stage=broken_text(cell))
