"""Page /indicators: filters and the sheets of each view."""

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.tables import without
from data.views.indicators.about import About
from data.views.indicators.across import Across
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.matrix import Matrix
from data.views.indicators.page import (
    LIST_VIEW,
    REGION_VIEW,
    YEARS_VIEW,
    IndicatorsView,
)
from data.views.indicators.rank_words import comparison_words, period_notes, quarters_words, rule_words
from data.views.indicators.rows import Row
from data.views.indicators.series import series_of
from data.views.indicators.series_table import DAYS, series_table
from data.views.indicators.tables import spread_parts
from data.views.indicators.words import amount, place_of, target_words
from data.views.region_map.indicators import IndicatorMap
from data.vocabulary import Nothing, TargetStatus
from layouts.figures.indicators import series_figure, series_keys, spread_figure, spread_keys
from layouts.indicators.about import about_slots
from layouts.indicators.bullets import LONGEST_GROUP, bullets_table
from layouts.indicators.cards import (
    bullets_legend,
    chosen_card,
    counts_card,
    facts_list,
    indicator_name,
    outlook_note,
    readings_card,
    sources_of,
)
from layouts.indicators.controls import fields, named_directions
from layouts.indicators.ids import Ids
from layouts.indicators.listing import group_chips, list_table
from layouts.indicators.map import indicator_map_cards
from layouts.indicators.matrix import matrix_table
from layouts.indicators.measures import measure_links
from layouts.indicators.own_table import own_content
from layouts.indicators.periods import interval_chips, kind_chips
from layouts.indicators.ranked import own_place_words, ranked_table
from layouts.indicators.target_form import history_card, target_slots, unlike_notes
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import (
    card,
    empty_state,
    export_menu,
    footer,
    legend,
    page,
    rail,
    stack,
)
from layouts.parts.signs import choice_button, target_sign
from layouts.parts.tables import data_table
from layouts.parts.target_words import status_badge

PAGE = "indicators"
SMALL_CHART, LARGE_CHART, SPREAD_CHART = 270, 400, 170


def layout(view: IndicatorsView, on_map: IndicatorMap | None = None, found: About | None = None) -> Component:
    """The whole page with its controls set to what ``view`` shows; ``on_map`` is its ranking on the map, ``found`` what
    is said of the chosen indicator.
    """
    stores = [
        # A store without a value reports one as soon as it is drawn, and everything would be asked for again.
        dcc.Store(id=Ids.INDICATOR, data=view.selection.indicator or ""),
        dcc.Store(id=Ids.REVISION, data=view.selection.revision or ""),
        dcc.Store(id=Ids.OWN, data=list(view.selection.own)),
        dcc.Store(id=Ids.PLACES, data=list(view.selection.places)),
        dcc.Store(id=Ids.YEARS, data=list(view.selection.years)),
        dcc.Store(id=Ids.GROUP, data=view.selection.group or ""),
        dcc.Store(id=Ids.INTERVAL, data=view.selection.interval or ""),
    ]
    return page(
        title=_("Indicators and targets"),
        sentence=html.Span(sentence(view), id=Ids.SENTENCE),
        content=html.Div(
            [*stores, html.Div(content(view, on_map), id=Ids.CONTENT), *target_slots(), *about_slots(found)]
        ),
        rail=rail(fields(view)),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=view.selection.address(),
    )


def sentence(view: IndicatorsView) -> str:
    """What the page shows, in one sentence."""
    if view.selection.view == LIST_VIEW:
        return _("All indicators of all directions, with the facts of {municipality} in {year}.").format(
            municipality=view.municipality.name, year=view.year
        )
    if view.chosen and view.selection.view == REGION_VIEW:
        return _("“{indicator}” by municipality, {year}: ranks, and facts against the target.").format(
            indicator=view.chosen.indicator.short, year=view.across.period if view.across else view.year
        )
    if view.chosen and view.selection.view == YEARS_VIEW:
        return _("{municipality}, “{indicator}”: facts up to {year} against the target.").format(
            municipality=view.municipality.name, indicator=view.chosen.indicator.short, year=view.year
        )
    if view.own is not None:
        return _("Own table: chosen indicators, municipalities and periods.")
    if view.matrix is not None:
        return _("Statuses of targets of all municipalities, direction “{direction}”, {year}.").format(
            direction=view.direction.name, year=view.year
        )
    if view.direction.code == WITHOUT_DIRECTION:
        return _("{municipality}, indicators without a direction: facts of {year} against targets.").format(
            municipality=view.municipality.name, year=view.year
        )
    return _("{municipality}, direction {code} “{direction}”: facts of {year} against targets.").format(
        municipality=view.municipality.name, code=view.direction.code, direction=view.direction.name, year=view.year
    )


