"""Everything that /overview shows: of the region for who sees all details, of one municipality for its head."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from data.language import _, ngettext
from data.measures.movers import Movement, movement
from data.queries.evidence import evidence_count
from data.queries.headings import region_line
from data.storage.reader import Reader, kept
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import Line, municipality_cycle
from data.views.cycle.words import stage_title
from data.views.indicators.region_targets import TargetsPart, own_targets, region_targets
from data.views.overview import words
from data.views.overview.address import OverviewSelection
from data.views.overview.base import OverviewBase, overview_base
from data.views.overview.direction_map import DirectionMap, direction_map, map_cells
from data.views.overview.figures import KeyFigure, comparable_periods, period_cycles, region_figures
from data.views.overview.own import own_figures
from data.views.overview.quality import QualityFigure, quality_figures, with_age
from data.views.overview.rows import Entry, MoverRow, excerpt, mover_rows
from data.views.overview.rules import overview_rules
from data.views.rankings import words as ranking_words
from data.views.rankings.bands import RankingBands
from data.views.rankings.robustness import Robustness
from data.views.rankings.rows import RankingRow
from data.views.shared.choices import Choice, Choices
from data.views.shared.provenance import Provenance, provenance


@dataclass(frozen=True)
class Statement:
    """One generated sentence under its heading; ``**`` stands around what is printed bold."""

    heading: str
    text: str


@dataclass(frozen=True)
class OverviewView:
    """The page as plain values. ``own`` is the municipality of a head, whose page this then is, else None.

    ``ranked`` and ``unranked`` hold everybody; ``entries`` is what of them is listed. ``comparison`` says to what
    period changes are stated, or why there are none. ``lines`` are the directions of the own municipality; ``risen``,
    ``fallen`` and ``quality`` are empty for a head, and ``map`` holds the own row only. ``certainty`` gives ranges of
    ranks and groups that cannot be told apart.
    """

    selection: OverviewSelection
    choices: Choices
    own: Choice | None
    period: Choice
    title: str
    sentence: str
    statements: tuple[Statement, ...]
    figures: tuple[KeyFigure, ...]
    ranked: tuple[RankingRow, ...]
    unranked: tuple[RankingRow, ...]
    entries: tuple[Entry, ...]
    maximum: float
    earlier: str
    compared: bool
    comparison: str
    common: int
    ties: str
    risen: tuple[MoverRow, ...]
    fallen: tuple[MoverRow, ...]
    moves: Movement | None
    bands: RankingBands
    map: DirectionMap
    lines: tuple[Line, ...]
    targets: TargetsPart
    quality: tuple[QualityFigure, ...]
    certainty: Robustness
    provenance: Provenance


def overview_view(reader: Reader, selection: OverviewSelection, now: datetime | None = None) -> OverviewView:
    """The overview of a period. Of ``selection`` only period, methodology, municipality (pinned) and revision count.

    ``now`` (aware; the present time when left out) tells the age of the data. Raises what ``settled_overview`` does.
    """
    base = overview_base(reader, selection)
    own = reader.viewer.municipality
    if own is None:
        return _region_overview(base, now or datetime.now(UTC))
    return _own_overview(base, own)


def _region_overview(base: OverviewBase, now: datetime) -> OverviewView:
    facts = _region_facts(base.reader, base.settled.period or "", base.rubric.code)
    region = region_line(base.reader)
    return _view(
        base,
        title=_("Overview: {name}, {period}").format(name=region.name, period=base.period.name)
        if region
        else _("Overview: {period}").format(period=base.period.name),
        statements=facts.statements,
        figures=facts.figures,
        risen=facts.risen,
        fallen=facts.fallen,
        moves=facts.moves,
        targets=facts.targets,
        quality=with_age(base.reader, facts.quality, base.settled, now),
    )


@dataclass(frozen=True)
class _RegionFacts:
    """What depends on nothing but period and methodology; ``quality`` without the age of the data."""

    statements: tuple[Statement, ...]
    figures: tuple[KeyFigure, ...]
    risen: tuple[MoverRow, ...]
    fallen: tuple[MoverRow, ...]
    moves: Movement | None
    targets: TargetsPart
    quality: tuple[QualityFigure, ...]


@kept
def _region_facts(reader: Reader, period: str, methodology: str) -> _RegionFacts:
    base = overview_base(reader, OverviewSelection(period=period, methodology=methodology))
    run = comparable_periods(base.source.assessed, period, methodology)
    ranks = [*(base.source.ranks(each.code, methodology) for each in run[:-1]), base.now]
    cycles = [period_cycles(reader, each.code, methodology, base.rubric.formed_threshold) for each in run]
    targets = region_targets(reader, [choice.code for choice in base.choices.municipalities], base.years)
    return _RegionFacts(
        statements=(
            Statement(_("Management cycle"), words.cycle_sentence(base.cycles.summary, base.names)),
            Statement(_("Movement"), _movement(base)),
            Statement(_("Targets"), words.targets_sentence(targets)),
        ),
        figures=region_figures([str(each.year) for each in run], ranks, cycles, targets),
        risen=_movers(base, rising=True),
        fallen=_movers(base, rising=False),
        moves=movement(base.now) if base.compared else None,
        targets=targets,
        quality=quality_figures(
            evidence_count(reader, period=period, methodology=methodology), base.now, base.names, base.compared
        ),
    )


def _own_overview(base: OverviewBase, municipality: str) -> OverviewView:
    own = Choices.find(base.choices.municipalities, municipality)
    cycle = municipality_cycle(base.reader, CycleSelection.of(base.settled, municipality=municipality))
    order = {choice.code: index for index, choice in enumerate(base.choices.directions)}
    lines = tuple(sorted(cycle.rows, key=lambda line: order[line.code]))
    targets = own_targets(base.reader, municipality, base.years)
    row = next(row for row in (*base.ranked, *base.unranked) if row.code == municipality)
    summary = base.cycles.counts.iloc[0]
    effective, judged = int(summary["effective"]), int(summary["effective"] + summary["ineffective"])
    solid = base.certainty.range_text(municipality)
    place = words.own_place_sentence(row.rank_of, row.kind_place, row.reason, solid)
    closing = words.own_cycle_sentence(effective, judged, len(lines), _most_broken(lines))
    return _view(
        base,
        title=_("Overview: {name}, {period}").format(name=own.name, period=base.period.name),
        statements=(
            Statement(_("Rank"), place),
            Statement(_("Management cycle"), closing),
            Statement(_("Targets"), words.targets_sentence(targets)),
        ),
        figures=own_figures(row, base.earlier.label if base.compared else "", effective, judged, len(lines), targets),
        targets=targets,
        own=own,
        lines=lines,
    )


def _view(
    base: OverviewBase,
    *,
    title: str,
    statements: tuple[Statement, ...],
    figures: tuple[KeyFigure, ...],
    targets: TargetsPart,
    risen: tuple[MoverRow, ...] = (),
    fallen: tuple[MoverRow, ...] = (),
    moves: Movement | None = None,
    quality: tuple[QualityFigure, ...] = (),
    own: Choice | None = None,
    lines: tuple[Line, ...] = (),
) -> OverviewView:
    return OverviewView(
        selection=base.settled,
        choices=base.choices,
        own=own,
        period=base.period,
        title=title,
        sentence=_sentence(base),
        statements=statements,
        figures=figures,
        ranked=base.ranked,
        unranked=base.unranked,
        entries=excerpt(base.ranked),
        maximum=base.spread.maximum,
        earlier=base.earlier.label,
        compared=base.compared,
        comparison=ranking_words.comparison_sentence(base.reason, base.earlier.label, base.earlier.common),
        common=base.earlier.common,
        ties=ranking_words.ties_sentence(base.spread.shared),
        risen=risen,
        fallen=fallen,
        moves=moves,
        bands=base.spread.bands,
        map=direction_map(
            map_cells(base.reader, base.settled.period or "", base.rubric.code, base.rubric.formed_threshold),
            base.choices,
            base.ranked,
            base.unranked,
        ),
        lines=lines,
        targets=targets,
        quality=quality,
        certainty=base.certainty,
        provenance=provenance(
            base.reader,
            base.rubric.code,
            *overview_rules(base.rubric, len(base.ranked), own is None),
            period=base.settled.period,
        ),
    )


def _sentence(base: OverviewBase) -> str:
    """What the figures are made of."""
    places, directions, stages = len(base.now), len(base.choices.directions), len(base.choices.cycle_components)
    counted = (
        ngettext("{number} municipality", "{number} municipalities", places).format(number=places),
        ngettext("{number} direction", "{number} directions", directions).format(number=directions),
        ngettext("{number} stage", "{number} stages", stages).format(number=stages),
    )
    return _("{counted} of the management cycle. Ranked: {ranked}.").format(
        counted=", ".join(counted), ranked=len(base.ranked)
    )


def _movement(base: OverviewBase) -> str:
    if not base.compared:
        return ranking_words.comparison_sentence(base.reason, base.earlier.label, base.earlier.common)
    return words.movement_sentence(movement(base.now), base.names)


def _movers(base: OverviewBase, *, rising: bool) -> tuple[MoverRow, ...]:
    return mover_rows(base.now, base.ranked, rising=rising) if base.compared else ()


def _most_broken(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The stages at which most directions break first, in cycle order; empty where none breaks."""
    found = Counter(line.first_broken for line in lines if line.is_broken and line.first_broken)
    often = max(found.values(), default=0)
    stages = sorted((stage for stage, count in found.items() if count == often), key=lambda stage: stage.number)
    return tuple(stage_title(stage) for stage in stages)
