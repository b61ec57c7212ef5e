"""The figures of the demonstration worked out once more from the stored rows, by code that shares nothing with the
product's measures: plain SQL, fractions and dictionaries. Every difference is a defect of one of the two."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.measures.bands import bands
from data.measures.cycle import component_states
from data.queries.components import component_results
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.indicators.region_targets import own_targets
from data.views.rankings.address import RankingsSelection
from data.views.rankings.cycles import direction_verdicts
from data.views.rankings.history import PeriodRanks
from data.views.rankings.page import compared_ranks
from data.views.rankings.words import subjects
from data.views.shared.choices import settle

SCORES = """
SELECT p.code, p.year, m.code, u.code, u.kind, d.code, c.code, q.minimum, q.maximum, s.points, s.missing_reason
FROM assessment a JOIN period p ON p.id = a.period_id JOIN methodology m ON m.id = a.methodology_id
JOIN municipality u ON u.id = a.municipality_id
JOIN direction d ON d.methodology_id = m.id JOIN position o ON o.direction_id = d.id
JOIN cycle_component c ON c.id = o.cycle_component_id JOIN parameter q ON q.position_id = o.id
LEFT JOIN score s ON s.assessment_id = a.id AND s.parameter_id = q.id AND s.valid_to IS NULL
"""
FACTS = """
SELECT i.code, u.code, p.year, o.value, o.numerator, o.denominator FROM observation o
JOIN indicator i ON i.id = o.indicator_id JOIN municipality u ON u.id = o.municipality_id
JOIN period p ON p.id = o.period_id
WHERE o.valid_to IS NULL AND o.school_code IS NULL AND o.missing_reason IS NULL
"""
TARGETS = """
SELECT i.code, u.code, i.polarity, t.kind, t.operator, t.value, t.annual_floor, t.year, t.baseline_year, t.reading,
       t.contradiction_ru
