"""The profile of one municipality: where it stands, which links of the cycle are formed, and what is lost."""

from dataclasses import dataclass

import pandas as pd

from data.measures.changes import NotCompared
from data.measures.cycle import component_states, verdicts
from data.queries.components import component_results
from data.queries.frame import MethodologyLine
from data.reader import Reader
from data.selection import Selection
from data.views import municipality_words as words
from data.views import ranking_words
from data.views.choices import Choice, Choices
from data.views.cycle import CycleView, Line, municipality_cycle
from data.views.cycle_cell import CellDetail, cell_detail
from data.views.cycle_selection import cycle_rubric
from data.views.municipality_comparison import StandingsView, nearest_peers, standings
from data.views.municipality_gaps import GapsView, closed_links, gaps_view
from data.views.municipality_penalties import PenaltyLine, comparable_run, penalty_lines
from data.views.municipality_selection import open_choices, peer_names, settle_profile
from data.views.municipality_trend import Trend, own_trend
from data.views.provenance import Provenance, provenance, threshold_sentence
from data.views.rank_history import PeriodRanks, RankHistory, rank_history
from data.views.ranking_robustness import Robustness, robustness
from data.views.ranking_rows import RankingRow, ranking_rows
from data.views.rankings import Earlier, compared_ranks
from data.vocabulary import Verdict


@dataclass(frozen=True)
class ProfileView:
    """``selection`` is settled; ``choices`` hold only municipalities that are open to the viewer.

    ``row`` is the municipality in the ranking by the total; ``count`` is N, how many are ranked. ``lines`` are the
    directions in their official order. ``history`` holds the line of this municipality only. ``effective_change`` is
    None where the period before cannot be compared or either of the two cannot be judged. ``detail`` stands behind
    the chosen cell, if one is chosen.
    """

    selection: Selection
    choices: Choices
    municipality: Choice
    period: Choice
    rubric: MethodologyLine
    row: RankingRow
    count: int
    earlier: str
    solidity: Robustness
    cycle: CycleView
    detail: CellDetail | None
    lines: tuple[Line, ...]
    effective_change: int | None
    history: RankHistory
    standings: StandingsView
    trend: Trend
    penalties: tuple[PenaltyLine, ...]
    gaps: GapsView
    sentence: str
    filters: str
    provenance: Provenance

    @property
    def effective(self) -> tuple[Line, ...]:
        """The directions that are managed in a full cycle."""
        return tuple(line for line in self.lines if line.verdict is Verdict.EFFECTIVE)


def profile_view(reader: Reader, selection: Selection) -> ProfileView:
    """Everything the profile shows. Raises AccessDenied for a municipality whose details the viewer may not see."""
    settled, choices = settle_profile(reader, selection)
    code, period, methodology = settled.municipality or "", settled.period or "", settled.methodology or ""
    reader.viewer.require_details_of(code)
    own = Choices.find(choices.municipalities, code)
    rubric = cycle_rubric(reader, settled)
    source = PeriodRanks(reader, ranking_words.find_subject(choices, None))
    now, earlier, reason = compared_ranks(source, settled)
    row = own_row(now, choices, code)
    totals = source.totals(period, methodology)
    solidity = robustness(totals, now, source.subject.directions, seed=reader.revision)
    cycle = own_cycle(reader, settled)
    lines = in_official_order(cycle.rows, choices)
    count, at = int(now["rank_first"].notna().sum()), Choices.find(choices.periods, period)
    peers = nearest_peers(reader, settled)
    penalties = penalty_lines(reader, settled, choices, source)
    closed = closed_links(reader, settled, totals, peers, rubric.formed_threshold)
    return ProfileView(
        selection=settled.but(cell=cycle.selection.cell),
        choices=open_choices(reader, choices),
        municipality=own,
        period=at,
        rubric=rubric,
        row=row,
        count=count,
        earlier=_earlier(earlier, reason),
        solidity=solidity,
        cycle=cycle,
        detail=cell_detail(reader, cycle.selection),
        lines=lines,
        effective_change=_effective_change(reader, settled, source, lines, rubric.formed_threshold),
        history=own_history(source, settled, choices),
        standings=standings(reader, settled, choices, peers, dict(peer_names(own, choices))[settled.peers or ""]),
        trend=own_trend(source, settled, choices),
        penalties=penalties,
        gaps=gaps_view(reader, settled, choices, lines, closed, penalties),
        sentence=words.profile_sentence(row, at, lines),
        filters=words.filters_sentence(settled, choices),
        provenance=_provenance(reader, rubric, count, solidity),
    )


def own_row(now: pd.DataFrame, choices: Choices, code: str) -> RankingRow:
    """The municipality in the ranking; ``now`` is a frame of ``with_changes``."""
    rows = ranking_rows(now[now["municipality"] == code], choices, code, code, None)
    return rows[0]


def own_cycle(reader: Reader, settled: Selection) -> CycleView:
    """The map of the municipality, in points, without the choices that only this page knows."""
    chosen = Selection(
        period=settled.period,
        methodology=settled.methodology,
        municipality=settled.municipality,
        cell=settled.cell,
        revision=settled.revision,
    )
    return municipality_cycle(reader, chosen)


def in_official_order(lines: tuple[Line, ...], choices: Choices) -> tuple[Line, ...]:
    order = {choice.code: index for index, choice in enumerate(choices.directions)}
    return tuple(sorted(lines, key=lambda line: order[line.code]))


def own_history(source: PeriodRanks, settled: Selection, choices: Choices) -> RankHistory:
    """Ranks over the periods, of this municipality only."""
    history = rank_history(source, settled, choices)
    own = tuple(line for line in history.lines if line.code == settled.municipality)
    return RankHistory(history.periods, own, history.left_out)


def _effective_change(
    reader: Reader, settled: Selection, source: PeriodRanks, lines: tuple[Line, ...], threshold: float
) -> int | None:
    """How many full cycles more there are than in the period before, where the two can be compared."""
    run = comparable_run(source, settled)
    if len(run) < 2:
        return None
    results = component_results(
        reader, period=run[-2], methodology=settled.methodology or "", municipality=settled.municipality
    )
    states = component_states(results, threshold)
    before = verdicts(states, list(results["cycle_component"].unique()))["verdict"]
    if words.unjudged(lines) or (before == Verdict.CANNOT_BE_JUDGED.value).any():
        return None
    effective = sum(line.verdict is Verdict.EFFECTIVE for line in lines)
    return effective - int((before == Verdict.EFFECTIVE.value).sum())


def _earlier(earlier: Earlier, reason: NotCompared) -> str:
    return earlier.label if reason is NotCompared.COMPARED else ""


def _provenance(reader: Reader, rubric: MethodologyLine, count: int, solidity: Robustness) -> Provenance:
    rules = [(words.rule_heading(), ranking_words.rule_sentence(count))]
    if solidity.method:
        rules.append((words.robustness_heading(), solidity.method))
    rules.append((words.verdict_heading(), f"{words.verdict_rule()} {threshold_sentence(rubric)}"))
    return provenance(reader, rubric.code, *rules)
