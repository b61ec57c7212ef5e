"""Page /indicators: facts against targets of one municipality, one indicator over time, one across the region."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.errors import NotFound, NothingYet
from data.language import _
from data.measures.readings import Reading, readings
from data.measures.targets import TargetResult, count_statuses, target_status
from data.measures.trends import Trend, trend
from data.queries.headings import region_line
from data.queries.indicators import (
    Distribution,
    IndicatorLine,
    ObservationLine,
    TargetLine,
    distribution,
    indicator_list,
    observations,
    period_years,
    series_of,
    target_of,
    targets,
)
from data.selection import Selection
from data.storage.reader import Reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.rules import rules
from data.views.shared.choices import Choice, Choices, settle
from data.views.shared.provenance import Provenance, provenance
from data.vocabulary import Nothing, Polarity, TargetStatus

MUNICIPALITY_VIEW, YEARS_VIEW, REGION_VIEW = VIEWS = ("municipality", "years", "municipalities")
BY_CRITERION, BEHIND_FIRST = ORDERS = ("criteria", "behind")
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
    """One year of one indicator: the fact or its absence, and the target judged as of that year."""

    year: int
    value: float | Nothing
    numerator: float | None
    denominator: float | None
    result: TargetResult


@dataclass(frozen=True)
class Row:
    """One indicator of one municipality; ``years`` end with the year of the fact, ``series`` holds the facts alone."""

    indicator: IndicatorLine
    target: TargetLine | None
    years: tuple[YearLine, ...]

    @property
    def now(self) -> YearLine:
        return self.years[-1]

    @property
    def result(self) -> TargetResult:
        return self.now.result

    @property
    def series(self) -> dict[int, float]:
        return {line.year: line.value for line in self.years if not isinstance(line.value, Nothing)}

    @property
    def trend(self) -> Trend:
        return trend(self.series)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return readings(self.target.rule if self.target else None, self.indicator.unit, self.series, self.now.year)


@dataclass(frozen=True)
class MunicipalityRow:
    municipality: Choice
    row: Row


@dataclass(frozen=True)
class Across:
    """One indicator over the region: each municipality by name where the viewer may see it, else the spread alone."""

    rows: tuple[MunicipalityRow, ...]
    counts: Mapping[TargetStatus, int]
    spread: Distribution | None
    by_name: bool


@dataclass(frozen=True)
class IndicatorsView:
    """Everything the page shows. ``rows`` are all indicators of the direction, ``shown`` those of the filter.

    ``counts`` are of ``rows`` and add up to their number. ``chosen`` is the indicator shown over time.
    """

    selection: IndicatorsSelection
    choices: Choices
    municipality: Choice
    municipalities: tuple[Choice, ...]
    direction: Choice
    directions: tuple[Choice, ...]
    year: int
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    counts: Mapping[TargetStatus, int]
    chosen: Row | None
    across: Across | None
    provenance: Provenance

    @property
    def filters(self) -> str:
        """What is chosen, in words, for exports."""
        return _("{municipality}; direction {direction}; fact of {year}").format(
            municipality=self.municipality.name,
            direction=f"{self.direction.code} {self.direction.name}",
            year=self.year,
        )


def indicators_view(reader: Reader, selection: IndicatorsSelection) -> IndicatorsView:
    """Settle the selection and judge every indicator of its direction for its municipality and year.

    Raises NotFound for a code that does not exist, AccessDenied for another municipality than a head's own.
    """
    # Indicators belong to the current directions, whatever scheme the chosen year was assessed by.
    selection = selection.but(statuses=_statuses(selection))
    settled, choices = settle(reader, Selection.of(selection))
    lines = indicator_list(reader)
    directions = _directions(reader, lines, selection.direction)
    direction = _direction(directions, lines, selection.direction)
    lines = tuple(line for line in lines if line.direction == direction.code)
    years = period_years(reader)
    year = years[settled.period or ""]
    past = sorted(at for at in years.values() if at <= year)
    municipality = choices.find(choices.municipalities, settled.municipality or "")
    rows = _rows(reader, lines, municipality.code, past)
    shown = _shown(rows, selection)
    chosen = _chosen(reader, rows, shown, selection.indicator)
    view = selection.view if selection.view in VIEWS else MUNICIPALITY_VIEW
    across = _across(reader, chosen, choices, past, selection.statuses) if view == REGION_VIEW and chosen else None
    region = region_line(reader)
    return IndicatorsView(
        selection=selection.but(
            period=settled.period,
            municipality=settled.municipality,
            direction=direction.code,
            indicator=chosen.indicator.code if chosen else None,
            view=view,
            order=selection.order if selection.order in ORDERS else BY_CRITERION,
        ),
        choices=choices,
        municipality=municipality,
        municipalities=tuple(item for item in choices.municipalities if reader.viewer.sees_details_of(item.code)),
        direction=direction,
        directions=directions,
        year=year,
        rows=rows,
        shown=shown,
        counts=count_statuses(row.result for row in rows),
        chosen=chosen,
        across=across,
        provenance=provenance(reader, None, *rules(bool(region and region.is_demo))),
    )


def _statuses(selection: IndicatorsSelection) -> tuple[str, ...]:
    """The statuses kept; all of them is the same as none chosen."""
    for status in selection.statuses:
        if status not in set(TargetStatus):
            raise NotFound(_("There is no status “{code}”.").format(code=status))
    return () if set(selection.statuses) == set(TargetStatus) else selection.statuses


def _directions(reader: Reader, lines: tuple[IndicatorLine, ...], asked: str | None) -> tuple[Choice, ...]:
    """The directions that have indicators, and the one asked for, by the names of the latest period."""
    wanted = {line.direction for line in lines} | ({asked} if asked else set())
    _settled, choices = settle(reader, Selection())
    named = tuple(choice for choice in choices.directions if choice.code in wanted)
    unnamed = sorted(wanted - {choice.code for choice in named} - {asked})
    return (*named, *(Choice(code, code, code) for code in unnamed))


def _direction(directions: tuple[Choice, ...], lines: tuple[IndicatorLine, ...], asked: str | None) -> Choice:
    if not directions:
        raise NothingYet(_("This page is made of indicators, and none are loaded yet."))
    if asked is None:
        filled = {line.direction for line in lines}
        return next((choice for choice in directions if choice.code in filled), directions[0])
    found = next((choice for choice in directions if choice.code == asked), None)
    if found is None:
        raise NotFound(_("There is no direction “{code}” with indicators.").format(code=asked))
    return found


def _rows(reader: Reader, lines: tuple[IndicatorLine, ...], municipality: str, years: list[int]) -> tuple[Row, ...]:
    facts = series_of(observations(reader, indicators=[line.code for line in lines], municipality=municipality))
    aims = targets(reader)
    return tuple(
        _row(line, target_of(aims, line.code, municipality), facts.get(line.code, {}), years) for line in lines
    )


def _row(line: IndicatorLine, target: TargetLine | None, facts: Mapping[int, ObservationLine], years: list[int]) -> Row:
    """The years from the first fact on; a year without an observation stays as «no data»."""
    series = {at: fact.value for at, fact in facts.items() if not isinstance(fact.value, Nothing)}
    first = min((at for at in facts if at in years), default=years[-1])
    rule = target.rule if target else None
    return Row(
        line,
        target,
        tuple(_year(at, facts.get(at), target_status(rule, series, at)) for at in years if at >= first),
    )


def _year(year: int, fact: ObservationLine | None, result: TargetResult) -> YearLine:
    if fact is None:
        return YearLine(year, Nothing.NO_DATA, None, None, result)
    return YearLine(year, fact.value, fact.numerator, fact.denominator, result)


def _shown(rows: tuple[Row, ...], selection: IndicatorsSelection) -> tuple[Row, ...]:
    kept = [row for row in rows if not selection.statuses or row.result.status in selection.statuses]
    if selection.order == BEHIND_FIRST:
        kept.sort(key=lambda row: ATTENTION.index(row.result.status))
    return tuple(kept)


def _chosen(reader: Reader, rows: tuple[Row, ...], shown: tuple[Row, ...], asked: str | None) -> Row | None:
    """The indicator asked for; where none of this direction is, the first that needs attention."""
    found = next((row for row in rows if row.indicator.code == asked), None)
    if found is not None:
        return found
    if asked is not None and asked not in {line.code for line in indicator_list(reader)}:
        raise NotFound(_("There is no indicator “{code}”.").format(code=asked))
    return min(shown or rows, key=lambda row: ATTENTION.index(row.result.status), default=None)


def _across(reader: Reader, chosen: Row, choices: Choices, years: list[int], statuses: tuple[str, ...]) -> Across:
    """The chosen indicator of every municipality: by name for who may see all details, else as a spread.

    The filter of ``statuses`` leaves rows out, never counts.
    """
    code = chosen.indicator.code
    spread = distribution(reader, code, years[-1])
    if not reader.viewer.sees_all_details:
        return Across((), {}, spread, by_name=False)
    facts: dict[str, dict[int, ObservationLine]] = {}
    for line in observations(reader, indicators=[code]):
        facts.setdefault(line.municipality, {})[line.year] = line
    aims = targets(reader)
    rows = tuple(
        MunicipalityRow(item, _row(chosen.indicator, target_of(aims, code, item.code), facts.get(item.code, {}), years))
        for item in choices.municipalities
    )
    kept = [item for item in rows if not statuses or item.row.result.status in statuses]
    ordered = tuple(sorted(kept, key=_by_value))
    return Across(ordered, count_statuses(item.row.result for item in rows), spread, by_name=True)


def _by_value(item: MunicipalityRow) -> tuple[bool, float]:
    """The best first; municipalities without a fact come last."""
    value = item.row.now.value
    if isinstance(value, Nothing):
        return True, 0.0
    return False, value if item.row.indicator.polarity is Polarity.LOWER_IS_BETTER else -value
