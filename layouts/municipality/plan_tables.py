"""What a plan changes, as a table: points, places and verdicts before and after."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _
from data.views.cycle.words import stage_title
from data.views.plan.page import DirectionEffect, PlanView
from data.views.plan.source import Judgement, Standing
from data.views.plan.words import no_place
from layouts.parts.page import spoken
from layouts.parts.signs import verdict_sign
from layouts.parts.tables import table_frame


def effect_table(view: PlanView) -> Component:
    """The total, full cycles, and every direction that the plan touches."""
    titles = ((_("What changes"), ""), (_("Points"), "numeric"), (_("Rank"), "numeric"), (_("Cycle"), ""))
    head = html.Thead(html.Tr([html.Th(title, scope="col", className=look) for title, look in titles]))
    effect = view.effect
    cycles = _("{count} of {all}")
    full: list[Component | str] = [
        html.Small(_("full cycles: "), className="second"),
        _arrow(
            cycles.format(count=effect.effective_before, all=effect.judged),
            cycles.format(count=effect.effective_after, all=effect.judged),
        ),
    ]
    total = _row(_("Total"), effect.total_before, effect.total_after, full, look="total")
    rows = [_direction(one) for one in effect.directions]
    return table_frame([head, html.Tbody([total, *rows])], _("What the plan changes"), look="data-table plan-effect")


def _direction(effect: DirectionEffect) -> Component:
    before, after = _judged(effect.judged_before), _judged(effect.judged_after)
    same = effect.judged_before == effect.judged_after
    cycle = before if same else [*before, _to(), *after]
    name = f"{effect.direction.code} {effect.direction.short}"
    return _row(name, effect.before, effect.after, cycle, title=effect.direction.name)


def _row(
    name: str,
    before: Standing,
    after: Standing,
    cycle: list[Component | str],
    *,
    look: str = "",
    title: str | None = None,
) -> Component:
    same = before.rank_of == after.rank_of
    places = _arrow((before.rank_of if same else before.rank) or no_place(), after.rank_of or no_place())
    return html.Tr(
        [
            html.Th(name, scope="row", title=title),
            _cell(_("Points"), _arrow(_points(before), _points(after)), "numeric"),
            _cell(_("Rank"), places, "numeric"),
            _cell(_("Cycle"), cycle, ""),
        ],
        className=look,
    )


def _cell(label: str, content: Any, look: str) -> Component:
    """A cell that names its column by itself where a narrow screen has no room for columns."""
    return html.Td(content, className=look, **{"data-label": label})


def _arrow(before: str, after: str) -> Component:
    """Before and after; once, where nothing changes."""
    if before == after:
        return html.Span([before, spoken(_("unchanged"))])
    return html.Span([before, _to(), html.B(after)])


def _to() -> Component:
    return html.Span([html.Span(" → ", **{"aria-hidden": "true"}), spoken(_("becomes"))])


def _judged(judgement: Judgement) -> list[Component | str]:
    sign = verdict_sign(judgement.verdict)
    mark = html.Span(f"{sign.mark} ", className="sign-mark", **{"aria-hidden": "true"})
    if judgement.broken is None:
        return [mark, html.B(sign.text)]
    return [mark, spoken(f"{sign.text}. "), stage_title(judgement.broken)]


def _points(standing: Standing) -> str:
    return _("no data") if standing.points is None else number(standing.points)
