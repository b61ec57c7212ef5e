"""The tables of /indicators as they are shown and exported."""

from data.formats import number
from data.language import _
from data.measures.targets import TargetResult
from data.queries.indicators import IndicatorLine, ObservationLine
from data.tables import Column, Kind, Shown, Table, Value
from data.views.indicators.across import Across
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.chosen_notes import break_notes, chosen_notes, forecast_notes, level_due
from data.views.indicators.listing import ListedIndicator
from data.views.indicators.own_table import OwnTable
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rank_words import (
    comparison_words,
    quarter_name,
    quarters_words,
    rank_words,
    rule_words,
    unranked_words,
)
from data.views.indicators.rows import MunicipalityRow, Row, YearLine
from data.views.indicators.target_versions import judgement_notes
from data.views.indicators.words import (
    deadline,
    decimals_of,
    polarity_short,
    reason_short,
    reason_words,
    result_words,
    status_word,
    target_words,
    unit_heading,
    unit_hint,
)
from data.views.shared.choices import Choice
from data.vocabulary import AnyUnit, Nothing, TargetStatus, Unit

DECIMALS = 1


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
            *_fact_columns(),
            Column("target", _("Target")),
            Column("deadline", _("Deadline")),
            *_status_columns(),
        ),
        rows=tuple(_target_row(row) for row in view.shown),
        notes=_notes(view),
    )


def series_table(view: IndicatorsView) -> Table:
    """The chosen indicator, one row a year; the status is that of the target as of the year.

    A figure that came from a file names its cell there.
    """
    sources = {one.key: one.words for one in view.sources}
    name, unit = (view.chosen.indicator.name, view.chosen.indicator.unit) if view.chosen else ("", None)
    has_steps = bool(view.chosen and view.chosen.target and len(view.chosen.target.rule.levels) > 1)
    return Table(
        name="series",
        title=_("{indicator}: {municipality} by year").format(indicator=name, municipality=view.municipality.name),
        columns=(
            Column("year", _("Year")),
            *_fact_columns(unit),
            *([Column("due", _("Level due"))] if has_steps else []),
            *_status_columns(),
            *([Column("file_cell", _("File and cell"))] if sources else []),
        ),
        rows=tuple(
            {
                "year": str(line.year),
                **_line_values(line, view.chosen.indicator.unit),
                "due": level_due(line, view.chosen.indicator.unit),
                "file_cell": sources.get(str(line.year), ""),
            }
            for line in view.chosen.years
        )
        if view.chosen
        else (),
        notes=(
            *_notes(view),
            *chosen_notes(view.chosen),
            *break_notes(view.chosen),
            *judgement_notes(view.chosen),
            *forecast_notes(view.outlook, view.chosen),
        ),
    )


def region_table(view: IndicatorsView) -> Table:
    """The chosen indicator across the region: by municipality, or its spread where names are closed to the viewer."""
    name, unit = (view.chosen.indicator.name, view.chosen.indicator.unit) if view.chosen else ("", None)
    title = _("{indicator}: municipalities, {year}").format(indicator=name, year=view.year)
    notes = (*_notes(view), *chosen_notes(view.chosen))
    if view.across is None or not view.across.by_name:
        columns = (Column("what", _("Value")), Column("fact", _("Fact"), Kind.NUMBER, 1))
        return Table("municipalities", title, columns, _spread_rows(view), notes)
    return Table(
        name="municipalities",
        title=title,
        columns=(
            Column("rank", _("Rank"), Kind.RANK),
            Column("municipality", _("Municipality")),
            Column("code", _("Code")),
            *_fact_columns(unit),
            Column("quarter", _("Quarter")),
            Column("rank_change", _("Change of rank"), Kind.SIGNED),
            Column("value_change", _("Change of value"), Kind.SIGNED, decimals_of(unit)),
            *_status_columns(),
            Column("unranked", _("Reason for no rank")),
        ),
        rows=tuple(_municipality_row(item, view.across) for item in view.across.rows),
        notes=(*notes, *_rank_notes(view, view.across)),
        sections=_sections(view.across),
    )


def _municipality_row(item: MunicipalityRow, across: Across) -> dict[str, Value]:
    found = across.rank_of(item.municipality.code)
    return {
        "rank": rank_words(found, across.ranking) or _("not ranked"),
        "municipality": item.municipality.name,
        "code": item.municipality.code,
        "quarter": quarter_name(found),
        "rank_change": Nothing.NOT_APPLICABLE if found.rank_change is None else found.rank_change,
        "value_change": _or_nothing(found.value_change),
        "unranked": unranked_words(found.unranked) if found.unranked else "",
        **_line_values(item.row.now, item.row.indicator.unit),
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
            *(Column(f"indicator{place}", f"{line.order}. {line.short}") for place, line in enumerate(lines)),
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
            for row in (found.rows if found else ())
        ),
        notes=_notes(view),
    )


def _status(result: TargetResult) -> str:
    return reason_short(result.reason) if result.reason else result_words(result)


