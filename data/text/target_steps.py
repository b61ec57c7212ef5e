"""The levels that a target asks for before its deadline, written as a text: «2025: 66,6; 2026: 80»."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

Steps = tuple[tuple[int, float], ...]
ONE = re.compile(
    r"(?P<year>\d{4})\s*(?:г\.?|год|году)?\s*[:=]\s*(?P<level>[-−–]?(?:\d{1,3}(?:\s\d{3}){1,4}|\d{1,15})(?:[.,]\d{1,40})?)\s*(?P<percent>%)?"
)
MOST = 20


@dataclass(frozen=True)
class Step:
    """One level as it was typed; ``is_percent``: with its sign."""

    year: int
    level: float
    is_percent: bool


def steps_text(steps: Iterable[tuple[int, float]], *, comma: bool = False, is_share: bool = False) -> str:
    """As it is stored, or with decimal commas; empty where there are none.

    ``is_share``: a percentage below 1 has its sign, so that it cannot be taken for a fraction.
    """
    signs = {True: " %", False: ""}
    text = "; ".join(f"{year}: {plain_number(level)}{signs[is_share and 0 < level < 1]}" for year, level in steps)
    return text.replace(".", ",") if comma else text


def typed_steps(text: str) -> tuple[Step, ...] | None:
    """The steps of a text that a person wrote, in its order; None where a part of it is no year with a level."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    found = [ONE.fullmatch(part) for part in parts]
    if not parts or len(parts) > MOST or None in found:
        return None
    return tuple(Step(int(one["year"]), _level(one["level"]), bool(one["percent"])) for one in found if one)


def stored_steps(text: str | None) -> Steps:
    """What ``steps_text`` has stored."""
    return tuple((step.year, step.level) for step in typed_steps(text or "") or ())


def plain_number(level: float) -> str:
    """With all its decimals and without an exponent."""
    return format(Decimal(f"{level:.15g}"), "f")


def _level(typed: str) -> float:
    plain = float(re.sub(r"\s", "", typed).replace(",", ".").replace("−", "-").replace("–", "-"))
    # Fifteen digits are what a spreadsheet keeps; adding 0 turns a negative zero into a plain one.
    return float(f"{plain:.15g}") + 0.0
