"""What lies between two states of the data, as the page /data shows it: cells beside ranks, verdicts and statuses."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.formats import number, signed
from data.language import _, ngettext
from data.views.data_page.changes import CellLine, ChangesView, RankLine
from layouts.parts.page import Children, card, grid, stack
from layouts.parts.signs import badge, change, target_sign, verdict_sign
from layouts.parts.tables import table_frame

MOST_CELLS, MOST_LINES = 100, 40


def consequences_card(
    title: str, caption: str, changes: ChangesView, *, rows: dict[str, int] | None = None, actions: Children = None
) -> Component:
    """Key figures, then cells at the left and what they mean at the right. ``rows`` counts rows of a file."""
    body = [_figures(changes, rows or {}), *_details(changes)]
    return card(title, body, caption=caption, actions=actions)


def _row_counts(rows: dict[str, int]) -> str:
    """What became of the rows of a file; the numbers add up to all of them."""
    kinds = (
        (rows.get("new", 0), ngettext("{number} new", "{number} new", rows.get("new", 0))),
        (rows.get("changed", 0), ngettext("{number} changed", "{number} changed", rows.get("changed", 0))),
        (rows.get("unchanged", 0), ngettext("{number} unchanged", "{number} unchanged", rows.get("unchanged", 0))),
        (rows.get("refused", 0), ngettext("{number} refused", "{number} refused", rows.get("refused", 0))),
        (rows.get("skipped", 0), ngettext("{number} skipped", "{number} skipped", rows.get("skipped", 0))),
    )
    return ", ".join(words.format(number=number(count)) for count, words in kinds if count)


def _figures(changes: ChangesView, rows: dict[str, int]) -> Component:
    figures = []
    if rows:
        checked = ngettext("row of the file is checked", "rows of the file are checked", rows["rows"])
        figures.append((rows["rows"], f"{checked}: {_row_counts(rows)}"))
    figures += [
        (changes.new, ngettext("new cell", "new cells", changes.new)),
        (changes.changed, ngettext("cell changes", "cells change", changes.changed)),
    ]
    if changes.vanished:
        figures.append((changes.vanished, ngettext("cell vanishes", "cells vanish", changes.vanished)))
    if changes.other_count:
        words = ngettext("entry without a figure changes", "entries without a figure change", changes.other_count)
        figures.append((changes.other_count, words))
    figures += [
        (changes.moved, ngettext("municipality changes rank", "municipalities change rank", changes.moved)),
        (changes.verdict_count, ngettext("verdict changes", "verdicts change", changes.verdict_count)),
        (changes.status_count, ngettext("target status changes", "target statuses change", changes.status_count)),
    ]
    return html.Div(
        [html.Div([html.B(number(count)), html.Span(words)]) for count, words in figures], className="figures boxed"
    )


def _details(changes: ChangesView) -> list[Component]:
    cells = [*_cells(_("Cells: was → becomes"), changes.lines, changes.cells)]
    cells += _cells(_("Entries: was → becomes"), changes.others, changes.other_count)
    meaning = [*_ranks(changes), *_verdicts(changes), *_statuses(changes)]
    if cells and meaning:
        return [grid((7, stack(*cells)), (5, stack(*meaning)))]
    return [*cells, *meaning]


def _cells(title: str, lines: Sequence[CellLine], count: int) -> list[Component]:
    if not lines:
        return []
    with_difference = any(line.difference is not None for line in lines)
    head = [_("Municipality"), _("Where"), _("Was → becomes"), *([_("Difference")] if with_difference else [])]
    rows = [
        [
            html.Td(line.municipality or _("the region"), className="name"),
            html.Td(line.where, className="where"),
            html.Td(was_becomes(line.old, line.new)),
            *([html.Td(_difference(line), className="numeric")] if with_difference else []),
        ]
        for line in lines[:MOST_CELLS]
    ]
    return [_table(title, head, rows, count, numeric=3)]


def was_becomes(old: str, new: str) -> Component:
    """Two boxes with an arrow between them."""
    arrow = html.Span(" → ", className="second")
    return html.Span(
        [html.Span(old, className="was"), arrow, html.B(new, className="becomes")], className="was-becomes"
    )


def _difference(line: CellLine) -> str:
    if line.difference is not None:
        return signed(line.difference)
    return _("for the first time") if line.old == "—" else ""


def _ranks(changes: ChangesView) -> list[Component]:
    totals = [line for line in changes.ranks if line.is_total]
    others = [line for line in changes.ranks if not line.is_total and line.moved != 0]
    found = []
    for title, lines in ((_("Ranks by total"), totals), (_("Ranks by direction"), others)):
        if lines:
            head = [_("Municipality"), _("Where"), _("Rank"), "", _("Points")]
            rows = [_rank_row(line) for line in lines[:MOST_LINES]]
            found.append(_table(title, head, rows, len(lines), numeric=2))
    return found


def _rank_row(line: RankLine) -> list[Component]:
    points = line.new_points if line.old_points == line.new_points else f"{line.old_points} → {line.new_points}"
    return [
        html.Td(line.municipality, className="name"),
        html.Td(line.where, className="where"),
        html.Td([f"{line.old} → ", html.B(line.new)], className="numeric"),
        html.Td(change(line.moved)),
        html.Td(points, className="numeric"),
    ]


def _verdicts(changes: ChangesView) -> list[Component]:
    rows = [
        _judgement(line.municipality, line.where, badge(verdict_sign(line.old)), badge(verdict_sign(line.new)))
        for line in changes.verdicts[:MOST_LINES]
    ]
    return [_table(_("Verdicts"), _judgement_head(), rows, changes.verdict_count)] if rows else []


def _statuses(changes: ChangesView) -> list[Component]:
    rows = [
        _judgement(line.municipality, line.where, badge(target_sign(line.old)), badge(target_sign(line.new)))
        for line in changes.statuses[:MOST_LINES]
    ]
    return [_table(_("Target statuses"), _judgement_head(), rows, changes.status_count)] if rows else []


def _judgement_head() -> list[str]:
    return [_("Municipality"), _("Where"), _("Was"), _("Becomes")]


def _judgement(municipality: str, where: str, old: Component, new: Component) -> list[Component]:
    return [html.Td(municipality, className="name"), html.Td(where, className="where"), html.Td(old), html.Td(new)]


def _table(
    title: str, head: Sequence[str], rows: Sequence[list[Component]], count: int, *, numeric: int | None = None
) -> Component:
    """``count`` is how many there are in all; from the column ``numeric`` on, headings stand at the right."""
    places = [
        html.Th(text, scope="col", className="numeric" if numeric is not None and index >= numeric else "")
        for index, text in enumerate(head)
    ]
    frame = table_frame(
        [html.Thead(html.Tr(places)), html.Tbody([html.Tr(cells) for cells in rows])], title, look="data-table"
    )
    rest = count - len(rows)
    more = ngettext("and {number} more", "and {number} more", rest).format(number=number(rest))
    return html.Div([html.H3(title), frame, *([html.P(more, className="second small")] if rest > 0 else [])])
