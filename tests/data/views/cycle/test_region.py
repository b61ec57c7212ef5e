"""The map of the cycle over a region small enough to work out by hand, and over the demo region.

Direction 1.1 of the small region, goals (of 5) and indicators (of 2):
A 5 ●, 2 ● · B 2 ◐, −1 ○ · C 3 ◐, no data · D 5 ●, 1 ◐ · F has no assessment.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, BadSelection, NotFound
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import CycleView, Line, cycle_view, municipality_cycle, region_cycle
from data.views.cycle.selection import follow_cycle, joined
from data.vocabulary import ComponentState, MunicipalityKind, Role, Verdict

HEAD = Viewer(Role.MUNICIPALITY, "B")


@pytest.fixture
def reader(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def head(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, HEAD)


@pytest.fixture
def demo(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def codes(view: CycleView) -> list[str]:
    return [line.code for line in view.rows]


def line_of(view: CycleView, code: str) -> Line:
    return next(line for line in view.rows if line.code == code)


def test_rows_come_by_points_with_the_incomplete_below(reader: Reader) -> None:
    view = region_cycle(reader, CycleSelection())
    assert [line.code for line in view.lines] == ["A", "D", "B"]
    assert [line.code for line in view.incomplete] == ["C", "F"]
    assert [line.points for line in view.rows] == [7, 6, 1, 3, None]


def test_a_closed_cycle_breaks_after_every_link(reader: Reader) -> None:
    # B breaks at goals, D at indicators, A nowhere.
    assert [line.breaks_at for line in region_cycle(reader, CycleSelection()).lines] == [3, 2, 1]


def test_states_verdicts_and_first_broken_links(reader: Reader) -> None:
    view = region_cycle(reader, CycleSelection())
    found = {
        line.code: (line.verdict, line.first_broken and line.first_broken.code, line.is_broken) for line in view.rows
    }
    assert found == {
        "A": (Verdict.EFFECTIVE, None, False),
        "D": (Verdict.INEFFECTIVE, "indicators", True),
        "B": (Verdict.INEFFECTIVE, "goals", True),
        "C": (Verdict.INEFFECTIVE, "goals", True),
        "F": (Verdict.CANNOT_BE_JUDGED, "goals", False),
    }
    assert line_of(view, "B").cells[1].state is ComponentState.ABSENT
    assert line_of(view, "C").cells[1].state is ComponentState.NO_DATA


def test_counts_add_up_to_all_rows(reader: Reader) -> None:
    view = region_cycle(reader, CycleSelection())
    assert [(count.formed, count.breaks_first) for count in view.counts] == [(2, 2), (1, 1)]
    breaks = sum(count.breaks_first for count in view.counts)
    assert breaks + view.count(Verdict.EFFECTIVE) + view.first_without_data == len(view.rows)


def test_the_kind_of_municipality_filters_rows_and_says_so(reader: Reader) -> None:
    view = region_cycle(reader, CycleSelection(kinds=(MunicipalityKind.MUNICIPAL_DISTRICT.value,)))
    assert codes(view) == ["B"]
    assert "муниципальные районы" in dict(view.filters).values()


def test_a_municipality_over_all_directions_in_official_order(reader: Reader) -> None:
    view = municipality_cycle(reader, CycleSelection(municipality="A"))
    assert codes(view) == ["1.1", "1.2"]
    assert view.lines[0].verdict is Verdict.EFFECTIVE
    # No rubric is loaded for 1.2: nothing can be earned, so nothing can be judged.
    assert [line.code for line in view.incomplete] == ["1.2"]
    assert view.incomplete[0].verdict is Verdict.CANNOT_BE_JUDGED


def test_a_head_starts_with_the_own_profile_and_sees_one_row_of_the_region(head: Reader) -> None:
    assert cycle_view(head, CycleSelection()).municipality.code == "B"
    view = region_cycle(head, CycleSelection())
    assert codes(view) == ["B"]
    assert view.is_limited_to_own
    assert [choice.code for choice in view.choices.municipalities] == ["B"]


def test_a_head_is_refused_another_municipality(head: Reader) -> None:
    with pytest.raises(AccessDenied):
        municipality_cycle(head, CycleSelection(municipality="A"))


@pytest.mark.parametrize("selection", [CycleSelection(view="space"), CycleSelection(kinds=("moon",))])
def test_an_unknown_view_or_kind_is_refused(reader: Reader, selection: CycleSelection) -> None:
    with pytest.raises(BadSelection):
        cycle_view(reader, selection)


def test_a_chosen_cell_stays_only_while_it_is_on_the_map(reader: Reader) -> None:
    cell = "A~1.1~goals"
    assert region_cycle(reader, CycleSelection(cell=cell)).selection.cell == cell
    assert region_cycle(reader, CycleSelection(cell=cell, direction="1.2")).selection.cell is None
    assert municipality_cycle(reader, CycleSelection(cell=cell, municipality="B")).selection.cell is None


def test_a_new_period_drops_what_it_does_not_have(demo: Reader) -> None:
    old = CycleSelection(
        period="2022", methodology=planted.METHODOLOGY, direction="1.1", municipality=planted.MERGED_INTO
    )
    view = cycle_view(demo, follow_cycle(demo, old))
    assert view.selection.methodology == planted.OLDER_METHODOLOGY
    with pytest.raises(NotFound):
        cycle_view(demo, follow_cycle(demo, CycleSelection(period="1922")))


def test_what_fits_is_kept(demo: Reader) -> None:
    chosen = CycleSelection(period="2025", methodology=planted.METHODOLOGY, direction="2.1", municipality=planted.SHOWN)
    assert follow_cycle(demo, chosen) == chosen


def test_near_maximum_points_with_an_empty_link_are_ineffective(demo: Reader) -> None:
    line = line_of(region_cycle(demo, CycleSelection(direction="1.1")), planted.NEAR_MAXIMUM_BROKEN_CYCLE)
    assert line.verdict is Verdict.INEFFECTIVE
    assert line.first_broken is not None
    assert line.first_broken.code == planted.BROKEN_BY_AN_EMPTY_COMPONENT[1]
    assert line.first_broken_state is ComponentState.ABSENT


def test_modest_points_with_full_cycles_are_effective(demo: Reader) -> None:
    view = municipality_cycle(demo, CycleSelection(municipality=planted.MODEST_FULL_CYCLE))
    effective = [line.code for line in view.rows if line.verdict is Verdict.EFFECTIVE]
    assert effective == list(planted.MODEST_EFFECTIVE_DIRECTIONS)


def test_a_negative_sum_a_real_zero_and_no_data_are_told_apart(demo: Reader) -> None:
    view = region_cycle(demo, CycleSelection(direction="1.1"))
    columns = {stage.code: index for index, stage in enumerate(view.stages)}
    negative = line_of(view, planted.NEGATIVE_COMPONENT[0]).cells[columns["indicators"]]
    zero = line_of(view, planted.REAL_ZERO[0]).cells[columns["effectiveness"]]
    missing = line_of(view, planted.HALF_FILLED).cells[columns["analysis"]]
    inapplicable = line_of(view, planted.INCOMPLETE_CYCLE).cells[columns["goals"]]
    assert [(cell.points, cell.state) for cell in (negative, zero, missing, inapplicable)] == [
        (-3, ComponentState.ABSENT),
        (0, ComponentState.ABSENT),
        (None, ComponentState.NO_DATA),
        (None, ComponentState.NOT_APPLICABLE),
    ]


def test_without_an_assessment_nothing_is_judged(demo: Reader) -> None:
    view = region_cycle(demo, CycleSelection())
    line = line_of(view, planted.WITHOUT_ASSESSMENT)
    assert line in view.incomplete
    assert (line.verdict, line.points) == (Verdict.CANNOT_BE_JUDGED, None)


def test_six_stages_tell_the_same_verdicts(demo: Reader) -> None:
    nine, six = (region_cycle(demo, CycleSelection(stages=stages)) for stages in ("nine", "six"))
    assert [len(view.stages) for view in (nine, six)] == [9, 6]
    assert [(line.code, line.verdict) for line in nine.rows] == [(line.code, line.verdict) for line in six.rows]
    assert six.stages[1].members == ("indicators", "methods")
    assert sum(stage.maximum or 0 for stage in six.stages) == sum(stage.maximum or 0 for stage in nine.stages) == 149


def test_the_published_part_leaves_other_links_without_data(demo: Reader) -> None:
    view = region_cycle(demo, CycleSelection(methodology=planted.OFFICIAL_METHODOLOGY))
    assert [stage.maximum for stage in view.stages] == [27, 20, 0, 0, 0, 0, 0, 0, 0]
    assert view.count(Verdict.EFFECTIVE) == 0


def test_names_are_joined_as_one() -> None:
    assert joined(["Показатели", "Методы"]) == "Показатели, методы"
    assert joined(["Цели"]) == "Цели"
