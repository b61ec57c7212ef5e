"""The description of the chosen indicator on /indicators, and the form by which it is changed."""

from typing import Any

from dash import Input, Output, no_update

from callbacks.keeping import Keep, Never
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS
from data.errors import DatabaseUnavailable, ProductError
from data.language import _
from data.storage.reader import Reader
from data.views.indicators.about import About, about
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import REGION_VIEW, YEARS_VIEW
from data.work.catalogue_edits import describe
from layouts.indicators.about import FORM_ID, REASON, about_cards
from layouts.indicators.ids import Ids
from layouts.parts.page import note

WHICH = {
    "indicator": Input(Ids.INDICATOR, "data"),
    "view": Input(Ids.VIEW, "value"),
    "revision": Input(Ids.REVISION, "data"),
}
PREFIX = FORM_ID.format(name="")


def indicator_about(reader: Reader, selection: IndicatorsSelection) -> About | None:
    """What is said of the chosen indicator, in the views that show one."""
    if selection.indicator is None or selection.view not in (YEARS_VIEW, REGION_VIEW):
        return None
    return about(reader, selection.indicator)


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [Output(Ids.ABOUT, "children")],
        WHICH | {"_described": Input(Ids.DESCRIBED, "data")},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show(viewing: Viewing, _described: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = IndicatorsSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            return (about_cards(indicator_about(reader, selection)),)

    @registrar.callback(
        [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.DESCRIBED, "data")],
        {"said": Input(Ids.DESCRIBE, "data")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def save(viewing: Viewing, said: Any) -> tuple[Any, ...]:
        values = said.get("values") if isinstance(said, dict) else None
        if not isinstance(values, dict):
            return no_update, no_update
        entered = {name.removeprefix(PREFIX): value for name, value in values.items() if isinstance(name, str)}
        base, _mark, code = str(said.get("job")).partition("~")
        try:
            stored = describe(viewing.engine, viewing.viewer, code, entered, entered.get(REASON), base)
        except DatabaseUnavailable:
            raise
        except ProductError as error:
            return note(str(error)), no_update
        return note(f"{_('The description is saved.')} {_('Revision {number}.').format(number=stored)}"), stored
