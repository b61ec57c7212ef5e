"""The board of a round: one row for each municipality, one cell for each form; and the files that fit nowhere."""

from dash import html
from dash.development.base_component import Component

from data.formats import moment
from data.language import _, ngettext
from data.measures.rounds.board import BoardCell
from data.views.round.page import RoundView, due_words, form_name
from data.views.round.words import outcome_fixes, outcome_words, state_words
from data.vocabulary import FormState
from layouts.parts.cell_parts import LINE_BREAK, Part, Parts, small
from layouts.parts.page import card, empty_state, export_menu
from layouts.parts.screen_table import Cell, Heading, Row, Section, screen_table

MARKS = {
    FormState.NOT_RETURNED: ("○", "absent"),
    FormState.FINDINGS: ("✕", "error"),
    FormState.TWICE: ("?", "question"),
    FormState.CLEAN: ("●", "formed"),
    FormState.APPROVED: ("✓", "effective"),
    FormState.PUBLISHED: ("✓✓", "effective"),
}
ORDER = {state: place for place, state in enumerate(FormState)}


def board_card(view: RoundView, store: str) -> Component:
    """A press on a cell shows the form in detail."""
    found = view.board
    assert found is not None
    title = _("Board of the round")
    places = dict.fromkeys(municipality for municipality, _form in view.shown)
    picture = f"{title}, {found.round.code}" if places else ""
    menu = export_menu("round", view.selection, table="board", picture=picture)
    if not places:
        return card(title, empty_state(_("No form fits"), _("Choose another state.")), actions=menu)
    names = dict(found.addressees)
    headings = [
        Heading("municipality", _("Municipality"), is_name=True),
        Heading("code", _("Code")),
        *(Heading(str(form.id), (form_name(form), LINE_BREAK, small(_due(view, form.id)))) for form in found.forms),
    ]
    rows = [
        Row(
            municipality,
            [
                Cell(names[municipality]),
                Cell(municipality),
                *(_cell(view, (municipality, form.id), store) for form in found.forms),
            ],
        )
        for municipality in places
    ]
    table = screen_table("board", title, headings, [Section(rows)], look="data-table table-loose")
    return card(title, table, caption=_("Press a state to see its findings."), actions=menu)


def _due(view: RoundView, form: int) -> str:
    assert view.board is not None
    return _("due {day}").format(day=due_words(view.board.form(form)))


def _cell(view: RoundView, key: tuple[str, int], store: str) -> Cell:
    assert view.board is not None
    cell = view.board.cells[key]
    if key not in view.shown:
        return Cell("", "—")
    mark, tone = MARKS[cell.state]
    words = state_words()[cell.state]
    badge = Part("span", (Part("span", f"{mark} ", "sign-mark", hidden=True), words), f"badge-sign tone-{tone}")
    pressed = Part("button", badge, "round-state", choice=store, value=f"{key[0]}~{key[1]}")
    below = " · ".join(_remarks(view, cell))
    shown: Parts = (pressed, " ", small(below, "second")) if below else (pressed,)
    return Cell(float(ORDER[cell.state]), shown)


def state_badge(state: FormState, words: str) -> Component:
    """The same sign outside the table."""
    mark, tone = MARKS[state]
    sign = html.Span(f"{mark} ", className="sign-mark", **{"aria-hidden": "true"})
    return html.Span([sign, words], className=f"badge-sign tone-{tone}")


def _remarks(view: RoundView, cell: BoardCell) -> list[str]:
    assert view.board is not None
    found = []
    last = cell.current or (cell.returned[-1] if cell.returned else None)
    if last is not None:
        found.append(moment(last.received_at, view.zone))
    if cell.days_late:
        found.append(ngettext("{number} day late", "{number} days late", cell.days_late).format(number=cell.days_late))
    if last is not None and last.errors and cell.state is FormState.FINDINGS:
        found.append(ngettext("{number} error", "{number} errors", last.errors).format(number=last.errors))
    if cell.open_questions:
        count = len(cell.open_questions)
        found.append(ngettext("{number} question", "{number} questions", count).format(number=count))
    if last is not None and last.published_in:
        found.append(_("revision {number}").format(number=last.published_in))
    return found


def strangers_card(view: RoundView) -> Component:
    """Files that were taken for no form of the round: none of them is lost."""
    assert view.board is not None
    words, fixes = outcome_words(), outcome_fixes()
    headings = [
        Heading("file", _("File"), is_name=True),
        Heading("time", _("Returned at")),
        Heading("outcome", _("What became of it")),
        Heading("fix", _("What to do")),
    ]
    rows = [
        Row(
            str(line.id),
            [
                Cell(line.file_name),
                Cell(moment(line.received_at, view.zone)),
                Cell(_said(words[line.outcome], line.findings)),
                Cell(fixes.get(line.outcome, "")),
            ],
        )
        for line in view.board.strangers
    ]
    table = screen_table(
        "strangers",
        _("Files that fit nowhere"),
        headings,
        [Section(rows)],
        look="data-table table-loose table-stacked",
        has_cards=True,
    )
    return card(_("Files that fit nowhere"), table, caption=_("They are kept; nothing of them is stored."))


def _said(words: str, findings: tuple[dict[str, str], ...]) -> str:
    return f"{words}: {findings[0]['message']}" if findings else words
