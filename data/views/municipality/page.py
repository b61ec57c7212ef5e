"""The profile of one municipality: where it stands, which stages of the cycle are formed, and what is lost."""

from functools import cached_property

import pandas as pd

from data.measures.changes import NotCompared
from data.measures.cycle import component_states, verdicts
from data.measures.peers import PeerGroup
from data.queries.components import component_results
from data.queries.headings import MethodologyLine
from data.storage.reader import Reader, kept
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail, cell_detail
from data.views.cycle.region import CycleView, Line, municipality_cycle
from data.views.cycle.selection import cycle_rubric
from data.views.municipality import words
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.cards import KeyFigures, LinkMap, ProfileFrame
from data.views.municipality.comparison import StandingsView, nearest_peers, standings
from data.views.municipality.examples import ExamplesView, examples_view
from data.views.municipality.gaps import GapsView, gaps_view
from data.views.municipality.penalties import PenaltyLine, comparable_run, penalty_lines
from data.views.municipality.selection import known_cell, open_choices, peer_names, settle_profile
from data.views.municipality.trend import Trend, own_trend
from data.views.rankings import words as ranking_words
from data.views.rankings.history import PeriodRanks, RankHistory, rank_history
from data.views.rankings.page import Earlier, certain_ranks, compared_ranks, spread_of
from data.views.rankings.robustness import Robustness
from data.views.rankings.rows import RankingRow, ranking_rows
from data.views.shared.choices import Choices
from data.views.shared.provenance import Provenance, provenance, threshold_sentence
from data.vocabulary import ComponentState, Verdict


