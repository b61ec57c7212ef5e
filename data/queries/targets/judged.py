"""The facts that targets judge: what stands for each year, with the same part of other years to measure a pace by."""

from collections.abc import Collection, Iterable, Mapping

from data.measures.indicators.year_facts import YearFacts
from data.queries.indicators import EVERY_INTERVAL, ObservationLine, observations
from data.queries.intervals.observed import standing_intervals
from data.storage.reader import Reader
from data.vocabulary import Nothing

# Indicator and municipality.
Key = tuple[str, str]


def judged_series(
    reader: Reader, lines: Iterable[ObservationLine], municipality: str | None = None
) -> dict[Key, Mapping[int, float]]:
    """Year → fact by indicator and municipality; ``lines`` are what stands for years, of one municipality or of all."""
    plain: dict[Key, dict[int, float]] = {}
    for fact in lines:
        if not isinstance(fact.value, Nothing):
            plain.setdefault((fact.indicator, fact.municipality), {})[fact.year] = fact.value
    changing = changing_parts(reader, {indicator for indicator, _code in plain})
    found: dict[Key, Mapping[int, float]] = dict(plain)
    if not changing:
        return found
    parts: dict[Key, dict[str, dict[int, float]]] = {}
    for fact in facts_of_parts(reader, changing, municipality):
        if not isinstance(fact.value, Nothing):
            of_one = parts.setdefault((fact.indicator, fact.municipality), {})
            of_one.setdefault(fact.interval, {})[fact.year] = fact.value
    for key, facts in plain.items():
        if key[0] in changing:
            own = parts.get(key, {})
            found[key] = YearFacts(facts, {year: own.get(code, {}) for year, code in changing[key[0]].items()})
    return found


def changing_parts(reader: Reader, indicators: Collection[str]) -> dict[str, Mapping[int, str]]:
    """Those for whose years not always the same interval stands, with what stands for each."""
    stands = standing_intervals(reader)
    found = {code: stands[code].by_year for code in indicators if code in stands}
    return {code: by_year for code, by_year in found.items() if len(set(by_year.values())) > 1}


def facts_of_parts(
    reader: Reader, changing: Collection[str], municipality: str | None = None
) -> tuple[ObservationLine, ...]:
    """Figures of every interval of the indicators."""
    return observations(reader, indicators=sorted(changing), municipality=municipality, interval=EVERY_INTERVAL)
