"""Points that no document proves, and penalties with the time since they stand.

In the small region a full score has a document: B's goals have 2 of 2 points proved, C's 2 and 1, D's penalty of 1
came with the second revision, B's with the first.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.models.assessment import Score
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.proof import Penalties, Proof, penalties, unproved
from data.views.cycle.region_tables import bare_table, penalties_table
from data.vocabulary import Role
from tests.data.changes import give_points


@pytest.fixture
def demo(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def proof(engine: Engine, viewer: Viewer = MINISTRY, **chosen: str) -> Proof:
    with reading(engine) as session:
        return unproved(open_reader(session, viewer), CycleSelection(view="region", **chosen))


def standing(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None, **chosen: str) -> Penalties:
    with reading(engine) as session:
        return penalties(open_reader(session, viewer, revision), CycleSelection(**{"view": "region", **chosen}))


def test_where_every_point_is_proved_nothing_is_listed(small_database: Engine) -> None:
    # A 2 + 2 + 1 + 2, B 2, C 2 + 1, D 2 + 2 + 1 + 2 points.
    found = proof(small_database)
    assert list(found.cells) == []
    assert (found.points, found.bare_points, found.cells_with_points) == (19, 0, 6)


def test_unproved_points_are_listed_by_cell_wholly_unproved_first(small_database: Engine) -> None:
    with writing(small_database) as session:
        session.execute(update(Score).values(evidence_id=None).where(Score.points == 2))
    found = proof(small_database)
    assert [(cell.key, cell.bare_points, cell.points, cell.is_wholly_bare) for cell in found.cells] == [
        ("A~1.1~indicators", 2, 2, True),
        ("B~1.1~goals", 2, 2, True),
        ("D~1.1~indicators", 2, 2, True),
        ("A~1.1~goals", 4, 5, False),
        ("D~1.1~goals", 4, 5, False),
        ("C~1.1~goals", 2, 3, False),
    ]
    assert (found.wholly_bare, found.bare_points, found.points) == (3, 16, 19)


def test_a_head_gets_the_own_cells_and_penalties_only(small_database: Engine) -> None:
    with writing(small_database) as session:
        session.execute(update(Score).values(evidence_id=None))
    head = Viewer(Role.MUNICIPALITY, "D")
    assert {cell.municipality.code for cell in proof(small_database, head).cells} == {"D"}
    assert {row.municipality.code for row in standing(small_database, head).rows} == {"D"}


def test_a_penalty_stands_since_the_revision_that_brought_it(small_database: Engine) -> None:
    found = standing(small_database)
    assert [(row.municipality.code, row.points, row.since_period.code, row.since_revision) for row in found.rows] == [
        ("B", -1, "2026", 1),
        ("D", -1, "2026", 2),
    ]
    assert found.points == 2
    assert all(row.is_first_period for row in found.rows)
    assert found.rows[0].comment == "не показано"


def test_a_penalty_taken_away_is_gone_but_still_there_as_of_an_older_revision(small_database: Engine) -> None:
    give_points(small_database, "D", "i1.penalty", 0)
    assert [row.municipality.code for row in standing(small_database).rows] == ["B"]
    assert [row.municipality.code for row in standing(small_database, revision=2).rows] == ["B", "D"]
    give_points(small_database, "D", "i1.penalty", -1)
    assert [row.since_revision for row in standing(small_database).rows] == [1, 4]


def test_one_municipality_over_all_directions(small_database: Engine) -> None:
    found = standing(small_database, view="municipality", municipality="D")
    assert [row.key for row in found.rows] == ["D~1.1~indicators"]


def test_sums_of_the_demo_region_agree_between_views(demo: Reader) -> None:
    whole = unproved(demo, CycleSelection(view="directions"))
    parts = [
        unproved(demo, CycleSelection(direction=code))
        for code in ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4")
    ]
    assert sum(part.bare_points for part in parts) == whole.bare_points
    assert sum(len(part.cells) for part in parts) == len(whole.cells)
    assert sum(cell.bare_points for cell in whole.cells) == whole.bare_points
    rows = penalties(demo, CycleSelection(view="directions"))
    assert rows.points == -sum(row.points for row in rows.rows)
    assert {row.since_period.code for row in rows.rows} > {"2026"}


def test_exports_have_a_row_for_each_cell_and_each_penalty(demo: Reader) -> None:
    chosen = CycleSelection(view="region", direction="1.1")
    cells, rows = unproved(demo, chosen).cells, penalties(demo, chosen).rows
    bare, below = bare_table(demo, chosen), penalties_table(demo, chosen)
    assert [row["bare_points"] for row in bare.rows] == [cell.bare_points for cell in cells]
    assert [row["points"] for row in below.rows] == [row.points for row in rows]
    for table in (bare, below):
        assert all(set(row) == {column.key for column in table.columns} for row in table.rows)
