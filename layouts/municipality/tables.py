"""The tables of a profile: directions × links, gaps, penalties, and what like municipalities show for the same link."""

from data.formats import number, percent
from data.language import _
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.cycle.expected_documents import silence
from data.views.cycle.region import Cell as CycleCell
from data.views.cycle.region import Line
from data.views.cycle.selection import REGION, Stage
from data.views.cycle.words import stage_title
from data.views.municipality.cards import LinkMap
from data.views.municipality.example_words import closed_words, documents_words, size_words
from data.views.municipality.examples import Example, ExamplesView, FirstGap
from data.views.municipality.gaps import Gap, GapsView
from data.views.municipality.penalties import PenaltyLine
from data.views.municipality.selection import SHARE
from data.vocabulary import ComponentState, Nothing
from layouts.cards.heatmap import broken_cell, cycle_cell, stage_heading
from layouts.municipality.ids import Ids
from layouts.parts.addresses import COLUMN, ROW, address
from layouts.parts.cell_parts import Part, Parts, bold, button, ear_only, small, span
from layouts.parts.screen_table import (
    BAR,
    DESCENDING,
    UNSORTED,
    AnyCell,
    Cell,
    Heading,
    Press,
    Row,
    ScreenTable,
    Section,
    screen_table,
)

# Gaps are many and each is tall.
FIRST_GAPS = 20


