"""The distribution of points as columns, with the step of the pinned municipality in its own colour."""

from data.formats import number
from data.language import _, ngettext
from data.views.rankings.page import RankingsView
from layouts.figures.theme import BAR, OWN_BAR, Figure, figure
from layouts.parts.graph import Key

HEIGHT = 220


def distribution_chart(view: RankingsView) -> Figure:
    """How many ranked municipalities lie in each step of points; from zero."""
    found = view.distribution
    own = own_step(view)
    steps = list(zip(found.edges[:-1], found.edges[1:], strict=True))
    trace = {
        "type": "bar",
        "x": [(low + high) / 2 for low, high in steps],
        "y": list(found.counts),
        "width": [0.92 * (high - low) for low, high in steps],
        "marker": {"color": [OWN_BAR if index == own else BAR for index in range(len(steps))]},
        "hovertext": [_words(step, count) for step, count in zip(steps, found.counts, strict=True)],
        "hoverinfo": "text",
    }
    return figure(
        [trace],
        provenance=view.provenance,
        title=distribution_title(),
        filters=view.filters,
        xaxis={"title": {"text": _("Points of {maximum}").format(maximum=number(view.maximum))}, "tickangle": 0},
        yaxis={"title": {"text": _("Municipalities")}, "rangemode": "tozero", "tickformat": "d", "nticks": 5},
        margin={"l": 38, "r": 16, "t": 8, "b": 42},
    )


def distribution_keys(view: RankingsView) -> list[Key]:
    """The legend: nothing to tell apart where nobody is pinned."""
    if own_step(view) is None or view.pinned is None:
        return []
    return [Key(_("municipalities"), "box", BAR), Key(view.pinned.name, "box", OWN_BAR)]


def distribution_title() -> str:
    return _("Distribution of points")


def distribution_sentence(view: RankingsView) -> str:
    """Everybody who is counted, and where the pinned municipality lies."""
    text = _("All {count} ranked municipalities; filters do not apply here.").format(count=view.count)
    own = own_step(view)
    if own is None or view.pinned is None:
        return text
    found = view.distribution
    own_words = _("The bar of {name} is marked ({words}).")
    step = (found.edges[own], found.edges[own + 1])
    return f"{text} {own_words.format(name=view.pinned.name, words=_words(step, found.counts[own]))}"


def own_step(view: RankingsView) -> int | None:
    """The step of the pinned municipality; None where none is pinned or it has no rank."""
    if view.pinned is None or not view.pinned.rank or view.pinned.points is None:
        return None
    return view.distribution.step_of(view.pinned.points)


def _words(step: tuple[float, float], count: int) -> str:
    words = ngettext(
        "{number} municipality of {low}–{high} points", "{number} municipalities of {low}–{high} points", count
    )
    return words.format(number=count, low=number(step[0]), high=number(step[1]))
