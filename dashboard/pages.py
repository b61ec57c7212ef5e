"""The pages of the product, in the order of the menu. A new page is one line here."""

from callbacks import clusters, cycle, data, indicators, municipality, overview, rankings
from callbacks.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    rankings.PAGE,
    cycle.PAGE,
    municipality.PAGE,
    clusters.PAGE,
    indicators.PAGE,
    data.PAGE,
)
