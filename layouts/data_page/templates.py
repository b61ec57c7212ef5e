"""The tab of /data that makes templates: what is asked for, and the file once it is made."""

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.views.data_page.templates import WHOLE_YEAR, TemplateChoices, TemplateJobView, template_parts
from data.vocabulary import JobState
from layouts.parts.page import card, field, note, select
from layouts.parts.progress import progress

# A choice needs a value of its own: an empty one would be shown as nothing chosen.
EVERYBODY = "all"


def templates_form(
    choices: TemplateChoices, kinds: list[tuple[str, str]], ids: dict[str, str], kind: str | None = None
) -> Component:
    """The choices of a template; ``ids`` names the controls kind, methodology, period, part, municipality and make.

    ``kind`` is where the first of them begins.
    """
    everybody = (EVERYBODY, _("All: a workbook for each, in a ZIP"))
    fields = [
        field(_("What it is for"), select(ids["kind"], kinds, kind if kind in dict(kinds) else kinds[0][0])),
        field(
            _("Methodology"),
            select(
                ids["methodology"],
                [(one.code, one.name) for one in choices.methodologies],
                _first(choices.methodologies),
            ),
            hint=_("for scores and measures, and as the base of a new methodology"),
        ),
        field(
            _("Period"),
            select(
                ids["period"],
                [(one.code, f"{one.code} · {one.name}") for one in choices.periods],
                _first(choices.periods),
            ),
            hint=_("for scores, observations and schools"),
        ),
        field(
            _("Part of the year"),
            select(ids["part"], [(one.code, one.name) for one in template_parts()], WHOLE_YEAR),
            hint=_("for observations only"),
        ),
        field(
            _("Municipality"),
            select(
                ids["municipality"], [everybody, *((one.code, one.name) for one in choices.municipalities)], EVERYBODY
            ),
            hint=_("targets of all: those of the region; registry and methodology: always one workbook"),
        ),
    ]
    make = html.Button(_("Make the template"), id=ids["make"], type="button", className="button button-primary")
    return card(
        _("A template to send out"),
        [html.Div(fields, className="form-row"), html.Div([make], className="toolbar")],
        caption=_(
            "Only answer cells are unlocked; drop-downs and limits keep wrong values out, and stored "
            "values are filled in. A returned workbook is recognised by its hidden key."
        ),
    )


def _first(choices: tuple[object, ...]) -> str | None:
    return getattr(choices[0], "code", None) if choices else None


def template_content(view: TemplateJobView | None, cancel: str) -> Component | None:
    """The work in progress, the link to the file, or why there is none."""
    if view is None:
        return None
    if view.running:
        told = _("Workbooks are being written …")
        if view.total > 1:
            told = _("Workbooks are being written: {done} of {total}").format(done=view.progress, total=view.total)
        return card(_("The template is being made"), progress(view.job, view.progress, view.total, cancel, told))
    if view.state is JobState.CANCELLED:
        return note(_("The work was cancelled. No template is kept."))
    if view.state is JobState.FAILED or view.refusal:
        return note(view.refusal or _("The template could not be made. Try again."))
    words = view.name
    if view.workbooks is not None:
        count = ngettext("{number} workbook", "{number} workbooks", view.workbooks).format(number=view.workbooks)
        words = f"{view.name} · {count}"
    link = html.A(_("Download"), href=f"/download/template/{view.job}", download="", className="button button-primary")
    return card(
        _("The template is ready"),
        html.Div([link, html.Span(words, className="second")], className="toolbar", role="status"),
        caption=_("The file is kept for a limited time; it can be made again."),
    )
