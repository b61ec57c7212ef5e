"""The tables of /indicators as they are shown and exported."""

from data.language import _
from data.measures.targets import TargetResult
from data.queries.indicators import IndicatorLine
from data.tables import Column, Kind, Table, Value
from data.views.indicators.across import Across
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.chosen_notes import chosen_notes
from data.views.indicators.listing import ListedIndicator
from data.views.indicators.matrix import Matrix
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rank_words import (
    comparison_words,
    period_notes,
    quarter_name,
    quarters_words,
    rank_words,
    rule_words,
    unranked_words,
)
from data.views.indicators.rows import MunicipalityRow, Row
from data.views.indicators.table_parts import (
    aligned,
    fact_columns,
    fact_kind,
    filter_notes,
    line_values,
    or_nothing,
    shown_fact,
    status_columns,
)
from data.views.indicators.words import (
    deadline,
    decimals_of,
    polarity_short,
    reason_short,
    result_words,
    target_words,
    unit_heading,
)
from data.vocabulary import AnyUnit, Nothing


def targets_table(view: IndicatorsView) -> Table:
    """One row an indicator in the order of the screen; facts, steps and pace are in the unit of the row."""
    return Table(
        name="targets",
        title=view.titled(
            _("Facts and targets, {municipality}, {year}").format(municipality=view.municipality.name, year=view.year)
        ),
        columns=(
            Column("order", _("No."), Kind.NUMBER),
            Column("criterion", _("Criterion")),
            Column("indicator", _("Indicator")),
            Column("unit", _("Unit")),
            *fact_columns(),
            Column("target", _("Target")),
            Column("deadline", _("Deadline")),
            *status_columns(),
        ),
        rows=tuple(_target_row(row) for row in view.shown),
        notes=filter_notes(view),
    )


def region_table(view: IndicatorsView) -> Table:
    """The chosen indicator across the region: by municipality, or its spread where names are closed to the viewer."""
    name, unit = (view.chosen.indicator.name, view.chosen.indicator.unit) if view.chosen else ("", None)
    period = view.across.period if view.across else str(view.year)
    title = _("{indicator}: municipalities, {year}").format(indicator=name, year=period)
    notes = (*filter_notes(view), *chosen_notes(view.chosen))
    if view.across is None or not view.across.by_name:
        columns = (Column("what", _("Value")), Column("fact", _("Fact"), fact_kind(unit), 1))
        return Table("municipalities", title, columns, _spread_rows(view), notes)
    aligned_unit = None if unit is None else aligned(unit, (item.row.now.value for item in view.across.rows))
    return Table(
        name="municipalities",
        title=title,
        columns=(
            Column("rank", _("Rank"), Kind.RANK),
            Column("municipality", _("Municipality")),
            Column("code", _("Code")),
            *([Column("period", _("Period of the figure"))] if period != str(view.year) else []),
            *fact_columns(aligned_unit),
            Column("quarter", _("Quarter")),
            Column("rank_change", _("Change of rank"), Kind.SIGNED),
            Column("value_change", _("Change of value"), Kind.SIGNED, decimals_of(unit)),
            *status_columns(),
            Column("unranked", _("Reason for no rank")),
        ),
        rows=tuple(
            _municipality_row(item, view.across, aligned_unit or item.row.indicator.unit) for item in view.across.rows
        ),
        notes=(*notes, *_rank_notes(view, view.across)),
        sections=_sections(view.across),
    )


def _municipality_row(item: MunicipalityRow, across: Across, unit: AnyUnit) -> dict[str, Value]:
    found = across.rank_of(item.municipality.code)
    return {
        "rank": rank_words(found, across.ranking) or _("not ranked"),
        "municipality": item.municipality.name,
        "code": item.municipality.code,
        "period": item.row.now.period if item.row.now.interval or item.row.now.label else across.period,
        "quarter": quarter_name(found),
        "rank_change": Nothing.NOT_APPLICABLE if found.rank_change is None else found.rank_change,
        "value_change": or_nothing(found.value_change),
        "unranked": unranked_words(found.unranked, across.interval) if found.unranked else "",
        **line_values(item.row.now, unit),
    }


def _sections(across: Across) -> tuple[int, ...]:
    """Those with a rank and those without stay apart in any order."""
    ranked = sum(across.rank_of(item.municipality.code).first is not None for item in across.rows)
    return (ranked, len(across.rows) - ranked)


