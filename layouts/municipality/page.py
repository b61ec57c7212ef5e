"""Page /municipality/<code>: the profile of one municipality."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.views.method_change.page import MethodChange
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.cards import ProfileFrame
from data.views.municipality.closed import ClosedView
from data.views.municipality.penalties import PenaltyLine
from data.views.municipality.selection import peer_names
from data.views.municipality.trend import Trend
from data.views.shared.choices import Choice, Choices
from layouts.cards.method_change import method_change_card
from layouts.municipality.cards import penalties_card, trend_card
from layouts.municipality.ids import Ids
from layouts.parts.page import Children, field, grid, page, select, stack


def layout(
    selection: MunicipalitySelection, choices: Choices, cards: Sequence[Component], drawn: Mapping[str, Children]
) -> Component:
    """The page for a settled selection; ``drawn`` are its cards by their ids, of which callbacks redraw each by itself.

    ``cards`` stand beside the gaps and are filled by callbacks of their own.
    """
    own = Choices.find(choices.municipalities, selection.municipality or "")
    content = html.Div(
        [
            # A store without a value reports one as soon as it is drawn, and every card would be asked for again.
            dcc.Store(id=Ids.CELL, data=selection.cell or ""),
            dcc.Store(id=Ids.SCALING, data=selection.scaling),
            dcc.Store(id=Ids.REVISION, data=selection.revision or ""),
            html.Div(id=Ids.NOTICE),
            _filters(selection, choices, own),
            _content(drawn),
            grid((7, _slot(Ids.GAPS, drawn)), (5, stack(*cards))),
            _slot(Ids.MORE, drawn),
        ]
    )
    return page(
        title=html.Span(drawn[Ids.TITLE], id=Ids.TITLE),
        sentence=html.Span(drawn[Ids.SENTENCE], id=Ids.SENTENCE),
        actions=html.Button(_("Print, A4"), type="button", className="button", **{"data-print": "true"}),
        content=content,
        foot=html.Div(drawn[Ids.FOOT], id=Ids.FOOT),
    )


def _content(drawn: Mapping[str, Children]) -> Component:
    """Key figures, then the map with its examples beside the chosen cell and the comparison."""
    main = stack(_slot(Ids.MAP, drawn), _slot(Ids.EXAMPLES, drawn))
    aside = stack(_slot(Ids.DETAIL, drawn), _slot(Ids.COMPARED, drawn))
    return html.Div(
        [_slot(Ids.FIGURES, drawn), html.Div([main, aside], className="profile-sheets")],
        id=Ids.CONTENT,
        className="stack",
    )


def _slot(identity: str, drawn: Mapping[str, Children]) -> Component:
    return html.Div(drawn[identity], id=identity, className="slot")


def _filters(selection: MunicipalitySelection, choices: Choices, own: Choice) -> Component:
    fields = [
        _field(
            "for-many",
            _("Municipality"),
            select(Ids.MUNICIPALITY, _options(choices.municipalities), selection.municipality),
        ),
        _field("", _("Period"), select(Ids.PERIOD, _options(choices.periods), selection.period)),
        _field(
            "for-several",
            _("Methodology"),
            select(Ids.METHODOLOGY, _options(choices.methodologies), selection.methodology),
        ),
        _field("", _("Compare with"), select(Ids.PEERS, peer_names(own, choices), selection.peers)),
    ]
    return html.Details(
        [html.Summary(_("Filters")), html.Div(fields, className="filter-line")],
        id=Ids.FILTERS,
        className=filters_look(choices),
        open=True,
    )


def _field(look: str, label: str, control: Component) -> Component:
    return html.Div(field(label, control), className=look)


def _options(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    return [(one.code, one.short) for one in choices]


def filters_look(choices: Choices) -> str:
    """Classes of the filters: only those that leave a choice are shown."""
    several = " several-methodologies" if len(choices.methodologies) > 1 else ""
    own_only = " one-municipality" if len(choices.municipalities) == 1 else ""
    return f"rail profile-filters{several}{own_only}"


def controls(selection: MunicipalitySelection, choices: Choices) -> list[Any]:
    """Classes of the filters, then the options of municipality, methodology and comparison."""
    own = Choices.find(choices.municipalities, selection.municipality or "")
    lists = (_options(choices.municipalities), _options(choices.methodologies), peer_names(own, choices))
    return [filters_look(choices), *([{"value": code, "label": label} for code, label in each] for each in lists)]


def more(
    frame: ProfileFrame, trend: Trend, penalties: tuple[PenaltyLine, ...], changed: MethodChange | None
) -> Component:
    """What stands below: penalties, the course over the periods, and the last change of methodology."""
    beside = [(6, penalties_card(frame, penalties))] if penalties else []
    below = [method_change_card(changed)] if changed else []
    return stack(grid((6 if beside else 12, trend_card(frame, trend)), *beside), *below)


def closed(view: ClosedView) -> Component:
    """The page of a municipality whose details are not open: its ranking totals and the way to one's own profile."""
    row = view.row
    place = _("Rank by total") if row.rank else _("No rank by total")
    facts = [html.Dt(place), html.Dd(row.rank_of or row.reason)]
    if row.kind_rank_of:
        facts += [html.Dt(_("Among its kind ({kind})").format(kind=row.kind_name)), html.Dd(row.kind_rank_of)]
    own = (
        [dcc.Link(_("To the profile of {name}").format(name=view.own.short), href=_own_path(view), className="button")]
        if view.own
        else []
    )
    text = _(
        "You have no access to the profile of another municipality: only the municipality itself and "
        "the ministry see stages of the cycle, gaps and documents. Its rank is open to everybody."
    )
    sheet = html.Section(
        [html.H2(_("No access to this profile")), html.P(text), html.Dl(facts, className="facts"), *own],
        className="sheet profile-closed",
    )
    return page(title=view.municipality.name, sentence=view.period.name, content=html.Div(sheet))


def _own_path(view: ClosedView) -> str:
    own = view.own.code if view.own else None
    return MunicipalitySelection(municipality=own, period=view.selection.period).address()
