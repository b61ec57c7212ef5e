"""What lies between two states of the data, as the page /data shows it: cells beside ranks, verdicts and statuses."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.formats import number, signed
from data.language import _, ngettext
from data.views.data_page.changes import CellLine, ChangesView, RankLine
from layouts.parts.cell_parts import Part, bold, ear_only, span
from layouts.parts.page import Children, card, grid, stack
from layouts.parts.screen_table import CHANGE, DESCENDING, UNSORTED, Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import Sign, badge_parts, target_sign, verdict_sign

MOST_CELLS, MOST_LINES = 100, 40
# Lines seen before all that are listed are asked for.
FIRST_LINES = 12


def consequences_card(
    title: str,
    caption: str,
    changes: ChangesView,
    *,
    is_done: bool,
    rows: dict[str, int] | None = None,
    actions: Children = None,
) -> Component:
    """Key figures, then cells at the left and what they mean at the right. ``rows`` counts rows of a file.

    ``is_done``: whether it has happened already; then nothing speaks of it in the future.
    """
    body = [_figures(changes, rows or {}), *_details(changes, is_done=is_done)]
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
    figures += _counts(changes)
    return html.Div(
        [html.Div([html.B(number(count)), html.Span(words)]) for count, words in figures], className="figures boxed"
    )


def _counts(changes: ChangesView) -> list[tuple[int, str]]:
    """What is different, said without a tense; what vanishes or has no figure only where there is some."""
    counts = [
        (changes.new, ngettext("new cell", "new cells", changes.new)),
        (changes.changed, ngettext("changed cell", "changed cells", changes.changed)),
    ]
    if changes.vanished:
        counts.append((changes.vanished, ngettext("vanished cell", "vanished cells", changes.vanished)))
    if changes.other_count:
        words = ngettext("changed entry without a figure", "changed entries without a figure", changes.other_count)
        counts.append((changes.other_count, words))
    return [
        *counts,
        (changes.moved, ngettext("municipality with another rank", "municipalities with another rank", changes.moved)),
        (changes.verdict_count, ngettext("changed verdict", "changed verdicts", changes.verdict_count)),
        (changes.status_count, ngettext("changed target status", "changed target statuses", changes.status_count)),
    ]


def _details(changes: ChangesView, *, is_done: bool) -> list[Component]:
    titles = (
        (_("Cells: was → is now"), _("Entries: was → is now"))
        if is_done
        else (_("Cells: was → becomes"), _("Entries: was → becomes"))
    )
    cells = [*_cells("cells", titles[0], changes.lines, changes.cells, is_done=is_done)]
    cells += _cells("entries", titles[1], changes.others, changes.other_count, is_done=is_done)
    meaning = [*_ranks(changes), *_verdicts(changes, is_done=is_done), *_statuses(changes, is_done=is_done)]
    if cells and meaning:
        return [grid((6, stack(*cells)), (6, stack(*meaning)))]
    return [*cells, *meaning]


def _cells(name: str, title: str, lines: Sequence[CellLine], count: int, *, is_done: bool) -> list[Component]:
    if not lines:
        return []
    with_difference = any(line.difference is not None for line in lines)
    arrow = _("Was → is now") if is_done else _("Was → becomes")
    headings = [*_place_headings(is_long=True), Heading("becomes", arrow, sort=UNSORTED)]
    if with_difference:
        headings.append(Heading("difference", _("Difference"), look="numeric", sort=DESCENDING))
    rows = [
        [
            *_place(line.municipality or _("the region"), line.where),
            Cell(shown=was_becomes(line.old, line.new)),
            *([_difference(line)] if with_difference else []),
        ]
        for line in lines[:MOST_CELLS]
    ]
    return [_table(name, title, headings, rows, count)]


def was_becomes(old: str, new: str) -> Part:
    """Two boxes with an arrow between them."""
    return span((span(old, "was"), span(" → ", "second"), Part("b", new, "becomes")), "was-becomes")


def _difference(line: CellLine) -> Cell:
    if line.difference is not None:
        return Cell(line.difference, signed(line.difference))
    return Cell(_("for the first time") if line.old == "—" else None)


def _ranks(changes: ChangesView) -> list[Component]:
    totals = [line for line in changes.ranks if line.is_total]
    others = [line for line in changes.ranks if not line.is_total and line.moved != 0]
    headings = [
        *_place_headings(),
        Heading("rank", _("Rank"), look="numeric", sort=UNSORTED),
        Heading("moved", ear_only(_("Change")), CHANGE, look="numeric", sort=DESCENDING),
        Heading("points", _("Points"), look="numeric", sort=UNSORTED),
    ]
    named = (("ranks-total", _("Ranks by total"), totals), ("ranks", _("Ranks by direction"), others))
    return [
        _table(name, title, headings, [_rank_cells(line) for line in lines[:MOST_LINES]], len(lines))
        for name, title, lines in named
        if lines
    ]


def _rank_cells(line: RankLine) -> list[Cell]:
    points = line.new_points if line.old_points == line.new_points else f"{line.old_points} → {line.new_points}"
    return [
        *_place(line.municipality, line.where),
        Cell(shown=(f"{line.old} → ", bold(line.new))),
        Cell(line.moved),
        Cell(points),
    ]


def _verdicts(changes: ChangesView, *, is_done: bool) -> list[Component]:
    rows = [
        [*_place(line.municipality, line.where), *_signs(verdict_sign(line.old), verdict_sign(line.new))]
        for line in changes.verdicts[:MOST_LINES]
    ]
    return (
        [_table("verdicts", _("Verdicts"), _judgements(is_done=is_done), rows, changes.verdict_count)] if rows else []
    )


def _statuses(changes: ChangesView, *, is_done: bool) -> list[Component]:
    rows = [
        [*_place(line.municipality, line.where), *_signs(target_sign(line.old), target_sign(line.new))]
        for line in changes.statuses[:MOST_LINES]
    ]
    return (
        [_table("statuses", _("Target statuses"), _judgements(is_done=is_done), rows, changes.status_count)]
        if rows
        else []
    )


def _judgements(*, is_done: bool) -> list[Heading]:
    now = _("Is now") if is_done else _("Becomes")
    return [*_place_headings(), Heading("was", _("Was")), Heading("becomes", now)]


def _place_headings(*, is_long: bool = False) -> list[Heading]:
    return [
        Heading("municipality", _("Municipality"), look="name", is_name=True),
        Heading("where", _("Where"), look="where" if is_long else ""),
    ]


def _place(municipality: str, where: str) -> list[Cell]:
    return [Cell(municipality), Cell(where)]


def _signs(*signs: Sign) -> list[Cell]:
    return [Cell(sign.text, badge_parts(sign)) for sign in signs]


def _table(name: str, title: str, headings: Sequence[Heading], rows: Sequence[list[Cell]], count: int) -> Component:
    """``count`` is how many there are in all."""
    listed = [Row(str(place), cells) for place, cells in enumerate(rows)]
    table = screen_table(f"changes-{name}", title, headings, [Section(listed)], fold=FIRST_LINES)
    rest = count - len(rows)
    more = ngettext("and {number} more", "and {number} more", rest).format(number=number(rest))
    return html.Div([html.H3(title), table, *([html.P(more, className="second small")] if rest > 0 else [])])
