"""A table of plain values as HTML."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import nothing, number, percent, percent_value, signed
from data.tables import Column, Kind, Table, Value
from data.vocabulary import Nothing
from layouts.parts.signs import NOTHING_CLASS


def cell_text(column: Column, value: Value) -> str:
    """A value as it is printed in its column."""
    if isinstance(value, Nothing):
        return nothing(value)
    if isinstance(value, str):
        return value
    match column.kind:
        case Kind.SHARE:
            return percent(value, 1 if column.decimals is None else column.decimals)
        case Kind.PERCENT:
            return percent_value(value, 1 if column.decimals is None else column.decimals)
        case Kind.SIGNED:
            return signed(value, column.decimals)
        case _kind:
            return number(value, column.decimals)


def data_table(table: Table, *, own_row: dict[str, Value] | None = None, caption: str | None = None) -> Component:
    """A plain table; ``own_row`` gives the values by which the viewer's own rows are recognised."""
    head = html.Tr([html.Th(column.title, scope="col", className=alignment(column)) for column in table.columns])
    rows = [
        html.Tr(
            [_table_cell(column, row[column.key]) for column in table.columns],
            className="own" if own_row and own_row.items() <= row.items() else "",
        )
        for row in table.rows
    ]
    return table_frame([html.Thead(head), html.Tbody(rows)], caption or table.title)


def table_frame(content: list[Component], caption: str, look: str = "data-table", **attributes: str) -> Component:
    """A table that scrolls inside its own frame where the screen is narrow; ``caption`` is spoken.

    ``attributes`` go to the table itself.
    """
    spoken_caption = html.Caption(caption, className="visually-hidden")
    return html.Div(
        html.Table([spoken_caption, *content], className=look, **attributes),
        className="table-scroll",
        role="region",
        tabIndex=0,
        **{"aria-label": caption},
    )


def alignment(column: Column) -> str:
    return "" if column.kind is Kind.TEXT else "numeric"


def _table_cell(column: Column, value: Value) -> Component:
    look = NOTHING_CLASS[value] if isinstance(value, Nothing) else ""
    words = html.Span(cell_text(column, value), className="nothing-words") if look else cell_text(column, value)
    return html.Td(words, className=f"{alignment(column)} {look}".strip())


def labelled_cell(title: str, content: Any, look: str = "") -> Component:
    """A cell of a table of the look ``table-stacked``: on a phone each stands on a line of its own under its title."""
    return html.Td(content, className=look, **{"data-label": title})
