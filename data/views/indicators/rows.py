"""One indicator of one municipality: its years with facts or the kind of nothing, each judged against the target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.measures.indicators.effects import Effect, effect
from data.measures.indicators.first_year import FirstYear, first_year
from data.measures.indicators.year_facts import alike
from data.measures.readings import Reading, readings
from data.measures.targets import TargetResult, target_status
from data.measures.trends import Trend, trend
from data.queries.indicators import (
    IndicatorLine,
    ObservationLine,
    TargetLine,
    observations,
    series_of,
    target_of,
    targets,
)
from data.queries.targets.judged import judged_series
from data.storage.reader import Reader
from data.text.intervals.words import period_words
from data.views.shared.choices import Choice
from data.vocabulary import COUNTED_UNITS, Nothing, TargetStatus, kind_of

# The indicators of document 002.
DOCUMENT_SET = "karabash"
# What needs attention comes first; what cannot be judged before what goes well.
ATTENTION = (
    TargetStatus.MISSED,
    TargetStatus.BEHIND,
    TargetStatus.CANNOT_BE_JUDGED,
    TargetStatus.ON_TRACK,
    TargetStatus.MET,
)


@dataclass(frozen=True)
class YearLine:
    """One year of one indicator: the fact or its absence, and the target judged as of that year.

    ``interval`` is that of the figure that stands for the year, empty for the year itself; ``label`` is its source's.
    """

    year: int
    value: float | Nothing
    numerator: float | None
    denominator: float | None
    result: TargetResult
    interval: str = ""
    label: str = ""

    @property
    def period(self) -> str:
        """What the figure is of: as the source calls it, else in the words of the product."""
        return self.label or period_words(self.year, self.interval)


@dataclass(frozen=True)
class Row:
    """One indicator of one municipality; ``years`` end with the year of the fact. ``judged`` are the facts that stand
    for years, where they are others than those of ``years``; ``series`` are those comparable with the last one.
    """

    indicator: IndicatorLine
    target: TargetLine | None
    years: tuple[YearLine, ...]
    judged: Mapping[int, float] | None = None

    @property
    def now(self) -> YearLine:
        return self.years[-1]

    @property
    def result(self) -> TargetResult:
        return self.now.result

    @property
    def standing(self) -> Mapping[int, float]:
        shown = {line.year: line.value for line in self.years if not isinstance(line.value, Nothing)}
        return shown if self.judged is None else self.judged

    @property
    def series(self) -> dict[int, float]:
        return alike(self.standing, self.now.year)

    @property
    def lowest(self) -> float | None:
        """0 where nothing of the kind lies below it: a forecast is cut there."""
        is_counted = kind_of(self.indicator.unit) in COUNTED_UNITS
        return 0.0 if is_counted and all(fact >= 0 for fact in self.standing.values()) else None

    @property
    def projection(self) -> dict[int, float]:
        """Year → level at the present pace."""
        return self.result.projection(self.series, self.now.year, self.lowest)

    @property
    def trend(self) -> Trend:
        return trend(self.series)

    @property
    def effect(self) -> Effect | None:
        """The state in the words of document 002, of its own indicators only."""
        return state_of(self.indicator, self.series)

    @property
    def warning(self) -> FirstYear | None:
        return first_year(self.target.rule if self.target else None, self.result, self.series, self.now.year)

    @property
    def readings(self) -> tuple[Reading, ...]:
        rule, text = (self.target.rule, self.target.raw) if self.target else (None, "")
        return readings(rule, kind_of(self.indicator.unit), self.standing, self.now.year, text)


@dataclass(frozen=True)
class MunicipalityRow:
    municipality: Choice
    row: Row


def state_of(line: IndicatorLine, series: Mapping[int, float]) -> Effect | None:
    """The state of an indicator of document 002; None of any other one, and where it has none yet."""
    return effect(trend(series), line.polarity) if line.indicator_set == DOCUMENT_SET else None


def rows_of(reader: Reader, lines: Sequence[IndicatorLine], municipality: str, years: Sequence[int]) -> tuple[Row, ...]:
    """Every one of ``lines`` for one municipality; ``years`` in order, the last is the one that is shown."""
    found = observations(reader, indicators=[line.code for line in lines], municipality=municipality)
    facts, judged, aims = series_of(found), judged_series(reader, found, municipality), targets(reader)
    return tuple(
        row_of(
            line,
            target_of(aims, line.code, municipality),
            facts.get(line.code, {}),
            years,
            judged.get((line.code, municipality), {}),
        )
        for line in lines
    )


def row_of(
    line: IndicatorLine,
    target: TargetLine | None,
    facts: Mapping[int, ObservationLine],
    years: Sequence[int],
    judged: Mapping[int, float],
) -> Row:
    """The years from the first fact on; a year without an observation stays as «no data».

    ``judged`` are the figures that stand for years, whatever ``facts`` are shown.
    """
    first = min((at for at in facts if at in years), default=years[-1])
    rule = target.rule if target else None
    return Row(
        line,
        target,
        tuple(_year(at, facts.get(at), target_status(rule, judged, at)) for at in years if at >= first),
        judged,
    )


def _year(year: int, fact: ObservationLine | None, result: TargetResult) -> YearLine:
    if fact is None:
        return YearLine(year, Nothing.NO_DATA, None, None, result)
    return YearLine(year, fact.value, fact.numerator, fact.denominator, result, fact.interval, fact.label)
