"""The target of an indicator on /indicators: its versions, and the form by which a new one is set."""

from enum import StrEnum
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _, local
from data.measures.indicators.target_texts import Proposal
from data.text.target_kinds import KINDS, OPERATORS, READINGS
from data.views.indicators.page import IndicatorsView
from data.views.indicators.target_form import CLARIFY, LONGEST_RAW, LONGEST_REASON, TargetForm, field_names
from data.views.indicators.target_proposals import hint_words, reading_sentence
from data.views.indicators.target_versions import history_table
from data.views.indicators.unlike_texts import UnlikeTarget, unlike_words
from data.views.indicators.words import target_words
from layouts.indicators.ids import Ids
from layouts.parts.page import card, export_menu, field, note, select
from layouts.parts.signs import choice_button
from layouts.parts.tables import data_table


class TargetIds(StrEnum):
    # What was pressed in the form, with everything that stands in it.
    ACT = "indicators-target-act"
    # The revision that was stored last; everything is shown again for it.
    SAVED = "indicators-target-saved"
    MESSAGE = "indicators-target-message"
    FORM = "indicators-target-form"


FIELD = "indicators-target-{name}"
# A drop-down has no empty value.
UNSTATED = "-"
HIDDEN = ("indicator", "base", "shown", "read")
YEAR_DIGITS, NUMBER_SIGNS = 4, 24


def target_slots() -> list[Component]:
    """Where the form opens, and what says what was stored; both are empty until somebody opens it."""
    return [
        dcc.Store(id=TargetIds.ACT, data=""),
        dcc.Store(id=TargetIds.SAVED, data=""),
        html.Div(id=TargetIds.MESSAGE, role="status"),
        html.Div(id=TargetIds.FORM),
    ]


def history_card(view: IndicatorsView, page: str) -> Component | None:
    """The versions of the target, and for who may set it the way to a new one."""
    if view.chosen is None or not (view.history or view.may_set_targets):
        return None
    actions = [export_menu(page, view.selection, table="history")] if view.history else []
    if view.may_set_targets:
        words = _("Change the target") if view.history else _("Set a target")
        button = html.Button(words, type="button", className="button", **{"data-form-action": "open"})
        actions.insert(0, html.Div(button, **{"data-form": TargetIds.ACT}))
    title = _("Versions of the target")
    if not view.history:
        return card(title, html.P(_("No target was ever set."), className="second"), actions=actions)
    table = history_table(view.history, view.chosen.indicator.short, view.year, ())
    caption = _("An older version stays readable; a link with its revision judges by it.")
    return card(title, data_table(table), caption=caption, actions=actions)


def unlike_notes(view: IndicatorsView) -> list[Component]:
    """Which targets of the view say something else than their text, for whoever may set them right."""
    if not view.unlike:
        return []
    words = unlike_words()
    return [note([html.B(words), html.Ul([html.Li(_unlike(view, one)) for one in view.unlike], className="second")])]


def _unlike(view: IndicatorsView, one: UnlikeTarget) -> list[Any]:
    """The indicator, whose target it is, what its fields say, and its text."""
    line, target = one.indicator, one.target
    name = choice_button(line.short, Ids.INDICATOR, line.code, look="link-button")
    places = {choice.code: choice.short for choice in view.choices.municipalities}
    place = places.get(target.municipality, "") if target.municipality else _("the region")
    said = _("{target}; text: “{text}”").format(target=target_words(target.rule, line.unit), text=target.raw)
    return [name, f" ({place}): " if place else ": ", said]


