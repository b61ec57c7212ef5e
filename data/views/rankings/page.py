"""Everything that /rankings prints, settled once for the page, its chart and its exports."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.language import _
from data.measures.changes import NotCompared, with_changes, without_changes
from data.measures.distribution import Distribution, distribution
from data.queries.headings import methodology_line
from data.queries.registry import names_in_both_languages
from data.selection import Selection
from data.storage.reader import Reader, kept
from data.views.rankings import words
from data.views.rankings.address import RankingsSelection
from data.views.rankings.bands import RankingBands, ranking_bands
from data.views.rankings.cycles import FullCycles, full_cycles
from data.views.rankings.history import PeriodRanks, RankHistory, rank_history
from data.views.rankings.pages import RankingPage, ranking_page, searched
from data.views.rankings.peers import Comparison, comparison
from data.views.rankings.robustness import Robustness, robustness
from data.views.rankings.rows import RankingRow, pinned_in, ranking_rows
from data.views.rankings.scales import Scale, find_scaling, scale
from data.views.rankings.selection import CHART, settled_selection
from data.views.rankings.weights import OwnWeights, effective_weights, own_weights
from data.views.rankings.words import Subject
from data.views.shared.choices import Choice, Choices, settle
from data.views.shared.provenance import Provenance, methodology_sentence, provenance, threshold_sentence


@dataclass(frozen=True)
class RankingsView:
    """``ranked`` and ``unranked`` are the rows that filter and search let through, by rank and by name; ``page`` holds
    the part of them that a chart shows, ``pinned`` is the one row that is always shown. ``count`` is N, the number of
    ranked municipalities in all; ``maximum`` is in points. ``partial`` says what the rubric lacks, ``breaks`` where
    the lines of ``history`` end; both may be empty. ``distribution`` and ``bands`` are of all ranked municipalities by
    points. Where ``weights`` are the viewer's own, every rank and every point is computed with them.

    ``selection`` has every default filled in but for the municipality, which is set only when one is pinned.
    """

    selection: RankingsSelection
    choices: Choices
    subjects: tuple[Subject, ...]
    subject: Subject
    period: Choice
    title: str
    sentence: str
    place: str
    rule: str
    ties: str
    comparison: str
    shown: str
    partial: str
    filters: str
    compared: bool
    earlier: str
    count: int
    maximum: float
    cycles_open: bool
    pinned: RankingRow | None
    ranked: tuple[RankingRow, ...]
    unranked: tuple[RankingRow, ...]
    page: RankingPage
    history: RankHistory
    breaks: str
    robustness: Robustness
    scale: Scale
    weights: OwnWeights
    peers: Comparison
    distribution: Distribution
    bands: RankingBands
    provenance: Provenance

    @property
    def kinds_filtered(self) -> bool:
        return bool(self.selection.kinds)

    @cached_property
    def profiles_open(self) -> bool:
        """Whether the profile of every row is open to the viewer; each row of a table asks."""
        return all(row.open for row in (*self.ranked, *self.unranked))


def rankings_view(reader: Reader, selection: RankingsSelection) -> RankingsView:
    """The ranking of the selection. Raises NotFound for a code, kind or view that does not exist."""
    chosen, choices = settled_selection(reader, selection)
    subject = words.find_subject(choices, chosen.subject)
    weights = effective_weights(chosen, subject)
    source = PeriodRanks(reader, subject, weights)
    period, methodology = Choices.find(choices.periods, chosen.period or ""), chosen.methodology or ""
    now, earlier, reason = compared_ranks(source, chosen)
    cycles = full_cycles(reader, chosen, subject)
    rows = _rows(source, chosen, choices, now, cycles)
    pinned = next((row for row in rows if row.pinned), None)
    history = rank_history(source, chosen, choices)
    peers = comparison(reader, chosen, choices, now)
    found = searched(
        [row for row in rows if (not chosen.kinds or row.kind in chosen.kinds) and peers.has(row.code)],
        chosen.search,
        names_in_both_languages(reader) if chosen.search else {},
    )
    ranked = tuple(sorted((row for row in found.rows if row.rank), key=_place_and_name))
    unranked = tuple(sorted((row for row in found.rows if not row.rank), key=_place_and_name))
    jumped = Choices.find(choices.municipalities, chosen.jump).short if chosen.jump else ""
    page = ranking_page(ranked, unranked, chosen, found.notice, jumped)
    spread = spread_of(source, chosen)
    count, maximum = spread.count, spread.maximum
    official = PeriodRanks(reader, subject).ranks(period.code, methodology) if weights else None
    own = own_weights(weights, official, chosen, choices)
    scaled = scale(now, find_scaling(chosen.scaling), choices, maximum)
    certainty = certain_ranks(source, period.code, methodology)
    return RankingsView(
        selection=chosen.but(page=None if page.is_whole or chosen.view != CHART else str(page.number)),
        choices=choices,
        subjects=words.subjects(choices),
        subject=subject,
        period=period,
        title=words.title(subject, period, chosen.kinds, own=own.own),
        sentence=words.sentence(subject, period, count, len(now) - count),
        place=_place(pinned),
        rule=words.rule_sentence(count),
        ties=words.ties_sentence(spread.shared),
        comparison=words.comparison_sentence(reason, earlier.label, earlier.common),
        shown=words.shown_sentence(len(found.rows), len(rows), count),
        partial=_partial(reader, chosen),
        filters=_filters(chosen, choices, subject, period, (peers.name, scaled.name, own.sentence, found.notice)),
        compared=reason is NotCompared.COMPARED,
        earlier=earlier.label,
        count=count,
        maximum=maximum,
        cycles_open=cycles is not None,
        pinned=pinned,
        ranked=ranked,
        unranked=unranked,
        page=page,
        history=history,
        breaks=words.breaks_sentence([each.label for each in history.periods if each.breaks], history.left_out),
        robustness=certainty,
        scale=scaled,
        weights=own,
        peers=peers,
        distribution=spread.distribution,
        bands=spread.bands,
        provenance=_provenance(reader, chosen, count, cycles, certainty.method),
    )


@dataclass(frozen=True)
class Earlier:
    """The period before: its year in words, and how many are ranked in both periods."""

    label: str = ""
    common: int = 0


Compared = tuple[pd.DataFrame, Earlier, NotCompared]


def compared_ranks(source: PeriodRanks, chosen: Selection) -> Compared:
    """Ranks of the period with their changes, the period before, and the reason when there is no change at all."""
    period, methodology = chosen.period or "", chosen.methodology or ""
    if source.weights:
        return _compared(source, period, methodology)
    found, earlier, reason = _official_comparison(source.reader, source.subject, period, methodology)
    return found.copy(deep=False), earlier, reason


@kept
def _official_comparison(reader: Reader, subject: Subject, period: str, methodology: str) -> Compared:
    return _compared(PeriodRanks(reader, subject), period, methodology)


def _compared(source: PeriodRanks, period: str, methodology: str) -> Compared:
    now, before = source.ranks(period, methodology), source.before(period)
    if before is None:
        reason = NotCompared.NO_EARLIER_PERIOD
        return without_changes(now, reason), Earlier(), reason
    if methodology not in before.methodologies:
        reason = NotCompared.OTHER_METHODOLOGY
        return without_changes(now, reason), Earlier(str(before.year)), reason
    ranks = source.ranks(before.code, methodology)
    changed = with_changes(now, ranks, source.merged_between(before.code, period))
    common = int(changed["common"].max()) if len(changed) else 0
    return changed, Earlier(str(before.year), common), NotCompared.COMPARED


def certain_ranks(source: PeriodRanks, period: str, methodology: str) -> Robustness:
    """How certain the ranks of a period are, by its totals under the weights of the source."""
    if source.weights:
        return _certainty(source, period, methodology)
    return _official_certainty(source.reader, source.subject, period, methodology)


@kept
def _official_certainty(reader: Reader, subject: Subject, period: str, methodology: str) -> Robustness:
    return _certainty(PeriodRanks(reader, subject), period, methodology)


def _certainty(source: PeriodRanks, period: str, methodology: str) -> Robustness:
    totals, ranks = source.totals(period, methodology), source.ranks(period, methodology)
    return robustness(totals, ranks, source.subject.directions, seed=source.reader.revision)


@dataclass(frozen=True)
class Spread:
    """What is said of all ranked together: how many they are, the maximum, the ranks that are shared, quarters."""

    count: int
    maximum: float
    shared: tuple[tuple[int, int], ...]
    distribution: Distribution
    bands: RankingBands


def spread_of(source: PeriodRanks, chosen: Selection) -> Spread:
    """``chosen`` is settled; only its period and methodology count."""
    period, methodology = chosen.period or "", chosen.methodology or ""
    if source.weights:
        return _spread(source.ranks(period, methodology))
    return _official_spread(source.reader, source.subject, period, methodology)


@kept
def _official_spread(reader: Reader, subject: Subject, period: str, methodology: str) -> Spread:
    return _spread(PeriodRanks(reader, subject).ranks(period, methodology))


def _spread(ranks: pd.DataFrame) -> Spread:
    points = ranks.loc[ranks["rank_first"].notna(), "points"]
    return Spread(
        count=len(points),
        maximum=float(ranks["maximum"].max()),
        shared=tuple(shared_places(ranks)),
        distribution=distribution(points),
        bands=ranking_bands(points),
    )


def _rows(
    source: PeriodRanks, chosen: RankingsSelection, choices: Choices, now: pd.DataFrame, cycles: FullCycles | None
) -> tuple[RankingRow, ...]:
    """A row for everybody; of the official ranking only the pinned one is of this question."""
    if source.weights:
        return ranking_rows(now, choices, chosen.municipality, source.reader.viewer.municipality, cycles)
    return pinned_in(
        official_rows(source.reader, source.subject, chosen.period or "", chosen.methodology or ""),
        chosen.municipality,
    )


@kept
def official_rows(reader: Reader, subject: Subject, period: str, methodology: str) -> tuple[RankingRow, ...]:
    """A row for everybody without weights of a viewer, none pinned."""
    chosen, choices = settle(reader, RankingsSelection(period=period, methodology=methodology))
    now, _earlier, _reason = compared_ranks(PeriodRanks(reader, subject), chosen)
    cycles = full_cycles(reader, chosen, subject)
    return ranking_rows(now, choices, None, reader.viewer.municipality, cycles)


def shared_places(now: pd.DataFrame) -> list[tuple[int, int]]:
    """The ranks (first, last) that more than one municipality holds, in order."""
    shared = now[now["rank_first"] < now["rank_last"]][["rank_first", "rank_last"]].drop_duplicates()
    return sorted((int(first), int(last)) for first, last in shared.itertuples(index=False))


def _place(row: RankingRow | None) -> str:
    """The pinned municipality's place in words; empty when none is pinned."""
    if row is None:
        return ""
    if row.rank:
        return words.place_sentence(row.name, row.rank_of, row.kind_place)
    return words.no_place_sentence(row.name, row.reason)


