"""The controls of /indicators, set to what the page shows."""

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.indicators.page import (
    BEHIND_FIRST,
    BY_CRITERION,
    LIST_VIEW,
    MATRIX_VIEW,
    MUNICIPALITY_VIEW,
    OWN_VIEW,
    REGION_VIEW,
    YEARS_VIEW,
    IndicatorsView,
)
from data.vocabulary import TargetStatus
from layouts.indicators.ids import Ids
from layouts.parts.page import checklist, field, radio, select
from layouts.parts.signs import target_sign


def status_options(view: IndicatorsView) -> list[dict[str, str]]:
    """The choices of the status filter with how many of what is listed each has: indicators, municipalities, or both
    together.
    """
    counts = view.across.counts if view.across is not None and view.across.by_name else view.counts
    if view.matrix is not None:
        counts = view.matrix.counts
    signs = {status: target_sign(status) for status in TargetStatus}
    return [
        {"value": status.value, "label": f"{sign.mark} {sign.text} — {counts[status]}"}
        for status, sign in signs.items()
    ]


def direction_options(view: IndicatorsView) -> list[dict[str, str]]:
    """The groups of indicators as the filter offers them."""
    return [{"value": code, "label": label} for code, label in named_directions(view)]


def named_directions(view: IndicatorsView) -> list[tuple[str, str]]:
    named = (
        (item.code, "" if item.code == WITHOUT_DIRECTION else f"{item.code} ", item.short) for item in view.directions
    )
    return [(code, f"{number}{short}") for code, number, short in named]


def fields(view: IndicatorsView) -> list[Component]:
    chosen = view.selection
    options = [(option["value"], option["label"]) for option in status_options(view)]
    views = [
        (MUNICIPALITY_VIEW, _("All indicators of a municipality")),
        (YEARS_VIEW, _("One indicator by year")),
        (REGION_VIEW, _("One indicator by municipality")),
        (MATRIX_VIEW, _("Targets of all municipalities")),
        (LIST_VIEW, _("Find an indicator")),
        (OWN_VIEW, _("Own table")),
    ]
    orders = [(BY_CRITERION, _("By criterion")), (BEHIND_FIRST, _("Behind first"))]
    municipalities = [(item.code, item.short) for item in view.municipalities]
    periods = [(item.code, item.short) for item in reversed(view.choices.periods)]
    return [
        field(_("Municipality"), select(Ids.MUNICIPALITY, municipalities, chosen.municipality)),
        field(_("Year of the fact"), select(Ids.PERIOD, periods, chosen.period)),
        field(_("Direction"), select(Ids.DIRECTION, named_directions(view), chosen.direction)),
        html.Div(
            field(
                _("Status"),
                checklist(Ids.STATUSES, options, chosen.statuses or [status.value for status in TargetStatus]),
                _("If nothing is ticked, all are shown."),
            ),
            className="of-targets",
        ),
        field(_("View"), radio(Ids.VIEW, views, chosen.view)),
        html.Div(field(_("Order"), radio(Ids.ORDER, orders, chosen.order)), className="of-targets"),
    ]
