"""Outlines simplified together: worked out by hand, and what holds for any of them, proper or not."""

from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.intake.files.map_geometry import Simplified, crossings, shapes_of
from data.intake.files.map_geometry import simplified as simplified_shapes
from data.measures.boundaries import Outline, Position, Ring, count_positions, positions, signed_area


def box(west: float, south: float, east: float, north: float) -> Ring:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def coast(west: float, east: float, south: float, corners: int, depth: float) -> Ring:
    """A box whose southern side is crooked: every other corner lies ``depth`` further south."""
    width = (east - west) / corners
    shore = [(west + width * step, south - depth * (step % 2)) for step in range(corners + 1)]
    return [*shore, (east, south + 1), (west, south + 1), shore[0]]


def simplified(outlines: list[Outline], most: int) -> Simplified:
    return simplified_shapes(shapes_of(outlines), most)


def test_corners_that_hardly_show_go_first_and_the_distance_is_told() -> None:
    # 100 small corners of 0.001 degrees and one large of 0.5: the small ones go, and nothing lies further off.
    ring = coast(50, 51, 60, 100, 0.001)
    ring[40] = (50.4, 59.5)
    found = simplified([[[ring]]], most=10)
    assert count_positions(found.outlines) <= 10
    assert (50.4, 59.5) in set(positions(found.outlines[0]))
    assert found.off == pytest.approx(0.001, abs=0.0002)


def test_neighbours_keep_one_border() -> None:
    # The common border has many positions, and the rings begin elsewhere and run the other way.
    border = [(1 + (step % 3) / 1000, step / 37) for step in range(38)]
    left = [(0.0, 0.0), *border, (0.0, border[-1][1]), (0.0, 0.0)]
    right = [(3.0, border[-1][1]), *reversed(border), (3.0, 0.0), (3.0, border[-1][1])]
    found = simplified([[[left]], [[right]]], most=60)
    one, two = (set(positions(outline)) for outline in found.outlines)
    assert {position for position in one if position[0] >= 1} == {position for position in two if position[0] <= 1.1}
    assert count_positions(found.outlines) <= 60


def test_specks_go_before_a_whole_municipality_does() -> None:
    speck = box(10.00001, 10.00001, 10.00002, 10.00002)
    found = simplified([[[coast(0, 1, 0, 500, 0.002)], [speck]], [[speck]]], most=60)
    assert [len(outline) for outline in found.outlines] == [1, 1]
    assert found.left_out == 1
    # That a speck of one municipality went is no line that was moved.
    assert found.off < 0.01


def test_what_cannot_be_made_small_enough_is_given_back_too_large() -> None:
    many: list[Outline] = [[[box(x, 0, x + 1, 1)]] for x in range(10)]
    assert count_positions(simplified(many, most=20).outlines) == 50


@pytest.mark.parametrize(
    ("polygon", "place"),
    [
        ([box(0, 0, 1, 1)], ""),
        ([[(0, 0), (2, 2), (2, 0), (0, 3), (0, 0)]], "1.2 1.2"),
        # Two squares that touch in a corner, drawn in one go.
        ([[(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (1, 2), (1, 1), (0, 1), (0, 0)]], ""),
        ([box(0, 0, 1, 1), box(5, 5, 6, 6)], "5 5"),
    ],
    ids=["square", "bow tie", "touching", "hole outside"],
)
def test_a_crossing_is_told_with_its_place(polygon: list[Ring], place: str) -> None:
    assert crossings(shapes_of([[polygon], []])) == [place, ""]


COORDINATE = st.integers(-80_000, 80_000).map(lambda thousandths: thousandths / 1000)
CORNERS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=40, unique=True)


@given(st.lists(CORNERS, min_size=1, max_size=4), st.integers(4, 60))
def test_whatever_the_lines_do_each_outline_stays_and_is_proper(rings: list[list[Position]], most: int) -> None:
    outlines: list[Outline] = [[[[*corners, corners[0]]]] for corners in rings if signed_area([*corners, corners[0]])]
    found = simplified([*outlines, []], most)
    assert found == simplified([*outlines, []], most)
    assert all(found.outlines[:-1])
    assert found.outlines[-1] == []
    for ring in (ring for outline in found.outlines for polygon in outline for ring in polygon):
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert all(one != two for one, two in pairwise(ring))


@given(st.integers(2, 6), st.integers(2, 6), st.data())
def test_no_gap_opens_between_neighbours(columns: int, rows: int, data: st.DataObject) -> None:
    """A wall of boxes with crooked sides: afterwards it still covers the same ground, with nothing between."""

    def side(one: Position, two: Position) -> Ring:
        low, high = sorted((one, two))
        line = [
            (low[0] + (high[0] - low[0]) * part / 8 + 0.02 * (part % 2), low[1] + (high[1] - low[1]) * part / 8)
            for part in range(9)
        ]
        return line[:-1] if (low, high) == (one, two) else line[:0:-1]

    def cell(x: int, y: int) -> Outline:
        corners: Ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        ring = [position for one, two in pairwise(corners) for position in side(one, two)]
        return [[[*ring, ring[0]]]]

    outlines = [cell(x, y) for x in range(columns) for y in range(rows)]
    most = data.draw(st.integers(8 * len(outlines), count_positions(outlines)))
    found = simplified(outlines, most)
    shapes = [shapely.Polygon(outline[0][0]) for outline in found.outlines]
    assert count_positions(found.outlines) <= most
    assert shapely.coverage_is_valid(shapes)
    assert len(shapely.union_all(shapes).interiors) == 0
