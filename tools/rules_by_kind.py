"""Which kinds of data a rule may be told of: what check and plan of a kind may call, as far as names show it."""

import ast
from collections.abc import Callable, Iterator

from data.intake.tables.collector import Collector
from tools.rules_in_code import ROOT, module_at, path_of

# A function or a class, by its file and its name.
Place = tuple[str, str]
COLLECTOR = path_of(Collector.__module__)


def reached_from(*entries: Callable[..., object]) -> set[Place]:
    """Every function that these may call, directly or not, in the product's data."""
    found: set[Place] = set()
    waiting = [(path_of(entry.__module__), entry.__name__) for entry in entries]
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += _mentioned(*place)
    return found


def _mentioned(path: str, name: str) -> Iterator[Place]:
    if (path, name) == (COLLECTOR, Collector.__name__):
        # Every check is given the collector; what it may say is only what is called of it.
        return
    module = module_at(path)
    for node in ast.walk(module.named[name]) if name in module.named else ():
        if isinstance(node, ast.FunctionDef):
            # A method, or a function in a function: whoever has the object may call it.
            yield path, node.name
        word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if word in module.named:
            yield path, word
        elif isinstance(node, ast.Name) and (ROOT / (source := path_of(module.imports.get(word, "")))).is_file():
            yield source, word
        elif isinstance(node, ast.Attribute) and word in module_at(COLLECTOR).named:
            yield COLLECTOR, word
