"""Finished answers of callbacks are given again as the bytes they were sent as: docs/decisions/0017.

It stands behind the door and the gate: who is not signed in, has the wrong token or sends another structure never gets
here. An answer is given again only under a key that names everything it was made from.
"""

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from flask import Flask, Response, g
from sqlalchemy import Engine

from callbacks.keeping import Keep
from callbacks.registrar import Registrar, Viewing
from dashboard.compression import best_encoding
from dashboard.settings import Settings
from data.access import Viewer
from data.errors import DatabaseUnavailable
from data.language import current_language
from data.storage.database import reading
from data.storage.kept_answers import Answers, KeptAnswers, SharedAnswers
from data.storage.state import State, newest_note, state_of

ROOT = Path(__file__).parent.parent.parent
# What answers are made of; the browser's own files are not.
SOURCES = ("callbacks", "layouts", "data")
SOURCE_FILES = frozenset({".py", ".po", ".yaml"})
DIGEST = 24
GIVEN, MADE = "given", "made"
BY_TRIGGER = (Keep.VALUES_AND_TRIGGER, Keep.VALUES_TRIGGER_AND_NOTES)


# The state of the data, and the newest text of a note where it matters.
Seen = tuple[State, int]


@dataclass(frozen=True)
class Question:
    key: bytes
    keep: Keep
    seen: Seen


def answers_of(settings: Settings) -> Answers | None:
    """Where the settings let answers be kept. Raises ProductError where they name no usable Redis."""
    if not settings.kept_megabytes:
        return None
    own = KeptAnswers(settings.kept_megabytes * 2**20)
    return SharedAnswers(own, settings.redis_url) if settings.redis_url else own


def keep_answers(server: Flask, registrar: Registrar, engine: Engine, answers: Answers, installation: bytes) -> None:
    """Install giving and keeping on a server that has its door and its gate.

    ``installation`` tells apart the answers of installations that share one Redis.
    """

    @server.before_request
    def give() -> Response | None:
        asked = g.get("callback")
        keep = registrar.keeps(asked["output"]) if asked else None
        if keep is None:
            return None
        try:
            seen = _seen(engine, keep)
        except DatabaseUnavailable:
            # The callback says it in its own place.
            return None
        key = _key(installation, seen, keep, asked)
        found = answers.get(key)
        # The metrics count it.
        g.kept_answer = MADE if found is None else GIVEN
        if found is None:
            g.question = Question(key, keep, seen)
            return None
        return _unpacked(found)

    @server.after_request
    def keep(response: Response) -> Response:
        question: Question | None = g.get("question")
        viewing: Viewing | None = g.get("viewing")
        if question is None or viewing is None or response.status_code != 200 or not viewing.may_be_kept:
            return response
        try:
            # What was published while the answer was being made may be in it, or in a part of it.
            same = _seen(engine, question.keep) == question.seen
        except DatabaseUnavailable:
            return response
        if same:
            answers.put(question.key, _packed(response))
        return response


def installation_of(settings: Settings, engine: Engine) -> bytes:
    """What is the same in all processes of one installation of one version, and nowhere else."""
    address = engine.url.render_as_string(hide_password=True)
    secret = settings.secret.get_secret_value().encode()
    return hashlib.blake2b(f"{address} {_version()}".encode(), digest_size=DIGEST, key=secret[:64]).digest()


@cache
def _version() -> str:
    """Of the code and the words that answers are made of: after an upgrade everything is asked again."""
    found = hashlib.blake2b(digest_size=DIGEST)
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SOURCE_FILES:
                found.update(path.relative_to(ROOT).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def _seen(engine: Engine, keep: Keep) -> Seen:
    with reading(engine) as session:
        return state_of(session), newest_note(session) if keep is Keep.VALUES_TRIGGER_AND_NOTES else 0


def _key(installation: bytes, seen: Seen, keep: Keep, asked: dict[str, Any]) -> bytes:
    viewer: Viewer = g.viewer
    parts = [
        repr(seen),
        # Everything that a viewer is made of, but for the name of the account.
        [repr(getattr(viewer, part.name)) for part in fields(viewer) if part.name != "account"],
        viewer.account if keep is Keep.VALUES_AND_ACCOUNT else None,
        current_language(),
        best_encoding(),
        asked["output"],
        [item.get("value") for item in asked["inputs"]],
        [item.get("value") for item in asked.get("state", [])],
        sorted(asked.get("changedPropIds") or []) if keep in BY_TRIGGER else None,
    ]
    return hashlib.blake2b(installation + orjson.dumps(parts), digest_size=DIGEST).digest()


def _packed(response: Response) -> bytes:
    """The encoding in a line of its own, then the body as it is sent."""
    return response.headers.get("Content-Encoding", "").encode() + b"\n" + response.get_data()


def _unpacked(answer: bytes) -> Response:
    encoding, _line, body = answer.partition(b"\n")
    response = Response(body, mimetype="application/json")
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding.decode()
    return response
