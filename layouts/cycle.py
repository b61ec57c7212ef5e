"""Page /cycle: which links of the management cycle are formed, and where it first breaks."""

from enum import StrEnum
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import percent
from data.language import _, ngettext
from data.selection import Selection
from data.views.choices import Choice, Choices
from data.views.cycle import CycleView
from data.views.cycle_cell import CellDetail
from data.views.cycle_selection import BY_FIRST_BROKEN, BY_NAME, BY_POINTS, MUNICIPALITY, NINE, REGION, SIX
from data.views.cycle_tables import stage_title
from data.vocabulary import ComponentState, Verdict
from layouts.figures.cycle import breaks, breaks_figure, breaks_height
from layouts.figures.graph import graph
from layouts.parts import (
    badge,
    card,
    checklist,
    choice_button,
    empty_state,
    export_menu,
    field,
    footer,
    legend,
    note,
    page,
    segmented,
    select,
    stack,
    state_sign,
)
from layouts.signs import HALF
from layouts.tables.cycle import cell_sum, comments_list, documents_list, lost_sentence, positions_table
from layouts.tables.heatmap import cycle_heatmap, heatmap_title

KEY = "cycle"


class Ids(StrEnum):
    CONTENT = "cycle-content"
    FILTERS = "cycle-filters"
    PERIOD = "cycle-period"
    METHODOLOGY = "cycle-methodology"
    DIRECTION = "cycle-direction"
    MUNICIPALITY = "cycle-municipality"
    KINDS = "cycle-kinds"
    VIEW = "cycle-view"
    STAGES = "cycle-stages"
    ORDER = "cycle-order"
    # The key of the chosen cell; the cells of the heatmap write it.
    CELL = "cycle-cell"
    # The revision of the address, which no control of the page changes.
    REVISION = "cycle-revision"
    CHART = "cycle-chart"


def layout(selection: Selection, choices: Choices) -> Component:
    """The page for a settled selection, without data: the callback brings them."""
    sentence = _("Which links of the management cycle are formed, and where the cycle first breaks.")
    content = html.Div(
        [
            dcc.Store(id=Ids.CELL, data=selection.cell),
            dcc.Store(id=Ids.REVISION, data=selection.revision),
            _filters(selection, choices),
            html.Div(id=Ids.CONTENT),
        ]
    )
    return page(title=_("Management cycle"), sentence=sentence, content=content)


def _filters(selection: Selection, choices: Choices) -> Component:
    views = [(REGION, _("One direction")), (MUNICIPALITY, _("One municipality"))]
    orders = [(BY_POINTS, _("by points")), (BY_NAME, _("by name")), (BY_FIRST_BROKEN, _("by first broken link"))]
    fields = [
        _field("", _("View"), segmented(Ids.VIEW, views, selection.view)),
        _field("", _("Period"), select(Ids.PERIOD, options_of(choices.periods), selection.period)),
        _field(
            "for-several",
            _("Methodology"),
            select(Ids.METHODOLOGY, options_of(choices.methodologies), selection.methodology),
        ),
        _field(
            "for-region",
            _("Direction"),
            select(Ids.DIRECTION, options_of(choices.directions, with_code=True), selection.direction),
        ),
        _field(
            "for-municipality for-many",
            _("Municipality"),
            select(Ids.MUNICIPALITY, options_of(choices.municipalities), selection.municipality),
        ),
        _field("", _("Stages"), segmented(Ids.STAGES, [(NINE, _("nine")), (SIX, _("six"))], selection.stages)),
        _field("for-region for-many", _("Order"), select(Ids.ORDER, orders, selection.order)),
        _field(
            "for-region for-many",
            _("Kinds of municipality"),
            checklist(Ids.KINDS, options_of(choices.kinds), selection.kinds),
        ),
    ]
    return html.Details(
        [html.Summary(_("Filters")), html.Div(fields, className="filter-line")],
        id=Ids.FILTERS,
        className=filters_look(selection, choices),
        open=True,
    )


def _field(look: str, label: str, control: Component) -> Component:
    return html.Div(field(label, control), className=look)


def filters_look(selection: Selection, choices: Choices) -> str:
    """Classes of the filters: only those that the view uses and that leave a choice are shown."""
    several = " several-methodologies" if len(choices.methodologies) > 1 else ""
    own_only = " one-municipality" if len(choices.municipalities) == 1 else ""
    return f"rail cycle-filters view-{selection.view}{several}{own_only}"


def options_of(choices: tuple[Choice, ...], *, with_code: bool = False) -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.short}" if with_code else one.short) for one in choices]


def controls(selection: Selection, choices: Choices) -> list[Any]:
    """Classes of the filters, then options and value of methodology, direction and municipality."""
    lists = (
        (options_of(choices.methodologies), selection.methodology),
        (options_of(choices.directions, with_code=True), selection.direction),
        (options_of(choices.municipalities), selection.municipality),
    )
    values: list[Any] = [filters_look(selection, choices)]
    for options, value in lists:
        values += [[{"value": code, "label": label} for code, label in options], value]
    return values


