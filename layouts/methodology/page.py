"""Page /methodology: maxima by direction and stage, and the parameters behind them."""

from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _, local
from data.tables import Kind
from data.views.methodology.page import DirectionMaxima, MethodologyView, loaded_words, stage_name
from data.vocabulary import Nothing
from layouts.parts.page import card, export_menu, field, footer, note, page, rail, select, stack
from layouts.parts.screen_table import UNSORTED, Cell, Heading, Line, Row, Section, screen_table

KEY = "methodology"
# A choice needs a value of its own: an empty one would be shown as nothing chosen.
EVERYTHING = "all"


class Ids(StrEnum):
    METHODOLOGY = "methodology-methodology"
    DIRECTION = "methodology-direction"
    REVISION = "methodology-revision"
    CONTENT = "methodology-content"
    SENTENCE = "methodology-sentence"
    FOOT = "methodology-foot"


def layout(view: MethodologyView) -> Component:
    """The page with its controls set to the view's selection."""
    methodologies = [(one.code, one.name) for one in view.methodologies]
    filters = rail(
        [
            field(_("Methodology"), select(Ids.METHODOLOGY, methodologies, view.selection.methodology)),
            field(
                _("Parameters of"),
                select(Ids.DIRECTION, direction_options(view), view.selection.direction or EVERYTHING),
            ),
        ]
    )
    return page(
        title=_("Methodology"),
        sentence=html.Span(view.sentence, id=Ids.SENTENCE),
        content=html.Div(
            [
                html.Div(content(view), id=Ids.CONTENT, className="stack"),
                dcc.Store(id=Ids.REVISION, data=view.selection.revision or ""),
            ]
        ),
        rail=filters,
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=view.selection.address(),
    )


def direction_options(view: MethodologyView) -> list[tuple[str, str]]:
    return [(EVERYTHING, _("all directions")), *((one.code, f"{one.code} {one.short}") for one in view.directions)]


def content(view: MethodologyView) -> Component:
    remarks = [note(text) for text in view.notes]
    title = f"{view.about.name} · {view.about.code}"
    caption = _("Points that can be reached at each stage. “Not applicable”: the direction has no parameter there.")
    return stack(
        *remarks,
        card(
            title,
            maxima_table(view),
            caption=caption,
            actions=export_menu(KEY, view.selection, table="directions", picture=_("Maxima by direction and stage")),
        ),
        card(
            _("Positions and parameters"),
            parameters_on_screen(view),
            caption=_("A parameter with a negative minimum is a penalty: it takes points away and gives none."),
            actions=export_menu(KEY, view.selection, table="parameters"),
        ),
    )


def maxima_table(view: MethodologyView) -> Component:
    """A section for each block; the last row is the sum of all."""
    headings = [
        Heading("direction", _("Direction"), look="name", is_name=True),
        *(Heading(f"stage:{one.code}", one.short, Kind.NUMBER, one.name, "numeric") for one in view.stages),
        Heading("loaded", _("Loaded"), look="numeric", hint=_("points, of the official maximum where it is known")),
    ]
    blocks = [block for block in view.block_names if any(line.block == block for line in view.maxima)]
    official = {part.code: part.official for part in view.about.loaded_parts if part.is_block}
    sections = []
    for block in blocks:
        lines = [line for line in view.maxima if line.block == block]
        points = loaded_words(sum(line.loaded for line in lines), official.get(block))
        words = _("{code}. {name}: {points} points").format(code=block, name=view.block_names[block], points=points)
        sections.append(Section([_maxima_row(line) for line in lines], [Line(words)] if len(blocks) > 1 else []))
    return screen_table(
        "directions", _("Maxima by direction and stage"), headings, sections, bottom=[_sums(view)], size=0
    )


def _maxima_row(line: DirectionMaxima) -> Row:
    cells = [
        Cell(f"{line.code} {line.short}", title=line.name),
        *(Cell(Nothing.NOT_APPLICABLE if points is None else points) for points in line.stages),
        Cell(line.loaded, loaded_words(line.loaded, line.official)),
    ]
    return Row(line.code, cells)


def _sums(view: MethodologyView) -> Row:
    columns = zip(*(line.stages for line in view.maxima), strict=True) if view.maxima else ()
    sums = [sum(points for points in column if points is not None) for column in columns]
    return Row("sum", [Cell(_("Total")), *(Cell(points) for points in sums), Cell(view.loaded)])


def parameters_on_screen(view: MethodologyView) -> Component:
    """A section for each direction, under a line with its name."""
    headings = [
        Heading("position", _("Position"), look="wide", is_name=True, sort=UNSORTED),
        Heading("stage", _("Stage"), sort=UNSORTED),
        Heading("parameter", _("Parameter"), sort=UNSORTED),
        Heading("minimum", _("Minimum"), Kind.NUMBER, look="numeric"),
        Heading("maximum", _("Maximum"), Kind.NUMBER, look="numeric"),
    ]
    names = {one.code: one.name for one in view.directions}
    sections = []
    for code in dict.fromkeys(row.direction for row in view.rows):
        rows = [
            Row(
                f"{row.direction}~{row.position}~{row.parameter}",
                [
                    Cell(f"{row.position} {local(row.position_text_ru, row.position_text_en)}"),
                    Cell(stage_name(row)),
                    Cell(local(row.parameter_name_ru, row.parameter_name_en)),
                    Cell(row.minimum, look="penalty" if row.minimum < 0 else ""),
                    Cell(row.maximum),
                ],
            )
            for row in view.rows
            if row.direction == code
        ]
        sections.append(Section(rows, [Line(f"{code} {names[code]}")]))
    return screen_table(
        "parameters",
        _("Positions and parameters"),
        headings,
        sections,
        look="data-table table-stacked",
        has_address=True,
        has_cards=True,
    )
