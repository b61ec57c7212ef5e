"""The tables of /indicators as they are shown and exported."""

from data.language import _
from data.measures.targets import TargetResult
from data.tables import Column, Kind, Shown, Table, Value
from data.views.indicators.across import Across
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.listing import ListedIndicator
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
from data.views.indicators.words import (
    deadline,
    polarity_short,
    reason_short,
    reason_words,
    result_words,
    status_word,
    target_words,
    unit_hint,
)
from data.vocabulary import Nothing, TargetStatus, Unit

DECIMALS = 1


def targets_table(view: IndicatorsView) -> Table:
    """One row an indicator in the order of the screen; facts, steps and pace are in the unit of the row."""
    return Table(
        name="targets",
        title=_("Facts and targets, {municipality}, {year}").format(
            municipality=view.municipality.name, year=view.year
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
    """The chosen indicator, one row a year; the status is that of the target as of the year."""
    name, unit = (view.chosen.indicator.name, view.chosen.indicator.unit) if view.chosen else ("", None)
    return Table(
        name="series",
        title=_("{indicator}: {municipality} by year").format(indicator=name, municipality=view.municipality.name),
        columns=(Column("year", _("Year")), *_fact_columns(unit), *_status_columns()),
        rows=tuple(
            {"year": str(line.year), **_line_values(line, view.chosen.indicator.unit)} for line in view.chosen.years
        )
        if view.chosen
        else (),
        notes=(*_notes(view), *_chosen_notes(view.chosen)),
    )


def region_table(view: IndicatorsView) -> Table:
    """The chosen indicator across the region: by municipality, or its spread where names are closed to the viewer."""
    name, unit = (view.chosen.indicator.name, view.chosen.indicator.unit) if view.chosen else ("", None)
    title = _("{indicator}: municipalities, {year}").format(indicator=name, year=view.year)
    notes = (*_notes(view), *_chosen_notes(view.chosen))
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
            Column("value_change", _("Change of value"), Kind.SIGNED, DECIMALS if unit is Unit.PERCENT else None),
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
        (_("Change"), comparison_words(across)),
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
        "unit": "%" if line.unit is Unit.PERCENT else unit_hint(line.unit),
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


def _fact_columns(unit: Unit | None = None) -> tuple[Column, ...]:
    """``unit`` where all facts of the table share one: percentages then line up."""
    return (
        Column("fact", _("Fact"), Kind.NUMBER, DECIMALS if unit is Unit.PERCENT else None),
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
        "unit": "%" if unit is Unit.PERCENT else unit_hint(unit),
        "target": target_words(target.rule, unit) if target else Nothing.NO_DATA,
        "deadline": deadline(target.rule) if target else Nothing.NOT_APPLICABLE,
        **_line_values(row.now, unit),
    }


def shown_fact(value: float, unit: Unit) -> Shown:
    """A fact as the screen prints it: a percentage with one decimal, a count as needed."""
    return Shown(value, DECIMALS if unit is Unit.PERCENT else None)


def _line_values(line: YearLine, unit: Unit) -> dict[str, Value]:
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


def _chosen_notes(row: Row | None) -> tuple[tuple[str, str], ...]:
    if row is None:
        return ()
    aim = row.target
    target = (
        ((_("Target"), target_words(aim.rule, row.indicator.unit)), (_("Text of the target"), aim.raw)) if aim else ()
    )
    unit = (_("Unit"), unit_hint(row.indicator.unit))
    contradiction = ((_("Contradiction"), aim.contradiction),) if aim and aim.contradiction else ()
    return (unit, *target, *contradiction)
