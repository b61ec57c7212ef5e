"""Ranks, quarters and changes of an indicator in words: for the screen and for exports."""

from data.formats import day, rank, rank_of
from data.language import _, ngettext
from data.measures.bands import NoBands
from data.measures.changes import NotCompared
from data.measures.indicators.ranks import IndicatorRank, IndicatorRanking, NoRank
from data.queries.indicators import IndicatorLine
from data.text.intervals.interval import interval
from data.text.intervals.labels import spanned
from data.text.intervals.words import period_words
from data.views.indicators.across import Across
from data.views.indicators.series import kinds_rule
from data.views.indicators.words import amount, step
from data.vocabulary import AnyUnit, Polarity

NUMERALS = ("I", "II", "III", "IV")


def quarter_name(row: IndicatorRank) -> str:
    return NUMERALS[row.band - 1] if row.band else ""


def rank_words(row: IndicatorRank, ranking: IndicatorRanking) -> str:
    """«2–3 of 40», empty without a rank."""
    return "" if row.first is None or row.last is None else rank_of(row.first, row.last, ranking.ranked)


def short_rank(row: IndicatorRank) -> str:
    """«2–3», empty without a rank."""
    return "" if row.first is None or row.last is None else rank(row.first, row.last)


def unranked_words(reason: NoRank, interval: str = "") -> str:
    """``interval``: what the ranking is of, empty for the year."""
    return {
        NoRank.NO_DATA: _("no data for this period") if interval else _("no data for this year"),
        NoRank.NOT_APPLICABLE: _("the indicator does not apply"),
        NoRank.HIDDEN: _("hidden: small numbers"),
        NoRank.NO_POLARITY: _("neither higher nor lower is better"),
    }[reason]


def rule_words(polarity: Polarity) -> str:
    """How ranks come about, or why there are none."""
    if polarity is Polarity.NO_JUDGEMENT:
        return _("No ranks: for this indicator it is not stated whether more or less is better.")
    better = _("the highest value leads") if polarity is Polarity.HIGHER_IS_BETTER else _("the lowest value leads")
    return _("Ranks: {better}; equal values share a rank (1–2–2–4); without a value there is no rank.").format(
        better=better
    )


def quarters_words(ranking: IndicatorRanking, polarity: Polarity, unit: AnyUnit) -> str:
    """The limits of the quarters, or why there are none; empty where nobody is ranked."""
    if not ranking.ranked:
        return ""
    if not ranking.limits:
        if ranking.no_bands is NoBands.ALL_EQUAL:
            return _("No quarters: all have the same value.")
        return _("No quarters: fewer than four municipalities are ranked.")
    first, second, third = (amount(limit, unit) for limit in ranking.limits)
    if polarity is Polarity.LOWER_IS_BETTER:
        words = _("Quarters: I up to {first}, II up to {second}, III up to {third}, IV above.")
    else:
        words = _("Quarters: I from {first}, II from {second}, III from {third}, IV below.")
    return words.format(first=first, second=second, third=third)


def break_words(line: IndicatorLine) -> str:
    """That the series breaks, and why; empty where it does not."""
    if line.break_year is None:
        return ""
    words = _("The series breaks in {year}: earlier values are not to be compared with later ones.")
    return " ".join(filter(None, (words.format(year=line.break_year), line.break_note)))


def comparison_words(across: Across, line: IndicatorLine, year: int) -> str:
    """With what period, and among how many, ranks and values are compared."""
    if across.earlier is None and line.break_year is not None and line.break_year <= year:
        return _("No comparison: {why}").format(why=break_words(line))
    if across.earlier is None and across.interval:
        return _("No comparison: no earlier year has a fact of the same period.")
    if across.earlier is None:
        return _("No comparison: no earlier year has a fact.")
    common = across.ranking.common
    if across.interval:
        return _against_part(across, across.earlier, common)
    if not common:
        return _("The change is against {year}.").format(year=across.earlier)
    return ngettext(
        "The change is against {year}, of ranks among the {number} municipality ranked in both years.",
        "The change is against {year}, of ranks among the {number} municipalities ranked in both years.",
        common,
    ).format(year=across.earlier, number=common)


def _against_part(across: Across, year: int, common: int) -> str:
    earlier = period_words(year, across.interval)
    words = _("The change is against the period “{period}”.").format(period=earlier)
    if common:
        words = ngettext(
            "The change is against the period “{period}”, of ranks among the {number} municipality ranked in both.",
            "The change is against the period “{period}”, of ranks among the {number} municipalities ranked in both.",
            common,
        ).format(period=earlier, number=common)
    return f"{words} {_same_period_words()}" if interval(across.interval).is_within_year else words


def _same_period_words() -> str:
    return _("A part of a year is compared with the same part of an earlier year, never with the part before it.")


def period_notes(across: Across, year: int) -> str:
    """What the figures are of, and by which ones the statuses are; empty where both are the year itself."""
    texts = []
    if across.interval or across.period != str(year):
        found = spanned(across.interval, across.period)
        days = (day(one.isoformat()) for one in (found.start(year), found.end(year)))
        texts.append(_("Period: {period} ({days}).").format(period=across.period, days="–".join(dict.fromkeys(days))))
    if not across.is_judged:
        words = _("Statuses are of the year, judged by the figure of {period}.")
        texts.append(words.format(period=period_words(year, across.standing)))
    if len({interval(code).series for code in across.intervals}) > 1:
        texts.append(kinds_rule())
    return " ".join(texts)


def change_words(row: IndicatorRank, across: Across) -> str:
    """What a change of rank is made of, or why there is none."""
    if row.common_now and row.common_before:
        return _("among {number}: {before} → {now}").format(
            number=across.ranking.common, before=rank(*row.common_before), now=rank(*row.common_now)
        )
    return {
        NotCompared.COMPARED: "",
        NotCompared.NO_EARLIER_PERIOD: _("no earlier year has a fact"),
        NotCompared.OTHER_METHODOLOGY: "",
        NotCompared.MERGED: _("another unit since a merger"),
        NotCompared.UNRANKED_NOW: _("no rank now"),
        NotCompared.UNRANKED_BEFORE: _("no rank in {year}").format(year=across.earlier),
    }[row.not_compared]


def value_change_words(row: IndicatorRank, unit: AnyUnit) -> str:
    """Now minus before with its sign; «no comparison» where there is none."""
    return _("no comparison") if row.value_change is None else step(row.value_change, unit)


def unranked_line(across: Across) -> str:
    """The words above those without a rank."""
    count = sum(row.first is None for row in across.ranking.rows)
    words = ngettext(
        "Not ranked: {number} municipality, not counted among the {ranked}",
        "Not ranked: {number} municipalities, not counted among the {ranked}",
        count,
    )
    return words.format(number=count, ranked=across.ranking.ranked)
