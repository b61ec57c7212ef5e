"""The card of the map: the picture, its legend with the limits, and the same numbers as a table."""

from enum import StrEnum

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.tables import Value
from data.views.region_map.page import RegionMap, region_map_table
from layouts.figures.region_map import map_content, map_keys
from layouts.parts.graph import Choosing, chart_frame
from layouts.parts.outline_map import OutlineMap
from layouts.parts.page import card, export_menu, note
from layouts.parts.tables import data_table


class Ids(StrEnum):
    RANKINGS = "rankings-region-map"
    OVERVIEW = "overview-region-map"


# The page that exports the table of this card, wherever it is shown.
PAGE_KEY = "rankings"
TABLE = "region_map"


def region_map_cards(view: RegionMap, identity: Ids) -> list[Component]:
    """The card in a list, or an empty one where no boundaries are loaded; ``identity`` is the id of its picture."""
    if view.geometry is None or not view.places:
        return []
    picture = chart_frame(
        identity,
        OutlineMap(map_content(view, view.geometry), identity),
        description=map_description(view),
        keys=map_keys(view),
        chooses=CHOOSING[identity](),
        can_zoom=True,
    )
    missing = [note(view.missing)] if view.missing else []
    sheet = card(
        view.title,
        [picture, *missing, _table(view)],
        caption=f"{view.sentence} {_how_to_read()}",
        actions=export_menu(PAGE_KEY, view.selection, table=TABLE, picture=view.title, graph=identity),
        **{"data-region-map": "true"},
    )
    # The overview prints on one sheet of A4, which is full.
    return [html.Div(sheet, className="screen-only") if identity is Ids.OVERVIEW else sheet]


# What a press on a municipality fills: the pin of the ranking, the mark of the overview.
CHOOSING = {
    Ids.RANKINGS: lambda: Choosing("rankings-pin", "data", _("Select a municipality on the map to pin it.")),
    Ids.OVERVIEW: lambda: Choosing(
        "overview-municipality", "data", _("Select a municipality on the map to mark it on the whole page.")
    ),
}


def map_description(view: RegionMap) -> str:
    """What a screen reader gets in place of the picture."""
    drawn = len(view.places)
    counted = ngettext("{number} municipality", "{number} municipalities", drawn).format(number=drawn)
    text = _("{title}: {counted} drawn. The table below has the same numbers.")
    return text.format(title=view.title, counted=counted)


def _how_to_read() -> str:
    return _("Where there is room, the map shows rank and quarter; point at a municipality to see its name and points.")


def _table(view: RegionMap) -> Component:
    pinned = next((row.code for row in view.rows if row.pinned), None)
    own: dict[str, Value] | None = {"code": pinned} if pinned else None
    return html.Details(
        [html.Summary(_("The same data as a table")), data_table(region_map_table(view), own_row=own)],
        className="region-map-table",
    )
