"""The tables of the page of school clusters: as they are exported, and as they stand on the screen."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _, pgettext
from data.measures.clusters import FIVE_NUMBERS, Quarter
from data.tables import Column, Kind, Table, Value
from data.views.clusters.lines import ClustersView, Figure, Group, Place, SchoolLine
from data.vocabulary import Nothing, Unit
from layouts.parts.addresses import ROW, address
from layouts.parts.cell_parts import bold, eye_only, small
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
from layouts.parts.screen_table import DESCENDING, UNSORTED, Cell, Heading, Row, ScreenTable, Section, screen_table
from layouts.parts.table_words import percent_unit

# As many schools as the browser gets; the export has them all.
ROWS_ON_SCREEN = 2_500


def statistics_table(view: ClustersView) -> Table:
    """One row a chosen group and one for the region; hidden figures are hidden here as on the screen."""
    unit = _unit_kind(view)
    five = (_("Min."), percent(0.25, 0), _("Median"), percent(0.75, 0), _("Max."))
    columns = (
        Column("group", _("Cluster")),
        Column("schools", _("Schools"), Kind.NUMBER),
        Column("missing", _("without data"), Kind.NUMBER),
        Column("observed", _("with a value"), Kind.NUMBER),
        Column("small", _("with a small denominator"), Kind.NUMBER),
        Column("comparable", _("Ranked"), Kind.NUMBER),
        *(Column(key, title, unit, 1) for key, title in zip(FIVE_NUMBERS, five, strict=True)),
        Column("numerator", _("Sum of numerators"), Kind.NUMBER),
        Column("denominator", _("Sum of denominators"), Kind.NUMBER),
        Column("share", _("Share"), Kind.SHARE),
        Column("own_schools", _("Marked schools"), Kind.NUMBER),
        Column("own_share", _("Share of the marked"), Kind.SHARE),
    )
    return Table(
        name="statistics",
        title=view.titled(_("Statistics of clusters: {indicator}").format(indicator=view.indicator.name)),
        columns=columns,
        rows=tuple(_statistics_values(group) for group in (*view.chosen_groups, view.total)),
        notes=((_("Filters"), filters_sentence(view)), *view.provenance.notes()),
    )


def _statistics_values(group: Group) -> dict[str, Value]:
    figures = group.figures
    return {
        "group": group.short,
        "schools": figures.schools,
        "missing": figures.missing,
        "observed": figures.observed,
        "small": figures.small,
        "comparable": figures.comparable if group.is_compared else Nothing.NOT_APPLICABLE,
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
    title = view.titled(_("Schools of the chosen clusters: {indicator}").format(indicator=view.indicator.name))
    return _schools_table(view, "visible_schools", title, view.chosen_schools)


def _schools_table(view: ClustersView, name: str, title: str, lines: Sequence[SchoolLine]) -> Table:
    sources = {one.key: one.words for one in view.sources} if name == "schools" else {}
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
        *([Column("file_cell", _("File and cell"))] if sources else []),
    )
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=tuple(_school_values(view, line) | {"file_cell": sources.get(line.code, "")} for line in lines),
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


def statistics_on_screen(view: ClustersView) -> ScreenTable:
    unit = _printed_unit(view)
    five = (_("Min."), percent(0.25, 0), _("Median"), percent(0.75, 0), _("Max."))
    headings = [
        Heading("group", _("Cluster"), look="cluster-name", is_name=True),
        _number("schools", _("Schools")),
        _number("comparable", _("Ranked")),
        *(_number(key, title, **unit) for key, title in zip(FIVE_NUMBERS, five, strict=True)),
        Heading("numerator", _("Sums"), look="numeric", sort=UNSORTED),
        _number("share", _("Share"), kind=Kind.SHARE, decimals=1, unit=percent_unit()),
        _number("own_schools", _("Marked")),
        _number("own_share", _("Their share"), kind=Kind.SHARE, decimals=1, unit=percent_unit()),
    ]
    rows = [_statistics_row(view, group) for group in view.chosen_groups]
    return screen_table(
        "statistics",
        statistics_table(view).title,
        headings,
        [Section(rows)],
        look="data-table sticky-first table-loose",
        bottom=[_statistics_row(view, view.total, is_total=True)],
    )


def _number(key: str, title: str, *, kind: Kind = Kind.NUMBER, decimals: int | None = None, unit: str = "") -> Heading:
    return Heading(key, title, kind, look="numeric", sort=DESCENDING, decimals=decimals, unit=unit)


def _statistics_row(view: ClustersView, group: Group, *, is_total: bool = False) -> Row:
    """The row of the total stands by itself, so its figures are printed here."""
    figures, own = group.figures, group.own
    gap = small(_("no data: {count}").format(count=number(figures.missing))) if figures.missing else ""
    five = [Cell(shown=_("not compared with each other"), look="second center", span=6), *[Cell()] * 5]
    if group.is_compared:
        five = [Cell(figures.comparable), *(_figure(view, value, is_total=is_total) for value in figures.five_numbers)]
    parts = figures.share if isinstance(figures.share, Nothing) else parts_text(figures.numerator, figures.denominator)
    share = figures.share if isinstance(figures.share, Nothing) else percent(figures.share)
    cells = [
        Cell(group.short, (group.short, small(group.name))),
        Cell(figures.schools, after=gap),
        *five,
        Cell(parts),
        Cell(figures.share, None if isinstance(share, Nothing) else bold(share)),
        Cell(own.schools),
        Cell(own.share, percent(own.share) if is_total and not isinstance(own.share, Nothing) else None),
    ]
    return Row(group.code, cells, "total" if is_total else "")


def _figure(view: ClustersView, value: Figure, *, is_total: bool) -> Cell:
    is_number = is_total and not isinstance(value, Nothing)
    return Cell(value, amount(value, view.indicator.unit) if is_number else None)


def schools_on_screen(view: ClustersView, lines: Sequence[SchoolLine], *, with_municipality: bool) -> Component:
    """Schools as rows. With the municipality as a column, the marked municipality's rows stand out."""
    sources = {one.key: one.words for one in view.sources}
    unit = _printed_unit(view)
    pinning = Cell(href=address(view.selection.but(school=ROW)))
    headings = [
        Heading("school", _("School"), is_name=True, common=pinning),
        *([Heading("municipality", _("Municipality"))] if with_municipality else []),
        Heading("group", _("Cluster"), look="name"),
        _number("value", pgettext("column", "Value"), **unit),
        Heading("numerator", _("Numerator / denominator"), look="numeric", sort=DESCENDING),
        Heading("rank", _("Rank in the cluster"), look="numeric"),
        Heading("standing", _("Standing"), look="name"),
    ]
    table = screen_table(
        "schools" if not with_municipality else "visible-schools",
        _("Schools"),
        headings,
        [Section([_school_row(view, line, sources, with_municipality=with_municipality) for line in lines])],
        look="data-table sticky-first",
    )
    marks = [html.P(f"* {small_sentence()}", className="second small")] if any(line.is_small for line in lines) else []
    return html.Div([table, *marks])


