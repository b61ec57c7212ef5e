"""Facts, targets and statuses of indicators in words and with their units: for screen, export and note."""

from dataclasses import replace

from data.formats import NBSP, nothing, number, percent_value, percentage_points, signed
from data.language import _, ngettext, pgettext
from data.measures.indicators.effects import Effect
from data.measures.indicators.first_year import FirstYear
from data.measures.indicators.outlook import Outlook
from data.measures.targets import RANGES, WITHOUT_VALUE, YEARLY_KINDS, Reason, Target, TargetResult
from data.measures.trends import Direction
from data.views.indicators.rows import Row, YearLine
from data.vocabulary import (
    FREE_UNITS,
    AnyUnit,
    DynamicsReading,
    Nothing,
    OwnUnit,
    Polarity,
    TargetKind,
    TargetStatus,
    Unit,
    kind_of,
)

PERCENT_DECIMALS = 1
GROWTH_KINDS = frozenset(
    {
        TargetKind.POSITIVE_DYNAMICS,
        TargetKind.POSITIVE_DYNAMICS_MIN,
        TargetKind.POSITIVE_DYNAMICS_AND_LEVEL,
        TargetKind.ANNUAL_GROWTH,
    }
)
# All of a whole, in per cent.
WHOLE = 100.0


def decimals_of(unit: AnyUnit | None) -> int | None:
    """How many decimals a fact is printed with; None = as many as it needs, two at most."""
    if isinstance(unit, OwnUnit):
        return unit.decimals
    return PERCENT_DECIMALS if unit is Unit.PERCENT else None


def without_word(unit: AnyUnit) -> AnyUnit:
    """For a narrow column beside one that has the word of the unit: an own word may be a long one."""
    return OwnUnit(Unit.RATE, "", unit.decimals) if isinstance(unit, OwnUnit) else unit


def unit_name(unit: AnyUnit) -> str:
    """What stands behind a number."""
    if isinstance(unit, OwnUnit) and unit.word:
        return unit.word
    return {
        Unit.PERCENT: "%",
        Unit.COUNT: _("units"),
        # Its word stands before the number (``before_name``).
        Unit.COUNT_PER_ORGANISATION: "",
        Unit.RATE: "",
        Unit.INDEX: "",
        Unit.POINTS: pgettext("unit", "pts"),
        Unit.MONEY: "₽",
        Unit.DIFFERENCE: "",
    }[kind_of(unit)]


def before_name(unit: AnyUnit) -> str:
    """What stands before a fact: «minimum 2», which behind the number would be read as minutes."""
    is_least = kind_of(unit) is Unit.COUNT_PER_ORGANISATION and not unit_name(unit)
    return pgettext("over organisations", "minimum") + NBSP if is_least else ""


def unit_hint(unit: AnyUnit) -> str:
    """What the unit means, for a title on hover and the line under a heading."""
    if isinstance(unit, OwnUnit) and unit.word:
        return unit.word
    return {
        Unit.PERCENT: _("in percent"),
        Unit.COUNT: _("number"),
        Unit.COUNT_PER_ORGANISATION: _("the smallest number over the organisations of the municipality"),
        Unit.RATE: _("rate"),
        Unit.INDEX: _("index"),
        Unit.POINTS: _("in points"),
        Unit.MONEY: _("in roubles"),
        Unit.DIFFERENCE: _("difference with its sign"),
    }[kind_of(unit)]


def unit_heading(unit: AnyUnit) -> str:
    """The unit as a cell of its own says it."""
    return "%" if unit is Unit.PERCENT else unit_hint(unit)


def amount(value: float | Nothing | None, unit: AnyUnit) -> str:
    """A fact with its unit, or which kind of nothing it is."""
    if value is None or isinstance(value, Nothing):
        return nothing(value or Nothing.NO_DATA)
    if unit is Unit.PERCENT:
        return percent_value(value)
    write = signed if kind_of(unit) is Unit.DIFFERENCE else number
    return f"{before_name(unit)}{write(value, decimals_of(unit))} {unit_name(unit)}".rstrip()


def step(value: float | None, unit: AnyUnit) -> str:
    """A change within a year, with its sign; a dash where there is none."""
    if value is None:
        return "—"
    if unit is Unit.PERCENT:
        return percentage_points(value)
    decimals = decimals_of(unit) if isinstance(unit, OwnUnit) else None
    if decimals is None and kind_of(unit) not in FREE_UNITS:
        decimals = 1
    return f"{signed(value, decimals)} {unit_name(unit)}".rstrip()


