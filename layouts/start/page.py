"""Page /start: the checklist from an empty database to the first ranking."""

from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.views.start.page import StartView, Step, StepKey
from layouts.parts.page import Children, export_menu, field, footer, note, page, select, spoken
from layouts.shell import who_brings_data

KEY = "start"


class Ids(StrEnum):
    # What an action has to say where it was not carried out.
    MESSAGE = "start-message"
    NAME_RU = "start-name-ru"
    NAME_EN = "start-name-en"
    SHORT_RU = "start-short-ru"
    SHORT_EN = "start-short-en"
    ZONE = "start-zone"
    SAVE = "start-save"
    METHODOLOGY = "start-methodology"
    TAKE = "start-take"
    YEAR = "start-year"
    ADD = "start-add"


def layout(view: StartView) -> Component:
    said = [html.Div(view.said, className="note", role="status")] if view.said else []
    who = [] if view.may_write else [note(who_brings_data())]
    steps = html.Ol([_step(view, step, place) for place, step in enumerate(view.steps, 1)], className="checklist")
    return page(
        title=_("Getting started"),
        sentence=view.sentence,
        actions=export_menu(KEY, view.selection, table="start"),
        content=html.Div([*said, *who, html.Div(id=Ids.MESSAGE), steps, *_next(view)], className="stack"),
        foot=footer(view.provenance),
        # The page says what has been done; a link to it, or a reload, need not say it again.
        address=view.selection.but(done=None).address(),
    )


def _step(view: StartView, step: Step, place: int) -> Component:
    state = html.Span("✓", **{"aria-hidden": "true"}) if step.is_done else str(place)
    there = [html.P([html.B(_("There is: ")), step.there], className="step-there")] if step.is_done else []
    needs = [html.P(step.needs, className="second")] if step.needs else []
    controls = [html.Div(_controls(view, step), className="step-controls")] if view.may_write else []
    return html.Li(
        [
            html.Div([state, spoken(_("done") if step.is_done else _("to do"))], className="step-mark"),
            html.Div([html.H2(step.title), html.P(step.text), *there, *needs, *controls], className="step-body"),
        ],
        className="sheet step-done" if step.is_done else "sheet",
        id=f"start-step-{step.key}",
    )


def _controls(view: StartView, step: Step) -> Children:
    return {
        StepKey.REGION: _region_form,
        StepKey.MUNICIPALITIES: _municipalities_links,
        StepKey.METHODOLOGY: _methodology_form,
        StepKey.PERIOD: _period_form,
        StepKey.FORMS: _forms_links,
    }[step.key](view)


def _region_form(view: StartView) -> Children:
    region = view.region
    names = (region.name_ru, region.name_en, region.short_ru, region.short_en) if region else ("",) * 4
    fields = html.Div(
        [
            field(_("Name in Russian"), _text(Ids.NAME_RU, names[0], _("Northern Region, in Russian"))),
            field(_("Name in English"), _text(Ids.NAME_EN, names[1])),
            field(_("Short name in Russian"), _text(Ids.SHORT_RU, names[2])),
            field(_("Short name in English"), _text(Ids.SHORT_EN, names[3])),
            field(
                _("Time zone"),
                select(
                    Ids.ZONE,
                    [(zone.code, zone.short) for zone in view.zones],
                    region.time_zone if region else view.zones[1].code,
                ),
            ),
        ],
        className="form-row",
    )
    hint = _("Only the Russian name is needed: what is left empty is taken from it.")
    button = _button(Ids.SAVE, _("Save"), is_main=region is None)
    form = [fields, html.Div([button, html.Span(hint, className="hint")], className="toolbar")]
    if region is None:
        return form
    if region.is_demo:
        told = _("This is the demonstration. A region of your own begins in a database of its own: “make start”.")
        return [html.P(told, className="second"), html.Div(form, hidden=True)]
    return html.Details([html.Summary(_("Change the names")), *form])


def _municipalities_links(view: StartView) -> Children:
    return _bar(
        _link(_("Empty workbook"), "/download/start/municipalities.xlsx", is_file=True),
        _link(_("Example of three municipalities"), "/download/start/example-municipalities.xlsx", is_file=True),
        _link(_("Load the workbook"), "/data?kind=municipalities"),
    )


def _methodology_form(view: StartView) -> Children:
    own = _bar(
        _link(_("Empty workbook"), "/download/start/methodology.xlsx", is_file=True),
        _link(_("Example of two stages"), "/download/start/example-methodology.xlsx", is_file=True),
        _link(_("Load the workbook"), "/data?kind=methodology"),
        _link(_("Look at the methodology"), "/methodology"),
    )
    if not view.offered:
        return own
    options = [(one.code, one.short) for one in view.offered]
    ready = html.Div(
        [
            field(_("Or take one that comes with the product"), select(Ids.METHODOLOGY, options, options[0][0])),
            _button(Ids.TAKE, _("Take it")),
        ],
        className="form-row form-line",
    )
    return [own, ready]


def _period_form(view: StartView) -> Children:
    year = dcc.Input(id=Ids.YEAR, type="text", value=str(view.next_year), maxLength=4, className="form-control")
    button = _button(Ids.ADD, _("Add"))
    return html.Div([field(_("Year"), year), button], className="form-row form-line")


def _forms_links(view: StartView) -> Children:
    return _bar(
        _link(_("Make the forms"), "/data?view=templates&kind=scores"),
        _link(_("Load a returned form"), "/data?kind=scores"),
        _link(_("Load another table, such as schools or exam results"), "/data?kind=table"),
    )


def _next(view: StartView) -> list[Component]:
    """Where to go from here, and who else should be able to."""
    if not view.may_write:
        return []
    hint = _way_to_accounts() if view.may_add_accounts else _command_of_accounts(view)
    ready = [html.Div(_link(_("To the overview"), "/overview"), className="toolbar")] if view.steps[-1].is_done else []
    return [*ready, hint]


def _way_to_accounts() -> Component:
    return html.P(
        [_("Who else needs an account gets it here: "), dcc.Link(_("Accounts"), href="/accounts"), "."],
        className="second",
    )


def _command_of_accounts(view: StartView) -> Component:
    """What whoever runs the server types; a role stands there by its word, which is said."""
    roles = "; ".join(f"{word} — {name}" for word, name in view.roles)
    return html.P(
        [
            _("Accounts for others are added by an administrator, or on the server: "),
            html.Code("mmuko user add NAME --role operator"),
            ". ",
            _("Roles: {roles}.").format(roles=roles),
        ],
        className="second",
    )


def _text(identity: str, value: str, placeholder: str = "") -> Component:
    return dcc.Input(
        id=identity, type="text", value=value, maxLength=160, placeholder=placeholder, className="form-control"
    )


def _button(identity: str, words: str, *, is_main: bool = True) -> Component:
    look = "button button-primary" if is_main else "button"
    return html.Button(words, id=identity, type="button", className=look)


def _bar(*links: Component) -> Component:
    return html.Div(list(links), className="toolbar")


def _link(words: str, address: str, *, is_file: bool = False) -> Component:
    if is_file:
        return html.A(words, href=address, download="", className="button")
    return dcc.Link(words, href=address, className="button")
