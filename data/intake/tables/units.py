"""Units as templates and workbooks write them."""

from collections.abc import Iterable

from data.language import _
from data.vocabulary import FREE_UNITS, Unit


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


def level_condition(units: Iterable[str]) -> str:
    """The limit of a cell of a template with indicators of ``units``: below 0 only where the unit of its row can be."""
    free = FREE_UNITS & set(units)
    allowed = ['{unit}="' + name + '"' for unit, name in unit_names().items() if unit in free]
    return f"OR({{cell}}>=0,{','.join(allowed)})" if allowed else "{cell}>=0"
