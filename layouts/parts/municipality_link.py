"""The link from a name in any table to the profile of that municipality."""

from dash import dcc
from dash.development.base_component import Component

from data.selection import Selection
from data.views.municipality.address import MunicipalitySelection
from layouts.parts.page import Children


def profile_link(text: Children, municipality: str, shown: Selection) -> Component:
    """``shown`` is what the table shows: its period, methodology and revision go along, its other choices do not."""
    return dcc.Link(text, href=MunicipalitySelection.of(shown, municipality=municipality).address())
