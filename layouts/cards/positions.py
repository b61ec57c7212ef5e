"""What stands behind one cell of the cycle: positions × parameters, lost points, evidence and comments."""

import re

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _, current_language, ngettext
from data.views.cycle.cell import CellDetail, Given, PositionLine, Section
from data.views.cycle.tables import positions_words
from data.vocabulary import Nothing
from layouts.parts.page import Children, spoken
from layouts.parts.signs import nothing_cell
from layouts.parts.tables import table_frame


def cell_sum(detail: CellDetail) -> list[Children]:
    """Points of the cell in large type, with the maximum and the share."""
    if detail.points is None:
        return [html.B(_("no data")), " ", _("of {maximum}").format(maximum=number(detail.maximum))]
    words = ngettext("of {maximum} point", "of {maximum} points", round(detail.maximum)).format(
        maximum=number(detail.maximum)
    )
    share = f" · {percent(detail.points / detail.maximum)}" if detail.maximum > 0 else ""
    return [html.B(number(detail.points)), f" {words}{share}"]


def positions_table(section: Section, *, show_name: bool) -> Component:
    """The positions of one component. Long names stand on lines of their own, above their numbers."""
    head = html.Tr(
        [
            *(_parameter_head(index, *parameter) for index, parameter in enumerate(section.parameters, start=1)),
            html.Th(_("Points"), scope="col", className="numeric"),
            html.Th(_("Lost"), scope="col", className="numeric"),
        ]
    )
    groups = [_position_rows(position) for position in section.positions]
    caption = _("Positions of “{stage}”").format(stage=section.stage.name)
    table = table_frame([html.Thead(head), *groups, _sum_rows(section)], caption, look="data-table positions")
    names = html.Ol([html.Li(_parameter_name(name, penalty)) for _code, name, penalty in section.parameters])
    title = [html.H3(section.stage.name)] if show_name else []
    return html.Div([*title, html.P(_("Parameters:"), className="second small"), names, table], className="section")


def _parameter_name(name: str, is_penalty: bool) -> list[Children]:
    return [name, html.Span(f" ({_('penalty')})", className="penalty-text")] if is_penalty else [name]


def _parameter_head(index: int, _code: str, name: str, is_penalty: bool) -> Component:
    text = _("{index}, penalty").format(index=index) if is_penalty else str(index)
    return html.Th(html.Abbr(text, title=name), scope="col", className="center")


def _position_rows(position: PositionLine) -> Component:
    lost = number(position.lost) if position.scored else ""
    numbers = [
        *(_given_cell(given) for given in position.given),
        _sum_cell(position.points, position.maximum),
        html.Td(html.B(lost) if position.lost else "—" if lost else "", className="numeric"),
    ]
    return _group(f"{position.number}. {position.text}", numbers)


def _group(text: str, numbers: list[Component], look: str = "") -> Component:
    heading = html.Th(text, colSpan=len(numbers), scope="rowgroup")
    return html.Tbody([html.Tr(heading, className="position"), html.Tr(numbers, className=look)])


def _given_cell(given: Given | None) -> Component:
    if given is None:
        return html.Td("", className="center")
    if given.points is None:
        return nothing_cell(given.missing or Nothing.NO_DATA, "center")
    if given.is_penalty:
        look = "center penalty" if given.points < 0 else "center second"
        return html.Td([number(given.points), *_proof(given)], className=look)
    look = (
        "state-formed"
        if given.points >= given.maximum
        else "state-absent"
        if given.points <= 0
        else "state-partial-low"
    )
    return html.Td([_of(given.points, given.maximum), *_proof(given)], className=f"center {look}")


def _proof(given: Given) -> list[Component]:
    """The number of the document that proves the points; a question mark where none does."""
    if given.document is not None:
        words = _("document {number}").format(number=given.document)
        return [html.Sup(str(given.document), className="proof", title=words), spoken(f" {words}")]
    if given.is_bare:
        return [html.Sup("?", className="proof bare", title=_("no evidence")), spoken(f" {_('no evidence')}")]
    return []


def written(text: str) -> Component | str:
    """A stored text as it was written; in another language than the page's it says in which."""
    if current_language() != "ru" and re.search("[а-яё]", text, re.IGNORECASE):
        return html.Span(text, lang="ru")
    return text


def _of(points: float, maximum: float) -> str:
    return f"{number(points)}/{number(maximum)}"


def _sum_cell(points: float | None, maximum: float) -> Component:
    if points is None:
        return nothing_cell(Nothing.NO_DATA, "numeric")
    return html.Td([html.B(number(points)), f"/{number(maximum)}"], className="numeric")


def _sum_rows(section: Section) -> Component:
    columns = [
        _column_sum([position.given[index] for position in section.positions])
        for index in range(len(section.parameters))
    ]
    scored = [position for position in section.positions if position.points is not None]
    points = sum(position.points or 0.0 for position in scored) if scored else None
    lost = number(sum(position.lost for position in scored)) if scored else ""
    total = _sum_cell(points, sum(position.maximum for position in section.positions))
    return _group(_("Sum"), [*columns, total, html.Td(lost, className="numeric")], "total")


def _column_sum(column: list[Given | None]) -> Component:
    there = [given for given in column if given is not None]
    scored = [given for given in there if given.points is not None]
    points, maximum = sum(given.points or 0.0 for given in scored), sum(given.maximum for given in there)
    text = "" if not scored else _of(points, maximum) if maximum > 0 else number(points)
    return html.Td(text, className="center penalty-text" if points < 0 else "center")


def lost_sentence(detail: CellDetail) -> str:
    """«Потеря 8 = не набрано 6 + штраф 2.», and what nobody has scored yet."""
    parts = []
    if detail.points is not None:
        parts.append(
            _("Lost {lost} = not earned {not_earned} + penalty {penalties}.").format(
                lost=number(detail.not_earned + detail.penalties),
                not_earned=number(detail.not_earned),
                penalties=number(detail.penalties),
            )
        )
    if detail.unscored:
        parts.append(
            ngettext(
                "{number} parameter has no score; its points are not counted as lost.",
                "{number} parameters have no score; their points are not counted as lost.",
                detail.unscored,
            ).format(number=detail.unscored)
        )
    return " ".join(parts)


def documents_list(detail: CellDetail) -> list[Component]:
    """Evidence with the positions it proves."""
    count = len(detail.documents)
    title = html.H3(_("Evidence documents: {count}").format(count=count))
    if not count:
        return [title, html.P(_("No document is attached to any of these scores."), className="second small")]
    items = []
    for index, document in enumerate(detail.documents, start=1):
        words = " · ".join(filter(None, (document.details, positions_words(document.positions))))
        link = (
            [html.A(_("Open"), href=document.link, target="_blank", rel="noopener noreferrer")] if document.link else []
        )
        items.append(html.Li([html.Div([f"{index}. ", written(document.title), html.Small(written(words))]), *link]))
    return [title, html.Ul(items, className="documents")]


def comments_list(detail: CellDetail) -> list[Component]:
    """What the assessor wrote, by position."""
    items = [
        html.Li([_("Position {number}: ").format(number=position.number), written(given.comment)])
        for position in detail.positions
        for given in position.given
        if given is not None and given.comment
    ]
    return [html.H3(_("Assessor's comments")), html.Ul(items, className="comments")] if items else []
