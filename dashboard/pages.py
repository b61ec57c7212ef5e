"""The pages of the product, in the order of the menu. A new page is one line here."""

from callbacks import (
    accounts,
    audit,
    clusters,
    corrections,
    cycle,
    indicators,
    methodology,
    overview,
    rankings,
    roadmap,
    round,
    start,
)
from callbacks.data_page import page as data
from callbacks.municipality import page as municipality
from callbacks.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    rankings.PAGE,
    cycle.PAGE,
    municipality.PAGE,
    clusters.PAGE,
    indicators.PAGE,
    roadmap.PAGE,
    corrections.PAGE,
    methodology.PAGE,
    data.PAGE,
    round.PAGE,
    audit.PAGE,
    accounts.PAGE,
    start.PAGE,
)
