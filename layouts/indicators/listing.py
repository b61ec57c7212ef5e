"""The list of all indicators with a search: each name leads to its ranking."""

from urllib.parse import quote

from data.language import _
from data.tables import Kind
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.listing import ListedIndicator
from data.views.indicators.page import REGION_VIEW, IndicatorsView
from data.views.indicators.words import amount, polarity_short, unit_hint
from data.vocabulary import Nothing, Unit
from layouts.indicators.own_table import own_link
from layouts.parts.addresses import ROW, address
from layouts.parts.cell_parts import link, small
from layouts.parts.screen_table import DESCENDING, Cell, Heading, Row, ScreenTable, Section, screen_table


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
    target = view.selection.but(view=REGION_VIEW, indicator=ROW, direction=None, statuses=(), order=None)
    if not one.municipalities:
        target = target.but(period=None)
    whole = small(line.name, "second whole-name") if line.name != line.short else ""
    below = small((line.code, " · ", own_link(view.selection, line.code)), "second")
    direction = "" if one.group.code == WITHOUT_DIRECTION else f"{one.group.code} "
    cells = [
        Cell(line.short, (link(line.short, address(target)), whole, below), title=line.name),
        Cell(f"{direction}{one.group.short}"),
        Cell("%" if line.unit is Unit.PERCENT else unit_hint(line.unit)),
        Cell(polarity_short(line.polarity)),
        Cell(one.fact) if isinstance(one.fact, Nothing) else Cell(one.fact, amount(one.fact, line.unit)),
        Cell(one.municipalities),
        Cell(_years(one)),
    ]
    return Row(key, cells)


def _years(one: ListedIndicator) -> str:
    if one.first_year == one.last_year:
        return str(one.last_year or "—")
    return f"{one.first_year}–{one.last_year}"
