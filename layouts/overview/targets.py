"""Targets at risk: fact, target, the step still needed beside the pace so far, and how many are behind."""

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.measures.region_facts import Basis
from data.measures.targets import RANGES, YEARLY_KINDS
from data.tables import Kind
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.first_years import first_year_sentence
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.words import amount, deadline, presence_words, status_count, step, target_short
from data.views.overview.page import OverviewView
from data.vocabulary import Nothing, TargetKind, TargetStatus, Unit
from layouts.parts.addresses import address
from layouts.parts.cell_parts import small
from layouts.parts.page import card, export_menu, internal_link
from layouts.parts.screen_table import (
    BAR,
    DESCENDING,
    UNSORTED,
    Cell,
    Heading,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.signs import badge_parts, target_sign

SHOWN = 5


def targets_card(view: OverviewView) -> Component:
    """The first targets at risk, the others folded; or why there are none."""
    rows = view.targets.at_risk
    actions = [
        internal_link(_("All targets →"), _link(view), className="small"),
        export_menu("overview", view.selection, table="targets"),
    ]
    if not rows:
        return card(_("Targets at risk"), html.P(_counts(view), className="second"), actions=actions)
    title = _("Targets at risk: {number}").format(number=len(rows))
    return card(title, _table(view, rows), caption=f"{_counts(view)} {_how(view)}".strip(), actions=actions)


def _link(view: OverviewView) -> IndicatorsSelection:
    return IndicatorsSelection.of(view.selection, municipality=view.own.code if view.own else None)


def _counts(view: OverviewView) -> str:
    """How many targets have each status; the numbers add up."""
    total = len(view.targets.rows)
    if not total:
        return _("No targets are set for the indicators.")
    parts = [f"{count} {status_count(status, count)}" for status, count in view.targets.counts.items() if count]
    words = ngettext("Of {number} target: {parts}.", "Of {number} targets: {parts}.", total)
    first = first_year_sentence(view.targets.in_first_year)
    return " ".join(filter(None, (words.format(number=total, parts=", ".join(parts)), first)))


def _how(view: OverviewView) -> str:
    if view.own is not None:
        return _("Pace is the change per year since the first fact or the base year.")
    return _(
        "Regional fact: “sum” is the sum of numerators divided by the sum of denominators, “med.” is the "
        "median of the municipalities. Pace is the change per year since the first fact or the base "
        "year."
    )


def _table(view: OverviewView, rows: tuple[TargetRow, ...]) -> ScreenTable:
    headings = [
        Heading("indicator", _("Indicator"), is_name=True),
        Heading("fact", _("Fact of {year}").format(year=view.period.short), Kind.NUMBER, look="numeric"),
        Heading("target", _("Target"), look="numeric", sort=UNSORTED),
        Heading("bullet", _("Fact and target"), BAR, look=_bullet_look(view), sort=UNSORTED),
        Heading("needed", _("Needed per year"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        Heading("pace", _("Pace per year"), Kind.NUMBER, look="numeric", sort=DESCENDING),
    ]
    if view.own is None:
        headings.append(Heading("behind", _("Municipalities behind"), Kind.NUMBER, look="numeric", sort=DESCENDING))
    headings.append(Heading("status", _("Status"), look="status"))
    return screen_table(
        "overview-targets",
        _("Targets at risk"),
        headings,
        [Section([_row(view, row) for row in rows])],
        look="data-table table-cards overview-targets",
        fold=SHOWN,
        prints_folded=True,
        has_cards=True,
        has_search=False,
    )


def _row(view: OverviewView, row: TargetRow) -> Row:
    unit, rule = row.indicator.unit, row.target.rule
    target = (target_short(rule, unit), small(f" {deadline(rule)}", "second"))
    place = address(_link(view).but(direction=row.indicator.direction, indicator=row.indicator.code))
    cells = [
        Cell(row.indicator.short, title=row.indicator.name, href=place),
        _fact(row),
        Cell(shown=target),
        _bullet(row),
        _needed(row),
        Cell(row.result.pace, step(row.result.pace, unit)),
    ]
    if view.own is None:
        cells.append(Cell(row.behind, _("{count} of {all}").format(count=row.behind, all=row.judged)))
    sign = target_sign(row.result.status)
    cells.append(Cell(sign.text, badge_parts(sign)))
    return Row(row.indicator.code, cells)


def _bullet_look(view: OverviewView) -> str:
    """Beside the ranking of a head's page there is no room for the bullets, on a phone there is."""
    return "bar-cell" if view.own is None else "bar-cell narrow-only"


def _bullet(row: TargetRow) -> Cell:
    """Fact and target on one scale: 0–100 % for a share, else up to the larger of the two."""
    level = row.result.threshold
    if isinstance(row.fact, Nothing) or level is None:
        return Cell()
    rule = row.target.rule
    if rule.kind is TargetKind.PRESENCE:
        return Cell(shown=presence_words(row.fact))
    low, high = (rule.value, rule.upper) if rule.kind in RANGES else (level, None)
    scale = 100.0 if row.indicator.unit is Unit.PERCENT else max(row.fact, low or 0.0, high or 0.0)
    tick, end = (None if bound is None else round(bound / (scale or 1.0), 4) for bound in (low, high))
    return Cell(row.fact / scale, target=tick, upper=end) if scale > 0 else Cell()


def _fact(row: TargetRow) -> Cell:
    if isinstance(row.fact, Nothing):
        return Cell(row.fact)
    basis = {Basis.SUMS: _("sum"), Basis.MEDIAN: _("med."), None: ""}[row.basis]
    words = amount(row.fact, row.indicator.unit)
    below = ", ".join(filter(None, (basis, row.period)))
    return Cell(row.fact, (words, small(f" {below}", "second")) if below else words)


def _needed(row: TargetRow) -> Cell:
    """The yearly step; a level of every year has no way to go, it is due at once."""
    if row.result.needed_step is not None:
        return Cell(row.result.needed_step, step(row.result.needed_step, row.indicator.unit))
    at_once = row.target.rule.kind in YEARLY_KINDS or row.result.status is TargetStatus.MISSED
    return Cell(shown=_("already due") if at_once else "—")
