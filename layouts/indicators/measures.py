"""From an indicator to the measures of the roadmap that should carry it to its target."""

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.queries.targets.measures import CarryingMeasure
from data.views.indicators.page import IndicatorsView
from data.views.roadmap.address import RoadmapSelection
from layouts.parts.page import internal_link


def measure_links(view: IndicatorsView) -> list[Component]:
    """One link a measure; nothing where no measure names the indicator."""
    if not view.measures:
        return []
    items = [html.Li(_link(view, one)) for one in view.measures]
    return [html.P(html.B(_("Measures of the roadmap for it"))), html.Ul(items, className="measure-links")]


def _link(view: IndicatorsView, one: CarryingMeasure) -> Component:
    key = f"{view.municipality.code}~{one.direction}~{one.number}"
    place = RoadmapSelection(methodology=one.methodology, municipality=view.municipality.code, measure=key)
    return internal_link(f"{one.direction} · {one.number} {one.text}", place)
