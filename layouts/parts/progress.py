"""How far a job is."""

from dash import html
from dash.development.base_component import Component

from data.language import _
from layouts.parts.signs import choice_button


def progress(job: str, done: int, total: int, cancel: str, words: str = "") -> Component:
    """How far a job is, and the button that ends it."""
    share = done / total if total else 0.0
    return html.Div(
        [
            html.Div(
                html.Div(className="progress-done", style={"width": f"{100 * share:.0f}%"}),
                className="progress-track",
                role="progressbar",
                **{
                    "aria-valuenow": round(100 * share),
                    "aria-valuemin": 0,
                    "aria-valuemax": 100,
                    "aria-label": _("Progress"),
                },
            ),
            html.P(words or _("Reading, checking and comparing …"), className="second"),
            choice_button(_("Cancel"), cancel, job),
        ]
    )
