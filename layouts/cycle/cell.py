"""The drill-down of /cycle: everything that stands behind the chosen cell."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from data.formats import day, moment, nothing, number
from data.language import _, ngettext
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail
from data.views.cycle.chains import chain_rule, chain_words, concerned
from data.views.cycle.expected_documents import silence
from data.views.cycle.history import CellRevision, ScoreChange
from data.views.cycle.page import ChosenCell
from data.views.cycle.proof import Penalty
from data.views.cycle.tables import positions_words
from data.views.cycle.words import stage_title
from data.views.data_page.address import DataSelection
from data.views.data_page.tabs import REVISIONS
from data.views.shared.revision_words import author_words
from data.views.shared.score_history import Points
from data.vocabulary import ComponentState, Nothing
from layouts.cards.positions import (
    cell_sum,
    comments_list,
    documents_list,
    lost_sentence,
    positions_table,
    sources_list,
    written,
)
from layouts.cards.stage_measures import measures_list
from layouts.cycle.controls import Ids
from layouts.parts.page import card, export_menu, internal_link, note
from layouts.parts.signs import badge, choice_button, state_sign

KEY = "cycle"


def cell_card(selection: CycleSelection, cell: ChosenCell) -> Component:
    """The positions behind the chosen cell, what proves them, what is expected, and what has changed."""
    detail = cell.detail
    close = choice_button(_("Close"), Ids.CELL, "", look="button button-small")
    several = len(detail.sections) > 1
    lost = lost_sentence(detail)
    body: list[Component] = [
        html.Div(
            [html.P(cell_sum(detail), className="cell-sum"), badge(state_sign(cell.state))], className="cell-head"
        ),
        *_why_open(cell.state, detail),
        *_chain_notes(cell),
        *(positions_table(section, show_name=several) for section in detail.sections),
        *([html.P(lost, className="second small")] if lost else []),
        *_bare(detail),
        *_penalties(detail),
        *documents_list(detail),
        *measures_list(selection, detail, cell.state),
        *_expected(detail),
        *comments_list(detail),
        *sources_list(detail),
        *_history(selection, detail),
    ]
    place = f"{detail.municipality.name} · {detail.direction.code} · {detail.period.short}"
    return card(
        _("Stage {stage}").format(stage=stage_title(detail.stage)),
        body,
        caption=place,
        actions=[export_menu(KEY, selection, table="cell"), close],
        **{"aria-label": _("Positions of the chosen cell"), "data-cell": cell.key},
    )


def _why_open(state: ComponentState, detail: CellDetail) -> list[Component]:
    if not detail.sections:
        return [note(_("The rubric of this stage is not loaded, so nothing can be scored."))]
    if state is ComponentState.NO_DATA and detail.points is not None:
        return [note(_("Not all parameters are scored, and the missing ones may still change the state."))]
    return []


def _chain_notes(cell: ChosenCell) -> list[Component]:
    """The chain patterns that this cell is a link of."""
    patterns = concerned(cell.chains, cell.detail.stage.members)
    if not patterns:
        return []
    words = ", ".join(chain_words(pattern) for pattern in patterns)
    return [note([html.B(_("Chain pattern: {patterns}.").format(patterns=words)), " ", chain_rule()])]


def _bare(detail: CellDetail) -> list[Component]:
    """Which of the points no document proves."""
    if not detail.bare:
        return []
    points = sum(given.points or 0.0 for _line, given in detail.bare)
    numbers = tuple(sorted({line.number for line, _given in detail.bare}))
    words = ngettext(
        "Without evidence: {points} point ({positions}).",
        "Without evidence: {points} points ({positions}).",
        round(points),
    ).format(points=number(points), positions=positions_words(numbers))
    mark = html.Span("? — ", **{"aria-hidden": "true"})
    return [html.P([mark, words], className="small bare-points")]


def _penalties(detail: CellDetail) -> list[Component]:
    """Each penalty with the time since it stands."""
    if not detail.standing:
        return []
    numbers = {line.code: line.number for line in detail.positions}
    items = [
        html.Li(
            html.Div(
                [
                    html.Span(number(one.points), className="penalty-text"),
                    f" — {positions_words((numbers[one.position],))}, {one.parameter_name}",
                    html.Small(since_words(one, detail.zone)),
                ]
            )
        )
        for one in detail.standing
    ]
    return [html.H3(_("Penalties: since when")), html.Ul(items, className="documents")]


def since_words(penalty: Penalty, zone: str) -> str:
    """«с 2024 года, ревизия 4 от 14.11.2024»; the first period that was assessed may not be the beginning."""
    words = _("since {period}, revision {revision} of {time}").format(
        period=penalty.since_period.short,
        revision=penalty.since_revision,
        time=date_of(penalty.since_created_at, zone),
    )
    if penalty.is_first_period:
        words += "; " + _("earlier periods were not assessed by this methodology")
    return words


def date_of(time: datetime, zone: str) -> str:
    """The day of an aware time in the region's zone."""
    return day(time.astimezone(ZoneInfo(zone)).date().isoformat())


