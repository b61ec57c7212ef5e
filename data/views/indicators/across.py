"""One indicator over the region: ranked by name for who sees all details, else the spread and the own place in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.measures.indicators.ranks import IndicatorRank, IndicatorRanking, rank_by_indicator
from data.measures.target_counts import count_statuses
from data.queries.indicators import (
    Distribution,
    IndicatorLine,
    ObservationLine,
    Place,
    distribution,
    observations,
    own_place,
    target_of,
    targets,
)
from data.queries.intervals.observed import observed_periods, standing_intervals
from data.queries.results import mergers
from data.queries.targets.judged import judged_series
from data.storage.reader import Reader
from data.text.intervals.words import period_words
from data.views.indicators.rows import MunicipalityRow, row_of
from data.views.shared.choices import Choice
from data.vocabulary import Nothing, TargetStatus

Facts = Mapping[str, Mapping[int, ObservationLine]]


@dataclass(frozen=True)
class Across:
    """``rows`` in the order of ranks, those without one below; ``counts`` are of all, whatever a filter leaves out.

    ``ranking`` holds everybody by code; ``earlier`` is the year that ranks and values are compared with, None where no
    earlier year has a fact, or the series breaks in between. A viewer who may not see all names has no rows, and
    ``own`` instead. All figures are of one ``interval``, compared with the same interval of the earlier year;
    ``intervals`` are those that the year has. Statuses are of the year, by what stands for it: ``standing``.
    """

    rows: tuple[MunicipalityRow, ...]
    counts: Mapping[TargetStatus, int]
    spread: Distribution | None
    by_name: bool
    ranking: IndicatorRanking
    earlier: int | None
    own: Place | None
    interval: str
    intervals: tuple[str, ...]
    standing: str
    period: str

    @property
    def is_judged(self) -> bool:
        """Whether targets judge the year by the very figures that are shown."""
        return self.interval == self.standing

    def rank_of(self, code: str) -> IndicatorRank:
        return self.ranking.by_code[code]


def across(
    reader: Reader,
    line: IndicatorLine,
    municipalities: Sequence[Choice],
    years: Sequence[int],
    *,
    own: str,
    statuses: Sequence[str],
    interval: str | None = None,
) -> Across:
    """``line`` in the last of ``years`` for all ``municipalities``, those that exist in it.

    The filter of ``statuses`` leaves rows out, never counts, ranks or limits. Without an ``interval`` what stands for
    the year is shown.
    """
    year, stands = years[-1], standing_intervals(reader).get(line.code)
    standing = stands.by_year.get(year, "") if stands else ""
    # Of an indicator of plain years nothing has to be asked for.
    code = None if stands is None else standing if interval is None else interval
    spread = distribution(reader, line.code, year, code)
    said: dict[str, Any] = {
        "interval": code or "",
        "intervals": _intervals(reader, line.code, year) if stands else ("",),
        "standing": standing,
    }
    if not reader.viewer.sees_all_details:
        nobody = rank_by_indicator({}, line.polarity)
        place = own_place(reader, line.code, year, own, line.polarity, code)
        return Across((), {}, spread, False, nobody, None, place, **said, period=period_words(year, code))
    standing_facts = observations(reader, indicators=[line.code])
    judged = judged_series(reader, standing_facts)
    facts = _facts(standing_facts if code is None else observations(reader, indicators=[line.code], interval=code))
    codes = [item.code for item in municipalities]
    ranking, earlier = _ranking(reader, line, codes, facts, years)
    aims = targets(reader)
    rows = {
        item.code: MunicipalityRow(
            item,
            row_of(
                line,
                target_of(aims, line.code, item.code),
                facts.get(item.code, {}),
                years,
                judged.get((line.code, item.code), {}),
            ),
        )
        for item in municipalities
    }
    kept = [rows[one.municipality] for one in ranking.rows]
    return Across(
        rows=tuple(item for item in kept if not statuses or item.row.result.status in statuses),
        counts=count_statuses(item.row.result for item in rows.values()),
        spread=spread,
        by_name=True,
        ranking=ranking,
        earlier=earlier,
        own=None,
        **said,
        period=_label(facts, year, code),
    )


def _facts(lines: Iterable[ObservationLine]) -> Facts:
    found: dict[str, dict[int, ObservationLine]] = {}
    for fact in lines:
        found.setdefault(fact.municipality, {})[fact.year] = fact
    return found


def _intervals(reader: Reader, indicator: str, year: int) -> tuple[str, ...]:
    return tuple(code for at, code in observed_periods(reader, indicator) if at == year)


def _label(facts: Facts, year: int, code: str | None) -> str:
    """What the source calls the period, where all figures have one word for it."""
    labels = {of_one[year].period for of_one in facts.values() if year in of_one}
    return labels.pop() if len(labels) == 1 else period_words(year, code)


def _ranking(
    reader: Reader, line: IndicatorLine, codes: Sequence[str], facts: Facts, years: Sequence[int]
) -> tuple[IndicatorRanking, int | None]:
    """The ranks of the last year, compared with the last earlier one in which anybody has a fact."""
    now = _values(codes, facts, years[-1])
    known = {fact.year for of_one in facts.values() for fact in of_one.values() if not isinstance(fact.value, Nothing)}
    earlier = max((year for year in years[:-1] if year in known), default=None)
    if earlier is None or breaks_between(line, earlier, years[-1]):
        return rank_by_indicator(now, line.polarity), None
    changed = mergers(reader)
    merged = changed.loc[(changed["year"] > earlier) & (changed["year"] <= years[-1]), "successor"]
    before = _values(list(facts), facts, earlier)
    return rank_by_indicator(now, line.polarity, before, merged=merged.tolist()), earlier


def breaks_between(line: IndicatorLine, earlier: int, year: int) -> bool:
    """Whether the series breaks after ``earlier`` and up to ``year``: the two are not to be compared."""
    return line.break_year is not None and earlier < line.break_year <= year


def _values(codes: Sequence[str], facts: Facts, year: int) -> dict[str, float | Nothing]:
    found = {code: facts.get(code, {}).get(year) for code in codes}
    return {code: fact.value if fact else Nothing.NO_DATA for code, fact in found.items()}
