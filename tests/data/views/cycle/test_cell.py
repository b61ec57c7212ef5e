"""What stands behind a cell: the sums agree with the map, and losses say where points went."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, NotFound
from data.models.assessment import Score
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail, Document, cell_detail
from data.views.cycle.region import region_cycle
from data.vocabulary import Nothing, Role


@pytest.fixture
def reader(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def demo(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def behind(reader: Reader, cell: str, **choices: str) -> CellDetail:
    detail = cell_detail(reader, CycleSelection(cell=cell, **choices))
    assert detail is not None
    return detail


def test_no_cell_no_detail(reader: Reader) -> None:
    assert cell_detail(reader, CycleSelection()) is None


def test_lost_points_are_those_not_earned_and_those_taken_away(reader: Reader) -> None:
    detail = behind(reader, "B~1.1~indicators")
    assert (detail.points, detail.maximum) == (-1, 2)
    assert (detail.not_earned, detail.penalties) == (2, 1)
    assert detail.maximum - (detail.points or 0) == detail.not_earned + detail.penalties


def test_positions_hold_the_parameters_they_have(reader: Reader) -> None:
    (section,) = behind(reader, "A~1.1~goals").sections
    assert [name for name, _title, _penalty in section.parameters] == ["presence", "alignment"]
    assert [position.number for position in section.positions] == [1, 2]
    # The second position has no alignment to be scored.
    assert section.positions[1].given[1] is None
    assert section.positions[1].maximum == 1


def test_what_nobody_scored_is_not_lost(reader: Reader) -> None:
    detail = behind(reader, "C~1.1~indicators")
    assert detail.points is None
    assert (detail.not_earned, detail.penalties, detail.unscored) == (0, 0, 2)
    assert {given.missing for given in detail.given} == {Nothing.NO_DATA}


def test_evidence_names_the_positions_it_proves(reader: Reader) -> None:
    assert behind(reader, "A~1.1~goals").documents == (
        Document("Положение об оценке", "12", "2026-03-03", "https://example.org/12", (1, 2)),
    )
    assert behind(reader, "A~1.1~goals").documents[0].details == "№ 12 от 03.03.2026"


def test_a_direction_without_a_rubric_has_no_positions(reader: Reader) -> None:
    assert behind(reader, "A~1.2~goals").sections == ()


@pytest.mark.parametrize("cell", ["Z~1.1~goals", "A~9.9~goals", "A~1.1~luck"])
def test_an_unknown_cell_is_reported(reader: Reader, cell: str) -> None:
    with pytest.raises(NotFound):
        cell_detail(reader, CycleSelection(cell=cell))


@pytest.mark.parametrize("cell", ["A~1.1~goals", "A~1.1~luck"])
def test_a_head_is_refused_a_foreign_cell(small_database: Engine, cell: str) -> None:
    with reading(small_database) as session, pytest.raises(AccessDenied):
        cell_detail(open_reader(session, Viewer(Role.MUNICIPALITY, "B")), CycleSelection(cell=cell))


def test_the_shown_municipality_has_the_points_of_the_picture(demo: Reader) -> None:
    detail = behind(demo, f"{planted.SHOWN}~1.1~indicators")
    assert (detail.points, detail.maximum) == (12, 20)
    assert (detail.not_earned, detail.penalties) == (6, 2)
    (section,) = detail.sections
    for index, (name, _title, _penalty) in enumerate(section.parameters):
        column = [position.given[index] for position in section.positions]
        assert tuple(given.points for given in column if given) == planted.SHOWN_INDICATORS[name]


def test_every_cell_of_the_map_sums_to_what_stands_behind_it(demo: Reader) -> None:
    line = next(line for line in region_cycle(demo, CycleSelection(direction="1.3")).rows if line.code == planted.SHOWN)
    for cell in line.cells:
        detail = behind(demo, cell.key)
        assert (detail.points, detail.maximum) == (cell.points, cell.maximum)


def test_a_coarse_stage_opens_all_its_members(demo: Reader) -> None:
    detail = behind(demo, f"{planted.SHOWN}~1.1~indicators_methods", stages="six")
    assert [section.stage.code for section in detail.sections] == ["indicators", "methods"]
    numbers = [position.number for section in detail.sections for position in section.positions]
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_score_names_its_document_and_bare_points_are_reported(reader: Reader) -> None:
    detail = behind(reader, "D~1.1~indicators")
    # The full score has the document; the penalty of −1 claims nothing that one would have to prove.
    assert [given.document for given in detail.given] == [1, None]
    assert detail.bare == ()
    reader.session.execute(update(Score).values(evidence_id=None))
    bare = behind(open_reader(reader.session, reader.viewer), "D~1.1~indicators")
    assert [(line.number, given.points) for line, given in bare.bare] == [(1, 2)]
    assert bare.documents == ()


def test_expected_documents_are_those_of_the_stage(demo: Reader) -> None:
    goals = behind(demo, f"{planted.SHOWN}~1.1~goals")
    assert [one.text for one in goals.expected] == [
        "Положение о муниципальной системе оценки качества образования",
        "Муниципальная программа «.....»",
    ]
    assert behind(demo, f"{planted.SHOWN}~1.3~goals").expected == ()
    # Indicators and methods share one row of the source: it is shown once.
    coarse = behind(demo, f"{planted.SHOWN}~1.1~indicators_methods", stages="six")
    assert len(coarse.expected) == 2


def test_penalties_of_the_cell_say_since_when_they_stand(demo: Reader) -> None:
    detail = behind(demo, f"{planted.SHOWN}~1.1~indicators")
    assert -sum(one.points for one in detail.standing) == detail.penalties == 2
    assert behind(demo, f"{planted.SHOWN}~1.1~goals").standing == ()


def test_the_history_leads_on_only_where_its_page_is_open(small_database: Engine) -> None:
    found = {}
    for viewer in (MINISTRY, Viewer(Role.ANALYST), Viewer(Role.MUNICIPALITY, "B")):
        with reading(small_database) as session:
            found[viewer.role] = behind(open_reader(session, viewer), "B~1.1~goals").leads_to_history
    assert found == {Role.MINISTRY: True, Role.ANALYST: False, Role.MUNICIPALITY: False}
