"""The tables of the page of school clusters: as they are exported, and as they stand on the screen."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _, pgettext
from data.measures.clusters import FIVE_NUMBERS, Quarter
from data.tables import Column, Kind, Table, Value
from data.views.clusters.lines import ClustersView, Figure, Group, Place, SchoolLine
from data.vocabulary import Nothing, Unit
from layouts.parts.cluster_words import (
    QUARTER_MARKS,
    amount,
    filters_sentence,
    outside_words,
    parts_text,
    quarter_words,
    rank_words,
    small_sentence,
    standing_words,
)
from layouts.parts.signs import nothing_cell
from layouts.parts.tables import table_frame

# More rows than anybody reads on a screen; the export has them all.
ROWS_ON_SCREEN = 200


def statistics_table(view: ClustersView) -> Table:
    """One row a chosen group and one for the region; hidden figures are hidden here as on the screen."""
    unit = _unit_kind(view)
    five = (_("Min."), percent(0.25, 0), _("Median"), percent(0.75, 0), _("Max."))
    columns = (
        Column("group", _("Cluster")),
        Column("schools", _("Schools"), Kind.NUMBER),
        Column("observed", _("with a value"), Kind.NUMBER),
        Column("small", _("with a small denominator"), Kind.NUMBER),
        *(Column(key, title, unit, 1) for key, title in zip(FIVE_NUMBERS, five, strict=True)),
        Column("numerator", _("Sum of numerators"), Kind.NUMBER),
        Column("denominator", _("Sum of denominators"), Kind.NUMBER),
        Column("share", _("Share"), Kind.SHARE),
        Column("own_schools", _("Marked schools"), Kind.NUMBER),
        Column("own_share", _("Share of the marked"), Kind.SHARE),
    )
    return Table(
        name="statistics",
        title=_("Statistics of clusters: {indicator}").format(indicator=view.indicator.name),
        columns=columns,
        rows=tuple(_statistics_values(group) for group in (*view.chosen_groups, view.total)),
        notes=((_("Filters"), filters_sentence(view)), *view.provenance.notes()),
    )


def _statistics_values(group: Group) -> dict[str, Value]:
    figures = group.figures
    return {
        "group": group.short,
        "schools": figures.schools,
        "observed": figures.observed,
        "small": figures.small,
        **dict(zip(FIVE_NUMBERS, figures.five_numbers, strict=True)),
        "numerator": figures.numerator,
        "denominator": figures.denominator,
        "share": figures.share,
        "own_schools": group.own.schools,
        "own_share": group.own.share,
    }


def schools_table(view: ClustersView) -> Table:
    """The schools of the marked municipality, those outside the clusters too."""
    return _schools_table(
        view,
        "schools",
        _("Schools, {municipality}: {indicator}").format(
            municipality=view.municipality.name, indicator=view.indicator.name
        ),
        view.marked_schools,
    )


def visible_schools_table(view: ClustersView) -> Table:
    """The schools of the chosen clusters that the viewer may see: what the points of the chart are."""
    title = _("Schools of the chosen clusters: {indicator}").format(indicator=view.indicator.name)
    return _schools_table(view, "visible_schools", title, view.chosen_schools)


def _schools_table(view: ClustersView, name: str, title: str, lines: Sequence[SchoolLine]) -> Table:
    columns = (
        Column("municipality", _("Municipality")),
        Column("school", _("School")),
        Column("group", _("Cluster")),
        Column("students", _("Students"), Kind.NUMBER),
        Column("value", pgettext("column", "Value"), _unit_kind(view), 1),
        Column("numerator", _("Numerator"), Kind.NUMBER),
        Column("denominator", _("Denominator"), Kind.NUMBER),
        Column("rank", _("Rank in the cluster"), Kind.RANK),
        Column("standing", _("Standing")),
    )
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=tuple(_school_values(view, line) for line in lines),
        notes=(
            (_("Filters"), filters_sentence(view)),
            (_("Rank"), _("A rank is valid only within the school's own cluster.")),
            *view.provenance.notes(),
        ),
    )


def _school_values(view: ClustersView, line: SchoolLine) -> dict[str, Value]:
    return {
        "municipality": line.municipality_name,
        "school": line.name,
        "group": view.group(line.group).short,
        "students": Nothing.NO_DATA if line.students is None else line.students,
        "value": line.value,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "rank": rank_words(line),
        "standing": standing_words(line, view.indicator.polarity),
    }


def statistics_on_screen(view: ClustersView) -> Component:
    titles = (
        *(_("Schools"), _("Ranked"), _("Min."), percent(0.25, 0), _("Median"), percent(0.75, 0), _("Max.")),
        *(_("Sums"), _("Share"), _("Marked"), _("Their share")),
    )
    head = html.Tr(
        [html.Th(_("Cluster"), scope="col"), *(html.Th(title, scope="col", className="numeric") for title in titles)]
    )
    rows = [_statistics_row(view, group) for group in view.chosen_groups]
    return table_frame(
        [html.Thead(head), html.Tbody([*rows, _statistics_row(view, view.total, look="total")])],
        statistics_table(view).title,
        look="data-table sticky-first table-loose",
    )


def _statistics_row(view: ClustersView, group: Group, look: str = "") -> Component:
    figures = group.figures
    missing = figures.schools - figures.observed
    gap = [html.Small(_("no data: {count}").format(count=number(missing)))] if missing else []
    if not group.is_compared:
        words = _("not compared with each other")
        five = [html.Td(words, colSpan=6, className="second center")]
    else:
        five = [
            html.Td(number(figures.comparable), className="numeric"),
            *(_number_cell(value, amount(value, view.indicator.unit)) for value in figures.five_numbers),
        ]
    return html.Tr(
        [
            html.Th([group.short, html.Small(group.name)], scope="row", className="cluster-name"),
            html.Td([number(figures.schools), *gap], className="numeric"),
            *five,
            _number_cell(figures.share, parts_text(figures.numerator, figures.denominator)),
            _number_cell(figures.share, _share(figures.share), strong=True),
            html.Td(number(group.own.schools), className="numeric"),
            _number_cell(group.own.share, _share(group.own.share)),
        ],
        className=look,
    )


def schools_on_screen(view: ClustersView, lines: Sequence[SchoolLine], *, with_municipality: bool) -> Component:
    """Schools as rows. With the municipality as a column, the marked municipality's rows stand out."""
    unit = view.indicator.unit
    titles = [
        (_("School"), ""),
        *([(_("Municipality"), "")] if with_municipality else []),
        (_("Cluster"), ""),
        (pgettext("column", "Value"), "numeric"),
        (_("Numerator / denominator"), "numeric"),
        (_("Rank in the cluster"), "numeric"),
        (_("Standing"), ""),
    ]
    rows = [
        html.Tr(
            [
                html.Th(line.name, scope="row"),
                *([html.Td(line.municipality_name)] if with_municipality else []),
                html.Td(_group_words(view, line), className="name"),
                _number_cell(line.value, amount(line.value, unit) + (" *" if line.is_small else "")),
                _number_cell(line.value, parts_text(line.numerator, line.denominator)),
                _rank_cell(line),
                _standing_cell(view, line),
            ],
            className="own" if with_municipality and view.is_marked(line) else "",
        )
        for line in lines
    ]
    head = html.Tr([html.Th(title, scope="col", className=look) for title, look in titles])
    frame = table_frame([html.Thead(head), html.Tbody(rows)], _("Schools"), look="data-table sticky-first")
    marks = [html.P(f"* {small_sentence()}", className="second small")] if any(line.is_small for line in lines) else []
    return html.Div([frame, *marks])


