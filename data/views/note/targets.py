"""The draft of a recommendation on a target that is missed or behind."""

from data.formats import number, percent_value, percentage_points, signed
from data.language import _, pgettext
from data.measures.targets import RANGES, YEARLY_KINDS
from data.views.indicators import words as indicator_words
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.words import WHOLE, level, result_words
from data.views.note.recommendations import Draft, Paragraph, addressed
from data.views.note.text import Figure, Text, ended, filled, joined
from data.views.shared.choices import Choice
from data.vocabulary import AnyUnit, Nothing, OwnUnit, TargetKind, TargetStatus, Unit


def target_draft(municipality: Choice, direction: Choice, row: TargetRow, link: str, deadline: str) -> Draft:
    """For a target that is missed or behind."""
    title = _("{code} {direction}: target “{indicator}”").format(
        code=direction.code, direction=direction.short, indicator=row.indicator.short
    )
    ground = joined([_target_state(row, link), _pace(row, link)])
    missed = row.result.status is TargetStatus.MISSED
    advice = (
        _("Find out why the target was not reached, take measures and show their result in the next monitoring.")
        if missed
        else _("Take measures that bring the target nearer faster, and check their result in the next monitoring."),
    )
    proof = (_("the value of the indicator in the next monitoring, with the source of the data."),)
    paragraphs = (
        *addressed(municipality, advice, deadline),
        Paragraph(_("Proof"), proof),
        Paragraph(_("Ground"), ground),
    )
    return Draft(title, lambda: paragraphs)


def _target_state(row: TargetRow, link: str) -> Text:
    unit, source = row.indicator.unit, f"target:{row.indicator.code}"
    # Where the year has several facts it is named which one is judged.
    of_part = (f" ({row.period})",) if row.period else ()
    fact = () if isinstance(row.fact, Nothing) else (amount(row.fact, unit, source, link), *of_part)
    status = risk_words(row)
    names: dict[str, str | Figure | Text] = {
        "indicator": row.indicator.name,
        "fact": fact,
        "target": target_level(row, link),
        "status": status,
    }
    return filled(
        _("Indicator “{indicator}”: the fact is {fact}, the target is {target}; the target is {status}."), **names
    )


def risk_words(row: TargetRow) -> str:
    """How a target at risk stands, with what came after its deadline."""
    if row.result.status is not TargetStatus.MISSED:
        return _("behind the plan")
    return result_words(row.result) if row.result.late_years else _("not reached")


def target_level(row: TargetRow, link: str) -> Text:
    """«не менее 66,6 % к 2027 году», as far as the target states it."""
    source, rule = f"target:{row.indicator.code}", row.target.rule
    if rule.kind is TargetKind.PRESENCE:
        return (pgettext("target", "presence"),)
    if rule.kind in RANGES and rule.value is not None and rule.upper is not None:
        low, high = (_level(bound, row.indicator.unit, source, link) for bound in (rule.value, rule.upper))
        return _due(filled(_("from {low} to {high}"), low=low, high=high), row, source, link)
    if row.result.threshold is None:
        return (_("growth") if row.target.rule.sign > 0 else _("a fall"),)
    level = _level(row.result.threshold, row.indicator.unit, source, link)
    is_lower = row.target.rule.sign < 0
    if row.target.rule.kind is TargetKind.POSITIVE_DYNAMICS or (
        row.target.rule.kind is TargetKind.ANNUAL_GROWTH and row.target.rule.value is None
    ):
        # Growth against a baseline: reaching it is not enough.
        bound = _("below {level}") if is_lower else _("above {level}")
    else:
        bound = _("at most {level}") if is_lower else _("at least {level}")
    if rule.is_share and not is_lower and row.result.threshold == WHOLE:
        bound = _("exactly {level}")
    if row.target.rule.kind is TargetKind.POSITIVE_DYNAMICS_AND_LEVEL:
        # A fact that holds the level may yet not have grown: both are asked for.
        bound = _("a fall and at most {level}") if is_lower else _("growth and at least {level}")
    return _due(filled(bound, level=level), row, source, link)


def _due(level: Text, row: TargetRow, source: str, link: str) -> Text:
    """With the deadline, or that it is due every year; a growth on the year before has its level in one year only."""
    rule, due = row.target.rule, row.result.deadline
    if rule.kind is TargetKind.ANNUAL_GROWTH and due is not None:
        growth = _("a fall on the year before") if rule.sign < 0 else _("growth on the year before")
        yearly = _every_year((growth,), row, source, link)
        return filled(_("{level} in {year} ({rule})"), level=level, year=_year(due, source, link), rule=yearly)
    if rule.kind in YEARLY_KINDS:
        return _every_year(level, row, source, link)
    if due is None:
        return level
    return filled(_("{level} by {year}"), level=level, year=_year(due, source, link))


def _every_year(level: Text, row: TargetRow, source: str, link: str) -> Text:
    last = row.target.rule.year
    if last is None:
        return filled(_("{level}, every year"), level=level)
    return filled(_("{level}, every year until {year}"), level=level, year=_year(last, source, link))


def _year(year: int, source: str, link: str) -> Figure:
    return Figure(str(year), float(year), source, link)


def _pace(row: TargetRow, link: str) -> Text:
    result, source = row.result, f"target:{row.indicator.code}"
    if result.status is TargetStatus.MISSED or not result.needed_step:
        return ()
    needed = _step(result.needed_step, row.indicator.unit, source, link)
    if result.pace is None:
        return ended(filled(_("The step needed each year is {needed}"), needed=needed))
    pace = _step(result.pace, row.indicator.unit, source, link)
    return ended(filled(_("The step needed each year is {needed}, the pace so far {pace}"), needed=needed, pace=pace))


def amount(value: float, unit: AnyUnit, source: str, link: str) -> Figure:
    if isinstance(unit, OwnUnit):
        return Figure(indicator_words.amount(value, unit), value, source, link)
    write = signed if unit is Unit.DIFFERENCE else number
    return Figure(percent_value(value) if unit is Unit.PERCENT else write(value), value, source, link)


def _level(value: float, unit: AnyUnit, source: str, link: str) -> Figure:
    """A level as a target states it: as many decimals as it has."""
    return Figure(level(value, unit), value, source, link)


def _step(value: float, unit: AnyUnit, source: str, link: str) -> Figure:
    if isinstance(unit, OwnUnit):
        return Figure(indicator_words.step(value, unit), value, source, link)
    return Figure(percentage_points(value) if unit is Unit.PERCENT else signed(value, 1), value, source, link)
