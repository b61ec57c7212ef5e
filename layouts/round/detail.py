"""One form of one municipality: its files, the findings of the one that counts, and answers to questions."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.findings import quoted, shortened
from data.formats import moment
from data.language import _, ngettext
from data.measures.rounds.board import BoardCell, Place
from data.messages import LONGEST_TEXT
from data.queries.rounds import AnswerLine, ReturnLine
from data.queries.sources import SenderNote
from data.views.round.page import Detail, RoundView, form_name
from data.views.round.questions import TextChoice, columns_at_once, place_words
from data.views.round.words import state_words
from data.views.shared.sources import note_words
from data.vocabulary import FormState
from layouts.parts.page import card, field, select
from layouts.parts.screen_table import Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import choice_button

QUESTION, ANSWER, COLUMN, TEXT = "round-question", "round-answer", "round-column", "round-text"
LONGEST_OPTION = 140
# Between the sheet and the cell: both stand on one line.
NO_BREAK = "\u00a0"
# Of a form in which a long option is chosen.
CHOICE = "round-choice"
LOOK = "data-table table-loose table-stacked"
MARKS = {"error": "✕", "question": "?", "warning": "?", "note": "i"}


def detail_card(view: RoundView, detail: Detail, act: str, store: str) -> Component:
    """``act`` is the store of forms, ``store`` the one of the chosen cell."""
    close = choice_button(_("Close"), store, "", look="button button-small")
    answers = [*_columns(detail, act), *_texts(detail, act), *_answers(detail, act)]
    body = [_files(view, detail, act), *findings_table(detail), *answers]
    caption = f"{form_name(detail.form)} · {state_words()[detail.cell.state]}"
    return card(
        detail.name, body, caption=caption, actions=close, **{"data-cell": f"{detail.municipality}~{detail.form.id}"}
    )


def _files(view: RoundView, detail: Detail, act: str) -> Component:
    if not detail.returns:
        return html.P(_("Nothing has come back yet."), className="second")
    items = [html.Li(_file(view, detail, line)) for line in detail.returns]
    return html.Div([html.H3(_("Files that came")), html.Ul(items, className="documents")], **{"data-form": act})


def _file(view: RoundView, detail: Detail, line: ReturnLine) -> list[Component]:
    counts = detail.cell.current is not None and detail.cell.current.identity == line.id
    errors = sum(one["severity"] == "error" for one in line.findings)
    words = [moment(line.received_at, view.zone)]
    words.append(
        ngettext("{number} error", "{number} errors", errors).format(number=errors) if errors else _("no errors")
    )
    cells = ngettext("changes {number} cell", "changes {number} cells", line.changes).format(number=line.changes)
    is_open = any(one["severity"] == "question" for one in line.findings)
    # What a file changes is known once it is read without an error or a question.
    words += [cells] if not errors and not is_open and line.published_in is None else []
    words += [_("revision {number}").format(number=line.published_in)] if line.published_in else []
    words += [counting_words(detail.cell)] if counts and not errors else []
    words += [_("does not count")] if detail.cell.current is not None and not counts else []
    buttons = [html.A(_("Download"), href=f"/original/{line.sha256}", className="button button-small")]
    if detail.cell.state is FormState.TWICE and not errors:
        buttons.append(_button(_("This one counts"), f"choose~{line.id}"))
    if counts and detail.cell.state is FormState.CLEAN:
        buttons.append(_button(_("Accept for publication"), f"approve~{line.id}"))
    told = [html.B(line.file_name), html.Small(" · ".join(words)), *differences_words(line)]
    return [html.Div(told), html.Div(buttons, className="toolbar")]


def counting_words(cell: BoardCell) -> str:
    """What is said of the file without errors that stands for its form: a publication leaves out one that asks."""
    waiting = len(cell.open_questions) if cell.state is FormState.FINDINGS else 0
    words = ngettext("waits for an answer to {number} question", "waits for answers to {number} questions", waiting)
    return words.format(number=waiting) if waiting else _("this one counts")


def differences_words(line: ReturnLine) -> list[Component]:
    """In which cells the file differs from the one that came before it."""
    if not line.differences:
        return []
    places = [f"{one['sheet']} {one['cell']}: {one['old'] or '—'} → {one['new'] or '—'}" for one in line.differences]
    return [html.Small(_("Against the file before: {cells}").format(cells="; ".join(places)))]


def findings_table(detail: Detail) -> list[Component]:
    if not detail.findings:
        return []
    headings = [
        Heading("place", _("Where"), is_name=True),
        Heading("message", _("Finding")),
        Heading("found", _("Found")),
        Heading("fix", _("What to do")),
        Heading("answer", _("Answer of the sender")),
    ]
    rows = [_row(number, finding, detail) for number, finding in enumerate(detail.findings)]
    return [
        html.H3(_("Findings")),
        screen_table("findings", _("Findings"), headings, [Section(rows)], look=LOOK, has_cards=True),
    ]


def _row(number: int, finding: dict[str, Any], detail: Detail) -> Row:
    place = NO_BREAK.join(filter(None, (finding["sheet"], finding["cell"]))) or _("the file")
    answer = detail.answer(place_of(finding))
    return Row(
        str(number),
        [
            Cell(place),
            Cell(f"{MARKS[finding['severity']]} {finding['message']}"),
            Cell(finding["found"] or ""),
            Cell(finding["fix"] or ""),
            Cell(answer_words(answer) if answer and answer.text else ""),
        ],
    )


def answer_words(answer: AnswerLine) -> str:
    return note_words(SenderNote(answer.text, answer.is_accepted))


def _columns(detail: Detail, act: str) -> list[Component]:
    """What columns of percentages hold: whoever loads the file says it here, and the file is read again."""
    current = detail.cell.current
    columns = detail.columns
    if not columns or current is None:
        return []
    together = columns_at_once(detail.findings)
    options = [(place, _together_words(place, len(places))) for place, places in together.items()]
    options += [(str(number), _column_words(one)) for number, one in enumerate(columns)]
    buttons = [
        _button(_("Percentages"), f"percent~{current.identity}"),
        _button(_("Shares of 1"), f"share~{current.identity}"),
    ]
    return [
        html.Div(
            [
                field(_("What the numbers of the column are"), select(COLUMN, options, options[0][0])),
                html.Div(buttons, className="toolbar"),
            ],
            className=CHOICE,
            **{"data-form": act},
        )
    ]


def _texts(detail: Detail, act: str) -> list[Component]:
    """How texts are meant: each reading of each text is a choice, and the file is read again by it."""
    current = detail.cell.current
    choices = detail.texts
    if not choices or current is None:
        return []
    options = [(str(number), _text_words(one)) for number, one in enumerate(choices)]
    # Those that wait for an answer come first to the eye.
    first = next((str(number) for number, one in enumerate(choices) if not _is_answered(one.place, detail)), "0")
    return [
        html.Div(
            [
                field(_("How the text is meant"), select(TEXT, options, first)),
                html.Div(_button(_("This is meant"), f"text~{current.identity}"), className="toolbar"),
            ],
            className=CHOICE,
            **{"data-form": act},
        )
    ]


def _is_answered(place: str, detail: Detail) -> bool:
    return any(one.is_given for one in detail.texts if one.place == place)


def _text_words(choice: TextChoice) -> str:
    """The reading before the text: the text stands in the table above, and what is too long is cut at its end."""
    parts = (place_words(choice.place), choice.words, quoted(choice.found) if choice.found else "")
    return shortened(f"{'✓ ' if choice.is_given else ''}{' · '.join(filter(None, parts))}", LONGEST_OPTION)


def _together_words(place: str, questions: int) -> str:
    counted = ngettext("{number} question", "{number} questions", questions).format(number=questions)
    return shortened(f"{place_words(place)}: {counted}", LONGEST_OPTION)


def _column_words(finding: dict[str, Any]) -> str:
    said = finding["message"] if finding["answer"] else _("no answer yet")
    return shortened(f"{place_words(finding['question'])} · {said}", LONGEST_OPTION)


def _answers(detail: Detail, act: str) -> list[Component]:
    """Only questions can be answered; an error has to be fixed."""
    current = detail.cell.current
    asked = [one for one in detail.findings if one["severity"] == "warning"]
    if not asked or current is None:
        return []
    options = [(str(number), _question_words(one)) for number, one in enumerate(asked)]
    text = dcc.Input(
        id=ANSWER,
        type="text",
        maxLength=LONGEST_TEXT,
        placeholder=_("for example: the school is closed since 1 September"),
        className="form-control",
    )
    buttons = [
        _button(_("Write the answer down"), f"answer~{current.identity}"),
        _button(_("Accept"), f"accept~{current.identity}"),
        _button(_("Do not accept"), f"reject~{current.identity}"),
    ]
    fields = [field(_("Question"), select(QUESTION, options, "0")), field(_("Answer of the sender"), text)]
    return [
        html.Div([html.Div(fields, className="form-row"), html.Div(buttons, className="toolbar")], **{"data-form": act})
    ]


def _question_words(finding: dict[str, Any]) -> str:
    return shortened(" ".join(filter(None, (finding["sheet"], finding["cell"], finding["message"]))), LONGEST_OPTION)


def place_of(finding: dict[str, Any]) -> Place:
    return finding["rule"], finding["sheet"] or "", finding["cell"] or ""


def _button(text: str, action: str) -> Component:
    return html.Button(text, type="button", className="button button-small", **{"data-form-action": action})
