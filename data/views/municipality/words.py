"""The sentences of the profile of a municipality."""

from data.formats import number, rank
from data.language import _, ngettext
from data.views.cycle.region import Line
from data.views.cycle.words import stage_title
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.comparison import Standing
from data.views.municipality.gaps import GapsView
from data.views.municipality.selection import peer_names
from data.views.rankings.rows import RankingRow
from data.views.shared.choices import Choice, Choices
from data.vocabulary import Verdict


def profile_sentence(row: RankingRow, period: Choice, lines: tuple[Line, ...]) -> str:
    """Rank by total, full cycles, and the first gap in the order of the rubric."""
    return " ".join(filter(None, (place_words(row, period), cycle_words(lines), first_gap_words(lines))))


def place_words(row: RankingRow, period: Choice) -> str:
    if not row.rank:
        return _("No rank by total, {period}: {reason}.").format(period=period.name, reason=row.reason)
    return _("Rank {rank} by total, {period}.").format(rank=row.rank_of, period=period.name)


def cycle_words(lines: tuple[Line, ...]) -> str:
    if unjudged(lines) == len(lines):
        return _("No direction can be judged.")
    complete = sum(line.verdict is Verdict.EFFECTIVE for line in lines)
    words = ngettext(
        "The cycle is complete in {complete} of {total} direction.",
        "The cycle is complete in {complete} of {total} directions.",
        len(lines),
    )
    return words.format(complete=complete, total=len(lines))


def unjudged(lines: tuple[Line, ...]) -> int:
    """How many directions cannot be judged."""
    return sum(line.verdict is Verdict.CANNOT_BE_JUDGED for line in lines)


def first_gap_words(lines: tuple[Line, ...]) -> str:
    """The first direction, in the order of the rubric, whose cycle is known to break, and where."""
    for line in lines:
        if line.is_broken and line.first_broken is not None:
            words = _("First gap: {direction}, stage {stage}.")
            return words.format(direction=line.code, stage=stage_title(line.first_broken))
    return ""


def sharing_words(standing: Standing) -> str:
    """With how many others the place is shared; empty for a place of one's own."""
    if not standing.sharing:
        return ""
    words = ngettext("shared with {number} other", "shared with {number} others", standing.sharing)
    return words.format(number=standing.sharing)


def range_words(group: tuple[int, int] | None, kind: str, kind_rank: str) -> str:
    """What changes of weights do to the rank, and the rank within the kind; ``group`` are ranks, if any."""
    parts = []
    if group:
        parts.append(_("With weights changed by ±20%, ranks {ranks} cannot be told apart.").format(ranks=rank(*group)))
    if kind_rank:
        parts.append(_("Among its kind ({kind}): {rank}.").format(kind=kind, rank=kind_rank))
    return " ".join(parts)


def gaps_sentence(gaps: GapsView) -> str:
    """What is lost in all, and what the last column means."""
    rows = len(gaps.rows)
    words = ngettext("{number} gap", "{number} gaps", rows).format(number=rows)
    return _("Lost: {lost} points in {gaps}, the largest loss first. Document: what the rubric expects.").format(
        lost=number(gaps.lost), gaps=words
    )


def basis_sentence(settled: MunicipalitySelection, choices: Choices) -> str:
    """Municipality, period and methodology in words, for exports and pictures."""
    chosen = (
        Choices.find(choices.municipalities, settled.municipality or ""),
        Choices.find(choices.periods, settled.period or ""),
        Choices.find(choices.methodologies, settled.methodology or ""),
    )
    return " · ".join(choice.name for choice in chosen)


def filters_sentence(settled: MunicipalitySelection, choices: Choices) -> str:
    """All choices in words."""
    own = Choices.find(choices.municipalities, settled.municipality or "")
    group = _("compared with: {group}").format(group=dict(peer_names(own, choices))[settled.peers or ""])
    return f"{basis_sentence(settled, choices)} · {group}"


def rule_heading() -> str:
    return _("Ranking rule")


def robustness_heading() -> str:
    return _("How certain the ranks are")


def verdict_heading() -> str:
    return _("Verdict")


def verdict_rule() -> str:
    return _(
        "Letter of Rosobrnadzor of 20.04.2021 No. 08-70: management is effective only if every stage of the cycle is "
        "formed. One "
        "absent or partly formed stage makes it ineffective, whatever the points; if a stage has no "
        "data, it cannot be judged."
    )
