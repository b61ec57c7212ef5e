"""The tables of /indicators as they are shown and exported."""

from data.language import _
from data.tables import Column, Kind, Shown, Table, Value
from data.views.indicators.page import IndicatorsView, MunicipalityRow, Row, YearLine
from data.views.indicators.words import deadline, reason_words, result_words, status_word, target_words, unit_hint
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
        columns=(Column("municipality", _("Municipality")), *_fact_columns(unit), *_status_columns()),
        rows=tuple(
            {"municipality": item.municipality.name, **_line_values(item.row.now, item.row.indicator.unit)}
            for item in view.across.rows
        ),
        notes=notes,
    )


def _year_row(line: YearLine, chosen: Row) -> dict[str, Value]:
    return {"year": str(line.year), **_line_values(line, chosen.indicator.unit)}


def _municipality_row(item: MunicipalityRow) -> dict[str, Value]:
    return {"municipality": item.municipality.name, **_line_values(item.row.now, item.row.indicator.unit)}


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
        "criterion": f"{row.indicator.criterion} {row.indicator.criterion_name}",
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
