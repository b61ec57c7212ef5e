"""What the head of a municipality sees of a round: the own forms, how far they are, and what is wrong in them."""

from dash import html
from dash.development.base_component import Component

from data.formats import moment
from data.language import _, ngettext
from data.queries.rounds import ReturnLine
from data.views.round.page import Detail, RoundView, due_words, form_name
from data.views.round.words import state_words
from layouts.parts.page import card, empty_state, export_menu, footer, internal_link, page
from layouts.round.board import state_badge
from layouts.round.detail import counting_words, differences_words, findings_table


def own_layout(view: RoundView) -> Component:
    """Nothing can be pressed here but links: files are taken by who collects them."""
    if view.board is None:
        text = _("Whoever collects the forms opens a round and sends them out.")
        content: list[Component] = [empty_state(_("Nothing is asked of you"), text)]
    else:
        content = [*_others(view), *(_form(view, detail) for detail in view.details)]
    menu = export_menu("round", view.selection, table="board") if view.board else None
    return page(
        title=_("Collection"),
        sentence=view.sentence,
        content=html.Div(content, className="stack"),
        actions=menu,
        foot=footer(view.provenance),
        address=view.selection.address(),
    )


def _others(view: RoundView) -> list[Component]:
    """The rounds that ask this municipality, where there are several."""
    if len(view.rounds) < 2:
        return []
    links = [
        internal_link(
            line.title,
            view.selection.but(round=line.code),
            className="segment" + (" active" if line.code == view.selection.round else ""),
        )
        for line in view.rounds
    ]
    return [html.Div(links, className="segmented", role="group", **{"aria-label": _("Round")})]


def _form(view: RoundView, detail: Detail) -> Component:
    cell = detail.cell
    due = _("due {day}").format(day=due_words(detail.form))
    late = ngettext("{number} day late", "{number} days late", cell.days_late).format(number=cell.days_late)
    caption = " · ".join([due, *([late] if cell.days_late else [])])
    body: list[Component] = []
    if not detail.returns:
        body.append(html.P(_("Nothing has come back yet."), className="second"))
    else:
        items = [html.Li(_file(view, detail, line)) for line in detail.returns]
        body += [html.H3(_("Files that came")), html.Ul(items, className="documents")]
    body += findings_table(detail)
    return card(
        form_name(detail.form), body, caption=caption, actions=state_badge(cell.state, state_words()[cell.state])
    )


def _file(view: RoundView, detail: Detail, line: ReturnLine) -> list[Component]:
    current = detail.cell.current
    errors = sum(one["severity"] == "error" for one in line.findings)
    words = [moment(line.received_at, view.zone)]
    if errors:
        words.append(ngettext("{number} error", "{number} errors", errors).format(number=errors))
    if current is not None and current.identity == line.id and not errors:
        words.append(counting_words(detail.cell))
    text = _("Download with marks") if line.findings else _("Download")
    told = [html.B(line.file_name), html.Small(" · ".join(words)), *differences_words(line)]
    return [html.Div(told), html.A(text, href=f"/returned/{line.id}", className="button button-small", download="")]
