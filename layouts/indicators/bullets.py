"""Bullet rows of /indicators: fact, target tick or arrow of growth, status; one row an indicator or a municipality."""

from data.formats import NBSP
from data.language import _
from data.measures.targets import RANGES, YEARLY_KINDS, Target, due
from data.tables import Kind
from data.views.indicators.page import BY_CRITERION, IndicatorsView
from data.views.indicators.rows import Row
from data.views.indicators.words import (
    GROWTH_KINDS,
    amount,
    before_name,
    deadline,
    is_growth_by,
    presence_words,
    reason_words,
    target_short,
    unit_name,
)
from data.vocabulary import AnyUnit, Nothing, TargetKind, Unit
from layouts.parts.cell_parts import Parts, bold, button, ear_only, eye_only, small, span
from layouts.parts.screen_table import (
    BAR,
    DESCENDING,
    UNSORTED,
    Cell,
    Heading,
    Line,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.screen_table import Row as ScreenRow
from layouts.parts.signs import badge_parts
from layouts.parts.target_words import row_spoken, status_badge

# A count's scale ends a little beyond the larger of fact and target.
HEADROOM = 1.15
FULL_PERCENT = 100.0
# A direction of the documents stands on one page; hundreds of imported indicators are cut into several.
LONGEST_GROUP = 60


def bullets_table(view: IndicatorsView, store: str) -> ScreenTable:
    """One bullet row an indicator; by criterion they stand under its name. A press opens the row over time."""
    headings = [
        Heading("order", _("No."), Kind.NUMBER, look="numeric second phone-less"),
        Heading("indicator", _("Indicator"), look="indicator-name", is_name=True),
        Heading("fact", _("Fact"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        bar_heading("bar-cell phone-less"),
        Heading("target", _("Target"), look="numeric target", sort=UNSORTED),
        Heading("status", _("Status"), look="status"),
    ]
    return screen_table(
        "bullets",
        _("Facts and targets"),
        headings,
        [Section([_bullet_row(view, row, store) for row in view.shown], between=_criteria(view))],
        look="data-table bullets",
        size=LONGEST_GROUP,
    )


def bar_heading(look: str) -> Heading:
    """Drawn without a title: the legend says what it is."""
    return Heading("bar", ear_only(_("Bar")), BAR, look=look, sort=UNSORTED)


def _criteria(view: IndicatorsView) -> dict[int, list[Line]]:
    """The name of each criterion above the first of its indicators, where they stand in that order."""
    found: dict[int, list[Line]] = {}
    criterion = ""
    for place, row in enumerate(view.shown if view.selection.order == BY_CRITERION else ()):
        if row.indicator.criterion != criterion and row.indicator.criterion:
            criterion = row.indicator.criterion
            found[place] = [Line((bold(criterion), " ", row.indicator.criterion_name), "group")]
    return found


def _bullet_row(view: IndicatorsView, row: Row, store: str) -> ScreenRow:
    is_chosen = row == view.chosen
    press = button(
        (row.indicator.short, ear_only(row_spoken(row))),
        store,
        row.indicator.code,
        look="row-button",
        pressed=is_chosen,
    )
    cells = [
        Cell(row.indicator.order),
        Cell(row.indicator.short, press, title=row.indicator.name),
        fact_cell(row),
        bullet_cell(row),
        _target_cell(row, is_unlike=any(one.target == row.target for one in view.unlike)),
        status_cell(row),
    ]
    return ScreenRow(row.indicator.code, cells, "selected" if is_chosen else "")


def fact_cell(row: Row, said: str = "", unit: AnyUnit | None = None) -> Cell:
    """The fact with its unit, the number stressed, below it its period where that is not the year, or the one that the
    table is ``said`` to be of; or the kind of nothing. ``unit`` has the decimals of a column of one indicator.
    """
    value, period = row.now.value, row.now.period
    unit = unit or row.indicator.unit
    if isinstance(value, Nothing):
        return Cell(value)
    below = "" if period in (said, str(row.now.year)) else small(period)
    words = amount(value, unit)
    word, before = unit_name(unit), before_name(unit)
    if unit is not Unit.PERCENT:
        # A unit of one's own may have several words.
        stressed = bold(words.removeprefix(before).removesuffix(word).rstrip())
        shown = (before, stressed, f"{NBSP}{word}" if word else "") if before or word else stressed
        return Cell(value, shown, after=below)
    number, _space, sign = words.replace(NBSP, " ").rpartition(" ")
    return Cell(value, (bold(number), f"{NBSP}{sign}") if number else bold(sign), after=below)


def bullet_cell(row: Row, top: float = 0.0) -> Cell:
    """Bar from zero with the target's tick, or with an arrow where the target is growth.

    ``top`` is the largest fact of the table where all rows share a scale; without it a percentage fills up at 100.
    """
    value, rule = row.now.value, row.target.rule if row.target else None
    if isinstance(value, Nothing):
        return Cell()
    if rule is not None and rule.kind is TargetKind.PRESENCE:
        return Cell(shown=presence_words(value))
    is_growth = rule is not None and (rule.kind in GROWTH_KINDS and is_growth_by(rule))
    aim = due(rule, row.now.year).value if rule and not is_growth else None
    upper = rule.upper if rule and rule.kind in RANGES else None
    full = row.indicator.unit is Unit.PERCENT and not top
    scale = FULL_PERCENT if full else (max(value, aim or 0.0, upper or 0.0, top, 0.0) or 1.0) * HEADROOM
    tick, end = (None if bound is None else round(bound / scale, 4) for bound in (aim, upper))
    return Cell(value / scale, target=tick, upper=end, grows=is_growth)


def status_cell(row: Row) -> Cell:
    """The status as a badge, ordered as statuses are; why there is none stands on hover."""
    sign = status_badge(row.result)
    return Cell(sign.text, badge_parts(sign, reason_words(row.result.reason)))


def _target_cell(row: Row, *, is_unlike: bool) -> Cell:
    """``is_unlike``: what is shown is not what the text of the target says."""
    rule = row.target.rule if row.target else None
    if rule is None:
        return Cell(shown="—")
    words = (target_short(rule, row.indicator.unit), *_yearly_mark(rule))
    below = small(_("not as its text says")) if is_unlike else ""
    return Cell(shown=words, title=row.target.raw if row.target else "", after=below)


def _yearly_mark(rule: Target) -> tuple[Parts, ...]:
    if rule.kind not in YEARLY_KINDS:
        return ()
    words = deadline(rule)
    return (span((eye_only(" ↻"), ear_only(f" {words}")), title=words),)
