"""Outlines made simpler, laid flat and labelled: worked out by hand, and what holds for any of them."""

from itertools import pairwise
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.boundaries import (
    Outline,
    Position,
    Ring,
    centroid,
    count_positions,
    label_place,
    label_room,
    on_grid,
    oriented,
    positions,
    projection,
    signed_area,
    simplified,
)


def box(west: float, south: float, east: float, north: float) -> Ring:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_a_small_map_stays_as_it_is() -> None:
    outlines: list[Outline] = [[[box(50.123456, 60, 51, 61)]]]
    found = simplified(outlines, most=5)
    assert (found.outlines, found.grid) == (outlines, None)


def test_positions_move_to_the_nearest_node_and_idle_ones_go() -> None:
    # On a grid of a tenth of a degree two corners fall together and one lies on a line.
    ring = [(0.0, 0.0), (0.51, 0.02), (1.01, 0.0), (1.02, 0.98), (1.03, 1.01), (0.0, 1.0), (0.0, 0.0)]
    assert on_grid([[ring]], 10) == [[box(0, 0, 1, 1)]]


def test_a_spike_is_no_area() -> None:
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.0, 5.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    assert on_grid([[ring]], 10) == [[box(0, 0, 1, 1)]]


def test_neighbours_keep_one_border() -> None:
    # The common border has many positions, and the rings begin elsewhere and run the other way.
    border = [(1 + step / 1000, step / 37) for step in range(38)]
    left = [(0.0, 0.0), *border, (0.0, border[-1][1]), (0.0, 0.0)]
    right = [(3.0, border[-1][1]), *reversed(border), (3.0, 0.0), (3.0, border[-1][1])]
    found = simplified([[[left]], [[right]]], most=60)
    one, two = (set(positions(outline)) for outline in found.outlines)
    assert {position for position in one if position[0] >= 1} == {position for position in two if position[0] <= 1.1}
    assert count_positions(found.outlines) <= 60


def test_islands_go_before_a_whole_municipality_does() -> None:
    speck = box(10.001, 10.001, 10.002, 10.002)
    large = [(step / 500, (step % 2) / 900) for step in range(500)] + [(0.0, 5.0), (0.0, 0.0)]
    found = simplified([[[large], [speck]], [[speck]]], most=60)
    assert [len(outline) for outline in found.outlines] == [1, 1]
    # The one that would vanish keeps the coarsest grid on which it is something.
    assert abs(signed_area(found.outlines[1][0][0])) > 0


def test_what_cannot_be_made_small_enough_is_given_back_too_large() -> None:
    many: list[Outline] = [[[box(x, 0, x + 1, 1)]] for x in range(10)]
    assert count_positions(simplified(many, most=20).outlines) == 50


@pytest.mark.parametrize(("ring", "area"), [(box(0, 0, 2, 3), 6), (box(0, 0, 2, 3)[::-1], -6)])
def test_area_is_positive_against_the_clock(ring: Ring, area: float) -> None:
    assert signed_area(ring) == area


def test_holes_run_against_their_outer_ring() -> None:
    outer, hole = box(0, 0, 9, 9), box(1, 1, 2, 2)
    for polygon in ([outer, hole], [outer[::-1], hole[::-1]], [outer[::-1], hole]):
        assert [signed_area(ring) > 0 for ring in oriented(polygon)] == [True, False]


def test_a_degree_of_longitude_has_its_true_length_in_the_middle() -> None:
    flat = projection([[[box(50, 59, 54, 61)]]])
    assert (flat.meridian, flat.joined) == (52, False)
    x, y = flat.flat((53, 60))
    assert x == pytest.approx(cos(radians(60)))
    assert y == 60


def test_a_region_across_the_180th_meridian_is_one() -> None:
    flat = projection([[[box(170, 65, 180, 70)], [box(-180, 65, -170, 70)]]])
    assert flat.joined
    assert flat.meridian == 180
    east, west = flat.flat((179, 66))[0], flat.flat((-179, 66))[0]
    assert 0 < west - east < 2


def test_the_centroid_is_the_centre_of_gravity() -> None:
    assert centroid(box(2, 0, 4, 2)) == pytest.approx((3, 1))
    # An L of three unit squares: (0.5 + 1.5 + 0.5) / 3.
    corner: Ring = [(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2), (0, 0)]
    assert centroid(corner) == pytest.approx((5 / 6, 5 / 6))


def test_a_label_stands_inside_the_largest_part() -> None:
    # A horseshoe: its centre of gravity is outside.
    horseshoe: Ring = [(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10), (0, 0)]
    x, _y = label_place([[box(50, 50, 51, 51)], [horseshoe]])
    assert 0 < x < 2 or 8 < x < 10


def test_a_label_avoids_a_hole() -> None:
    x, y = label_place([[box(0, 0, 9, 9), box(3, 3, 8, 8)[::-1]]])
    assert not (3 < x < 8 and 3 < y < 8)


COORDINATE = st.integers(-80_000, 80_000).map(lambda thousandths: thousandths / 1000)
CORNERS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=40, unique=True)


@given(CORNERS, st.sampled_from([1, 10, 100]))
def test_every_ring_on_a_grid_is_closed_has_area_and_no_idle_position(corners: list[Position], grid: int) -> None:
    for polygon in on_grid([[[*corners, corners[0]]]], grid):
        for ring in polygon:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert signed_area(ring) != 0
            assert all(one != two for one, two in pairwise(ring))
            assert set(ring) <= {(round(x * grid) / grid, round(y * grid) / grid) for x, y in corners}


@given(st.lists(CORNERS, min_size=1, max_size=4), st.integers(4, 60))
def test_simplifying_again_changes_nothing_more(rings: list[list[Position]], most: int) -> None:
    outlines: list[Outline] = [[[[*corners, corners[0]]]] for corners in rings]
    once = simplified(outlines, most)
    again = simplified(outlines, most)
    assert once == again
    assert len(once.outlines) == len(outlines)
    assert all(once.outlines)
    assert count_positions(once.outlines) <= count_positions(outlines)


def test_the_room_of_a_label_is_the_stretch_that_it_stands_in() -> None:
    # Two towers of 2 and 3 on one base: at half of their height each has its own width.
    towers = [
        (0.0, 0.0),
        (9.0, 0.0),
        (9.0, 4.0),
        (6.0, 4.0),
        (6.0, 1.0),
        (2.0, 1.0),
        (2.0, 4.0),
        (0.0, 4.0),
        (0.0, 0.0),
    ]
    outline = [[towers]]
    assert label_room(outline, (1.0, 2.0)) == 2
    assert label_room(outline, (7.5, 2.0)) == 3
    assert label_room(outline, (1.0, 0.5)) == 9
    assert label_room(outline, (4.0, 2.0)) == 0
