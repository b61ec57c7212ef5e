"""The table of one indicator over time, as it is shown and exported."""

from data.language import _, pgettext
from data.tables import Column, Table, Value
from data.views.indicators.chosen_notes import break_notes, chosen_notes, forecast_notes, level_due
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rows import Row
from data.views.indicators.series import PeriodSeries, Point, standing_words
from data.views.indicators.table_parts import (
    aligned,
    fact_columns,
    filter_notes,
    line_values,
    status_columns,
    unjudged_values,
)
from data.views.indicators.target_versions import judgement_notes
from data.vocabulary import AnyUnit, Nothing

# For files: the screen has the words of the period.
DAYS = ("from", "to")


def series_table(view: IndicatorsView) -> Table:
    """The chosen indicator, one row a period; the status is that of the target as of the year, in the row of the figure
    that stands for it.

    A figure that came from a file names its cell there.
    """
    sources = {one.key: one.words for one in view.sources}
    name, unit = (view.chosen.indicator.name, view.chosen.indicator.unit) if view.chosen else ("", None)
    found = view.series
    if unit is not None and found:
        unit = aligned(unit, (point.value for point in found.points))
    has_steps = bool(view.chosen and view.chosen.target and len(view.chosen.target.rule.levels) > 1)
    return Table(
        name="series",
        title=_("{indicator}: {municipality} by year").format(indicator=name, municipality=view.municipality.name),
        columns=(
            Column("year", _("Year")),
            *(_period_columns() if found and not found.is_plain else ()),
            *fact_columns(unit),
            *([Column("due", _("Level due"))] if has_steps else []),
            *status_columns(),
            *([Column("file_cell", _("File and cell"))] if sources else []),
        ),
        rows=tuple(
            _row(view.chosen, found, point, unit) | {"file_cell": sources.get(point.words, "")}
            for point in found.points
        )
        if view.chosen and found and unit is not None
        else (),
        notes=(
            *filter_notes(view),
            *chosen_notes(view.chosen),
            *_standing(view),
            *break_notes(view.chosen),
            *judgement_notes(view.chosen),
            *forecast_notes(view.outlook, view.chosen),
        ),
    )


def _period_columns() -> tuple[Column, ...]:
    return (
        Column("period", _("Period of the figure")),
        Column("from", pgettext("period", "From")),
        Column("to", pgettext("period", "To")),
    )


def _row(row: Row, found: PeriodSeries, point: Point, unit: AnyUnit) -> dict[str, Value]:
    line = next((line for line in row.years if line.year == point.year), None)
    first, last = point.days
    said: dict[str, Value] = {"year": str(point.year), "period": point.words, "from": first, "to": last}
    if line is not None and found.stands(point):
        return said | line_values(line, unit) | {"due": level_due(line, unit)}
    said["due"] = Nothing.NOT_APPLICABLE
    return said | unjudged_values(point.value, point.numerator, point.denominator, unit)


def _standing(view: IndicatorsView) -> tuple[tuple[str, str], ...]:
    words = standing_words(view.series, view.year) if view.series else ""
    return ((_("Judged by"), words),) if words else ()
