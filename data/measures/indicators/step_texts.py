"""Levels by years in the text of a target: «33,3 % в 2025, 66,6 % в 2026, 100 % в 2027»."""

import re
from dataclasses import dataclass
from itertools import groupby

from data.measures.indicators.target_grammar import (
    BASELINE,
    DEADLINE,
    PERIOD,
    START,
    VALUE,
    YEAR,
    YEARLY,
    Part,
    cut_whole,
    part_of,
    plain_text,
)

# Three years or more between strokes are a list; two are a school year.
LISTED = re.compile(rf"{YEAR}(?:\s*/\s*{YEAR}){{2,}}")
# Signs that no text has: a year is put in their place, so that it is taken for no number.
FIRST_SIGN, SIGNS = 0xE000, 400
OLDEST = 1900
A_YEAR = re.compile(rf"[{chr(FIRST_SIGN)}-{chr(FIRST_SIGN + SIGNS - 1)}]")


@dataclass(frozen=True)
class TextSteps:
    """``pairs`` of year and level in the order of the text. ``is_paired``: each level stands beside its year; otherwise
    there are as many years in one place as levels in another.
    """

    pairs: tuple[tuple[int, Part], ...]
    is_paired: bool


def step_texts(text: str) -> TextSteps | None:
    """What ``text`` says of levels by years; None where it names fewer than two, or not every one has its year."""
    plain, _whole = cut_whole(plain_text(text))
    marked = _without_asides(_marked(plain))
    found = [(match.start(), _year(match[0])) for match in A_YEAR.finditer(marked)]
    values = [(match.start(), part_of(match)) for match in VALUE.finditer(A_YEAR.sub(" ", marked))]
    parts: list[tuple[int, int | Part]] = sorted([*found, *values], key=lambda one: one[0])
    kinds = groupby((part for _place, part in parts), lambda part: isinstance(part, int))
    groups = [list(group) for _is_year, group in kinds]
    return _paired(groups) or _listed(groups)


def _marked(plain: str) -> str:
    """With a sign for every year by which something is due; of a period one for each of its years."""
    rest = START.sub(" ", BASELINE.sub(" ", plain))
    rest = LISTED.sub(lambda match: _signs(*map(int, re.findall(YEAR, match[0]))), rest)
    rest = PERIOD.sub(lambda match: _signs(*_years(int(match["first"]), int(match["last"]))), rest)
    return DEADLINE.sub(lambda match: _signs(int(match["year"])), rest)


def _years(first: int, last: int) -> range:
    """A school year is the one that it ends in."""
    return range(last, last + 1) if last <= first + 1 else range(first, last + 1)


def _signs(*years: int) -> str:
    return f" {''.join(chr(FIRST_SIGN + year - OLDEST) for year in years)} "


def _year(sign: str) -> int:
    return ord(sign) - FIRST_SIGN + OLDEST


def _without_asides(marked: str) -> str:
    """Without brackets that say more than one year or one level."""

    def kept(match: re.Match[str]) -> str:
        inside = match[1].strip()
        is_one = A_YEAR.fullmatch(inside) or (VALUE.fullmatch(inside) and not YEARLY.search(inside))
        return f" {inside} " if is_one else " "

    return re.sub(r"\(([^()]*)\)", kept, marked)


def _paired(groups: list[list[int | Part]]) -> TextSteps | None:
    """Each level with the years beside it, which stand always before it or always after it."""
    if len(groups) < 4 or len(groups) % 2:
        return None
    pairs = []
    for one, two in zip(groups[::2], groups[1::2], strict=True):
        years, levels = (one, two) if isinstance(one[0], int) else (two, one)
        if len(levels) != 1:
            return None
        pairs += [(year, levels[0]) for year in years]
    return _told(pairs, is_paired=True)


def _listed(groups: list[list[int | Part]]) -> TextSteps | None:
    if len(groups) != 2 or len(groups[0]) != len(groups[1]) or len(groups[0]) < 2:
        return None
    years, levels = groups if isinstance(groups[0][0], int) else groups[::-1]
    return _told(list(zip(years, levels, strict=True)), is_paired=False)


def _told(pairs: list[tuple[int | Part, int | Part]], *, is_paired: bool) -> TextSteps:
    told = tuple((year, part) for year, part in pairs if isinstance(year, int) and isinstance(part, Part))
    return TextSteps(told, is_paired)
