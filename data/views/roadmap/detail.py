"""The chosen measure of /roadmap: its terms with their documents, its stage as it stands, and what may be entered."""

from dataclasses import dataclass
from datetime import date

from data.errors import NotFound
from data.language import _
from data.measures.cycle import component_states, grouped_states
from data.measures.deadlines import Term, term_status, terms
from data.queries.components import component_results
from data.queries.headings import methodology_line
from data.queries.registry import indicators
from data.queries.results import AssessedPeriod, assessed_periods
from data.queries.roadmap_measures import Completion, roadmap_measures
from data.storage.reader import Reader
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.choices import RoadmapChoices, StageLine, settle_roadmap
from data.views.shared.choices import Choice
from data.views.shared.measure_rows import MeasureRow
from data.vocabulary import ComponentState, MeasureStatus


@dataclass(frozen=True)
class TermOfMeasure:
    term: Term
    status: MeasureStatus
    proof: Completion | None


@dataclass(frozen=True)
class MeasureDetail:
    """``state`` is that of the measure's stage in ``period``, None where it has no stage or was not assessed.

    ``may_report`` says that the viewer may enter documents here; a page of an earlier revision takes none.
    """

    selection: RoadmapSelection
    row: MeasureRow
    municipality: Choice
    direction: Choice
    stage: StageLine
    indicator: Choice | None
    terms: tuple[TermOfMeasure, ...]
    state: ComponentState | None
    period: AssessedPeriod | None
    may_report: bool

    @property
    def key(self) -> str:
        return self.row.line.key

    @property
    def open_terms(self) -> tuple[TermOfMeasure, ...]:
        """Terms that a document can still be entered for: what has begun, or is done already and may be corrected."""
        return tuple(one for one in self.terms if one.status is not MeasureStatus.AHEAD)


def measure_detail(reader: Reader, selection: RoadmapSelection) -> MeasureDetail | None:
    """The measure that the selection names; nothing while it names none.

    Raises AccessDenied for a measure outside the viewer's scope and NotFound where there is none.
    """
    if selection.measure is None:
        return None
    municipality, direction, number = selection.measure.split("~")
    reader.viewer.require_details_of(municipality)
    settled, choices, day = settle_roadmap(reader, selection)
    lines = roadmap_measures(reader, settled.methodology or "", municipality=municipality)
    line = next((one for one in lines if (one.direction, one.number) == (direction, number)), None)
    if line is None:
        raise NotFound(
            _("The roadmap of {municipality} has no measure {number} in direction {direction}.").format(
                municipality=municipality, number=number, direction=direction
            )
        )
    row = MeasureRow(line, day)
    proofs = {one.term: one for one in line.completions if one.done_on <= day}
    state, period = _state(reader, settled.methodology or "", row, choices, day)
    return MeasureDetail(
        selection=settled,
        row=row,
        municipality=choices.municipality(municipality),
        direction=choices.direction(direction),
        stage=choices.stage(line.stage),
        indicator=_indicator(reader, line.indicator),
        terms=tuple(
            TermOfMeasure(term, term_status(term, line.done, day), proofs.get(term.key))
            for term in terms(line.deadline, day)
        ),
        state=state,
        period=period,
        may_report=reader.viewer.may_report_of(municipality) and reader.revision == reader.newest,
    )


def periods_by(reader: Reader, methodology: str, day: date) -> tuple[AssessedPeriod, ...]:
    """The periods that were assessed by the methodology up to the year of the day, the earliest first."""
    return tuple(one for one in assessed_periods(reader) if methodology in one.methodologies and one.year <= day.year)


def _state(
    reader: Reader, methodology: str, row: MeasureRow, choices: RoadmapChoices, day: date
) -> tuple[ComponentState | None, AssessedPeriod | None]:
    assessed = periods_by(reader, methodology, day)
    rubric = methodology_line(reader, methodology)
    stage = choices.stage(row.line.stage)
    if not assessed or not stage.members or rubric is None:
        return None, None
    found = component_results(
        reader,
        period=assessed[-1].code,
        methodology=methodology,
        direction=row.line.direction,
        municipality=row.line.municipality,
    )
    states = component_states(found, rubric.formed_threshold)
    if len(stage.members) > 1:
        states = grouped_states(states, {one.code: one.group for one in choices.components})
    state = states.loc[states["cycle_component"] == stage.code, "state"]
    return (ComponentState(str(state.iloc[0])) if len(state) else None), assessed[-1]


def _indicator(reader: Reader, code: str) -> Choice | None:
    if not code:
        return None
    found = next((one for one in indicators(reader) if one.code == code), None)
    return Choice(code, found.short, found.name) if found else Choice(code, code, code)
