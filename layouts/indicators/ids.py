"""Ids of page /indicators: a value is the page's word, a hyphen and the name of the choice."""

from enum import StrEnum


class Ids(StrEnum):
    MUNICIPALITY = "indicators-municipality"
    PERIOD = "indicators-period"
    DIRECTION = "indicators-direction"
    STATUSES = "indicators-statuses"
    VIEW = "indicators-view"
    ORDER = "indicators-order"
    # The indicator shown over time; selecting a row writes its code here.
    INDICATOR = "indicators-indicator"
    REVISION = "indicators-revision"
    # What the own table holds; links write it into the address.
    OWN = "indicators-own"
    PLACES = "indicators-places"
    YEARS = "indicators-years"
    # The group that the list of all indicators shows; links write it.
    GROUP = "indicators-group"
    # The part of the year that is shown of the chosen indicator; links write it.
    INTERVAL = "indicators-interval"
    SENTENCE = "indicators-sentence"
    CONTENT = "indicators-content"
    FOOT = "indicators-foot"
    CHART = "indicators-chart"
    OWN_CHART = "indicators-own-chart"
    ABOUT = "indicators-about"
    # What the form of the catalogue says, and the revision that it made.
    DESCRIBE = "indicators-describe"
    DESCRIBED = "indicators-described"
    MESSAGE = "indicators-message"