def _expected(detail: CellDetail) -> list[Component]:
    """«Что ожидается»: what the source names, its gaps included."""
    title = html.H3(_("What is expected"))
    if not detail.expected:
        words = _(
            "The letter of Rosobrnadzor of 20.04.2021 No. 08-70 names no expected documents for this stage: {silence}."
        ).format(silence=silence())
        return [title, html.P(words, className="second small")]
    items = [html.Li(one.words) for one in detail.expected]
    source = html.P(_("Source: {source}.").format(source=detail.expected[0].source), className="second small")
    return [title, html.Ul(items, className="expected"), source]


def _history(selection: CycleSelection, detail: CellDetail) -> list[Component]:
    """Who gave and changed the scores, folded: the latest revision first."""
    if not detail.history:
        return []
    count = len(detail.history)
    title = ngettext(
        "History of the scores: {number} revision", "History of the scores: {number} revisions", count
    ).format(number=count)
    items = [html.Li(_revision(selection, one, detail)) for one in detail.history]
    return [html.Details([html.Summary(title), html.Ol(items, className="score-history")], className="history")]


def _revision(selection: CycleSelection, one: CellRevision, detail: CellDetail) -> list[Component | str]:
    head = _("Revision {revision} of {time}, {author}").format(
        revision=one.revision, time=moment(one.created_at, detail.zone), author=author_words(one.author)
    )
    told: list[Component | str] = [html.B(head), html.Small(written(one.file_name or one.message))]
    if one.first:
        told.append(
            html.Div(
                ngettext("{number} score given", "{number} scores given", one.first).format(number=one.first),
            )
        )
    told += [html.Div(_change(selection, change, detail)) for change in one.changes]
    if one.remarks:
        words = ngettext(
            "comment or evidence of {number} score changed",
            "comment or evidence of {number} scores changed",
            one.remarks,
        )
        told.append(html.Div(words.format(number=one.remarks)))
    return told


def _change(selection: CycleSelection, change: ScoreChange, detail: CellDetail) -> list[Component | str]:
    """«позиция 3, Проведение: 1 → 2», leading to everything that has happened to this score."""
    numbers = {line.code: line.number for line in detail.positions}
    where = positions_words((numbers[change.position],)) if change.position in numbers else change.position
    place = f"{where}, {change.parameter_name}: "
    steps = f"{points_text(change.old)} → {points_text(change.new)}"
    if not detail.leads_to_history:
        return [f"{place}{steps}"]
    score = "~".join(
        (
            detail.municipality.code,
            detail.period.code,
            detail.methodology,
            detail.direction.code,
            change.position,
            change.parameter,
        )
    )
    target = DataSelection(view=REVISIONS, score=score, revision=selection.revision)
    return [place, internal_link(steps, target, className="score-change")]


def points_text(points: Points) -> str:
    """Points, a kind of nothing, or a dash where there was no score."""
    if points is None:
        return "—"
    return nothing(points) if isinstance(points, Nothing) else number(points)