def ratio(line: YearLine) -> str:
    """Numerator and denominator as ``121 / 680``; a dash for an indicator that is no share."""
    if line.numerator is None or line.denominator is None:
        return "—"
    return f"{number(line.numerator)} / {number(line.denominator)}"


def level(value: float, unit: AnyUnit) -> str:
    """A level as a target states it: as many decimals as it has, and the word of its unit but for things counted."""
    if unit is not Unit.PERCENT:
        return f"{number(value)}{NBSP}{_level_unit(unit)}".rstrip(NBSP)
    return percent_value(value, 0 if value == int(value) else 1)


def _level_unit(unit: AnyUnit) -> str:
    is_own = isinstance(unit, OwnUnit) and unit.word
    return unit_name(unit) if is_own or kind_of(unit) in FREE_UNITS else ""


def _without_unit(words: str, unit: AnyUnit) -> str:
    """A level without its unit, which stands behind another one."""
    sign = "%" if unit is Unit.PERCENT else _level_unit(unit)
    return words.removesuffix(sign).rstrip(NBSP) if sign else words


def target_short(target: Target, unit: AnyUnit) -> str:
    """A target in a few characters, without its deadline: ``≥ 66,6 %``, ``growth``, ``growth ≥ 10 pp``."""
    way = pgettext("target", "growth") if target.sign > 0 else pgettext("target", "fall")
    if target.kind is TargetKind.PRESENCE:
        return pgettext("target", "presence")
    if target.value is None:
        return _against(target, way) if target.kind in WITHOUT_VALUE else pgettext("target", "to be clarified")
    if target.kind in RANGES:
        return range_words(target, unit)
    if target.kind in GROWTH_KINDS and is_growth_by(target):
        if not target.value:
            return _keeping(target)
        # A fall, too, is of at least so much.
        earlier = "".join(f"{number(amount)} → " for _year, amount in target.levels[:-1])
        return f"{way} ≥ {earlier}{growth_amount(target, target.value, unit)}"
    bound = f"{_sign(target)} {level(target.value, unit)}"
    if len(target.levels) > 1:
        return f"{'≥' if target.sign > 0 else '≤'} {_levels(target, unit)}"
    is_both = target.kind is TargetKind.POSITIVE_DYNAMICS_AND_LEVEL
    return f"{_against(target, way)}, {bound}" if is_both else bound


def _levels(target: Target, unit: AnyUnit) -> str:
    """«33,3 → 66,6 → 100 %»: the levels of the steps, with the unit once."""
    *earlier, last = (level(value, unit) for _year, value in target.levels)
    return " → ".join([*(_without_unit(words, unit) for words in earlier), last])


def _sign(target: Target) -> str:
    """Of a part of a whole there is no more than all of it: at least 100 % is exactly 100 %."""
    if target.is_share and target.value == WHOLE and target.sign > 0:
        return "="
    return "≥" if target.sign > 0 else "≤"


def range_words(target: Target, unit: AnyUnit) -> str:
    """«60–80 %»; one number where both bounds are the same."""
    if target.value is None or target.upper is None or target.value == target.upper:
        return f"= {level(target.value or 0.0, unit)}"
    return f"{_without_unit(level(target.value, unit), unit)}–{level(target.upper, unit)}"


def presence_words(value: float) -> str:
    """What a fact says where a target asks only for presence."""
    return pgettext("presence", "yes") if value > 0 else pgettext("presence", "no")


def _keeping(target: Target) -> str:
    """A growth of at least nothing is a level that is kept."""
    if target.kind is TargetKind.ANNUAL_GROWTH:
        return _("not below the year before") if target.sign > 0 else _("not above the year before")
    return _("not below the baseline") if target.sign > 0 else _("not above the baseline")


def is_growth_by(target: Target) -> bool:
    """Whether nothing but a growth is asked, or a growth of so much; for the other readings the value is a level."""
    if target.value is None:
        return True
    if target.reading is None or target.kind is TargetKind.ANNUAL_GROWTH:
        return target.kind in (TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.ANNUAL_GROWTH)
    return target.reading is not DynamicsReading.LEVEL


