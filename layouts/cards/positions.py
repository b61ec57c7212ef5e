"""What stands behind one cell of the cycle: positions × parameters, lost points, evidence and comments."""

import re

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _, current_language, ngettext
from data.views.cycle.cell import CellDetail, Given, PositionLine, Section
from data.views.cycle.tables import positions_words
from data.views.shared.sources import Sourced
from data.vocabulary import Nothing
from layouts.parts.cell_parts import Part, Parts, bold, ear_only
from layouts.parts.page import Children
from layouts.parts.screen_table import UNSORTED, Cell, Heading, Line, Row, screen_table
from layouts.parts.screen_table import Section as Rows
from layouts.parts.sources import sources_details


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
    headings = [
        *(_parameter_head(index, *parameter) for index, parameter in enumerate(section.parameters, start=1)),
        Heading("points", _("Points"), look="numeric", sort=UNSORTED),
        Heading("lost", _("Lost"), look="numeric", sort=UNSORTED),
    ]
    rows = [_position_row(position) for position in section.positions]
    texts = {place: [_name_line(f"{each.number}. {each.text}")] for place, each in enumerate(section.positions)}
    table = screen_table(
        f"positions-{section.stage.code}",
        _("Positions of “{stage}”").format(stage=section.stage.name),
        headings,
        [Rows(rows, between=texts), Rows([_sum_row(section)], [_name_line(_("Sum"))])],
        look="data-table positions",
        size=0,
    )
    names = html.Ol([html.Li(_parameter_name(name, penalty)) for _code, name, penalty in section.parameters])
    title = [html.H3(section.stage.name)] if show_name else []
    return html.Div([*title, html.P(_("Parameters:"), className="second small"), names, table], className="section")


def _parameter_name(name: str, is_penalty: bool) -> list[Children]:
    return [name, html.Span(f" ({_('penalty')})", className="penalty-text")] if is_penalty else [name]


def _parameter_head(index: int, code: str, name: str, is_penalty: bool) -> Heading:
    text = _("{index}, penalty").format(index=index) if is_penalty else str(index)
    return Heading(code, Part("abbr", text, title=name), look="center", sort=UNSORTED)


def _name_line(text: str) -> Line:
    return Line(text, "position")


def _position_row(position: PositionLine) -> Row:
    lost: Parts = ""
    if position.scored:
        lost = bold(number(position.lost)) if position.lost else "—"
    sums = [_sum_cell(position.points, position.maximum), Cell(shown=lost)]
    return Row(str(position.number), [*(_given_cell(given) for given in position.given), *sums])


def _given_cell(given: Given | None) -> Cell:
    if given is None:
        return Cell()
    words = given.source.words if given.source else ""
    if given.points is None:
        return Cell(given.missing or Nothing.NO_DATA, title=words)
    if given.is_penalty:
        look = "penalty" if given.points < 0 else "second"
        return Cell(shown=(number(given.points), *_proof(given)), look=look, title=words)
    look = (
        "state-formed"
        if given.points >= given.maximum
        else "state-absent"
        if given.points <= 0
        else "state-partial-low"
    )
    return Cell(shown=(_of(given.points, given.maximum), *_proof(given)), look=look, title=words)


def _proof(given: Given) -> tuple[Part, ...]:
    """The number of the document that proves the points; a question mark where none does."""
    if given.document is not None:
        words = _("document {number}").format(number=given.document)
        return (Part("sup", str(given.document), "proof", words), ear_only(f" {words}"))
    if given.is_bare:
        return (Part("sup", "?", "proof bare", _("no evidence")), ear_only(f" {_('no evidence')}"))
    return ()


def written(text: str) -> Component | str:
    """A stored text as it was written; in another language than the page's it says in which."""
    if current_language() != "ru" and re.search("[а-яё]", text, re.IGNORECASE):
        return html.Span(text, lang="ru")
    return text


def written_parts(text: str) -> Parts:
    """The same inside a cell of a table."""
    return Part("span", text, lang="ru") if isinstance(written(text), Component) else text


def _of(points: float, maximum: float) -> str:
    return f"{number(points)}/{number(maximum)}"


def _sum_cell(points: float | None, maximum: float) -> Cell:
    if points is None:
        return Cell(Nothing.NO_DATA)
    return Cell(shown=(bold(number(points)), f"/{number(maximum)}"))


def _sum_row(section: Section) -> Row:
    columns = [
        _column_sum([position.given[index] for position in section.positions])
        for index in range(len(section.parameters))
    ]
    scored = [position for position in section.positions if position.points is not None]
    points = sum(position.points or 0.0 for position in scored) if scored else None
    lost = number(sum(position.lost for position in scored)) if scored else ""
    total = _sum_cell(points, sum(position.maximum for position in section.positions))
    return Row("sum", [*columns, total, Cell(shown=lost)], "total")


def _column_sum(column: list[Given | None]) -> Cell:
    there = [given for given in column if given is not None]
    scored = [given for given in there if given.points is not None]
    points, maximum = sum(given.points or 0.0 for given in scored), sum(given.maximum for given in there)
    text = "" if not scored else _of(points, maximum) if maximum > 0 else number(points)
    return Cell(shown=text, look="penalty-text" if points < 0 else "")


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


def sources_list(detail: CellDetail) -> list[Component]:
    """The file, sheet and cell of each score, folded; who may load files can fetch the file as it was sent."""
    named = (
        (f"{positions_words((position.number,))}, {given.name}", Sourced(given.code, given.source, given.note))
        for position in detail.positions
        for given in position.given
        if given is not None and given.source is not None
    )
    return sources_details(_("Where the scores came from"), named, may_fetch=detail.leads_to_history)


def comments_list(detail: CellDetail) -> list[Component]:
    """What the assessor wrote, by position."""
    items = [
        html.Li([_("Position {number}: ").format(number=position.number), written(given.comment)])
        for position in detail.positions
        for given in position.given
        if given is not None and given.comment
    ]
    return [html.H3(_("Assessor's comments")), html.Ul(items, className="comments")] if items else []