def _place_and_name(row: RankingRow) -> tuple[int, str]:
    return row.first or 0, row.name.casefold()


def _kind_names(chosen: RankingsSelection, choices: Choices) -> list[str]:
    """The kinds that the filter has left; none where it leaves all."""
    return [choice.name for choice in choices.kinds if choice.code in chosen.kinds]


def _filters(
    chosen: RankingsSelection, choices: Choices, subject: Subject, period: Choice, others: tuple[str, ...]
) -> str:
    """The chosen filters in words, for exports and pictures; empty ones of ``others`` are left out."""
    kinds = _("all kinds") if not chosen.kinds else ", ".join(_kind_names(chosen, choices)) or _("no kind")
    methodology = Choices.find(choices.methodologies, chosen.methodology or "").name
    return " · ".join(filter(None, (period.name, methodology, subject.name, kinds, *others)))


def _partial(reader: Reader, chosen: Selection) -> str:
    """How much of the official maximum the rubric itemises; empty where nothing is known to be missing."""
    rubric = methodology_line(reader, chosen.methodology or "")
    missing = rubric is not None and any(part.loaded < part.official for part in rubric.loaded_parts)
    return methodology_sentence(rubric) if rubric is not None and missing else ""


def _provenance(
    reader: Reader, chosen: RankingsSelection, count: int, cycles: FullCycles | None, robustness_rule: str
) -> Provenance:
    rubric = methodology_line(reader, chosen.methodology or "")
    rules = [(_("Ranking rule"), words.rule_sentence(count))]
    if robustness_rule:
        rules.append((_("How certain the ranks are"), robustness_rule))
    if cycles is not None and rubric is not None:
        rules.append((_("Full cycle"), f"{words.full_cycle_sentence()} {threshold_sentence(rubric)}"))
    return provenance(reader, chosen.methodology, *rules, period=chosen.period)
