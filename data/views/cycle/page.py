"""Everything the page of the cycle shows for one selection."""

from dataclasses import dataclass
from functools import cached_property

from data.measures.chains import ChainPattern
from data.storage.reader import Reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail, cell_detail
from data.views.cycle.directions import DirectionsView, directions_cycle
from data.views.cycle.proof import Penalties, Proof, penalties, unproved
from data.views.cycle.region import CycleView, cycle_line, cycle_view
from data.views.cycle.selection import DIRECTIONS, chosen_municipalities, settle_cycle, shown_cell
from data.vocabulary import ComponentState


@dataclass(frozen=True)
class ChosenCell:
    """The chosen cell: what stands behind it, its state, and the chain patterns of its row."""

    key: str
    detail: CellDetail
    state: ComponentState
    chains: tuple[ChainPattern, ...]


class CyclePage:
    """The map that the selection names, the chosen cell, and what the points of the map rest on.

    A part is read when it is asked for, and once. ``selection`` is settled: the address of the page. Raises what
    ``settle_cycle`` and ``cell_detail`` raise.
    """

    def __init__(self, reader: Reader, selection: CycleSelection) -> None:
        settled, self._choices = settle_cycle(reader, selection)
        self._reader = reader
        self.selection = settled.but(cell=shown_cell(settled, self._choices))

    @property
    def is_empty(self) -> bool:
        """Whether the filters leave no municipality."""
        return not chosen_municipalities(self.selection, self._choices)

    @cached_property
    def view(self) -> CycleView | DirectionsView:
        find = directions_cycle if self.selection.view == DIRECTIONS else cycle_view
        return find(self._reader, self.selection)

    @cached_property
    def cell(self) -> ChosenCell | None:
        """Nothing while no cell of the map is chosen."""
        detail = cell_detail(self._reader, self.selection)
        if detail is None:
            return None
        key = self.selection.cell or ""
        line = cycle_line(self._reader, self.selection, self._choices)
        state = next(cell.state for cell in line.cells if cell.key == key)
        return ChosenCell(key, detail, state, line.chains)

    @cached_property
    def proof(self) -> Proof:
        return unproved(self._reader, self.selection)

    @cached_property
    def penalties(self) -> Penalties:
        return penalties(self._reader, self.selection)
