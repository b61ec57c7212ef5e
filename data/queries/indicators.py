"""Indicators of municipalities, what was observed of them, and their targets, as of the reader's revision."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from sqlalchemy import Select, or_, select

from data.language import current_language, local
from data.measures import targets as measures
from data.measures.indicators.outlook import best_step
from data.measures.indicators.ranks import rank_by_indicator
from data.messages import DEMONSTRATION
from data.models.indicators import Indicator, Observation, Target
from data.models.region import Municipality, Period
from data.models.revision import Revision
from data.queries import registry
from data.queries.catalogue.described import Described, by_code, catalogue
from data.queries.intervals.observed import standing_intervals, stands_for_year
from data.storage.reader import Reader, kept, remembered
from data.text.intervals.words import period_words
from data.text.target_steps import stored_steps
from data.vocabulary import AnyUnit, DynamicsReading, Level, Nothing, Polarity, TargetKind, Unit, kind_of

# With fewer values the quartiles of a region would give single municipalities away.
FEWEST_FOR_DISTRIBUTION = 5

# Indicator, municipality, year, value, numerator, denominator, code of the interval, label.
Fact = tuple[str, str, int, float | Nothing, float | None, float | None, str, str]
# Figures of all intervals, where a query would else give those that stand for years.
EVERY_INTERVAL = "*"


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in the current language; source and methods stand as the source document words them.

    From ``break_year`` on values are not to be compared with earlier ones. ``described_in`` is the revision of the
    catalogue's own entry, None where it has none.
    """

    code: str
    order: int
    unit: AnyUnit
    polarity: Polarity
    direction: str
    criterion: str
    criterion_name: str
    name: str
    short: str
    numerator: str
    denominator: str
    source: str
    collection_method: str
    issues: tuple[str, ...]
    indicator_set: str = ""
    processing: str = ""
    contact_role: str = ""
    break_year: int | None = None
    break_note: str = ""
    described_in: int | None = None


@dataclass(frozen=True)
class ObservationLine:
    """One fact of one municipality: ``value`` in the indicator's unit, or the reason why there is none.

    ``interval`` is a code of ``data.text.intervals``, empty for the year itself; ``label`` is the source's own.
    """

    indicator: str
    municipality: str
    year: int
    value: float | Nothing
    numerator: float | None
    denominator: float | None
    interval: str = ""
    label: str = ""

    @property
    def period(self) -> str:
        """As the source calls it, else in the words of the product; a plain year is its number."""
        return self.label or period_words(self.year, self.interval)


@dataclass(frozen=True)
class TargetLine:
    """A target as it is judged, with the source's own text; ``municipality`` is empty for the region's.

    ``is_shipped``: the text is that of the shipped document, and nobody's here.
    """

    indicator: str
    municipality: str | None
    rule: measures.Target
    raw: str
    contradiction: str
    is_shipped: bool = False


@dataclass(frozen=True)
class Place:
    """The ranks that a municipality shares, first and last, among ``ranked`` municipalities."""

    first: int
    last: int
    ranked: int


@dataclass(frozen=True)
class Distribution:
    """One indicator over all municipalities of the region, in its unit; quartiles by linear interpolation."""

    count: int
    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float


@kept
def indicator_list(reader: Reader, indicator_set: str | None = None) -> tuple[IndicatorLine, ...]:
    """Indicators observed by municipality, of one set or of all, in their official order."""
    found = [
        one
        for one in catalogue(reader)
        if one.level == Level.MUNICIPALITY and indicator_set in (None, one.indicator_set)
    ]
    return tuple(_indicator(one) for one in sorted(found, key=lambda one: (one.order, one.code)))


@remembered
def observations(
    reader: Reader,
    *,
    indicators: Collection[str],
    municipality: str | None = None,
    year: int | None = None,
    interval: str | None = None,
) -> tuple[ObservationLine, ...]:
    """Facts of whole municipalities, by indicator, municipality and year; all years where none is asked for.

    Of the ``interval`` of this code, or ``EVERY_INTERVAL``; without one those that stand for their years. Without a
    municipality: of all the viewer may see. Raises AccessDenied for a municipality outside the scope.
    """
    if municipality is not None:
        reader.viewer.require_details_of(municipality)
    query = _facts(reader, indicators).where(reader.detail_scope(Municipality.code))
    if municipality is not None:
        query = query.where(Municipality.code == municipality)
    if year is not None:
        query = query.where(Period.year == year)
    query = query.order_by(Indicator.order, Municipality.code, Period.year)
    return tuple(ObservationLine(*fact) for fact in _read_facts(reader, query, interval))


