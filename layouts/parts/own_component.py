"""What the components of this product have in common: the browser draws them from its own assets."""

from typing import Any, ClassVar

import orjson
from dash.development.base_component import Component


class OwnComponent(Component):
    """A component of ``dashboard/assets/scripts``; each names itself and its properties."""

    _namespace = "mmuko"
    _base_nodes: ClassVar[list[str]] = []
    _children_props: ClassVar[list[str]] = []
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_wildcard_properties: ClassVar[list[str]] = []

    def __init__(self, **properties: Any) -> None:
        # Dash's own way looks on the disk for a package of that namespace, once for each property: 0.2 ms each time.
        unknown = properties.keys() - set(self._prop_names)
        if unknown:
            raise TypeError(f"{self._type} has no {', '.join(sorted(unknown))}")
        self.__dict__.update(properties)


class Packed(OwnComponent):
    """One whose ``content``, a mapping, is sent as one text: the browser looks into every value of a tree."""

    def to_plotly_json(self) -> dict[str, Any]:
        sent = super().to_plotly_json()
        sent["props"] = sent["props"] | {"content": orjson.dumps(self.content).decode()}
        return dict(sent)
