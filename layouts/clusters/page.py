"""Page /clusters: schools of one kind and size compared with each other."""

from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import nothing, number, percent
from data.language import _
from data.measures.clusters import SECRECY_THRESHOLD
from data.views.clusters.lines import ClustersView
from data.views.indicators.words import polarity_words
from data.vocabulary import Nothing
from layouts.clusters.tables import ROWS_ON_SCREEN, schools_on_screen, statistics_on_screen
from layouts.figures.clusters import clusters_description, clusters_figure, clusters_height, clusters_keys
from layouts.parts.cluster_words import (
    boundary_sentences,
    hidden_sentences,
    mixed_sentence,
    outside_words,
    page_sentence,
    parts_text,
    pinned_sentence,
    small_sentence,
)
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import (
    card,
    checklist,
    empty_state,
    export_menu,
    field,
    footer,
    grid,
    internal_link,
    note,
    page,
    radio,
    rail,
    select,
    stack,
)
from layouts.parts.signs import NOTHING_CLASS
from layouts.parts.sources import sources_details

KEY = "clusters"


class Ids(StrEnum):
    CONTENT = "clusters-content"
    FOOT = "clusters-foot"
    SENTENCE = "clusters-sentence"
    INDICATOR = "clusters-indicator"
    PERIOD = "clusters-period"
    MUNICIPALITY = "clusters-municipality"
    CLUSTERS = "clusters-clusters"
    VIEW = "clusters-view"
    # The pinned school; empty while there is none.
    SCHOOL = "clusters-school"
    # The revision of the address: it is kept while everything else is chosen again.
    REVISION = "clusters-revision"
    CHART = "clusters-chart"


def layout(view: ClustersView) -> Component:
    """The page with its controls set to the view's selection."""
    chosen = view.selection
    fields = [
        field(
            _("Indicator"),
            select(Ids.INDICATOR, [(choice.code, choice.short) for choice in view.indicators], chosen.indicator),
        ),
        field(
            _("School year"),
            select(Ids.PERIOD, [(choice.code, choice.group) for choice in view.choices.periods], chosen.period),
        ),
        field(_("Mark schools of"), select(Ids.MUNICIPALITY, municipality_options(view), chosen.municipality)),
        field(_("Clusters"), checklist(Ids.CLUSTERS, cluster_options(view), chosen.clusters)),
        field(
            _("View"),
            radio(Ids.VIEW, [("box", _("box and points")), ("table", _("table of schools"))], chosen.view),
        ),
        *(note([html.B(_("Rule of the boundary.")), " ", sentence]) for sentence in boundary_sentences(view)),
        dcc.Store(id=Ids.SCHOOL, data=chosen.school or ""),
        dcc.Store(id=Ids.REVISION, data=chosen.revision or ""),
    ]
    return page(
        title=_("Schools by cluster"),
        sentence=html.Span(page_sentence(view), id=Ids.SENTENCE),
        rail=rail(fields),
        content=html.Div(content(view), id=Ids.CONTENT),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=chosen.address(),
    )


def municipality_options(view: ClustersView) -> list[tuple[str, str]]:
    """The municipalities whose schools the viewer may see one by one."""
    return [
        (choice.code, choice.short)
        for choice in view.choices.municipalities
        if view.sees_all_schools or choice.code == view.municipality.code
    ]


def cluster_options(view: ClustersView) -> list[tuple[str, str]]:
    return [(group.code, f"{group.short} · {number(group.figures.schools)}") for group in view.groups]


