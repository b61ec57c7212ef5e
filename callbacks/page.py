"""What a page gives to the application: one object per page, named in ``dashboard/pages.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dash.development.base_component import Component

from callbacks.registrar import EVERY_ROLE, Registrar, Viewing
from data.selection import Selection
from data.storage.reader import Reader
from data.tables import Table
from data.vocabulary import Role


@dataclass(frozen=True)
class Page:
    """``selection`` declares the page's choices and its address; its key is file, address, id prefix and test.

    ``layout`` gives the page with its controls set; ``register`` its callbacks; ``tables`` its exportable tables by
    name, each built from what the reader's viewer may see.
    """

    selection: type[Selection]
    title: Callable[[], str]
    # Each takes a selection of the class above; a layout that shows jobs their queue too.
    layout: Callable[..., Component]
    register: Callable[[Registrar], None]
    tables: Mapping[str, Callable[[Reader, Any], Table]]
    # Who finds the page in the menu; what it shows is decided where the data are read.
    roles: frozenset[Role] = EVERY_ROLE
    # A page that is only reached from others has no line in the menu.
    is_in_menu: bool = True
    # Stands under «More» where the menu has not room for all.
    is_aside: bool = False
    # Those for whom it does though others have it in the line.
    aside_for: frozenset[Role] = frozenset()
    # Whether opening it shows nothing but what a revision holds, so that the answer may be kept.
    keeps: bool = False
    # Whether its address may name a job, which is shown as the page opens.
    shows_jobs: bool = False

    @property
    def key(self) -> str:
        return self.selection.key

    @property
    def path(self) -> str:
        return f"/{self.key}"

    def opened(self, viewing: Viewing, reader: Reader, selection: Selection) -> Component:
        """The page as it opens, whole: nothing of it is left to a second question."""
        if self.shows_jobs:
            return self.layout(reader, selection, viewing.queue)
        return self.layout(reader, selection)


def places(
    selection: type[Selection], ids: type[StrEnum], *stores: str, **elsewhere: tuple[str, str]
) -> dict[str, tuple[str, str]]:
    """Where each choice of a page stands, as (id, property): in the control whose id is named like the choice.

    ``stores`` name those that no control but a store holds; ``elsewhere`` those that stand under another id.
    """
    return {
        name: elsewhere.get(name) or (ids[name.upper()], "data" if name in stores else "value")
        for name in selection.shapes()
    }
