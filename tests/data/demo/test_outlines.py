"""The outlines of the invented region: neighbours side by side without gaps, towns small, one place left out."""

from collections import Counter
from itertools import pairwise
from statistics import median

import orjson
import pytest

from data.demo import outlines, planted
from data.demo.boundaries import FILE
from data.demo.outlines import Ring, border, cell, joined
from data.demo.places import places
from data.measures.boundaries import signed_area
from data.vocabulary import MunicipalityKind

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
BESIDE = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 0.0)]


@pytest.fixture(scope="module")
def rings() -> dict[str, Ring]:
    features = orjson.loads(FILE.read_bytes())["features"]
    return {each["properties"]["code"]: [(x, y) for x, y in each["geometry"]["coordinates"][0]] for each in features}


def test_the_file_is_what_the_script_draws() -> None:
    assert orjson.loads(FILE.read_bytes()) == orjson.loads(orjson.dumps(outlines.collection()))


def test_everybody_has_an_outline_but_one(rings: dict[str, Ring]) -> None:
    assert set(rings) == {place.code for place in places()} - {planted.WITHOUT_OUTLINE}


@pytest.mark.parametrize("year", [2023, planted.LAST_YEAR])
def test_neighbours_have_their_borders_in_common_and_nobody_overlaps(rings: dict[str, Ring], year: int) -> None:
    shown = [rings[place.code] for place in places() if place.exists_in(year) and place.code in rings]
    assert all(ring[0] == ring[-1] and signed_area(ring) > 0 for ring in shown)
    lines = Counter(line for ring in shown for line in pairwise(ring))
    # Each line is walked once, and once the other way by the neighbour where there is one.
    assert set(lines.values()) == {1}
    inner = sum((end, start) in lines for start, end in lines)
    assert inner / len(lines) > 0.7
    # The rest is one way around the region, with no hole inside.
    following = {start: end for start, end in lines if (end, start) not in lines}
    around = [start := min(following)]
    while (start := following[start]) != around[0]:
        around.append(start)
    assert len(around) == len(following)


def test_no_border_crosses_itself_or_another(rings: dict[str, Ring]) -> None:
    lines = sorted({min(line, line[::-1]) for ring in rings.values() for line in pairwise(ring)})
    crossed = [
        (one, other)
        for place, one in enumerate(lines)
        for other in lines[place + 1 :]
        if other[0][0] <= one[1][0] and cross(one, other)
    ]
    assert crossed == []


def cross(one: outlines.Line, other: outlines.Line) -> bool:
    """Whether two lines meet elsewhere than at their ends."""

    def side(line: outlines.Line, point: outlines.Point) -> float:
        (x0, y0), (x1, y1) = line
        return (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0


def test_towns_are_small_and_districts_large(rings: dict[str, Ring]) -> None:
    areas: dict[str, list[float]] = {}
    for place in places():
        if place.exists_in(planted.LAST_YEAR) and place.code in rings:
            areas.setdefault(place.kind, []).append(signed_area(rings[place.code]))
    town, okrug, district = (median(areas[kind.value]) for kind in MunicipalityKind)
    assert 1.5 * town < okrug < district


def test_a_cell_is_what_is_nearer_to_its_site() -> None:
    found = cell(0, [(0.0, 0.0, 0.0), (2.0, 0.0, 0.0), (-2.0, 0.0, 0.0), (0.0, 2.0, 0.0), (0.0, -2.0, 0.0)])
    assert sorted((round(x, 9), round(y, 9)) for (x, y), _beyond in found) == [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    assert {beyond for _corner, beyond in found} == {1, 2, 3, 4}


def test_a_heavier_site_has_more() -> None:
    # x² - 1 = (x - 2)² at 1.25.
    found = cell(0, [(0.0, 0.0, 1.0), (2.0, 0.0, 0.0)])
    assert max(x for (x, _y), _beyond in found) == pytest.approx(1.25)


def test_a_border_is_crooked_between_its_ends() -> None:
    line = border((0.0, 0.0), (8.0, 0.0), outlines.np.random.default_rng(1))
    assert (line[0], line[-1], len(line)) == ((0.0, 0.0), (8.0, 0.0), 2**outlines.HALVINGS + 1)
    assert max(abs(y) for _x, y in line) > 0


def test_neighbours_are_joined_without_what_lies_between_them() -> None:
    ring = joined([SQUARE, BESIDE])
    assert (ring[0] == ring[-1], signed_area(ring), len(ring)) == (True, 2.0, 7)
