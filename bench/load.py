"""Many readers at once, for a bounded time, on this machine only: ``make load``.

What readers ask is recorded first: each visit opens a page and makes a choice, as leadership, as analysts and as heads.
Then as many threads as readers repeat visits drawn at random, with pauses to think, over connections that stay open. It
ends by itself. Request times are those of every request, visit times those of all requests of a visit.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.http import Connection
from bench.pages import seed
from bench.questions import PAGES, Window
from bench.serving import served

VIEWERS = ("ministry", "analyst", "M14", "M30", "M01", "M02")
CHOICES = 3
LONGEST_MINUTES = 30.0
# Readers, minutes, seconds to think.
RUNS = {"30": (30, 10.0, 2.0), "300": (300, 2.0, 10.0)}

Request = tuple[str, str, bytes | None]
Visit = tuple[str, list[Request]]


@dataclass
class Results:
    requests: list[float] = field(default_factory=list)
    visits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def record(base: str) -> list[Visit]:
    """Visits of every viewer: opening each page, and some choices on it."""
    visits = []
    for viewer in VIEWERS:
        window = Window(base, viewer)
        for page, control in PAGES.items():
            window.sent.clear()
            window.browser.open(f"/{page}")
            visits.append((viewer, list(window.sent)))
            for value in window.browser.offered(control)[:CHOICES]:
                window.sent.clear()
                window.browser.choose(control, "value", value)
                visits.append((viewer, list(window.sent)))
        window.connection.close()
    return [visit for visit in visits if visit[1]]


def read(base: str, visits: list[Visit], until: float, think: float, seed_of_reader: int, results: Results) -> None:
    """One reader: pauses, visits, until the time is over."""
    draw = random.Random(seed_of_reader)  # noqa: S311 no secret is drawn
    connections = {viewer: Connection(base, cookie=f"viewer={viewer}; language=ru") for viewer in VIEWERS}
    viewer = draw.choice(VIEWERS)
    own = [requests for whose, requests in visits if whose == viewer]
    time.sleep(draw.uniform(0, think))
    while time.monotonic() < until:
        begun = time.perf_counter()
        for method, address, body in draw.choice(own):
            start = time.perf_counter()
            try:
                connections[viewer].send_raw(method, address, body)
            except OSError as error:
                results.errors.append(str(error)[:120])
            results.requests.append(time.perf_counter() - start)
        results.visits.append(time.perf_counter() - begun)
        time.sleep(draw.uniform(0.5, 1.5) * think)
    for connection in connections.values():
        connection.close()


def run(base: str, visits: list[Visit], readers: int, minutes: float, think: float) -> Results:
    results = Results()
    until = time.monotonic() + min(minutes, LONGEST_MINUTES) * 60
    threads = [
        threading.Thread(target=read, args=(base, visits, until, think, number, results), daemon=True)
        for number in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def report(readers: int, minutes: float, think: float, results: Results) -> None:
    requests, visits = (sorted(each) for each in (results.requests, results.visits))
    sys.stdout.write(
        f"{readers} readers × {minutes:g} min, {think:g} s to think: {len(requests)} requests, "
        f"{len(results.errors)} errors; "
        f"request p50 {_at(requests, 0.5):.0f} ms, p95 {_at(requests, 0.95):.0f} ms; "
        f"visit p50 {_at(visits, 0.5):.0f} ms, p95 {_at(visits, 0.95):.0f} ms\n"
    )
    for error in sorted(set(results.errors))[:5]:
        sys.stdout.write(f"    {error}\n")
    sys.stdout.flush()


def _at(times: list[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)] * 1000 if times else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=RUNS, action="append")
    parser.add_argument("--minutes", type=float, help="instead of 10 and 2")
    parser.add_argument("--before", type=Path, help="the code of another version, measured instead of this one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, root = Path(name), arguments.before
        url = f"sqlite:///{folder}/load.db"
        seed(url, "demonstration", root) if root else seed(url, "demonstration")
        with served(folder, url, root=root) if root else served(folder, url) as server:
            visits = record(server.base)
            for key in arguments.only or list(RUNS):
                readers, minutes, think = RUNS[key]
                minutes = arguments.minutes or minutes
                report(readers, minutes, think, run(server.base, visits, readers, minutes, think))
            sys.stdout.write(f"memory {', '.join(f'{each:.0f}' for each in server.memory())} MB PSS\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
