"""The words of many points, sent as the few sentences they share and what differs from point to point.

``dashboard/assets/scripts/30-charts.js`` makes the text of each point of them: the words of six hundred schools
would be a third of what their page sends.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from layouts.figures.theme import Trace, plain


class PointWords(NamedTuple):
    """A ``sentence`` with places such as ``{school}``, and what stands there, by name; only it may hold tags."""

    sentence: str
    values: dict[str, str]


def words_of_points(points: Sequence[PointWords]) -> Trace:
    """The part of a trace that says what its points are, in their order."""
    sentences = _numbered([point.sentence for point in points])
    names = dict.fromkeys(name for point in points for name in point.values)
    values = {name: _column([plain(point.values.get(name, "")) for point in points]) for name in names}
    return {"meta": {"words": {"sentences": sentences["texts"], "of": sentences["at"], "values": values}}}


def _column(texts: list[str]) -> list[str] | dict[str, Any]:
    """Texts of the points; where many are the same, each once and its number for every point."""
    numbered = _numbered(texts)
    return numbered if 2 * len(numbered["texts"]) < len(texts) else texts


def _numbered(texts: list[str]) -> dict[str, Any]:
    places: dict[str, int] = {}
    at = [places.setdefault(text, len(places)) for text in texts]
    return {"texts": list(places), "at": at}
