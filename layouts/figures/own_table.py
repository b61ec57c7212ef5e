"""The own table as small multiples: a panel for each indicator, lines over its years or bars over municipalities."""

from collections.abc import Sequence
from typing import Any

from data.formats import number
from data.language import _
from data.queries.indicators import IndicatorLine
from data.text.intervals.interval import interval
from data.views.indicators.own_table import OwnTable
from data.views.indicators.page import IndicatorsView
from data.views.indicators.words import amount, unit_heading
from data.views.shared.choices import Choice
from data.vocabulary import AnyUnit, Nothing
from layouts.figures.theme import ABOVE, AXIS, BAR, INK, OWN_BAR, QUIET, SECOND_INK, Figure, Trace, figure, plain
from layouts.parts.graph import Key

PANEL, GAP, BELOW = 170, 54, 40
# Colour, dash and mark of each line: two lines differ in more than their colour.
LOOKS = (
    (OWN_BAR, "solid", "circle"),
    (ABOVE, "dash", "square"),
    (INK, "dot", "diamond"),
    (SECOND_INK, "dashdot", "triangle-up"),
    (QUIET, "longdash", "x"),
    (BAR, "solid", "circle-open"),
)
SIGNS = {"solid": "line", "dash": "dash", "dot": "dot", "dashdot": "dash", "longdash": "dash"}


def own_height(found: OwnTable) -> int:
    return len(found.lines) * (PANEL + GAP) + BELOW


def drawn_places(view: IndicatorsView, found: OwnTable) -> tuple[Choice, ...]:
    """Whose figures are drawn: over years so many as can be told apart, the chosen municipality first."""
    if len(found.periods) == 1:
        return found.places
    ordered = sorted(found.places, key=lambda item: item.code != view.municipality.code)
    return tuple(ordered[: len(LOOKS)])


def own_sentence(view: IndicatorsView, found: OwnTable) -> str:
    """That not all are drawn; empty where they are."""
    drawn, every = len(drawn_places(view, found)), len(found.places)
    if drawn == every:
        return ""
    words = _("The chart shows {drawn} of {every} municipalities: choose those to be compared. The table has all.")
    return words.format(drawn=number(drawn), every=number(every))


def own_figure(view: IndicatorsView, found: OwnTable) -> Figure:
    """A panel under another, all with the same horizontal axis; each has the unit of its indicator and starts at zero
    where nothing lies below. What is missing stays a gap."""
    places = drawn_places(view, found)
    traces: list[Trace] = []
    axes: dict[str, Any] = {}
    titles: list[dict[str, Any]] = []
    whole = own_height(found)
    for panel, line in enumerate(found.lines):
        top = 1 - (panel * (PANEL + GAP) + GAP / 2) / whole
        bottom = top - PANEL / whole
        mark = "" if panel == 0 else str(panel + 1)
        below = panel == len(found.lines) - 1
        axes[f"xaxis{mark}"] = {**AXIS, "anchor": f"y{mark}", "type": "category", "showgrid": False}
        if len(found.periods) > 1:
            # Lines of different kinds do not name the periods in their order.
            words = [plain(period.words) for period in found.periods]
            axes[f"xaxis{mark}"] |= {"categoryorder": "array", "categoryarray": words}
        if not below:
            axes[f"xaxis{mark}"]["showticklabels"] = False
        axes[f"yaxis{mark}"] = {
            **AXIS,
            "domain": [bottom, top],
            "anchor": f"x{mark}",
            "rangemode": "tozero",
            "nticks": 4,
        }
        titles.append(_title(line, top))
        traces.extend(_panel(view, found, line, places, mark))
    return figure(
        traces,
        provenance=view.provenance,
        title=_("Own table"),
        filters="; ".join(line.short for line in found.lines),
        annotations=titles,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        **axes,
    )


def own_keys(view: IndicatorsView, found: OwnTable) -> list[Key]:
    """A switch for each line; bars say themselves whose they are."""
    if len(found.periods) == 1:
        return []
    places = drawn_places(view, found)
    return [
        Key(item.short, SIGNS[dash], colour, item.code)
        for item, (colour, dash, _symbol) in zip(places, LOOKS, strict=False)
    ]


def own_description(view: IndicatorsView, found: OwnTable) -> str:
    """What is heard of the chart; the numbers stand in the table below it."""
    return _("{indicators} by {years}: {places} municipalities. The table below has the same numbers.").format(
        indicators="; ".join(line.short for line in found.lines),
        years=", ".join(period.words for period in found.periods),
        places=len(drawn_places(view, found)),
    )


def _title(line: IndicatorLine, top: float) -> dict[str, Any]:
    words = f"<b>{plain(line.short)}</b>, {plain(unit_heading(line.unit))}"
    place = {"x": 0, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {"text": words, "showarrow": False, "font": {"size": 12, "color": INK}, **place}


def _panel(
    view: IndicatorsView, found: OwnTable, line: IndicatorLine, places: tuple[Choice, ...], mark: str
) -> list[Trace]:
    axes = {"xaxis": f"x{mark}", "yaxis": f"y{mark}"}
    if len(found.periods) == 1:
        return [_bars(view, found, line, places) | axes]
    pairs = zip(places, LOOKS, strict=False)
    return [trace | axes for item, look in pairs for trace in _lines(found, line, item, look)]


def _bars(view: IndicatorsView, found: OwnTable, line: IndicatorLine, places: tuple[Choice, ...]) -> Trace:
    values = [found.value(line, item, found.periods[0]) for item in places]
    return {
        "type": "bar",
        "x": [item.short for item in places],
        "y": [None if isinstance(value, Nothing) else value for value in values],
        "marker": {"color": [OWN_BAR if item.code == view.municipality.code else BAR for item in places]},
        "customdata": [item.code for item in places],
        "text": [amount(value, line.unit) for value in values],
        "textposition": "none",
        "hovertemplate": "%{x}: %{text}<extra></extra>",
    }


def _lines(found: OwnTable, line: IndicatorLine, item: Choice, look: tuple[str, str, str]) -> list[Trace]:
    """One line for each kind of figures: what is of a quarter is never joined with what is of a year."""
    columns = {period: interval(period.interval).series for period in found.periods}
    facts = {period: found.fact(line, item, period) for period in found.periods}
    # What stands for a year may itself be of a quarter.
    kinds = {period: interval(fact.interval if fact else period.interval).series for period, fact in facts.items()}
    pairs = dict.fromkeys((columns[period], kinds[period]) for period in found.periods if facts[period] is not None)
    return [
        _line(
            item,
            look,
            [
                (plain(period.words), found.value(line, item, period) if kinds[period] == kind else Nothing.NO_DATA)
                for period in found.periods
                if columns[period] == column
            ],
            line.unit,
        )
        for column, kind in pairs or dict.fromkeys((one, one) for one in columns.values())
    ]


def _line(
    item: Choice, look: tuple[str, str, str], values: Sequence[tuple[str, float | Nothing]], unit: AnyUnit
) -> Trace:
    colour, dash, symbol = look
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [words for words, _value in values],
        "y": [None if isinstance(value, Nothing) else value for _words, value in values],
        # A year without a fact stays a gap: a line through it would claim a value.
        "connectgaps": False,
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"color": colour, "symbol": symbol, "size": 8},
        "legendgroup": item.code,
        "customdata": [item.code] * len(values),
        "text": [amount(value, unit) for _words, value in values],
        "hovertemplate": f"{plain(item.short)}, %{{x}}: %{{text}}<extra></extra>",
        "cliponaxis": False,
    }
