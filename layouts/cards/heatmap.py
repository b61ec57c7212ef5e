"""The heatmap of the management cycle: number and sign in every cell, columns in cycle order."""

import re
from functools import lru_cache
from itertools import groupby

from data.formats import number
from data.language import _, current_language, ngettext
from data.measures.chains import ChainPattern
from data.tables import Kind
from data.views.cycle.chains import chain_mark, chain_words
from data.views.cycle.order import BY_FIRST_BROKEN, BY_NAME, BY_POINTS, stage_column
from data.views.cycle.region import Cell as CycleCell
from data.views.cycle.region import CycleView, Line
from data.views.cycle.selection import Stage, joined, of_chosen
from data.views.cycle.words import stage_title
from data.vocabulary import ComponentState, Nothing, Verdict
from layouts.parts.addresses import COLUMN, ROW, address, profile_address
from layouts.parts.cell_parts import LINE_BREAK, Part, Parts, bold, ear_only, eye_only, small, span
from layouts.parts.screen_table import (
    DESCENDING,
    HEAT,
    Cell,
    Heading,
    Press,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.screen_table import Line as WordsLine
from layouts.parts.signs import nothing_parts, state_look, state_sign, verdict_sign

SOFT_HYPHEN = "\u00ad"
VOWELS = "аеёиоуыэюяaeiouy"
# A word may be parted between syllables when at least two letters stay on each side.
SYLLABLES = re.compile(
    rf"(?<=\w[{VOWELS}])(?=[^{VOWELS}\W][{VOWELS}])|(?<=[{VOWELS}][^{VOWELS}\W])(?=[^{VOWELS}ьъй\W]\w*[{VOWELS}])", re.I
)
# Words up to this length fit the narrow columns as they are.
LONG_WORD = 6


def cycle_heatmap(view: CycleView, store: str) -> ScreenTable:
    """The table of a view; selecting a cell puts its key into the dcc.Store of the id ``store``."""
    sections = [Section([_row(view, line) for line in view.lines])]
    if view.incomplete:
        words = _("Not fully scored: listed below, whatever the points")
        sections.append(Section([_row(view, line) for line in view.incomplete], [WordsLine(words)]))
    return screen_table(
        "cycle-map",
        heatmap_title(view),
        _headings(view),
        sections,
        look="heatmap cycle-map",
        groups=_group_head(view.stages),
        top=_summary(view),
        press=Press(store, _key_template(view)),
        chosen=view.selection.cell,
        is_grid=True,
        has_address=view.is_region,
    )


def _key_template(view: CycleView) -> str:
    """The key of a cell, municipality~direction~stage, with places for the row and the column."""
    row = f"{ROW}~{view.direction.code}" if view.is_region else f"{view.municipality.code}~{ROW}"
    return f"{row}~{COLUMN}"


def heatmap_title(view: CycleView) -> str:
    stages = ngettext("{number} stage", "{number} stages", len(view.stages)).format(number=len(view.stages))
    if view.is_region:
        lines = ngettext("{number} municipality", "{number} municipalities", len(view.rows))
        title = _("Cycle map: {lines} × {stages}, direction {direction}").format(
            lines=lines.format(number=len(view.rows)), stages=stages, direction=view.direction.code
        )
        return of_chosen(title, view.selection)
    lines = ngettext("{number} direction", "{number} directions", len(view.rows)).format(number=len(view.rows))
    return _("Cycle map: {lines} × {stages}, {municipality}").format(
        lines=lines, stages=stages, municipality=view.municipality.short
    )


def _group_head(stages: tuple[Stage, ...]) -> list[tuple[Parts, int]]:
    """The coarser stages over their components; nothing where each stands for itself."""
    runs = [list(run) for _group, run in groupby(stages, key=lambda stage: stage.group)]
    if len(runs) == len(stages):
        return []
    names = [(hyphenated(joined(stage.short for stage in run)), len(run)) for run in runs]
    return [("", 1), ("", 1), *names, ("", 1)]


def _headings(view: CycleView) -> list[Heading]:
    maximum = view.rows[0].maximum if view.is_region else None
    name = Heading(BY_NAME, _("Municipality") if view.is_region else _("Direction"), look="text", is_name=True)
    points = Heading(
        BY_POINTS,
        (_("Points"), *_of(maximum)),
        Kind.NUMBER,
        name=_("Points"),
        look="numeric",
        sort=DESCENDING,
    )
    last = Heading(BY_FIRST_BROKEN, _("Verdict and first break"), look="text")
    return [name, points, *(stage_heading(stage, _of(stage.maximum)) for stage in view.stages), last]


def stage_heading(stage: Stage, under: tuple[Parts, ...] = ()) -> Heading:
    """A column of cells; ``under`` stands below its name."""
    title = (span(f"{stage.number} "), LINE_BREAK, hyphenated(stage.short), *under)
    return Heading(
        stage_column(stage.code),
        title,
        HEAT,
        name=stage_title(stage),
        hint=stage.name,
        sort=DESCENDING,
        maximum=stage.maximum,
        code=stage.code,
    )


def _of(maximum: float | None) -> tuple[Parts, ...]:
    if maximum is None:
        return ()
    # A stage whose rubric is not loaded has no maximum to name.
    text = _("of {maximum}").format(maximum=number(maximum)) if maximum else "—"
    return (small(text),)


def _summary(view: CycleView) -> list[Row]:
    """How many rows have each stage formed, and how many break there first."""
    if view.is_limited_to_own:
        return []
    formed = _("Formed, of {total}").format(total=len(view.rows))
    complete = _("cycle complete: {count}").format(count=view.count(Verdict.EFFECTIVE))
    unclear = _("unclear: {count}").format(count=view.first_without_data) if view.first_without_data else ""
    return [
        _summary_row(formed, [count.formed for count in view.counts], complete),
        _summary_row(_("First break here"), [count.breaks_first for count in view.counts], unclear),
    ]


def _summary_row(title: str, counts: list[int], last: str) -> Row:
    cells = [Cell(title), Cell(), *(Cell(shown=number(count)) for count in counts), Cell(last)]
    return Row("", cells, "total")


def _row(view: CycleView, line: Line) -> Row:
    cells = [
        _name(view, line),
        _points(view, line),
        *(cycle_cell(cell, stage) for stage, cell in zip(view.stages, line.cells, strict=True)),
        broken_cell(line),
    ]
    return Row(line.code, cells, "own" if view.is_region and line.code == view.own else "")


def _name(view: CycleView, line: Line) -> Cell:
    """A municipality leads to its profile, a direction to the same direction of everybody."""
    title = line.name if line.name != line.short else ""
    if view.is_region:
        return Cell(line.short, title=title, href=profile_address(view.selection))
    target = view.selection.but(view="region", direction=ROW, cell=None)
    return Cell(line.short, (f"{line.code} {line.short}"), title=title, href=address(target))


def _points(view: CycleView, line: Line) -> Cell:
    if line.points is None:
        return Cell(line.nothing or Nothing.NO_DATA)
    if view.is_region:
        return Cell(line.points)
    text = _("{points} of {maximum}").format(points=number(line.points), maximum=number(line.maximum))
    return Cell(line.points, text)


def cycle_cell(cell: CycleCell, stage: Stage, shown: str | None = None) -> Cell:
    """Points and the sign of the state; a component that is only partly scored has a question mark.

    ``shown`` stands in the place of the points. Without points the cell is a kind of nothing, which no order counts.
    """
    look, sign = state_look(cell.state, cell.share), state_sign(cell.state)
    words = cell_words(cell)
    maximum = None if cell.maximum == stage.maximum else cell.maximum
    if cell.state is ComponentState.NOT_APPLICABLE or cell.points is None:
        kind = Nothing.NOT_APPLICABLE if cell.state is ComponentState.NOT_APPLICABLE else Nothing.NO_DATA
        return Cell(kind, nothing_parts(kind)[:1], look, spoken=words, maximum=maximum)
    inner = ["penalty"] * (cell.points < 0) + ["nothing-words"] * (cell.state is ComponentState.NO_DATA)
    return Cell(cell.points, shown, look, mark=sign.mark, inner=" ".join(inner), spoken=words, maximum=maximum)


def cell_words(cell: CycleCell) -> str:
    """The cell as it is spoken: «Светлоозёрский МО, 2. Показатели: 12 из 20, сформировано частично».

    Names and numbers are left as places: the browser fills them for each cell.
    """
    return _cell_words(current_language(), cell.state, cell.points is not None, cell.parameters, cell.parameters_scored)


@lru_cache(maxsize=1_000)
def _cell_words(
    _language: str, of_state: ComponentState, has_points: bool, parameters: int, parameters_scored: int
) -> str:
    place, state = "{row}, {column}", state_sign(of_state).text
    if parameters == 0:
        return _("{place}: the rubric is not loaded").format(place=place)
    if not has_points:
        return f"{place}: {state}"
    words = _("{place}: {points} of {maximum}, {state}").format(
        place=place, points="{value}", maximum="{maximum}", state=state
    )
    if parameters_scored == parameters:
        return words
    scored = _("scored: {scored} of {parameters} parameters").format(scored=parameters_scored, parameters=parameters)
    return f"{words}; {scored}"


def broken_cell(line: Line) -> Cell:
    """The verdict and the first broken link, ordered by the place of the link; a closed cycle breaks after all."""
    return Cell(line.breaks_at, (*broken_words(line), *chain_marks(line.chains)))


def broken_words(line: Line) -> tuple[Part, ...]:
    """The verdict by its sign and the first link that is not formed; one without data is not called broken."""
    sign = verdict_sign(line.verdict)
    words = (eye_only(f"{sign.mark} ", "sign-mark", sign.text), ear_only(f"{sign.text}. "))
    if line.first_broken is None or line.first_broken_state is None:
        return (*words, bold(_("cycle complete")))
    text = stage_title(line.first_broken)
    if not line.is_broken:
        text = f"{text}: {state_sign(line.first_broken_state).text}"
    return (*words, span(text, "" if line.is_broken else "second"))


def chain_marks(patterns: tuple[ChainPattern, ...]) -> tuple[Part, ...]:
    """A letter for each pattern found, which the legend explains; the words are spoken and shown on hover."""
    return tuple(
        Part(
            "span",
            (Part("sup", chain_mark(one), hidden=True), ear_only(f" {chain_words(one)}.")),
            "chain-mark",
            chain_words(one),
        )
        for one in patterns
    )


def hyphenated(text: str) -> str:
    """Long words with soft hyphens between syllables, so that they fit narrow columns."""
    return re.sub(
        r"\w+", lambda word: SYLLABLES.sub(SOFT_HYPHEN, word[0]) if len(word[0]) > LONG_WORD else word[0], text
    )
