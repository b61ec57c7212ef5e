"""Each thing planted in the demo region is there, read back from the seeded database."""

from collections import Counter
from functools import partial

import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from data.access import MINISTRY
from data.demo import planted
from data.demo.places import places
from data.demo.seed import seed_demo
from data.measures.roll_up import roll_up_results, with_shares
from data.models.assessment import Assessment, ComponentResult, Score
from data.models.indicators import Cluster, Indicator, Observation, Target
from data.models.methodology import CycleComponent, Direction, DirectionCrosswalk, Methodology, Parameter, Position
from data.models.region import Enrolment, Municipality, MunicipalityMerger, Period, School
from data.models.revision import Revision
from data.models.roadmap import MeasureCompletion, RoadmapMeasure
from data.storage.database import reading
from data.storage.reader import Reader, latest_revision

RESULTS = ("points", "lowest", "highest", "maximum", "maximum_scored")
COUNTS = ("parameters", "parameters_scored", "parameters_not_applicable")


def read_components(engine: Engine, year: int, revision: int | None, methodology: str | None = None) -> pd.DataFrame:
    with reading(engine) as session:
        reader = Reader(session, MINISTRY, revision or latest_revision(session))
        query = (
            select(
                Municipality.code.label("municipality"),
                Direction.code.label("direction"),
                CycleComponent.code.label("cycle_component"),
                *(getattr(ComponentResult, name) for name in (*RESULTS, *COUNTS)),
            )
            .join(Assessment, Assessment.id == ComponentResult.assessment_id)
            .join(Municipality, Municipality.id == Assessment.municipality_id)
            .join(Period, Period.id == Assessment.period_id)
            .join(Methodology, Methodology.id == Assessment.methodology_id)
            .join(Direction, Direction.id == ComponentResult.direction_id)
            .join(CycleComponent, CycleComponent.id == ComponentResult.cycle_component_id)
            .where(
                Period.year == year,
                Methodology.code == (methodology or planted.METHODOLOGY_OF_YEAR[year]),
                reader.as_of(ComponentResult),
            )
        )
        result = session.execute(query)
        return pd.DataFrame([tuple(row) for row in result], columns=list(result.keys()))


def totals(components: pd.DataFrame) -> pd.DataFrame:
    return with_shares(roll_up_results(components, ["municipality"])).set_index("municipality")


@pytest.fixture(scope="module")
def components(demo_database: Engine) -> pd.DataFrame:
    return read_components(demo_database, planted.LAST_YEAR, None)


def cell(components: pd.DataFrame, municipality: str, direction: str, cycle_component: str) -> pd.Series:
    found = components.query(
        "municipality == @municipality and direction == @direction and cycle_component == @cycle_component"
    )
    (index,) = found.index
    return found.loc[index]


def effective_directions(components: pd.DataFrame, municipality: str) -> set[str]:
    """Directions in which every component has its maximum."""
    own = components[components["municipality"] == municipality]
    formed = own["points"] >= own["maximum"]
    by_direction = formed.groupby(own["direction"]).all()
    return set(by_direction[by_direction].index)


def test_two_are_tied_for_first(components: pd.DataFrame) -> None:
    ranked = totals(components).query("complete")["points"]
    assert set(ranked[ranked == ranked.max()].index) == set(planted.TIE_FOR_FIRST)
    assert ranked.max() == 885


def test_three_are_tied_in_the_middle(components: pd.DataFrame) -> None:
    ranked = totals(components).query("complete")["points"]
    level = ranked[planted.TIE_IN_THE_MIDDLE[0]]
    assert set(ranked[ranked == level].index) == set(planted.TIE_IN_THE_MIDDLE)
    assert 10 < (ranked > level).sum() < 30


def test_near_maximum_points_without_one_effective_direction(components: pd.DataFrame) -> None:
    code = planted.NEAR_MAXIMUM_BROKEN_CYCLE
    assert totals(components).loc[code, "share"] > 0.95
    assert effective_directions(components, code) == set()
    empty = cell(components, code, *planted.BROKEN_BY_AN_EMPTY_COMPONENT)
    assert (empty["points"], empty["parameters_scored"]) == (0, empty["parameters"])


def test_modest_points_with_full_cycles_beats_the_near_maximum_in_cycles(components: pd.DataFrame) -> None:
    code = planted.MODEST_FULL_CYCLE
    points = totals(components)["points"]
    assert effective_directions(components, code) == set(planted.MODEST_EFFECTIVE_DIRECTIONS)
    assert points[code] == 517
    assert points[code] < points[planted.NEAR_MAXIMUM_BROKEN_CYCLE]
    assert points[code] < points.median()


def test_a_component_total_is_negative(components: pd.DataFrame) -> None:
    negative = cell(components, *planted.NEGATIVE_COMPONENT)
    assert negative["points"] == planted.NEGATIVE_POINTS
    assert negative["parameters_scored"] == negative["parameters"]


