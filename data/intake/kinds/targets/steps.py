"""The cell of a target's steps: a level for each year before the deadline."""

from dataclasses import replace
from functools import partial

from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.texts import read_text
from data.intake.tables.years import limit_words
from data.language import _
from data.measures.targets import STEPPED, Target, goes_back, is_ambiguous
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.text.target_kinds import Limits
from data.text.target_steps import Step, Steps, typed_steps


def with_steps(
    row: Row, rule: Target, found: Collector, limits: Limits, *, is_share: bool, may_be_percent: bool = False
) -> Target:
    """The target of a row with what its cell of steps says; what is wrong there is reported.

    Of a target that is said to contradict itself its steps may do so too.
    """
    typed = read_text(row, "steps", found)
    if typed is None:
        return rule
    steps = _levels(row, typed, found, limits, is_share=is_share, may_be_percent=may_be_percent)
    if steps is None:
        return rule
    told = partial(_tell, row, typed, found)
    if rule.kind not in STEPPED:
        told(
            "steps-of-other-kind",
            _("Only a level by a year, or a growth on the base year, can be reached in steps."),
            _("Choose another kind."),
        )
        return rule
    whole = replace(rule, steps=steps)
    if rule.is_contradictory:
        return whole
    if is_ambiguous(whole) and not is_ambiguous(rule):
        told(
            "steps-out-of-order",
            _("The years of the steps must follow each other and come before the deadline."),
            _("Write the years in their order; the last level belongs to the deadline."),
        )
    elif goes_back(whole):
        found.warning(
            "steps-go-back",
            _("A later step asks for less than an earlier one: the target will be shown as contradictory."),
            sheet=row.table.sheet.name,
            cell=row.address("steps"),
            found=typed,
            fix=_("Check the numbers and the sign; leave them if the source says so."),
        )
    return whole


def _levels(
    row: Row, typed: str, found: Collector, limits: Limits, *, is_share: bool, may_be_percent: bool
) -> Steps | None:
    steps = typed_steps(typed)
    example = _("a year and a level, such as 2025: 33.3; 2026: 66.6")
    if steps is None or not all(FIRST_YEAR <= step.year <= LAST_YEAR for step in steps):
        message = _("The steps cannot be read.")
        _tell(
            row,
            typed,
            found,
            "bad-steps",
            message,
            _("Write a colon after each year and a semicolon after each level."),
            example,
        )
        return None
    if not all(_is_possible(step, limits, is_share=is_share, may_be_percent=may_be_percent) for step in steps):
        expected = (
            _("percentages from 0 to 100, below 1 with their sign")
            if is_share
            else _("without a percent sign: {limits}").format(limits=limit_words(limits))
        )
        _tell(
            row,
            typed,
            found,
            "bad-step-level",
            _("A level of the steps is outside its limits."),
            _("Check the numbers."),
            expected,
        )
        return None
    return tuple((step.year, step.level) for step in steps)


def _is_possible(step: Step, limits: Limits, *, is_share: bool, may_be_percent: bool) -> bool:
    has_right_sign = may_be_percent or not step.is_percent
    if is_share:
        has_right_sign = step.is_percent or not 0 < step.level < 1
    return has_right_sign and limits[0] <= step.level <= limits[1]


def _tell(
    row: Row, typed: str, found: Collector, rule: str, message: str, fix: str, expected: str | None = None
) -> None:
    found.error(
        rule, message, sheet=row.table.sheet.name, cell=row.address("steps"), found=typed, expected=expected, fix=fix
    )
