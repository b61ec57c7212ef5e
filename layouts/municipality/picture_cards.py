"""The key figures of a profile: place and its range, total, full cycles, coverage."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import coverage_words, nothing, number, percent, signed
from data.language import _
from data.views.cycle.words import cycles_words, stage_title
from data.views.municipality.cards import KeyFigures
from data.views.municipality.words import range_words, sharing_words, unjudged
from data.views.rankings.words import among_words
from layouts.figures.municipality_trend import places_figure
from layouts.municipality.ids import Ids
from layouts.parts.graph import Choosing, graph
from layouts.parts.signs import change


def figures_strip(view: KeyFigures) -> Component:
    """One sheet with the figures side by side."""
    return html.Section(
        [
            _place(view),
            _range(view),
            _total(view),
            _cycles(view),
            _penalties(view),
            _coverage(view),
            *([_places(view)] if len(view.history.periods) > 1 else []),
        ],
        className="sheet profile-figures",
        **{"aria-label": _("Key figures")},
    )


def _figure(title: str, value: Any, *details: Any, look: str = "") -> Component:
    lines = [html.Small(detail) for detail in details if detail]
    return html.Div([html.Span(title), html.B(value), *lines], className=look)


def _place(view: KeyFigures) -> Component:
    row = view.row
    if not row.rank:
        return _figure(_("Rank by total"), "—", row.reason, look="profile-place")
    of = _("of {ranked}").format(ranked=view.count)
    if row.rank_change is None:
        moved: Any = _("no comparison: {reason}").format(reason=row.no_change)
    else:
        moved = [
            change(row.rank_change),
            " ",
            _("since {year}, {among}").format(year=view.earlier, among=among_words(row.common)),
        ]
    shared = sharing_words(view.total)
    return _figure(_("Rank by total"), row.rank, ", ".join(filter(None, (of, shared))), moved, look="profile-place")


def _range(view: KeyFigures) -> Component:
    code = view.row.code
    words = range_words(view.certainty.groups.get(code), view.row.kind_name, view.row.kind_rank_of)
    return _figure(_("Range of ranks"), view.certainty.range_text(code) or "—", words, look="profile-range")


def _total(view: KeyFigures) -> Component:
    row = view.row
    if row.points is None or row.share is None:
        return _figure(_("Total"), "—", nothing(row.nothing))
    maximum = _("of {maximum}").format(maximum=number(round(row.points / row.share, 6) if row.share else 0))
    changed = signed(row.points_change) if row.points_change is not None else ""
    return _figure(_("Total"), number(row.points), " · ".join(filter(None, (maximum, percent(row.share), changed))))


def _cycles(view: KeyFigures) -> Component:
    judged = len(view.lines) - unjudged(view.lines)
    if not judged:
        return _figure(_("Full cycle"), "—", _("cannot be judged"))
    complete = len(view.effective)
    codes = ", ".join(line.code for line in view.effective)
    moved: list[Any] = []
    if view.effective_change is not None:
        moved = [" · " if codes else "", change(view.effective_change)]
    return _figure(_("Full cycle"), cycles_words(complete, judged, len(view.lines)), [codes, *moved])


def _penalties(view: KeyFigures) -> Component:
    if view.row.points is None:
        return _figure(_("Penalties"), "—", _("no data"))
    if not view.penalties:
        return _figure(_("Penalties"), _("none"))
    places = dict.fromkeys(f"{line.direction.code}, {stage_title(line.stage)}" for line in view.penalties)
    total = html.Span(number(sum(line.points for line in view.penalties)), className="penalty-text")
    return _figure(_("Penalties"), total, "; ".join(places))


def _coverage(view: KeyFigures) -> Component:
    coverage = view.row.coverage
    if coverage is None:
        return _figure(_("Coverage of scores"), "—", _("no data"))
    return _figure(_("Coverage of scores"), coverage_words(coverage), _("of the points of the rubric"))


def _places(view: KeyFigures) -> Component:
    """The course of places, in words for who does not see it."""
    line = view.history.lines[0]
    title = _("Ranks over the periods")
    pairs = zip(view.history.periods, line.text, strict=True)
    words = "; ".join(f"{period.label}: {text or _('no rank')}" for period, text in pairs)
    chooses = Choosing(Ids.PERIOD, "value")
    chart = graph(Ids.PLACES, places_figure(view), description=f"{title}. {words}", height=84, chooses=chooses)
    return html.Div([html.Span(title), chart], className="profile-course")
