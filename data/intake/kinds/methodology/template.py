"""The template of a methodology: empty, or filled with a stored one as the base of a new version."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from data.errors import NotFound
from data.intake.kinds.methodology.columns import COMPARABLE, KIND, PROPERTIES, SHEETS, YES_NO, SheetSpec
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet, Value
from data.language import _, local
from data.methodology.definition import MethodologyDefinition
from data.methodology.store import read_stored
from data.models.methodology import Methodology
from data.queries import registry
from data.storage.reader import Reader

OPEN_ROWS = {"blocks": 5, "directions": 20, "cycle_components": 20, "positions": 400, "parameters": 1_000}
FEW_ROWS = 60


def methodology_template(reader: Reader, code: str | None) -> Template:
    """The template, filled with the methodology ``code`` when one is named. Raises NotFound for an unknown one."""
    stored = reader.session.scalar(select(Methodology).where(Methodology.code == code)) if code else None
    if code is not None and stored is None:
        known = ", ".join(registry.methodology_codes(reader)) or "—"
        raise NotFound(_("There is no methodology “{code}”. Known: {known}.").format(code=code, known=known))
    return template_of(read_stored(stored) if stored else None)


def template_of(definition: MethodologyDefinition | None) -> Template:
    """The template, filled with a definition or empty."""
    title = _("Methodology of the assessment")
    return Template(
        MachineKey(KIND),
        title,
        (
            _("A methodology consists of blocks, directions, stages, positions (rows) and parameters (columns)."),
            _("Each row names those above it by their codes. The order of the rows is the order of the rubric."),
            _("A penalty has a negative minimum and the maximum 0."),
            _("Official maxima come from the documents; leave them empty where no document states them."),
            _("Stated totals are checked against the sums of the parameters; a contradiction is refused."),
            _("English names may be left empty; then the Russian ones are shown."),
        ),
        tuple(_sheet(spec, definition, title) for spec in SHEETS),
    )


def _sheet(spec: SheetSpec, definition: MethodologyDefinition | None, title: str) -> TemplateSheet:
    rows = tuple(_rows(spec, definition))
    return TemplateSheet(
        spec.title,
        f"{title}: {spec.title}",
        (),
        tuple(
            TemplateColumn(
                column,
                48 if column.key in {"value", "name_ru", "name_en", "text_ru", "text_en", "note_ru", "note_en"} else 20,
                is_answer=column.key != "property",
                choices=tuple(local(*words) for words in COMPARABLE.values()) if column.key == "comparable" else (),
            )
            for column in spec.columns
        ),
        rows,
        open_rows=0 if spec.key == "settings" else max(OPEN_ROWS.get(spec.key, FEW_ROWS) - len(rows), FEW_ROWS),
    )


def _rows(spec: SheetSpec, definition: MethodologyDefinition | None) -> Iterable[dict[str, Value]]:
    if spec.key == "settings":
        return [
            {"property": one.title, "value": _shown(getattr(definition, one.key)) if definition else None}
            for one in PROPERTIES
        ]
    rows = getattr(definition, spec.key) if definition else ()
    return [{column.key: _shown(getattr(row, column.key)) for column in spec.columns} for row in rows]


def _shown(value: Any) -> Value:
    if isinstance(value, bool):
        return local(*YES_NO[value])
    if value in COMPARABLE:
        return local(*COMPARABLE[value])
    return value if isinstance(value, float | int | str) else None
