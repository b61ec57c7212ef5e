"""Facts, targets and statuses of indicators in words and with their units."""

from data.language import _
from data.measures.targets import TargetResult
from data.views.indicators.rows import Row
from data.views.indicators.words import amount, reason_short, result_words, target_words
from layouts.parts.signs import Sign, target_sign


def status_badge(result: TargetResult) -> Sign:
    """The status; what cannot be judged carries its reason in the place of the word."""
    sign = target_sign(result.status)
    words = reason_short(result.reason) if result.reason else result_words(result)
    return Sign(words, sign.mark, sign.tone)


def row_spoken(row: Row) -> str:
    """One bullet row as a sentence for a reader of the screen."""
    unit = row.indicator.unit
    target = target_words(row.target.rule, unit) if row.target else _("no target")
    return _("{name}: fact {fact}, target {target}, {status}").format(
        name=row.indicator.name, fact=amount(row.now.value, unit), target=target, status=status_badge(row.result).text
    )
