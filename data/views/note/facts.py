"""The figures of an analytical note beside its recommendations: place, verdicts, the map, the comparison."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.language import _
from data.measures.peers import FEWEST, NoPeers, peer_group
from data.measures.recommendations import peer_medians
from data.queries.attributes import municipality_attributes
from data.selection import Selection
from data.storage.reader import Reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import CycleView, Line, municipality_cycle
from data.views.note.page import NoteView
from data.views.rankings import words as ranking_words
from data.views.rankings.history import PeriodRanks
from data.views.rankings.page import compared_ranks, shared_places
from data.views.rankings.robustness import Robustness, robustness
from data.views.rankings.rows import RankingRow, ranking_rows
from data.views.shared.choices import Choices, settle
from data.views.shared.provenance import Provenance, provenance, threshold_sentence
from data.vocabulary import Verdict


@dataclass(frozen=True)
class PeerLine:
    """One direction beside the median of the nearest in size; points, None where there are none."""

    code: str
    name: str
    points: float | None
    maximum: float
    median: float | None

    def share(self, points: float | None) -> float | None:
        return None if points is None or self.maximum <= 0 else points / self.maximum


@dataclass(frozen=True)
class NoteFacts:
    """``row`` is the rank by total. ``lines`` are the directions in their official order, ``peers`` the same.

    ``peer_names`` are the municipalities compared with, empty with ``peer_words`` saying why.
    ``peer_scope`` says among whom they were sought.
    """

    row: RankingRow
    earlier: str
    certainty: Robustness
    cycle: CycleView
    lines: tuple[Line, ...]
    peers: tuple[PeerLine, ...]
    peer_names: tuple[str, ...]
    peer_words: str
    peer_scope: str
    provenance: Provenance

    @property
    def effective(self) -> int:
        return sum(line.verdict is Verdict.EFFECTIVE for line in self.lines)

    @property
    def judged(self) -> int:
        return sum(line.verdict is not Verdict.CANNOT_BE_JUDGED for line in self.lines)


class RegionRanks:
    """What is the same for every municipality of one period and methodology, read once for all notes of an archive."""

    def __init__(self, reader: Reader, selection: Selection) -> None:
        # Names of all municipalities are open to everybody; what is behind their totals is not read here.
        self.choices = settle(reader, selection)[1]
        period, methodology = selection.period or "", selection.methodology or ""
        source = PeriodRanks(reader, ranking_words.find_subject(self.choices, None))
        self.now, self.earlier, _reason = compared_ranks(source, selection)
        self.totals: pd.DataFrame = source.totals(period, methodology)
        self.certainty = robustness(self.totals, self.now, source.subject.directions, seed=reader.revision)
        self.attributes = municipality_attributes(reader, period=period)
        self.count = int(self.now["rank_first"].notna().sum())


def note_facts(reader: Reader, view: NoteView, region: RegionRanks | None = None) -> NoteFacts:
    """Everything the document says beside ``view``. Raises as ``note_view`` does."""
    chosen, code = view.selection, view.municipality.code
    ranks = region or RegionRanks(reader, chosen)
    choices = ranks.choices
    row = next(row for row in ranking_rows(ranks.now, choices, code, code, None) if row.code == code)
    cycle = municipality_cycle(reader, CycleSelection.of(chosen))
    by_code = {line.code: line for line in cycle.rows}
    lines = tuple(by_code[direction.code] for direction in choices.directions if direction.code in by_code)
    group = peer_group(ranks.attributes, code)
    names = tuple(Choices.find(choices.municipalities, member).short for member in group.members)
    return NoteFacts(
        row=row,
        earlier=ranks.earlier.label,
        certainty=ranks.certainty,
        cycle=cycle,
        lines=lines,
        peers=_peer_lines(lines, ranks.totals, group.members),
        peer_names=names,
        peer_words=_why_no_peers(group.reason),
        peer_scope=_scope(group.of_its_kind, row.kind_name),
        provenance=_provenance(reader, view, ranks),
    )


def _peer_lines(lines: tuple[Line, ...], totals: pd.DataFrame, members: Collection[str]) -> tuple[PeerLine, ...]:
    medians = peer_medians(totals, members)
    return tuple(PeerLine(line.code, line.name, line.points, line.maximum, medians.get(line.code)) for line in lines)


def _why_no_peers(reason: NoPeers) -> str:
    return {
        NoPeers.FOUND: "",
        NoPeers.UNKNOWN_ATTRIBUTES: _("No group: its number of students is unknown."),
        NoPeers.NOBODY_ELSE: _("No group: there is no other municipality with known numbers of students and schools."),
    }[reason]


def _scope(of_its_kind: bool, kind: str) -> str:
    if of_its_kind:
        return _("among those of its kind ({kind})").format(kind=kind)
    return _("among all kinds, because fewer than {fewest} of its own kind are near").format(fewest=FEWEST)


def _provenance(reader: Reader, view: NoteView, ranks: RegionRanks) -> Provenance:
    """Where the figures come from and by which rules, for the end of the document."""
    ties = ranking_words.ties_sentence(shared_places(ranks.now))
    rule = " ".join(filter(None, (ranking_words.rule_sentence(ranks.count), ties)))
    verdict = next((text for heading, text in view.provenance.lines if heading == _("Verdict")), "")
    rules = [(_("Ranking rule"), rule), (_("Verdict"), verdict)]
    rules.append((_("State of a stage"), threshold_sentence(view.methodology)))
    if ranks.certainty.method:
        rules.append((_("How certain the ranks are"), ranks.certainty.method))
    return provenance(reader, view.selection.methodology, *rules, period=view.selection.period)
