"""The states of document 002 in one sentence, for what is listed."""

from collections import Counter
from collections.abc import Sequence

from data.language import _
from data.measures.indicators.effects import Effect
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.words import effect_words


def states_sentence(rows: Sequence[TargetRow]) -> str:
    """How many indicators of the document are in each of its states; the numbers add up. Empty without such ones."""
    counts = Counter(row.effect for row in rows if row.is_of_document)
    if not counts:
        return ""
    parts = [f"{effect_words(state)} — {counts[state]}" for state in Effect if counts[state]]
    if counts[None]:
        parts.append(_("neither, too few facts or up and down — {number}").format(number=counts[None]))
    words = _("State by document 002, of {number} indicators: {parts}.")
    return words.format(number=counts.total(), parts="; ".join(parts))
