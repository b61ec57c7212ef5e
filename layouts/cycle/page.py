"""Page /cycle: which stages of the management cycle are formed, and where it first breaks."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import percent
from data.language import _, ngettext
from data.measures.chains import ChainPattern
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import chain_mark, chain_words
from data.views.cycle.directions import DirectionsView
from data.views.cycle.page import ChosenCell
from data.views.cycle.proof import Penalties, Proof
from data.views.cycle.region import CycleView
from data.views.cycle.selection import Stage, of_chosen
from data.views.shared.choices import Choices
from data.vocabulary import Nothing, Verdict
from layouts.cards.heatmap import cycle_heatmap, heatmap_title
from layouts.cycle.cards import chains_card, penalties_card, proof_card
from layouts.cycle.cell import KEY, cell_card
from layouts.cycle.controls import Ids, filters
from layouts.cycle.directions import directions_map, directions_title
from layouts.figures.cycle import breaks, breaks_figure, breaks_height, breaks_keys
from layouts.parts.graph import graph
from layouts.parts.levels import bounds
from layouts.parts.page import card, empty_state, export_menu, footer, grid, legend, note, page
from layouts.parts.signs import HALF, NOTHING_CLASS, verdict_sign


def layout(selection: CycleSelection, choices: Choices, drawn: Mapping[str, Any]) -> Component:
    """The page for a settled selection; ``drawn`` are its parts by their ids, of which callbacks redraw each."""
    sentence = _("Which stages of the management cycle are formed, and where the cycle first breaks.")
    sheets = [
        html.Div(drawn[Ids.MAP], id=Ids.MAP, className="slot"),
        html.Div(drawn[Ids.DETAIL], id=Ids.DETAIL, className="slot cycle-side"),
        html.Div(drawn[Ids.AROUND], id=Ids.AROUND, className="slot cycle-around"),
    ]
    shown = [
        html.Div(sheets, id=Ids.SHEETS, className=drawn[Ids.SHEETS]),
        html.Div(drawn[Ids.FOUNDATION], id=Ids.FOUNDATION, className="slot"),
        html.Div(drawn[Ids.FOOT], id=Ids.FOOT),
    ]
    content = html.Div(
        [
            # A store without a value reports one as soon as it is drawn, and every card would be asked for again.
            dcc.Store(id=Ids.CELL, data=selection.cell or ""),
            dcc.Store(id=Ids.REVISION, data=selection.revision or ""),
            html.Div(id=Ids.NOTICE),
            filters(selection, choices),
            html.Div(shown, id=Ids.CONTENT, className="stack"),
        ]
    )
    return page(title=_("Management cycle"), sentence=sentence, content=content, address=selection.address())


def map_sheets(view: CycleView | DirectionsView) -> dict[str, Any]:
    """The map with its legend, what stands around it, how the two stand to one another, and the footer."""
    is_directions = isinstance(view, DirectionsView)
    return {
        Ids.MAP: _map(view),
        Ids.AROUND: _around(view) if view.rows else [],
        # The map of all directions needs the whole width.
        Ids.SHEETS: "cycle-sheets whole-width" if is_directions or not view.rows else "cycle-sheets",
        Ids.FOOT: footer(view.provenance),
    }


def _map(view: CycleView | DirectionsView) -> Component:
    if not view.rows:
        return empty_state(
            _("The filters leave no municipality"),
            _("No municipality of the chosen kinds exists in this period. Choose another kind or all of them."),
        )
    return directions_card(view) if isinstance(view, DirectionsView) else map_card(view)


def _around(view: CycleView | DirectionsView) -> list[Component]:
    return [chains_card(view)] if view.is_limited_to_own else [breaks_card(view), chains_card(view)]


def chosen_cell(selection: CycleSelection, cell: ChosenCell | None) -> Component | list[Component]:
    return cell_card(selection, cell) if cell else []


def foundation(selection: CycleSelection, proof: Proof, penalties: Penalties) -> Component:
    """What the points rest on."""
    return grid((6, proof_card(selection, proof)), (6, penalties_card(selection, penalties)))


def directions_card(view: DirectionsView) -> Component:
    effective = sum(cell.verdict is Verdict.EFFECTIVE for cell in view.cells)
    sentence = _("Full cycles: {count} of {total} municipality × direction pairs.").format(
        count=effective, total=len(view.cells)
    )
    body = [
        html.P(sentence, className="lead-sentence"),
        *_limited(view),
        _directions_legend(view),
        directions_map(view),
    ]
    caption = _("Each cell: the verdict and the first break. Select a cell to open the direction at this stage.")
    actions = export_menu(KEY, view.selection, table="directions", picture=directions_title(view))
    return card(directions_title(view), body, caption=caption, actions=actions)


def map_card(view: CycleView) -> Component:
    table = "cycle" if view.is_region else "municipality"
    return card(
        heatmap_title(view),
        [
            html.P(view_sentence(view), className="lead-sentence"),
            *_limited(view),
            states_legend(view.rubric.formed_threshold, any(line.chains for line in view.rows)),
            cycle_heatmap(view, Ids.CELL),
        ],
        caption=" · ".join(text for _label, text in view.filters),
        actions=export_menu(KEY, view.selection, table=table, picture=heatmap_title(view)),
    )


def _limited(view: CycleView | DirectionsView) -> list[Component]:
    words = _("You have no access to details of other municipalities: only your own row is shown.")
    return [note(words)] if view.is_limited_to_own else []


def view_sentence(view: CycleView) -> str:
    """How many cycles are complete and which stage breaks most often."""
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
        sentences.append(words_of_breaks(where, most, is_region=view.is_region))
    return " ".join(sentences)


def words_of_breaks(stages: Sequence[Stage], count: int, *, is_region: bool) -> str:
    """At which stages most cycles break first, and in how many municipalities or directions."""
    named = ", ".join(_("{number} “{name}”").format(number=stage.number, name=stage.short) for stage in stages)
    where = ngettext(
        "The cycle breaks most often at stage {stages}", "The cycle breaks most often at stages {stages}", len(stages)
    )
    if is_region:
        how_many = ngettext("in {number} municipality", "in {number} municipalities", count)
    else:
        how_many = ngettext("in {number} direction", "in {number} directions", count)
    return f"{where.format(stages=named)}: {how_many.format(number=count)}."


def states_legend(threshold: float, has_chains: bool = False) -> Component:
    """Every look of a cell with its printed limits, and the marks of chain patterns where there are any."""
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
                    *(_chain_legend() if has_chains else []),
                ]
            ),
        ],
        className="legends",
    )


def _chain_legend() -> list[tuple[str, str, str]]:
    return [("state-absent chain-swatch", chain_mark(pattern), chain_words(pattern)) for pattern in ChainPattern]


def _directions_legend(view: DirectionsView) -> Component:
    required = len(view.stages)
    low, high = bounds(required)
    sign = verdict_sign(Verdict.EFFECTIVE)
    formed = _("formed {range} of {required}")
    tones = [
        ("state-partial-high", (high, required - 1)),
        ("state-partial-low", (low, high - 1)),
        ("state-absent", (0, low - 1)),
    ]
    half = verdict_sign(Verdict.INEFFECTIVE)
    return html.Div(
        [
            legend(
                [
                    ("state-formed", sign.mark, f"{sign.text}: {_('all stages are formed')}"),
                    *(
                        (look, half.mark, formed.format(range=_range(*limits), required=required))
                        for look, limits in tones
                        # A short cycle has no count for some of the tones.
                        if limits[0] <= limits[1]
                    ),
                    (NOTHING_CLASS[Nothing.NO_DATA], "?", _("cannot be judged")),
                    (NOTHING_CLASS[Nothing.NOT_APPLICABLE], "—", _("not applicable")),
                ]
            ),
            *([legend(_chain_legend())] if any(cell.chains for cell in view.cells) else []),
        ],
        className="legends",
    )


def _range(first: int, last: int) -> str:
    return str(first) if first >= last else f"{first}–{last}"


def breaks_card(view: CycleView | DirectionsView) -> Component:
    title, found = of_chosen(_("Where the cycle breaks"), view.selection), breaks(view)
    filters_text = " · ".join(text for _label, text in view.filters)
    if isinstance(view, DirectionsView):
        words = _("Number of municipality × direction pairs whose cycle first breaks at this stage, N = {total}.")
    elif view.is_region:
        words = _("Number of municipalities whose cycle first breaks at this stage, N = {total}.")
    else:
        words = _("Number of directions whose cycle first breaks at this stage, N = {total}.")
    caption = words.format(total=sum(count for _name, count in found))
    if len(found) > len(view.stages) + 1:
        caption += " " + _("Unclear: a stage without data comes before any break.")
    spoken_counts = "; ".join(f"{name}: {count}" for name, count in found)
    chart = graph(
        Ids.CHART,
        breaks_figure(view, title=title, filters=filters_text),
        description=f"{title}. {spoken_counts}",
        height=breaks_height(view),
        keys=breaks_keys(),
    )
    menu = export_menu(KEY, view.selection, picture=f"{title}, {_of_what(view)}", graph=Ids.CHART)
    return card(title, chart, caption=caption, actions=menu)


def _of_what(view: CycleView | DirectionsView) -> str:
    """What the cycles belong to, for the name of a picture."""
    if isinstance(view, DirectionsView):
        return _("all directions")
    if view.is_region:
        return _("direction {direction}").format(direction=view.direction.code)
    return view.municipality.short
