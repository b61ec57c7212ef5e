"""The sheets of /indicators: counts, bullet rows, one indicator over time, an unclear target, the region."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.measures.targets import Target, TargetResult
from data.views.indicators.page import BY_CRITERION, IndicatorsView, MunicipalityRow, Row
from data.views.indicators.region_targets import AT_RISK
from data.views.indicators.words import (
    GROWTH_KINDS,
    amount,
    deadline,
    is_growth_by,
    place_of,
    polarity_words,
    ratio,
    reading_words,
    reason_words,
    status_count,
    step,
    target_short,
    target_words,
    trend_sign,
    unit_hint,
)
from data.vocabulary import Nothing, TargetKind, TargetStatus, Unit
from layouts.parts.page import card, legend, note, spoken
from layouts.parts.signs import NOTHING_CLASS, badge, bar, choice_button, nothing_mark, target_sign
from layouts.parts.tables import table_frame
from layouts.parts.target_words import row_spoken, status_badge

# A count's scale ends a little beyond the larger of fact and target.
HEADROOM = 1.15
FULL_PERCENT = 100.0


def counts_card(heading: str, counts: Mapping[TargetStatus, int]) -> Component:
    """Every status with its number; the heading adds them up."""
    total = sum(counts.values())
    parts = [
        html.Div(
            [html.B(str(count)), f" {target_sign(status).mark} {status_count(status, count)}"],
            className=f"tone-{target_sign(status).tone}",
            style={"flexGrow": count},
        )
        for status, count in counts.items()
    ]
    at_risk = sum(counts[status] for status in AT_RISK)
    met = counts[TargetStatus.MET]
    words = ngettext(
        "{met} of {total} target is met, {risk} at risk", "{met} of {total} targets are met, {risk} at risk", total
    ).format(met=met, total=total, risk=at_risk)
    return card(f"{heading}: {words}", html.Div(parts, className="parts-bar"))


def bullets_table(view: IndicatorsView, store: str) -> Component:
    """One bullet row an indicator; by criterion they stand under its name. A press opens the row over time."""
    heads = (("numeric", _("No.")), ("", _("Indicator")), ("numeric", _("Fact")), ("bar-cell", spoken(_("Bar"))),
             ("numeric", _("Target")), ("", _("Status")))  # fmt: skip
    head = html.Tr([html.Th(words, scope="col", className=look) for look, words in heads])
    body: list[Component] = []
    criterion = ""
    for row in view.shown:
        if view.selection.order == BY_CRITERION and row.indicator.criterion != criterion:
            criterion = row.indicator.criterion
            name = [html.B(criterion), " ", row.indicator.criterion_name]
            body.append(html.Tr(html.Th(name, colSpan=len(heads), scope="rowgroup"), className="group"))
        body.append(_bullet_row(row, store, row == view.chosen))
    return table_frame([html.Thead(head), html.Tbody(body)], _("Facts and targets"), "data-table bullets")


def bullets_legend() -> Component:
    return legend(
        [
            ("bar-swatch", "", _("fact and target (tick); scale 0–100 % or from zero")),
            ("arrow-swatch", "→", _("target is growth, without a level")),
            (NOTHING_CLASS[Nothing.NO_DATA], "", _("no data")),
        ]
    )


def chosen_card(row: Row, chart: Component, actions: list[Component]) -> Component:
    """One indicator over time: chart, status, step, pace, and where the figures come from."""
    return card(
        row.indicator.short,
        [indicator_name(row), chart, _facts(row), _about(row)],
        caption=place_of(row),
        actions=actions,
    )


def indicator_name(row: Row) -> Component:
    """The full official name, the unit, and which way is better."""
    hint = unit_hint(row.indicator.unit)
    words = f"{hint[:1].upper()}{hint[1:]}. {polarity_words(row.indicator.polarity)}"
    return html.P([row.indicator.name, html.Br(), words], className="hint")


def readings_card(row: Row) -> Component | None:
    """The raw text of an unclear target, what is unclear about it, and what each reading would give."""
    found = row.readings
    if row.target is None or not found:
        return None
    unit, target = row.indicator.unit, row.target.rule
    explained = row.target.contradiction or reason_words(row.result.reason)
    lead = _("The parts do not agree.") if row.target.contradiction else _("Several readings.")
    heads = (("", _("Reading")), ("numeric", _("Threshold")), ("numeric", _("Fact")), ("", _("Would be")))
    head = html.Tr([html.Th(words, scope="col", className=look) for look, words in heads])
    body = [
        html.Tr(
            [
                html.Td(reading_words(reading, target, row.indicator.unit)),
                html.Td(
                    "—" if reading.result.threshold is None else amount(reading.result.threshold, unit),
                    className="numeric",
                ),
                html.Td(amount(reading.fact, unit), className="numeric"),
                html.Td(_would_be(reading.result)),
            ]
        )
        for reading in found
    ]
    title = _("Contradictory target") if target.is_contradictory else _("Target with several readings")
    return card(
        title,
        [
            html.Blockquote(f"«{row.target.raw}»", lang="ru", className="raw-text"),
            note([html.B(lead), " ", explained]),
            table_frame([html.Thead(head), html.Tbody(body)], title),
        ],
        caption=place_of(row),
        actions=badge(target_sign(TargetStatus.CANNOT_BE_JUDGED)),
    )


def region_rows(rows: tuple[MunicipalityRow, ...], own: str) -> Component:
    """One bullet row a municipality, the best first, with the chosen municipality marked."""
    heads = (("", _("Municipality")), ("numeric", _("Fact")), ("bar-cell", spoken(_("Bar"))),
             ("numeric", _("Numerator / denominator")), ("numeric", _("Pace per year")), ("", _("Status")))  # fmt: skip
    head = html.Tr([html.Th(words, scope="col", className=look) for look, words in heads])
    facts = [item.row.now.value for item in rows]
    top = max((value for value in facts if not isinstance(value, Nothing)), default=0.0)
    body = [
        html.Tr(
            [
                html.Th(item.municipality.short, scope="row", title=item.municipality.name, className="name"),
                _fact_cell(item.row),
                html.Td(_bullet(item.row, top), className="bar-cell"),
                html.Td(ratio(item.row.now), className="numeric second"),
                html.Td(step(item.row.result.pace, item.row.indicator.unit), className="numeric"),
                html.Td(_status(item.row)),
            ],
            className="own" if item.municipality.code == own else "",
        )
        for item in rows
    ]
    return table_frame([html.Thead(head), html.Tbody(body)], _("Municipalities"), "data-table sticky-first region-rows")


def _bullet_row(row: Row, store: str, selected: bool) -> Component:
    button = choice_button(
        [row.indicator.short, spoken(row_spoken(row))], store, row.indicator.code, pressed=selected, look="row-button"
    )
    rule = row.target.rule if row.target else None
    target = target_short(rule, row.indicator.unit) if rule else "—"
    hint = f"{row.target.raw}" if row.target else ""
    yearly = [_yearly_mark(rule)] if rule and rule.kind is TargetKind.ANNUAL_LEVEL else []
    return html.Tr(
        [
            html.Td(str(row.indicator.order), className="numeric second"),
            html.Td(button, title=row.indicator.name, className="indicator-name"),
            _fact_cell(row),
            html.Td(_bullet(row), className="bar-cell"),
            html.Td([target, *yearly], className="numeric", title=hint),
            html.Td(_status(row)),
        ],
        className="selected" if selected else "",
    )


def _yearly_mark(rule: Target) -> Component:
    words = deadline(rule)
    return html.Span([html.Span(" ↻", **{"aria-hidden": "true"}), spoken(f" {words}")], title=words)


def _fact_cell(row: Row) -> Component:
    value = row.now.value
    if isinstance(value, Nothing):
        return html.Td(nothing_mark(value), className=f"numeric {NOTHING_CLASS[value]}")
    number, _space, unit = amount(value, row.indicator.unit).replace("\u00a0", " ").rpartition(" ")
    return html.Td([html.B(number), f" {unit}"] if number else html.B(unit), className="numeric")


def _status(row: Row) -> Component:
    return badge(status_badge(row.result), title=reason_words(row.result.reason) or None)


def _would_be(result: TargetResult) -> str:
    sign = status_badge(result)
    return f"{sign.mark} {sign.text}"


def _bullet(row: Row, top: float = 0.0) -> Component | None:
    """Bar from zero with the target's tick, or with an arrow where the target is growth.

    ``top`` is the largest fact of the table where all rows share a scale; without it a percentage fills up at 100.
    """
    value, rule = row.now.value, row.target.rule if row.target else None
    if isinstance(value, Nothing):
        return None
    is_growth = rule is not None and (rule.kind in GROWTH_KINDS and is_growth_by(rule))
    aim = rule.value if rule and not is_growth else None
    full = row.indicator.unit is Unit.PERCENT and not top
    scale = FULL_PERCENT if full else max(value, aim or 0.0, top, 1.0) * HEADROOM
    drawn = bar(value / scale, target=None if aim is None else aim / scale)
    if not is_growth:
        return drawn
    arrow = html.Span("→", className="bar-growth", style={"left": f"{min(value / scale, 0.88) * 100:.1f}%"})
    fact = html.Span(className="bar", style={"width": f"{min(value / scale, 1.0) * 100:.1f}%"})
    return html.Span([fact, arrow], className="bar-track filled", **{"aria-hidden": "true"})


def _facts(row: Row) -> Component:
    unit, result, direction = row.indicator.unit, row.result, row.trend
    mark, words = trend_sign(direction.direction)
    pace = _("Pace per year since {year}").format(year=result.pace_since) if result.pace_since else _("Pace per year")
    pairs = [
        (_("Status"), _status(row)),
        (_("Fact, {year}").format(year=row.now.year), amount(row.now.value, unit)),
        (_("Target"), target_words(row.target.rule, unit) if row.target else _("no target")),
        (_("Step needed per year"), html.B(step(result.needed_step, unit))),
        (pace, step(result.pace, unit)),
        (_("Numerator / denominator"), ratio(row.now)),
        (_("Trend, facts: {points}").format(points=direction.points), f"{mark} {words}"),
    ]
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts")


def _about(row: Row) -> Component:
    """Where the figures come from and what the source leaves unclear."""
    indicator = row.indicator
    missing = _("not stated in the source")
    pairs = [
        (_("Numerator"), indicator.numerator),
        (_("Denominator"), indicator.denominator),
        (_("Source of data"), indicator.source or missing),
        (_("Collection method"), indicator.collection_method or missing),
        (_("Text of the target"), row.target.raw if row.target else ""),
    ]
    listed = [part for name, text in pairs if text for part in (html.Dt(name), html.Dd(text))]
    issues = [
        html.P(html.B(_("What is unclear in the source"))),
        html.Ul([html.Li(issue) for issue in indicator.issues]),
    ]
    return html.Details(
        [
            html.Summary(_("Where this comes from")),
            html.Dl(listed, className="origin"),
            *(issues if indicator.issues else []),
        ],
        className="origin-details",
    )
