"""The map of all directions: every combination is there, with its verdict, first break and chain patterns.

Direction 1.1 of the small region: A effective · B breaks at the goals · C at the goals, indicators without data ·
D at the indicators · F has no assessment. Of 1.2 no rubric is loaded.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.measures.chains import ChainPattern
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.tables import arranged
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import chain_counts, concerned
from data.views.cycle.directions import DirectionCell, DirectionsView, directions_cycle
from data.views.cycle.region import region_cycle
from data.views.cycle.region_tables import broken_text, chains_table, directions_table
from data.vocabulary import MunicipalityKind, Nothing, Role, Verdict


@pytest.fixture
def reader(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def demo(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def cell_of(view: DirectionsView, code: str, direction: str = "1.1") -> DirectionCell:
    line = next(line for line in view.rows if line.code == code)
    return next(cell for cell in line.cells if cell.direction.code == direction)


def test_every_combination_is_there_whatever_has_been_scored(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    found = [(line.code, cell.direction.code) for line in view.rows for cell in line.cells]
    assert len(found) == len(set(found))
    assert set(found) == set(product("ABCDF", ("1.1", "1.2")))
    stages = region_cycle(reader, CycleSelection())
    cells = [tuple(cell.key.split("~")) for line in stages.rows for cell in line.cells]
    assert sorted(cells) == sorted(product("ABCDF", ("1.1",), ("goals", "indicators")))


def test_verdicts_and_first_broken_links(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    found = {code: (cell_of(view, code).verdict, broken_text(cell_of(view, code))) for code in "ABCDF"}
    assert found == {
        "A": (Verdict.EFFECTIVE, "цикл замкнут"),
        "B": (Verdict.INEFFECTIVE, "1. Цели"),
        "C": (Verdict.INEFFECTIVE, "1. Цели"),
        "D": (Verdict.INEFFECTIVE, "2. Показатели"),
        "F": (Verdict.CANNOT_BE_JUDGED, "1. Цели: нет данных"),
    }
    assert cell_of(view, "D").key == "D~1.1~indicators"
    assert cell_of(view, "A").key == ""
    assert cell_of(view, "F").nothing is Nothing.NO_DATA
    assert cell_of(view, "C").nothing is None


def test_full_cycles_are_counted_by_direction_and_by_municipality(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    assert [(count.effective, [one.code for one in count.breaks_most], count.breaks) for count in view.counts] == [
        (1, ["goals"], 2),
        (0, [], 0),
    ]
    assert {line.code: line.complete_cycles for line in view.rows} == {"A": 1, "B": 0, "C": 0, "D": 0, "F": 0}


def test_rows_are_given_by_points(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    # 1.2 is not scored at all, so that every row is incomplete.
    assert "".join(line.code for line in view.incomplete) == "ADCBF"
    assert view.lines == ()


@pytest.mark.parametrize(
    ("order", "codes"),
    [
        ("", "ADCBF"),
        # F has no points and stands last either way.
        ("points~asc", "BCDAF"),
        ("name~asc", "ABCDF"),
        ("complete~desc", "ADCBF"),
        # A is closed, D breaks at the second link, C and B at the first (C has more points), F cannot be judged.
        ("direction:1.1~desc", "ADCBF"),
        ("direction:1.1~asc", "BCDAF"),
        # A column of the other map.
        ("stage:goals~desc", "ADCBF"),
    ],
)
def test_the_export_has_the_order_of_the_screen(reader: Reader, order: str, codes: str) -> None:
    table = arranged(directions_table(reader, CycleSelection()), order)
    assert "".join(str(row["code"]) for row in table.rows) == codes


def test_the_kind_of_municipality_filters_rows(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection(kinds=(MunicipalityKind.MUNICIPAL_DISTRICT.value,)))
    assert [line.code for line in view.rows] == ["B"]


def test_a_head_gets_the_own_row_only(small_database: Engine) -> None:
    with reading(small_database) as session:
        view = directions_cycle(open_reader(session, Viewer(Role.MUNICIPALITY, "B")), CycleSelection())
    assert [line.code for line in view.rows] == ["B"]
    assert view.is_limited_to_own


def test_it_says_of_each_direction_what_the_map_of_the_direction_says(demo: Reader) -> None:
    whole = directions_cycle(demo, CycleSelection())
    for direction in whole.choices.directions:
        single = region_cycle(demo, CycleSelection(direction=direction.code))
        told = {line.code: (line.verdict, line.first_broken, line.chains, line.unjudged) for line in single.rows}
        for line in whole.rows:
            cell = cell_of(whole, line.code, direction.code)
            verdict, first, chains, unjudged = told[line.code]
            assert (cell.verdict, cell.chains, cell.unjudged) == (verdict, chains, unjudged)
            assert (cell.first_broken and cell.first_broken.code) == (first and first.code)


def test_six_stages_tell_the_same_verdicts_and_chain_patterns(demo: Reader) -> None:
    nine, six = (directions_cycle(demo, CycleSelection(stages=stages)) for stages in ("nine", "six"))
    assert [(one.verdict, one.chains) for one in nine.cells] == [(one.verdict, one.chains) for one in six.cells]


def test_chain_patterns_add_up_to_the_marked_cells(demo: Reader) -> None:
    view = directions_cycle(demo, CycleSelection())
    counts = {count.pattern: count for count in chain_counts(view.cells)}
    assert all(count.total == len(view.cells) == 42 * 8 for count in counts.values())
    assert counts[ChainPattern.MEASURES_WITHOUT_ANALYSIS].found > 0
    rows = chains_table(demo, CycleSelection(view="directions")).rows
    assert len(rows) == 3 * 42 * 8
    for pattern, words in (
        (ChainPattern.MEASURES_WITHOUT_ANALYSIS, "меры без анализа"),
        (ChainPattern.INDICATORS_WITHOUT_GOALS, "показатели без целей"),
    ):
        of_pattern = [row["state"] for row in rows if row["pattern"] == words]
        assert of_pattern.count("найден") == counts[pattern].found
        assert of_pattern.count("судить нельзя") == counts[pattern].unjudged


def test_a_pattern_concerns_both_of_its_links_only() -> None:
    every = tuple(ChainPattern)
    assert concerned(every, ["goals"]) == (ChainPattern.INDICATORS_WITHOUT_GOALS,)
    assert concerned(every, ["analysis", "recommendations"]) == (
        ChainPattern.MEASURES_WITHOUT_ANALYSIS,
        ChainPattern.ANALYSIS_WITHOUT_MONITORING,
    )
    assert concerned(every, ["decisions"]) == ()


def test_the_export_holds_what_the_map_shows(demo: Reader) -> None:
    table = directions_table(demo, CycleSelection(view="directions"))
    row = next(row for row in table.rows if row["code"] == planted.MODEST_FULL_CYCLE)
    effective = [code for code in ("1.1", "1.2", "1.3") if row[f"{code}.verdict"] == "эффективное"]
    assert effective == [code for code in planted.MODEST_EFFECTIVE_DIRECTIONS if code in ("1.1", "1.2", "1.3")]
    assert row["complete"] == len(planted.MODEST_EFFECTIVE_DIRECTIONS)
    assert {column.key for column in table.columns} <= set(row)
