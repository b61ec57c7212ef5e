"""What stands beside the figures of the chosen indicator in its exports: target, break, forecast, the level due."""

from data.language import _
from data.measures.indicators.outlook import Outlook
from data.tables import Value
from data.views.indicators.rank_words import break_words
from data.views.indicators.rows import Row, YearLine
from data.views.indicators.words import level, outlook_words, target_words, unit_hint
from data.vocabulary import AnyUnit, Nothing

Notes = tuple[tuple[str, str], ...]


def chosen_notes(row: Row | None) -> Notes:
    if row is None:
        return ()
    aim = row.target
    target = (
        ((_("Target"), target_words(aim.rule, row.indicator.unit)), (_("Text of the target"), aim.raw)) if aim else ()
    )
    unit = (_("Unit"), unit_hint(row.indicator.unit))
    contradiction = ((_("Contradiction"), aim.contradiction),) if aim and aim.contradiction else ()
    return (unit, *target, *contradiction)


def break_notes(row: Row | None) -> Notes:
    words = break_words(row.indicator) if row else ""
    return ((_("Break in the series"), words),) if words else ()


def forecast_notes(found: Outlook | None, row: Row | None) -> Notes:
    if found is None or row is None:
        return ()
    return ((_("Forecast"), " ".join(outlook_words(found, row.indicator.unit))),)


def level_due(line: YearLine, unit: AnyUnit) -> Value:
    """The step by which the year is judged."""
    result = line.result
    if result.threshold is None or result.deadline is None:
        return Nothing.NOT_APPLICABLE
    return _("{level} by {year}").format(level=level(result.threshold, unit), year=result.deadline)
