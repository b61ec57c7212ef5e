"""A long table as statistical offices publish them, of any size, with what is to be read from it.

Indicators are named by codes as people have them, periods by labels of several kinds, and marks stand in the place of
numbers. Most indicators are of years, some of quarters and some of a date in each year. Values are negative, above 100
and above 1e9, many of them equal. Everything follows from a seed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.intake.kinds.foreign_table.mapping import (
    ColumnRole,
    Creation,
    IndicatorDefaults,
    Mapping,
    NewIndicator,
    TableRequest,
)
from data.vocabulary import Level, MunicipalityKind, Nothing, Polarity, Unit

HEADER = ("Территория", "Показатель", "Период", "Значение")
MARKS = {
    "c": Nothing.HIDDEN,
    "low": Nothing.HIDDEN,
    "z": Nothing.NOT_APPLICABLE,
    "x": Nothing.NOT_APPLICABLE,
    "..": Nothing.NO_DATA,
    "-": Nothing.NO_DATA,
    "н/д": Nothing.NO_DATA,
    "…": Nothing.NO_DATA,
}
# What the mapping must say; the others everybody uses.
OF_THE_SOURCE = ("c", "low", "z", "x")
LAST_YEAR = 2024
# Year, and code of the interval within it.
Period = tuple[int, str]
NUMERALS = ("I", "II", "III", "IV")
NOISE = ("%", "&", "<5", "«x y»", "№ 1/2", "?q=1#a", "+", "'", '"', "\\", "ё")


@dataclass(frozen=True)
class Size:
    """``filled`` is the share of all combinations that the table has a row for."""

    indicators: int
    areas: int
    periods: int
    filled: float


# The sizes of a published set of this kind: about 640,000 rows.
WHOLE = Size(434, 170, 65, 640_000 / (434 * 170 * 65))
SMALL = Size(23, 17, 9, 0.4)


@dataclass(frozen=True)
class LongTable:
    """``facts``: indicator → period → area → value, or the kind of nothing that a mark means."""

    request: TableRequest
    polarities: dict[str, Polarity]
    facts: dict[str, dict[Period, dict[str, float | Nothing]]]
    rows: int


def code_of(number: int) -> str:
    return f"Показатель {number} {NOISE[number % len(NOISE)]}"


def area_of(number: int) -> str:
    return f"Территория {number:03d}"


def label_of(year: int) -> str:
    """Years, school years, spans of years, revised years: one for each year."""
    return (str(year), f"{year - 1}-{year % 100:02d}", f"{year - 2}-{year % 100:02d}", f"{year} (Rev)")[year % 4]


def periods_of(number: int, size: Size) -> list[Period]:
    """The periods of an indicator, the last one last: years; every fifth has quarters, and the one behind it dates."""
    if number % 5 == 3:
        quarters = (LAST_YEAR * 4 + 3 - back for back in range(size.periods))
        return sorted((one // 4, f"Q{one % 4 + 1}") for one in quarters)
    years = range(LAST_YEAR - size.periods + 1, LAST_YEAR + 1)
    return [(year, "D0901" if number % 5 == 4 else "") for year in years]


def label_of_period(period: Period) -> str:
    year, code = period
    if code.startswith("Q"):
        return f"{NUMERALS[int(code[1]) - 1]} кв. {year}"
    return f"на 1 сентября {year}" if code else label_of(year)


def polarity_of(number: int) -> Polarity:
    return (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NO_JUDGEMENT)[number % 3]


def write(path: Path, size: Size, seed: int = 14) -> LongTable:
    """Write the table as text; most indicators are described by the mapping's defaults, every third in it."""
    numbers = np.random.default_rng(seed)
    facts: dict[str, dict[Period, dict[str, float | Nothing]]] = {}
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(HEADER)
        for line in _lines(numbers, size):
            indicator, period, area, text, value = line
            table.writerow((area, indicator, label_of_period(period), text))
            facts.setdefault(indicator, {}).setdefault(period, {})[area] = value
            rows += 1
    polarities = {code_of(number): polarity_of(number) for number in range(size.indicators)}
    return LongTable(_request(size, polarities), polarities, facts, rows)


def _lines(numbers: np.random.Generator, size: Size) -> Iterator[tuple[str, Period, str, str, float | Nothing]]:
    marks = list(MARKS)
    for indicator in range(size.indicators):
        periods = periods_of(indicator, size)
        scale = (1, 100, 1e10, -3)[indicator % 4]
        there = numbers.random((size.periods, size.areas)) < size.filled
        # Few different values, so that many are equal.
        values = numbers.integers(-20, 60, (size.periods, size.areas)) / 8 * scale
        marked = numbers.random((size.periods, size.areas)) < 0.06
        kinds = numbers.integers(0, len(marks), (size.periods, size.areas))
        for place, area in zip(*np.nonzero(there), strict=True):
            if marked[place, area]:
                text = marks[kinds[place, area]]
                yield code_of(indicator), periods[place], area_of(area), text, MARKS[text]
                continue
            value = float(values[place, area])
            yield code_of(indicator), periods[place], area_of(area), _written(value), value


def _written(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def _request(size: Size, polarities: dict[str, Polarity]) -> TableRequest:
    years = range(LAST_YEAR - size.periods + 1, LAST_YEAR + 1)
    described = [code for code, polarity in polarities.items() if polarity is not Polarity.HIGHER_IS_BETTER]
    mapping = Mapping(
        columns=dict(
            zip(
                (ColumnRole.MUNICIPALITY, ColumnRole.INDICATOR, ColumnRole.PERIOD, ColumnRole.VALUE),
                HEADER,
                strict=True,
            )
        ),
        new_indicators=tuple(
            NewIndicator(code, code, Unit.RATE, Level.MUNICIPALITY, polarities[code]) for code in described
        ),
        municipality_kind=MunicipalityKind.MUNICIPAL_DISTRICT,
        defaults=IndicatorDefaults(Unit.RATE, Polarity.HIGHER_IS_BETTER, "Сборник"),
        marks={mark: MARKS[mark] for mark in OF_THE_SOURCE},
        periods={label_of(year).casefold(): str(year) for year in years if year % 4 in (2, 3)},
    )
    return TableRequest(Mapping.from_dict(mapping.as_dict()), frozenset(Creation) - {Creation.SCHOOLS})


def expected_ranks(values: dict[str, float | Nothing], polarity: Polarity) -> dict[str, tuple[int, int]]:
    """The ranks, first and last, of everybody who has a value: counted one by one."""
    if polarity is Polarity.NO_JUDGEMENT:
        return {}
    sign = -1 if polarity is Polarity.LOWER_IS_BETTER else 1
    known = {area: sign * value for area, value in values.items() if not isinstance(value, Nothing)}
    return {
        area: (
            1 + sum(other > own for other in known.values()),
            sum(other >= own for other in known.values()),
        )
        for area, own in known.items()
    }
