"""What may be said of an indicator: the same for a row of a workbook and for the form on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from data.language import _
from data.models.indicators import Observation
from data.models.methodology import Direction
from data.queries.catalogue.described import FIELDS, Described
from data.queries.catalogue.words import catalogue_names
from data.storage.reader import Reader
from data.text.filled_names import filled_in_names
from data.vocabulary import Severity, Unit

MOST_DECIMALS = 4
# As the columns of the table have them; other texts are as long as a cell may be.
FIELD_LENGTHS = {"unit_word_ru": 32, "unit_word_en": 32, "direction_code": 16, "criterion_code": 16}
NEEDED = ("name_ru", "unit", "polarity")
OF_A_UNIT = ("unit_word_ru", "unit_word_en", "decimals")


@dataclass(frozen=True)
class Problem:
    """What cannot be said of an indicator, or only with a warning; ``field`` is one of ``FIELDS``."""

    severity: Severity
    rule: str
    field: str
    message: str
    fix: str


def settled(known: Described | None, said: Mapping[str, Any]) -> dict[str, Any]:
    """Every field: what is ``said`` over what is ``known``; a name that is not given is filled in."""
    before: Mapping[str, Any] = known.values if known else dict.fromkeys(FIELDS)
    values = {name: said.get(name, before[name]) for name in FIELDS}
    values |= filled_in_names(values, before)
    values["direction_code"] = values["direction_code"] or ""
    if values["unit"] == Unit.PERCENT:
        # A word that belonged to the unit before goes with it; one that is stated is refused.
        values |= {name: said.get(name) for name in OF_A_UNIT}
    return values


def problems(reader: Reader, known: Described | None, values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with ``values`` of ``settled``, and what somebody should know before storing them."""
    names = catalogue_names()
    found = [
        Problem(
            Severity.ERROR,
            "indicator-incomplete",
            name,
            _("An indicator needs a name, a unit and a polarity; “{field}” is missing.").format(field=names[name]),
            _("Fill it in, or check the code."),
        )
        for name in NEEDED
        if not values[name]
    ]
    if found:
        return found
    if values["unit"] == Unit.PERCENT and any(values[name] is not None for name in OF_A_UNIT):
        name = next(name for name in OF_A_UNIT if values[name] is not None)
        own = _("Per cent has neither a word of its own nor other decimals than one.")
        found.append(Problem(Severity.ERROR, "own-unit-of-percent", name, own, _("Choose another unit.")))
    if values["break_note"] and values["break_year"] is None:
        undated = _("The note on the break in the series needs the year from which values differ.")
        found.append(Problem(Severity.ERROR, "break-without-year", "break_year", undated, _("Write the year.")))
    found.extend(_of_direction(reader, known, values))
    found.extend(_of_unit(reader, known, values))
    return found


def _of_direction(reader: Reader, known: Described | None, values: Mapping[str, Any]) -> list[Problem]:
    code = values["direction_code"]
    if not code or (known and known.values["direction_code"] == code):
        return []
    if reader.session.scalar(select(Direction.id).where(Direction.code == code).limit(1)) is not None:
        return []
    message = _("No methodology has the direction “{code}”: the indicators will stand under this code.")
    fix = _("Check the code; a dash puts the indicator among those without a direction.")
    return [Problem(Severity.WARNING, "unknown-direction", "direction_code", message.format(code=code), fix)]


def _of_unit(reader: Reader, known: Described | None, values: Mapping[str, Any]) -> list[Problem]:
    """Figures that are stored keep their numbers, whatever unit they are shown in."""
    if known is None or known.values["unit"] == values["unit"]:
        return []
    stored, parts = reader.session.execute(
        select(func.count(), func.count(Observation.numerator)).where(
            Observation.indicator_id == known.id, reader.as_of(Observation)
        )
    ).one()
    if parts and known.values["unit"] == Unit.PERCENT:
        refused = _("{count} figures are stored as numerator and denominator; only per cent can be made of them.")
        leave = _("Leave the unit, or give the new indicator a code of its own.")
        return [Problem(Severity.ERROR, "unit-of-fractions", "unit", refused.format(count=parts), leave)]
    if not stored:
        return []
    message = _("{count} figures are stored already; their numbers stay and are read in the new unit.")
    fix = _("Check that they were meant so.")
    return [Problem(Severity.WARNING, "unit-of-stored-figures", "unit", message.format(count=stored), fix)]
