"""Municipalities on a map as one component: the browser keeps their outlines and gets only what they look like."""

from typing import Any, ClassVar

import orjson
from dash.development.base_component import Component


class OutlineMap(Component):
    """The component that ``dashboard/assets/scripts/31-map.js`` draws.

    ``content`` has the address of the outlines, the height of the map in parts of its width, the places (code, look,
    label lines, words of the pointer), the component that a press fills, and the words of an exported picture.
    """

    _namespace = "mmuko"
    _type = "OutlineMap"
    _base_nodes: ClassVar[list[str]] = []
    _children_props: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["id", "content"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_properties: ClassVar[list[str]] = _prop_names
    available_wildcard_properties: ClassVar[list[str]] = []

    def __init__(self, content: dict[str, Any], id: str) -> None:
        super().__init__(content=content, id=id)

    def to_plotly_json(self) -> dict[str, Any]:
        """One text instead of a tree: Dash looks into every value of a tree, the browser into none of a text."""
        sent = super().to_plotly_json()
        sent["props"] = sent["props"] | {"content": orjson.dumps(self.content).decode()}
        return dict(sent)
