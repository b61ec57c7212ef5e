"""Digests of what the product answers, to tell whether a change of its inside has changed anything on its outside.

    python -m tests.digests write FILE             # answers of the demonstration, and their digests, as a reference
    python -m tests.digests compare FILE [--show]  # the same again: every key whose answer differs from the reference

Pages are asked over HTTP as a browser asks them: the router for an address, each callback with the values that the
page brings, single choices on a few addresses, then the exports and notes. Nothing is taken from the product but its
factory, its settings and its command line, so that all other modules may move. The answers lie in ``FILE.gz``.

Only answers are compared: colours on a screen, scripts in a browser, jobs of the queue and what is written are not.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
# Later than everything in the demonstration: the age of its data is given in days.
MOMENT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
VIEWERS = ("ministry", "M14")
LANGUAGES = ("ru", "en")
PROCESSES = 2
SHOWN_PATHS = 8
SHOWN_LETTERS = 110

# The first address of each page is its default; choices are made one by one on the first PRESSED of them, and only in
# one language: what a choice does depends on none.
PRESSED = 2
# Its log tells when the demonstration was seeded, which is the time of the run; the address of nobody shows none of it.
NOT_PRESSED = frozenset({"audit"})
PRESSED_LANGUAGE = "ru"
ADDRESSES: dict[str, tuple[str, ...]] = {
    "overview": (
        "/overview",
        "/overview?period=2025&municipality=M30",
        "/overview?forms=ranking,map&municipality=M14",
        "/overview?methodology=official-2021-partial",
        "/overview?period=2022",
        "/overview?revision=6",
    ),
    "rankings": (
        "/rankings",
        "/rankings?subject=direction:1.1&order=change&view=chart&municipality=M14",
        "/rankings?period=2025&subject=block:1&kinds=urban_okrug,municipal_district",
        "/rankings?scaling=best&peers=alike&municipality=M14&ranges=track",
        "/rankings?peers=own&municipalities=M01,M14,M40&scaling=z_score",
        "/rankings?weights=1.1:150,2.4:0&order=name",
        "/rankings?size=25&page=2&period=2024",
        "/rankings?search=лес&scaling=percent",
        "/rankings?methodology=official-2021-partial&jump=M30",
        "/rankings?period=2022&scaling=min_max&revision=6",
        "/rankings?subject=direction:9.9",
    ),
    "cycle": (
        "/cycle",
        "/cycle?view=region&direction=1.1&order=first_broken&cell=M14~1.1~goals",
        "/cycle?period=2024&direction=2.2&stages=six",
        "/cycle?view=directions&period=2025&kinds=urban_okrug",
        "/cycle?view=municipality&municipality=M14&cell=M14~1.1~indicators",
        "/cycle?view=municipality&municipality=M38&cell=M38~1.1~indicators",
        "/cycle?order=stage:goals~asc&municipality=M30&direction=2.1",
        "/cycle?methodology=official-2021-partial",
        "/cycle?revision=6&municipality=M14&direction=1.1&cell=M14~1.1~monitoring",
    ),
    "municipality": (
        "/municipality",
        "/municipality/M14?plan=close:2.1",
        "/municipality/M15?period=2025&peers=alike&scaling=share",
        "/municipality/M14?cell=M14~1.1~monitoring&revision=6",
        "/municipality/M14?plan=next:2&view=all&peers=kind&subject=direction:1.1",
        "/municipality/M41",
        "/municipality/M32",
        "/municipality/M14?methodology=official-2021-partial&period=2025",
        "/municipality/M29?period=2024",
        "/municipality/M99",
    ),
    "clusters": (
        "/clusters",
        "/clusters?municipality=M14&indicator=s3&clusters=large",
        "/clusters?period=2025&view=table&municipality=M14",
        "/clusters?clusters=basic,outside&municipality=M12&view=table",
        "/clusters?municipality=M13&indicator=s2",
        "/clusters?revision=6&indicator=s5",
    ),
    "indicators": (
        "/indicators",
        "/indicators?municipality=M14&period=2025&indicator=k08",
        "/indicators?direction=1.1&statuses=missed,behind&order=behind",
        "/indicators?view=municipalities&indicator=k05",
        "/indicators?view=years&municipality=M14&indicator=k14",
        "/indicators?municipality=M30&revision=6",
        "/indicators?view=list&municipality=M14",
        "/indicators?view=matrix&municipality=M14&period=2025",
        "/indicators?view=own&own=k08,k05&places=M14,M30&years=2025,2026",
    ),
    "roadmap": (
        "/roadmap",
        "/roadmap?view=board&municipality=M14&direction=1.1&date=2026-12-01",
        "/roadmap?view=timeline&municipality=M14&date=2026-12-01",
        "/roadmap?view=calendar&date=2026-12-01",
        "/roadmap?view=review&municipality=M14&date=2026-12-01",
        "/roadmap?view=reference",
        "/roadmap?municipality=M14&measure=demonstration-8~1.1~3.1&date=2026-12-01",
    ),
    "corrections": ("/corrections", "/corrections?revision=6"),
    "methodology": (
        "/methodology",
        "/methodology?direction=2.2",
        "/methodology?methodology=official-2021-partial",
    ),
    "round": ("/round",),
    "audit": ("/audit?actor=nobody",),
    "accounts": ("/accounts",),
    "start": ("/start",),
    "data": (
        "/data",
        "/data?view=revisions",
        "/data?view=templates",
        "/data?view=revisions&between=6~7",
        "/data?view=revisions&score=M14~2026~demonstration-8~1.3~1.3.mea3~taken",
        "/data?revision=6&severity=error",
    ),
    "": ("/nowhere",),
}
# Exports by page; each is asked as CSV at every address of its page, as XLSX at the first PRESSED.
TABLES: dict[str, tuple[str, ...]] = {
    "overview": ("figures", "map", "movers", "targets", "quality"),
    "rankings": ("distribution", "ranking", "history", "method_change", "region_map"),
    "cycle": ("cycle", "directions", "municipality", "cell", "chains", "bare", "penalties"),
    "municipality": ("profile", "comparison", "gaps", "plan", "penalties", "examples", "trend"),
    "clusters": ("statistics", "schools", "visible_schools"),
    "indicators": ("targets", "series", "history", "municipalities", "list", "matrix", "own"),
    "roadmap": ("board", "timeline", "calendar", "review", "measures", "reference"),
    "corrections": ("corrections", "effects", "states"),
    "methodology": ("directions", "parameters"),
    "round": ("board", "protocol"),
    "audit": ("audit",),
    "accounts": ("accounts",),
    "start": ("start",),
    "data": ("revisions",),
}
NOTES = (
    "/note/M14.docx",
    "/note/M14.docx?period=2025&revision=6",
    "/note/M14.docx?methodology=official-2021-partial",
    "/note/M41.docx",
)
PLAIN = (
    "/", "/healthz", "/_dash-layout", "/export/overview/nothing.csv", "/notes/" + "0" * 32 + ".zip",
    "/calendar/roadmap.ics?municipality=M14&date=2026-12-01",
)  # fmt: skip

# Callbacks that are not asked, by all of their inputs: each stores something or starts a job of the queue.
SKIPPED = {
    "data-template-make.n_clicks": "starts a job: templates",
    "data-publish.data": "starts a job: stores a checked file",
    "data-answer.data": "starts a job: checks a file again",
    "data-mapping.data": "starts a job, keeps and deletes mappings",
    "data-first.value data-second.value": "starts a job: compares two revisions",
    "data-undo.data": "starts a job: rehearses an undo",
    "data-confirm.data": "starts a job: undoes a revision",
    "data-cancel.data": "stops a job",
    "note-save.n_clicks": "stores a text of a note",
    "note-approve.n_clicks": "stores an approved text of a note",
    "note-make.n_clicks": "starts a job: notes of all municipalities",
    "note-cancel.data": "stops a job",
    "indicators-target-act.data": "opens the form of a target, reads a text, stores and removes",
    "indicators-describe.data": "stores what is said of an indicator",
    "roadmap-replace.n_clicks roadmap-report.n_clicks": "stores that a measure is done",
    "roadmap-withdraw.data": "takes such a report back",
    "roadmap-add-day.n_clicks": "stores a date",
    "roadmap-remove-day.data": "removes a date",
    "corrections-act.data": "approves a period, or takes the approval back",
    "round-act.data": "opens, answers, approves and publishes in a round",
    "round-cancel.data": "stops a job",
    "accounts-request.data": "adds and changes accounts",
    "start-save.n_clicks": "stores the region",
    "start-take.n_clicks": "stores a methodology",
    "start-add.n_clicks": "stores a period",
}

# An address may start a job by being opened; its number is another one each time.
JOB = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

Place = tuple[str, str]
Values = dict[str, dict[str, Any]]


# Asking


class _Like(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class Still(datetime, metaclass=_Like):
    """A clock that stands: no answer may depend on the day of the run."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return MOMENT.astimezone(tz) if tz else MOMENT.replace(tzinfo=None)


