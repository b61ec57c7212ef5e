"""Where a municipality loses points, what the rubric expects there, and which similar municipality closed the gap."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.measures.cycle import component_states
from data.measures.gaps import component_gaps, first_formed, first_in_full
from data.measures.peers import PeerGroup
from data.queries.components import component_results
from data.queries.scores import cell_scores
from data.storage.reader import Reader
from data.views.cycle.cell import Document
from data.views.cycle.expected_documents import ExpectedDocument, expected_by_direction
from data.views.cycle.region import Line
from data.views.cycle.selection import NINE, Stage, cycle_stages
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.penalties import PenaltyLine
from data.views.shared.choices import Choice, Choices

# How many documents of another municipality are named for one link.
DOCUMENTS = 3

Closed = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Gap:
    """One stage that loses points. ``cell`` is its key in the selection; ``penalty`` is the part of ``lost`` that was
    taken away. ``expected`` is empty where the source names no document; ``peer`` has the stage formed, if any."""

    cell: str
    direction: Choice
    stage: Stage
    points: float
    maximum: float
    lost: float
    penalty: float
    expected: tuple[ExpectedDocument, ...]
    peer: Choice | None


@dataclass(frozen=True)
class Example:
    """A similar municipality that has formed the stage at which the cycle of a direction first breaks.

    ``documents`` prove it; they are None where they are not open to the viewer.
    """

    direction: Choice
    stage: Stage
    peer: Choice
    documents: tuple[Document, ...] | None


@dataclass(frozen=True)
class GapsView:
    """``rows`` are all gaps, the costliest first."""

    rows: tuple[Gap, ...]

    @property
    def lost(self) -> float:
        """Points lost in all gaps together."""
        return sum(gap.lost for gap in self.rows)


def closed_links(
    reader: Reader, settled: MunicipalitySelection, totals: pd.DataFrame, peers: PeerGroup, threshold: float
) -> Closed:
    """By (direction, stage), the nearest similar municipality that has it formed (a code).

    Links of others are details: who may not see them learns only what the open totals of directions already tell. A
    direction that earned its whole maximum has every stage formed.
    """
    alike = tuple(code for code in peers.members if code not in peers.unlike)
    period, methodology = settled.period or "", settled.methodology or ""
    if not alike:
        return {}
    if reader.viewer.sees_all_details:
        results = component_results(reader, period=period, methodology=methodology, municipality=alike)
        return first_formed(component_states(results, threshold), alike)
    links = component_results(reader, period=period, methodology=methodology, municipality=settled.municipality)
    full = first_in_full(totals, alike)
    return {
        (direction, link): full[direction]
        for direction, link in links[["direction", "cycle_component"]].itertuples(index=False)
        if direction in full
    }


def gaps_view(
    reader: Reader,
    settled: MunicipalitySelection,
    choices: Choices,
    closed: Closed,
    penalties: tuple[PenaltyLine, ...],
) -> GapsView:
    """The gaps of ``settled.municipality``, whose details must be open to the viewer."""
    results = component_results(
        reader,
        period=settled.period or "",
        methodology=settled.methodology or "",
        municipality=settled.municipality,
    )
    stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
    directions = {choice.code: choice for choice in choices.directions}
    names = {choice.code: choice for choice in choices.municipalities}
    expected = expected_by_direction(reader, settled.methodology or "")
    taken: dict[tuple[str, str], float] = {}
    for line in penalties:
        key = (line.direction.code, line.stage.code)
        taken[key] = taken.get(key, 0.0) - line.points
    row: Any
    gaps = []
    for row in component_gaps(results).itertuples():
        link = (str(row.direction), str(row.cycle_component))
        gaps.append(
            Gap(
                cell=f"{settled.municipality}~{link[0]}~{link[1]}",
                direction=directions[link[0]],
                stage=stages[link[1]],
                points=float(row.points),
                maximum=float(row.maximum),
                lost=float(row.lost),
                penalty=taken.get(link, 0.0),
                expected=expected.of(*link),
                peer=names.get(closed.get(link, "")),
            )
        )
    return GapsView(tuple(gaps))


def gap_examples(
    reader: Reader, settled: MunicipalitySelection, choices: Choices, lines: tuple[Line, ...], closed: Closed
) -> tuple[Example, ...]:
    """One per direction whose cycle is known to break, in the order of ``lines``, where somebody like it has closed
    that stage."""
    directions = {choice.code: choice for choice in choices.directions}
    names = {choice.code: choice for choice in choices.municipalities}
    found = []
    for line in lines:
        if not line.is_broken or line.first_broken is None:
            continue
        peer = names.get(closed.get((line.code, line.first_broken.code), ""))
        if peer is not None:
            documents = _documents(reader, settled, peer.code, line.code, line.first_broken.code)
            found.append(Example(directions[line.code], line.first_broken, peer, documents))
    return tuple(found)


def _documents(
    reader: Reader, settled: MunicipalitySelection, peer: str, direction: str, cycle_component: str
) -> tuple[Document, ...] | None:
    """What proves the stage of another municipality: its details, so only for who may see them."""
    if not reader.viewer.sees_details_of(peer):
        return None
    scores = cell_scores(
        reader,
        municipality=peer,
        period=settled.period or "",
        methodology=settled.methodology or "",
        direction=direction,
        cycle_components=(cycle_component,),
    )
    columns = ["evidence_title", "evidence_number", "evidence_date"]
    rows = scores.loc[scores["evidence_title"] != "", columns].drop_duplicates()
    return tuple(Document(title, no, date, "", ()) for title, no, date in rows.head(DOCUMENTS).itertuples(index=False))