def test_a_component_is_a_real_zero(components: pd.DataFrame) -> None:
    zero = cell(components, *planted.REAL_ZERO)
    assert (zero["points"], zero["lowest"], zero["highest"]) == (0, 0, 0)
    assert zero["parameters_scored"] == zero["parameters"] > 0


def test_one_municipality_has_no_assessment_in_the_last_year_but_had_before(
    demo_database: Engine, components: pd.DataFrame
) -> None:
    assert planted.WITHOUT_ASSESSMENT not in set(components["municipality"])
    assert components["municipality"].nunique() == 41
    assert planted.WITHOUT_ASSESSMENT in set(read_components(demo_database, 2025, None)["municipality"])


def test_one_municipality_is_half_filled(components: pd.DataFrame) -> None:
    own = components[components["municipality"] == planted.HALF_FILLED]
    block_2 = own[own["direction"].str.startswith("2.")]
    assert block_2["parameters_scored"].sum() == 0
    assert len(block_2) == 4 * 9
    for direction, component in planted.HALF_FILLED_WITHOUT_DATA:
        assert cell(components, planted.HALF_FILLED, direction, component)["parameters_scored"] == 0
    assert 0.4 < own["parameters_scored"].sum() / own["parameters"].sum() < 0.6


def test_an_incomplete_cycle_is_not_applicable(components: pd.DataFrame) -> None:
    states = {
        component: cell(components, planted.INCOMPLETE_CYCLE, planted.INCOMPLETE_CYCLE_DIRECTION, component)
        for component in components["cycle_component"].unique()
    }
    for component, result in states.items():
        expected = result["parameters"] if component in planted.NOT_APPLICABLE_COMPONENTS else 0
        assert result["parameters_not_applicable"] == expected
        assert result["parameters_scored"] == result["parameters"] - expected


def test_all_others_are_complete(components: pd.DataFrame) -> None:
    overall = totals(components)
    assert set(overall[~overall["complete"]].index) == {planted.HALF_FILLED, planted.INCOMPLETE_CYCLE}


def test_the_shown_municipality_has_the_points_of_the_pictures(components: pd.DataFrame) -> None:
    own = components[components["municipality"] == planted.SHOWN].set_index(["direction", "cycle_component"])["points"]
    order = list(dict.fromkeys(components["cycle_component"]))
    assert {d: tuple(int(own[d, c]) for c in order) for d in planted.SHOWN_POINTS} == planted.SHOWN_POINTS
    assert own.sum() == 742


def test_the_second_upload_corrects_the_first_and_the_first_still_reads_as_it_was(demo_database: Engine) -> None:
    read = partial(read_components, demo_database, planted.LAST_YEAR)
    before, after = read(6), read(7)
    assert cell(after, *planted.CORRECTED_COMPONENT)["points"] == 21
    assert cell(before, *planted.CORRECTED_COMPONENT)["points"] == 21 - planted.POINTS_LACKING_AT_FIRST
    changed = (totals(after)["points"] - totals(before)["points"]).loc[lambda change: change != 0]
    assert changed.to_dict() == {planted.SHOWN: planted.POINTS_LACKING_AT_FIRST}


def test_two_municipalities_merge_into_one(demo_database: Engine) -> None:
    assessed = {year: set(read_components(demo_database, year, None)["municipality"]) for year in (2023, 2024)}
    assert set(planted.MERGED) <= assessed[2023]
    assert planted.MERGED_INTO not in assessed[2023]
    assert planted.MERGED_INTO in assessed[2024]
    assert not set(planted.MERGED) & assessed[2024]
    assert (len(assessed[2023]), len(assessed[2024])) == (43, 42)
    with reading(demo_database) as session:
        mergers = session.scalars(select(MunicipalityMerger)).all()
        codes = {row.id: row.code for row in session.execute(select(Municipality.id, Municipality.code))}
    assert {(codes[row.predecessor_id], codes[row.successor_id], row.year) for row in mergers} == {
        (code, planted.MERGED_INTO, planted.MERGER_YEAR) for code in planted.MERGED
    }


def test_schools_of_the_merged_move_and_keep_their_codes(demo_database: Engine) -> None:
    def homes(revision: int) -> Counter[str]:
        with reading(demo_database) as session:
            reader = Reader(session, MINISTRY, revision)
            return Counter(
                session.scalars(
                    select(Municipality.code)
                    .join(School, School.municipality_id == Municipality.id)
                    .where(reader.as_of(School), School.code.like("M43-%") | School.code.like("M44-%"))
                )
            )

    assert homes(3) == {"M43": 8, "M44": 8}
    assert homes(7) == {planted.MERGED_INTO: 16}


