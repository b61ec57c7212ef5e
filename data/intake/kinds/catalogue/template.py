"""The template of the catalogue: every indicator as it is described, and room for new ones."""

from typing import Any

from data.intake.kinds.catalogue.columns import COLUMNS, KIND, LEVELS, SHEET
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet, Value
from data.language import _, local
from data.queries.catalogue.described import Described, catalogue
from data.queries.catalogue.rules import MOST_DECIMALS
from data.queries.catalogue.words import POLARITIES, UNITS
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.storage.reader import Reader
from data.text.word_lists import Words, offered, word_of

WIDTHS = {
    "name_ru": 60, "name_en": 60, "short_ru": 30, "short_en": 30, "criterion_ru": 40, "criterion_en": 40,
    "source_ru": 40, "collection_method_ru": 40, "processing_ru": 40, "contact_role": 40, "break_note": 40,
    "unit": 26, "polarity": 22,
}  # fmt: skip
WORDS: dict[str, Words] = {"unit": UNITS, "polarity": POLARITIES, "level": LEVELS}
OPEN_ROWS = 50


def catalogue_template(reader: Reader) -> Template:
    """The template, filled with the catalogue as it stands."""
    reader.viewer.require_writing()
    title = _("Catalogue of indicators")
    rows = tuple(_row(one) for one in catalogue(reader))
    return Template(
        MachineKey(KIND),
        title,
        (
            _("Change what is wrong in place; write new indicators into the empty rows. Nothing is ever deleted."),
            _("The code of an indicator stays the same every year."),
            _("A dash empties a field. An empty cell changes nothing."),
            _("A contact is a position or a unit, never a person."),
        ),
        (TemplateSheet(local(*SHEET), title, (), _columns(), rows, open_rows=OPEN_ROWS),),
    )


def _columns() -> tuple[TemplateColumn, ...]:
    year = f'OR({{cell}}="-",AND(ISNUMBER({{cell}}),{{cell}}>={FIRST_YEAR},{{cell}}<={LAST_YEAR}))'
    decimals = f'OR({{cell}}="-",AND(ISNUMBER({{cell}}),{{cell}}>=0,{{cell}}<={MOST_DECIMALS}))'
    rules = {"break_year": (year, _("A year of four digits.")), "decimals": (decimals, _("A whole number."))}
    return tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 18),
            is_answer=True,
            choices=offered(WORDS[spec.key]) if spec.key in WORDS else (),
            rule=rules[spec.key][0] if spec.key in rules else "",
            rule_message=rules[spec.key][1] if spec.key in rules else "",
        )
        for spec in COLUMNS
    )


def _row(one: Described) -> dict[str, Value]:
    values: dict[str, Any] = {name: value for name, value in one.values.items() if value not in (None, "")}
    values |= {"indicator": one.code, "level": one.level}
    return {name: word_of(value, WORDS[name]) if name in WORDS else value for name, value in values.items()}
