"""What stands behind one cell of the heatmap: positions, parameters, lost points, comments and evidence."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from data.access import WRITERS
from data.errors import NotFound
from data.formats import day
from data.language import _
from data.queries.scores import cell_scores
from data.queries.sources import SenderNote, sender_notes
from data.storage.reader import Reader
from data.text.document_numbers import bare_number
from data.views.cycle.address import CycleSelection
from data.views.cycle.expected_documents import ExpectedDocument, expected_by_direction
from data.views.cycle.history import CellRevision, cell_history
from data.views.cycle.proof import Penalty, penalties
from data.views.cycle.selection import MUNICIPALITY, NINE, SIX, Stage, cycle_stages, settle_cycle
from data.views.shared.choices import Choice, Choices
from data.views.shared.measure_rows import MeasureRow, measures_of_stage
from data.views.shared.sources import FigureSource
from data.vocabulary import Nothing

# What tells documents apart: title, number, date, link.
DocumentKey = tuple[str, str, str, str]
# By file, sheet and row.
Notes = dict[tuple[str, str, int], SenderNote]


@dataclass(frozen=True)
class Given:
    """One parameter of one position: ``points`` of ``maximum``, or the reason why there are none.

    ``document`` is the number, from 1, of the evidence in the cell's list of documents; None without one. ``source``
    is the cell of the file it came from, ``note`` what its sender has answered to a question about it; None without.
    """

    code: str
    name: str
    minimum: float
    maximum: float
    points: float | None
    missing: Nothing | None
    comment: str
    document: int | None = None
    source: FigureSource | None = None
    note: SenderNote | None = None

    @property
    def is_bare(self) -> bool:
        """Whether points are given that no document proves."""
        return self.points is not None and self.points > 0 and self.document is None

    @property
    def is_penalty(self) -> bool:
        return self.maximum <= 0 and self.minimum < 0

    @property
    def lost(self) -> float:
        """Points that were within reach and not given; what nobody has scored is not lost."""
        return 0.0 if self.points is None else self.maximum - self.points


@dataclass(frozen=True)
class PositionLine:
    """A row of the rubric. ``given`` follows the parameters of its section; None where the row has no such one."""

    number: int
    code: str
    text: str
    given: tuple[Given | None, ...]

    @property
    def scored(self) -> tuple[Given, ...]:
        return tuple(one for one in self.given if one is not None and one.points is not None)

    @property
    def points(self) -> float | None:
        return sum(one.points or 0.0 for one in self.scored) if self.scored else None

    @property
    def maximum(self) -> float:
        return sum(one.maximum for one in self.given if one is not None)

    @property
    def lost(self) -> float:
        return sum(one.lost for one in self.scored)


@dataclass(frozen=True)
class Section:
    """The positions of one stage with its parameters as columns: (code, name, whether a penalty)."""

    stage: Stage
    parameters: tuple[tuple[str, str, bool], ...]
    positions: tuple[PositionLine, ...]


@dataclass(frozen=True)
class Document:
    """A piece of evidence with the numbers of the positions it proves; ``link`` is empty unless it is a web address."""

    title: str
    number: str
    date: str
    link: str
    positions: tuple[int, ...]

    @property
    def details(self) -> str:
        """Number and date as far as they are known: «№ 112-о от 03.03.2026»."""
        number = bare_number(self.number)
        if number and self.date:
            return _("No. {number} of {date}").format(number=number, date=day(self.date))
        return _("No. {number}").format(number=number) if number else day(self.date)


@dataclass(frozen=True)
class CellDetail:
    """The drill-down of one cell. All sums are in points; positions are numbered through all sections.

    ``expected`` are the documents that the source names for the stage: empty where it is silent. ``standing`` are the
    penalties with the time since they stand. ``history`` has the latest revision first; ``zone`` is the region's.
    ``measures`` are those of the roadmap that should fix the stage, as of the day of the revision;
    None where the municipality has no roadmap.
    ``leads_to_history``: whether the page with every change of a score, and the files that scores came from, are open
    to the viewer.
    """

    municipality: Choice
    direction: Choice
    period: Choice
    methodology: str
    stage: Stage
    sections: tuple[Section, ...]
    documents: tuple[Document, ...]
    expected: tuple[ExpectedDocument, ...]
    standing: tuple[Penalty, ...]
    history: tuple[CellRevision, ...]
    measures: tuple[MeasureRow, ...] | None
    zone: str
    leads_to_history: bool

    @property
    def positions(self) -> tuple[PositionLine, ...]:
        return tuple(position for section in self.sections for position in section.positions)

    @property
    def bare(self) -> tuple[tuple[PositionLine, Given], ...]:
        """The scores with points that no document proves."""
        return tuple((line, given) for line in self.positions for given in line.given if given and given.is_bare)

    @property
    def given(self) -> tuple[Given, ...]:
        return tuple(one for position in self.positions for one in position.given if one is not None)

    @property
    def points(self) -> float | None:
        scored = [one.points for one in self.given if one.points is not None]
        return sum(scored) if scored else None

    @property
    def maximum(self) -> float:
        return sum(one.maximum for one in self.given)

    @property
    def not_earned(self) -> float:
        return sum(one.lost for one in self.given if not one.is_penalty)

    @property
    def penalties(self) -> float:
        """Points taken away, as a positive number."""
        return sum(one.lost for one in self.given if one.is_penalty)

    @property
    def unscored(self) -> int:
        return sum(one.points is None for one in self.given)


def cell_detail(reader: Reader, selection: CycleSelection) -> CellDetail | None:
    """The positions behind ``selection.cell``, or None when no cell is chosen.

    Raises NotFound for a cell that names no municipality, direction or stage of the period and methodology, and
    AccessDenied for a municipality outside the viewer's scope.
    """
    if selection.cell is None:
        return None
    municipality, direction, stage_code = selection.cell.split("~")
    settled, choices = settle_cycle(reader, selection.but(municipality=municipality, direction=direction))
    stage = _stage(choices, settled, stage_code)
    where: dict[str, Any] = {
        "municipality": municipality,
        "period": settled.period or "",
        "methodology": settled.methodology or "",
        "direction": direction,
        "cycle_components": stage.members,
    }
    rows: list[Any] = list(cell_scores(reader, **where).itertuples())
    numbers = {code: number for number, code in enumerate(dict.fromkeys(row.position for row in rows), start=1)}
    members = {member.code: member for member in cycle_stages(choices, NINE)}
    documents = _documents(rows, numbers)
    files = {row.source_sha256 for row in rows if row.source_sha256}
    notes = sender_notes(reader, municipality, sorted(files)) if files else {}
    below = penalties(reader, settled.but(view=MUNICIPALITY))
    return CellDetail(
        municipality=Choices.find(choices.municipalities, municipality),
        direction=Choices.find(choices.directions, direction),
        period=Choices.find(choices.periods, settled.period or ""),
        methodology=settled.methodology or "",
        stage=stage,
        sections=tuple(
            _section(members[code], list(part), numbers, list(documents), notes)
            for code, part in groupby(rows, key=lambda row: row.cycle_component)
        ),
        documents=tuple(documents.values()),
        expected=_expected(reader, where),
        standing=tuple(
            one for one in below.rows if one.direction.code == direction and one.stage.code in stage.members
        ),
        history=cell_history(reader, **where),
        measures=measures_of_stage(
            reader, where["methodology"], municipality, direction, {stage.code, stage.group, *stage.members}
        ),
        zone=below.zone,
        leads_to_history=reader.viewer.role in WRITERS,
    )


def _expected(reader: Reader, where: dict[str, Any]) -> tuple[ExpectedDocument, ...]:
    """What is expected of all components of the stage, each document once."""
    expected = expected_by_direction(reader, where["methodology"])
    found = [one for code in where["cycle_components"] for one in expected.of(where["direction"], code)]
    return tuple(dict.fromkeys(found))


def _stage(choices: Choices, settled: CycleSelection, code: str) -> Stage:
    """The stage of a cell: one that is shown, or one of the other display when it was changed after the choice."""
    other = NINE if settled.stages == SIX else SIX
    for stage in (*cycle_stages(choices, settled.stages), *cycle_stages(choices, other)):
        if stage.code == code:
            return stage
    raise NotFound(_("There is no stage “{code}” here.").format(code=code))


def _section(
    stage: Stage, rows: list[Any], numbers: dict[str, int], documents: list[DocumentKey], notes: Notes
) -> Section:
    parameters = {row.parameter: (row.parameter_name, row.maximum <= 0 and row.minimum < 0) for row in rows}
    positions = []
    for code, part in groupby(rows, key=lambda row: row.position):
        found = {row.parameter: row for row in part}
        text = next(iter(found.values())).position_text
        given = tuple(_given(found[name], documents, notes) if name in found else None for name in parameters)
        positions.append(PositionLine(numbers[code], code, text, given))
    columns = tuple((name, *column) for name, column in parameters.items())
    return Section(stage, columns, tuple(positions))


def _given(row: Any, documents: list[DocumentKey], notes: Notes) -> Given:
    missing = Nothing(row.missing_reason) if row.missing_reason else None
    points = None if missing else float(row.points)
    document = documents.index(_key(row)) + 1 if row.evidence_title else None
    return Given(
        row.parameter,
        row.parameter_name,
        float(row.minimum),
        float(row.maximum),
        points,
        missing,
        row.comment,
        document,
        _source(row),
        notes.get((row.source_sha256, row.source_sheet, int(row.source_row))),
    )


def _source(row: Any) -> FigureSource | None:
    if not row.source_file:
        return None
    place = (int(row.source_row), int(row.source_column), int(row.source_revision))
    return FigureSource(row.source_file, row.source_sha256, row.source_sheet, *place)


def _key(row: Any) -> DocumentKey:
    return row.evidence_title, row.evidence_number, row.evidence_date, row.evidence_link


def _documents(rows: list[Any], numbers: dict[str, int]) -> dict[DocumentKey, Document]:
    found: dict[DocumentKey, list[int]] = {}
    for row in rows:
        if row.evidence_title:
            found.setdefault(_key(row), []).append(numbers[row.position])
    return {
        # A stored link is somebody's text: only an address of the web may become one that can be clicked.
        (title, number, date, link): Document(
            title, number, date, link if link.startswith(("https://", "http://")) else "", tuple(sorted(set(proved)))
        )
        for (title, number, date, link), proved in found.items()
    }
