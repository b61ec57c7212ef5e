"""Values, missing marks, formulas, percentages, and texts that a spreadsheet would run."""

from functools import partial
from typing import Any

from data.vocabulary import Nothing
from tests.data.intake.corpus.case import Accepted, Case, refused
from tests.data.intake.corpus.sheets import (
    DATE_STYLE,
    HEADER,
    PERCENT_STYLE,
    Raw,
    formula,
    observations,
    points,
    scores,
)

SUBJECT = "1.1 / g1 / presence: points"
GOOD_POINTS: dict[str, tuple[Any, Any]] = {
    "whole": (2, 2.0),
    "decimal": (1.5, 1.5),
    "text": ("2", 2.0),
    "comma": ("1,5", 1.5),
    "point": ("1.5", 1.5),
    "real-zero": (0, 0.0),
    "zero-text": ("0", 0.0),
    "negative-zero": ("-0", 0.0),
    "nbsp": ("\u00a01\u00a0", 1.0),
    "thin-space": ("\u20091,25\u2009", 1.25),
    "plus": ("+1", 1.0),
    "binary-noise": (Raw("", "<v>0.30000000000000004</v>"), 0.3),
    "exponent": (Raw("", "<v>1.5E0</v>"), 1.5),
    "no-data": ("н/д", Nothing.NO_DATA),
    "no-data-words": ("Нет данных", Nothing.NO_DATA),
    "dash": ("–", Nothing.NO_DATA),
    "hyphen": ("-", Nothing.NO_DATA),
    "na": ("N/A", Nothing.NO_DATA),
    "latin-x": ("x", Nothing.NOT_APPLICABLE),
    "cyrillic-x": ("Х", Nothing.NOT_APPLICABLE),
    "not-applicable": ("не применимо", Nothing.NOT_APPLICABLE),
    "cached-formula": (formula(2), 2.0),
    "cached-text-formula": (formula("1,5", 'A1&""'), 1.5),
    "cached-shared-formula": (Raw("", '<f t="shared" ref="C6:C7" si="0">1</f><v>1</v>'), 1.0),
    "cached-mark": (formula("н/д", 'IF(A1>1,"н/д")'), Nothing.NO_DATA),
}
BAD_POINTS: dict[str, tuple[Any, str]] = {
    "above": (3, "points-above-maximum"),
    "below": (-1, "points-below-minimum"),
    "decimals": (1.234, "points-decimals"),
    "words": ("два", "text-in-number"),
    "underscore": ("1_0", "text-in-number"),
    "nan": ("nan", "text-in-number"),
    "infinity": ("Infinity", "text-in-number"),
    "full-width": ("２", "text-in-number"),
    "arabic": ("٢", "text-in-number"),
    "two-commas": ("1,2,3", "text-in-number"),
    "unit": ("2 балла", "text-in-number"),
    "question": ("?", "text-in-number"),
    "percent-sign": ("50 %", "percent-in-points"),
    "percent-style": (Raw(f' s="{PERCENT_STYLE}"', "<v>0.5</v>"), "percent-in-points"),
    "date": (Raw(f' s="{DATE_STYLE}"', "<v>44333</v>"), "date-in-number"),
    "iso-date": (Raw(' t="d"', "<v>2021-05-17</v>"), "date-in-number"),
    "boolean": (True, "boolean-in-number"),
    "not-available": (Raw(' t="e"', "<v>#N/A</v>"), "error-cell"),
    "divided-by-zero": (Raw(' t="e"', "<f>1/0</f><v>#DIV/0!</v>"), "error-cell"),
    "reference": (Raw(' t="e"', "<f>#REF!</f><v>#REF!</v>"), "error-cell"),
    "no-value": (formula(None), "formula-without-value"),
    "empty-value": (Raw("", "<f>1+1</f><v/>"), "formula-without-value"),
    "huge": (1e15, "points-above-maximum"),
    "injected-formula": ("=2", "text-in-number"),
}
GOOD_SHARES: dict[str, tuple[Any, ...]] = {
    "percent-number": (66.6, 66.6),
    "percent-text": ("66,6 %", 66.6),
    "percent-nbsp": ("66,6\u00a0%", 66.6),
    "percent-format": (Raw(f' s="{PERCENT_STYLE}"', "<v>0.666</v>"), 66.6),
    "percent-zero": (0, 0.0),
    "percent-hundred": (100, 100.0),
    "percent-one": (1, 1.0),
    "percent-small-with-sign": ("0,5 %", 0.5),
    "percent-no-data": ("нет данных", Nothing.NO_DATA),
}
BAD_SHARES: dict[str, tuple[Any, str]] = {
    "percent-ambiguous": (0.666, "ambiguous-percent"),
    "percent-ambiguous-text": ("0,666", "ambiguous-percent"),
    "percent-above": (101, "percent-out-of-range"),
    "percent-format-above": (Raw(f' s="{PERCENT_STYLE}"', "<v>66.6</v>"), "percent-out-of-range"),
    "percent-negative": (-1, "percent-out-of-range"),
    "percent-date": (Raw(f' s="{DATE_STYLE}"', "<v>44333</v>"), "date-in-number"),
}
# Texts that a spreadsheet would run; they are stored as they are and neutralised when they leave again.
INJECTIONS = {
    "equals": "=HYPERLINK(A1)",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "markup": "<script>alert(1)</script>",
    "braces": "{0} {name} %s",
    "quote": "'; DROP TABLE score; --",
}


