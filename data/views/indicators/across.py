"""One indicator over the region: ranked by name for who sees all details, else the spread and the own place in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from data.queries.results import mergers
from data.storage.reader import Reader
from data.views.indicators.rows import MunicipalityRow, row_of
from data.views.shared.choices import Choice
from data.vocabulary import Nothing, TargetStatus

Facts = Mapping[str, Mapping[int, ObservationLine]]


@dataclass(frozen=True)
class Across:
    """``rows`` in the order of ranks, those without one below; ``counts`` are of all, whatever a filter leaves out.

    ``ranking`` holds everybody by code; ``earlier`` is the year that ranks and values are compared with, None where no
    earlier year has a fact, or the series breaks in between. A viewer who may not see all names has no rows, and
    ``own`` instead.
    """

    rows: tuple[MunicipalityRow, ...]
    counts: Mapping[TargetStatus, int]
    spread: Distribution | None
    by_name: bool
    ranking: IndicatorRanking
    earlier: int | None
    own: Place | None

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
) -> Across:
    """``line`` in the last of ``years`` for all ``municipalities``, those that exist in it.

    The filter of ``statuses`` leaves rows out, never counts, ranks or limits.
    """
    spread = distribution(reader, line.code, years[-1])
    if not reader.viewer.sees_all_details:
        nobody = rank_by_indicator({}, line.polarity)
        place = own_place(reader, line.code, years[-1], own, line.polarity)
        return Across((), {}, spread, False, nobody, None, place)
    facts: dict[str, dict[int, ObservationLine]] = {}
    for fact in observations(reader, indicators=[line.code]):
        facts.setdefault(fact.municipality, {})[fact.year] = fact
    codes = [item.code for item in municipalities]
    ranking, earlier = _ranking(reader, line, codes, facts, years)
    aims = targets(reader)
    rows = {
        item.code: MunicipalityRow(
            item, row_of(line, target_of(aims, line.code, item.code), facts.get(item.code, {}), years)
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
    )


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