def profile_map(view: LinkMap) -> ScreenTable:
    """Directions in their official order, links in cycle order, then points, place and the first broken link."""
    region = CycleSelection.of(view.selection, municipality=None, view=REGION, direction=ROW)
    headings = [
        Heading("name", _("Direction"), look="text", is_name=True, common=Cell(href=address(region))),
        *(stage_heading(stage) for stage in view.stages),
        Heading("points", _("Points"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        Heading("place", _("Rank"), Kind.NUMBER, look="numeric"),
        Heading("first_broken", _("First break"), look="text"),
    ]
    return screen_table(
        "profile-map",
        _("Directions and stages of the cycle: {name}").format(name=view.municipality.name),
        headings,
        [Section([_map_row(view, line) for line in view.lines])],
        look="heatmap wide profile-map",
        press=Press(Ids.CELL, f"{view.municipality.code}~{ROW}~{COLUMN}"),
        chosen=view.selection.cell,
        is_grid=True,
    )


def _map_row(view: LinkMap, line: Line) -> Row:
    standing = view.standings.of(line.code)
    points = Cell(line.nothing or Nothing.NO_DATA)
    if line.points is not None:
        points = Cell(
            line.points, (bold(number(line.points)), " ", _("of {maximum}").format(maximum=number(line.maximum)))
        )
    place = Cell(shown="—", title=_("not fully scored, so no rank"))
    if standing.rank:
        of = small(standing.rank_of.removeprefix(standing.rank))
        place = Cell(float(standing.rank.partition("–")[0]), (bold(standing.rank), of))
    cells = [_map_cell(view, stage, cell) for stage, cell in zip(view.stages, line.cells, strict=True)]
    name = Cell(f"{line.code} {line.short}", (bold(line.code), f" {line.short}"), title=line.name)
    return Row(line.code, [name, *cells, points, place, broken_cell(line)])


def _map_cell(view: LinkMap, stage: Stage, cell: CycleCell) -> AnyCell:
    """Points, or the share of the maximum where that is chosen: rows are ordered by what is shown."""
    if view.selection.scaling != SHARE or cell.share is None or cell.state is ComponentState.NOT_APPLICABLE:
        return cycle_cell(cell, stage)
    drawn = cycle_cell(cell, stage, percent(cell.share, 0)).face
    spoken = drawn.spoken.replace("{value}", number(cell.points or 0.0)).replace("{maximum}", number(cell.maximum))
    return drawn._replace(value=cell.share, spoken=spoken)


def gaps_table(gaps: GapsView) -> ScreenTable:
    """One row per gap, the costliest first; the link opens the positions behind it."""
    headings = [
        Heading("gap", _("Stage and direction")),
        Heading("points", _("Points"), Kind.NUMBER, look="numeric"),
        Heading("lost", _("Lost"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        Heading("bar", ear_only(_("Lost points as a bar")), BAR, look="bar-cell", sort=UNSORTED),
        Heading("expected", _("Expected document"), look="second wrap"),
    ]
    most = max((gap.lost for gap in gaps.rows), default=1.0)
    return screen_table(
        "profile-gaps",
        _("Where points are lost"),
        headings,
        [Section([_gap_row(gap, most) for gap in gaps.rows])],
        look="data-table table-cards profile-gaps",
        fold=FIRST_GAPS,
    )


def _gap_row(gap: Gap, most: float) -> Row:
    points = _("{points} of {maximum}").format(points=number(gap.points), maximum=number(gap.maximum))
    lost: list[Parts] = [bold(number(gap.lost))]
    if gap.penalty:
        lost.append(small(_("penalty {points}").format(points=number(-gap.penalty)), "penalty-text"))
    stage = stage_title(gap.stage)
    link = (button(stage, Ids.CELL, gap.cell, look="link-button"), small(f"{gap.direction.code} {gap.direction.short}"))
    cells = [
        Cell(stage, link, title=gap.direction.name),
        Cell(gap.points, points),
        Cell(gap.lost, tuple(lost)),
        Cell(gap.lost / most),
        Cell(expected_words(gap)),
    ]
    return Row(gap.cell, cells)


def expected_words(gap: Gap) -> str:
    """What the rubric expects here; where the source is silent, that."""
    return "; ".join(document.words for document in gap.expected) or silence()


def examples_table(examples: ExamplesView) -> ScreenTable:
    """Who formed the stage at which the cycle of a direction breaks here, and by what documents."""
    headings = [
        Heading("link", _("Direction and stage")),
        Heading("peer", _("Closed by"), look="wrap"),
        Heading("documents", _("Documents"), look="wrap"),
    ]
    rows = [
        Row(
            one.direction.code,
            [
                _link_cell(one.direction.code, one.direction.short, stage_title(one.stage), title=one.direction.name),
                _peer_cell(one, examples),
                Cell(documents_words(one), _document_words(one)),
            ],
        )
        for one in examples.rows
    ]
    caption = _("Similar municipalities that closed this gap")
    look = "data-table table-stacked profile-examples"
    return screen_table("profile-examples", caption, headings, [Section(rows)], look=look, has_cards=True)


def _link_cell(code: str, short: str, stage: str, *, title: str = "") -> Cell:
    """A direction with a link of the cycle under it."""
    return Cell(f"{code} {short}", (f"{code} {short}", small(stage)), title=title)


def _peer_cell(gap: FirstGap, examples: ExamplesView) -> Cell:
    """Who has closed it, and how alike the two are; where nobody is named, why."""
    found = gap.example
    if not isinstance(found, Example):
        return Cell(closed_words(gap, examples), span(closed_words(gap, examples), "second"))
    alike = small(size_words(found.size, examples.own))
    return Cell(closed_words(gap, examples), (found.peer.short, alike), title=found.peer.name)


def _document_words(gap: FirstGap) -> Parts:
    found = gap.example
    if not isinstance(found, Example) or not found.documents:
        return span(documents_words(gap), "second")
    return tuple(Part("div", (document.title, small(document.details, "second"))) for document in found.documents)


def penalties_table(lines: tuple[PenaltyLine, ...]) -> ScreenTable:
    headings = [
        Heading("link", _("Direction and stage")),
        Heading("what", _("For what"), look="wrap"),
        Heading("points", _("Points"), Kind.NUMBER, look="numeric penalty"),
        Heading("since", _("Since"), look="numeric"),
    ]
    rows = [
        Row(
            str(place),
            [
                _link_cell(line.direction.code, line.direction.short, stage_title(line.stage)),
                Cell(line.position, (line.position, small(line.comment or line.parameter))),
                Cell(line.points),
                Cell(line.since),
            ],
        )
        for place, line in enumerate(lines)
    ]
    look = "data-table table-stacked profile-penalties"
    return screen_table("profile-penalties", _("Penalties"), headings, [Section(rows)], look=look, has_cards=True)
