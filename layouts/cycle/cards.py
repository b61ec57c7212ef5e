"""What stands around the map of /cycle: chain patterns, points without evidence, standing penalties."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _, ngettext
from data.measures.chains import LINKS, ChainPattern
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import (
    ChainCount,
    chain_counts,
    chain_mark,
    chain_rule,
    chain_words,
    lacking_sentence,
    possible,
)
from data.views.cycle.directions import DirectionsView
from data.views.cycle.proof import BareCell, Penalties, Penalty, Proof
from data.views.cycle.region import CycleView
from data.views.cycle.selection import MUNICIPALITY, NINE, REGION, of_chosen
from data.views.cycle.words import stage_title
from layouts.cards.positions import written_parts
from layouts.cycle.cell import KEY, since_words
from layouts.parts.addresses import ROW, ROW_FIRST, ROW_SECOND, address
from layouts.parts.cell_parts import small
from layouts.parts.page import Children, card, export_menu, internal_link
from layouts.parts.screen_table import DESCENDING, UNSORTED, Cell, Heading, Row, Section, screen_table

# So many places of a chain pattern are named; the export has them all.
FIRST_LINES = 8
# Lines of a list that are seen at once, and at most in the browser; the export has them all.
T = TypeVar("T")
LINES, MOST_LINES = 10, 1_000


def chains_card(view: CycleView | DirectionsView) -> Component:
    """How often a later stage stands without the earlier one, and where."""
    rows = view.cells if isinstance(view, DirectionsView) else view.rows
    total = len(rows)
    counted = _counted(view, total)
    patterns = possible(one.code for one in view.choices.cycle_components)
    lacking = lacking_sentence(patterns)
    remark = [html.P(lacking, className="second small")] if lacking else []
    body = [
        html.P(_("Of {counted}.").format(counted=counted), className="second small"),
        _chain_list(view, chain_counts(rows, patterns)),
    ]
    return card(
        of_chosen(_("Chain patterns"), view.selection),
        [*(body if patterns else []), *remark],
        caption=chain_rule() if patterns else None,
        actions=export_menu(KEY, view.selection, table="chains"),
    )


def _counted(view: CycleView | DirectionsView, total: int) -> str:
    if isinstance(view, DirectionsView):
        words = ngettext("{number} pair municipality × direction", "{number} pairs municipality × direction", total)
    elif view.is_region:
        words = ngettext("{number} municipality", "{number} municipalities", total)
    else:
        words = ngettext("{number} direction", "{number} directions", total)
    return words.format(number=number(total))


def _chain_list(view: CycleView | DirectionsView, counts: Sequence[ChainCount]) -> Component:
    items = []
    for count in counts:
        words = chain_words(count.pattern)
        unjudged = _("cannot be judged: {count}").format(count=number(count.unjudged)) if count.unjudged else ""
        items.append(
            html.Li(
                [
                    html.Div(
                        [
                            html.Span([html.B(chain_mark(count.pattern)), f" — {words}"]),
                            html.B(number(count.found)),
                        ],
                        className="chain-line",
                    ),
                    *_places(view, count.pattern),
                    *([html.Small(unjudged)] if unjudged else []),
                ]
            )
        )
    return html.Ul(items, className="chains")


def _places(view: CycleView | DirectionsView, pattern: ChainPattern) -> list[Component]:
    """Where the pattern is found, each leading to the later stage."""
    later = LINKS[pattern].later
    if isinstance(view, DirectionsView):
        found = [
            (f"{line.short}, {cell.direction.code}", line.code, cell.direction.code)
            for line in view.rows
            for cell in line.cells
            if pattern in cell.chains
        ]
    elif view.is_region:
        found = [(line.short, line.code, view.direction.code) for line in view.rows if pattern in line.chains]
    else:
        found = [
            (f"{line.code} {line.short}", view.municipality.code, line.code)
            for line in view.rows
            if pattern in line.chains
        ]
    links: list[Children] = []
    for label, municipality, direction in found[:FIRST_LINES]:
        target = _cell_link(view.selection, f"{municipality}~{direction}~{later}", municipality, direction)
        links += [", ", internal_link(label, target)]
    if len(found) > FIRST_LINES:
        links.append(" " + _("and {number} more").format(number=len(found) - FIRST_LINES))
    return [html.Div(links[1:], className="small")] if links else []


def _cell_link(selection: CycleSelection, key: str, municipality: str, direction: str) -> CycleSelection:
    """This cell opened: on the map of the municipality where that is shown, else on the map of the direction."""
    return CycleSelection(
        period=selection.period,
        methodology=selection.methodology,
        direction=direction,
        municipality=municipality if selection.view == MUNICIPALITY else None,
        cell=key,
        view=MUNICIPALITY if selection.view == MUNICIPALITY else REGION,
        stages=NINE,
        revision=selection.revision,
    )


def proof_card(selection: CycleSelection, proof: Proof) -> Component:
    """Cells with points that no document proves."""
    title, actions = of_chosen(_("Points without evidence"), selection), export_menu(KEY, selection, table="bare")
    if not proof.cells:
        return card(title, html.P(_("Every score with points names a document."), className="second"), actions=actions)
    points = Heading("points", _("Without evidence, of points"), Kind.NUMBER, look="numeric", sort=DESCENDING)
    table = _list(selection, "bare", title, [points], proof.cells, _bare_row)
    return card(title, table, caption=proof_sentence(proof), actions=actions)


def proof_sentence(proof: Proof) -> str:
    """How many points no document proves, and in how many cells not one is."""
    sentences = [
        ngettext(
            "{bare} of {points} point has no supporting document ({share}), {cells}.",
            "{bare} of {points} points have no supporting document ({share}), {cells}.",
            round(proof.points),
        ).format(
            bare=number(proof.bare_points),
            points=number(proof.points),
            share=percent(proof.bare_points / proof.points),
            cells=ngettext("in {number} cell", "in {number} cells", len(proof.cells)).format(
                number=number(len(proof.cells))
            ),
        )
    ]
    if proof.wholly_bare:
        sentences.append(_("Cells without a single document: {count}.").format(count=number(proof.wholly_bare)))
    return " ".join(sentences)


def _bare_row(cell: BareCell) -> Row:
    words = f"{cell.direction.code} · {stage_title(cell.stage)}"
    points = _("{bare} of {points}").format(bare=number(cell.bare_points), points=number(cell.points))
    whole = (small(_("no document at all")),) if cell.is_wholly_bare else ()
    cells = [
        Cell(cell.municipality.short),
        Cell(words, title=cell.direction.name),
        Cell(cell.bare_points, (points, *whole)),
    ]
    return Row(cell.key, cells)


def penalties_card(selection: CycleSelection, penalties: Penalties) -> Component:
    """Scores below zero with the time since they stand."""
    title, actions = of_chosen(_("Penalties in force"), selection), export_menu(KEY, selection, table="penalties")
    if not penalties.rows:
        return card(title, html.P(_("No score is below zero."), className="second"), actions=actions)
    count = len(penalties.rows)
    caption = ngettext(
        "{number} score below zero, {points} in all; the oldest first.",
        "{number} scores below zero, {points} in all; the oldest first.",
        count,
    ).format(number=number(count), points=number(-penalties.points))
    headings = [
        Heading("points", _("Points"), Kind.NUMBER, look="numeric penalty"),
        Heading("since", _("Since when"), sort=UNSORTED),
    ]

    def row(penalty: Penalty) -> Row:
        return _penalty_row(penalty, penalties.zone)

    return card(
        title, _list(selection, "penalties", title, headings, penalties.rows, row), caption=caption, actions=actions
    )


def _penalty_row(penalty: Penalty, zone: str) -> Row:
    words = f"{penalty.direction.code} · {stage_title(penalty.stage)}"
    comment = small(written_parts(penalty.comment)) if penalty.comment else ""
    cells = [
        Cell(penalty.municipality.short),
        Cell(words, title=penalty.position_text, after=comment),
        Cell(penalty.points),
        Cell(since_words(penalty, zone)),
    ]
    return Row(penalty.key, cells)


def _list(
    selection: CycleSelection,
    name: str,
    title: str,
    headings: list[Heading],
    entries: Sequence[T],
    row: Callable[[T], Row],
) -> Component:
    """Municipality, direction with its stage, and the columns of ``headings``; a few lines are seen at once."""
    common = Cell(href=address(_cell_link(selection, ROW, ROW_FIRST, ROW_SECOND)))
    first = [
        Heading("municipality", _("Municipality"), look="name"),
        Heading("link", _("Direction and stage"), common=common),
    ]
    look = "data-table listing"
    table = screen_table(
        name, title, [*first, *headings], [Section([row(one) for one in entries[:MOST_LINES]])], look=look, fold=LINES
    )
    beyond = len(entries) - MOST_LINES
    hint = html.P(_("The other {number} are in the export.").format(number=number(beyond)), className="hint")
    return html.Div([table, *([hint] if beyond > 0 else [])])