def content(view: IndicatorsView, on_map: IndicatorMap | None = None) -> list[Component]:
    """What the view shows, below the counts; an empty state where there is nothing."""
    if view.selection.view == LIST_VIEW:
        return [_list_card(view)]
    if view.own is not None:
        return own_content(view, view.own, PAGE)
    if view.matrix is not None and view.rows:
        return [*unlike_notes(view), *_matrix_content(view, view.matrix)]
    if not view.rows or view.chosen is None:
        return [_without_indicators(view)]
    heading = ngettext("{number} indicator", "{number} indicators", len(view.rows)).format(number=len(view.rows))
    if view.selection.view == REGION_VIEW:
        cards = indicator_map_cards(view, on_map, PAGE, Ids.MUNICIPALITY)
        return [*unlike_notes(view), *_region_content(view, view.chosen), *cards]
    if view.selection.view == YEARS_VIEW:
        return [*unlike_notes(view), *_years_content(view, view.chosen)]
    aside = [_chosen(view, view.chosen), readings_card(view.chosen)]
    return [
        counts_card(heading, view.counts),
        *unlike_notes(view),
        html.Div([_bullets(view), stack(*[sheet for sheet in aside if sheet])], className="bullets-and-aside"),
    ]


def _bullets(view: IndicatorsView) -> Component:
    body: list[Component] = [bullets_legend(), bullets_table(view, Ids.INDICATOR)]
    if not view.shown:
        body = [
            empty_state(
                _("No indicator has these statuses"),
                _("Tick another status in the filter: the counts above show how many indicators each has."),
            )
        ]
    title = view.titled(_("Fact and target, {year}").format(year=view.year))
    return card(
        title,
        body,
        caption=_caption(view),
        actions=export_menu(PAGE, view.selection, table="targets", picture=f"{title}, {view.municipality.short}"),
    )


def _caption(view: IndicatorsView) -> str:
    rules = [row.target.rule for row in view.rows if row.target]
    deadlines = {year for rule in rules for year in (rule.year, *dict(rule.steps)) if year}
    if len(deadlines) != 1:
        return _("Select an indicator to see it over time.")
    return _(
        "Targets are for {year}; those marked ↻ apply every year. Select an indicator to see it over time."
    ).format(year=deadlines.pop())


def _chart(view: IndicatorsView, row: Row, height: int) -> Component:
    points = series_of(view.series, row).points
    described = _("{name} by year: {facts}. Target: {target}, {status}.").format(
        name=row.indicator.name,
        facts="; ".join(f"{point.words} — {amount(point.value, row.indicator.unit)}" for point in points),
        target=target_words(row.target.rule, row.indicator.unit) if row.target else _("no target"),
        status=status_badge(row.result).text,
    )
    return graph(
        Ids.CHART,
        series_figure(view, row),
        description=described,
        height=height,
        keys=series_keys(view, row),
        chooses=Choosing(Ids.PERIOD, "value", _("Select a year in the chart to show the page of that year.")),
    )


def _picture(view: IndicatorsView, row: Row) -> str:
    """What a picture of the indicator shows, for the name of its file."""
    return f"{row.indicator.short}, {view.municipality.short}"


def _chosen(view: IndicatorsView, row: Row, height: int = SMALL_CHART) -> Component:
    menu = export_menu(PAGE, view.selection, table="series", picture=_picture(view, row), graph=Ids.CHART)
    below = [*kind_chips(view), *measure_links(view), *sources_of(view)]
    return chosen_card(row, _chart(view, row, height), view.outlook, [menu], below)


def _years_content(view: IndicatorsView, row: Row) -> list[Component]:
    menu = export_menu(PAGE, view.selection, table="series", picture=_picture(view, row), graph=Ids.CHART)
    chart = card(
        row.indicator.short,
        [
            indicator_name(row),
            *kind_chips(view),
            _chart(view, row, LARGE_CHART),
            facts_list(row, "facts facts-short"),
            *outlook_note(view.outlook, row),
            data_table(without(series_table(view), *DAYS)),
            *measure_links(view),
            *sources_of(view),
        ],
        caption=place_of(row),
        actions=[*_picker(view), menu],
    )
    sheets = (chart, readings_card(row), history_card(view, PAGE))
    return [sheet for sheet in sheets if sheet]


def _list_card(view: IndicatorsView) -> Component:
    number = len(view.listed)
    heading = ngettext("{number} indicator", "{number} indicators", number).format(number=number)
    return card(
        heading,
        [group_chips(view), list_table(view)],
        caption=_("Type a part of a name or a code; a name leads to the ranking of municipalities by it."),
        actions=export_menu(PAGE, view.selection, table="list", picture=_("All indicators")),
    )


