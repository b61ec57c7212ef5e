"""Review of effectiveness, the ninth stage, from data: did the stages that measures should fix close within a year?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from data.formats import percent
from data.language import _, ngettext, pgettext
from data.measures.cycle import component_states, grouped_states
from data.queries.components import component_results
from data.queries.headings import methodology_line
from data.queries.results import AssessedPeriod
from data.storage.reader import Reader
from data.views.roadmap.choices import StageLine
from data.views.roadmap.detail import periods_by
from data.views.roadmap.page import RoadmapView
from data.views.shared.measure_rows import MeasureRow
from data.vocabulary import ComponentState, MeasureStatus

BROKEN = (ComponentState.ABSENT, ComponentState.PARTIAL)
KNOWN = (*BROKEN, ComponentState.FORMED)


class Outcome(StrEnum):
    """What became of a stage between two periods."""

    CLOSED = "closed"
    GREW = "grew"
    SAME = "same"
    FELL = "fell"
    STAYED = "stayed"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StageState:
    """Points of the maximum and the state; ``points`` is None where nothing is scored."""

    state: ComponentState
    points: float | None
    maximum: float


@dataclass(frozen=True)
class ReviewRow:
    """A stage of a direction of a municipality: before, after, and how many of its measures are done."""

    municipality: str
    direction: str
    stage: StageLine
    before: StageState
    after: StageState
    measures: int
    done: int

    @property
    def outcome(self) -> Outcome:
        return outcome(self.before, self.after)

    @property
    def key(self) -> str:
        return f"{self.municipality}~{self.direction}~{self.stage.code}"


@dataclass(frozen=True)
class Review:
    """``rows`` are stages with measures. Both pairs are (closed, broken before): with measures and without."""

    before: AssessedPeriod
    after: AssessedPeriod
    rows: tuple[ReviewRow, ...]
    with_measures: tuple[int, int]
    without_measures: tuple[int, int]


def outcome(before: StageState, after: StageState) -> Outcome:
    """Points of two periods are compared as shares of the maximum, to nine decimals."""
    if before.state not in KNOWN or after.state not in KNOWN:
        return Outcome.UNKNOWN
    was, is_formed = before.state is ComponentState.FORMED, after.state is ComponentState.FORMED
    if was:
        return Outcome.STAYED if is_formed else Outcome.LOST
    if is_formed:
        return Outcome.CLOSED
    shares = [round((state.points or 0.0) / state.maximum, 9) if state.maximum else 0.0 for state in (before, after)]
    return Outcome.GREW if shares[1] > shares[0] else Outcome.FELL if shares[1] < shares[0] else Outcome.SAME


def review(reader: Reader, view: RoadmapView) -> Review | None:
    """Compare the last two periods assessed by the methodology up to the day; nothing while there are not two."""
    methodology = view.selection.methodology or ""
    assessed = periods_by(reader, methodology, view.day)
    rubric = methodology_line(reader, methodology)
    if len(assessed) < 2 or rubric is None:
        return None
    before, after = (_states(reader, view, period, rubric.formed_threshold) for period in assessed[-2:])
    by_stage: dict[tuple[str, str, str], list[MeasureRow]] = {}
    for row in view.rows:
        if row.line.stage:
            by_stage.setdefault((row.line.municipality, row.line.direction, row.line.stage), []).append(row)
    rows = tuple(
        _row(key, measures, before[key], after[key], view)
        for key, measures in by_stage.items()
        if key in before and key in after
    )
    # A stage has measures when it, or the group it belongs to, is named by one.
    named = {
        (place, direction, member)
        for place, direction, stage in by_stage
        for member in view.choices.stage(stage).members
    }
    single = {one.code for one in view.choices.components}
    bare = [key for key in before if key[2] in single and key not in named and key in after]
    return Review(
        assessed[-2],
        assessed[-1],
        tuple(sorted(rows, key=_order(view))),
        _closed((row.before, row.after) for row in rows),
        _closed((before[key], after[key]) for key in bare),
    )


def _closed(pairs: Iterable[tuple[StageState, StageState]]) -> tuple[int, int]:
    broken = [outcome(*pair) for pair in pairs if pair[0].state in BROKEN and pair[1].state in KNOWN]
    return sum(one is Outcome.CLOSED for one in broken), len(broken)


def _order(view: RoadmapView) -> Any:
    places = {one.code: place for place, one in enumerate(view.choices.municipalities)}
    stages = {one.code: place for place, one in enumerate(view.choices.stages)}
    return lambda row: (places.get(row.municipality, 0), row.direction, stages[row.stage.code])


def _row(
    key: tuple[str, str, str], measures: list[MeasureRow], before: StageState, after: StageState, view: RoadmapView
) -> ReviewRow:
    done = sum(row.status in (MeasureStatus.DONE, MeasureStatus.LATE) for row in measures)
    return ReviewRow(key[0], key[1], view.choices.stage(key[2]), before, after, len(measures), done)


def _states(
    reader: Reader, view: RoadmapView, period: AssessedPeriod, threshold: float
) -> dict[tuple[str, str, str], StageState]:
    """The state of each stage and of each group of stages."""
    found = component_results(
        reader,
        period=period.code,
        methodology=view.selection.methodology or "",
        direction=view.selection.direction,
        municipality=view.selection.municipality,
    )
    states = component_states(found, threshold)
    groups = {one.code: one.group for one in view.choices.components}
    return _by_key(grouped_states(states, groups)) | _by_key(states)


def _by_key(states: pd.DataFrame) -> dict[tuple[str, str, str], StageState]:
    rows: Iterable[Any] = states.itertuples()
    return {
        (row.municipality, row.direction, row.cycle_component): StageState(
            ComponentState(row.state), None if pd.isna(row.points) else float(row.points), float(row.maximum)
        )
        for row in rows
    }


def outcome_words(found: Outcome) -> str:
    return {
        Outcome.CLOSED: pgettext("stage", "closed"),
        Outcome.GREW: _("not closed, more points"),
        Outcome.SAME: _("not closed, unchanged"),
        Outcome.FELL: _("not closed, fewer points"),
        Outcome.STAYED: _("was formed and is"),
        Outcome.LOST: _("was formed, is broken"),
        Outcome.UNKNOWN: _("cannot be judged"),
    }[found]


def outcome_counts(found: Review) -> Mapping[Outcome, int]:
    """How many stages ended how; the counts add up to the rows."""
    counts = Counter(row.outcome for row in found.rows)
    return {one: counts.get(one, 0) for one in Outcome}


def review_sentences(found: Review) -> list[str]:
    """«Из 120 незакрытых звеньев с мероприятиями к 2026 году закрылись 30 (25,0 %)…», and the same without measures."""
    return [
        _closing(
            _("Of {total} stages that were broken in {before} and have measures, {closed} closed by {after}{share}."),
            found,
            found.with_measures,
        ),
        _closing(
            _("Of {total} broken stages without measures, {closed} closed{share}."), found, found.without_measures
        ),
        _("This compares, and does not prove that a measure was the cause."),
    ]


def _closing(words: str, found: Review, pair: tuple[int, int]) -> str:
    closed, total = pair
    share = f" ({percent(closed / total)})" if total else ""
    return words.format(total=total, closed=closed, share=share, before=found.before.year, after=found.after.year)


def measures_words(count: int) -> str:
    return ngettext("{number} measure", "{number} measures", count).format(number=count)
