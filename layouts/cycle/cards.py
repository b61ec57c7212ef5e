"""What stands around the map of /cycle: chain patterns, points without evidence, standing penalties."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _, ngettext
from data.measures.chains import LINKS, ChainPattern
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import ChainCount, chain_counts, chain_mark, chain_rule, chain_words
from data.views.cycle.directions import DirectionsView
from data.views.cycle.proof import BareCell, Penalties, Penalty, Proof
from data.views.cycle.region import CycleView
from data.views.cycle.selection import MUNICIPALITY, NINE, REGION
from data.views.cycle.words import stage_title
from layouts.cards.positions import written
from layouts.cycle.cell import KEY, since_words
from layouts.parts.page import Children, card, export_menu, internal_link
from layouts.parts.tables import table_frame

# So many lines of a list are shown at once, and so many more open below; the export has them all.
FIRST_LINES, MORE_LINES = 8, 32


def chains_card(view: CycleView | DirectionsView) -> Component:
    """How often a later stage stands without the earlier one, and where."""
    rows = view.cells if isinstance(view, DirectionsView) else view.rows
    total = len(rows)
    counted = _counted(view, total)
    body = [
        html.P(_("Of {counted}.").format(counted=counted), className="second small"),
        _chain_list(view, chain_counts(rows)),
    ]
    return card(
        _("Chain patterns"),
        body,
        caption=chain_rule(),
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
        target = _cell_link(view.selection, f"{municipality}~{direction}~{later}")
        links += [", ", internal_link(label, target)]
    if len(found) > FIRST_LINES:
        links.append(" " + _("and {number} more").format(number=len(found) - FIRST_LINES))
    return [html.Div(links[1:], className="small")] if links else []


def _cell_link(selection: CycleSelection, key: str) -> CycleSelection:
    """This cell opened: on the map of the municipality where that is shown, else on the map of the direction."""
    municipality, direction, _component = key.split("~")
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
    title, actions = _("Points without evidence"), export_menu(KEY, selection, table="bare")
    if not proof.cells:
        return card(title, html.P(_("Every score with points names a document."), className="second"), actions=actions)
    head = [_("Municipality"), _("Direction and stage"), _("Without evidence, of points")]
    table = _folded(title, head, [_bare_row(selection, cell) for cell in proof.cells])
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


def _bare_row(selection: CycleSelection, cell: BareCell) -> Component:
    target = _cell_link(selection, cell.key)
    words = f"{cell.direction.code} · {stage_title(cell.stage)}"
    points = _("{bare} of {points}").format(bare=number(cell.bare_points), points=number(cell.points))
    whole = [html.Small(_("no document at all"))] if cell.is_wholly_bare else []
    return html.Tr(
        [
            html.Td(cell.municipality.short, className="name"),
            html.Td(internal_link(words, target, title=cell.direction.name)),
            html.Td([points, *whole], className="numeric"),
        ]
    )


def penalties_card(selection: CycleSelection, penalties: Penalties) -> Component:
    """Scores below zero with the time since they stand."""
    title, actions = _("Penalties in force"), export_menu(KEY, selection, table="penalties")
    if not penalties.rows:
        return card(title, html.P(_("No score is below zero."), className="second"), actions=actions)
    count = len(penalties.rows)
    caption = ngettext(
        "{number} score below zero, {points} in all; the oldest first.",
        "{number} scores below zero, {points} in all; the oldest first.",
        count,
    ).format(number=number(count), points=number(-penalties.points))
    head = [_("Municipality"), _("Direction and stage"), _("Points"), _("Since when")]
    rows = [_penalty_row(selection, one, penalties.zone) for one in penalties.rows]
    return card(title, _folded(title, head, rows), caption=caption, actions=actions)


def _penalty_row(selection: CycleSelection, penalty: Penalty, zone: str) -> Component:
    target = _cell_link(selection, penalty.key)
    words = f"{penalty.direction.code} · {stage_title(penalty.stage)}"
    comment = [html.Small(written(penalty.comment))] if penalty.comment else []
    return html.Tr(
        [
            html.Td(penalty.municipality.short, className="name"),
            html.Td([internal_link(words, target, title=penalty.position_text), *comment]),
            html.Td(number(penalty.points), className="numeric penalty"),
            html.Td(since_words(penalty, zone)),
        ]
    )


def _folded(title: str, head: list[str], rows: list[Component]) -> Component:
    """The first lines of a list, the next ones folded below them; the rest is in the export."""
    parts: list[Component] = [_list(title, head, rows[:FIRST_LINES])]
    more = rows[FIRST_LINES : FIRST_LINES + MORE_LINES]
    if more:
        words = ngettext("{number} more line", "{number} more lines", len(rows) - FIRST_LINES)
        beyond = len(rows) - FIRST_LINES - len(more)
        hint = html.P(_("The other {number} are in the export.").format(number=number(beyond)), className="hint")
        parts.append(
            html.Details(
                [
                    html.Summary(words.format(number=number(len(rows) - FIRST_LINES))),
                    _list(title, head, more),
                    *([hint] if beyond else []),
                ],
                className="more-lines",
            )
        )
    return html.Div(parts)


def _list(title: str, head: list[str], rows: list[Component]) -> Component:
    heads = html.Tr([html.Th(text, scope="col") for text in head])
    return table_frame([html.Thead(heads), html.Tbody(rows)], title, look="data-table listing")
