"""Ids of the page /municipality; cards with callbacks of their own have their own ids beside their layouts."""

from enum import StrEnum

KEY = "municipality"


class Ids(StrEnum):
    TITLE = "municipality-title"
    SENTENCE = "municipality-sentence"
    FILTERS = "municipality-filters"
    MUNICIPALITY = "municipality-municipality"
    PERIOD = "municipality-period"
    METHODOLOGY = "municipality-methodology"
    PEERS = "municipality-peers"
    # Where an error of the choices themselves is reported.
    NOTICE = "municipality-notice"
    # Key figures, the map with the chosen cell, the comparison: each redrawn by itself.
    CONTENT = "municipality-content"
    FIGURES = "municipality-figures"
    MAP = "municipality-map"
    EXAMPLES = "municipality-examples"
    DETAIL = "municipality-detail"
    COMPARED = "municipality-compared"
    GAPS = "municipality-gaps"
    # What stands below gaps and plans: the trend, penalties, change of methodology.
    MORE = "municipality-more"
    FOOT = "municipality-foot"
    # The key of the chosen cell; the cells of the map write it.
    CELL = "municipality-cell"
    # Points or shares in the cells of the map.
    SCALING = "municipality-scaling"
    # The revision of the address, which no control of the page changes.
    REVISION = "municipality-revision"
    COMPARISON = "municipality-comparison"
    TREND = "municipality-trend"
    PLACES = "municipality-places"