def growth_amount(target: Target, value: float, unit: AnyUnit) -> str:
    """By how much and against what, in the unit of its reading; where nobody has chosen a reading, that is said."""
    is_yearly = target.kind is TargetKind.ANNUAL_GROWTH
    if target.reading is DynamicsReading.PERCENT:
        part = level(value, Unit.PERCENT)
        return _against(target, part) if is_yearly else _("{value} of the baseline").format(value=part)
    if target.reading is DynamicsReading.PERCENTAGE_POINTS:
        return _against(target, points_amount(value, unit))
    unclear = _("{value} (of what is to be clarified)").format(value=number(value))
    return _against(target, unclear) if is_yearly else unclear


def _against(target: Target, words: str) -> str:
    """With what a growth is measured against: the year before, or the base year."""
    if target.kind is TargetKind.ANNUAL_GROWTH:
        return _("{growth} on the year before").format(growth=words)
    return _("{growth} on the baseline").format(growth=words)


def points_amount(value: float, unit: AnyUnit) -> str:
    """A difference of levels without a sign: percentage points of a share, otherwise units."""
    return f"{number(value)}{NBSP}{_('pp') if unit is Unit.PERCENT else unit_name(unit)}".rstrip(NBSP)


def target_words(target: Target, unit: AnyUnit) -> str:
    """A target with its deadline, its yearly part, and a note where the source states no operator."""
    if len(target.levels) > 1:
        parts = (replace(target, value=value, year=year, steps=()) for year, value in target.levels)
        return _unstated(target, ", ".join(f"{target_short(one, unit)} {deadline(one)}" for one in parts))
    words = target_short(target, unit)
    if target.annual_floor is not None:
        words = _("{target}, every year {floor}").format(
            target=words, floor=f"{'≥' if target.sign > 0 else '≤'} {level(target.annual_floor, unit)}"
        )
    return f"{_unstated(target, words)}, {deadline(target)}"


def _unstated(target: Target, words: str) -> str:
    """With a note where the source states no operator and the target needs one."""
    if target.operator is not None or target.value is None or target.kind in (*GROWTH_KINDS, *RANGES):
        return words
    unstated = _("{target} (“at least” is not stated)")
    if target.lower_is_better:
        unstated = _("{target} (no sign is stated; lower is better)")
    return unstated.format(target=words)


def next_step_words(result: TargetResult, unit: AnyUnit) -> str:
    """What the step after the one that was due asks for; empty where there is none, or the due one is still to come."""
    if result.aim is None or result.next_step is None:
        return ""
    words = _("{level} by {year}: {step} a year needed")
    return words.format(level=amount(result.aim.level, unit), year=result.aim.year, step=step(result.aim.step, unit))


def deadline(target: Target) -> str:
    if target.kind in YEARLY_KINDS:
        return _("every year until {year}").format(year=target.year) if target.year else _("every year")
    if len(target.levels) > 1:
        return _("in steps, {first}–{last}").format(first=target.levels[0][0], last=target.year)
    return _("by {year}").format(year=target.year) if target.year else _("no deadline stated")


def outlook_words(found: Outlook, unit: AnyUnit) -> list[str]:
    """What comes of the target at the present pace, marked as a forecast, and whether it can be reached at all."""
    texts = []
    if found.at_deadline is not None:
        reached = _("the target is reached") if found.reaches else _("the target is not reached")
        words = _("Forecast, if the pace stays: {level} in {year}, {reached}.")
        texts.append(words.format(level=amount(found.at_deadline, unit), year=found.deadline, reached=reached))
    if found.is_cut:
        texts.append(_("The indicator has no values below 0: the forecast is cut there."))
    if found.out_of_reach:
        words = _("Out of reach even at the best pace that any municipality had: {step} a year.")
        texts.append(words.format(step=step(found.best_step, unit)))
    return texts


def effect_words(found: Effect) -> str:
    """As section IV of document 002 has it, and what its misprint means."""
    return {
        Effect.POSITIVE: pgettext("effect", "positive dynamics"),
        Effect.STRONG: pgettext("effect", "strong state (by its meaning: stable)"),
        Effect.DECLINE: pgettext("effect", "decline: neither of the two"),
    }[found]


def first_year_words(warning: FirstYear, needed: float | None, unit: AnyUnit) -> str:
    """The warning that a target's first fact brings, with what is needed from now on."""
    if warning is FirstYear.DUE_AT_ONCE:
        return _("First year: the deadline is the year of the first fact, without a year to work towards it.")
    words = _("First year: one fact, and no pace to judge by before the next one.")
    if needed is None:
        return words
    return f"{words} {_('Needed from now on: {step} a year.').format(step=step(needed, unit))}"


