"""Page /indicators."""

from dash import html
from dash.development.base_component import Component

from callbacks.page import Page
from callbacks.registrar import Registrar
from data.language import _
from data.reader import Reader
from data.selection import Selection
from layouts.parts import page


def layout(reader: Reader, selection: Selection) -> Component:
    return page(title=_("Indicators"), sentence="", content=html.Div())


def register(registrar: Registrar) -> None:
    return None


PAGE = Page("indicators", lambda: _("Indicators"), layout, register, {})
