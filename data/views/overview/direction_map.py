"""The heatmap of the overview: municipality × direction, how many stages of the cycle are formed, and the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.selection import Selection
from data.storage.reader import Reader, kept
from data.views.overview.figures import period_cycles
from data.views.rankings.rows import RankingRow
from data.views.shared.choices import Choice, Choices, settle
from data.vocabulary import Nothing, Verdict


@dataclass(frozen=True)
class MapCell:
    """``formed`` of ``required`` components; ``cell`` is the key of the first that is not, empty where all are.

    ``nothing`` tells why there is no number at all: nothing scored, or nothing applicable.
    """

    direction: Choice
    formed: int
    required: int
    verdict: Verdict
    cell: str
    nothing: Nothing | None


@dataclass(frozen=True)
class MapRow:
    """One municipality with its cells in the order of directions; ``rank`` is empty without one."""

    code: str
    short: str
    name: str
    rank: str
    is_own: bool
    cells: tuple[MapCell, ...]

    @property
    def effective(self) -> int:
        return sum(cell.verdict is Verdict.EFFECTIVE for cell in self.cells)

    @property
    def judged(self) -> int:
        """How many directions can be judged; where none can, ``effective`` is no number."""
        return sum(cell.verdict is not Verdict.CANNOT_BE_JUDGED for cell in self.cells)


@dataclass(frozen=True)
class DirectionMap:
    """``ranked`` rows by rank, then those without one; ``effective`` counts verdicts over all rows by direction."""

    directions: tuple[Choice, ...]
    required: int
    ranked: tuple[MapRow, ...]
    unranked: tuple[MapRow, ...]
    effective: tuple[int, ...]

    @property
    def rows(self) -> tuple[MapRow, ...]:
        return self.ranked + self.unranked


@kept
def map_cells(reader: Reader, period: str, methodology: str, threshold: float) -> dict[str, tuple[MapCell, ...]]:
    """Cells by code of the municipality, of everybody whose details the viewer may see, by direction."""
    _selection, choices = settle(reader, Selection(period=period, methodology=methodology))
    verdicts = period_cycles(reader, period, methodology, threshold).verdicts
    by_code = {choice.code: choice for choice in choices.directions}
    cells: dict[str, dict[str, MapCell]] = {}
    for row in verdicts.to_dict("records"):
        code, direction = str(row["municipality"]), str(row["direction"])
        cells.setdefault(code, {})[direction] = MapCell(
            direction=by_code[direction],
            formed=int(row["formed"]),
            required=int(row["required"]),
            verdict=Verdict(row["verdict"]),
            cell=f"{code}~{direction}~{row['first_broken']}" if row["first_broken"] else "",
            nothing=Nothing(row["nothing"]) if row["nothing"] else None,
        )
    return {code: tuple(found.values()) for code, found in cells.items()}


def direction_map(
    cells: Mapping[str, tuple[MapCell, ...]],
    choices: Choices,
    ranked: Sequence[RankingRow],
    unranked: Sequence[RankingRow],
) -> DirectionMap:
    """Rows of the municipalities in ``cells`` (those of ``map_cells``), in the given order."""
    found = [
        [
            MapRow(row.code, row.name, row.full_name, row.rank, row.pinned, cells[row.code])
            for row in part
            if row.code in cells
        ]
        for part in (ranked, unranked)
    ]
    every = found[0] + found[1]
    return DirectionMap(
        directions=choices.directions,
        required=len(choices.cycle_components),
        ranked=tuple(found[0]),
        unranked=tuple(found[1]),
        effective=tuple(
            sum(row.cells[index].verdict is Verdict.EFFECTIVE for row in every)
            for index in range(len(choices.directions))
        ),
    )
