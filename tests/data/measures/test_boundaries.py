"""Outlines laid flat and labelled: worked out by hand."""

from math import cos, radians

import pytest

from data.measures.boundaries import (
    Ring,
    centroid,
    label_place,
    label_room,
    oriented,
    projection,
    signed_area,
)


def box(west: float, south: float, east: float, north: float) -> Ring:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


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