def reason_short(reason: Reason) -> str:
    return {
        Reason.NO_TARGET: _("no target"),
        Reason.NO_DATA: _("no data"),
        Reason.NO_DEADLINE_DATA: _("no data for the deadline"),
        Reason.NO_BASELINE: _("no baseline"),
        Reason.ZERO_BASELINE: _("baseline is 0"),
        Reason.NEGATIVE_BASELINE: _("baseline is below 0"),
        Reason.AMBIGUOUS: pgettext("target", "to be clarified"),
        Reason.CONTRADICTORY: pgettext("target", "contradictory"),
    }[reason]


def reason_words(reason: Reason | None) -> str:
    """Why a target cannot be judged, as a sentence."""
    if reason is None:
        return ""
    return {
        Reason.NO_TARGET: _("No target is set."),
        Reason.NO_DATA: _("There is no fact for this year."),
        Reason.NO_DEADLINE_DATA: _("There is no fact for the year of the deadline."),
        Reason.NO_BASELINE: _("There is no fact to measure growth or pace from."),
        Reason.ZERO_BASELINE: _("The baseline is 0: growth in percent is not defined."),
        Reason.NEGATIVE_BASELINE: _("The baseline is below 0: growth in percent is not defined."),
        Reason.AMBIGUOUS: _("The text of the target can be read in several ways and needs clarification."),
        Reason.CONTRADICTORY: _("The parts of the target contradict each other."),
    }[reason]


def status_count(status: TargetStatus, count: int) -> str:
    """The word beside a number of targets."""
    return {
        TargetStatus.MET: ngettext("is met", "are met", count),
        TargetStatus.ON_TRACK: ngettext("is on track", "are on track", count),
        TargetStatus.BEHIND: ngettext("is behind", "are behind", count),
        TargetStatus.MISSED: ngettext("is missed", "are missed", count),
        TargetStatus.CANNOT_BE_JUDGED: _("cannot be judged"),
    }[status]


def trend_sign(direction: Direction) -> tuple[str, str]:
    """A mark and the word for a direction."""
    return {
        Direction.RISING: ("▲", _("growth")),
        Direction.FALLING: ("▼", _("decline")),
        Direction.UNCHANGED: ("=", _("unchanged")),
        Direction.MIXED: ("↕", _("up and down")),
        Direction.TOO_FEW_POINTS: ("?", _("too few points")),
    }[direction]


def polarity_words(polarity: Polarity) -> str:
    return {
        Polarity.HIGHER_IS_BETTER: _("Higher is better."),
        Polarity.LOWER_IS_BETTER: _("Lower is better."),
        Polarity.NO_JUDGEMENT: _("Neither higher nor lower is better."),
    }[polarity]


def polarity_short(polarity: Polarity) -> str:
    return {
        Polarity.HIGHER_IS_BETTER: pgettext("polarity", "higher"),
        Polarity.LOWER_IS_BETTER: pgettext("polarity", "lower"),
        Polarity.NO_JUDGEMENT: pgettext("polarity", "not stated"),
    }[polarity]


def place_of(row: Row) -> str:
    """Criterion and number of an indicator, as they head its card; the code of one without a criterion."""
    if not row.indicator.criterion:
        return _("code {code}").format(code=row.indicator.code)
    return _("{criterion} · indicator {order}").format(criterion=row.indicator.criterion, order=row.indicator.order)


def status_word(status: TargetStatus) -> str:
    return {
        TargetStatus.MET: pgettext("target", "met"),
        TargetStatus.ON_TRACK: pgettext("target", "on track"),
        TargetStatus.BEHIND: pgettext("target", "behind"),
        TargetStatus.MISSED: pgettext("target", "missed"),
        TargetStatus.CANNOT_BE_JUDGED: _("cannot be judged"),
    }[status]


def result_words(result: TargetResult) -> str:
    """The status with what came after the deadline: «met in time, below now», «reached 1 year late»."""
    if result.late_years:
        words = ngettext("reached {number} year late", "reached {number} years late", result.late_years)
        text = words.format(number=result.late_years)
    elif result.off_now:
        text = pgettext("target", "met in time")
    else:
        return status_word(result.status)
    if not result.off_now:
        return text
    now = pgettext("target", "below now") if result.off_now < 0 else pgettext("target", "above now")
    return f"{text}, {now}"
