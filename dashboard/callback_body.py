"""The whole structure of a callback's body, compared with what the application itself has registered.

Dash reads a body field by field, and any of them may be of another type than it expects. What passes here has the
fields, ids and properties of one registered callback in their order; only the values are the browser's, and those are
checked by the selection parser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIELDS = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})
ITEM_FIELDS = frozenset({"id", "property", "value"})
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shape:
    """What the body of one callback looks like. ``outputs`` is one pair where the callback has one output."""

    outputs: Names
    is_list: bool
    inputs: Names
    state: Names

    @classmethod
    def of(cls, output: str, entry: Mapping[str, Any]) -> "Shape":
        """The shape of the callback that Dash keeps under ``output``, such as ``..a.children...b.data..``."""
        return cls(
            tuple(_split(part) for part in output.strip(".").split("...")),
            output.startswith(".."),
            tuple((item["id"], item["property"]) for item in entry["inputs"]),
            tuple((item["id"], item["property"]) for item in entry["state"]),
        )

    def fits(self, body: dict[str, Any]) -> bool:
        """Whether the body is that of this callback. Triggers are of its inputs; values may be anything."""
        outputs = body.get("outputs")
        triggers = {f"{identity}.{name}" for identity, name in self.inputs}
        return (
            body.keys() <= FIELDS
            and _names(outputs if self.is_list else [outputs], {"id", "property"}) == self.outputs
            and _names(body.get("inputs"), ITEM_FIELDS) == self.inputs
            # Dash leaves the field out where a callback has no state.
            and _names(body.get("state", []), ITEM_FIELDS) == self.state
            and _are_of(body.get("changedPropIds"), triggers)
            and _are_of(body.get("parsedChangedPropsIds", []), triggers | {one for one, _name in self.inputs})
        )


def _split(part: str) -> tuple[str, str]:
    identity, _dot, name = part.rpartition(".")
    return identity, name


def _names(items: Any, fields: "frozenset[str] | set[str]") -> Names | None:
    """Ids and properties, where ``items`` is a list of objects with just these fields."""
    if not isinstance(items, list):
        return None
    found = []
    for item in items:
        if not isinstance(item, dict) or not item.keys() <= fields:
            return None
        identity, name = item.get("id"), item.get("property")
        if not isinstance(identity, str) or not isinstance(name, str):
            return None
        found.append((identity, name))
    return tuple(found)


def _are_of(items: Any, known: set[str]) -> bool:
    return isinstance(items, list) and all(isinstance(item, str) and item in known for item in items)