def _school_row(view: ClustersView, line: SchoolLine, sources: Mapping[str, str], *, with_municipality: bool) -> Row:
    parts = line.value if isinstance(line.value, Nothing) else parts_text(line.numerator, line.denominator)
    cells = [
        Cell(line.name, after=(" ", small(_("pinned school"))) if line.code == view.selection.school else ""),
        *([Cell(line.municipality_name)] if with_municipality else []),
        Cell(outside_words(line) if line.outside_reason else view.group(line.group).short),
        Cell(line.value, after=" *" if line.is_small else "", title=sources.get(line.code, "")),
        Cell(parts),
        Cell(rank_words(line), look="" if line.place else "second"),
        _standing_cell(view, line),
    ]
    is_own = view.is_marked(line) if with_municipality else line.code == view.selection.school
    return Row(line.code, cells, "own" if is_own else "")


def _standing_cell(view: ClustersView, line: SchoolLine) -> Cell:
    """The quarter with its mark, ordered from the upper one; why there is none stands after all."""
    if isinstance(line.place, Place):
        quarter = line.place.quarter
        look = {Quarter.UPPER: "up", Quarter.MIDDLE: "same", Quarter.LOWER: "down"}[quarter]
        shown = (eye_only(f"{QUARTER_MARKS[quarter]} ", look), quarter_words(quarter))
        return Cell(list(QUARTER_MARKS).index(quarter), shown)
    words = standing_words(line, view.indicator.polarity)
    return Cell(words, look="second")


def _printed_unit(view: ClustersView) -> dict[str, Any]:
    """How a value of the indicator is printed in a column."""
    return {"decimals": 1, "unit": percent_unit()} if view.indicator.unit is Unit.PERCENT else {}


def _unit_kind(view: ClustersView) -> Kind:
    return Kind.PERCENT if view.indicator.unit is Unit.PERCENT else Kind.NUMBER
