"""Which periods of the chosen indicator are shown: links to its other kinds and parts of the year, what is judged."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.text.intervals.words import interval_words
from data.views.indicators.across import Across
from data.views.indicators.page import IndicatorsView
from data.views.indicators.series import PeriodSeries, kind_words, standing_words
from layouts.parts.page import internal_link

LOOK = "button button-small"


def kind_chips(view: IndicatorsView) -> list[Component]:
    """Years, quarters and whatever else the indicator has, each with its own series; nothing where there is one."""
    found = view.series
    if found is None or found.is_plain:
        return []
    chips: list[tuple[str, str | None, bool]] = [(kind_words(found.series), view.selection.interval, True)]
    for kind, last in found.others:
        chips.append((kind_words(kind), None if kind == found.standing else last, False))
    shown = _chips(view, chips) if found.others else []
    return [*shown, *_judged_by(found, view.year)]


def interval_chips(view: IndicatorsView, across: Across) -> list[Component]:
    """The parts of the year that the ranking can be of; nothing where the year is the only one."""
    if across.intervals in ((), ("",)):
        return []
    chips: list[tuple[str, str | None, bool]] = [
        (_words(code), None if code == across.standing else code, code == across.interval) for code in across.intervals
    ]
    return _chips(view, chips)


def _words(code: str) -> str:
    words = interval_words(code)
    return words[:1].upper() + words[1:]


def _chips(view: IndicatorsView, chips: Sequence[tuple[str, str | None, bool]]) -> list[Component]:
    links = [
        html.Span(words, className=f"{LOOK} chosen", **{"aria-current": "true"})
        if chosen
        else internal_link(words, view.selection.but(interval=code), className=LOOK)
        for words, code, chosen in chips
    ]
    return [html.Nav(links, className="toolbar group-chips", **{"aria-label": _("Periods of the indicator")})]


def _judged_by(found: PeriodSeries, year: int) -> list[Component]:
    words = standing_words(found, year)
    return [html.P(words, className="hint")] if words else []
