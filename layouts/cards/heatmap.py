"""The heatmap of the management cycle as an HTML table: number and sign in every cell, columns in cycle order."""

import re
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _, ngettext
from data.measures.chains import ChainPattern
from data.views.cycle.chains import chain_mark, chain_words
from data.views.cycle.order import BY_FIRST_BROKEN, BY_NAME, BY_POINTS, Order, stage_column
from data.views.cycle.region import Cell, CycleView, Line
from data.views.cycle.selection import Stage, joined
from data.views.cycle.words import stage_title
from data.vocabulary import ComponentState, Nothing, Verdict
from layouts.parts.municipality_link import profile_link
from layouts.parts.page import internal_link, spoken
from layouts.parts.signs import heat_cell, nothing_mark, state_look, state_sign, verdict_sign
from layouts.parts.tables import table_frame

SOFT_HYPHEN = "\u00ad"
VOWELS = "аеёиоуыэюяaeiouy"
# A word may be parted between syllables when at least two letters stay on each side.
SYLLABLES = re.compile(
    rf"(?<=\w[{VOWELS}])(?=[^{VOWELS}\W][{VOWELS}])|(?<=[{VOWELS}][^{VOWELS}\W])(?=[^{VOWELS}ьъй\W]\w*[{VOWELS}])", re.I
)
# Words up to this length fit the narrow columns as they are.
LONG_WORD = 6


def cycle_heatmap(view: CycleView, store: str, sort: str | None = None) -> Component:
    """The table of a view; selecting a cell puts its key into the dcc.Store of the id ``store``.

    With ``sort``, the id of another dcc.Store, every heading is a button that puts the order by its column there.
    """
    head = [_stage_head(view, sort)]
    groups = _group_head(view.stages)
    if groups is not None:
        head.insert(0, groups)
    rows = [*_summary(view), *(_row(view, line, store) for line in view.lines)]
    if view.incomplete:
        width = len(view.stages) + 3
        words = _("Not fully scored: listed below, whatever the points")
        rows.append(html.Tr(html.Th(words, colSpan=width, scope="colgroup"), className="gap"))
        rows += [_row(view, line, store) for line in view.incomplete]
    return table_frame([html.Thead(head), html.Tbody(rows)], heatmap_title(view), look="heatmap cycle-map", role="grid")


def heatmap_title(view: CycleView) -> str:
    stages = ngettext("{number} stage", "{number} stages", len(view.stages)).format(number=len(view.stages))
    if view.is_region:
        lines = ngettext("{number} municipality", "{number} municipalities", len(view.rows))
        return _("Cycle map: {lines} × {stages}, direction {direction}").format(
            lines=lines.format(number=len(view.rows)), stages=stages, direction=view.direction.code
        )
    lines = ngettext("{number} direction", "{number} directions", len(view.rows)).format(number=len(view.rows))
    return _("Cycle map: {lines} × {stages}, {municipality}").format(
        lines=lines, stages=stages, municipality=view.municipality.short
    )


def _group_head(stages: tuple[Stage, ...]) -> Component | None:
    """The coarser stages over their components; nothing where each stands for itself."""
    runs = [list(run) for _group, run in groupby(stages, key=lambda stage: stage.group)]
    if len(runs) == len(stages):
        return None
    cells = [
        html.Th(hyphenated(joined(stage.short for stage in run)), colSpan=len(run), scope="colgroup") for run in runs
    ]
    return html.Tr([html.Th(), html.Th(), *cells, html.Th()], className="stages")


def _stage_head(view: CycleView, sort: str | None) -> Component:
    first = _("Municipality") if view.is_region else _("Direction")
    maximum = view.rows[0].maximum if view.is_region else None
    order = view.selection.order or BY_POINTS
    heads = [
        (BY_NAME, [first], "text", ""),
        (BY_POINTS, [_("Points"), *_of(maximum)], "numeric", ""),
        *(
            (
                stage_column(stage.code),
                [html.Span(f"{stage.number} "), html.Br(), hyphenated(stage.short), *_of(stage.maximum)],
                "",
                stage.name,
            )
            for stage in view.stages
        ),
        (BY_FIRST_BROKEN, [_("Verdict and first break")], "text", ""),
    ]
    return html.Tr(
        [sort_head(column, words, order, sort, look=look, title=title) for column, words, look, title in heads]
    )


def sort_head(
    column: str, words: list[Any], order: str, sort: str | None, *, look: str = "", title: str = ""
) -> Component:
    """A heading that orders the rows by its column; the one they are ordered by says which way."""
    named = {"title": title} if title else {}
    if sort is None:
        return html.Th(words, scope="col", className=look, **named)
    current = Order.parse(order)
    is_current = current.column == column
    way = {"aria-sort": "descending" if current.descending else "ascending"} if is_current else {}
    arrow = html.Span("▼" if current.descending else "▲", className="sort-arrow", **{"aria-hidden": "true"})
    button = html.Button(
        [*words, *([arrow] if is_current else [])],
        type="button",
        className="sort",
        **{"data-choice": sort, "data-value": current.pressed(column).text},
    )
    return html.Th(button, scope="col", className=look, **named, **way)


def _of(maximum: float | None) -> list[Component]:
    if maximum is None:
        return []
    # A stage whose rubric is not loaded has no maximum to name.
    text = _("of {maximum}").format(maximum=number(maximum)) if maximum else "—"
    return [html.Small(text)]