@remembered
def distribution(reader: Reader, indicator: str, year: int, interval: str | None = None) -> Distribution | None:
    """The region's spread of one indicator, which names nobody and is open to every viewer.

    None where too few municipalities have a fact for the spread to keep them apart.
    """
    values = sorted(
        row[3] for row in _facts_of_year(reader, indicator, year, interval) if not isinstance(row[3], Nothing)
    )
    if len(values) < FEWEST_FOR_DISTRIBUTION:
        return None
    lower, median, upper = quantiles(values, n=4, method="inclusive")
    return Distribution(len(values), values[0], lower, median, upper, values[-1])


@remembered
def own_place(
    reader: Reader, indicator: str, year: int, municipality: str, polarity: Polarity, interval: str | None = None
) -> Place | None:
    """The rank of one municipality by an indicator: as open as its spread, it tells nothing of another one's value.

    None without a fact or a polarity, and where too few have a fact. Raises AccessDenied for a municipality outside
    the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    existing = {one.code for one in registry.municipalities(reader) if one.exists_in(year)}
    facts = {row[1]: row[3] for row in _facts_of_year(reader, indicator, year, interval) if row[1] in existing}
    ranking = rank_by_indicator(facts, polarity)
    own = ranking.by_code.get(municipality)
    if own is None or own.first is None or own.last is None or ranking.ranked < FEWEST_FOR_DISTRIBUTION:
        return None
    return Place(own.first, own.last, ranking.ranked)


@remembered
def fastest_step(reader: Reader, indicator: str, year: int, sign: int) -> float | None:
    """The best yearly step of any municipality up to ``year``, of the same part of each year: one number that names
    nobody, open to every viewer.

    None where too few municipalities have two facts to keep them apart.
    """
    series: dict[str, dict[int, float]] = {}
    stands = standing_intervals(reader).get(indicator)
    part = stands.by_year.get(year) if stands else None
    facts = _read_facts(reader, _facts(reader, [indicator]).where(Period.year <= year), part)
    for _name, code, at, fact, *_parts in facts:
        if not isinstance(fact, Nothing):
            series.setdefault(code, {})[at] = fact
    several = [facts for facts in series.values() if len(facts) > 1]
    return best_step(several, sign) if len(several) >= FEWEST_FOR_DISTRIBUTION else None


@remembered
def _facts_of_year(reader: Reader, indicator: str, year: int, interval: str | None = None) -> tuple[Fact, ...]:
    """Of all municipalities, whoever asks: never given out by name."""
    return tuple(_read_facts(reader, _facts(reader, [indicator]).where(Period.year == year), interval))


@kept
def targets(reader: Reader) -> Mapping[tuple[str, str | None], TargetLine]:
    """Targets by (indicator, municipality); the region's stand under None. Those of others stay closed to a head."""
    described, shipped = by_code(reader), _shipped_texts(reader)
    rows = reader.session.execute(
        select(Target, Indicator.code, Municipality.code)
        .join(Indicator, Indicator.id == Target.indicator_id)
        .outerjoin(Municipality, Municipality.id == Target.municipality_id)
        .where(reader.as_of(Target), or_(Target.municipality_id.is_(None), reader.detail_scope(Municipality.code)))
        .order_by(Target.id)
    )
    return {
        (indicator, municipality): TargetLine(
            indicator,
            municipality,
            target_rule(row, described[indicator].values["polarity"], is_share=described[indicator].is_part_of_whole),
            row.raw_ru,
            local(row.contradiction_ru or "", row.contradiction_en or ""),
            is_shipped=(row.indicator_id, row.raw_ru) in shipped,
        )
        for row, indicator, municipality in rows
        if indicator in described
    }


def _shipped_texts(reader: Reader) -> frozenset[tuple[int, str]]:
    """(indicator, text) of the targets that came with the demonstration, which is made of the documents."""
    query = (
        select(Target.indicator_id, Target.raw_ru)
        .join(Revision, Revision.number == Target.valid_from)
        .where(Revision.author == DEMONSTRATION)
    )
    return frozenset((indicator, text) for indicator, text in reader.session.execute(query))


