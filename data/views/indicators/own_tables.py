"""The viewer's own table as it is read on the screen, and as a program reads its file."""

from data.formats import number
from data.language import _, pgettext
from data.queries.indicators import IndicatorLine, ObservationLine
from data.tables import Column, Kind, Table, Value
from data.text.intervals.interval import interval
from data.text.intervals.labels import spanned
from data.views.indicators.own_table import OwnPeriod, OwnTable
from data.views.indicators.page import IndicatorsView
from data.views.indicators.table_parts import aligned, fact_kind, filter_notes, shown_fact
from data.views.indicators.words import decimals_of, unit_heading, unit_hint
from data.views.shared.choices import Choice
from data.vocabulary import Nothing, Unit


def own_wide_table(view: IndicatorsView, found: OwnTable) -> Table:
    """The own table as it is read: one row a municipality and period, one column an indicator, counts beside shares,
    and what the figures are of where that is not what the row says.
    """
    has_parts = any(period.interval for period in found.periods)
    columns = [Column("municipality", _("Municipality")), Column("year", _("Period") if has_parts else _("Year"))]
    for place, line in enumerate(found.lines):
        unit = aligned(line.unit, (found.value(line, item, at) for item in found.places for at in found.periods))
        title = f"{line.short}, {unit_hint(line.unit)}"
        columns.append(Column(f"fact{place}", title, fact_kind(unit), decimals_of(unit)))
        if _is_labelled(found, line):
            columns.append(Column(f"of{place}", _("Period of the figure")))
        if line.unit is Unit.PERCENT:
            columns.append(Column(f"parts{place}", _("Numerator / denominator")))
    rows = tuple(_wide_row(found, item, period) for item in found.places for period in found.periods)
    return Table("own", _("Own table"), tuple(columns), rows, filter_notes(view))


def _wide_row(found: OwnTable, item: Choice, period: OwnPeriod) -> dict[str, Value]:
    row: dict[str, Value] = {"municipality": item.short, "year": period.words}
    for place, line in enumerate(found.lines):
        fact = found.fact(line, item, period)
        row[f"fact{place}"] = found.value(line, item, period)
        row[f"of{place}"] = fact.period if fact else ""
        row[f"parts{place}"] = _parts(fact)
    return row


def _is_labelled(found: OwnTable, line: IndicatorLine) -> bool:
    facts = ((found.fact(line, item, period), period.words) for item in found.places for period in found.periods)
    return any(fact is not None and fact.period != words for fact, words in facts)


def _parts(fact: ObservationLine | None) -> str:
    if fact is None or fact.numerator is None or fact.denominator is None:
        return ""
    return f"{number(fact.numerator)} / {number(fact.denominator)}"


def own_flat_table(view: IndicatorsView) -> Table:
    """The own table as a program reads it: one fact a row, with its numerator and denominator, and its period as the
    source calls it with the first and the last day.
    """
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
            Column("period", _("Period of the figure")),
            Column("from", pgettext("period", "From")),
            Column("to", pgettext("period", "To")),
            Column("fact", _("Fact"), Kind.NUMBER),
            Column("numerator", _("Numerator"), Kind.NUMBER),
            Column("denominator", _("Denominator"), Kind.NUMBER),
        ),
        rows=tuple(
            _flat_row(found, line, item, period)
            for line in (found.lines if found else ())
            for item in (found.places if found else ())
            for period in (found.periods if found else ())
            if found
        ),
        notes=filter_notes(view),
        span=found.span if found else "",
    )


def _flat_row(found: OwnTable, line: IndicatorLine, item: Choice, period: OwnPeriod) -> dict[str, Value]:
    fact, value = found.fact(line, item, period), found.value(line, item, period)
    none = Nothing.NO_DATA if isinstance(value, Nothing) else Nothing.NOT_APPLICABLE
    of = spanned(fact.interval, fact.label) if fact else interval(period.interval)
    return {
        "indicator_code": line.code,
        "indicator": line.name,
        "unit": unit_heading(line.unit),
        "municipality_code": item.code,
        "municipality": item.name,
        "year": str(period.year),
        "period": fact.period if fact else period.words,
        "from": of.start(period.year).isoformat(),
        "to": of.end(period.year).isoformat(),
        "fact": value if isinstance(value, Nothing) else shown_fact(value, line.unit),
        "numerator": fact.numerator if fact and fact.numerator is not None else none,
        "denominator": fact.denominator if fact and fact.denominator is not None else none,
    }
