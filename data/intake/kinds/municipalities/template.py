"""The template of the registry: municipalities with the years they exist in, and who became part of whom."""

from data.intake.kinds.municipalities.check import (
    COLUMNS,
    KIND,
    MERGER_COLUMNS,
    MERGERS,
    PLACES,
    SHEETS,
    kind_word,
    kind_words,
)
from data.intake.kinds.municipalities.store import stored_registry
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet
from data.language import _, local
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.storage.reader import Reader

WIDTHS = {"name_ru": 44, "name_en": 44, "short_ru": 26, "short_en": 26, "document": 60, "kind": 24}
OPEN_ROWS = 50


def municipalities_template(reader: Reader) -> Template:
    """The template, filled with the registry as it stands and with room for new municipalities and mergers."""
    reader.viewer.require_writing()
    places, mergers = stored_registry(reader)
    title = _("Municipalities and their mergers")
    place_rows = tuple({"code": code, **values, "kind": kind_word(values["kind"])} for code, values in places.items())
    merger_rows = tuple(
        {"predecessor": before, "successor": after, **values} for (before, after), values in mergers.items()
    )
    return Template(
        MachineKey(KIND),
        title,
        (
            _("Change names in place; write new municipalities into the empty rows. Nothing is ever deleted."),
            _("The code of a municipality stays the same every year."),
            _("A municipality that became part of another one ends in the year before: write its last year."),
            _("A dash in a year removes that limit. An empty cell changes nothing."),
        ),
        (
            TemplateSheet(local(*SHEETS[PLACES]), title, (), _columns(PLACES), place_rows, open_rows=OPEN_ROWS),
            TemplateSheet(local(*SHEETS[MERGERS]), title, (), _columns(MERGERS), merger_rows, open_rows=OPEN_ROWS),
        ),
    )


def _columns(part: str) -> tuple[TemplateColumn, ...]:
    year = f'OR({{cell}}="-",AND(ISNUMBER({{cell}}),{{cell}}>={FIRST_YEAR},{{cell}}<={LAST_YEAR}))'
    years = {"first_year", "last_year", "year"}
    return tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 18),
            is_answer=True,
            choices=tuple(kind_words()) if spec.key == "kind" else (),
            rule=year if spec.key in years else "",
            rule_message=_("A year of four digits.") if spec.key in years else "",
        )
        for spec in (COLUMNS if part == PLACES else MERGER_COLUMNS)
    )
