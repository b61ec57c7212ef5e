"""What a plan changes, as a table: points, places and verdicts before and after."""

from data.formats import number
from data.language import _
from data.views.cycle.words import stage_title
from data.views.plan.page import DirectionEffect, PlanView
from data.views.plan.source import Judgement, Standing
from data.views.plan.words import no_place
from layouts.parts.cell_parts import Parts, bold, ear_only, eye_only, small, span
from layouts.parts.screen_table import UNSORTED, Cell, Heading, Row, ScreenTable, Section, screen_table
from layouts.parts.signs import verdict_sign


def effect_table(view: PlanView) -> ScreenTable:
    """The total, full cycles, and every direction that the plan touches."""
    headings = [
        Heading("name", _("What changes"), is_name=True, sort=UNSORTED),
        Heading("points", _("Points"), look="numeric", sort=UNSORTED),
        Heading("place", _("Rank"), look="numeric", sort=UNSORTED),
        Heading("cycle", _("Cycle"), sort=UNSORTED),
    ]
    effect = view.effect
    cycles = _("{count} of {all}")
    full = (
        small(_("full cycles: "), "second"),
        _arrow(
            cycles.format(count=effect.effective_before, all=effect.judged),
            cycles.format(count=effect.effective_after, all=effect.judged),
        ),
    )
    total = _row("", _("Total"), effect.total_before, effect.total_after, full, look="total")
    rows = [total, *(_direction(one) for one in effect.directions)]
    return screen_table(
        "plan-effect",
        _("What the plan changes"),
        headings,
        [Section(rows)],
        look="data-table table-cards plan-effect",
        size=0,
        has_cards=True,
    )


def _direction(effect: DirectionEffect) -> Row:
    before, after = _judged(effect.judged_before), _judged(effect.judged_after)
    same = effect.judged_before == effect.judged_after
    cycle = before if same else (*before, _to(), *after)
    name = f"{effect.direction.code} {effect.direction.short}"
    return _row(effect.direction.code, name, effect.before, effect.after, cycle, title=effect.direction.name)


def _row(
    key: str, name: str, before: Standing, after: Standing, cycle: Parts, *, look: str = "", title: str = ""
) -> Row:
    same = before.rank_of == after.rank_of
    places = _arrow((before.rank_of if same else before.rank) or no_place(), after.rank_of or no_place())
    cells = [
        Cell(name, title=title),
        Cell(shown=_arrow(_points(before), _points(after))),
        Cell(shown=places),
        Cell(shown=cycle),
    ]
    return Row(key, cells, look)


def _arrow(before: str, after: str) -> Parts:
    """Before and after; once, where nothing changes."""
    if before == after:
        return (before, ear_only(_("unchanged")))
    return (before, _to(), bold(after))


def _to() -> Parts:
    return span((eye_only(" → "), ear_only(_("becomes"))))


def _judged(judgement: Judgement) -> tuple[Parts, ...]:
    sign = verdict_sign(judgement.verdict)
    mark = eye_only(f"{sign.mark} ", "sign-mark")
    if judgement.broken is None:
        return (mark, bold(sign.text))
    return (mark, ear_only(f"{sign.text}. "), stage_title(judgement.broken))


def _points(standing: Standing) -> str:
    return _("no data") if standing.points is None else number(standing.points)
