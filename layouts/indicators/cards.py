"""The sheets of /indicators: counts, one indicator over time, an unclear target."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext, pgettext
from data.measures.indicators.outlook import Outlook
from data.measures.targets import TargetResult
from data.views.indicators.page import IndicatorsView
from data.views.indicators.region_targets import AT_RISK
from data.views.indicators.rows import DOCUMENT_SET, Row
from data.views.indicators.target_proposals import reading_words
from data.views.indicators.words import (
    amount,
    effect_words,
    first_year_words,
    next_step_words,
    outlook_words,
    place_of,
    polarity_words,
    ratio,
    reason_words,
    status_count,
    step,
    target_words,
    trend_sign,
    unit_hint,
)
from data.vocabulary import Nothing, TargetStatus
from layouts.parts.page import card, legend, note
from layouts.parts.signs import NOTHING_CLASS, badge, target_sign
from layouts.parts.sources import sources_details
from layouts.parts.tables import table_frame
from layouts.parts.target_words import status_badge


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


def bullets_legend(*, one_scale: bool = False) -> Component:
    """``one_scale``: all bars of the table are drawn on the same one."""
    scale = _("fact and target (tick); one scale for all, from zero")
    return legend(
        [
            ("bar-swatch", "", scale if one_scale else _("fact and target (tick); scale 0–100% or from zero")),
            ("arrow-swatch", "→", _("target is growth, without a level")),
            (NOTHING_CLASS[Nothing.NO_DATA], "", _("no data")),
        ]
    )


def chosen_card(
    row: Row, chart: Component, found: Outlook | None, actions: list[Component], sources: list[Component]
) -> Component:
    """One indicator over time: chart, status, step, pace, forecast, and where the figures come from."""
    return card(
        row.indicator.short,
        [indicator_name(row), chart, facts_list(row), *outlook_note(found, row), _about(row), *sources],
        caption=place_of(row),
        actions=actions,
    )


def outlook_note(found: Outlook | None, row: Row) -> list[Component]:
    """The warning of the first year and the forecast; nothing for a target that is met, past or without a level."""
    unit = row.indicator.unit
    texts = [first_year_words(row.warning, row.result.needed_step, unit)] if row.warning else []
    texts += outlook_words(found, unit) if found else []
    return [note(" ".join(texts))] if texts else []


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


def _status(row: Row) -> Component:
    return badge(status_badge(row.result), title=reason_words(row.result.reason) or None)


def _would_be(result: TargetResult) -> str:
    sign = status_badge(result)
    return f"{sign.mark} {sign.text}"


def facts_list(row: Row, look: str = "facts") -> Component:
    """Status with why, fact, target, step, pace, trend and state of one indicator."""
    unit, result, direction = row.indicator.unit, row.result, row.trend
    mark, words = trend_sign(direction.direction)
    pace = _("Pace per year since {year}").format(year=result.pace_since) if result.pace_since else _("Pace per year")
    pairs = [
        (_("Status"), _status(row)),
        (_("Fact, {year}").format(year=row.now.period), amount(row.now.value, unit)),
        (_("Target"), target_words(row.target.rule, unit) if row.target else _("no target")),
        (_("Step needed per year"), html.B(step(result.needed_step, unit))),
        (pace, step(result.pace, unit)),
        (_("Numerator / denominator"), ratio(row.now)),
        (_("Trend, facts: {points}").format(points=direction.points), f"{mark} {words}"),
    ]
    if following := next_step_words(result, unit):
        pairs.insert(4, (_("Next step"), following))
    if row.effect is not None:
        pairs.append((_("State by document 002"), effect_words(row.effect)))
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className=look)


def _about(row: Row) -> Component:
    """Where the figures come from and what the source leaves unclear."""
    indicator = row.indicator
    is_of_document = indicator.indicator_set == DOCUMENT_SET
    missing = _("not stated in the source") if is_of_document else pgettext("source", "not stated")
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


def sources_of(view: IndicatorsView) -> list[Component]:
    """The cells of files that the figures of the chosen indicator came from, by year."""
    named = ((one.key, one) for one in view.sources)
    return sources_details(_("Where the figures came from"), named, may_fetch=view.may_fetch)
