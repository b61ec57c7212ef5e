"""The chart of breaks adds up to all rows and begins at zero."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.directions import directions_cycle
from data.views.cycle.region import region_cycle
from layouts.figures.cycle import breaks, breaks_figure
from layouts.figures.theme import OWN_BAR
from tests.layouts.drawing import drawn


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def test_bars_add_up_to_all_municipalities_in_cycle_order(reader: Reader) -> None:
    view = region_cycle(reader, CycleSelection())
    rows = breaks(view)
    assert sum(count for _name, count in rows) == len(view.rows) == 42
    assert rows[0][0] == "1. Цели"
    assert [name for name, _count in rows][-2:] == ["цикл замкнут", "не определено"]


def test_the_most_frequent_break_is_darkest_and_bars_start_at_zero(reader: Reader) -> None:
    view = region_cycle(reader, CycleSelection())
    figure = drawn(breaks_figure(view, title="Где рвётся цикл", filters="2026"))
    (bars,) = figure.data
    worst = max(count.breaks_first for count in view.counts)
    dark = [count for count, colour in zip(bars.x, bars.marker.color, strict=True) if colour == OWN_BAR]
    assert set(dark) == {worst}
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.meta["filters"] == "2026"


def test_of_all_directions_the_bars_add_up_to_all_pairs(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    found = dict(breaks(view))
    assert sum(found.values()) == 42 * 8
    assert found["цикл замкнут"] == sum(line.complete_cycles for line in view.rows)
    single = [dict(breaks(region_cycle(reader, CycleSelection(direction=one.code)))) for one in view.choices.directions]
    assert found["1. Цели"] == sum(one["1. Цели"] for one in single)
