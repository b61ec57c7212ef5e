"""What only stands on a page, as one component: the largest parts of an answer in which nothing has an id.

Dash keeps every component of an answer in a store and tells each of all others. A heading, a legend, a menu of exports
needs none of that: it is sent as one text, which ``dashboard/assets/scripts/26-still.js`` draws as the same elements.
"""

from copy import copy
from typing import Any, ClassVar, NamedTuple

import orjson
from dash import dcc, html
from dash.development.base_component import Component

from layouts.parts.own_component import OwnComponent

PLAIN = html.Div()._namespace
AS_DASH = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


class Still(OwnComponent):
    """The component; ``content`` is one text."""

    _type = "Still"
    _prop_names: ClassVar[list[str]] = ["content"]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, content: str) -> None:
        super().__init__(content=content)


def ready(tree: Any) -> Any:
    """What ``still`` gives, written down as it is sent: Dash would look into every value of it once more in Python.

    What is no tree (nothing to update, a change of a part) is left to Dash.
    """
    if not isinstance(tree, Component | list | tuple | str):
        return tree
    return orjson.Fragment(orjson.dumps(tree, default=_written, option=AS_DASH))


def _written(value: Any) -> Any:
    if isinstance(value, Component):
        return value.to_plotly_json()
    raise TypeError(f"{type(value).__name__} cannot be sent")


class _Part(NamedTuple):
    """A part of an answer: how it is drawn, if it is still, of how many components; and how it is sent if it is not."""

    drawn: Any
    size: int
    sent: Any
    is_still: bool = True


def still(tree: Any) -> Any:
    """An answer with its largest still parts as one component each; texts, numbers and other values stay."""
    return _sent(_part(tree))


def _sent(part: _Part) -> Any:
    """A single component is one already."""
    return Still(orjson.dumps(part.drawn).decode()) if part.is_still and part.size > 1 else part.sent


def _part(tree: Any) -> _Part:
    if isinstance(tree, list | tuple):
        return _list_part(tree)
    if not isinstance(tree, Component):
        is_text = tree is None or isinstance(tree, str | int | float)
        return _Part(tree, 0, tree, is_text)
    inside = _part(getattr(tree, "children", None))
    tag = _tag(tree)
    if tag and inside.is_still:
        content = {} if inside.drawn is None else {">": inside.drawn}
        return _Part({"<": tag, **content, **_attributes(tree)}, inside.size + 1, tree)
    if inside.sent is None or isinstance(inside.sent, str):
        return _Part(None, 0, tree, is_still=False)
    living = copy(tree)
    living.children = _sent(inside)
    return _Part(None, 0, living, is_still=False)


def _list_part(tree: list[Any] | tuple[Any, ...]) -> _Part:
    """Neighbours that are still stand together."""
    parts = [_part(each) for each in tree]
    if all(part.is_still for part in parts):
        return _Part([part.drawn for part in parts], sum(part.size for part in parts), tree)
    found: list[Any] = []
    together: list[_Part] = []
    for part in [*parts, None]:
        if part is not None and part.is_still:
            together.append(part)
            continue
        if together:
            alike = [each.sent for each in together]
            size = sum(each.size for each in together)
            found += [_sent(_Part([each.drawn for each in together], size, alike))] if size > 1 else alike
            together = []
        if part is not None:
            found.append(part.sent)
    return _Part(None, 0, found, is_still=False)


def _tag(component: Component) -> str:
    """The element that is drawn; empty for what is more than an element."""
    if getattr(component, "id", None) is not None:
        return ""
    if isinstance(component, dcc.Link):
        # A link that stays inside the application.
        return "link"
    return component._type.lower() if component._namespace == PLAIN else ""


def _attributes(component: Component) -> dict[str, Any]:
    """What was given to the component, children apart; what begins so is Dash's own."""
    return {
        name: value
        for name, value in vars(component).items()
        if not name.startswith(("_", "available_")) and name != "children" and value is not None
    }