def _group_words(view: ClustersView, line: SchoolLine) -> str:
    return outside_words(line) if line.outside_reason else view.group(line.group).short


def _number_cell(value: Figure, text: str, strong: bool = False) -> Component:
    if isinstance(value, Nothing):
        return nothing_cell(value, "numeric")
    return html.Td(html.B(text) if strong else text, className="numeric")


def _rank_cell(line: SchoolLine) -> Component:
    words = rank_words(line)
    if isinstance(words, Nothing):
        return nothing_cell(words, "numeric")
    return html.Td(words, className="numeric" if line.place else "numeric second")


def _standing_cell(view: ClustersView, line: SchoolLine) -> Component:
    if isinstance(line.place, Place):
        quarter = line.place.quarter
        look = {Quarter.UPPER: "up", Quarter.MIDDLE: "same", Quarter.LOWER: "down"}[quarter]
        mark = html.Span(f"{QUARTER_MARKS[quarter]} ", className=look, **{"aria-hidden": "true"})
        return html.Td([mark, quarter_words(quarter)], className="name")
    words = standing_words(line, view.indicator.polarity)
    return nothing_cell(words) if isinstance(words, Nothing) else html.Td(words, className="second name")


def _share(value: Figure) -> str:
    return "" if isinstance(value, Nothing) else percent(value)


def _unit_kind(view: ClustersView) -> Kind:
    return Kind.PERCENT if view.indicator.unit is Unit.PERCENT else Kind.NUMBER
