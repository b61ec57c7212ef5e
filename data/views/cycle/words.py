"""States, verdicts and stages of the cycle in words, as exports print them."""

from data.formats import nothing
from data.language import _
from data.views.cycle.selection import Stage
from data.vocabulary import ComponentState, Nothing, Verdict


def state_words(state: ComponentState) -> str:
    return {
        ComponentState.FORMED: _("formed"),
        ComponentState.PARTIAL: _("partly formed"),
        ComponentState.ABSENT: _("absent"),
        ComponentState.NO_DATA: _("no data"),
        ComponentState.NOT_APPLICABLE: _("not applicable"),
    }[state]


def verdict_words(verdict: Verdict) -> str:
    return {
        Verdict.EFFECTIVE: _("effective"),
        Verdict.INEFFECTIVE: _("ineffective"),
        Verdict.CANNOT_BE_JUDGED: _("cannot be judged"),
    }[verdict]


def stage_title(stage: Stage) -> str:
    return f"{stage.number}. {stage.short}"


def cycles_words(effective: int, judged: int, directions: int) -> str:
    """How many full cycles, of the directions that can be judged: «3», «0 of 4», or no data where none can be."""
    if not judged:
        return nothing(Nothing.NO_DATA)
    if judged == directions:
        return _("{complete} of {total}").format(complete=effective, total=directions)
    return _("{complete} of {judged} that can be judged").format(complete=effective, judged=judged)
