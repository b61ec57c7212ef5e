"""What several tables of /indicators have in common: columns of facts and statuses, and their notes."""

from collections.abc import Iterable

from data.formats import rounded
from data.language import _
from data.tables import Column, Kind, Shown, Value
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rows import YearLine
from data.views.indicators.words import (
    decimals_of,
    reason_words,
    result_words,
    status_word,
)
from data.vocabulary import AnyUnit, Nothing, OwnUnit, TargetStatus, Unit, kind_of

DECIMALS = 1


def fact_columns(unit: AnyUnit | None = None) -> tuple[Column, ...]:
    """``unit`` where all facts of the table share one: percentages then line up."""
    return (
        Column("fact", _("Fact"), fact_kind(unit), decimals_of(unit)),
        Column("numerator", _("Numerator"), Kind.NUMBER),
        Column("denominator", _("Denominator"), Kind.NUMBER),
    )


def fact_kind(unit: AnyUnit | None) -> Kind:
    """A difference has its sign wherever it stands."""
    return Kind.SIGNED if unit is not None and kind_of(unit) is Unit.DIFFERENCE else Kind.NUMBER


def aligned(unit: AnyUnit, values: Iterable[float | Nothing | None]) -> AnyUnit:
    """The unit with as many decimals as the longest of the values of one column needs: +8,0 beside +10,8."""
    if decimals_of(unit) is not None:
        return unit
    exponents = (rounded(value).as_tuple().exponent for value in values if isinstance(value, int | float))
    places = max((-one for one in exponents if isinstance(one, int)), default=0)
    return OwnUnit(kind_of(unit), unit.word if isinstance(unit, OwnUnit) else "", max(places, 0))


def status_columns() -> tuple[Column, ...]:
    return (
        Column("status", _("Status")),
        Column("reason", _("Why it cannot be judged")),
        Column("needed_step", _("Step needed per year"), Kind.SIGNED, DECIMALS),
        Column("pace", _("Pace per year"), Kind.SIGNED, DECIMALS),
    )


def shown_fact(value: float, unit: AnyUnit) -> Shown:
    """A fact as the screen prints it: a percentage with one decimal, a count as needed, a difference with its sign."""
    return Shown(value, decimals_of(unit), is_signed=fact_kind(unit) is Kind.SIGNED)


def line_values(line: YearLine, unit: AnyUnit) -> dict[str, Value]:
    """The fact and its judgement; parts that an indicator has not are «not applicable»."""
    return {
        **fact_values(line.value, line.numerator, line.denominator, unit),
        "status": result_words(line.result),
        "reason": reason_words(line.result.reason),
        "needed_step": or_nothing(line.result.needed_step),
        "pace": or_nothing(line.result.pace),
    }


def fact_values(
    value: float | Nothing, numerator: float | None, denominator: float | None, unit: AnyUnit
) -> dict[str, Value]:
    none = Nothing.NO_DATA if isinstance(value, Nothing) else Nothing.NOT_APPLICABLE
    return {
        "fact": value if isinstance(value, Nothing) else shown_fact(value, unit),
        "numerator": none if numerator is None else numerator,
        "denominator": none if denominator is None else denominator,
    }


def unjudged_values(
    value: float | Nothing, numerator: float | None, denominator: float | None, unit: AnyUnit
) -> dict[str, Value]:
    """A fact that no target judges, because another one stands for its year."""
    none = Nothing.NOT_APPLICABLE
    facts = fact_values(value, numerator, denominator, unit)
    return facts | {"status": "", "reason": "", "needed_step": none, "pace": none}


def or_nothing(value: float | None) -> Value:
    return Nothing.NOT_APPLICABLE if value is None else value


def filter_notes(view: IndicatorsView) -> tuple[tuple[str, str], ...]:
    kept = [status_word(TargetStatus(status)) for status in view.selection.statuses]
    statuses = ((_("Statuses shown"), ", ".join(kept)),) if kept else ()
    return ((_("Filters"), view.filters), *statuses, *view.provenance.notes())
