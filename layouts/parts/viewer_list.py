"""Whom a demonstration may look as: thousands of heads in a country, asked for when the menu is opened."""

from typing import Any, ClassVar

from dash.development.base_component import Component

from data.language import _

ADDRESS = "/viewers.json"


class ViewerList(Component):
    """The component that ``dashboard/assets/scripts/25-viewers.js`` draws: a search and links to ``/viewer/<code>``."""

    _namespace = "mmuko"
    _type = "ViewerList"
    _base_nodes: ClassVar[list[str]] = []
    _children_props: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["address", "find", "failed"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_properties: ClassVar[list[str]] = _prop_names
    available_wildcard_properties: ClassVar[list[str]] = []

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)


def viewer_list() -> ViewerList:
    return ViewerList(
        address=ADDRESS, find=_("Find a municipality"), failed=_("The list did not arrive. Open the menu again.")
    )
