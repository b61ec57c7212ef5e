"""What a page gives to the application: one object per page, named in ``dashboard/pages.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dash.development.base_component import Component

from callbacks.registrar import EVERY_ROLE, Registrar
from data.selection import Selection
from data.storage.reader import Reader
from data.tables import Table
from data.vocabulary import Role


@dataclass(frozen=True)
class Page:
    """``key`` is the one word that is file, address, id prefix and test.

    ``layout`` gives the page with its controls set; ``register`` its callbacks; ``tables`` its exportable tables by
    name, each built from what the reader's viewer may see. ``code`` names the field of the selection that an address
    may carry as its last part: ``/municipality/M14``.
    """

    key: str
    title: Callable[[], str]
    layout: Callable[[Reader, Selection], Component]
    register: Callable[[Registrar], None]
    tables: Mapping[str, Callable[[Reader, Selection], Table]]
    # Who finds the page in the menu; what it shows is decided where the data are read.
    roles: frozenset[Role] = EVERY_ROLE
    code: str = ""

    @property
    def path(self) -> str:
        return f"/{self.key}"
