"""Page /start: naming the region, taking a methodology, adding a period."""

from collections.abc import Callable
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component
from sqlalchemy.orm import Session

from callbacks.keeping import Never
from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS
from data.errors import BadSelection, Conflict
from data.language import _
from data.storage.database import writing
from data.storage.reader import Reader
from data.views.start.address import StartSelection
from data.views.start.page import start_view, steps_table
from data.work.starting import RegionNames, add_period, name_region, take_methodology
from layouts.parts.page import note
from layouts.parts.shell_ids import ShellIds
from layouts.start import page as layouts
from layouts.start.page import Ids

# A step that was carried out opens the page again: header and every other step say what is true now.
OUTPUTS = (Ids.MESSAGE, "children"), (ShellIds.LEADS, "data")


def layout(reader: Reader, selection: StartSelection) -> Component:
    return layouts.layout(start_view(reader, selection))


def register(registrar: Registrar) -> None:
    _register(
        registrar,
        "region",
        Ids.SAVE,
        {
            "name_ru": Ids.NAME_RU,
            "name_en": Ids.NAME_EN,
            "short_ru": Ids.SHORT_RU,
            "short_en": Ids.SHORT_EN,
            "time_zone": Ids.ZONE,
        },
        lambda session, viewing, **said: name_region(
            session, viewing.viewer, RegionNames(**said), author=viewing.viewer.author
        ),
    )
    _register(
        registrar,
        "methodology",
        Ids.TAKE,
        {"code": Ids.METHODOLOGY},
        lambda session, viewing, code: take_methodology(session, viewing.viewer, code, author=viewing.viewer.author),
    )
    _register(
        registrar,
        "period",
        Ids.ADD,
        {"year": Ids.YEAR},
        lambda session, viewing, year: add_period(session, viewing.viewer, year, author=viewing.viewer.author),
    )


def _register(
    registrar: Registrar, step: str, button: str, fields: dict[str, str], carry_out: Callable[..., int]
) -> None:
    @registrar.callback(
        [Output(*place, allow_duplicate=True) for place in OUTPUTS],
        {"pressed": Input(button, "n_clicks"), **{name: State(place, "value") for name, place in fields.items()}},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def press(viewing: Viewing, pressed: Any, **said: Any) -> tuple[Any, Any]:
        if not pressed:
            return no_update, no_update
        try:
            with writing(viewing.engine) as session:
                revision = _carried_out(session, viewing, carry_out, said)
        except (BadSelection, Conflict) as refusal:
            return note(str(refusal)), no_update
        if not revision:
            return note(_("That is stored already: nothing has changed.")), no_update
        return "", StartSelection(done=f"{step}~{revision}").address()


def _carried_out(session: Session, viewing: Viewing, carry_out: Callable[..., int], said: dict[str, Any]) -> int:
    texts = {name: str(value or "") for name, value in said.items()}
    return carry_out(session, viewing, **texts)


PAGE = Page(StartSelection, lambda: _("Getting started"), layout, register, {"start": steps_table}, is_in_menu=False)
