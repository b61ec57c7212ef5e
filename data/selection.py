"""What a viewer has chosen on a page: one parser for addresses, controls and export links.

A callback and an export link are public: any value may arrive here. What has not the shape of its field is refused
with one message; whether a code exists is checked where the data are read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from data.errors import BadSelection
from data.language import _

CODE = r"[0-9A-Za-z._-]{1,64}"
SHAPES = {
    "period": CODE,
    "methodology": CODE,
    "subject": rf"total|block:{CODE}|direction:{CODE}",
    "direction": CODE,
    "municipality": CODE,
    "indicator": CODE,
    "cell": rf"{CODE}~{CODE}~{CODE}",
    "view": r"[a-z_]{1,32}",
    "stages": r"nine|six",
    # A column, and the way where it is not the one the column starts with: name, stage:goals~asc.
    "order": rf"[a-z_]{{1,32}}(?::{CODE})?(?:~(?:asc|desc))?",
    "job": r"[0-9a-f]{32}",
    "severity": r"error|question|warning|note",
    "between": r"[0-9]{1,10}~[0-9]{1,10}",
    "score": rf"{CODE}~{CODE}~{CODE}~{CODE}~{CODE}~{CODE}",
    "scaling": r"[a-z_]{1,32}",
    "peers": r"[a-z_]{1,32}",
    "plan": rf"next:[1-9][0-9]{{0,3}}|close:{CODE}|own",
    "page": r"[1-9][0-9]{0,3}",
    "size": r"[1-9][0-9]{0,3}",
    # Any words: they are compared with names and never become part of a query.
    "search": r"[^\x00-\x1f\x7f\ud800-\udfff]{1,80}",
    "jump": CODE,
}
LISTS = {
    "kinds": r"[a-z_]{1,32}",
    "statuses": r"[a-z_]{1,32}",
    "clusters": r"[a-z_]{1,32}",
    "ranges": r"track",
    "weights": rf"{CODE}:(?:[0-9]{{1,2}}|1[0-9]{{2}}|200)",
    "municipalities": CODE,
    "steps": rf"{CODE}~{CODE}~{CODE}",
    "forms": r"[a-z_]{1,32}",
}
# A plan may close the cycle of a whole direction; other lists stay shorter.
LONGEST = {"steps": 150}
HIGHEST_REVISION = 2**31 - 1


@dataclass(frozen=True)
class Selection:
    """Every choice there is, on whichever page; empty means «the page's default».

    ``subject`` is what is ranked: ``total``, ``block:1`` or ``direction:1.1``. ``cell`` names one cell of a heatmap
    as municipality~direction~stage. Lists keep their order and are empty when everything is chosen.
    ``between`` names two revisions. ``score`` names one score, by municipality, period, methodology, direction,
    position and parameter.
    ``plan`` is what a plan is to reach: ``next:2`` for two places, ``close:1.1`` for the cycle of a direction, ``own``
    for nothing but ``steps``, the parameters that the viewer has ticked, by direction, position and parameter.
    ``weights`` are the viewer's own, ``1.1:120`` for 120 %, of 0…200; ``municipalities`` the viewer's own set.
    ``page`` and ``size`` (rows) are of a long list, ``search`` words of a name, ``jump`` the code of a row to be shown
    and marked. ``forms`` names what is shown in its other form: a map as a table, a table as a chart.
    """

    period: str | None = None
    methodology: str | None = None
    subject: str | None = None
    direction: str | None = None
    municipality: str | None = None
    indicator: str | None = None
    cell: str | None = None
    view: str | None = None
    stages: str | None = None
    order: str | None = None
    job: str | None = None
    severity: str | None = None
    between: str | None = None
    score: str | None = None
    scaling: str | None = None
    peers: str | None = None
    plan: str | None = None
    page: str | None = None
    size: str | None = None
    search: str | None = None
    jump: str | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    revision: int | None = None

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Self:
        """Read the values of controls or of a query string; unknown names are left alone.

        Raises BadSelection, naming the field, for a value that has not the shape of its field.
        """
        names = {field.name for field in fields(cls)}
        return cls(**{name: _parse(name, value) for name, value in raw.items() if name in names})

    def query(self) -> str:
        """The query string that gives this selection again: only what is chosen, in a fixed order."""
        pairs = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                pairs.append((field.name, ",".join(value) if isinstance(value, tuple) else str(value)))
        return urlencode(pairs, safe=":,~")

    def but(self, **changes: Any) -> Self:
        """The same selection with some choices changed."""
        return replace(self, **changes)


def _parse(name: str, value: Any) -> Any:
    if value is None or value in ("", []):
        return () if name in LISTS else None
    if name == "revision":
        return _revision(value)
    if name in LISTS:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or len(items) > LONGEST.get(name, 64):
            raise _bad(name, value)
        return tuple(_text(name, item, LISTS[name]) for item in items)
    return _text(name, value, SHAPES[name])


def _text(name: str, value: Any, shape: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(shape, value, re.ASCII):
        raise _bad(name, value)
    return value


def _revision(value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[1-9][0-9]{0,9}", text, re.ASCII) or int(text) > HIGHEST_REVISION:
        raise _bad("revision", value)
    return int(text)


def _bad(name: str, value: Any) -> BadSelection:
    shown = str(value)[:40].encode("utf-8", "replace").decode("utf-8")
    return BadSelection(
        _("The choice “{name}” cannot be “{value}”. Choose it again on the page.").format(name=name, value=shown)
    )