FROM target t JOIN indicator i ON i.id = t.indicator_id LEFT JOIN municipality u ON u.id = t.municipality_id
WHERE t.valid_to IS NULL
"""
Assessed = tuple[str, str]
EXACT = 1_000_000


def exact(value: float) -> Fraction:
    """Stored decimals as what they were before the machine made them binary."""
    return Fraction(round(value * EXACT), EXACT)


@pytest.fixture(scope="module")
def rows(demo_file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        merger = "SELECT u.code, m.year FROM municipality_merger m JOIN municipality u ON u.id = m.successor_id"
        rubric = "SELECT m.code, c.code, m.formed_threshold, m.floor_at_zero FROM methodology m"
        rubric += ' JOIN cycle_component c ON c.methodology_id = m.id ORDER BY m.code, c."order"'
        asked = {"scores": SCORES, "facts": FACTS, "targets": TARGETS, "mergers": merger, "rubrics": rubric}
        return {name: connection.execute(text).fetchall() for name, text in asked.items()}


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def totals_of(rows: dict[str, list[tuple[Any, ...]]]) -> dict[tuple[str, str, str], dict[str, Fraction | None]]:
    """(period, methodology, direction or total) → municipality → points, None with any parameter unscored."""
    sums: dict[tuple[str, str, str], dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    open_ones: set[tuple[str, str, str, str]] = set()
    for period, _year, rubric, unit, _kind, direction, _stage, _low, _high, points, _why in rows["scores"]:
        for subject in (direction, "total"):
            if points is None:
                open_ones.add((period, rubric, subject, unit))
            sums[period, rubric, subject][unit] += exact(points or 0)
    return {
        key: {unit: None if (*key, unit) in open_ones else value for unit, value in units.items()}
        for key, units in sums.items()
    }


def ranked(points: dict[str, Fraction]) -> dict[str, tuple[int, int]]:
    """One more than how many are better, and how many are at least as good."""
    return {
        unit: (1 + sum(other > own for other in points.values()), sum(other >= own for other in points.values()))
        for unit, own in points.items()
    }


def quartile(points: list[Fraction], share: Fraction) -> Fraction:
    ordered = sorted(points)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def test_totals_ranks_changes_and_quartiles(rows: dict[str, list[tuple[Any, ...]]], reader: Reader) -> None:
    totals = totals_of(rows)
    years = {period: year for period, year, *_rest in rows["scores"]}
    order = sorted(years, key=lambda period: years[period])
    differences, cells = [], 0
    for period, rubric in sorted({key[:2] for key in totals}):
        settled, choices = settle(reader, RankingsSelection(period=period, methodology=rubric))
        before = order[order.index(period) - 1] if order.index(period) else None
        merged = {
            unit for unit, year in rows["mergers"] if before is not None and years[before] < year <= years[period]
        }
        for subject in (one for one in subjects(choices) if not one.code.startswith("block:")):
            name = subject.code.rpartition(":")[2]
            if (period, rubric, name) not in totals:
                continue
            known = {unit: value for unit, value in totals[period, rubric, name].items() if value is not None}
            earlier = totals.get((before or "", rubric, name), {})
            both = {unit for unit in known if earlier.get(unit) is not None and unit not in merged}
            now = ranked({unit: known[unit] for unit in both})
            then = ranked({unit: value for unit, value in earlier.items() if unit in both and value is not None})
            expected = {
                unit: (
                    *place,
                    float(known[unit]),
                    then[unit][0] - now[unit][0] if unit in both else None,
                )
                for unit, place in ranked(known).items()
            }
            frame, _earlier, _reason = compared_ranks(PeriodRanks(reader, subject), settled)
            found = {
                row["municipality"]: (
                    int(row["rank_first"]),
                    int(row["rank_last"]),
                    float(row["points"]),
                    None if row["not_compared"] else int(row["rank_change"]),
                )
                for row in frame.to_dict("records")
                if row["unranked"] == ""
            }
            cells += 4 * len(expected)
            if found != expected:
                differences.append((period, rubric, name, set(found.items()) ^ set(expected.items())))
            limits = bands(frame.loc[frame["rank_first"].notna(), "points"]).limits
            if limits:
                quarters = [float(quartile(list(known.values()), Fraction(part, 4))) for part in (3, 2, 1)]
                cells += 3
                if [round(limit, 6) for limit in limits] != [round(one, 6) for one in quarters]:
                    differences.append((period, rubric, name, "quartiles", limits, quarters))
    assert differences == []
    # So many that nothing can have been left out by a wrong key.
    assert cells > 5000


def state(parameters: list[tuple[Any, ...]], threshold: float) -> str:
    """``parameters``: (minimum, maximum, points, reason) of one stage."""
    if all(why == "not_applicable" for *_rest, why in parameters):
        return "not_applicable"
    if all(points is None for _low, _high, points, _why in parameters):
        return "no_data"
    maximum = sum((exact(high) for _low, high, _points, _why in parameters), Fraction())
    least = sum((exact(low if points is None else points) for low, _high, points, _why in parameters), Fraction())
    most = sum((exact(high if points is None else points) for _low, high, points, _why in parameters), Fraction())

    def of(points: Fraction) -> str:
        if points <= 0:
            return "absent"
        return "formed" if points >= exact(threshold) * maximum else "partial"

    return of(least) if of(least) == of(most) else "no_data"


def test_states_and_verdicts(rows: dict[str, list[tuple[Any, ...]]], reader: Reader) -> None:
    rubrics: dict[str, list[str]] = defaultdict(list)
    thresholds: dict[str, float] = {}
    for rubric, stage, threshold, is_floored in rows["rubrics"]:
        assert not is_floored
        rubrics[rubric].append(stage)
        thresholds[rubric] = threshold
    parts: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for period, _year, rubric, unit, _kind, direction, stage, low, high, points, why in rows["scores"]:
        parts[period, rubric, unit, direction, stage].append((low, high, points, why))
    states = {key: state(parameters, thresholds[key[1]]) for key, parameters in parts.items()}
    differences, cells = [], 0
    for period, rubric in sorted({key[:2] for key in states}):
        frame = component_states(component_results(reader, period=period, methodology=rubric), thresholds[rubric])
        found = {
            (period, rubric, row["municipality"], row["direction"], row["cycle_component"]): row["state"]
            for row in frame.to_dict("records")
        }
        expected = {key: value for key, value in states.items() if key[:2] == (period, rubric)}
        cells += len(expected)
        differences += [(key, found.get(key), value) for key, value in expected.items() if found.get(key) != value]
        judged = direction_verdicts(reader, period, rubric, thresholds[rubric], rubrics[rubric])
        verdicts = {(row["municipality"], row["direction"]): row["verdict"] for row in judged.to_dict("records")}
        for unit, direction in {key[2:4] for key in expected}:
            stages = [expected.get((period, rubric, unit, direction, stage), "no_data") for stage in rubrics[rubric]]
            verdict = "cannot_be_judged"
            if all(one == "formed" for one in stages):
                verdict = "effective"
            elif any(one in ("absent", "partial") for one in stages):
                verdict = "ineffective"
            cells += 1
            if verdicts[unit, direction] != verdict:
                differences.append((period, unit, direction, verdicts[unit, direction], verdict))
    assert differences == []
    assert cells > 5000


class Unjudged(Exception):
    """A part of a target on which nothing can be said."""


class Judge:
    """One target and the facts of one municipality; every method gives met, missed, on_track or behind, or raises."""

    def __init__(self, target: dict[str, Any], facts: dict[int, float], year: int) -> None:
        self.target, self.facts, self.year = target, facts, year
        less = target["operator"] == "<=" or (not target["operator"] and target["polarity"] == "lower")
        self.sign = -1 if less else 1

    def reaches(self, fact: float, level: float, *, more: bool = False) -> bool:
        gap = self.sign * (fact - level)
        margin = 1e-9 * max(1.0, abs(level))
        return gap > margin if more else gap >= -margin

    def by_deadline(self, level: float, *, more: bool = False) -> str:
        fact, left = self.facts[self.year], self.target["year"] - self.year
        if self.reaches(fact, level, more=more):
            return "met"
        if left <= 0:
            return "missed"
        start = self.target["baseline_year"] or min(self.facts)
        if start >= self.year or start not in self.facts:
            raise Unjudged
        pace = (fact - self.facts[start]) / (self.year - start)
        return "on_track" if self.reaches(pace, (level - fact) / left, more=more) else "behind"

    def base(self) -> float:
        year = self.target["baseline_year"]
        if year is None or year >= self.year or year not in self.facts:
            raise Unjudged
        return self.facts[year]

    def every_year(self, level: float) -> str:
        return "met" if self.reaches(self.facts[self.year], level) else "missed"

    def growth_by(self) -> str:
        value, reading = self.target["value"], self.target["reading"]
        if reading == "percentage_points":
            return self.by_deadline(self.base() + self.sign * value)
        if reading == "percent":
            if self.base() <= 0:
                raise Unjudged
            return self.by_deadline(self.base() * (1 + self.sign * value / 100))
        return self.by_deadline(value)

    def parts(self) -> list[Any]:
        target = self.target
        level = lambda: self.by_deadline(target["value"])  # noqa: E731 one of a table of rules
        return {
            "level_by_year": [level],
            "count_per_organisation_by_year": [level],
            "level_by_year_with_annual_floor": [level, lambda: self.every_year(target["annual_floor"])],
            "annual_level": [lambda: self.every_year(target["value"])],
            "positive_dynamics": [lambda: self.by_deadline(self.base(), more=True)],
            "positive_dynamics_min": [self.growth_by],
            "positive_dynamics_and_level": [self.growth_by, lambda: self.by_deadline(self.base(), more=True)],
        }[target["kind"]]

    def status(self) -> str:
        target = self.target
        unclear = target["reading"] == "ambiguous" or (
            target["kind"] == "positive_dynamics_min" and not target["reading"]
        )
        without = target["value"] is None and target["kind"] != "positive_dynamics"
        floorless = target["kind"] == "level_by_year_with_annual_floor" and target["annual_floor"] is None
        endless = target["year"] is None and target["kind"] != "annual_level"
        if target["contradiction"] or unclear or without or floorless or endless or self.year not in self.facts:
            return "cannot_be_judged"
        found = []
        for part in self.parts():
            try:
                found.append(part())
            except Unjudged:
                found.append("cannot_be_judged")
        return next(one for one in ("missed", "cannot_be_judged", "behind", "on_track", "met") if one in found)


def status_of(target: dict[str, Any], facts: dict[int, float], year: int) -> str:
    """After its deadline a target keeps the verdict of the deadline year."""
    if target["kind"] != "annual_level" and target["year"] is not None:
        year = min(year, target["year"])
    return Judge(target, {at: fact for at, fact in facts.items() if at <= year}, year).status()


def test_statuses_of_targets(rows: dict[str, list[tuple[Any, ...]]], reader: Reader) -> None:
    facts: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for indicator, unit, year, value, numerator, denominator in rows["facts"]:
        facts[unit, indicator][year] = value if value is not None else 100 * numerator / denominator
    names = ("polarity", "kind", "operator", "value", "annual_floor", "year", "baseline_year", "reading")
    aims = {
        (indicator, unit): dict(zip((*names, "contradiction"), rest, strict=True))
        for indicator, unit, *rest in rows["targets"]
    }
    years = sorted({year for _indicator, _unit, year, *_rest in rows["facts"]})
    differences, cells = [], 0
    for unit in sorted({unit for unit, _indicator in facts}):
        for last in range(1, len(years) + 1):
            for row in own_targets(reader, unit, years[:last]).rows:
                code = row.indicator.code
                target = aims.get((code, unit)) or aims[code, None]
                expected = status_of(target, facts[unit, code], years[last - 1])
                cells += 1
                if row.result.status.value != expected:
                    differences.append((unit, code, years[last - 1], row.result.status.value, expected))
    assert differences == []
    assert cells > 3000
