"""The template of targets: of the region, or of municipalities named, filled with what is stored already."""

from collections.abc import Sequence

from data.intake.kinds.targets.columns import ANSWER_COLUMNS, COLUMNS, KIND, SHEET
from data.intake.kinds.targets.store import StoredTarget, current_targets
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Share, Template, TemplateColumn, TemplateSheet, Value
from data.intake.tables.template_scope import find_municipality
from data.intake.tables.units import level_condition, unit_names
from data.language import _, current_language, local
from data.queries import registry
from data.queries.registry import IndicatorEntry, MunicipalityEntry
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.storage.reader import Reader
from data.text.target_kinds import KINDS, OPERATORS, READINGS, is_level
from data.text.target_steps import steps_text, stored_steps
from data.text.word_lists import offered, word_of
from data.vocabulary import Level, Unit

WIDTHS = {
    "indicator_name": 60,
    "municipality": 30,
    "kind": 34,
    "reading": 26,
    "steps": 30,
    "raw_ru": 60,
    "contradiction_ru": 44,
}
WORDS = {"kind": KINDS, "operator": OPERATORS, "reading": READINGS}


def targets_template(reader: Reader, *, municipalities: Sequence[str]) -> Template:
    """The template for some municipalities (none named: the targets of the region as a whole).

    Raises NotFound for an unknown code, and AccessDenied for a municipality outside the viewer's scope.
    """
    chosen: list[MunicipalityEntry | None] = [
        find_municipality(reader, code) for code in dict.fromkeys(municipalities)
    ] or [None]
    stored = current_targets(reader)
    indicators = [entry for entry in registry.indicators(reader) if entry.level == Level.MUNICIPALITY]
    codes = tuple(entry.code for entry in chosen if entry)
    only = chosen[0] if len(chosen) == 1 else None
    labels = ((MUNICIPALITY_NAME.title, only.name), (MUNICIPALITY_CODE.title, only.code)) if only else ()
    return Template(
        MachineKey(KIND, municipalities=codes),
        _("Targets of the indicators"),
        (
            _("Fill in the coloured cells only. A row states a target as a whole: what is empty is not stated."),
            _("A row without a kind, a value and a text is skipped; stored data stay."),
            _(
                "A target without a municipality belongs to the region and applies to every "
                "municipality without its own."
            ),
            _("Copy the text of the source word for word, and note what contradicts itself."),
            _("A row with a text alone is read by the product, which asks before it stores anything."),
        ),
        (
            TemplateSheet(
                local(*SHEET),
                _("Targets of the indicators"),
                labels,
                _columns(indicators, with_municipality=bool(codes)),
                tuple(
                    _row(entry, indicator, stored.get((indicator.id, entry.id if entry else None)))
                    for entry in chosen
                    for indicator in indicators
                ),
            ),
        ),
    )


def _columns(indicators: Sequence[IndicatorEntry], *, with_municipality: bool) -> tuple[TemplateColumn, ...]:
    year = f"AND(ISNUMBER({{cell}}),{{cell}}>={FIRST_YEAR},{{cell}}<={LAST_YEAR})"
    level = f"AND(ISNUMBER({{cell}}),{level_condition(one.unit for one in indicators)})"
    rules = {"value": level, "upper": level, "annual_floor": level, "year": year, "baseline_year": year}
    left_out = set() if with_municipality else {MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key}
    return tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 16),
            is_answer=spec.key in ANSWER_COLUMNS,
            choices=offered(WORDS[spec.key]) if spec.key in WORDS else (),
            rule=rules.get(spec.key, ""),
            rule_message=_("A number, below 0 only where the unit has such; a year has four digits.")
            if spec.key in rules
            else "",
        )
        for spec in COLUMNS
        if spec.key not in left_out
    )


def _row(
    municipality: MunicipalityEntry | None, indicator: IndicatorEntry, stored: StoredTarget | None
) -> dict[str, Value]:
    row: dict[str, Value] = {
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "unit": unit_names()[indicator.unit],
    }
    if municipality:
        row |= {MUNICIPALITY_CODE.key: municipality.code, MUNICIPALITY_NAME.key: municipality.name}
    if stored is None:
        return row
    values = dict(stored.values)
    for key, words in WORDS.items():
        values[key] = word_of(values[key], words)
    is_share, steps = indicator.unit == Unit.PERCENT, stored_steps(values["steps"])
    of_levels = is_share and is_level(stored.values["kind"], stored.values["reading"])
    values["steps"] = steps_text(steps, comma=current_language() == "ru", is_share=of_levels) or None
    for key in ("value", "upper", "annual_floor"):
        # A number below 1 in a column of percentages could be a fraction: with a percent format it cannot.
        by_level = key != "value" or is_level(stored.values["kind"], stored.values["reading"])
        if is_share and by_level and 0 < (values[key] or 0) < 1:
            values[key] = Share(values[key])
    return row | values
