"""Units as templates and workbooks write them."""

from data.language import _
from data.vocabulary import Unit


def unit_names() -> dict[str, str]:
    return {
        Unit.PERCENT: "%",
        Unit.COUNT: _("count"),
        Unit.COUNT_PER_ORGANISATION: _("count in each organisation"),
        Unit.RATE: _("rate"),
        Unit.INDEX: _("index"),
        Unit.POINTS: _("points"),
        Unit.MONEY: _("roubles"),
        Unit.DIFFERENCE: _("difference with its sign"),
    }
