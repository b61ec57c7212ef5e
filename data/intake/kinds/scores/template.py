"""The template of scores: one sheet for each direction, filled with what is stored already."""

from collections.abc import Sequence

from data.intake.kinds.scores.check import COLUMNS, KIND
from data.intake.kinds.scores.store import StoredScores, current_scores
from data.intake.tables.known_names import METHODOLOGY, MUNICIPALITY_CODE, MUNICIPALITY_NAME, PERIOD, Region
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet, Total, Value, number_rule
from data.intake.tables.template_scope import find_municipalities, find_period, find_rubric, labels_of
from data.language import _, local, pgettext
from data.queries.registry import MunicipalityEntry, PeriodEntry, Rubric, RubricRow
from data.storage.reader import Reader

SPECS = {spec.key: spec for spec in COLUMNS}
WIDTHS = {"cycle_component": 22, "position_text": 48, "parameter_name": 34, "comment": 36, "document_title": 40}


def scores_template(
    reader: Reader, *, period: str, municipalities: Sequence[str], methodology: str | None = None
) -> Template:
    """The template for some municipalities (none named: all that exist in the period).

    Raises NotFound for an unknown code, and AccessDenied for a municipality outside the viewer's scope.
    """
    region = Region.load(reader)
    chosen_period = find_period(region, period)
    chosen = find_municipalities(reader, region, chosen_period, municipalities)
    rubric = find_rubric(reader, methodology)
    stored = current_scores(reader, rubric.id, [chosen_period.id], [entry.id for entry in chosen])
    return Template(
        MachineKey(
            KIND,
            rubric.code,
            rubric.version,
            chosen_period.code,
            tuple(entry.code for entry in chosen),
        ),
        _("Scores of the assessment, {period}").format(period=chosen_period.code),
        (
            _("Fill in the coloured cells only: points, comment and the supporting document."),
            _("Points are numbers between the minimum and the maximum of the parameter, with at most two decimals."),
            _("“н/д” means no data, “н/п” means not applicable. An empty cell changes nothing."),
            _("Do not rename sheets and columns. Rows of totals are computed and not loaded."),
        ),
        tuple(_sheet(rubric, direction, chosen_period, chosen, stored) for direction in rubric.directions),
    )


def _columns(many: bool) -> tuple[TemplateColumn, ...]:
    limits = number_rule("{cell}>={minimum},{cell}<={maximum}")
    message = _("Points are a number between the minimum and the maximum, or a mark that there are none.")
    answers = {"points", "comment", "document_title", "document_number", "document_date", "link"}
    left_out = {PERIOD.key} if many else {PERIOD.key, MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key}
    return tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 16),
            is_answer=spec.key in answers,
            is_summed=spec.key in {"points", "maximum"},
            rule=limits if spec.key == "points" else "",
            rule_message=message if spec.key == "points" else "",
        )
        for spec in COLUMNS
        if spec.key not in left_out
    )


def _sheet(
    rubric: Rubric,
    direction: str,
    period: PeriodEntry,
    municipalities: Sequence[MunicipalityEntry],
    stored: StoredScores,
) -> TemplateSheet:
    parameters = [row for row in rubric.rows if row.direction == direction]
    rows: list[dict[str, Value] | Total] = []
    for municipality in municipalities:
        rows.extend(
            _row(row, municipality, stored.score(municipality.id, period.id, row.parameter_id)) for row in parameters
        )
        rows.append(Total(f"{pgettext('sum of a column', 'Total')}: {municipality.code}", len(parameters)))
    names = rubric.direction_names[direction]
    return TemplateSheet(
        direction,
        f"{direction}. {local(*names)}",
        (*labels_of(municipalities, period.code), (METHODOLOGY.title, rubric.code)),
        _columns(many=len(municipalities) != 1),
        tuple(rows),
    )


def _row(row: RubricRow, municipality: MunicipalityEntry, stored: dict[str, Value]) -> dict[str, Value]:
    known: dict[str, Value] = {
        MUNICIPALITY_CODE.key: municipality.code,
        MUNICIPALITY_NAME.key: municipality.name,
        "cycle_component": local(row.cycle_component_ru, row.cycle_component_en),
        "position": row.position,
        "position_text": local(row.position_text_ru, row.position_text_en),
        "parameter": row.parameter,
        "parameter_name": local(row.parameter_name_ru, row.parameter_name_en),
        "minimum": row.minimum,
        "maximum": row.maximum,
    }
    return known | stored
