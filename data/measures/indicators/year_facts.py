"""Facts by year, where what stands for a year may be another part of it than in the year before.

A pace, a growth and a trend compare years: each with the same part of the others, the second quarter with the second
quarters, never with a fourth one. Where earlier years have no figure of that part, nothing is compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class YearFacts(Mapping[int, float]):
    """``facts`` are those that stand for years; ``parts`` has, for each of the years, the same part of every year."""

    facts: Mapping[int, float]
    parts: Mapping[int, Mapping[int, float]]

    def __getitem__(self, year: int) -> float:
        return self.facts[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def until(series: Mapping[int, float], year: int) -> Mapping[int, float]:
    """The facts up to ``year``."""
    if isinstance(series, YearFacts):
        return YearFacts(_until(series.facts, year), series.parts)
    return _until(series, year)


def alike(series: Mapping[int, float], year: int) -> dict[int, float]:
    """Those up to ``year`` that may be compared with the fact of ``year``."""
    return _until(series.parts.get(year, series.facts) if isinstance(series, YearFacts) else series, year)


def _until(series: Mapping[int, float], year: int) -> dict[int, float]:
    return {at: fact for at, fact in series.items() if at <= year}
