"""The template of done measures: every term that has begun, with what is entered already."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from data.intake.kinds.completions.columns import ANSWER_COLUMNS, COLUMNS, KIND, SHEET
from data.intake.kinds.completions.store import StoredCompletion, current_completions
from data.intake.kinds.roadmap.store import StoredMeasure, current_measures
from data.intake.tables.known_names import METHODOLOGY, MUNICIPALITY_CODE, MUNICIPALITY_NAME
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet, Value
from data.intake.tables.template_scope import find_municipality, find_rubric
from data.language import _, local
from data.measures.deadlines import ONCE, Deadline, terms
from data.queries import registry
from data.queries.roadmap import scheme
from data.storage.reader import Reader
from data.vocabulary import DeadlineKind

WIDTHS = {"text": 60, "title": 44, "result": 44, "number": 9, "municipality": 30}


def completions_template(reader: Reader, *, municipalities: Sequence[str], methodology: str | None) -> Template:
    """The template for some municipalities (none named: all of the viewer's scope).

    Raises NotFound for an unknown code, and AccessDenied for a municipality outside the viewer's scope.
    """
    named = [find_municipality(reader, code) for code in dict.fromkeys(municipalities)]
    known = scheme(reader, find_rubric(reader, methodology).code)
    assert known is not None
    title = _("Done measures of the roadmap")
    places = {entry.id: entry for entry in named or registry.municipalities(reader)}
    directions = {identity: code for code, identity in known.direction_ids.items()}
    done = current_completions(reader)
    rows: list[dict[str, Value]] = []
    for (place, direction, number), measure in current_measures(reader).items():
        if place not in places or direction not in directions:
            continue
        for term in _begun(measure):
            start: dict[str, Value] = {
                MUNICIPALITY_CODE.key: places[place].code,
                MUNICIPALITY_NAME.key: places[place].name,
                "direction": directions[direction],
                "number": number,
                "term": "" if term == ONCE else term,
                "text": measure.values["text"],
                "result": measure.values["result"],
            }
            rows.append(start | _entered(done.get((place, direction, number, term))))
    columns = tuple(
        TemplateColumn(
            spec,
            WIDTHS.get(spec.key, 16),
            is_answer=spec.key in ANSWER_COLUMNS,
            # A spreadsheet would make 2.1 of 2.10, and a date of 12/3.
            is_text=spec.key in {"direction", "number", "term", "document_number"},
        )
        for spec in COLUMNS
    )
    hints = (
        _("A row is one term of a measure. Fill in the day, the document and its date for what was carried out."),
        _("A row without a day is left as it is; a result may be written without a document."),
        _("Names of persons, telephones and mail addresses are refused."),
    )
    sheet = TemplateSheet(local(*SHEET), title, ((METHODOLOGY.title, known.code),), columns, tuple(rows))
    return Template(
        MachineKey(KIND, known.code, municipalities=tuple(entry.code for entry in named)), title, hints, (sheet,)
    )


def _begun(measure: StoredMeasure) -> list[str]:
    values, today = measure.values, datetime.now(UTC).date()
    first, last = (
        date.fromisoformat(values[name]) if values[name] else None for name in ("deadline_from", "deadline_to")
    )
    deadline = Deadline(DeadlineKind(values["deadline_kind"]), first, last, values["every_years"])
    return [term.key for term in terms(deadline, today) if term.first is None or term.first <= today]


def _entered(stored: StoredCompletion | None) -> dict[str, Value]:
    if stored is None:
        return {}
    values = stored.values
    return {
        "done_on": values["done_on"],
        "title": values["document_title"],
        "document_number": values["document_number"],
        "document_date": values["document_date"],
    }
