"""Which gaps make one recommendation: those of one stage in one state, unless somebody has written a text for them."""

from collections.abc import Iterable, Mapping, Sequence

from data.queries.note import SavedText
from data.views.note.recommendations import ComponentFacts

# The name under which a saved text keeps the gaps that it is about.
OF = "of"


def owners(saved: Iterable[SavedText]) -> dict[str, str]:
    """By the key of a gap, the section of the latest saved text that is about it. Texts of before one recommendation
    could be about several directions are about the gap that they are saved under."""
    latest = {one.section: one for one in saved}
    found: dict[str, str] = {}
    for one in sorted(latest.values(), key=lambda text: (text.created_at, text.section)):
        found |= dict.fromkeys(one.figures.get(OF) or [one.section], one.section)
    return found


def grouped(gaps: Sequence[ComponentFacts], owner: Mapping[str, str]) -> list[tuple[str, tuple[ComponentFacts, ...]]]:
    """(key, gaps) of each recommendation, where its first gap stands; every gap is in exactly one.

    The key is that of the saved text, or else of the first gap. Gaps of one saved text stay together, whatever becomes
    of their states; the others are together where only the direction differs.
    """
    together: dict[tuple[str, ...], list[ComponentFacts]] = {}
    for gap in gaps:
        own = owner.get(gap.key)
        group = ("saved", own) if own else ("draft", gap.stage.code, gap.state.value)
        together.setdefault(group, []).append(gap)
    return [
        (group[1] if group[0] == "saved" else members[0].key, tuple(members)) for group, members in together.items()
    ]
