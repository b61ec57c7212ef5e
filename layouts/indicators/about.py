"""What an indicator is, and the form by which whoever keeps the data describes it."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.formats import day
from data.language import _
from data.queries.catalogue.described import FIELDS
from data.queries.catalogue.rules import FIELD_LENGTHS, MOST_DECIMALS
from data.queries.catalogue.words import POLARITIES, UNITS, catalogue_names
from data.text.word_lists import word_of
from data.views.indicators.about import About
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.shared.revision_words import author_words, revision_message
from layouts.indicators.ids import Ids
from layouts.parts.page import card, field, note, select

FORM_ID = "indicators-about-{name}"
REASON = "reason"
LONGEST_REASON = 200
# Names and methods are sentences; the rest is short.
WIDE = frozenset({"name_ru", "name_en", "source_ru", "collection_method_ru", "processing_ru", "break_note"})
WORDS = {"unit": UNITS, "polarity": POLARITIES}


def about_slots(found: About | None) -> list[Component]:
    """Where the description stands, and the stores of its form; empty where no indicator is in view."""
    return [
        html.Div(about_cards(found), id=Ids.ABOUT, className="stack"),
        dcc.Store(id=Ids.DESCRIBE, data=""),
        dcc.Store(id=Ids.DESCRIBED, data=0),
        html.Div(id=Ids.MESSAGE, className="data-message", role="status"),
    ]


def about_cards(found: About | None) -> list[Component]:
    """The description with its form."""
    if found is None:
        return []
    return [_about_card(found)]


def _about_card(found: About) -> Component:
    """The description with the revision that it is from; below it the form, where the viewer may change it."""
    listed = [part for name, text in found.facts for part in (html.Dt(name), html.Dd(text))]
    body: list[Component] = [html.Dl(listed, className="origin about-facts")]
    if found.not_stated:
        body.append(html.P(_("Not stated: {names}.").format(names="; ".join(found.not_stated)), className="hint"))
    if found.changed is not None:
        words = _("Changed in revision {number}, {author}, {day}: {message}").format(
            number=found.changed.number,
            author=author_words(found.changed.author),
            day=day(found.changed.created_at.date().isoformat()),
            message=revision_message(found.changed),
        )
        body.append(html.P(words, className="small"))
    if found.may_edit:
        body.append(_form(found))
    return card(_("About the indicator"), body, caption=_("code {code}").format(code=found.code))


def _form(found: About) -> Component:
    names = catalogue_names()
    fields = [field(names[name], _control(found, name, found.values[name])) for name in FIELDS]
    reason = dbc.Input(
        id=FORM_ID.format(name=REASON), type="text", value="", size="sm", maxLength=LONGEST_REASON, className="wide"
    )
    fields.append(field(_("Reason for the change"), reason))
    button = html.Button(
        _("Save the description"), type="button", className="button button-primary", **{"data-form-action": "save"}
    )
    hint = note(_("The change is a revision of its own, with your name and the reason. It can be undone."))
    form: dict[str, Any] = {"data-form": Ids.DESCRIBE, "data-form-job": f"{found.revision}~{found.code}"}
    return html.Details(
        [
            html.Summary(_("Change the description"), className="button button-small"),
            html.Div([html.Div(fields, className="form-grid"), hint, html.Div(button, className="toolbar")], **form),
        ],
        className="about-form",
    )


def _control(found: About, name: str, value: Any) -> Component:
    identity = FORM_ID.format(name=name)
    if name in WORDS:
        return select(identity, [(key, word_of(key, WORDS[name]) or "") for key in WORDS[name]], value)
    if name == "direction_code":
        groups = [(one.code, f"{one.code} {one.short}") for one in found.directions]
        known = {code for code, _words in groups}
        others = [(value, value)] if value and value not in known else []
        return select(
            identity, [(WITHOUT_DIRECTION, _("without a direction")), *groups, *others], value or WITHOUT_DIRECTION
        )
    limits: dict[str, Any] = {"maxLength": FIELD_LENGTHS[name]} if name in FIELD_LENGTHS else {}
    kind = "text"
    if name in ("decimals", "break_year"):
        kind = "number"
        limits = {"min": 0, "max": MOST_DECIMALS} if name == "decimals" else {"min": 1990, "max": 2100}
    shown = "" if value is None else str(value)
    return dbc.Input(id=identity, type=kind, value=shown, size="sm", className="wide" if name in WIDE else "", **limits)
