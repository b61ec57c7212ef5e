"""The card of the map: the picture, its legend with the limits, and the same numbers as a table."""

from enum import StrEnum

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.tables import Value
from data.views.region_map.page import RegionMap, region_map_table
from layouts.figures.region_map import map_figure, map_height, map_shape
from layouts.parts.graph import graph
from layouts.parts.page import card, export_menu, legend, note
from layouts.parts.tables import data_table


class Ids(StrEnum):
    RANKINGS = "rankings-region-map"
    OVERVIEW = "overview-region-map"


# The page that exports the table of this card, wherever it is shown.
PAGE_KEY = "rankings"
TABLE = "region_map"
LOOKS = {1: "state-formed", 2: "state-partial-high", 3: "state-partial-low", 4: "state-absent"}


def region_map_cards(view: RegionMap, identity: Ids) -> list[Component]:
    """The card in a list, or an empty one where no boundaries are loaded; ``identity`` is the id of its chart."""
    if not view.places:
        return []
    picture = graph(identity, map_figure(view), description=map_description(view), height=map_height(view))
    shaped = html.Div(picture, className="region-map", style={"--shape": f"{map_shape(view):.3f}"})
    missing = [note(view.missing)] if view.missing else []
    sheet = card(
        view.title,
        [legend(_legend(view)), shaped, *missing, _table(view)],
        caption=f"{view.sentence} {_how_to_read()}",
        actions=export_menu(PAGE_KEY, view.selection, table=TABLE, graph=identity),
        **{"data-region-map": "true"},
    )
    # The overview prints on one sheet of A4, which is full.
    return [html.Div(sheet, className="screen-only") if identity is Ids.OVERVIEW else sheet]


def map_description(view: RegionMap) -> str:
    """What a screen reader gets in place of the picture."""
    drawn = len(view.places)
    counted = ngettext("{number} municipality", "{number} municipalities", drawn).format(number=drawn)
    text = _("{title}: {counted} drawn. The table below has the same numbers.")
    return text.format(title=view.title, counted=counted)


def _how_to_read() -> str:
    return _("Where there is room, the map shows rank and quarter; point at a municipality to see its name and points.")


def _legend(view: RegionMap) -> list[tuple[str, str, str]]:
    """Quarters with their limits and counts, then what has no colour."""
    items = [(LOOKS[each.band], str(each.numeral), f"{each.words} · {each.count}") for each in view.bands]
    if any(place.row is not None and not place.is_ranked for place in view.places):
        items.append(("nothing-no-data", "—", _("not ranked")))
    if any(place.row is None for place in view.places):
        items.append(("region-map-left-out", "", _("excluded by the filters")))
    items += [("region-map-pinned", "", place.row.name) for place in view.places if place.row and place.is_pinned]
    return items


def _table(view: RegionMap) -> Component:
    pinned = next((row.code for row in view.rows if row.pinned), None)
    own: dict[str, Value] | None = {"code": pinned} if pinned else None
    return html.Details(
        [html.Summary(_("The same data as a table")), data_table(region_map_table(view), own_row=own)],
        className="region-map-table",
    )
