"""The template of roadmap measures: of municipalities or of all, filled with what is stored, and room for more."""

from collections.abc import Sequence

from data.intake.kinds.roadmap.columns import COLUMNS, EVERY_YEARS, KIND, SHEET
from data.intake.kinds.roadmap.store import StoredMeasure, current_measures
from data.intake.tables.known_names import METHODOLOGY, MUNICIPALITY_CODE, MUNICIPALITY_NAME
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet, Value
from data.intake.tables.template_scope import find_municipality, find_rubric
from data.language import _, local
from data.queries import registry
from data.queries.registry import MunicipalityEntry
from data.queries.roadmap import Scheme, scheme
from data.storage.reader import Reader
from data.text.deadline_kinds import DEADLINE_KINDS
from data.text.word_lists import offered, word_of

OPEN_ROWS = 60
WIDTHS = {
    "cycle_component": 30, "text": 60, "deadline_kind": 24, "deadline_text": 30, "responsible": 40,
    "expected_result": 44, "result": 44, "number": 9,
}  # fmt: skip


def measures_template(reader: Reader, *, municipalities: Sequence[str], methodology: str | None = None) -> Template:
    """The template for some municipalities (none named: all of the viewer's scope).

    Raises NotFound for an unknown code, and AccessDenied for a municipality outside the viewer's scope.
    """
    named = [find_municipality(reader, code) for code in dict.fromkeys(municipalities)]
    only = named[0] if len(named) == 1 else None
    known = scheme(reader, find_rubric(reader, methodology).code)
    assert known is not None
    labels = ((MUNICIPALITY_NAME.title, only.name), (MUNICIPALITY_CODE.title, only.code)) if only else ()
    return Template(
        MachineKey(KIND, known.code, municipalities=tuple(entry.code for entry in named)),
        _("Measures of the roadmap"),
        (
            _("One row is one measure. Write new ones into the empty rows; nothing is ever deleted."),
            _("A measure is identified by municipality, direction and number. A row describes it completely."),
            _("Write the deadline as the roadmap has it, choose its kind, and give the dates where they are known."),
            _("Responsible is a position or a unit. Names of persons, telephones and mail addresses are refused."),
        ),
        (
            TemplateSheet(
                local(*SHEET),
                _("Measures of the roadmap"),
                (*labels, (METHODOLOGY.title, known.code)),
                _columns(known, with_municipality=only is None),
                _rows(reader, known, named),
                open_rows=OPEN_ROWS,
            ),
        ),
    )


def _columns(known: Scheme, *, with_municipality: bool) -> tuple[TemplateColumn, ...]:
    choices = {
        "direction": tuple(known.directions),
        "cycle_component": offered(known.stages),
        "deadline_kind": offered(DEADLINE_KINDS),
        "every_years": tuple(EVERY_YEARS),
    }
    left_out = set() if with_municipality else {MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key}
    return tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 16),
            is_answer=spec.key != MUNICIPALITY_NAME.key,
            # A spreadsheet would make 2.1 of 2.10, and a day of October of 1.10.
            is_text=spec.key in {"direction", "number", "indicator_code"},
            choices=choices.get(spec.key, ()),
        )
        for spec in COLUMNS
        if spec.key not in left_out
    )


def _rows(reader: Reader, known: Scheme, named: Sequence[MunicipalityEntry]) -> tuple[dict[str, Value], ...]:
    places = {entry.id: entry for entry in named or registry.municipalities(reader)}
    directions = {identity: code for code, identity in known.direction_ids.items()}
    return tuple(
        _row(places[place], directions[direction], number, known, stored)
        for (place, direction, number), stored in current_measures(reader).items()
        if place in places and direction in directions
    )


def _row(
    place: MunicipalityEntry, direction: str, number: str, known: Scheme, stored: StoredMeasure
) -> dict[str, Value]:
    words = {
        "cycle_component": word_of(stored.values["cycle_component"], known.stages),
        "deadline_kind": word_of(stored.values["deadline_kind"], DEADLINE_KINDS),
    }
    return {
        MUNICIPALITY_CODE.key: place.code,
        MUNICIPALITY_NAME.key: place.name,
        "direction": direction,
        "number": number,
        **stored.values,
        **words,
    }
