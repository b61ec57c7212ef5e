"""Charts of /indicators: one indicator over time with its target, and its spread over the region."""

from typing import Any

from data.formats import percent_sign
from data.language import _
from data.measures.targets import RANGES, Target
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rows import Row
from data.views.indicators.series import PeriodSeries, series_of
from data.views.indicators.tables import spread_parts
from data.views.indicators.words import amount, level, range_words
from data.vocabulary import Nothing, TargetKind, Unit
from layouts.figures.theme import BAR, INK, OWN_BAR, QUIET, SECOND_INK, TARGET_MISSED, Figure, Trace, figure, plain
from layouts.parts.graph import Key

# Half the width of the step that a target draws at its year, in years.
STEP = 0.38
# With more of them their marks would touch.
MANY_POINTS = 24


def series_figure(view: IndicatorsView, row: Row) -> Figure:
    """Facts in their places in time with gaps left open, the target at its year, the present pace dashed, the needed
    way dotted; of another kind of periods than the one that targets judge, the facts and the target alone.
    """
    years, found = [line.year for line in row.years], series_of(view.series, row)
    first = min([years[0], *(point.year for point in found.points)])
    last = max([*years, *([row.result.deadline] if row.result.deadline else []), *dict(target_levels(row))])
    judged = [_trajectory(row), _projection(row)] if found.is_standing else []
    return figure(
        [*_target_steps(row), *judged, _facts(view, row, found)],
        provenance=view.provenance,
        title=row.indicator.name,
        filters=view.filters,
        xaxis={
            "tickmode": "array",
            "tickvals": list(range(first, last + 1)),
            "showgrid": False,
            "range": [first - 0.5, last + 0.6],
        },
        yaxis={"rangemode": "tozero", "ticksuffix": _suffix(row), "nticks": 5},
        annotations=[*_labels(row, found), *_break_label(row, found)],
        shapes=[*_year_ends(found, first, last), *_break_line(row, found)],
        margin={"l": 46, "r": 8, "t": 22, "b": 28},
    )


def _suffix(row: Row) -> str:
    return percent_sign() if row.indicator.unit is Unit.PERCENT else ""


def series_keys(view: IndicatorsView, row: Row) -> list[Key]:
    """The legend: only the lines that the chart of ``row`` has, each a switch."""
    keys = [Key(_("fact"), "line", OWN_BAR, "fact")]
    if has_break(row):
        keys.append(Key(_("break in the series"), "dash", SECOND_INK))
    if target_levels(row):
        keys.append(Key(_("target"), "line", INK, "target"))
    elif baseline(row):
        keys.append(Key(_("baseline"), "thin", SECOND_INK, "baseline"))
    if not series_of(view.series, row).is_standing:
        return keys
    if row.projection:
        words = _("at the pace since {year}").format(year=row.result.pace_since)
        keys.append(Key(words, "dash", OWN_BAR, "pace"))
    if row.result.trajectory(row.series, row.now.year):
        keys.append(Key(_("needed to reach the target"), "dot", TARGET_MISSED, "needed"))
    return keys


def spread_figure(view: IndicatorsView, row: Row) -> Figure:
    """The region's five numbers as a box and the own value as a dot."""
    values = dict(spread_parts(view))
    *five, own = values.values()
    traces: list[Trace] = []
    if not any(isinstance(value, Nothing) for value in five):
        low, lower, median, upper, high = five
        traces.append(
            {
                "type": "box",
                "y": [""],
                "lowerfence": [low],
                "q1": [lower],
                "median": [median],
                "q3": [upper],
                "upperfence": [high],
                "orientation": "h",
                "line": {"color": BAR},
                "fillcolor": "rgba(91,143,199,0.25)",
                "hoverinfo": "skip",
            }
        )
    if not isinstance(own, Nothing):
        traces.append(
            {
                "type": "scatter",
                "x": [own],
                "y": [""],
                "mode": "markers",
                "marker": {"size": 13, "color": OWN_BAR, "symbol": "diamond"},
                "hovertemplate": f"{view.municipality.short}: {amount(own, row.indicator.unit)}<extra></extra>",
            }
        )
    return figure(
        traces,
        provenance=view.provenance,
        title=row.indicator.name,
        filters=view.filters,
        xaxis={"rangemode": "tozero", "ticksuffix": _suffix(row)},
        yaxis={"showticklabels": False, "showgrid": False},
    )


