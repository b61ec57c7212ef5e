"""The map of all directions: municipality × direction, verdict and first broken link in each cell."""

from data.formats import number
from data.language import _, ngettext
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import chain_words
from data.views.cycle.directions import DirectionCell, DirectionCount, DirectionsLine, DirectionsView
from data.views.cycle.order import BY_COMPLETE, BY_NAME, BY_POINTS, direction_column
from data.views.cycle.region_tables import broken_text
from data.views.cycle.selection import REGION, of_chosen
from data.views.cycle.words import cycles_words, stage_title, state_words
from data.vocabulary import Nothing, Verdict
from layouts.cards.heatmap import chain_marks, hyphenated
from layouts.parts.addresses import COLUMN, ROW, address, profile_address
from layouts.parts.cell_parts import LINE_BREAK, Parts, bold, eye_only, link, small, span
from layouts.parts.levels import stages_look
from layouts.parts.screen_table import (
    DESCENDING,
    HEAT,
    Cell,
    Heading,
    Line,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.signs import nothing_parts, verdict_sign


def directions_map(view: DirectionsView) -> ScreenTable:
    """The table of the view; every cell is a link to the map of its direction."""
    sections = [Section([_row(view, line) for line in view.lines])]
    if view.incomplete:
        words = _("Not fully scored: listed below, whatever the points")
        sections.append(Section([_row(view, line) for line in view.incomplete], [Line(words)]))
    return screen_table(
        "directions-map",
        directions_title(view),
        _headings(view),
        sections,
        look="heatmap wide directions-map",
        top=_summary(view),
        is_grid=True,
        has_address=True,
    )


def directions_title(view: DirectionsView) -> str:
    lines = ngettext("{number} municipality", "{number} municipalities", len(view.rows)).format(number=len(view.rows))
    count = len(view.choices.directions)
    directions = ngettext("{number} direction", "{number} directions", count).format(number=count)
    return of_chosen(_("Full cycle: {lines} × {directions}").format(lines=lines, directions=directions), view.selection)


def _headings(view: DirectionsView) -> list[Heading]:
    total = len(view.choices.directions)
    return [
        Heading(
            BY_NAME, _("Municipality"), look="text", is_name=True, common=Cell(href=profile_address(view.selection))
        ),
        Heading(BY_POINTS, _("Points"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        *(
            Heading(
                direction_column(one.code),
                (bold(one.code), LINE_BREAK, hyphenated(one.short)),
                HEAT,
                name=f"{one.code} {one.short}",
                hint=f"{one.code} {one.name}",
                sort=DESCENDING,
                code=one.code,
            )
            for one in view.choices.directions
        ),
        Heading(
            BY_COMPLETE,
            (_("Full cycles"), small(_("of {total}").format(total=total))),
            Kind.NUMBER,
            name=_("Full cycles"),
            sort=DESCENDING,
        ),
    ]


def _summary(view: DirectionsView) -> list[Row]:
    """Full cycles of each direction, leading to its map, and where most of its cycles break first."""
    if view.is_limited_to_own:
        return []
    full = sum(count.effective for count in view.counts)
    counts = [Cell(shown=_full(view, count)) for count in view.counts]
    most = [Cell(_most(count), look="wraps", plain=True) for count in view.counts]
    title = _("Full cycles, of {total}").format(total=len(view.rows))
    return [
        Row("", [Cell(title), Cell(), *counts, Cell(full)], "total"),
        Row("", [Cell(_("Most frequent first break")), Cell(), *most, Cell()], "total"),
    ]


def _full(view: DirectionsView, count: DirectionCount) -> Parts:
    words = _("{direction}: the cycle is complete in {count}; open the map of the direction").format(
        direction=f"{count.direction.code} {count.direction.short}", count=count.effective
    )
    return link(number(count.effective), address(_to_direction(view, count.direction.code)), title=words)


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


def _row(view: DirectionsView, line: DirectionsLine) -> Row:
    title = line.name if line.name != line.short else ""
    cells = [
        Cell(line.short, title=title),
        Cell(line.nothing if line.points is None else line.points),
        *(_cell(view, cell) for cell in line.cells),
        _complete_cycles(line),
    ]
    return Row(line.code, cells, "own" if line.code == view.own else "")


def _complete_cycles(line: DirectionsLine) -> Cell:
    words = cycles_words(line.complete_cycles, line.judged, len(line.cells))
    if not line.judged:
        return Cell(Nothing.NO_DATA, title=words)
    return Cell(line.complete_cycles, bold(number(line.complete_cycles)), title=words)


def _cell(view: DirectionsView, cell: DirectionCell) -> Cell:
    """A link to the map of the direction with the first break opened."""
    target = _to_direction(view, COLUMN)
    if cell.key:
        target = target.but(cell=f"{ROW}~{COLUMN}~{cell.key.rpartition('~')[2]}")
    shown = (eye_only(_content(cell)), *chain_marks(cell.chains))
    return Cell(
        cell.how_far,
        shown,
        stages_look(cell.nothing, cell.verdict, cell.formed, cell.required),
        href=address(target),
        spoken=direction_words(cell),
    )


def _content(cell: DirectionCell) -> Parts:
    if cell.nothing is not None:
        return nothing_parts(cell.nothing)[:1]
    sign = verdict_sign(cell.verdict)
    text = sign.text if cell.first_broken is None else hyphenated(stage_title(cell.first_broken))
    mark = span(f"{sign.mark} ", "sign-mark")
    # A link that nobody can judge is not called broken: its state stands under it.
    state = cell.first_broken_state
    unclear = (small(state_words(state)),) if state is not None and not cell.is_broken else ()
    look = "nothing-words" if cell.verdict is Verdict.CANNOT_BE_JUDGED else ""
    return (mark, span((text, *unclear), look))


def direction_words(cell: DirectionCell) -> str:
    """The cell as it is spoken: «Светлоозёрский МО, 1.1 Качество подготовки: неэффективное, 2. Показатели; …».

    The names of row and column are places that the browser fills.
    """
    place = "{row}, {column}"
    if cell.nothing is Nothing.NOT_APPLICABLE:
        return f"{place}: {_('not applicable')}"
    formed = _("formed {formed} of {required}").format(formed=cell.formed, required=cell.required)
    parts = [f"{place}: {verdict_sign(cell.verdict).text}", _first(cell), formed, *map(chain_words, cell.chains)]
    return "; ".join(parts)


def _first(cell: DirectionCell) -> str:
    if cell.first_broken is None:
        return broken_text(cell)
    return _("first break: {stage}").format(stage=broken_text(cell))
