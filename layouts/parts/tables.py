"""A table of plain values as HTML."""

from dash import html
from dash.development.base_component import Component

from data.formats import nothing, number, percent, percent_value, signed
from data.tables import Column, Kind, Shown, Table, Value
from data.vocabulary import Nothing
from layouts.parts.screen_table import (
    ASCENDING,
    DESCENDING,
    AnyCell,
    Cell,
    Heading,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.table_words import percent_unit

PERCENTAGES = (Kind.SHARE, Kind.PERCENT)
# Names are read from A, ranks from the first.
READ_FORWARD = (Kind.TEXT, Kind.RANK)


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


def data_table(
    table: Table, *, own_row: dict[str, Value] | None = None, caption: str | None = None, fold: int = 0
) -> ScreenTable:
    """A plain table; ``own_row`` gives the values by which the viewer's own rows are recognised."""
    name = next((column.key for column in table.columns if column.kind is Kind.TEXT), "")
    headings = [
        Heading(
            column.key,
            column.title,
            column.kind,
            look=alignment(column),
            sort=ASCENDING if column.kind in READ_FORWARD else DESCENDING,
            decimals=1 if column.decimals is None and column.kind in PERCENTAGES else column.decimals,
            unit=percent_unit() if column.kind in PERCENTAGES else "",
            is_name=column.key == name,
        )
        for column in table.columns
    ]
    keys = [column.key for column in table.columns]
    rows = [
        Row(
            str(row.get("code", place)),
            [_cell(row[key]) for key in keys],
            "own" if own_row and own_row.items() <= row.items() else "",
        )
        for place, row in enumerate(table.rows)
    ]
    return screen_table(table.name, caption or table.title, headings, [Section(rows)], fold=fold)


def _cell(value: Value) -> AnyCell:
    """A number with decimals of its own is printed here; all others by their column, in the browser."""
    if not isinstance(value, Shown):
        return value
    return Cell(value, (signed if value.is_signed else number)(value, value.decimals))


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