def content(view: CycleView, detail: CellDetail | None) -> list[Component]:
    """What the page shows: the map with its legend, the chosen cell beside it, the chart, the footer."""
    if not view.rows:
        nothing = empty_state(
            _("The filters leave no municipality"),
            _("No municipality of the chosen kinds exists in this period. Choose another kind or all of them."),
        )
        return [nothing, footer(view.provenance)]
    aside = [cell_card(view, detail)] if detail else []
    if not view.is_limited_to_own:
        aside.append(breaks_card(view))
    side = html.Div(stack(*aside), className="cycle-side") if aside else None
    sheets = [map_card(view), *([side] if side else [])]
    look = "cycle-sheets with-detail" if detail else "cycle-sheets"
    return [html.Div(sheets, className=look), footer(view.provenance)]


def map_card(view: CycleView) -> Component:
    table = "cycle" if view.is_region else "municipality"
    limited = _("Details of other municipalities are not open to you: only your own row is shown.")
    return card(
        heatmap_title(view),
        [
            html.P(view_sentence(view), className="lead-sentence"),
            *([note(limited)] if view.is_limited_to_own else []),
            states_legend(view.rubric.formed_threshold),
            cycle_heatmap(view, Ids.CELL),
        ],
        caption=" · ".join(text for _label, text in view.filters),
        actions=export_menu(KEY, view.selection, table=table),
    )


def view_sentence(view: CycleView) -> str:
    """How many cycles are complete and which link breaks most often."""
    total, complete = len(view.rows), view.count(Verdict.EFFECTIVE)
    if view.is_region:
        words = ngettext(
            "The cycle is complete in {complete} of {total} municipality.",
            "The cycle is complete in {complete} of {total} municipalities.",
            total,
        )
    else:
        words = ngettext(
            "The cycle is complete in {complete} of {total} direction.",
            "The cycle is complete in {complete} of {total} directions.",
            total,
        )
    sentences = [words.format(complete=complete, total=total)]
    most = max(count.breaks_first for count in view.counts)
    if most and total > 1:
        where = [stage for stage, count in zip(view.stages, view.counts, strict=True) if count.breaks_first == most]
        links = ", ".join(_("“{name}”").format(name=stage_title(stage)) for stage in where)
        sentences.append(_("It first breaks most often at {links}: {count}.").format(links=links, count=most))
    return " ".join(sentences)


def states_legend(threshold: float) -> Component:
    """Every look of a cell with its printed limits."""
    formed, half = percent(threshold, 0), percent(HALF, 0)
    partial = [
        ("state-partial-high", "◐", _("partly: from {half}, below {formed}").format(half=half, formed=formed)),
        ("state-partial-low", "◐", _("partly: above 0, below {half}").format(half=half)),
    ]
    return html.Div(
        [
            legend(
                [
                    ("state-formed", "●", _("formed: from {formed} of the maximum").format(formed=formed)),
                    *(partial if threshold > HALF else partial[1:]),
                    ("state-absent", "○", _("absent: 0 points or less")),
                    ("state-absent penalty", "−2", _("negative: penalties outweigh")),
                ]
            ),
            legend(
                [
                    ("state-absent", "0", _("a real zero")),
                    ("nothing-no-data", "", _("no data")),
                    ("nothing-no-data", "5?", _("not all scored, the state is open")),
                    ("nothing-not-applicable", "—", _("not applicable")),
                    ("nothing-hidden", "", _("hidden: small numbers")),
                ]
            ),
        ],
        className="legends",
    )


def cell_card(view: CycleView, detail: CellDetail) -> Component:
    """The positions behind the chosen cell."""
    cell = next(cell for line in view.rows for cell in line.cells if cell.key == view.selection.cell)
    close = choice_button(_("Close"), Ids.CELL, "", look="button button-small")
    several = len(detail.sections) > 1
    lost = lost_sentence(detail)
    body: list[Component] = [
        html.Div(
            [html.P(cell_sum(detail), className="cell-sum"), badge(state_sign(cell.state))], className="cell-head"
        ),
        *_why_open(cell.state, detail),
        *(positions_table(section, show_name=several) for section in detail.sections),
        *([html.P(lost, className="second small")] if lost else []),
        *documents_list(detail),
        *comments_list(detail),
    ]
    place = f"{detail.municipality.name} · {detail.direction.code} · {detail.period.short}"
    return card(
        _("Link {stage}").format(stage=stage_title(detail.stage)),
        body,
        caption=place,
        actions=[export_menu(KEY, view.selection, table="cell"), close],
        **{"aria-label": _("Positions of the chosen cell"), "data-cell": cell.key},
    )


def _why_open(state: ComponentState, detail: CellDetail) -> list[Component]:
    if not detail.sections:
        return [note(_("The rubric of this component is not loaded, so nothing can be scored."))]
    if state is ComponentState.NO_DATA and detail.points is not None:
        return [note(_("Not all parameters are scored, and the missing ones may still change the state."))]
    return []


def breaks_card(view: CycleView) -> Component:
    title = _("Where the cycle breaks")
    filters = " · ".join(text for _label, text in view.filters)
    caption = (
        _("Number of municipalities whose first broken link it is, N = {total}.")
        if view.is_region
        else _("Number of directions whose first broken link it is, N = {total}.")
    ).format(total=len(view.rows))
    if view.first_without_data:
        caption += " " + _("Unclear: a link without data comes before any broken one.")
    spoken_counts = "; ".join(f"{name}: {count}" for name, count in breaks(view))
    chart = graph(
        Ids.CHART,
        breaks_figure(view, title=title, filters=filters),
        description=f"{title}. {spoken_counts}",
        height=breaks_height(view),
    )
    return card(title, chart, caption=caption, actions=export_menu(KEY, view.selection, graph=Ids.CHART))