def test_the_methodology_changes_from_nine_directions_to_eight(demo_database: Engine) -> None:
    assert read_components(demo_database, 2022, None)["direction"].nunique() == 9
    assert read_components(demo_database, 2023, None)["direction"].nunique() == 8
    with reading(demo_database) as session:
        assert session.scalar(select(func.count()).select_from(DirectionCrosswalk)) == 10


def test_the_official_rubric_agrees_with_the_demonstration(demo_database: Engine, components: pd.DataFrame) -> None:
    official = read_components(demo_database, planted.LAST_YEAR, None, planted.OFFICIAL_METHODOLOGY)
    assert set(official["cycle_component"]) == {"goals", "indicators"}
    keys = ["municipality", "direction", "cycle_component"]
    both = official.merge(components, on=keys, suffixes=("", "_demonstration"))
    assert len(both) == len(official) == 41 * 2
    for name in (*RESULTS, *COUNTS):
        assert (both[name] == both[f"{name}_demonstration"]).all()


def test_points_of_the_last_year_are_those_of_the_list(components: pd.DataFrame) -> None:
    bent = {planted.HALF_FILLED, planted.INCOMPLETE_CYCLE, planted.NEGATIVE_COMPONENT[0]}
    listed = {place.code: place.total for place in places() if place.code not in bent}
    points = totals(components)["points"].to_dict()
    assert all(points[code] == listed[code] for code in points.keys() & listed.keys())