def own_wide_table(view: IndicatorsView, found: OwnTable) -> Table:
    """The own table as it is read: one row a municipality and year, one column an indicator, counts beside shares."""
    columns = [Column("municipality", _("Municipality")), Column("year", _("Year"))]
    for place, line in enumerate(found.lines):
        decimals = decimals_of(line.unit)
        columns.append(Column(f"fact{place}", f"{line.short}, {unit_hint(line.unit)}", Kind.NUMBER, decimals))
        if line.unit is Unit.PERCENT:
            columns.append(Column(f"parts{place}", _("Numerator / denominator")))
    rows: list[dict[str, Value]] = []
    for item in found.places:
        for year in found.years:
            row: dict[str, Value] = {"municipality": item.short, "year": str(year)}
            for place, line in enumerate(found.lines):
                row[f"fact{place}"] = found.value(line, item, year)
                row[f"parts{place}"] = _parts(found.facts.get((line.code, item.code, year)))
            rows.append(row)
    return Table("own", _("Own table"), tuple(columns), tuple(rows), _notes(view))


def _parts(fact: ObservationLine | None) -> str:
    if fact is None or fact.numerator is None or fact.denominator is None:
        return ""
    return f"{number(fact.numerator)} / {number(fact.denominator)}"


def own_flat_table(view: IndicatorsView) -> Table:
    """The own table as a program reads it: one fact a row, with its numerator and denominator."""
    found = view.own
    return Table(
        name="own",
        title=_("Own table"),
        columns=(
            Column("indicator_code", _("Indicator code")),
            Column("indicator", _("Indicator")),
            Column("unit", _("Unit")),
            Column("municipality_code", _("Code")),
            Column("municipality", _("Municipality")),
            Column("year", _("Year")),
            Column("fact", _("Fact"), Kind.NUMBER),
            Column("numerator", _("Numerator"), Kind.NUMBER),
            Column("denominator", _("Denominator"), Kind.NUMBER),
        ),
        rows=tuple(
            _flat_row(found, line, item, year)
            for line in (found.lines if found else ())
            for item in (found.places if found else ())
            for year in (found.years if found else ())
            if found
        ),
        notes=_notes(view),
    )


def _flat_row(found: OwnTable, line: IndicatorLine, item: Choice, year: int) -> dict[str, Value]:
    fact, value = found.facts.get((line.code, item.code, year)), found.value(line, item, year)
    none = Nothing.NO_DATA if isinstance(value, Nothing) else Nothing.NOT_APPLICABLE
    return {
        "indicator_code": line.code,
        "indicator": line.name,
        "unit": unit_heading(line.unit),
        "municipality_code": item.code,
        "municipality": item.name,
        "year": str(year),
        "fact": value if isinstance(value, Nothing) else shown_fact(value, line.unit),
        "numerator": fact.numerator if fact and fact.numerator is not None else none,
        "denominator": fact.denominator if fact and fact.denominator is not None else none,
    }


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
            Column("municipalities", _("Municipalities with a fact"), Kind.NUMBER, 0),
            Column("first_year", _("First year")),
            Column("last_year", _("Last year")),
            Column("source", _("Source of data")),
        ),
        rows=tuple(_listed_row(one) for one in view.listed),
        notes=_notes(view),
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


def _fact_columns(unit: AnyUnit | None = None) -> tuple[Column, ...]:
    """``unit`` where all facts of the table share one: percentages then line up."""
    return (
        Column("fact", _("Fact"), Kind.NUMBER, decimals_of(unit)),
        Column("numerator", _("Numerator"), Kind.NUMBER),
        Column("denominator", _("Denominator"), Kind.NUMBER),
    )


def _status_columns() -> tuple[Column, ...]:
    return (
        Column("status", _("Status")),
        Column("reason", _("Why it cannot be judged")),
        Column("needed_step", _("Step needed per year"), Kind.SIGNED, DECIMALS),
        Column("pace", _("Pace per year"), Kind.SIGNED, DECIMALS),
    )


def _target_row(row: Row) -> dict[str, Value]:
    target, unit = row.target, row.indicator.unit
    return {
        "order": row.indicator.order,
        "criterion": f"{row.indicator.criterion} {row.indicator.criterion_name}".strip(),
        "indicator": row.indicator.name,
        "unit": unit_heading(unit),
        "target": target_words(target.rule, unit) if target else Nothing.NO_DATA,
        "deadline": deadline(target.rule) if target else Nothing.NOT_APPLICABLE,
        **_line_values(row.now, unit),
    }


def shown_fact(value: float, unit: AnyUnit) -> Shown:
    """A fact as the screen prints it: a percentage with one decimal, a count as needed."""
    return Shown(value, decimals_of(unit))


def _line_values(line: YearLine, unit: AnyUnit) -> dict[str, Value]:
    """The fact and its judgement; parts that an indicator has not are «not applicable»."""
    none = Nothing.NO_DATA if isinstance(line.value, Nothing) else Nothing.NOT_APPLICABLE
    return {
        "fact": line.value if isinstance(line.value, Nothing) else shown_fact(line.value, unit),
        "numerator": none if line.numerator is None else line.numerator,
        "denominator": none if line.denominator is None else line.denominator,
        "status": result_words(line.result),
        "reason": reason_words(line.result.reason),
        "needed_step": _or_nothing(line.result.needed_step),
        "pace": _or_nothing(line.result.pace),
    }


def _or_nothing(value: float | None) -> Value:
    return Nothing.NOT_APPLICABLE if value is None else value


def _notes(view: IndicatorsView) -> tuple[tuple[str, str], ...]:
    kept = [status_word(TargetStatus(status)) for status in view.selection.statuses]
    statuses = ((_("Statuses shown"), ", ".join(kept)),) if kept else ()
    return ((_("Filters"), view.filters), *statuses, *view.provenance.notes())