def _commented(text: str) -> bytes:
    return scores(("g1", "presence", 1, text), header=(*HEADER, "Комментарий"))


def _values(value: Any) -> dict[str, Any]:
    return {SUBJECT: value}


CASES = [
    *(
        Case(f"points-{name}", partial(points, cell), Accepted(_values(value)))
        for name, (cell, value) in GOOD_POINTS.items()
    ),
    *(
        Case(f"points-{name}", partial(points, cell), refused(rule, "1.1", "C6"))
        for name, (cell, rule) in BAD_POINTS.items()
    ),
    *(
        Case(name, partial(observations, cell), Accepted({"share / 2026: value": value}), "observations")
        for name, (cell, value) in GOOD_SHARES.items()
    ),
    *(
        Case(name, partial(observations, cell), refused(rule, "Муниципалитеты", "C4"), "observations")
        for name, (cell, rule) in BAD_SHARES.items()
    ),
    *(
        Case(
            f"text-{name}",
            partial(_commented, text),
            Accepted({**_values(1.0), "1.1 / g1 / presence: comment": text}),
        )
        for name, text in INJECTIONS.items()
    ),
    Case(
        "points-empty",
        lambda: scores(("g1", "presence", None), ("g2", "presence", 1)),
        Accepted({"1.1 / g2 / presence: points": 1.0}),
    ),
    Case(
        "points-blank",
        lambda: scores(("g1", "presence", " \u00a0"), ("g2", "presence", 1)),
        Accepted({"1.1 / g2 / presence: points": 1.0}),
    ),
    Case(
        "count-grouped",
        lambda: observations("1\u00a0240", indicator="count"),
        Accepted({"count / 2026: value": 1240.0}),
        "observations",
    ),
    Case(
        "count-decimal",
        lambda: observations(1.5, indicator="count"),
        refused("not-a-whole-number", "Муниципалитеты", "C4"),
        "observations",
    ),
    Case(
        "fraction",
        lambda: observations(None, 2, 3),
        Accepted({"share / 2026: numerator": 2.0, "share / 2026: denominator": 3.0}),
        "observations",
    ),
    Case(
        "fraction-above",
        lambda: observations(None, 4, 3),
        refused("numerator-above-denominator", "Муниципалитеты", "D4"),
        "observations",
    ),
    Case(
        "fraction-of-nothing",
        lambda: observations(None, 0, 0),
        refused("denominator-zero", "Муниципалитеты", "E4"),
        "observations",
    ),
    Case(
        "fraction-half",
        lambda: observations(None, 1, None),
        refused("fraction-incomplete", "Муниципалитеты", "E4"),
        "observations",
    ),
    Case(
        "fraction-contradicts",
        lambda: observations(50, 1, 3),
        refused("value-contradicts-fraction", "Муниципалитеты", "C4"),
        "observations",
    ),
]
