"""Municipalities on a map as one component: the browser keeps their outlines and gets only what they look like."""

from typing import Any, ClassVar

from layouts.parts.own_component import Packed


class OutlineMap(Packed):
    """The component that ``dashboard/assets/scripts/31-map.js`` draws.

    ``content`` has the address of the outlines, the height of the map in parts of its width, the places (code, look,
    label lines, words of the pointer), the component that a press fills, and the words of an exported picture.
    """

    _type = "OutlineMap"
    _prop_names: ClassVar[list[str]] = ["id", "content"]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, content: dict[str, Any], id: str) -> None:
        super().__init__(content=content, id=id)
