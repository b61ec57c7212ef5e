"""A layout as somebody looking at it and somebody listening to it get it."""

from collections.abc import Callable, Iterator
from typing import Any


def walk(component: Any) -> Iterator[Any]:
    """The component and everything in it, texts included."""
    yield component
    for child in _children(component):
        yield from walk(child)


def words(component: Any) -> str:
    """Everything that is read aloud: the texts without what is hidden from a reader of the screen."""
    return _text(component, lambda item: getattr(item, "aria-hidden", None) == "true").strip()


def seen(component: Any) -> str:
    """Everything that is drawn: the texts without what only a reader of the screen says."""
    return _text(component, lambda item: getattr(item, "className", "") == "visually-hidden").strip()


def _text(component: Any, left_out: Callable[[Any], bool]) -> str:
    if isinstance(component, str):
        return component
    if left_out(component):
        return ""
    return "".join(_text(child, left_out) for child in _children(component))


def _children(component: Any) -> list[Any]:
    children = getattr(component, "children", None)
    listed = children if isinstance(children, list | tuple) else [children]
    return [child for child in listed if child is not None]
