"""What /roadmap shows: measures as of a day, counted by stage and status, with what is missing in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.access import WRITERS
from data.formats import day as day_words
from data.language import _, ngettext
from data.measures.deadlines import DUE_WITHIN, STATUSES, Term, count_by_status, term_status, terms
from data.queries.roadmap_measures import roadmap_measures
from data.storage.reader import Reader
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.choices import RoadmapChoices, StageLine, filters, responsibles, settle_roadmap, units_of
from data.views.shared.measure_rows import Finding, MeasureRow, stages_of
from data.views.shared.provenance import Provenance, provenance
from data.vocabulary import MeasureStatus


@dataclass(frozen=True)
class BoardRow:
    """A stage and how many of its measures stand how."""

    stage: StageLine
    counts: Mapping[MeasureStatus, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class RoadmapView:
    """``rows`` are the measures that fit every filter, what needs attention first.

    ``counts`` are of all measures but for the filters of status and finding, and add up to ``total``; so do the
    ``board`` and its rows. ``found`` counts the same measures by what is missing in them. ``is_empty``: there is no
    measure at all, whatever the filters but municipality and methodology; ``may_bring`` says who can load some.
    """

    selection: RoadmapSelection
    choices: RoadmapChoices
    day: date
    responsibles: tuple[str, ...]
    rows: tuple[MeasureRow, ...]
    counts: Mapping[MeasureStatus, int]
    board: tuple[BoardRow, ...]
    found: Mapping[Finding, int]
    is_empty: bool
    may_bring: bool
    provenance: Provenance

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def day_words(self) -> str:
        return day_words(self.day.isoformat())

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        return filters(self.selection, self.choices, self.day_words)

    @property
    def subject(self) -> str:
        """Whose measures, and of which direction, for the name of a picture."""
        place, direction = self.selection.municipality, self.selection.direction
        whose = self.choices.municipality(place).short if place else _("all municipalities")
        return f"{whose}, {_('direction {direction}').format(direction=direction)}" if direction else whose

    @property
    def filters_text(self) -> str:
        return "; ".join(f"{label}: {text}" for label, text in self.filters)


def roadmap_view(reader: Reader, selection: RoadmapSelection) -> RoadmapView:
    """Settle the selection and judge every measure of it. Raises as ``settle_roadmap``."""
    settled, choices, day = settle_roadmap(reader, selection)
    lines = roadmap_measures(reader, settled.methodology or "", municipality=settled.municipality)
    of_direction = [line for line in lines if settled.direction in (None, line.direction)]
    stages = stages_of(settled.stage, choices.components) if settled.stage else None
    kept = [
        MeasureRow(line, day)
        for line in of_direction
        if (stages is None or choices.stage(line.stage).code in stages)
        and (settled.responsible is None or settled.responsible in units_of(line))
    ]
    shown = [
        row
        for row in kept
        if settled.status in (None, row.status.value)
        and (settled.finding is None or Finding(settled.finding) in row.findings)
    ]
    return RoadmapView(
        selection=settled,
        choices=choices,
        day=day,
        responsibles=responsibles(lines),
        rows=tuple(sorted(shown, key=_attention)),
        counts=count_by_status(row.status for row in kept),
        board=_board(kept, choices),
        found={finding: sum(finding in row.findings for row in kept) for finding in Finding},
        is_empty=not lines,
        may_bring=reader.viewer.role in WRITERS,
        provenance=roadmap_provenance(reader, settled.methodology or ""),
    )


def _attention(row: MeasureRow) -> tuple[int, date, str]:
    return STATUSES.index(row.status), row.standing.term.due or date.max, row.line.key


def _board(rows: Iterable[MeasureRow], choices: RoadmapChoices) -> tuple[BoardRow, ...]:
    """Every stage of the cycle in its order; groups and «no stage» only where a measure names them."""
    by_stage: dict[str, list[MeasureStatus]] = {}
    for row in rows:
        by_stage.setdefault(choices.stage(row.line.stage).code, []).append(row.status)
    return tuple(
        BoardRow(stage, count_by_status(by_stage.get(stage.code, ())))
        for stage in choices.stages
        if stage.code in by_stage or stage.members == (stage.code,)
    )


@dataclass(frozen=True)
class TermLine:
    """One term of one measure on the timeline."""

    row: MeasureRow
    term: Term
    status: MeasureStatus


def timeline(view: RoadmapView) -> tuple[TermLine, ...]:
    """Every term of the shown measures that has a last day, by that day, each judged by itself."""
    found = []
    for row in view.rows:
        for term in terms(row.line.deadline, view.day):
            if term.due is not None:
                found.append(TermLine(row, term, term_status(term, row.line.done, view.day)))
    return tuple(sorted(found, key=lambda one: (one.term.due or date.max, one.row.line.key)))


def sentence(view: RoadmapView) -> str:
    """How many measures there are, and how many of them are overdue and done."""
    if view.is_empty:
        return _("There are no measures of roadmaps yet.")
    total = ngettext("{number} measure", "{number} measures", view.total).format(number=view.total)
    done = view.counts[MeasureStatus.DONE] + view.counts[MeasureStatus.LATE]
    return _("As of {day}: {measures}, done {done}, overdue {overdue}, due within {days} days {due}.").format(
        day=view.day_words,
        measures=total,
        done=done,
        overdue=view.counts[MeasureStatus.OVERDUE],
        days=DUE_WITHIN,
        due=view.counts[MeasureStatus.DUE],
    )


def roadmap_provenance(reader: Reader, methodology: str) -> Provenance:
    deadlines = _(
        "A measure is overdue from the day after its last day, and due soon in the {days} days before it. A yearly "
        "measure without a day ends on 31 December, a school year on 31 August. Each year of a yearly measure is a "
        "term of its own. For the measure as a whole the earliest overdue term decides; where none is overdue, the "
        "last one that has begun, whether earlier ones were carried out in time or late."
    ).format(days=DUE_WITHIN)
    done = _(
        "A measure is done when its municipality has entered a document. Without one it is not done, whatever its "
        "result states."
    )
    return provenance(reader, methodology, (_("Deadlines"), deadlines), (_("Done"), done))