def _rank_notes(view: IndicatorsView, across: Across) -> tuple[tuple[str, str], ...]:
    line = view.chosen.indicator if view.chosen else None
    if line is None:
        return ()
    quarters = quarters_words(across.ranking, line.polarity, line.unit)
    parts = (
        (_("Period"), period_notes(across, view.year)),
        (_("Ranks"), rule_words(line.polarity)),
        (_("Quarters"), quarters),
        (_("Change"), comparison_words(across, line, view.year)),
    )
    return tuple((heading, text) for heading, text in parts if text)


def matrix_table(view: IndicatorsView) -> Table:
    """One row a municipality, one column an indicator with the word of its status, and how many are at risk."""
    found = view.matrix
    lines = found.lines if found else ()
    return Table(
        name="matrix",
        title=_("Statuses of targets by municipality, {direction}, {year}").format(
            direction=view.direction.name, year=view.year
        ),
        columns=(
            Column("municipality", _("Municipality")),
            Column("code", _("Code")),
            *(Column(f"indicator{place}", _heading(found, line)) for place, line in enumerate(lines)),
            Column("at_risk", _("At risk"), Kind.NUMBER, 0),
            Column("judged", _("Judged"), Kind.NUMBER, 0),
        ),
        rows=tuple(
            {
                "municipality": row.municipality.name,
                "code": row.municipality.code,
                **{f"indicator{place}": _status(result) for place, result in enumerate(row.results)},
                "at_risk": row.at_risk,
                "judged": row.judged,
            }
            for row in (found.shown if found else ())
        ),
        notes=filter_notes(view),
    )


def _heading(found: Matrix | None, line: IndicatorLine) -> str:
    period = found.period_of(line) if found else ""
    return f"{line.order}. {line.short}" + (f" ({period})" if period else "")


def _status(result: TargetResult) -> str:
    return reason_short(result.reason) if result.reason else result_words(result)


def list_table(view: IndicatorsView) -> Table:
    """All indicators of all directions, one a row; ``fact`` is of the chosen municipality and year, in its own unit."""
    return Table(
        name="list",
        title=_("Indicators of all directions, {municipality}, {year}").format(
            municipality=view.municipality.name, year=view.year
        ),
        columns=(
            Column("code", _("Code")),
            Column("indicator", _("Indicator")),
            Column("direction", _("Direction")),
            Column("unit", _("Unit")),
            Column("polarity", _("Better is")),
            Column("fact", _("Fact"), Kind.NUMBER),
            *([Column("period", _("Period of the figure"))] if any(one.period for one in view.listed) else []),
            Column("municipalities", _("Municipalities with a fact"), Kind.NUMBER, 0),
            Column("first_year", _("First year")),
            Column("last_year", _("Last year")),
            Column("source", _("Source of data")),
        ),
        rows=tuple(_listed_row(one) for one in view.listed),
        notes=filter_notes(view),
    )


def _listed_row(one: ListedIndicator) -> dict[str, Value]:
    line = one.indicator
    return {
        "code": line.code,
        "indicator": line.name,
        "direction": one.group.name if one.group.code == WITHOUT_DIRECTION else f"{one.group.code} {one.group.name}",
        "unit": unit_heading(line.unit),
        "polarity": polarity_short(line.polarity),
        "fact": one.fact if isinstance(one.fact, Nothing) else shown_fact(one.fact, line.unit),
        "period": one.period,
        "municipalities": one.municipalities,
        "first_year": str(one.first_year or ""),
        "last_year": str(one.last_year or ""),
        "source": line.source,
    }


def spread_parts(view: IndicatorsView) -> tuple[tuple[str, float | Nothing], ...]:
    """(name, value) of the five numbers of the region and of the own municipality."""
    own = view.chosen.now.value if view.chosen else Nothing.NO_DATA
    spread = view.across.spread if view.across else None
    names = (_("minimum"), _("lower quartile"), _("median"), _("upper quartile"), _("maximum"))
    if spread is None:
        return (*((name, Nothing.HIDDEN) for name in names), (view.municipality.short, own))
    values = (spread.minimum, spread.lower_quartile, spread.median, spread.upper_quartile, spread.maximum)
    return (*zip(names, values, strict=True), (view.municipality.short, own))


def _spread_rows(view: IndicatorsView) -> tuple[dict[str, Value], ...]:
    return tuple({"what": name, "fact": value} for name, value in spread_parts(view))


def _target_row(row: Row) -> dict[str, Value]:
    target, unit = row.target, row.indicator.unit
    return {
        "order": row.indicator.order,
        "criterion": f"{row.indicator.criterion} {row.indicator.criterion_name}".strip(),
        "indicator": row.indicator.name,
        "unit": unit_heading(unit),
        "target": target_words(target.rule, unit) if target else Nothing.NO_DATA,
        "deadline": deadline(target.rule) if target else Nothing.NOT_APPLICABLE,
        **line_values(row.now, unit),
    }
