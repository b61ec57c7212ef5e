"""Which similar municipality has closed the gap at which the cycle of a direction breaks: one rule for every role.

Candidates have as many students and schools as the municipality, give or take a quarter. First come those that earned
the whole maximum of the direction, so that all its stages are formed: totals of directions are open to every role.
Then come those that have formed this stage alone: that is a detail, and the row says so to who may not see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

import pandas as pd

from data.access import MINISTRY
from data.measures.cycle import component_states
from data.measures.gaps import first_formed, first_in_full
from data.measures.peers import Alike, AlikeOnes, alike_ones
from data.queries.aliases import FEWEST
from data.queries.attributes import municipality_attributes
from data.queries.components import component_results
from data.queries.evidence import documents_of_cells
from data.storage.reader import Reader
from data.views.cycle.cell import Document
from data.views.cycle.region import Line
from data.views.cycle.selection import Stage
from data.views.municipality.address import MunicipalitySelection
from data.views.shared.choices import Choice, Choices

# How many documents of another municipality are named for one stage.
DOCUMENTS = 3


class NoExample(Enum):
    """Why a gap has no example. ``NOT_OPEN``: nobody earned the whole direction, and single stages are not open.
    ``TOO_FEW``: so few are similar that to a viewer who may not know them the one would be as good as named."""

    UNKNOWN_SIZE = auto()
    NOBODY_ALIKE = auto()
    NOBODY_CLOSED_IT = auto()
    NOT_OPEN = auto()
    TOO_FEW = auto()


@dataclass(frozen=True)
class Example:
    """A similar municipality that has formed the stage at which the cycle of a direction first breaks.

    ``in_full`` tells whether it earned the whole direction. ``documents`` prove the stage; they are None where they are
    not open to the viewer. ``size`` is None where the viewer may not know who it is: a size tells.
    """

    peer: Choice
    size: Alike | None
    in_full: bool
    documents: tuple[Document, ...] | None


@dataclass(frozen=True)
class FirstGap:
    """The stage at which the cycle of a direction is known to break, and who has closed it, or why nobody is named."""

    direction: Choice
    stage: Stage
    example: Example | NoExample


@dataclass(frozen=True)
class ExamplesView:
    """One row per direction whose cycle is known to break, in their official order; none is left out.

    ``own`` is the size of the municipality, ``alike`` how many others are similar, ``own_kind`` those of its kind.
    """

    own: Alike | None
    alike: int
    own_kind: int
    rows: tuple[FirstGap, ...]


@dataclass(frozen=True)
class Openness:
    """What the viewer may know of similar municipalities: who earned a whole direction (all roles), and who formed a
    single stage (``stages``; None where that is not open)."""

    whole: Mapping[str, str]
    stages: Mapping[tuple[str, str], str] | None


def examples_view(
    reader: Reader,
    settled: MunicipalitySelection,
    choices: Choices,
    lines: tuple[Line, ...],
    totals: pd.DataFrame,
    threshold: float,
) -> ExamplesView:
    """``lines`` are the directions of the municipality in order; ``totals`` a frame of ``direction_totals``."""
    similar = alike_ones(municipality_attributes(reader, period=settled.period or ""), settled.municipality or "")
    known = _openness(reader, settled, totals, similar, threshold)
    directions = {choice.code: choice for choice in choices.directions}
    rows = tuple(
        FirstGap(
            directions[line.code],
            line.first_broken,
            _example(choices, line.code, line.first_broken, similar, known, reader.viewer.knows_others),
        )
        for line in lines
        if line.is_broken and line.first_broken is not None
    )
    own_kind = sum(similar.own is not None and other.kind == similar.own.kind for other in similar.others)
    return ExamplesView(similar.own, len(similar.others), own_kind, _with_documents(reader, settled, rows))


def _openness(
    reader: Reader, settled: MunicipalitySelection, totals: pd.DataFrame, similar: AlikeOnes, threshold: float
) -> Openness:
    codes = tuple(other.municipality for other in similar.others)
    whole = first_in_full(totals, codes)
    if not reader.viewer.sees_all_details:
        return Openness(whole, None)
    if not codes:
        return Openness(whole, {})
    period, methodology = settled.period or "", settled.methodology or ""
    results = component_results(reader, period=period, methodology=methodology, municipality=codes)
    return Openness(whole, first_formed(component_states(results, threshold), codes))


def _example(
    choices: Choices,
    direction: str,
    stage: Stage,
    similar: AlikeOnes,
    known: Openness,
    knows_others: bool,
) -> Example | NoExample:
    if similar.own is None:
        return NoExample.UNKNOWN_SIZE
    if not similar.others:
        return NoExample.NOBODY_ALIKE
    if not knows_others and len(similar.others) < FEWEST:
        return NoExample.TOO_FEW
    code = known.whole.get(direction)
    if code is None and known.stages is None:
        return NoExample.NOT_OPEN
    code = code or (known.stages or {}).get((direction, stage.code))
    if code is None:
        return NoExample.NOBODY_CLOSED_IT
    return Example(
        peer=Choices.find(choices.municipalities, code),
        size=next(other for other in similar.others if other.municipality == code) if knows_others else None,
        in_full=direction in known.whole,
        documents=None,
    )


def _with_documents(reader: Reader, settled: MunicipalitySelection, rows: tuple[FirstGap, ...]) -> tuple[FirstGap, ...]:
    """What proves the stages of other municipalities: their details, so only where they are open."""
    cells = {
        (row.example.peer.code, row.direction.code, row.stage.code): row
        for row in rows
        if isinstance(row.example, Example)
    }
    if reader.viewer.examples_open and reader.viewer.knows_others:
        # The setting opens titles, numbers and dates of these documents, and nothing else of the other municipality.
        allowed, asked = Reader(reader.session, MINISTRY, reader.revision), tuple(cells)
    else:
        allowed, asked = reader, tuple(cell for cell in cells if reader.viewer.sees_details_of(cell[0]))
    if not asked:
        return rows
    found = documents_of_cells(allowed, asked, period=settled.period or "", methodology=settled.methodology or "")
    proofs = {
        id(cells[cell]): tuple(Document(title, number, date, "", ()) for title, number, date in documents[:DOCUMENTS])
        for cell, documents in found.items()
    }
    return tuple(
        replace(row, example=replace(row.example, documents=proofs[id(row)]))
        if isinstance(row.example, Example) and id(row) in proofs
        else row
        for row in rows
    )
