"""The template of schools with their enrolment, filled with what is stored already and with room for new schools."""

from collections.abc import Sequence

from data.intake.kinds.schools.check import COLUMNS, KIND, LARGEST_SCHOOL, SHEETS, kind_word
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME, Region
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import INPUT_LINES, Template, TemplateColumn, TemplateSheet, Value, number_rule
from data.intake.tables.template_scope import find_municipalities, find_period, labels_of
from data.language import _, local
from data.queries import registry
from data.storage.reader import Reader
from data.vocabulary import Level, SchoolKind

WIDTHS = {"municipality": 30, "name": 48}


def schools_template(reader: Reader, *, period: str, municipalities: Sequence[str]) -> Template:
    """The template for some municipalities (none named: all that exist in the period).

    Raises NotFound for an unknown code, and AccessDenied for a municipality outside the viewer's scope.
    """
    region = Region.load(reader)
    chosen_period = find_period(region, period)
    chosen = {entry.code: entry for entry in find_municipalities(reader, region, chosen_period, municipalities)}
    enrolments = registry.enrolments(reader, chosen_period.id)
    rows: list[dict[str, Value]] = [
        {
            MUNICIPALITY_CODE.key: school.municipality,
            MUNICIPALITY_NAME.key: chosen[school.municipality].name,
            "school": school.code,
            "name": school.name_ru,
            "kind": kind_word(SchoolKind(school.kind)),
            "students": enrolments[school.code][1] if school.code in enrolments else None,
        }
        for school in registry.schools(reader)
        if school.municipality in chosen
    ]
    title = _("Schools and their enrolment, {period}").format(period=chosen_period.code)
    sheet = TemplateSheet(
        local(*SHEETS[Level.SCHOOL]),
        title,
        labels_of(list(chosen.values()), chosen_period.code),
        _columns(tuple(chosen)),
        tuple(rows),
        open_rows=INPUT_LINES if len(rows) < INPUT_LINES else 50,
    )
    return Template(
        MachineKey(KIND, period=chosen_period.code, municipalities=tuple(chosen)),
        title,
        (
            _("Fill in the coloured cells only. New schools go into the empty rows below."),
            _("The code of a school stays the same every year."),
            _("“н/д” means that the number of students is unknown. An empty cell changes nothing."),
        ),
        (sheet,),
    )


def _columns(municipalities: tuple[str, ...]) -> tuple[TemplateColumn, ...]:
    choices = {"kind": tuple(kind_word(kind) for kind in SchoolKind)}
    # The drop-down of a workbook holds at most 255 characters.
    if len(",".join(municipalities)) < 255:
        choices[MUNICIPALITY_CODE.key] = municipalities
    return tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 18),
            is_answer=spec is not MUNICIPALITY_NAME,
            choices=choices.get(spec.key, ()),
            rule=number_rule(f"{{cell}}>=0,{{cell}}<={LARGEST_SCHOOL}") if spec.key == "students" else "",
            rule_message=_("A whole number of students, or a mark that it is unknown.")
            if spec.key == "students"
            else "",
        )
        for spec in COLUMNS
    )
