"""Outlines for the browser: one file per change of the boundaries, small, without a gap between neighbours."""

import re
from collections.abc import Iterator

import orjson
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.queries.boundaries import boundary_revision
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.region_map.geometry import SIDE, geometry_file, map_geometry
from data.vocabulary import Role
from tests.data import maps


@pytest.fixture(scope="module")
def mapped_database(demo_database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = maps.with_map(demo_database, tmp_path_factory.mktemp("map"), maps.demo_codes())
    yield engine
    engine.dispose()


@pytest.fixture
def session(mapped_database: Engine) -> Iterator[Session]:
    with reading(mapped_database) as opened:
        yield opened


def corners(path: str) -> list[tuple[int, int]]:
    """The corners of a path of one ring, worked out as a browser does."""
    assert path.count("M") == 1
    x, y, *steps = map(int, re.findall(r"-?\d+", path))
    found = [(x, y)]
    for across, down in zip(steps[::2], steps[1::2], strict=True):
        found.append((found[-1][0] + across, found[-1][1] + down))
    return found


def content(session: Session) -> dict[str, list[object]]:
    reader = open_reader(session, MINISTRY)
    geometry = map_geometry(reader)
    assert geometry is not None
    return dict(orjson.loads(geometry_file(reader, geometry.mark)))


def test_the_longer_side_has_all_units_and_every_corner_lies_on_the_map(session: Session) -> None:
    file = content(session)
    assert max(file["wide"], file["high"]) == SIDE
    for path, x, y, _room, _tall in file["places"].values():
        for across, down in corners(path):
            assert 0 <= across <= file["wide"]
            assert 0 <= down <= file["high"]
        inside = corners(path)
        assert min(a for a, _d in inside) < x < max(a for a, _d in inside)
        assert min(d for _a, d in inside) < y < max(d for _a, d in inside)


def test_neighbours_have_their_corners_in_common_to_the_unit(session: Session) -> None:
    places = content(session)["places"]
    first, second = (set(corners(places[code][0])) for code in maps.demo_codes()[:2])
    assert len(first & second) == 2, "two cells side by side share an edge"


def test_a_cell_of_six_sides_is_six_corners_with_room_for_its_label(session: Session) -> None:
    path, _x, _y, room, tall = content(session)["places"][maps.demo_codes()[0]]
    assert len(corners(path)) == 6
    across = [a for a, _d in corners(path)]
    assert room == pytest.approx(max(across) - min(across), abs=2)
    # True in the middle of the map, some per cent off at its edges.
    assert tall == pytest.approx(room * 2 / 3**0.5, rel=0.04)


def test_the_address_changes_with_the_boundaries_only(session: Session, demo_database: Engine) -> None:
    reader = open_reader(session, MINISTRY)
    geometry = map_geometry(reader)
    assert geometry is not None
    # Revision 8 loaded these outlines; before it there were none.
    assert (geometry.revision, boundary_revision(reader)) == (8, 8)
    before = open_reader(session, MINISTRY, 7)
    assert (boundary_revision(before), map_geometry(before)) == (0, None)
    with reading(demo_database) as other:
        first, last = (map_geometry(open_reader(other, MINISTRY, revision)) for revision in (1, None))
    # The demonstration has its outlines since its first revision; the later ones changed something else.
    assert first is not None
    assert first == last
    assert first.mark != geometry.mark


def test_every_role_gets_the_same_outlines(session: Session) -> None:
    head = open_reader(session, Viewer(Role.MUNICIPALITY, planted.SHOWN))
    assert map_geometry(head) == map_geometry(open_reader(session, MINISTRY))


def test_another_mark_names_nothing(session: Session) -> None:
    with pytest.raises(NotFound):
        geometry_file(open_reader(session, MINISTRY), "0" * 16)
