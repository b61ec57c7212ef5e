"""Everything the page of the cycle shows for one selection."""

from dataclasses import dataclass

from data.reader import Reader
from data.selection import Selection
from data.views.cycle import CycleView, cycle_view
from data.views.cycle_cell import CellDetail, cell_detail
from data.views.cycle_directions import DirectionsView, directions_cycle
from data.views.cycle_proof import Penalties, Proof, penalties, unproved
from data.views.cycle_selection import DIRECTIONS, settle_cycle


@dataclass(frozen=True)
class CyclePage:
    """The map that the selection names, the chosen cell, and what the points of the map rest on."""

    view: CycleView | DirectionsView
    detail: CellDetail | None
    proof: Proof
    penalties: Penalties

    @property
    def selection(self) -> Selection:
        """Settled: the address of the page."""
        return self.view.selection


def cycle_page(reader: Reader, selection: Selection) -> CyclePage:
    """Raises what ``settle_cycle`` and ``cell_detail`` raise."""
    settled, _choices = settle_cycle(reader, selection)
    view: CycleView | DirectionsView
    view = directions_cycle(reader, settled) if settled.view == DIRECTIONS else cycle_view(reader, settled)
    found = view.selection
    return CyclePage(view, cell_detail(reader, found), unproved(reader, found), penalties(reader, found))