def as_options(options: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Options as a control takes them from a callback."""
    return [{"value": code, "label": label} for code, label in options]


def content(view: ClustersView) -> list[Component]:
    """Everything right of the filters."""
    if view.is_empty:
        return [_nothing_observed(view)]
    return [
        *_mixed_warning(view),
        _distribution_card(view),
        _statistics_card(view),
        grid((9, _marked_card(view)), (3, stack(*_outside_card(view), _hidden_card(view)))),
    ]


def _nothing_observed(view: ClustersView) -> Component:
    others = [choice for choice in view.choices.periods if choice.code in view.observed_periods]
    title = _("No values for {school_year}").format(school_year=view.school_year)
    if not others:
        return empty_state(title, _("The indicator was not observed in schools in any year. Load its observations."))
    nearest = min(others, key=lambda choice: abs(int(choice.short) - int(_year(view))))
    action = internal_link(
        _("Show {school_year}").format(school_year=nearest.group),
        view.selection.but(period=nearest.code),
        className="button button-primary",
    )
    text = _("Observations of this indicator were not loaded for this year. The nearest year with values is {year}.")
    return empty_state(title, text.format(year=nearest.group), action)


def _year(view: ClustersView) -> str:
    return next(choice.short for choice in view.choices.periods if choice.code == view.selection.period)


def _mixed_warning(view: ClustersView) -> list[Component]:
    count = len(view.chosen_clusters)
    if count < 2:
        return []
    rule = _("A rank is valid only within the school's own cluster; ranks of different clusters cannot be compared.")
    return [note([mixed_sentence(count), " ", html.B(rule)])]


def _distribution_card(view: ClustersView) -> Component:
    is_table = view.selection.view == "table"
    schools = sum(group.figures.schools for group in view.chosen_groups)
    caption = [
        _("{school_year}, schools on the screen: {count}.").format(school_year=view.school_year, count=number(schools)),
        " ",
        html.B(polarity_words(view.indicator.polarity)),
        *([] if is_table else [" ", _("Points are spread vertically so that they do not overlap.")]),
    ]
    menu = export_menu(
        KEY,
        view.selection,
        table="visible_schools" if is_table else "statistics",
        picture="" if is_table else view.titled(f"{view.indicator.short}, {view.school_year}"),
        graph=None if is_table else Ids.CHART,
    )
    body = _school_list(view) if is_table else [_chart(view)]
    return card(view.indicator.name, [*_pinned_school(view), *body], caption=caption, actions=[_switch(view), menu])


def _pinned_school(view: ClustersView) -> list[Component]:
    """What the pinned school has, and the way to let it go."""
    if view.pinned is None:
        return []
    words = [html.B(view.pinned.name), ", ", pinned_sentence(view, view.pinned)]
    unpin = html.Button(
        _("Unpin"), type="button", className="button button-small", **{"data-choice": Ids.SCHOOL, "data-value": ""}
    )
    return [html.Div([html.P(words), unpin], className="clusters-pinned")]


def _switch(view: ClustersView) -> Component:
    links = [
        internal_link(
            words,
            view.selection.but(view=code),
            className="segment" + (" active" if view.selection.view == code else ""),
        )
        for code, words in (("box", _("Chart")), ("table", _("Table")))
    ]
    return html.Div(links, className="segmented", role="group", **{"aria-label": _("View")})


def _chart(view: ClustersView) -> Component:
    return graph(
        Ids.CHART,
        clusters_figure(view),
        description=clusters_description(view),
        height=clusters_height(view),
        keys=clusters_keys(view),
        chooses=Choosing(
            Ids.SCHOOL, "data", _("Select a school in the chart to pin it and mark the schools of its municipality.")
        ),
    )


def _school_list(view: ClustersView) -> list[Component]:
    lines = view.chosen_schools
    if not lines:
        return [empty_state(_("No schools to list"), _("None of the chosen clusters holds a school you may see."))]
    shown = schools_on_screen(view, lines[:ROWS_ON_SCREEN], with_municipality=True)
    if len(lines) <= ROWS_ON_SCREEN:
        return [shown]
    words = _("The first {shown} of {count} schools; the export has all of them.")
    return [
        html.P(words.format(shown=number(ROWS_ON_SCREEN), count=number(len(lines))), className="second small"),
        shown,
    ]


def _statistics_card(view: ClustersView) -> Component:
    return card(
        _("Statistics of clusters"),
        statistics_on_screen(view),
        caption=_(
            "The share of a cluster is the sum of numerators divided by the sum of denominators, not "
            "the mean of shares. Quartiles: linear interpolation. The five numbers are those of "
            "ranked schools."
        ),
        actions=export_menu(KEY, view.selection, table="statistics"),
    )


def _marked_card(view: ClustersView) -> Component:
    title = _("Schools: {municipality}").format(municipality=view.municipality.short)
    lines = view.marked_schools
    if not lines:
        text = _("No school of {municipality} is known for {school_year}. Choose another municipality or year.")
        words = text.format(municipality=view.municipality.name, school_year=view.school_year)
        return card(title, empty_state(_("There are no schools here"), words))
    inside = [line for line in lines if line.outside_reason is None]
    own = view.total.own
    total = (
        nothing(own.share)
        if isinstance(own.share, Nothing)
        else f"{parts_text(own.numerator, own.denominator)} = {percent(own.share)}"
    )
    caption = _(
        "All {count} schools together: {total}. By cluster, then by value; ranks only within a cluster."
    ).format(count=number(own.schools), total=total)
    menu = export_menu(KEY, view.selection, table="schools")
    names = {line.code: line.name for line in lines}
    named = ((names[one.key], one) for one in view.sources if one.key in names)
    sources = sources_details(_("Where the figures came from"), named, may_fetch=view.may_fetch)
    table = schools_on_screen(view, inside, with_municipality=False)
    return card(title, [table, *sources], caption=caption, actions=menu)


def _outside_card(view: ClustersView) -> list[Component]:
    """The marked schools in no cluster: their values exist, their ranks do not."""
    lines = [line for line in view.marked_schools if line.outside_reason is not None]
    if not lines:
        return []
    rows = [part for line in lines for part in (html.Dt(line.name), html.Dd(outside_words(line)))]
    words = _("The methodology assigns them to no cluster. They have values, but no rank.")
    title = _("Outside clusters: {count}").format(count=number(len(lines)))
    return [card(title, [html.Dl(rows, className="facts"), html.P(words, className="second small")])]


def _hidden_card(view: ClustersView) -> Component:
    hidden = hidden_sentences(view)
    lock = html.Span(className=f"swatch {NOTHING_CLASS[Nothing.HIDDEN]}", **{"aria-hidden": "true"})
    nothing_hidden = _("Nothing: every figure covers {secret} schools or more.").format(secret=SECRECY_THRESHOLD)
    body = [
        *(html.P(sentence) for sentence in hidden or [nothing_hidden]),
        *([html.P([lock, nothing(Nothing.HIDDEN)], className="second small clusters-lock")] if hidden else []),
        *([html.P(_("The same is hidden in exports."))] if hidden else []),
    ]
    if not view.sees_all_schools:
        strangers = _(
            "Schools of other municipalities count in the figures of the clusters, but are neither named nor drawn."
        )
        body.append(html.P(strangers))
    body.append(html.P(small_sentence(), className="second small"))
    return card(_("Hidden"), html.Div(body, className="clusters-hidden"))