def _matrix_content(view: IndicatorsView, found: Matrix) -> list[Component]:
    """Counts of every cell, then the cells; or why there are none."""
    if not found.lines:
        text = _("A status needs a target: load a workbook of targets for this direction, or choose another one.")
        return [empty_state(_("No indicator of this direction has a target"), text)]
    number = len(found.lines) * len(found.rows)
    heading = ngettext("{number} target", "{number} targets", number).format(number=number)
    title = view.titled(_("Statuses of targets by municipality, {year}").format(year=view.year))
    menu = export_menu(PAGE, view.selection, table="matrix", picture=title)
    signs = [(f"swatch-sign tone-{sign.tone}", sign.mark, sign.text) for sign in map(target_sign, TargetStatus)]
    caption = _("A column is an indicator under its number; a cell leads to its facts by year.")
    return [
        counts_card(heading, found.counts),
        card(title, [legend(signs), matrix_table(view, found)], caption=caption, actions=menu),
    ]


def _region_content(view: IndicatorsView, row: Row) -> list[Component]:
    across = view.across
    chart = None if across and across.by_name else Ids.CHART
    menu = export_menu(PAGE, view.selection, table="municipalities", picture=_picture(view, row), graph=chart)
    caption = place_of(row)
    lead = [indicator_name(row), html.P(_target_line(row), className="hint")]
    actions = [*_picker(view), menu]
    if across is None:
        return []
    title = _("{indicator}: municipalities, {year}").format(indicator=row.indicator.short, year=across.period)
    lead += interval_chips(view, across)
    if not across.by_name:
        own = own_place_words(across, row.indicator.polarity)
        place = [html.P(html.B(own))] if own else []
        return [card(title, [*lead, *place, *_spread(view, row)], caption=caption, actions=actions)]
    number = sum(across.counts.values())
    heading = ngettext("{number} municipality", "{number} municipalities", number).format(number=number)
    lead.append(html.P(" ".join(_how_ranked(row, across)), className="hint"))
    return [
        *([counts_card(heading, across.counts)] if any(item.row.target for item in across.rows) else []),
        card(
            title, [*lead, bullets_legend(one_scale=True), ranked_table(view, across)], caption=caption, actions=actions
        ),
    ]


def _how_ranked(row: Row, across: Across) -> list[str]:
    """The rule, the limits of the quarters, and what is compared with what."""
    polarity, unit = row.indicator.polarity, row.indicator.unit
    compared = comparison_words(across, row.indicator, row.now.year)
    period = period_notes(across, row.now.year)
    texts = (period, rule_words(polarity), quarters_words(across.ranking, polarity, unit), compared)
    return [text for text in texts if text]


def _spread(view: IndicatorsView, row: Row) -> list[Component]:
    """Five numbers of the region and the own value: details of other municipalities are closed to this viewer."""
    parts = spread_parts(view)
    if any(value is Nothing.HIDDEN for _name, value in parts):
        text = _("Too few municipalities have a fact: the spread would reveal single values.")
        return [empty_state(_("The spread is hidden"), text)]
    words = "; ".join(f"{name} — {amount(value, row.indicator.unit)}" for name, value in parts)
    pairs = [part for name, value in parts for part in (html.Dt(name), html.Dd(amount(value, row.indicator.unit)))]
    return [
        html.P(
            _("For other municipalities you see only the spread; the diamond is your own value."),
            className="small",
        ),
        graph(Ids.CHART, spread_figure(view, row), description=words, height=SPREAD_CHART, keys=spread_keys(view, row)),
        html.Dl(pairs, className="facts spread-facts"),
    ]


def _target_line(row: Row) -> str:
    target = target_words(row.target.rule, row.indicator.unit) if row.target else _("no target")
    return _("Target: {target}").format(target=target)


def _picker(view: IndicatorsView) -> list[Component]:
    """Another indicator for the views that do not list them: those of the direction, and the way to all others."""
    to_all = f"?{view.selection.but(view=LIST_VIEW).query()}"
    every = html.A(_("All indicators"), href=to_all, className="button button-small")
    if len(view.rows) > LONGEST_GROUP:
        return [every]
    buttons = [
        choice_button(
            [html.B(str(row.indicator.order)), row.indicator.short],
            Ids.INDICATOR,
            row.indicator.code,
            pressed=row == view.chosen,
            look="",
        )
        for row in view.rows
    ]
    summary = html.Summary(_("Another indicator"), className="button button-small")
    menu = html.Details([summary, html.Div(buttons, className="menu-items picker")], className="menu")
    return [every, menu]


def _without_indicators(view: IndicatorsView) -> Component:
    others = {item.code for item in view.directions if item.code != view.direction.code}
    go = [
        html.A(words, href=f"?direction={code}", className="button")
        for code, words in named_directions(view)
        if code in others
    ]
    return empty_state(
        _("Direction {code} has no indicators with targets").format(code=view.direction.code),
        _("Its list of indicators has not been loaded. Choose a direction that has one."),
        html.Div(go, className="toolbar") if go else None,
    )
