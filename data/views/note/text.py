"""Sentences whose every number can be traced: words, and figures with the place in the data that they stand for."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from data.formats import number
from data.language import ngettext, pgettext


@dataclass(frozen=True)
class Figure:
    """A number as printed and as stored. ``source`` is the key of a cell, ``target:…`` or ``direction:…``.

    ``link`` opens the page that shows the number.
    """

    text: str
    value: float
    source: str
    link: str


Text = tuple[str | Figure, ...]


def filled(template: str, **values: "str | Figure | Text") -> Text:
    """A translated sentence with its gaps filled, the figures kept as figures."""
    parts: list[str | Figure] = []
    for words, name, _form, _conversion in Formatter().parse(template):
        parts.append(words)
        if name is not None:
            value = values[name]
            parts.extend(value if isinstance(value, tuple) else (value,))
    return tuple(part for part in parts if part != "")


def joined(texts: "tuple[Text, ...] | list[Text]", between: str = " ") -> Text:
    """Sentences one after another; empty ones are left out."""
    parts: list[str | Figure] = []
    for text in (text for text in texts if text):
        parts += [between, *text] if parts else text
    return tuple(parts)


def ended(text: Text) -> Text:
    """With a full stop, unless the last word is an abbreviation that has one («п. п.»)."""
    return text if plain(text).endswith(".") else (*text, ".")


def plain(text: Text) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in text)


def figures(text: Text) -> Iterator[Figure]:
    return (part for part in text if isinstance(part, Figure))


def is_whole(value: float) -> bool:
    return float(value).is_integer()


def points(figure: Figure) -> Text:
    """«1 балл», «2 балла», «5 баллов», «21 балл», «1,5 балла»."""
    if not is_whole(figure.value):
        return filled(pgettext("fraction", "{points} points"), points=figure)
    return filled(ngettext("{points} point", "{points} points", _count(figure)), points=figure)


def points_of(figure: Figure) -> Text:
    """What follows «из»: «из 1 балла», «из 2 баллов», «из 21 балла», «из 1,5 балла»."""
    if not is_whole(figure.value):
        return filled(pgettext("fraction", "of {points} points"), points=figure)
    return filled(ngettext("of {points} point", "of {points} points", _count(figure)), points=figure)


def lost_points(figure: Figure) -> Text:
    """«Потерян 1 балл», «Потеряно 2 балла», «Потеряно 1,5 балла»."""
    if not is_whole(figure.value):
        return filled(pgettext("fraction", "{points} points are lost"), points=figure)
    return filled(ngettext("{points} point is lost", "{points} points are lost", _count(figure)), points=figure)


def figure(value: float, source: str, link: str, decimals: int | None = None) -> Figure:
    return Figure(number(value, decimals), value, source, link)


def _count(figure: Figure) -> int:
    return abs(int(figure.value))