def _summary(view: CycleView) -> list[Component]:
    """How many rows have each stage formed, and how many break there first."""
    if view.is_limited_to_own:
        return []
    formed = _("Formed, of {total}").format(total=len(view.rows))
    complete = _("cycle complete: {count}").format(count=view.count(Verdict.EFFECTIVE))
    first = _("First break here")
    unclear = _("unclear: {count}").format(count=view.first_without_data) if view.first_without_data else ""
    return [
        _summary_row(formed, [count.formed for count in view.counts], complete),
        _summary_row(first, [count.breaks_first for count in view.counts], unclear),
    ]


def _summary_row(title: str, counts: list[int], last: str) -> Component:
    cells = [html.Td(number(count)) for count in counts]
    return html.Tr([html.Th(title, scope="row"), html.Td(), *cells, html.Td(last, className="text")], className="total")


def _row(view: CycleView, line: Line, store: str) -> Component:
    cells = [
        cycle_cell(line, stage, cell, store, selected=cell.key == view.selection.cell)
        for stage, cell in zip(view.stages, line.cells, strict=True)
    ]
    return html.Tr(
        [
            html.Th(_name(view, line), scope="row", title=line.name),
            html.Td(_points(view, line), className="numeric"),
            *cells,
            html.Td([*broken_words(line), *chain_marks(line.chains)], className="text"),
        ],
        className="own" if view.is_region and line.code == view.own else "",
    )


def _name(view: CycleView, line: Line) -> Component:
    """A municipality leads to its profile, a direction to the same direction of everybody."""
    if view.is_region:
        return profile_link(line.short, line.code, view.selection)
    target = view.selection.but(view="region", direction=line.code, cell=None)
    return internal_link(f"{line.code} {line.short}", target)


def _points(view: CycleView, line: Line) -> list[Component] | str:
    if line.points is None:
        return [html.Span(nothing_mark(line.nothing or Nothing.NO_DATA))]
    text = number(line.points)
    return text if view.is_region else _("{points} of {maximum}").format(points=text, maximum=number(line.maximum))


def cycle_cell(line: Line, stage: Stage, cell: Cell, store: str, *, selected: bool) -> Component:
    """One cell: points and the sign of the state; a component that is only partly scored has a question mark."""
    has_number = cell.points is not None and cell.state is not ComponentState.NOT_APPLICABLE
    return heat_cell(
        html.Span(_cell_content(cell), className="nothing-words" if cell.state is ComponentState.NO_DATA else ""),
        look=state_look(cell.state, cell.share),
        words=cell_words(line, stage, cell),
        mark=state_sign(cell.state).mark if has_number else "",
        store=store,
        value=cell.key,
        selected=selected,
    )


def _cell_content(cell: Cell) -> Component | str | list[Component]:
    if cell.state is ComponentState.NOT_APPLICABLE:
        return nothing_mark(Nothing.NOT_APPLICABLE)
    if cell.points is None:
        return nothing_mark(Nothing.NO_DATA)
    text = number(cell.points)
    return html.Span(text, className="penalty") if cell.points < 0 else text


def cell_words(line: Line, stage: Stage, cell: Cell) -> str:
    """The cell as it is spoken: «Светлоозёрский МО, 2. Показатели: 12 из 20, сформировано частично»."""
    place = f"{line.short}, {stage_title(stage)}"
    state = state_sign(cell.state).text
    if cell.parameters == 0:
        return _("{place}: the rubric is not loaded").format(place=place)
    if cell.points is None:
        return f"{place}: {state}"
    words = _("{place}: {points} of {maximum}, {state}").format(
        place=place, points=number(cell.points), maximum=number(cell.maximum), state=state
    )
    if cell.parameters_scored == cell.parameters:
        return words
    scored = _("scored: {scored} of {parameters} parameters").format(
        scored=cell.parameters_scored, parameters=cell.parameters
    )
    return f"{words}; {scored}"


def broken_words(line: Line) -> list[Component]:
    """The verdict by its sign and the first link that is not formed; one without data is not called broken."""
    sign = verdict_sign(line.verdict)
    mark = html.Span(f"{sign.mark} ", className="sign-mark", title=sign.text, **{"aria-hidden": "true"})
    words = [mark, spoken(f"{sign.text}. ")]
    if line.first_broken is None or line.first_broken_state is None:
        return [*words, html.B(_("cycle complete"))]
    text = stage_title(line.first_broken)
    if not line.is_broken:
        text = f"{text}: {state_sign(line.first_broken_state).text}"
    return [*words, html.Span(text, className="" if line.is_broken else "second")]


def chain_marks(patterns: tuple[ChainPattern, ...]) -> list[Component]:
    """A letter for each pattern found, which the legend explains; the words are spoken and shown on hover."""
    return [
        html.Span(
            [html.Sup(chain_mark(one), **{"aria-hidden": "true"}), spoken(f" {chain_words(one)}.")],
            className="chain-mark",
            title=chain_words(one),
        )
        for one in patterns
    ]


def hyphenated(text: str) -> str:
    """Long words with soft hyphens between syllables, so that they fit narrow columns."""
    return re.sub(
        r"\w+", lambda word: SYLLABLES.sub(SOFT_HYPHEN, word[0]) if len(word[0]) > LONG_WORD else word[0], text
    )
