"""Whom a demonstration may look as: thousands of heads in a country, asked for when the menu is opened."""

from typing import ClassVar

from data.language import _
from layouts.parts.own_component import OwnComponent

ADDRESS = "/viewers.json"


class ViewerList(OwnComponent):
    """The component that ``dashboard/assets/scripts/25-viewers.js`` draws: a search and links to ``/viewer/<code>``."""

    _type = "ViewerList"
    _prop_names: ClassVar[list[str]] = ["address", "find", "failed"]
    available_properties: ClassVar[list[str]] = _prop_names


def viewer_list() -> ViewerList:
    return ViewerList(
        address=ADDRESS, find=_("Find a municipality"), failed=_("The list did not arrive. Open the menu again.")
    )
