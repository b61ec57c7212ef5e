"""The template of observations: municipalities and schools on a sheet each, filled with what is stored already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.intake.kinds.observations.check import KIND, SHEETS, columns
from data.intake.kinds.observations.rows import ANSWER_COLUMNS
from data.intake.kinds.observations.stored import StoredObservations, current_observations
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME, PERIOD, Region
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.periods.figure_period import FigurePeriod, named_period
from data.intake.tables.quantities import Quantity
from data.intake.tables.template import Share, Template, TemplateColumn, TemplateSheet, Value, number_rule
from data.intake.tables.template_scope import find_municipalities, find_period, labels_of
from data.intake.tables.units import level_condition, unit_names
from data.language import _, local
from data.queries import registry
from data.queries.intervals.observed import without_years
from data.queries.registry import IndicatorEntry, MunicipalityEntry, SchoolEntry
from data.storage.reader import Reader
from data.vocabulary import Level, Unit

WIDTHS = {"indicator_name": 60, "school_name": 30, "municipality": 30, "comment": 36}


@dataclass(frozen=True)
class _Content:
    """What the rows are made of."""

    period: FigurePeriod
    municipalities: list[MunicipalityEntry]
    schools: dict[str, list[SchoolEntry]]
    indicators: tuple[IndicatorEntry, ...]
    stored: StoredObservations


def observations_template(reader: Reader, *, period: str, municipalities: Sequence[str]) -> Template:
    """The template for some municipalities (none named: all that exist in the period), of a year or a part of it.

    Raises NotFound for an unknown code, and AccessDenied for a municipality outside the viewer's scope.
    """
    region = Region.load(reader, within_years=True)
    year = find_period(region, period)
    chosen_period = named_period(year, period, period)
    chosen = find_municipalities(reader, region, year, municipalities)
    schools: dict[str, list[SchoolEntry]] = {}
    for school in registry.schools(reader):
        schools.setdefault(school.municipality, []).append(school)
    stored = current_observations(reader, [chosen_period.id], [entry.id for entry in chosen])
    every = registry.indicators(reader)
    content = _Content(chosen_period, chosen, schools, _asked(reader, every, chosen_period), stored)
    return Template(
        MachineKey(KIND, period=chosen_period.code, municipalities=tuple(entry.code for entry in chosen)),
        _("Observations of the indicators, {period}").format(period=chosen_period.code),
        (
            _("Fill in the coloured cells only."),
            _("For a share write numerator and denominator; the percentage is computed. Or write the percentage."),
            _("For a school always write numerator and denominator."),
            _("“н/д” means no data, “н/п” means not applicable. An empty cell changes nothing."),
        ),
        tuple(_sheet(level, content) for level in Level if any(one.level == level for one in every)),
    )


def _asked(reader: Reader, every: tuple[IndicatorEntry, ...], period: FigurePeriod) -> tuple[IndicatorEntry, ...]:
    """All indicators; in a form of a year without those that have figures of parts of years alone."""
    if period.interval:
        return every
    apart: dict[str, set[str]] = {
        Level.MUNICIPALITY: without_years(reader),
        Level.SCHOOL: without_years(reader, of_schools=True),
    }
    return tuple(one for one in every if one.code not in apart[one.level])


def _sheet(level: Level, content: _Content) -> TemplateSheet:
    rules = {
        "value": number_rule(level_condition(one.unit for one in content.indicators if one.level == level)),
        "numerator": number_rule('{cell}>=0,OR({denominator}="",{cell}<={denominator})'),
        "denominator": number_rule("{cell}>=1"),
    }
    left_out = {PERIOD.key}
    if level is Level.SCHOOL and all(one.unit == Unit.PERCENT for one in content.indicators if one.level == level):
        left_out.add("value")
    return TemplateSheet(
        local(*SHEETS[level]),
        _("Observations of the indicators, {period}").format(period=content.period.code),
        labels_of(content.municipalities, content.period.code),
        tuple(
            TemplateColumn(
                spec,
                WIDTHS.get(spec.key, 16),
                is_answer=spec.key in ANSWER_COLUMNS,
                rule=rules.get(spec.key, ""),
                rule_message=_(
                    "A number, below 0 only where the unit has such, or a mark that there is none; a part is never "
                    "above its whole."
                ),
            )
            for spec in columns(level)
            if spec.key not in left_out
        ),
        tuple(_rows(level, content)),
    )


def _rows(level: Level, content: _Content) -> Iterator[dict[str, Value]]:
    indicators = [one for one in content.indicators if one.level == level]
    for municipality in content.municipalities:
        schools: Sequence[SchoolEntry | None] = (None,)
        if level is Level.SCHOOL:
            schools = content.schools.get(municipality.code, [])
        for school in schools:
            for indicator in indicators:
                code = school.code if school else None
                key = (indicator.id, content.period.id, municipality.id, code, content.period.interval)
                yield _row(municipality, school, indicator, content.stored.figure(key))


def _row(
    municipality: MunicipalityEntry,
    school: SchoolEntry | None,
    indicator: IndicatorEntry,
    stored: tuple[Quantity, str | None] | None,
) -> dict[str, Value]:
    row: dict[str, Value] = {
        MUNICIPALITY_CODE.key: municipality.code,
        MUNICIPALITY_NAME.key: municipality.name,
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "unit": unit_names()[indicator.unit],
    }
    if school:
        row |= {"school": school.code, "school_name": school.name_ru}
    if stored is None:
        return row
    quantity, comment = stored
    value: Value = quantity.value
    # A number below 1 in a column of percentages could be a fraction: with a percent format it cannot.
    if indicator.unit == Unit.PERCENT and quantity.value is not None and 0 < quantity.value < 1:
        value = Share(quantity.value)
    answer: dict[str, Value] = {
        "value": value,
        "numerator": quantity.numerator,
        "denominator": quantity.denominator,
        "comment": comment,
    }
    if quantity.missing:
        answer["numerator" if school else "value"] = quantity.missing
    return row | answer
