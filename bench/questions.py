"""The questions of every page, as a browser asks them: opening it, then one choice after another."""

import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field

import orjson

from bench.http import Connection
from dashboard.kept.little_browser import CALLBACKS, LittleBrowser

# Of each page a control whose values are so many different questions.
PAGES = {
    "overview": "overview-period",
    "rankings": "rankings-subject",
    "cycle": "cycle-direction",
    "municipality": "municipality-period",
    "clusters": "clusters-indicator",
    "indicators": "indicators-direction",
}
MOST_CHOICES = 4
EMPTY_TIMES = 60


@dataclass
class Asked:
    """Milliseconds and bytes of every callback of a step, by the name of its first output."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def largest(self) -> str:
        """The callback that takes longest."""
        return max(self.times, key=lambda name: statistics.median(self.times[name]))

    def all_together(self) -> float:
        return sum(statistics.median(each) for each in self.times.values())


class Window:
    """One reader of one server over one connection."""

    def __init__(self, base: str, viewer: str = "ministry") -> None:
        self.connection = Connection(base, cookie=f"viewer={viewer}; language=ru")
        self.asked = Asked()
        self.sent: list[tuple[str, str, bytes | None]] = []
        self.browser = LittleBrowser(self._send, origin=base)

    def _send(self, method: str, address: str, body: bytes | None) -> bytes:
        before, start = self.connection.received, time.perf_counter()
        answer = self.connection.send(method, address, body)
        taken = (time.perf_counter() - start) * 1000
        self.sent.append((method, address, body))
        if address == CALLBACKS and body:
            name = orjson.loads(body)["output"].strip(".").split("...")[0].split("@")[0]
            self.asked.times[name].append(taken)
            self.asked.sizes[name].append(self.connection.received - before)
        return answer

    def empty(self) -> float:
        """Milliseconds of the product's own empty callback, the median: through the door, the gate and Dash."""
        self.browser.open("/municipality")
        callback = next(one for one in self.browser.callbacks if one.inputs == (("note-close", "n_clicks"),))
        body = orjson.dumps(self.browser.payload(callback, []))
        times = []
        for _time in range(EMPTY_TIMES):
            start = time.perf_counter()
            self.connection.send("POST", CALLBACKS, body)
            times.append((time.perf_counter() - start) * 1000)
        return statistics.median(times)

    def choices(self, page: str, times: int) -> tuple[Asked, Asked]:
        """Open a page and make the same choices ``times`` times; what was asked at the first time and at all others."""
        self.browser.open(f"/{page}")
        control = PAGES[page]
        values = self.browser.offered(control)[:MOST_CHOICES]
        if not values:
            # What has one value only is asked as often as others.
            values = [self.browser.values.get((control, "value"))] * 2
        first = self.asked = Asked()
        for time_ in range(times):
            if time_ == 1:
                self.asked = Asked()
            for value in values:
                try:
                    self.browser.choose(control, "value", value)
                except LookupError:
                    self.browser.open(f"/{page}")
        return first, self.asked