def target_form(form: TargetForm) -> Component:
    """All fields of a target; a text that was read stands above them with its readings."""
    names, values = field_names(), form.values
    places = [(UNSTATED, _("the region")), (form.municipality, form.municipality_name)]
    text = html.Div(
        dcc.Textarea(id=_id("text"), value=values["text"], maxLength=LONGEST_RAW, className="form-control", rows=3),
        className="target-text",
    )
    hidden = [dcc.Input(id=_id(name), type="hidden", value=values[name]) for name in HIDDEN]
    fields = [
        _select(form, "kind", _choices(KINDS)),
        _select(form, "operator", _choices(OPERATORS)),
        *(field(names[name], _input(form, name, NUMBER_SIGNS)) for name in ("value", "upper", "annual_floor")),
        field(
            names["steps"],
            _input(form, "steps", LONGEST_REASON),
            _("Of a level by a year or a growth on the base year, such as 2025: 33.3; 2026: 66.6"),
        ),
        *(field(names[name], _input(form, name, YEAR_DIGITS)) for name in ("year", "baseline_year")),
        _select(form, "reading", _choices(READINGS)),
    ]
    last = [
        field(names["contradiction"], _input(form, "contradiction", LONGEST_RAW)),
        field(names["place"], select(_id("place"), places, values["place"] or UNSTATED)),
        field(names["reason"], _input(form, "reason", LONGEST_REASON)),
    ]
    body = [
        html.Div([html.Label(names["text"], htmlFor=_id("text"), className="field-label"), text], className="field"),
        html.Div(_button(_("Read the text"), "read"), className="toolbar"),
        *_proposal(form),
        html.Div(fields, className="form-row target-fields"),
        html.Div(last, className="form-row target-fields"),
        html.P(
            _("The new version is a revision of its own, with your name and the time; it can be undone."),
            className="hint",
        ),
        html.Div(_buttons(form), className="toolbar"),
        *hidden,
    ]
    title = _("Target of “{indicator}”").format(indicator=form.indicator.short)
    return html.Div(card(title, body), **{"data-form": TargetIds.ACT})


def _proposal(form: TargetForm) -> list[Component]:
    """What the text was read as: nothing of it counts until somebody saves."""
    found = form.proposal
    if found is None:
        return [note(unlike_words())] if form.is_unlike else []
    hints = [html.Li(hint_words(hint, found)) for hint in found.hints]
    return [
        note(
            [
                html.B(_lead(found)),
                *([html.Ul(_readings(form, found), className="target-readings")] if found.readings else []),
                *([html.Ul(hints, className="second")] if hints else []),
            ]
        )
    ]


def _lead(found: Proposal) -> str:
    if not found.readings:
        return _("The text was not understood.")
    if found.is_definite:
        return _("Proposal: check the fields and save.")
    return _("To be clarified: choose what is meant, or leave it open.")


def _readings(form: TargetForm, found: Proposal) -> list[Component]:
    unit = form.indicator.unit
    lines = [(str(number), reading_sentence(one, unit)) for number, one in enumerate(found.readings, 1)]
    if found.is_definite:
        return [html.Li(words) for _number, words in lines]
    lines.append((CLARIFY, _("leave it to be clarified")))
    return [
        html.Li(
            html.Button(
                words,
                type="button",
                className="button button-small",
                **{"data-form-action": f"use~{number}", "aria-pressed": str(number == form.chosen).lower()},
            )
        )
        for number, words in lines
    ]


def _buttons(form: TargetForm) -> list[Component]:
    found = [
        html.Button(
            _("Save the target"), type="button", className="button button-primary", **{"data-form-action": "save"}
        )
    ]
    if form.has_own or form.has_region:
        found.append(_button(_("Remove the target"), "remove"))
    return [*found, _button(_("Close"), "close")]


def _button(words: str, action: str) -> Component:
    return html.Button(words, type="button", className="button", **{"data-form-action": action})


def _choices(words: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(value, local(*forms[:2])) for value, forms in words.items()]


def _select(form: TargetForm, name: str, choices: list[tuple[str, str]]) -> Component:
    options = [(UNSTATED, _("not stated")), *choices]
    return field(field_names()[name], select(_id(name), options, form.values[name] or UNSTATED))


def _input(form: TargetForm, name: str, longest: int) -> Component:
    return dcc.Input(
        id=_id(name), type="text", value=form.values[name], maxLength=longest, className="form-control form-control-sm"
    )


def _id(name: str) -> str:
    return FIELD.format(name=name)
