"""The measures of a roadmap that should fix a stage, under the positions of its cell on /cycle and on a profile."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.selection import Selection
from data.views.cycle.cell import CellDetail
from data.views.roadmap.address import RoadmapSelection
from data.views.shared.measure_rows import MeasureRow, deadline_words
from data.vocabulary import ComponentState
from layouts.cards.positions import written
from layouts.parts.measure_signs import measure_sign
from layouts.parts.page import internal_link
from layouts.parts.signs import badge

BROKEN = (ComponentState.ABSENT, ComponentState.PARTIAL)
# So many are named; the roadmap has them all.
FIRST = 5


def measures_list(selection: Selection, detail: CellDetail, state: ComponentState) -> list[Component]:
    """What the roadmap does about the stage; where it is broken and nothing is done about it, that too."""
    if detail.measures is None or (not detail.measures and state not in BROKEN):
        return []
    stage: dict[str, Any] = {
        "municipality": detail.municipality.code,
        "direction": detail.direction.code,
        "methodology": detail.methodology,
        "stage": detail.stage.code,
    }
    title = html.H3(_("Measures of the roadmap for this stage"))
    if not detail.measures:
        words = _("The stage is broken, and no measure of the roadmap is for it.")
        examples = RoadmapSelection.of(selection, **stage, view="reference")
        link = internal_link(_("Measures of the documents for this stage"), examples)
        return [title, html.P([words, " ", link], className="small")]
    items = [html.Li(_measure(selection, row, stage)) for row in detail.measures[:FIRST]]
    count = len(detail.measures)
    words = ngettext("{number} measure on the roadmap", "{number} measures on the roadmap", count).format(number=count)
    whole = internal_link(words, RoadmapSelection.of(selection, **stage))
    return [title, html.Ul(items, className="measure-terms"), html.P(whole, className="small")]


def _measure(selection: Selection, row: MeasureRow, stage: dict[str, Any]) -> list[Any]:
    target = RoadmapSelection.of(selection, **stage, measure=row.line.key)
    link = internal_link([f"{row.line.number} ", written(row.line.text)], target)
    return [badge(measure_sign(row.status)), " ", link, html.Small(written(deadline_words(row.line)))]