def target_of(
    found: Mapping[tuple[str, str | None], TargetLine], indicator: str, municipality: str | None
) -> TargetLine | None:
    """The municipality's own target, else the region's."""
    return found.get((indicator, municipality)) or found.get((indicator, None))


def series_of(lines: Sequence[ObservationLine]) -> dict[str, dict[int, ObservationLine]]:
    """The facts of one municipality by indicator and year."""
    found: dict[str, dict[int, ObservationLine]] = {}
    for line in lines:
        found.setdefault(line.indicator, {})[line.year] = line
    return found


@kept
def period_years(reader: Reader) -> dict[str, int]:
    """The year of each period."""
    return {period.code: period.year for period in reader.session.scalars(select(Period))}


def fact_value(row: Observation, unit: Unit) -> float | Nothing:
    """The stored value, or the percentage of numerator and denominator; of nothing out of nothing there is no share."""
    return _fact_value(row.value, row.numerator, row.denominator, row.missing_reason, unit)


def _fact_value(
    value: float | None, numerator: float | None, denominator: float | None, missing: str | None, unit: Unit
) -> float | Nothing:
    if missing:
        return Nothing(missing)
    if value is not None:
        return value
    if unit is not Unit.PERCENT or numerator is None or denominator is None:
        return Nothing.NO_DATA
    return 100 * numerator / denominator if denominator else Nothing.NOT_APPLICABLE


def _read_facts(reader: Reader, query: Select[*tuple[Any, ...]], wanted: str | None = None) -> Iterator[Fact]:
    """Rows of ``_facts``, of those intervals that are wanted. Thousands of them: as plain values, without the
    session's own handling of rows.
    """
    units = {code: kind_of(one.unit) for code, one in by_code(reader).items()}
    stands = standing_intervals(reader) if wanted is None else {}
    if wanted is not None and wanted != EVERY_INTERVAL:
        query = query.where(Observation.interval_code == wanted if wanted else Observation.interval_code.is_(None))
    for (
        indicator,
        code,
        year,
        value,
        numerator,
        denominator,
        missing,
        interval,
        label,
    ) in reader.session.connection().execute(query):
        if wanted is None and not stands_for_year(stands, indicator, year, interval):
            continue
        fact = _fact_value(value, numerator, denominator, missing, units[indicator])
        yield indicator, code, year, fact, numerator, denominator, interval or "", label or ""


def _facts(reader: Reader, indicators: Collection[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Indicator.code,
            Municipality.code,
            Period.year,
            Observation.value,
            Observation.numerator,
            Observation.denominator,
            Observation.missing_reason,
            Observation.interval_code,
            Observation.label,
        )
        .select_from(Observation)
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Municipality, Municipality.id == Observation.municipality_id)
        .join(Period, Period.id == Observation.period_id)
        .where(reader.as_of(Observation), Observation.school_code.is_(None), Indicator.code.in_(indicators))
    )


def _indicator(one: Described) -> IndicatorLine:
    values = one.values
    return IndicatorLine(
        code=one.code,
        order=one.order,
        unit=one.unit,
        polarity=Polarity(values["polarity"]),
        direction=values["direction_code"],
        criterion=values["criterion_code"] or "",
        criterion_name=one.text("criterion"),
        name=one.text("name"),
        short=one.text("short"),
        numerator=one.numerator,
        denominator=one.denominator,
        source=values["source_ru"] or "",
        collection_method=values["collection_method_ru"] or "",
        issues=one.issues_ru if current_language() == "ru" else one.issues_en,
        processing=values["processing_ru"] or "",
        contact_role=values["contact_role"] or "",
        break_year=values["break_year"],
        break_note=values["break_note"] or "",
        described_in=one.since,
        indicator_set=one.indicator_set,
    )


def target_rule(row: Target, polarity: str, *, is_share: bool) -> measures.Target:
    """A stored target as it is judged."""
    return measures.Target(
        kind=TargetKind(row.kind),
        operator=row.operator,
        value=row.value,
        annual_floor=row.annual_floor,
        year=row.year,
        baseline_year=row.baseline_year,
        reading=DynamicsReading(row.reading) if row.reading else None,
        is_contradictory=bool(row.contradiction_ru),
        lower_is_better=polarity == Polarity.LOWER_IS_BETTER,
        upper=row.upper,
        steps=stored_steps(row.steps),
        is_share=bool(is_share),
    )
