"""Page /data: templates that go out, workbooks that come back, and the history of what was published."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.intake.kinds.foreign_table.check import TABLE
from data.intake.register import KINDS
from data.language import _
from data.messages import LONGEST_TEXT
from data.views.data_page.address import DataSelection
from data.views.data_page.tabs import REVISIONS, TEMPLATES, UPLOAD
from data.views.data_page.templates import TemplateChoices
from layouts.data_page.revisions import comparison_form
from layouts.data_page.templates import templates_form
from layouts.parts.page import Children, card, field, page, segmented, select

POLL_EVERY = 700


class Ids(StrEnum):
    TAB = "data-tab"
    KIND = "data-kind"
    # The job that the tab shows: of a file, of templates, of revisions. The upload script writes here too.
    JOB = "data-job"
    PUBLISH = "data-publish"
    CANCEL = "data-cancel"
    UNDO = "data-undo"
    CONFIRM = "data-confirm"
    # The answer to a question about the file: job, answer, column.
    ANSWER = "data-answer"
    LOOK = "data-look"
    SEVERITY = "data-severity"
    SCORE = "data-score"
    POLL = "data-poll"
    CONTENT = "data-content"
    FOOT = "data-foot"
    REVISION = "data-revision"
    # What an action has to say; it stays until the next one.
    MESSAGE = "data-message"
    TEMPLATES_FORM = "data-templates-form"
    TEMPLATE_KIND = "data-template-kind"
    TEMPLATE_METHODOLOGY = "data-template-methodology"
    TEMPLATE_PERIOD = "data-template-period"
    TEMPLATE_PART = "data-template-part"
    TEMPLATE_MUNICIPALITY = "data-template-municipality"
    MAKE = "data-template-make"
    UPLOAD_FORM = "data-upload-form"
    PUBLISH_FORM = "data-publish-form"
    PUBLISH_BAR = "data-publish-bar"
    # What the person who publishes says of it, for the list of revisions.
    WORDS = "data-words"
    COMPARISON_FORM = "data-comparison-form"
    FIRST = "data-first"
    SECOND = "data-second"
    # What the form of the mapping step says; the form script writes it here.
    MAPPING = "data-mapping"


@dataclass(frozen=True)
class ShownTab:
    """What the chosen tab shows. ``bar`` is empty where there is nothing to publish; ``revisions`` can be compared, and
    are None on the tabs that do not compare. While a job ``is_working`` the page asks again and again."""

    content: Children
    foot: Children
    bar: list[Component]
    revisions: list[dict[str, str]] | None
    is_working: bool


def hidden_forms(view: str | None) -> dict[str, bool]:
    """Whether each of the forms of tabs is hidden, by the id of its place."""
    forms = {Ids.TEMPLATES_FORM: TEMPLATES, Ids.UPLOAD_FORM: UPLOAD, Ids.COMPARISON_FORM: REVISIONS}
    return {place.value: tab != (view or UPLOAD) for place, tab in forms.items()}


def template_names() -> list[tuple[str, str]]:
    """What is loaded by a template: key, name."""
    return [(kind.key, kind.name()) for kind in KINDS.values() if kind.template]


def loaded_names() -> list[tuple[str, str]]:
    """What can be loaded: every kind of workbook, and a foreign table by a mapping."""
    return [*((kind.key, kind.name()) for kind in KINDS.values()), (TABLE, _("Another table"))]


def layout(
    selection: DataSelection, choices: TemplateChoices, tab: ShownTab, *, kind: str | None = None, told: Children = None
) -> Component:
    """The page with what its tab shows. ``kind`` is what its forms begin with, ``told`` what is said as it opens."""
    between = selection.between.split("~") if selection.between else ["", ""]
    comparison = comparison_form(tab.revisions or [], (between[0], between[1]), (Ids.FIRST, Ids.SECOND))
    hidden = hidden_forms(selection.view)
    return page(
        title=_("Data"),
        sentence=_("Files are checked first: findings and consequences appear before anything is stored."),
        content=html.Div(
            [
                html.Div([*_stores(selection, tab.is_working), _tabs(selection)]),
                html.Div(told, id=Ids.MESSAGE, className="data-message"),
                _form(Ids.TEMPLATES_FORM, _templates_form(choices, kind), hidden),
                _form(Ids.UPLOAD_FORM, upload_form(kind), hidden),
                _form(Ids.COMPARISON_FORM, comparison, hidden),
                html.Div(tab.content, id=Ids.CONTENT),
                html.Div(publish_form(tab.bar), id=Ids.PUBLISH_FORM, hidden=not tab.bar),
            ],
        ),
        foot=html.Div(tab.foot, id=Ids.FOOT),
        address=selection.address(),
    )


def _form(place: Ids, form: Component, hidden: dict[str, bool]) -> Component:
    return html.Div(form, id=place, hidden=hidden[place])


def _tabs(selection: DataSelection) -> Component:
    names = [(TEMPLATES, _("Templates")), (UPLOAD, _("Upload")), (REVISIONS, _("Revisions"))]
    return segmented(Ids.TAB, names, selection.view or UPLOAD)


def _stores(selection: DataSelection, is_working: bool) -> list[Component]:
    """One without a value reports one as soon as it is drawn, and everything would be asked for again."""
    values: dict[Ids, Any] = {
        Ids.JOB: selection.job,
        Ids.REVISION: selection.revision,
        Ids.SEVERITY: selection.severity,
        Ids.SCORE: selection.score,
        **dict.fromkeys((Ids.PUBLISH, Ids.CANCEL, Ids.UNDO, Ids.CONFIRM, Ids.LOOK, Ids.MAPPING, Ids.ANSWER)),
    }
    stores = [dcc.Store(id=identity, data=value or "") for identity, value in values.items()]
    return [*stores, dcc.Interval(id=Ids.POLL, interval=POLL_EVERY, disabled=not is_working)]


def _templates_form(choices: TemplateChoices, kind: str | None) -> Component:
    ids = {
        "kind": Ids.TEMPLATE_KIND,
        "methodology": Ids.TEMPLATE_METHODOLOGY,
        "period": Ids.TEMPLATE_PERIOD,
        "part": Ids.TEMPLATE_PART,
        "municipality": Ids.TEMPLATE_MUNICIPALITY,
        "make": Ids.MAKE,
    }
    return templates_form(choices, template_names(), dict(ids), kind)


def upload_form(kind: str | None = None) -> Component:
    """The choice of kind and file; the browser sends the file and writes the job's id into the store.

    ``kind`` is where the choice begins; scores without one.
    """
    names = loaded_names()
    chooser = html.Label(
        [
            html.Span(_("Choose a file"), className="button button-primary"),
            html.Span(_("or drop it here: .xlsx, .xlsm, .ods, .csv, .geojson"), className="second"),
            html.Span(role="status", **{"data-upload-message": "true"}),
        ],
        className="upload",
        **{"data-upload": Ids.JOB.value, "data-upload-kind": Ids.KIND.value, "data-uploading": _("Sending the file …")},
    )
    return card(
        _("A workbook to load"),
        html.Div(
            [field(_("What it holds"), select(Ids.KIND, names, kind if kind in dict(names) else "scores")), chooser],
            className="form-row",
        ),
        caption=_("Workbooks to fill in are on the tab “Templates”. Macros are never run."),
        **{"data-upload-card": "true"},
    )


def publish_form(bar: list[Component]) -> Component:
    """The last step: what the list of revisions is to say, and the buttons, which depend on the file."""
    words = dcc.Input(
        id=Ids.WORDS,
        type="text",
        value="",
        maxLength=LONGEST_TEXT,
        placeholder=_("for example: assessment 2026, second delivery"),
        className="form-control",
    )
    return html.Section(
        [field(_("Message for the list of revisions"), words), html.Div(bar, id=Ids.PUBLISH_BAR, className="toolbar")],
        className="sheet sheet-foot",
        **{"aria-label": _("Publication")},
    )


def foot_rules() -> tuple[tuple[str, str], ...]:
    """What the footer says beside methodology and revision."""
    return (
        (
            _("What is accepted"),
            _("xlsx, xlsm (macros are never run), ods, csv (Unicode or Windows Cyrillic); a map: geojson (WGS84)."),
        ),
        (
            _("Rule"),
            _("If a value can be read in two ways, the system asks. A file is stored completely or not at all."),
        ),
    )
