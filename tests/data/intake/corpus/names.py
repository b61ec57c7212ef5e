"""Names, codes and periods as people spell them, and those that nobody can know."""

from functools import partial
from typing import Any

from tests.data.intake.corpus.case import Accepted, Case, Place, refused
from tests.data.intake.corpus.sheets import HEADER, LABELS, scores

VALUES = {"1.1 / g1 / presence: points": 1.0}
LOOKALIKE: tuple[Place, ...] = (("lookalike-letters", "1.1", "B1"),)
ROW = ("g1", "presence", 1)
# What stands beside the label of the municipality → what is reported.
GOOD_NAMES: dict[str, tuple[str, tuple[Place, ...]]] = {
    "code": ("F", ()),
    "code-lower-case": ("f", ()),
    "full-name": ("Округ F", ()),
    "english": ("Okrug F", ()),
    "upper-case": ("ОКРУГ F", ()),
    "quotes": ("«Округ F»", ()),
    "town": ("г. Округ F", ()),
    "double-space": ("Округ  \u00a0F ", ()),
    "lookalike": ("Oкруг F", LOOKALIKE),
    "parentheses": ("Округ (F)", ()),
}
BAD_NAMES = {"unknown-name": "Округ Ф", "number-for-name": "77", "no-name": "—"}
GOOD_PERIODS: dict[str, Any] = {"year": 2026, "year-text": "2026", "school-year": "2025/26", "year-spaces": " 2026 "}
BAD_PERIODS: dict[str, Any] = {"words": "прошлый год", "decimal-year": 2026.5}


def _named(name: str) -> bytes:
    return scores(ROW, labels=(("Муниципалитет", name), *LABELS[1:]))


def _period(period: Any) -> bytes:
    return scores(ROW, labels=(LABELS[0], ("Период", period), LABELS[2]))


def _by_row(code: Any) -> bytes:
    return scores((code, *ROW), header=("Код МО", *HEADER), labels=LABELS[1:])


CASES = [
    *(Case(f"name-{name}", partial(_named, text), Accepted(VALUES, told)) for name, (text, told) in GOOD_NAMES.items()),
    *(
        Case(f"name-{name}", partial(_named, text), refused("unknown-municipality", "1.1", "B1"))
        for name, text in BAD_NAMES.items()
    ),
    *(Case(f"period-{name}", partial(_period, period), Accepted(VALUES)) for name, period in GOOD_PERIODS.items()),
    *(
        Case(f"period-{name}", partial(_period, period), refused("unknown-period", "1.1", "B2"))
        for name, period in BAD_PERIODS.items()
    ),
    Case("period-other-year", partial(_period, 2031), refused("new-period", "1.1", "B2")),
    Case("name-in-rows", partial(_by_row, "F"), Accepted(VALUES)),
    Case("name-unknown-in-rows", partial(_by_row, "Q"), refused("unknown-municipality", "1.1", "A5")),
    Case("name-of-a-merged-one", partial(_named, "E"), refused("municipality-not-in-period", "1.1", "B1")),
    Case(
        "name-nowhere",
        lambda: scores(ROW, labels=LABELS[1:]),
        refused("municipality-not-named", "1.1"),
    ),
    Case("parameter-cyrillic-code", lambda: scores(("g1", "рresence", 1)), Accepted(VALUES)),
    Case("parameter-upper-case", lambda: scores(("G1", "PRESENCE", 1)), Accepted(VALUES)),
    Case("parameter-unknown", lambda: scores(("g1", "presense", 1)), refused("unknown-parameter", "1.1", "B6")),
    Case("position-unknown", lambda: scores(("g7", "presence", 1)), refused("unknown-parameter", "1.1", "A6")),
    Case("parameter-twice", lambda: scores(ROW, ROW), refused("duplicate-row", "1.1", "B7")),
    Case(
        "parameter-twice-otherwise-spelt",
        lambda: scores(ROW, ("G1 ", "Presence", 2)),
        refused("duplicate-row", "1.1", "B7"),
    ),
    Case(
        "methodology-unknown",
        lambda: scores(ROW, labels=(*LABELS[:2], ("Методика", "smoll"))),
        refused("unknown-methodology"),
    ),
]
