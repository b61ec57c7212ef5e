"""The list of all indicators with a search: each name leads to its ranking."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.tables import Kind
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.listing import ListedIndicator
from data.views.indicators.page import REGION_VIEW, IndicatorsView
from data.views.indicators.words import amount, polarity_short, unit_heading
from data.vocabulary import Nothing
from layouts.indicators.own_table import own_link
from layouts.parts.addresses import ROW, address
from layouts.parts.cell_parts import link, small
from layouts.parts.page import internal_link
from layouts.parts.screen_table import DESCENDING, Cell, Heading, Row, ScreenTable, Section, screen_table


def group_chips(view: IndicatorsView) -> Component:
    """Links that cut the list down to one group, with the numbers of indicators; what has no direction is one too."""
    every = sum(count for _group, count in view.groups)
    chips: list[tuple[str | None, str, int]] = [(None, _("all"), every)]
    for group, count in view.groups:
        number = "" if group.code == WITHOUT_DIRECTION else f"{group.code} "
        chips.append((group.code, f"{number}{group.short}", count))
    look = "button button-small"
    return html.Nav(
        [
            html.Span(f"{words} · {count}", className=f"{look} chosen", **{"aria-current": "true"})
            if code == view.selection.group
            else internal_link(f"{words} · {count}", view.selection.but(group=code), className=look)
            for code, words, count in chips
        ],
        className="toolbar group-chips",
        **{"aria-label": _("Groups of indicators")},
    )


def list_table(view: IndicatorsView) -> ScreenTable:
    """One row an indicator of any direction; the name leads to its ranking in the chosen year or its own last one."""
    fact = Heading("fact", _("Fact, {year}").format(year=view.year), Kind.NUMBER, look="numeric", sort=DESCENDING)
    headings = [
        Heading("indicator", _("Indicator"), look="indicator-name", is_name=True),
        Heading("direction", _("Direction"), look="second"),
        Heading("unit", _("Unit"), look="second"),
        Heading("polarity", _("Better is"), look="second"),
        fact,
        Heading("municipalities", _("Municipalities"), Kind.NUMBER, look="numeric second", sort=DESCENDING, decimals=0),
        Heading("years", _("Years"), look="numeric second"),
    ]
    rows = [_row(view, one) for one in view.listed]
    return screen_table(
        "list", _("All indicators"), headings, [Section(rows)], look="data-table indicator-list", has_address=True
    )


def _row(view: IndicatorsView, one: ListedIndicator) -> Row:
    line, key = one.indicator, quote(one.indicator.code, safe="")
    # The indicator says its own direction; where nobody has a fact in the chosen year its last one opens.
    target = view.selection.but(view=REGION_VIEW, indicator=ROW, interval=None, direction=None, statuses=(), order=None)
    if not one.municipalities:
        target = target.but(period=None)
    whole = small(line.name, "second whole-name") if line.name != line.short else ""
    below = small((line.code, " · ", own_link(view.selection, line.code)), "second")
    direction = "" if one.group.code == WITHOUT_DIRECTION else f"{one.group.code} "
    cells = [
        Cell(line.short, (link(line.short, address(target)), whole, below), title=line.name),
        Cell(f"{direction}{one.group.short}"),
        Cell(unit_heading(line.unit)),
        Cell(polarity_short(line.polarity)),
        _fact(one),
        Cell(one.municipalities),
        Cell(_years(one)),
    ]
    return Row(key, cells)


def _fact(one: ListedIndicator) -> Cell:
    if isinstance(one.fact, Nothing):
        return Cell(one.fact)
    words = amount(one.fact, one.indicator.unit)
    return Cell(one.fact, (words, small(one.period)) if one.period else words)


def _years(one: ListedIndicator) -> str:
    if one.first_year == one.last_year:
        return str(one.last_year or "—")
    return f"{one.first_year}–{one.last_year}"