def spread_keys(view: IndicatorsView, row: Row) -> list[Key]:
    *five, own = dict(spread_parts(view)).values()
    box = [] if any(isinstance(value, Nothing) for value in five) else [Key(_("region: five numbers"), "spread", BAR)]
    return [*box, *([] if isinstance(own, Nothing) else [Key(view.municipality.short, "diamond", OWN_BAR)])]


def _facts(view: IndicatorsView, row: Row, found: PeriodSeries) -> Trace:
    unit = row.indicator.unit
    codes = {choice.short: choice.code for choice in view.choices.periods}
    return {
        "type": "scatter",
        "x": [point.place for point in found.points],
        "y": [None if isinstance(point.value, Nothing) else point.value for point in found.points],
        "mode": "lines+markers",
        # A period without a fact stays a gap: a line through it would claim a value.
        "connectgaps": False,
        "line": {"color": OWN_BAR, "width": 2.6},
        "marker": {"size": 9 if len(found.points) <= MANY_POINTS else 6, "color": OWN_BAR},
        "legendgroup": "fact",
        # A press on a period shows the page as of its year.
        "customdata": [codes.get(str(point.year)) for point in found.points],
        "text": [f"{plain(point.words)}: {amount(point.value, unit)}" for point in found.points],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _projection(row: Row) -> Trace:
    line = row.projection
    text = [amount(value, row.indicator.unit) for value in line.values()]
    return {
        "type": "scatter",
        "x": list(line),
        "y": list(line.values()),
        "mode": "lines+markers",
        "legendgroup": "pace",
        "line": {"color": OWN_BAR, "width": 2, "dash": "dash"},
        "marker": {"size": [0] * (len(line) - 1) + [8], "color": "#FFFFFF", "line": {"color": OWN_BAR, "width": 1.6}},
        "text": text,
        "hovertemplate": _("at the present pace") + ", %{x}: %{text}<extra></extra>",
    }


def _trajectory(row: Row) -> Trace:
    line = row.result.trajectory(row.series, row.now.year)
    return {
        "type": "scatter",
        "x": list(line),
        "y": list(line.values()),
        "mode": "lines",
        "legendgroup": "needed",
        "line": {"color": TARGET_MISSED, "width": 2, "dash": "dot"},
        "text": [amount(value, row.indicator.unit) for value in line.values()],
        "hovertemplate": _("needed") + ", %{x}: %{text}<extra></extra>",
    }


def _target_steps(row: Row) -> list[Trace]:
    """A step at each year in which a level is asked; growth without a level has its baseline as a thin line."""
    rule = row.target.rule if row.target else None
    if rule is not None and rule.kind in RANGES:
        return [_band(row, rule, year) for year, _low in target_levels(row) if rule.upper is not None]
    found = [_step(row, year, value) for year, value in target_levels(row)]
    start = baseline(row)
    if found or start is None:
        return found
    year, base = start
    return [
        {
            "type": "scatter",
            "x": [year, row.result.deadline or row.now.year],
            "y": [base, base],
            "mode": "lines",
            "legendgroup": "baseline",
            "line": {"color": SECOND_INK, "width": 1.2},
            "hovertemplate": _("baseline") + f", {year}: {amount(base, row.indicator.unit)}<extra></extra>",
        }
    ]


def _band(row: Row, rule: Target, year: int) -> Trace:
    """A range at a year: a box from bound to bound."""
    left, right, low, high = year - STEP, year + STEP, rule.value, rule.upper
    words = f", {year}: {range_words(rule, row.indicator.unit)}<extra></extra>"
    return {
        "type": "scatter",
        "x": [left, right, right, left, left],
        "y": [low, low, high, high, low],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": "rgba(115,125,138,0.22)",
        "legendgroup": "target",
        "line": {"color": INK, "width": 2},
        "hovertemplate": _("target") + words,
    }


def baseline(row: Row) -> tuple[int, float] | None:
    """(year, fact) that growth is measured from, where the target names the year and there is a fact."""
    year = row.target.rule.baseline_year if row.target else None
    return (year, row.series[year]) if year is not None and year in row.series else None


def target_levels(row: Row) -> list[tuple[int, float]]:
    """(year, level) that the chart marks: the deadline, or every year; nothing where a target names no level."""
    rule = row.target.rule if row.target else None
    if rule is None or rule.value is None:
        return []
    if rule.kind is TargetKind.ANNUAL_GROWTH:
        known = row.result.threshold is not None
        return [(row.now.year, row.result.threshold or 0.0)] if known else []
    if rule.kind in (TargetKind.ANNUAL_LEVEL, TargetKind.ANNUAL_RANGE):
        return [(line.year, rule.value) for line in row.years]
    if rule.kind is TargetKind.POSITIVE_DYNAMICS_MIN or rule.reading is not None:
        known = row.result.threshold is not None and row.result.deadline is not None
        ahead = dict(row.result.ahead)
        return [*({row.result.deadline or 0: row.result.threshold or 0.0} | ahead).items()] if known else []
    floors = [(line.year, rule.annual_floor) for line in row.years] if rule.annual_floor is not None else []
    return [*floors, *rule.levels]


def _step(row: Row, year: int, value: float) -> Trace:
    return {
        "type": "scatter",
        "x": [year - STEP, year + STEP],
        "y": [value, value],
        "mode": "lines",
        "legendgroup": "target",
        "line": {"color": INK, "width": 2.6},
        "hovertemplate": _("target") + f", {year}: {level(value, row.indicator.unit)}<extra></extra>",
    }


def _labels(row: Row, found: PeriodSeries) -> list[dict[str, Any]]:
    labels = []
    last = found.points[-1].value if found.points else Nothing.NO_DATA
    if not isinstance(last, Nothing):
        place = {"name": "fact", "color": OWN_BAR, "yshift": -15, "xshift": 16}
        labels.append(_label(found.points[-1].place, last, amount(last, row.indicator.unit), place))
    if levels := target_levels(row):
        year, value = levels[-1]
        rule, unit = row.target.rule if row.target else None, row.indicator.unit
        is_range = rule is not None and rule.kind in RANGES
        words = level(value, unit)
        if rule is not None and is_range:
            # Above its box, where no line of the facts leads through it.
            words, value = range_words(rule, unit), rule.upper or value
        text = _("target {level}").format(level=words)
        # Ends with its step: centred it would be cut off at the edge of a narrow chart.
        labels.append(
            _label(year + STEP, value, text, {"name": "target", "color": INK, "yshift": 12, "xanchor": "right"})
        )
    return labels


def has_break(row: Row) -> bool:
    """Whether the series breaks within the years of the chart."""
    year = row.indicator.break_year
    return year is not None and row.years[0].year < year <= row.years[-1].year


def _year_ends(found: PeriodSeries, first: int, last: int) -> list[dict[str, Any]]:
    """Thin lines between years that have several periods."""
    if all(point.place == point.year for point in found.points):
        return []
    look = {"type": "line", "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": {"color": QUIET, "width": 0.6}}
    return [{**look, "x0": year - 0.5, "x1": year - 0.5} for year in range(first, last + 2)]


def _break_place(row: Row, found: PeriodSeries) -> float:
    """Between the last figure before the break and the first after it."""
    year = row.indicator.break_year or 0
    before = [point.place for point in found.points if point.year < year]
    after = [point.place for point in found.points if point.year >= year]
    return (max(before) + min(after)) / 2 if before and after else year - 0.5


def _break_line(row: Row, found: PeriodSeries) -> list[dict[str, Any]]:
    if not has_break(row):
        return []
    x = _break_place(row, found)
    line = {"color": SECOND_INK, "width": 1.4, "dash": "dashdot"}
    return [{"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}]


def _break_label(row: Row, found: PeriodSeries) -> list[dict[str, Any]]:
    if not has_break(row):
        return []
    place = {"name": "break", "color": SECOND_INK, "yref": "paper", "xanchor": "left", "yanchor": "top"}
    return [_label(_break_place(row, found), 1, _("break in the series"), place)]


def _label(x: float, y: float, text: str, place: dict[str, Any]) -> dict[str, Any]:
    font = {"color": place.pop("color"), "size": 12}
    return {"x": x, "y": y, "text": f"<b>{text}</b>", "showarrow": False, "font": font, **place}
