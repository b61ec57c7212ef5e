"""Turning the pages of a long chart; the table turns its own in the browser."""

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _
from data.views.rankings.page import RankingsView
from data.views.rankings.pages import SIZE, SIZES, RankingPage
from layouts.parts.page import spoken
from layouts.parts.signs import choice_button
from layouts.rankings.controls import Ids

# Pages named on either side of the present one, besides the first and the last.
NEIGHBOURS = 2
SMALL = "button button-small"


def pager(view: RankingsView) -> list[Component]:
    """Nothing where all rows fit one page of the usual size."""
    page = view.page
    if page.is_whole and page.size == SIZE:
        return []
    shown = _("Rows {first}–{last} of {rows}").format(
        first=number(page.first), last=number(page.last), rows=number(page.rows)
    )
    inside = [html.Span(shown, className="pager-rows"), *_pages(page), _sizes(page)]
    pinned = view.pinned
    if pinned is not None and not page.has(pinned.code):
        text = _("To {name}").format(name=pinned.name)
        inside.append(choice_button(text, Ids.JUMP, pinned.code, look=SMALL))
    return [html.Nav(inside, className="pager", **{"aria-label": _("Pages of the ranking")})]


def _pages(page: RankingPage) -> list[Component]:
    if page.is_whole:
        return []
    buttons: list[Component] = []
    before = 0
    for number_ in page_numbers(page.number, page.pages):
        if number_ > before + 1:
            buttons.append(html.Span("…", className="pager-gap", **{"aria-hidden": "true"}))
        buttons.append(_page(page, number_))
        before = number_
    return [
        _turn(page, page.number - 1, "‹", _("Previous page")),
        html.Span(buttons, className="segmented"),
        _turn(page, page.number + 1, "›", _("Next page")),
    ]


def page_numbers(now: int, pages: int) -> list[int]:
    """The pages that are named: the first, the last, the present one and its neighbours; no gap of a single page."""
    named = {1, pages, *range(max(1, now - NEIGHBOURS), min(pages, now + NEIGHBOURS) + 1)}
    return sorted(named | {each for each in range(1, pages + 1) if each - 1 in named and each + 1 in named})


def _page(page: RankingPage, each: int) -> Component:
    text = [spoken(_("page")), number(each)]
    return choice_button(text, Ids.PAGE, str(each), pressed=each == page.number, look="segment")


def _turn(page: RankingPage, to: int, sign: str, words: str) -> Component:
    text = [html.Span(sign, **{"aria-hidden": "true"}), spoken(words)]
    if not 1 <= to <= page.pages:
        return html.Button(text, type="button", className=SMALL, disabled=True)
    return choice_button(text, Ids.PAGE, str(to), look=SMALL)


def _sizes(page: RankingPage) -> Component:
    buttons = [
        choice_button(str(each), Ids.SIZE, str(each), pressed=each == page.size, look="segment") for each in SIZES
    ]
    group = html.Span(buttons, className="segmented", role="group", **{"aria-label": _("Rows on a page")})
    return html.Span([html.Span(_("rows on a page"), className="second"), group], className="pager-sizes")
