"""The viewer's own table: what is chosen as links that put it in and take it out, the table, and its chart."""

from collections.abc import Sequence

from dash.development.base_component import Component

from data.language import _
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.own_table import OwnTable, in_address
from data.views.indicators.own_tables import own_wide_table
from data.views.indicators.page import LIST_VIEW, IndicatorsView
from layouts.figures.own_table import own_description, own_figure, own_height, own_keys, own_sentence
from layouts.indicators.ids import Ids
from layouts.parts.cell_parts import Parts, bold, link
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import card, empty_state, export_menu, internal_link, note
from layouts.parts.screen_table import UNSORTED, Cell, Heading, Row, ScreenTable, Section, screen_table
from layouts.parts.tables import data_table

MOST_INDICATORS = 12


def toggled(chosen: Sequence[str], code: str) -> tuple[str, ...]:
    """With the code, or without it where it was chosen."""
    return tuple(one for one in chosen if one != code) if code in chosen else (*chosen, code)


def own_link(selection: IndicatorsSelection, code: str) -> Parts:
    """Puts an indicator into the own table, or takes it out; nothing where the table is full."""
    key = in_address(code)
    if key not in selection.own and len(selection.own) >= MOST_INDICATORS:
        return ""
    words = _("take out of the own table") if key in selection.own else _("into the own table")
    return link(words, selection.but(own=toggled(selection.own, key)).address(), "small")


def own_content(view: IndicatorsView, found: OwnTable, page_key: str) -> list[Component]:
    """The table with its choices; without an indicator the way to the list of them."""
    to_list = internal_link(_("Choose indicators"), view.selection.but(view=LIST_VIEW), className="button")
    if not found.lines:
        text = _("Put indicators into it from the list of all; municipalities and periods are chosen here.")
        return [card(_("Own table"), empty_state(_("The own table is empty"), text, to_list))]
    return [
        _chart_card(view, found, page_key),
        card(
            _("Own table"),
            data_table(own_wide_table(view, found)),
            caption=_("The address holds everything that is chosen. The file has one fact a row."),
            actions=[
                to_list,
                export_menu(
                    page_key, view.selection, table="own", picture=_picture(_("Own table"), found), span=found.span
                ),
            ],
        ),
        card(_("What is in the table"), _choices(view, found)),
    ]


def _chart_card(view: IndicatorsView, found: OwnTable, page_key: str) -> Component:
    words = own_sentence(view, found)
    chart = graph(
        Ids.OWN_CHART,
        own_figure(view, found),
        description=own_description(view, found),
        height=own_height(found),
        keys=own_keys(view, found),
        chooses=Choosing(Ids.MUNICIPALITY, "value", _("Select a mark to choose its municipality on the whole page.")),
    )
    title = _("Own table as a chart")
    picture = _picture(title, found)
    menu = export_menu(page_key, view.selection, table="own", picture=picture, graph=Ids.OWN_CHART, span=found.span)
    return card(title, [*([note(words)] if words else []), chart], actions=menu)


def _picture(title: str, found: OwnTable) -> str:
    """The name of a picture says which indicators are in it."""
    return f"{title}: {', '.join(line.short for line in found.lines)}"


def _choices(view: IndicatorsView, found: OwnTable) -> ScreenTable:
    """One row a thing that can be chosen, with a search: what stands in the table now, and what a press does."""
    chosen = view.selection
    lines = [(line.short, in_address(line.code), True) for line in found.lines]
    periods = [(one.words, one.address, one in found.periods) for one in reversed(found.every_period)]
    places = [(item.short, item.code, item in found.places) for item in found.every_place]
    all_places = _("all {number}").format(number=len(places)) if len(places) > 1 else "".join(one[0] for one in places)
    # Without a choice of periods the year of the page stands.
    cells = [
        *(_row(_("Indicator"), one, chosen, "own", "") for one in lines),
        *(_row(_("Period"), one, chosen, "years", str(view.year)) for one in periods),
        *(_row(_("Municipality"), one, chosen, "places", all_places) for one in places),
    ]
    headings = [
        Heading("what", _("What")),
        Heading("name", _("Name"), is_name=True),
        Heading("chosen", _("In the table"), sort=UNSORTED),
    ]
    listed = [Row(str(place), row) for place, row in enumerate(cells)]
    return screen_table("own-choices", _("What is in the table"), headings, [Section(listed)], size=20)


def _row(
    what: str, named: tuple[str, str, bool], selection: IndicatorsSelection, field: str, unchosen: str
) -> list[Cell]:
    """``named`` is a name, its code and whether it stands in the table; ``unchosen`` what stands without a choice."""
    name, key, stands = named
    chosen: tuple[str, ...] = getattr(selection, field)
    now, press = press_words(key, chosen, unchosen)
    place = selection.but(**{field: toggled(chosen, key)}).address()
    return [Cell(what), Cell(name, bold(name) if stands else None), Cell(shown=(now, link(press, place)))]


def press_words(key: str, chosen: Sequence[str], unchosen: str) -> tuple[str, str]:
    """What is in the table now, where that is not said by the choice itself, and what a press does."""
    if not chosen:
        return f"{_('now: {all}').format(all=unchosen)}; ", _("choose only this")
    if key not in chosen:
        return "", _("put in")
    if unchosen and len(chosen) == 1:
        return "", _("take out (then: {all})").format(all=unchosen)
    return "", _("take out")
