"""What the cards of a profile are drawn from, as plain values."""

from dataclasses import dataclass

from data.views.cycle.region import Line
from data.views.cycle.selection import Stage
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.comparison import Standing, StandingsView
from data.views.municipality.penalties import PenaltyLine
from data.views.rankings.history import RankHistory
from data.views.rankings.robustness import Robustness
from data.views.rankings.rows import RankingRow
from data.views.shared.choices import Choice
from data.views.shared.provenance import Provenance


@dataclass(frozen=True)
class ProfileFrame:
    """What every card of a profile names; ``selection`` is settled.

    ``basis`` says municipality, period and methodology in words; ``filters`` adds with whom it is compared.
    """

    selection: MunicipalitySelection
    municipality: Choice
    basis: str
    filters: str
    provenance: Provenance


@dataclass(frozen=True)
class KeyFigures:
    """``row`` is the municipality in the ranking by total, ``total`` how it stands there; ``count`` is N.

    ``earlier`` is the year of the period before, empty where the two cannot be compared; ``effective_change`` is how
    many full cycles more there are than then, None where nobody can say. ``history`` has the line of this one only.
    """

    frame: ProfileFrame
    row: RankingRow
    total: Standing
    count: int
    earlier: str
    certainty: Robustness
    lines: tuple[Line, ...]
    effective: tuple[Line, ...]
    effective_change: int | None
    penalties: tuple[PenaltyLine, ...]
    history: RankHistory


@dataclass(frozen=True)
class LinkMap:
    """Directions in their official order × stages of the cycle; ``standings`` have the rank in each direction.

    ``threshold`` is the share of the maximum from which a stage is formed.
    """

    selection: MunicipalitySelection
    municipality: Choice
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    standings: StandingsView
    threshold: float
