"""What publishing a file would change, as the page /data shows it: cells, places, verdicts, statuses of targets."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.views.uploads import UploadView
from layouts.parts import card, change, choice_button, table_frame
from layouts.signs import badge, target_sign, verdict_sign

MOST_RANKS = 60


def consequences_card(view: UploadView, publish: str | None) -> Component:
    """``publish`` is the store that the button writes the job into; None once the file is published."""
    figures = [
        (view.counts.get("rows", 0), _("rows in the file")),
        (view.cells, _("cells change")),
        (len({line.municipality for line in view.ranks if line.moved}), _("municipalities change place")),
        (len(view.verdicts), _("verdicts change")),
        (len(view.statuses), _("target statuses change")),
    ]
    body: list[Component] = [
        html.Div([html.Div([html.B(str(number)), html.Span(words)]) for number, words in figures], className="figures"),
        *_cells(view),
        *_ranks(view),
        *_judgements(view),
    ]
    if publish:
        body.append(_publish_bar(view, publish))
    title = _("What changes if it is published") if publish else _("What has changed")
    return card(title, body, caption=_("Compared with what everybody sees now."))


def _publish_bar(view: UploadView, publish: str) -> Component:
    if view.can_publish:
        button = choice_button(_("Publish as a new revision"), publish, view.job, look="button button-primary")
        return html.Div([button], className="toolbar")
    why = (
        _("There are errors: mend them and send the file again.")
        if view.refused
        else _("No changes: the file says what is stored already.")
    )
    disabled = html.Button(_("Publish as a new revision"), type="button", disabled=True, className="button")
    return html.Div([disabled, html.Span(why, className="second")], className="toolbar")


def _cells(view: UploadView) -> list[Component]:
    if not view.changes:
        return []
    rows = [
        [html.Td(line.municipality, className="name"), html.Td(line.where), *_was_becomes(line.old, line.new)]
        for line in view.changes
    ]
    rest = view.cells - len(view.changes)
    more = (
        [
            html.P(
                ngettext("and {number} cell more", "and {number} cells more", rest).format(number=rest),
                className="second",
            )
        ]
        if rest > 0
        else []
    )
    return [_table(_("Cells: was → becomes"), [_("Municipality"), _("Where"), _("Was"), _("Becomes")], rows), *more]


def _ranks(view: UploadView) -> list[Component]:
    moved = [line for line in view.ranks if line.moved or line.moved is None]
    if not moved:
        return []
    rows = [
        [
            html.Td(line.municipality, className="name"),
            html.Td(line.where),
            html.Td(f"{line.old} → {line.new}", className="numeric"),
            html.Td(change(line.moved)),
            html.Td(f"{line.old_points} → {line.new_points}", className="numeric"),
        ]
        for line in moved[:MOST_RANKS]
    ]
    return [_table(_("Places"), [_("Municipality"), _("Where"), _("Place"), "", _("Points")], rows)]


def _judgements(view: UploadView) -> list[Component]:
    rows = [
        [
            html.Td(line.municipality, className="name"),
            html.Td(line.where),
            html.Td(badge(verdict_sign(line.old))),
            html.Td(badge(verdict_sign(line.new))),
        ]
        for line in view.verdicts
    ] + [
        [
            html.Td(line.municipality, className="name"),
            html.Td(line.where),
            html.Td(badge(target_sign(line.old))),
            html.Td(badge(target_sign(line.new))),
        ]
        for line in view.statuses
    ]
    if not rows:
        return []
    return [_table(_("Verdicts and target statuses"), [_("Municipality"), _("Where"), _("Was"), _("Becomes")], rows)]


def _was_becomes(old: str, new: str) -> list[Component]:
    return [html.Td(old, className="numeric second"), html.Td(html.B(new), className="numeric")]


def _table(title: str, head: Sequence[str], rows: Sequence[list[Component]]) -> Component:
    frame = table_frame(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in head])),
            html.Tbody([html.Tr(cells) for cells in rows]),
        ],
        title,
        look="data-table",
    )
    return html.Div([html.H3(title), frame], className="part")
