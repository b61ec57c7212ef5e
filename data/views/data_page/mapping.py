"""The mapping step of /data: columns with samples, what they are taken for, and what the form says of them."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from typing import Any

from data.intake.kinds.foreign_table.check import TABLE
from data.intake.kinds.foreign_table.guess import TableColumn, TableLook, guess_for
from data.intake.kinds.foreign_table.mapping import FIGURES, BadMapping, ColumnRole, Creation, Mapping, TableRequest
from data.intake.kinds.foreign_table.saved_mappings import saved_mappings
from data.intake.kinds.municipalities.check import kind_word as municipality_kind_word
from data.intake.kinds.schools.check import kind_word as school_kind_word
from data.jobs.queue import Job
from data.jobs.table_request import looks_of, request_of
from data.language import _
from data.queries import registry
from data.storage.reader import Reader
from data.vocabulary import JobState, Level, MunicipalityKind, Nothing, Polarity, SchoolKind, Unit

# In the choice of an indicator: one that the form describes itself.
NEW = "+"
ACTIONS = ("check", "save", "use", "delete", "sheet")
SPARE_ROWS = 2
MOST_ROWS = 50


@dataclass(frozen=True)
class MappingView:
    """``look`` is nothing for a file without a table. ``indicators`` and ``periods``: code, name."""

    job: str
    sheets: tuple[str, ...]
    look: TableLook | None
    request: TableRequest
    indicators: tuple[tuple[str, str], ...]
    saved: tuple[str, ...]

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return self.look.columns if self.look else ()

    @property
    def mapping(self) -> Mapping:
        return self.request.mapping

    def chosen(self, title: str) -> str:
        """The column's title as this file spells it, empty when it has none such."""
        column = self.look.column(title) if self.look and title else None
        return column.title if column else ""


def mapping_view(reader: Reader, job: Job) -> MappingView | None:
    """The form of a job that looked at or checked a foreign table, nothing for other jobs and before it has ended."""
    if job.request.get("kind") != TABLE or job.state is not JobState.DONE or "refusal" in job.result:
        return None
    looks = looks_of(job)
    request = request_of(job)
    wanted = request.mapping.sheet if request else ""
    look = next((one for one in looks if one.sheet == wanted), looks[0] if looks else None)
    if request is None or (request.mapping == Mapping(sheet=wanted) and look):
        guessed = guess_for(look) if look else Mapping()
        request = TableRequest(replace(guessed, sheet=wanted), request.create if request else frozenset())
    return MappingView(
        job.id,
        tuple(one.sheet for one in looks),
        look,
        request,
        tuple((entry.code, f"{entry.code} — {entry.name}") for entry in registry.indicators(reader)),
        tuple(saved_mappings(reader)),
    )


@dataclass(frozen=True)
class Form:
    """What was pressed, and what stands in the form. ``name`` is the name to save under, ``saved`` the one to use."""

    job: str
    action: str
    request: TableRequest
    name: str
    saved: str


def read_form(raw: Any) -> Form:
    """The form as the browser sends it. Raises BadMapping for anything else."""
    if not isinstance(raw, dict) or not isinstance(raw.get("values"), dict) or raw.get("action") not in ACTIONS:
        raise BadMapping(_("The form cannot be read. Fill it in again."))
    values: dict[str, Any] = raw["values"]
    rows = _rows(values)
    content = {
        "sheet": _said(values, "sheet"),
        "period": _said(values, "period"),
        "columns": {role.value: _said(values, f"column-{role.value}") for role in ColumnRole},
        "indicators": [row for row, _new in rows],
        "new_indicators": [new for _row, new in rows if new],
        "municipality_kind": _said(values, "municipality-kind"),
        "school_kind": _said(values, "school-kind"),
        "defaults": {
            "unit": _said(values, "default-unit") or Unit.PERCENT.value,
            "polarity": _said(values, "default-polarity") or Polarity.NO_JUDGEMENT.value,
        },
        "marks": _marks(values),
        "periods": _periods(_said(values, "periods")),
        "releases": _said(values, "releases"),
    }
    allowed = frozenset(one for one in Creation if values.get(f"mapping-create-{one.value}") is True)
    request = TableRequest(Mapping.from_dict(content), allowed)
    return Form(
        str(raw.get("job", "")), raw["action"], _of_its_level(request), _said(values, "name"), _said(values, "saved")
    )


def _marks(values: Dictionary[str, Any]) -> dict[str, str]:
    """What the source writes in the place of a number: several marks of a kind stand between semicolons."""
    parts = {kind: _said(values, f"marks-{kind.value}").split(";") for kind in Nothing}
    return {mark.strip(): kind.value for kind, marks in parts.items() for mark in marks if mark.strip()}


def _periods(text: str) -> dict[str, str]:
    """«2014-16 = 2016; 2018 (Rev) = 2018»: a label of the source and the code of the period it is taken for."""
    found = {}
    for part in filter(None, (one.strip() for one in text.split(";"))):
        label, sign, code = (piece.strip() for piece in part.rpartition("="))
        if not sign or not label:
            raise BadMapping(_("“{part}” is no period. Expected: 2014-16 = 2016.").format(part=part[:40]))
        found[label] = code
    return found


def _rows(values: Dictionary[str, Any]) -> list[tuple[dict[str, str], dict[str, str] | None]]:
    """Each filled row of indicators: its columns, and the description of a new indicator."""
    rows: list[tuple[dict[str, str], dict[str, str] | None]] = []
    for number in range(MOST_ROWS):
        chosen = _said(values, f"indicator-{number}")
        if not chosen:
            continue
        code = _said(values, f"new-code-{number}") if chosen == NEW else chosen
        columns = {role.value: _said(values, f"{role.value}-{number}") for role in FIGURES}
        new = None
        if chosen == NEW:
            new = {
                "code": code,
                "name": _said(values, f"new-name-{number}"),
                "unit": _said(values, f"new-unit-{number}") or Unit.PERCENT.value,
                "polarity": _said(values, f"new-polarity-{number}") or Polarity.NO_JUDGEMENT.value,
                "source": _said(values, f"new-source-{number}"),
            }
            if not code or not new["name"]:
                raise BadMapping(_("A new indicator needs a code and a name."))
        rows.append(({"indicator": code} | columns, new))
    return rows


def _of_its_level(request: TableRequest) -> TableRequest:
    """New indicators are observed where the rows of the table are: in schools, or in municipalities."""
    level = request.mapping.level
    new = tuple(replace(one, level=Level(level)) for one in request.mapping.new_indicators)
    return replace(request, mapping=replace(request.mapping, new_indicators=new))


def _said(values: Dictionary[str, Any], name: str) -> str:
    value = values.get(f"mapping-{name}")
    return " ".join(value.split()) if isinstance(value, str) else ""


def municipality_kind_names() -> list[tuple[str, str]]:
    return [(kind.value, municipality_kind_word(kind)) for kind in MunicipalityKind]


def school_kind_names() -> list[tuple[str, str]]:
    return [(kind.value, school_kind_word(kind)) for kind in SchoolKind]
