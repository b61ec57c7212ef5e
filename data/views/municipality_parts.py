"""What the cards of a profile are drawn from, as plain values."""

from dataclasses import dataclass

from data.selection import Selection
from data.views.choices import Choice
from data.views.cycle import Line
from data.views.cycle_selection import Stage
from data.views.municipality_comparison import Standing, StandingsView
from data.views.municipality_penalties import PenaltyLine
from data.views.provenance import Provenance
from data.views.rank_history import RankHistory
from data.views.ranking_robustness import Robustness
from data.views.ranking_rows import RankingRow


@dataclass(frozen=True)
class ProfileFrame:
    """What every card of a profile names; ``selection`` is settled.

    ``basis`` says municipality, period and methodology in words; ``filters`` adds with whom it is compared.
    """

    selection: Selection
    municipality: Choice
    basis: str
    filters: str
    provenance: Provenance


@dataclass(frozen=True)
class KeyFigures:
    """``row`` is the municipality in the ranking by the total, ``total`` how it stands there; ``count`` is N.

    ``earlier`` is the year of the period before, empty where the two cannot be compared; ``effective_change`` is how
    many full cycles more there are than then, None where nobody can say. ``history`` has the line of this one only.
    """

    frame: ProfileFrame
    row: RankingRow
    total: Standing
    count: int
    earlier: str
    solidity: Robustness
    lines: tuple[Line, ...]
    effective: tuple[Line, ...]
    effective_change: int | None
    penalties: tuple[PenaltyLine, ...]
    history: RankHistory


@dataclass(frozen=True)
class LinkMap:
    """Directions in their official order × links of the cycle; ``standings`` have the place in each direction.

    ``threshold`` is the share of the maximum from which a link is formed.
    """

    selection: Selection
    municipality: Choice
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    standings: StandingsView
    threshold: float