def stop_clock() -> None:
    """Give the standing clock to all modules of the product, wherever they are."""
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        is_own = path.startswith(f"{ROOT}{os.sep}") and "site-packages" not in path and path != __file__
        if is_own and module.__name__ != __name__ and getattr(module, "datetime", None) is datetime:
            module.datetime = Still  # type: ignore[attr-defined]


class Asking:
    """One viewer with one language in front of the running application; ``answers`` gathers by key."""

    def __init__(self, client: Any, viewer: str, language: str) -> None:
        self.client, self.prefix, self.presses = client, f"{viewer} {language}", language == PRESSED_LANGUAGE
        self.answers: dict[str, bytes] = {}
        self.client.get(f"/viewer/{viewer}")
        self.client.get(f"/language/{language}")
        dependencies = [one for one in self.client.get("/_dash-dependencies").json if not one["clientside_function"]]
        self.router = next(one for one in dependencies if [each["property"] for each in one["inputs"]] == ["href"])
        self.callbacks = [one for one in dependencies if one is not self.router and inputs_of(one) not in SKIPPED]
        self.shell = self.client.get("/_dash-layout").json
        repeated = Counter(bare(one["output"]) for one in self.callbacks)
        # Outputs repeat, as of all that write the address; inputs tell such callbacks apart.
        self.names = {
            one["output"]: bare(one["output"]) + (f" by {inputs_of(one)}" if repeated[bare(one["output"])] > 1 else "")
            for one in self.callbacks
        }

    def everything(self) -> dict[str, bytes]:
        for page, addresses in ADDRESSES.items():
            for number, address in enumerate(addresses):
                self.page(address, pressing=self.presses and number < PRESSED and page not in NOT_PRESSED)
                self.exports(page, address, ("csv", "xlsx") if number < PRESSED else ("csv",))
        for address in (*NOTES, *PLAIN):
            self.get(address)
        return self.answers

    def page(self, address: str, *, pressing: bool) -> None:
        """Open an address, and on some make each choice that the page offers."""
        opened = self.post(f"{address} | opens", self.router, {place_of(self.router["inputs"][0]): address}, set())
        values: Values = {}
        choices: dict[str, list[str]] = {}
        look_through(self.shell, values, choices)
        look_through(opened, values, choices)
        here = [one for one in self.callbacks if all(each["id"] in values for each in (*one["inputs"], *one["state"]))]
        changes: Values = {}
        for one in here:
            answer = self.post(f"{address} | {self.names[one['output']]}", one, flat(values), all_inputs(one))
            look_through(answer, values, choices)
            for identity, properties in answer.items():
                changes.setdefault(identity, {}).update(properties)
        for identity, properties in changes.items():
            values.setdefault(identity, {}).update(properties)
        if pressing:
            for place, value in presses(here, values, choices):
                for one in here:
                    if place in all_inputs(one):
                        key = f"{address} | {'.'.join(place)} := {value} | {self.names[one['output']]}"
                        self.post(key, one, flat(values) | {place: value}, {place})

    def post(self, key: str, callback: dict[str, Any], values: dict[Place, Any], changed: set[Place]) -> dict[str, Any]:
        """Ask a callback as a browser does; gives the values of its outputs by id."""
        parts = [part.rsplit(".", 1) for part in callback["output"].strip(".").split("...")]
        outputs = [{"id": identity, "property": name} for identity, name in parts]
        inputs, state = (
            [{"id": one["id"], "property": one["property"], "value": values.get(place_of(one))} for one in callback[of]]
            for of in ("inputs", "state")
        )
        payload = {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "inputs": inputs,
            "state": state,
            "changedPropIds": sorted(".".join(place) for place in changed),
        }
        answer = self.client.post("/_dash-update-component", json=payload)
        content = json.loads(answer.data) if answer.status_code == 200 else answer.get_data(as_text=True)
        self.keep(key, {"status": answer.status_code, "content": content})
        return content.get("response", {}) if isinstance(content, dict) else {}

    def exports(self, page: str, address: str, kinds: tuple[str, ...]) -> None:
        parts = urlsplit(address)
        code = parts.path.removeprefix(f"/{page}").strip("/")
        query = "&".join(filter(None, (f"municipality={code}" if page and code else "", parts.query)))
        for table in TABLES.get(page, ()):
            for kind in kinds:
                self.get(f"/export/{page}/{table}.{kind}?{query}".rstrip("?"))

    def get(self, address: str) -> None:
        answer = self.client.get(address)
        kept = {"status": answer.status_code, "type": answer.mimetype, "content": readable(answer.data)}
        for name in ("Content-Disposition", "Location"):
            if name in answer.headers:
                kept[name] = answer.headers[name]
        self.keep(address, kept)

    def keep(self, key: str, answer: Any) -> None:
        text = json.dumps(unfolded(answer), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self.answers[f"{self.prefix} {key}"] = JOB.sub("0" * 32, text).encode()


def unfolded(answer: Any) -> Any:
    """With the texts that are JSON themselves read as such: the order of their attributes differs between processes."""
    if isinstance(answer, dict):
        return {key: unfolded(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [unfolded(value) for value in answer]
    if isinstance(answer, str) and answer.startswith(("[", "{")):
        try:
            return unfolded(json.loads(answer))
        except ValueError:
            return answer
    return answer


def readable(content: bytes) -> Any:
    """Text as lines; the parts of a workbook or a document in their order, so that a difference can be read."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [[name, readable(archive.read(name))] for name in archive.namelist()]
    try:
        return re.split(r"\r?\n|(?=<)", content.decode("utf-8"))
    except UnicodeDecodeError:
        return hashlib.sha256(content).hexdigest()


def place_of(item: dict[str, Any]) -> Place:
    return item["id"], item["property"]


def all_inputs(callback: dict[str, Any]) -> set[Place]:
    return {place_of(one) for one in callback["inputs"]}


def inputs_of(callback: dict[str, Any]) -> str:
    return " ".join(sorted(".".join(place) for place in all_inputs(callback)))


def bare(output: str) -> str:
    """Without the marks of outputs that repeat."""
    return re.sub(r"@[0-9a-f]+", "", output.strip("."))


def flat(values: Values) -> dict[Place, Any]:
    return {(identity, name): value for identity, own in values.items() for name, value in own.items()}


def look_through(part: Any, values: Values, choices: dict[str, list[str]]) -> None:
    """Gather the properties of components by id, and the values that buttons offer by the store they go to."""
    if isinstance(part, list):
        for one in part:
            look_through(one, values, choices)
    elif isinstance(part, dict):
        own = part.get("props")
        if isinstance(own, dict) and "namespace" in part:
            if isinstance(own.get("id"), str):
                values[own["id"]] = own
            if "data-choice" in own:
                choices.setdefault(own["data-choice"], []).append(str(own.get("data-value", "")))
        for one in part.values():
            look_through(one, values, choices)


def presses(callbacks: list[dict[str, Any]], values: Values, choices: dict[str, list[str]]) -> Iterator[tuple]:
    """One other value of each control, the first and the last of each group of buttons, each plain button once."""
    for identity, name in sorted(set().union(*map(all_inputs, callbacks))):
        own = values[identity]
        if name == "n_clicks":
            yield (identity, name), 1
        elif name == "data" and identity in choices:
            others = [value for value in choices[identity] if value != own.get("data")]
            for value in dict.fromkeys(others[:1] + others[-1:]):
                yield (identity, name), value
        elif name == "value" and own.get("options"):
            options = [one["value"] if isinstance(one, dict) else one for one in own["options"]]
            others = [one for one in options if one not in (own.get("value"), "", None)]
            if others:
                yield (identity, name), [others[-1]] if isinstance(own.get("value"), list) else others[-1]


# A run


def seed(folder: Path) -> None:
    """The demonstration in a database of this run, and the settings that lead to it."""
    os.environ.update(
        DATABASE_URL=f"sqlite:///{folder}/demo.db",
        MMUKO_DEMO="1",
        MMUKO_QUEUE_URL=f"sqlite:///{folder}/jobs.db",
        MMUKO_UPLOAD_FOLDER=f"{folder}/uploads",
        MMUKO_EMBEDDED_WORKER="0",
    )
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "demo"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def answers_for(viewer: str, language: str) -> dict[str, bytes]:
    """All answers for one viewer in one language, by an application of its own."""
    from dashboard.app import create_app
    from dashboard.settings import Settings

    stop_clock()
    return Asking(create_app(Settings()).server.test_client(), viewer, language).everything()


def write(path: Path) -> int:
    """Store digests at ``path`` and answers beside it; gives the number of entries."""
    digests: dict[str, str] = {}
    cases = [(viewer, language) for viewer in VIEWERS for language in LANGUAGES]
    with tempfile.TemporaryDirectory() as folder, gzip.GzipFile(answers_beside(path), "wb", 3, mtime=0) as answers:
        seed(Path(folder))
        with ProcessPoolExecutor(PROCESSES) as pool:
            for found in pool.map(answers_for, *zip(*cases, strict=True)):
                stored = set(digests.values())
                for key, answer in found.items():
                    digests[key] = hashlib.sha256(answer).hexdigest()
                    if digests[key] not in stored:
                        stored.add(digests[key])
                        answers.write(digests[key].encode() + b"\t" + answer + b"\n")
    path.write_text(json.dumps(digests, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(digests)


def answers_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


# Comparing


def compare(path: Path, *, show: bool) -> int:
    """Print what differs from the reference at ``path``; gives the number of differing keys."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "now.json"
        write(fresh)
        before, now = (json.loads(each.read_text(encoding="utf-8")) for each in (path, fresh))
        differing = sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
        wanted = {each.get(key) for key in differing for each in (before, now)}
        old, new = (stored(each, wanted) if show else {} for each in (path, fresh))
        for key in differing:
            sign = "-" if key not in now else "+" if key not in before else "≠"
            print(f"{sign} {key}")  # noqa: T201
            if show and sign == "≠":
                lines = differences(json.loads(old[before[key]]), json.loads(new[now[key]]), "")
                for _number, line in zip(range(SHOWN_PATHS), lines, strict=False):
                    print(f"    {line}")  # noqa: T201
        print(f"{len(differing)} of {len(before.keys() | now.keys())} answers differ")  # noqa: T201
    return len(differing)


def stored(path: Path, wanted: set[str | None]) -> dict[str, bytes]:
    with gzip.open(answers_beside(path)) as lines:
        pairs = (line.rstrip(b"\n").split(b"\t", 1) for line in lines)
        return {digest.decode(): answer for digest, answer in pairs if digest.decode() in wanted}


def differences(old: Any, new: Any, path: str) -> Iterator[str]:
    """The places in two answers that differ, from the first on."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            if key in old and key in new:
                yield from differences(old[key], new[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}: {'only now' if key in new else 'no more'}"
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{path}: {len(old)} → {len(new)} items"
        for number, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from differences(one, other, f"{path}[{number}]")
    elif old != new or type(old) is not type(new):
        yield f"{path}: {short(old)} → {short(new)}"


def short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_LETTERS else text[:SHOWN_LETTERS] + "…"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.digests", description=__doc__.splitlines()[0])
    parser.add_argument("action", choices=("write", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true", help="compare: print the first places that differ")
    asked = parser.parse_args()
    if asked.action == "compare":
        return 1 if compare(asked.file, show=asked.show) else 0
    start = time.monotonic()
    print(f"{write(asked.file)} answers in {time.monotonic() - start:.0f} s")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