def test_points_stay_within_their_parameter(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        outside = session.scalar(
            select(func.count())
            .select_from(Score)
            .join(Parameter, Parameter.id == Score.parameter_id)
            .where((Score.points < Parameter.minimum) | (Score.points > Parameter.maximum))
        )
        unclear = session.scalar(
            select(func.count()).select_from(Score).where(Score.points.is_(None) == Score.missing_reason.is_(None))
        )
    assert (outside, unclear) == (0, 0)


def test_most_points_have_evidence_and_every_penalty_a_remark(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        rows = session.execute(select(Score.points, Score.evidence_id, Score.comment)).all()
    earned = [row for row in rows if (row.points or 0) > 0]
    proved = sum(row.evidence_id is not None for row in earned) / len(earned)
    assert 0.94 < proved < 0.98
    assert all(row.comment for row in rows if (row.points or 0) < 0)


def test_early_components_are_better_formed_than_late_ones(components: pd.DataFrame) -> None:
    formed = (components["points"] >= components["maximum"]).groupby(components["cycle_component"]).mean()
    assert formed["goals"] > formed["monitoring"] > formed["effectiveness"]
    assert formed["goals"] > 0.4


def test_municipalities_improve_over_the_years(demo_database: Engine) -> None:
    medians = [totals(read_components(demo_database, year, None))["share"].median() for year in (2022, 2024, 2026)]
    assert medians == sorted(medians)


def students(engine: Engine, school: str, year: int) -> int:
    with reading(engine) as session:
        return session.scalars(
            select(Enrolment.students)
            .join(Period, Period.id == Enrolment.period_id)
            .where(Enrolment.school_code == school, Period.year == year)
        ).one()


def test_a_secondary_school_has_exactly_500_students_and_the_clusters_say_where_it_belongs(
    demo_database: Engine,
) -> None:
    assert students(demo_database, planted.SCHOOL_OF_500, 2026) == 500
    assert students(demo_database, planted.SCHOOL_OF_500, 2025) > 500
    with reading(demo_database) as session:
        kind = session.scalars(select(School.kind).where(School.code == planted.SCHOOL_OF_500)).one()
        clusters = {row.code: row for row in session.scalars(select(Cluster))}
    assert kind == clusters["small"].school_kind == clusters["large"].school_kind == "secondary"
    assert (clusters["large"].minimum_students, clusters["large"].maximum_students) == (501, None)
    assert (clusters["small"].minimum_students, clusters["small"].maximum_students) == (None, 500)
    assert "500" in clusters["small"].name_ru
    assert "501" in clusters["large"].name_ru
    assert clusters["basic"].school_kind == "basic"


def test_a_school_has_three_teachers(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        denominators = session.scalars(
            select(Observation.denominator).where(
                Observation.school_code == planted.SCHOOL_OF_THREE_TEACHERS, Observation.missing_reason.is_(None)
            )
        ).all()
    assert set(denominators) == {3}
    assert len(denominators) > 15


def test_a_municipality_has_fewer_than_three_large_schools(demo_database: Engine) -> None:
    code, number = planted.FEW_LARGE_SCHOOLS
    assert number < 3
    with reading(demo_database) as session:
        reader = Reader(session, MINISTRY, latest_revision(session))
        large = session.scalars(
            select(School.code)
            .join(Enrolment, Enrolment.school_code == School.code)
            .join(Period, Period.id == Enrolment.period_id)
            .join(Municipality, Municipality.id == School.municipality_id)
            .where(
                Municipality.code == code,
                Period.year == planted.LAST_YEAR,
                School.kind == "secondary",
                Enrolment.students > 500,
                reader.as_of(School),
            )
        ).all()
    assert len(large) == number


def test_winners_are_participants_in_every_school(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        rows = session.execute(
            select(Indicator.code, Observation.school_code, Observation.period_id, Observation.numerator)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .where(Indicator.code.in_(["s2", "s3"]), Observation.numerator.is_not(None))
        ).all()
    participants = {row[1:3]: row[3] for row in rows if row[0] == "s2"}
    winners = {row[1:3]: row[3] for row in rows if row[0] == "s3"}
    assert len(winners) > 2500
    assert all(number <= participants[key] for key, number in winners.items() if key in participants)


def test_every_indicator_is_observed_each_year_with_some_gaps(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        rows = session.execute(
            select(Indicator.code, Period.year, func.count(), func.count(Observation.missing_reason))
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .join(Period, Period.id == Observation.period_id)
            .group_by(Indicator.code, Period.year)
        ).all()
    # 24 of document 002, five of schools, and the one of quarters.
    assert len(rows) == 30 * 5
    assert {count for code, year, count, _gaps in rows if code.startswith("k") and year >= 2024} == {42}
    assert {count for code, _year, count, _gaps in rows if code.startswith("s")} == {620}
    assert 0 < sum(gaps for *_rest, gaps in rows) < 0.05 * sum(count for _code, _year, count, _gaps in rows)


def test_targets_keep_contradictions_ambiguity_and_the_missing_base(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        query = select(Indicator.code, Target).join(Target, Target.indicator_id == Indicator.id)
        targets = {row.code: row.Target for row in session.execute(query)}
        notes = session.scalars(select(Indicator.issues_ru).where(Indicator.indicator_set == "karabash")).all()
    assert len(targets) == 24
    assert {code for code, target in targets.items() if target.contradiction_ru} == {"k01", "k02"}
    assert {code for code, target in targets.items() if target.reading == "ambiguous"} == {"k16", "k19", "k22", "k23"}
    dynamics = {code: target.baseline_year for code, target in targets.items() if "dynamics" in target.kind}
    assert {code for code, base in dynamics.items() if base is None} == {planted.WITHOUT_BASELINE}
    assert set(dynamics.values()) == {2024, None}
    assert {target.year for target in targets.values()} == {2027, None}
    assert all("2024 год" not in target.raw_ru or "начиная с 2024" in target.raw_ru for target in targets.values())
    assert all("сдвинуты на три" in issues[-1] for issues in notes)


def test_the_region_has_its_kinds_schools_and_revisions(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        kinds = Counter(session.scalars(select(Municipality.kind).where(Municipality.last_year.is_(None))))
        schools = session.scalar(select(func.count(func.distinct(School.code))))
        revisions = session.execute(select(Revision.number, Revision.kind).order_by(Revision.number)).all()
        positions = session.scalar(select(func.count()).select_from(Position))
    assert kinds == {"urban_okrug": 10, "municipal_okrug": 17, "municipal_district": 15}
    assert schools == 620
    assert [tuple(row) for row in revisions] == [(number, "seed") for number in range(1, 8)]
    assert positions


def test_seeding_again_changes_nothing(demo_database: Engine) -> None:
    seed_demo(demo_database)
    with reading(demo_database) as session:
        assert latest_revision(session) == 7


def test_roadmaps_of_the_shown_municipality_hold_what_is_planted(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        rows = session.execute(
            select(RoadmapMeasure.number, RoadmapMeasure.responsible, RoadmapMeasure.expected_result)
            .join(Municipality, Municipality.id == RoadmapMeasure.municipality_id)
            .join(Direction, Direction.id == RoadmapMeasure.direction_id)
            .where(Municipality.code == planted.SHOWN, Direction.code == "1.1")
        ).all()
        done = session.execute(
            select(MeasureCompletion.number, MeasureCompletion.term, MeasureCompletion.done_on)
            .join(Municipality, Municipality.id == MeasureCompletion.municipality_id)
            .join(Direction, Direction.id == MeasureCompletion.direction_id)
            .where(Municipality.code == planted.SHOWN, Direction.code == "1.1", MeasureCompletion.number == "3.1")
        ).all()
        total = session.scalar(select(func.count()).select_from(RoadmapMeasure))
    gaps = {row.number: (row.responsible is None, row.expected_result is None) for row in rows}
    assert (len(gaps), gaps["3.3"], gaps["2.3"]) == (11, (True, False), (False, True))
    assert sorted((row.term, row.done_on) for row in done) == [("2024", "2024-08-20"), ("2025", "2025-08-25")]
    # Eleven of 1.1 in each of 42 municipalities, eight of 2.2 in every second.
    assert total == 42 * 11 + 21 * 8
