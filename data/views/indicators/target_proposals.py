"""What the text of a target was read as, in words: its readings, and what they leave open."""

from dataclasses import replace

from data.formats import number, percent_value
from data.language import _, pgettext
from data.measures.indicators.target_hints import Hint
from data.measures.indicators.target_texts import Proposal
from data.measures.readings import Reading, ReadingName
from data.measures.targets import Target
from data.text.target_kinds import LARGEST
from data.views.indicators.words import growth_amount, target_words
from data.vocabulary import AnyUnit, DynamicsReading


def reading_sentence(target: Target, unit: AnyUnit) -> str:
    """One reading, with the year that a growth is counted from."""
    words = target_words(target, unit)
    if target.baseline_year is None:
        return words
    return _("{target}, counted from {year}").format(target=words, year=target.baseline_year)


def reading_words(reading: Reading, target: Target, unit: AnyUnit) -> str:
    """One way to read an unclear target, with what a growth is measured against."""
    if reading.rule is not None:
        return target_words(reading.rule, unit)
    year = reading.result.deadline or target.year or ""
    of_base = growth_amount(replace(target, reading=DynamicsReading.PERCENT), target.value or 0, unit)
    in_points = growth_amount(replace(target, reading=DynamicsReading.PERCENTAGE_POINTS), target.value or 0, unit)
    by = pgettext("target", "{way} by {value}")
    way = pgettext("target", "growth") if target.sign > 0 else pgettext("target", "fall")
    return {
        ReadingName.LEVEL_BY_YEAR: _("level by {year}").format(year=year),
        ReadingName.OVER_THREE_YEARS: _("over three years, by the end of {year}").format(year=year),
        ReadingName.EVERY_YEAR: _("every year, gain of the year"),
        ReadingName.GROWTH_IN_PERCENT: by.format(way=way, value=of_base),
        ReadingName.GROWTH_IN_POINTS: by.format(way=way, value=in_points),
        ReadingName.INDEX: (_("at least {value}") if target.sign > 0 else _("at most {value}")).format(value=of_base),
    }[reading.name]


def hint_words(hint: Hint, proposal: Proposal) -> str:
    """What is left open, or how a word was taken, as a sentence."""
    if hint is Hint.PARTS_DISAGREE:
        return disagreement_words(proposal)
    return {
        Hint.NOT_UNDERSTOOD: _("The text names no level, growth, range or presence. Choose the kind yourself."),
        Hint.POINTS_OR_PERCENT: _("Growth of a share: percentage points, or per cent of the baseline? Choose one."),
        Hint.INDEX_OR_GROWTH: _(
            "A count with a target in per cent: at least so many per cent of the baseline, or growth by so many?"
        ),
        Hint.BY_OR_LEVEL: _("Growth by the number, or growth to the number? Choose one."),
        Hint.SHARE_OR_PERCENT: _("A number below 1 without a percent sign: a share of 1, or per cent? Choose one."),
        Hint.MORE_OR_FEWER: _("So many times more, or fewer? Choose one."),
        Hint.MINUS_OR_DASH: _("A minus, or a dash before the number? Choose one."),
        Hint.UNTIL_OR_AGAINST: _("Growth until this year, or counted from it? Choose one."),
        Hint.BELOW_ZERO: _("A number below 0 is impossible here. Correct the text, or leave it to be clarified."),
        Hint.TOO_LARGE: _("A number above {largest} is no target. Correct the text.").format(largest=number(LARGEST)),
        Hint.NO_SUCH_YEAR: _("The text names a year that is impossible. Correct it."),
        Hint.DURATION: _("The text says over how many years, which no target holds. Check whether the rest is meant."),
        Hint.SEVERAL_VALUES: _("Several levels are named: it is not clear which year each is for. Choose one."),
        Hint.GROWTH_IN_STEPS: _(
            "Growth of several years: all of it counted from the base year, or one of them alone? Choose one; growth "
            "of each year on the year before, by another number in each, cannot be stored."
        ),
        Hint.NO_DEADLINE: _("The text names no year. Fill in the year by which the target is due."),
        Hint.NO_BASELINE: _("No base year is named: until one is filled in, growth cannot be judged."),
        Hint.NO_SIGN: _("Neither “at least” nor “at most” is written: the polarity of the indicator says which."),
        Hint.EXACTLY_WHOLE: _("Of a share there is no more than 100%: at least 100% is exactly 100%."),
        Hint.ABOVE_WHOLE: _("More than 100% of a whole is impossible. Correct the text, or leave it to be clarified."),
        Hint.NOT_STRICT: _("“More than” is judged as “at least”, “less than” as “at most”."),
    }[hint]


def disagreement_words(proposal: Proposal) -> str:
    """Which parts of a text contradict each other; empty where none do."""
    found = proposal.disagreement
    if found is None:
        return _("The parts of the text do not agree.") if Hint.PARTS_DISAGREE in proposal.hints else ""
    whole, level = (percent_value(part, 0 if part == int(part) else 1) for part in (found.whole, found.level))
    if found.reached is None or found.year is None:
        return _("{whole} over {years} years and a level of {level} do not agree.").format(
            whole=whole, years=found.years, level=level
        )
    words = _("{whole} over {years} years would be reached by the end of {reached}, but {level} is asked by {year}.")
    return words.format(whole=whole, years=found.years, reached=found.reached, level=level, year=found.year)
