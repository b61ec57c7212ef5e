"""States, verdicts, targets and changes as they look on every page: a word, a sign and a ground, never colour alone."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import nothing, number
from data.language import _, current_language
from data.views.indicators.words import status_word
from data.vocabulary import ComponentState, Nothing, TargetStatus, Verdict
from layouts.parts.cell_parts import Part, ear_only, eye_only
from layouts.parts.table_words import nothing_short

# The look of each kind of nothing; the words stand beside it in the legend and in the spoken text.
NOTHING_CLASS = {
    Nothing.NO_DATA: "nothing-no-data",
    Nothing.NOT_APPLICABLE: "nothing-not-applicable",
    Nothing.HIDDEN: "nothing-hidden",
}
# Within «partial» the darker of two tones starts here (0…1 of the maximum); the legend prints it.
HALF = 0.5


@dataclass(frozen=True)
class Sign:
    """A word with its sign and look; a state never depends on colour alone."""

    text: str
    mark: str
    tone: str


def badge(sign: Sign, **attributes: Any) -> Component:
    return html.Span([_mark(sign.mark), sign.text], className=f"badge-sign tone-{sign.tone}", **attributes)


def badge_parts(sign: Sign, title: str = "") -> Part:
    """The same inside a cell of a screen table."""
    return Part("span", (eye_only(f"{sign.mark} ", "sign-mark"), sign.text), f"badge-sign tone-{sign.tone}", title)


def state_sign(state: ComponentState) -> Sign:
    """How far a stage is formed."""
    return _state_signs(current_language())[state]


@cache
def _state_signs(_language: str) -> dict[ComponentState, Sign]:
    """Made once for each language: a heatmap of a country has twenty thousand cells."""
    return {
        ComponentState.FORMED: Sign(_("formed"), "●", "formed"),
        ComponentState.PARTIAL: Sign(_("partly formed"), "◐", "partial"),
        ComponentState.ABSENT: Sign(_("absent"), "○", "absent"),
        ComponentState.NO_DATA: Sign(_("no data"), "?", "question"),
        ComponentState.NOT_APPLICABLE: Sign(_("not applicable"), "—", "note"),
    }


def state_look(state: ComponentState, share: float | None = None) -> str:
    """The class of a heatmap cell; ``share`` (0…1 of the maximum) tells the two tones of «partial» apart."""
    if state is ComponentState.PARTIAL:
        return "state-partial-high" if share is not None and share >= HALF else "state-partial-low"
    return {
        ComponentState.FORMED: "state-formed",
        ComponentState.ABSENT: "state-absent",
        ComponentState.NO_DATA: NOTHING_CLASS[Nothing.NO_DATA],
        ComponentState.NOT_APPLICABLE: NOTHING_CLASS[Nothing.NOT_APPLICABLE],
    }[state]


def verdict_sign(verdict: Verdict) -> Sign:
    """Document 001: effective only if every component of the cycle is formed."""
    return {
        Verdict.EFFECTIVE: Sign(_("effective"), "✓", "effective"),
        Verdict.INEFFECTIVE: Sign(_("ineffective"), "◐", "ineffective"),
        Verdict.CANNOT_BE_JUDGED: Sign(_("cannot be judged"), "?", "question"),
    }[verdict]


def target_sign(status: TargetStatus) -> Sign:
    mark, tone = {
        TargetStatus.MET: ("✓", "met"),
        TargetStatus.ON_TRACK: ("→", "on-track"),
        TargetStatus.BEHIND: ("◔", "behind"),
        TargetStatus.MISSED: ("✕", "missed"),
        TargetStatus.CANNOT_BE_JUDGED: ("?", "question"),
    }[status]
    return Sign(status_word(status), mark, tone)


def change(value: float | None, decimals: int | None = None) -> Component:
    """A change against the earlier period, positive being better; None where periods cannot be compared.

    For a rank pass old minus new, so that a rise is positive.
    """
    if value is None:
        return html.Span(_("no comparison"), className="no-comparison")
    size = number(abs(value), decimals)
    if number(value, decimals) == number(0, decimals):
        return html.Span([_mark("="), _spoken(_("unchanged"))], className="same")
    if value > 0:
        return html.Span([_mark("▲ "), _spoken(_("up by")), size], className="up")
    return html.Span([_mark("▼ "), _spoken(_("down by")), size], className="down")


def nothing_mark(kind: Nothing) -> list[Component]:
    """What stands in a cell without a number: a short sign for the eye, the words for a reader of the screen."""
    return [
        html.Span(nothing_short(kind), className="nothing-words", **{"aria-hidden": "true"}),
        _spoken(nothing(kind)),
    ]


def nothing_parts(kind: Nothing) -> tuple[Part, ...]:
    """The same inside a cell of a screen table that has more to say than the kind of nothing."""
    return (eye_only(nothing_short(kind), "nothing-words"), ear_only(nothing(kind)))


def choice_button(text: Any, store: str, value: str, *, pressed: bool | None = None, look: str = "button") -> Component:
    """A button that puts ``value`` into the dcc.Store of the id ``store``; ``pressed`` for one that stays down."""
    state = {} if pressed is None else {"aria-pressed": str(pressed).lower()}
    return html.Button(text, type="button", className=look, **{"data-choice": store, "data-value": value}, **state)


def _mark(mark: str) -> Component:
    return html.Span(f"{mark} " if not mark.endswith(" ") else mark, className="sign-mark", **{"aria-hidden": "true"})


def _spoken(text: str) -> Component:
    return html.Span(f"{text} ", className="visually-hidden")
