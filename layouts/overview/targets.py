"""Targets at risk: fact, target, the step still needed beside the pace so far, and how many are behind."""

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.measures.region_facts import Basis
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.words import amount, deadline, status_count, step, target_short
from data.views.overview.page import OverviewView
from data.vocabulary import Nothing, TargetKind, TargetStatus, Unit
from layouts.parts.page import card, export_menu, internal_link
from layouts.parts.signs import badge, bar, nothing_mark, target_sign
from layouts.parts.tables import table_frame

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
    shown, rest = rows[:SHOWN], rows[SHOWN:]
    title = _("Targets at risk: {number}").format(number=len(rows))
    if rest:
        title = _("Targets at risk: the first {shown} of {number}").format(shown=len(shown), number=len(rows))
    body: list[Component] = [_table(view, shown)]
    if rest:
        more = ngettext("{number} more target at risk", "{number} more targets at risk", len(rest))
        body.append(html.Details([html.Summary(more.format(number=len(rest))), _table(view, rest)], className="more"))
    return card(title, body, caption=f"{_counts(view)} {_how(view)}".strip(), actions=actions)


def _link(view: OverviewView) -> IndicatorsSelection:
    return IndicatorsSelection.of(view.selection, municipality=view.own.code if view.own else None)


def _counts(view: OverviewView) -> str:
    """How many targets have each status; the numbers add up."""
    total = len(view.targets.rows)
    if not total:
        return _("No targets are set for the indicators.")
    parts = [f"{count} {status_count(status, count)}" for status, count in view.targets.counts.items() if count]
    words = ngettext("Of {number} target: {parts}.", "Of {number} targets: {parts}.", total)
    return words.format(number=total, parts=", ".join(parts))


def _how(view: OverviewView) -> str:
    if view.own is not None:
        return _("Pace is the change per year since the first fact or the base year.")
    return _(
        "Regional fact: Σ is the sum of numerators divided by the sum of denominators, med. is the "
        "median of the municipalities. Pace is the change per year since the first fact or the base "
        "year."
    )


def _table(view: OverviewView, rows: tuple[TargetRow, ...]) -> Component:
    titles = [
        (_("Indicator"), ""),
        (_("Fact of {year}").format(year=view.period.short), "numeric"),
        (_("Target"), "numeric"),
        (_("Fact and target"), _bullet_look(view)),
        (_("Needed per year"), "numeric"),
        (_("Pace per year"), "numeric"),
    ]
    if view.own is None:
        titles.append((_("Municipalities behind"), "numeric"))
    titles.append((_("Status"), ""))
    head = html.Thead(html.Tr([html.Th(title, scope="col", className=look) for title, look in titles]))
    names = [title for title, look in titles if look == "numeric"]
    body = html.Tbody([_row(view, row, names) for row in rows])
    return table_frame([head, body], _("Targets at risk"), look="data-table overview-targets")


def _row(view: OverviewView, row: TargetRow, titles: list[str]) -> Component:
    unit = row.indicator.unit
    cells: list[list[Component | str]] = [
        [*_fact(row)],
        [target_short(row.target.rule, unit), html.Small(f" {deadline(row.target.rule)}", className="second")],
        [_needed(row)],
        [step(row.result.pace, unit)],
    ]
    if view.own is None:
        cells.append([_("{count} of {all}").format(count=row.behind, all=row.judged)])
    values = [
        html.Td(cell, className="numeric", **{"data-label": title}) for cell, title in zip(cells, titles, strict=True)
    ]
    target = _link(view).but(direction=row.indicator.direction, indicator=row.indicator.code)
    name = internal_link(row.indicator.short, target)
    return html.Tr(
        [
            html.Th(name, scope="row", title=row.indicator.name),
            *values[:2],
            html.Td(_bullet(row), className=_bullet_look(view)),
            *values[2:],
            html.Td(badge(target_sign(row.result.status)), className="status"),
        ]
    )


def _bullet_look(view: OverviewView) -> str:
    """Beside the ranking of a head's page there is no room for the bullets, on a phone there is."""
    return "bar-cell" if view.own is None else "bar-cell narrow-only"


def _bullet(row: TargetRow) -> Component | None:
    """Fact and target on one scale: 0–100 % for a share, else up to the larger of the two."""
    level = row.result.threshold
    if isinstance(row.fact, Nothing) or level is None:
        return None
    scale = 100.0 if row.indicator.unit is Unit.PERCENT else max(row.fact, level)
    return bar(row.fact / scale, target=level / scale) if scale > 0 else None


def _fact(row: TargetRow) -> list[Component | str]:
    if isinstance(row.fact, Nothing):
        return list(nothing_mark(row.fact))
    basis = {Basis.SUMS: "Σ", Basis.MEDIAN: _("med."), None: ""}[row.basis]
    words = amount(row.fact, row.indicator.unit)
    return [words, html.Small(f" {basis}", className="second")] if basis else [words]


def _needed(row: TargetRow) -> str:
    """The yearly step; a level of every year has no way to go, it is due at once."""
    if row.result.needed_step is not None:
        return step(row.result.needed_step, row.indicator.unit)
    at_once = row.target.rule.kind is TargetKind.ANNUAL_LEVEL or row.result.status is TargetStatus.MISSED
    return _("already due") if at_once else "—"