class Profile:
    """What the profile of ``selection.municipality`` shows, by its cards.

    A part is read when a card asks for it, and once: a choice that concerns one card reads what that card needs.
    ``choices`` hold only municipalities that are open to the viewer. Raises AccessDenied for a municipality whose
    details the viewer may not see.
    """

    def __init__(self, reader: Reader, selection: MunicipalitySelection) -> None:
        settled, self._known = settle_profile(reader, selection)
        self.code = settled.municipality or ""
        reader.viewer.require_details_of(self.code)
        self.reader = reader
        self._period, self._methodology = settled.period or "", settled.methodology or ""
        self.selection = settled.but(cell=known_cell(settled, self._known))
        self.choices = open_choices(reader, self._known)
        self.municipality = Choices.find(self.choices.municipalities, self.code)
        self.period = Choices.find(self._known.periods, self._period)

    @cached_property
    def frame(self) -> ProfileFrame:
        return ProfileFrame(
            self.selection,
            self.municipality,
            self.basis,
            self.filters,
            self.provenance,
        )

    @cached_property
    def basis(self) -> str:
        """Period, methodology and what else every card depends on, in words."""
        return words.basis_sentence(self.selection, self._known)

    @cached_property
    def filters(self) -> str:
        """All choices in words."""
        return words.filters_sentence(self.selection, self._known)

    @cached_property
    def figures(self) -> KeyFigures:
        return KeyFigures(
            frame=self.frame,
            row=self.row,
            total=self.standings.total,
            count=self.count,
            earlier=self.earlier,
            certainty=self.certainty,
            lines=self.lines,
            effective=self.effective,
            effective_change=self.effective_change,
            penalties=self.penalties,
            history=self.history,
        )

    @cached_property
    def map(self) -> LinkMap:
        return LinkMap(
            self.selection,
            self.municipality,
            self.cycle.stages,
            self.lines,
            self.standings,
            self.rubric.formed_threshold,
        )

    @cached_property
    def rubric(self) -> MethodologyLine:
        return cycle_rubric(self.reader, self.selection)

    @cached_property
    def row(self) -> RankingRow:
        """The municipality in the ranking by total."""
        return _own_row(self.reader, *self._core)

    @cached_property
    def count(self) -> int:
        """N: how many are ranked."""
        return spread_of(self._source, self.selection).count

    @cached_property
    def earlier(self) -> str:
        """The year of the period before; empty where the two cannot be compared."""
        _now, earlier, reason = self._compared
        return earlier.label if reason is NotCompared.COMPARED else ""

    @cached_property
    def certainty(self) -> Robustness:
        return certain_ranks(self._source, self._period, self._methodology)

    @cached_property
    def cycle(self) -> CycleView:
        return municipality_cycle(self.reader, CycleSelection.of(self.selection, cell=self.selection.cell))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The directions in their official order."""
        return in_official_order(self.cycle.rows, self._known)

    @property
    def effective(self) -> tuple[Line, ...]:
        """The directions that are managed in a full cycle."""
        return tuple(line for line in self.lines if line.verdict is Verdict.EFFECTIVE)

    @cached_property
    def detail(self) -> CellDetail | None:
        """What stands behind the chosen cell, if one is chosen."""
        return cell_detail(self.reader, CycleSelection.of(self.selection, cell=self.selection.cell))

    @cached_property
    def state(self) -> ComponentState:
        """That of the chosen cell."""
        _municipality, direction, link = (self.selection.cell or "").split("~")
        states = component_states(self._results(self._period), self.rubric.formed_threshold)
        chosen = (states["direction"] == direction) & (states["cycle_component"] == link)
        return ComponentState(states.loc[chosen, "state"].iloc[0])

    @cached_property
    def effective_change(self) -> int | None:
        """How many full cycles more there are than in the period before.

        None where the two cannot be compared or either cannot be judged.
        """
        return _effective_change(self.reader, *self._core)

    @cached_property
    def history(self) -> RankHistory:
        """Ranks over the periods, of this municipality only."""
        return own_history(self._source, self.selection, self._known)

    @cached_property
    def standings(self) -> StandingsView:
        names = dict(peer_names(self.municipality, self._known))
        return standings(self.reader, self.selection, self._known, self._peers, names[self.selection.peers or ""])

    @cached_property
    def trend(self) -> Trend:
        return _trend(self.reader, *self._core)

    @cached_property
    def penalties(self) -> tuple[PenaltyLine, ...]:
        return _penalties(self.reader, *self._core)

    @cached_property
    def gaps(self) -> GapsView:
        return _gaps(self.reader, *self._core)

    @cached_property
    def examples(self) -> ExamplesView:
        return _examples(self.reader, *self._core)

    @cached_property
    def sentence(self) -> str:
        return words.profile_sentence(self.row, self.period, self.lines)

    @cached_property
    def provenance(self) -> Provenance:
        rules = [(words.rule_heading(), ranking_words.rule_sentence(self.count))]
        if self.certainty.method:
            rules.append((words.robustness_heading(), self.certainty.method))
        rules.append((words.verdict_heading(), f"{words.verdict_rule()} {threshold_sentence(self.rubric)}"))
        return provenance(self.reader, self.rubric.code, *rules, period=self.period.code)

    @property
    def _core(self) -> tuple[str, str, str]:
        """Whose profile it is: municipality, period and methodology, on which most cards depend alone."""
        return self.code, self._period, self._methodology

    def _results(self, period: str) -> pd.DataFrame:
        """A frame of ``component_results`` of this municipality."""
        return component_results(self.reader, period=period, methodology=self._methodology, municipality=self.code)

    @cached_property
    def _source(self) -> PeriodRanks:
        return PeriodRanks(self.reader, ranking_words.find_subject(self._known, None))

    @cached_property
    def _totals(self) -> pd.DataFrame:
        return self._source.totals(self._period, self._methodology)

    @cached_property
    def _compared(self) -> tuple[pd.DataFrame, Earlier, NotCompared]:
        return compared_ranks(self._source, self.selection)

    @cached_property
    def _peers(self) -> PeerGroup:
        return nearest_peers(self.reader, self.selection)


def _of(reader: Reader, municipality: str, period: str, methodology: str) -> Profile:
    return Profile(reader, MunicipalitySelection(municipality=municipality, period=period, methodology=methodology))


# A choice asks for several cards at once, which are made of the same facts; each is found out once.


@kept
def _own_row(reader: Reader, municipality: str, period: str, methodology: str) -> RankingRow:
    profile = _of(reader, municipality, period, methodology)
    return own_row(profile._compared[0], profile._known, municipality)


@kept
def _effective_change(reader: Reader, municipality: str, period: str, methodology: str) -> int | None:
    profile = _of(reader, municipality, period, methodology)
    run = comparable_run(profile._source, profile.selection)
    if len(run) < 2 or words.unjudged(profile.lines):
        return None
    results = profile._results(run[-2])
    states = component_states(results, profile.rubric.formed_threshold)
    before = verdicts(states, list(results["cycle_component"].unique()))["verdict"]
    if (before == Verdict.CANNOT_BE_JUDGED.value).any():
        return None
    return len(profile.effective) - int((before == Verdict.EFFECTIVE.value).sum())


@kept
def _trend(reader: Reader, municipality: str, period: str, methodology: str) -> Trend:
    profile = _of(reader, municipality, period, methodology)
    return own_trend(profile._source, profile.selection, profile._known)


@kept
def _penalties(reader: Reader, municipality: str, period: str, methodology: str) -> tuple[PenaltyLine, ...]:
    profile = _of(reader, municipality, period, methodology)
    return penalty_lines(reader, profile.selection, profile._known, profile._source)


@kept
def _gaps(reader: Reader, municipality: str, period: str, methodology: str) -> GapsView:
    profile = _of(reader, municipality, period, methodology)
    return gaps_view(reader, profile.selection, profile._known, profile.penalties)


@kept
def _examples(reader: Reader, municipality: str, period: str, methodology: str) -> ExamplesView:
    profile = _of(reader, municipality, period, methodology)
    threshold = profile.rubric.formed_threshold
    return examples_view(reader, profile.selection, profile._known, profile.lines, profile._totals, threshold)


def own_row(now: pd.DataFrame, choices: Choices, code: str) -> RankingRow:
    """The municipality in the ranking; ``now`` is a frame of ``with_changes``."""
    rows = ranking_rows(now[now["municipality"] == code], choices, code, code, None)
    return rows[0]


def in_official_order(lines: tuple[Line, ...], choices: Choices) -> tuple[Line, ...]:
    order = {choice.code: index for index, choice in enumerate(choices.directions)}
    return tuple(sorted(lines, key=lambda line: order[line.code]))


def own_history(source: PeriodRanks, settled: MunicipalitySelection, choices: Choices) -> RankHistory:
    """Ranks over the periods, of this municipality only."""
    history = rank_history(source, settled, choices)
    own = tuple(line for line in history.lines if line.code == settled.municipality)
    return RankHistory(history.periods, own, history.left_out)
