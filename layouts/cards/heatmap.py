"""The heatmap of the management cycle: number and sign in every cell, columns in cycle order."""

import re
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

from data.formats import number
from data.language import _, current_language, ngettext
from data.measures.chains import ChainPattern
from data.tables import Kind
from data.views.cycle.chains import chain_mark, chain_words
from data.views.cycle.order import BY_FIRST_BROKEN, BY_NAME, BY_POINTS, stage_column
from data.views.cycle.region import BROKEN, CycleView, Line
from data.views.cycle.region import Cell as CycleCell
from data.views.cycle.selection import Stage, joined, of_chosen
from data.views.cycle.words import stage_title
from data.vocabulary import ComponentState, Nothing, Verdict
from layouts.parts.addresses import COLUMN, ROW, address, profile_address
from layouts.parts.cell_parts import LINE_BREAK, Part, Parts, bold, ear_only, eye_only, small, span
from layouts.parts.screen_table import (
    DESCENDING,
    HEAT,
    AnyCell,
    Cell,
    Faced,
    Heading,
    Press,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.screen_table import Line as WordsLine
from layouts.parts.signs import HALF, nothing_parts, state_look, state_sign, verdict_sign

SOFT_HYPHEN = "\u00ad"
VOWELS = "аеёиоуыэюя"
# A Russian word may be parted between syllables when at least two letters stay on each side.
SYLLABLES = re.compile(
    rf"(?<=\w[{VOWELS}])(?=[^{VOWELS}\W][{VOWELS}])|(?<=[{VOWELS}][^{VOWELS}\W])(?=[^{VOWELS}ьъй\W]\w*[{VOWELS}])", re.I
)
# English ones by no rule: words of rubrics as dictionaries part them, all others stay whole.
ENGLISH_PARTS = (
    "anal-y-sis at-tain-ment char-ac-ter de-ci-sions de-vel-op-ment ed-u-ca-tion ef-fec-tive-ness guid-ance "
    "in-di-ca-tors lead-er-ship man-age-ment meas-ures meth-ods mon-i-tor-ing par-tic-i-pa-tion per-form-ing "
    "pre-school qual-i-ty rec-om-men-da-tions so-cial-i-za-tion sup-port teach-er teach-ers"
)
ENGLISH = {parts.replace("-", ""): tuple(len(part) for part in parts.split("-")) for parts in ENGLISH_PARTS.split()}
# Kinds of cells of a few rubrics in both languages.
MOST_FACES = 4_000
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
    title = _("Municipality") if view.is_region else _("Direction")
    name = Heading(BY_NAME, title, look="text", is_name=True, common=_way_of_names(view))
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
    cells: list[AnyCell] = [
        _name(view, line),
        _points(view, line),
        *map(cycle_cell, line.cells, view.stages),
        broken_cell(line),
    ]
    return Row(line.code, cells, "own" if view.is_region and line.code == view.own else "")


def _way_of_names(view: CycleView) -> Cell:
    """A municipality leads to its profile, a direction to the same direction of everybody."""
    if view.is_region:
        return Cell(href=profile_address(view.selection))
    return Cell(href=address(view.selection.but(view="region", direction=ROW, cell=None)))


def _name(view: CycleView, line: Line) -> AnyCell:
    title = line.name if line.name != line.short else ""
    if view.is_region:
        return Cell(line.short, title=title) if title else line.short
    return Cell(line.short, (f"{line.code} {line.short}"), title=title)


def _points(view: CycleView, line: Line) -> AnyCell:
    if line.points is None:
        return line.nothing or Nothing.NO_DATA
    if view.is_region:
        return line.points
    text = _("{points} of {maximum}").format(points=number(line.points), maximum=number(line.maximum))
    return Cell(line.points, text)


def cycle_cell(cell: CycleCell, stage: Stage, shown: str | None = None) -> Faced:
    """Points and the sign of the state; a component that is only partly scored has a question mark.

    ``shown`` stands in the place of the points. Without points the cell is a kind of nothing, which no order counts.
    """
    points, maximum = cell.points, None if cell.maximum == stage.maximum else cell.maximum
    scored = (cell.parameters, cell.parameters_scored)
    if cell.state is ComponentState.NOT_APPLICABLE or points is None:
        kind = Nothing.NOT_APPLICABLE if cell.state is ComponentState.NOT_APPLICABLE else Nothing.NO_DATA
        return Faced(kind, _face_of_nothing(current_language(), kind, cell.state, points is not None, *scored, maximum))
    is_high = cell.state is ComponentState.PARTIAL and (cell.share or 0.0) >= HALF
    face = _face_of_points(current_language(), cell.state, is_high, points < 0, *scored, maximum, shown)
    return Faced(points, face)


@lru_cache(maxsize=MOST_FACES)
def _face_of_nothing(
    language: str,
    kind: Nothing,
    state: ComponentState,
    has_points: bool,
    parameters: int,
    parameters_scored: int,
    maximum: float | None,
) -> Cell:
    words = _cell_words(language, state, has_points, parameters, parameters_scored)
    return Cell(shown=nothing_parts(kind)[:1], look=state_look(state), spoken=words, maximum=maximum)


@lru_cache(maxsize=MOST_FACES)
def _face_of_points(
    language: str,
    state: ComponentState,
    is_high: bool,
    is_penalty: bool,
    parameters: int,
    parameters_scored: int,
    maximum: float | None,
    shown: str | None,
) -> Cell:
    """What cells have in common but for their points: twenty thousand cells of a country are of some tens of kinds."""
    return Cell(
        shown=shown,
        look=state_look(state, 1.0 if is_high else 0.0),
        mark=state_sign(state).mark,
        inner=" ".join(["penalty"] * is_penalty + ["nothing-words"] * (state is ComponentState.NO_DATA)),
        spoken=_cell_words(language, state, True, parameters, parameters_scored),
        maximum=maximum,
    )


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


def broken_cell(line: Line) -> Faced:
    """The verdict and the first broken link, ordered by the place of the link; a closed cycle breaks after all."""
    first = stage_title(line.first_broken) if line.first_broken else ""
    return Faced(
        line.breaks_at, _broken_face(current_language(), line.verdict, first, line.first_broken_state, line.chains)
    )


@lru_cache(maxsize=MOST_FACES)
def _broken_face(
    _language: str,
    verdict: Verdict,
    first: str,
    state: ComponentState | None,
    chains: tuple[ChainPattern, ...],
) -> Cell:
    return Cell(shown=(*_broken_words(verdict, first, state), *chain_marks(chains)))


def broken_words(line: Line) -> tuple[Part, ...]:
    """The verdict by its sign and the first link that is not formed; one without data is not called broken."""
    first = stage_title(line.first_broken) if line.first_broken else ""
    return _broken_words(line.verdict, first, line.first_broken_state)


def _broken_words(verdict: Verdict, first: str, state: ComponentState | None) -> tuple[Part, ...]:
    sign = verdict_sign(verdict)
    words = (eye_only(f"{sign.mark} ", "sign-mark", sign.text), ear_only(f"{sign.text}. "))
    if not first or state is None:
        return (*words, bold(_("cycle complete")))
    if state in BROKEN:
        return (*words, span(first))
    return (*words, span(f"{first}: {state_sign(state).text}", "second"))


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
    """Long words with soft hyphens where they may be parted, so that they fit narrow columns."""
    return re.sub(r"\w+", lambda word: _parted(word[0]) if len(word[0]) > LONG_WORD else word[0], text)


def _parted(word: str) -> str:
    if not word.isascii():
        return SYLLABLES.sub(SOFT_HYPHEN, word)
    ends = [0, *accumulate(ENGLISH.get(word.lower(), (len(word),)))]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(ends))
