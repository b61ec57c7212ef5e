"""What a browser does with Dash, without one: components, their values, and the callbacks that a change calls.

For answering ahead, for measurements and for tests that need real questions: the values of controls are those that the
server has sent. Charts are not drawn and nothing runs in it; callbacks of the browser's own are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

# Sends a request (method, address, body) and gives the body of its answer, b"" where there is none.
Send = Callable[[str, str, bytes | None], bytes]
CALLBACKS = "/_dash-update-component"
Place = tuple[str, str]


@dataclass(frozen=True)
class Callback:
    output: str
    outputs: tuple[Place, ...]
    inputs: tuple[Place, ...]
    state: tuple[Place, ...]
    waits: bool

    @classmethod
    def of(cls, entry: dict[str, Any]) -> "Callback":
        parts = [part.rsplit(".", 1) for part in entry["output"].strip(".").split("...")]
        inputs, state = ([(item["id"], item["property"]) for item in entry[part]] for part in ("inputs", "state"))
        return cls(
            entry["output"],
            tuple((identity, name) for identity, name in parts),
            tuple(inputs),
            tuple(state),
            entry["prevent_initial_call"] is True,
        )


@dataclass
class LittleBrowser:
    """One window. ``asked`` are the requests of the last step, each as (output, bytes of the answer)."""

    send: Send
    origin: str = "http://localhost"
    values: dict[Place, Any] = field(default_factory=dict)
    callbacks: list[Callback] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open an address in a new document, and all that follows."""
        self.values, self.asked = {}, []
        self.send("GET", path, None)
        layout, entries = (
            orjson.loads(self.send("GET", f"/_dash-{part}", None)) for part in ("layout", "dependencies")
        )
        self.callbacks = [Callback.of(entry) for entry in entries if not entry["clientside_function"]]
        new = self._insert(layout)
        self.values["shell-location", "href"] = f"{self.origin}{path}"
        self._settle(self._called_by_new(new), {})

    def choose(self, identity: str, name: str, value: Any) -> None:
        """Set a property of a component as its user does, and all that follows."""
        if (identity, "") not in self.values:
            raise LookupError(f"there is no {identity}")
        self.asked = []
        self.values[identity, name] = value
        self._settle(self._called_by({(identity, name)}), {(identity, name)})

    def offered(self, identity: str) -> list[Any]:
        """The values that a control offers, but for the one that is chosen; none where there is no such control."""
        values = [option["value"] for option in self.values.get((identity, "options")) or []]
        return [value for value in values if value != self.values.get((identity, "value"))]

    def go(self, path: str) -> None:
        """Follow a link to another page of the product."""
        self.choose("shell-location", "href", f"{self.origin}{path}")

    def _settle(self, waiting: list[Callback], changed: set[Place] | dict[Place, Any]) -> None:
        while waiting:
            callback = waiting.pop(0)
            for found in self._ask(callback, [place for place in callback.inputs if place in changed]):
                if found not in waiting:
                    waiting.append(found)

    def _ask(self, callback: Callback, changed: list[Place]) -> list[Callback]:
        """Ask the server, take its answer over, and say which callbacks that calls."""
        payload = self.payload(callback, changed)
        body = self.send("POST", CALLBACKS, orjson.dumps(payload))
        self.asked.append((callback.output, len(body)))
        if not body:
            return []
        new: set[str] = set()
        written: set[Place] = set()
        answer = orjson.loads(body)
        # Besides its outputs an answer may set properties of other components.
        for identity, properties in (*answer["response"].items(), *answer.get("sideUpdate", {}).items()):
            for name, value in properties.items():
                place = (identity, name.split("@")[0])
                self.values[place] = value
                written.add(place)
                if name.startswith("children"):
                    new |= self._insert(value)
        called = [other for other in self._called_by(written) if other is not callback]
        return [*called, *(each for each in self._called_by_new(new) if each not in called)]

    def payload(self, callback: Callback, changed: list[Place]) -> dict[str, Any]:
        """What a browser posts for ``callback`` when ``changed`` has called it."""
        outputs = [{"id": identity, "property": name} for identity, name in callback.outputs]
        return {
            "output": callback.output,
            "outputs": outputs if callback.output.startswith("..") else outputs[0],
            "inputs": [self._item(place) for place in callback.inputs],
            "state": [self._item(place) for place in callback.state],
            "changedPropIds": [f"{identity}.{name}" for identity, name in changed or callback.inputs],
        }

    def _item(self, place: Place) -> dict[str, Any]:
        return {"id": place[0], "property": place[1], "value": self.values.get(place)}

    def _called_by(self, written: set[Place]) -> list[Callback]:
        return [
            callback
            for callback in self.callbacks
            if written.intersection(callback.inputs) and self._is_there(callback)
        ]

    def _called_by_new(self, new: set[str]) -> list[Callback]:
        return [
            callback
            for callback in self.callbacks
            if not callback.waits and self._is_there(callback) and any(place[0] in new for place in callback.inputs)
        ]

    def _is_there(self, callback: Callback) -> bool:
        return all((identity, "") in self.values for identity, _name in callback.inputs)

    def _insert(self, tree: Any) -> set[str]:
        """Remember the components with an id in ``tree``, which has come new into the document."""
        new = set()
        for component in _components(tree):
            properties = component["props"]
            identity = properties.get("id")
            if isinstance(identity, str):
                new.add(identity)
                self.values[identity, ""] = component["type"]
                self.values.update({(identity, name): value for name, value in properties.items()})
        return new


def _components(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for part in tree:
            yield from _components(part)
    elif isinstance(tree, dict) and "props" in tree and "namespace" in tree:
        yield tree
        yield from _components(tree["props"].get("children"))
