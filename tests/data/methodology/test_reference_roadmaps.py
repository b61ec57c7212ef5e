"""The shipped roadmaps hold what documents 002 and 003 hold: their measures, kinds of deadline and gaps, counted."""

from collections import Counter
from datetime import date

from data.measures.deadlines import Deadline
from data.methodology.reference_roadmaps import KINDS, ReferenceMeasure, deadline_in, read_reference_roadmaps
from data.methodology.yaml_files import SHIPPED_CODES, read_shipped
from data.vocabulary import DeadlineKind

BY_DIRECTION = {"1.1": 18, "1.2": 11, "1.4": 15, "objectivity": 9, "2.1": 13, "2.2": 18, "2.3": 13, "2.4": 17}


def measures(document: str) -> list[ReferenceMeasure]:
    return [one for roadmap in read_reference_roadmaps() if roadmap.document == document for one in roadmap.measures]


def test_document_002_has_22_measures_and_document_003_has_114_in_eight_roadmaps() -> None:
    assert len(measures("document-002")) == 22
    assert len(measures("document-003")) == 114
    found = {one.direction: len(one.measures) for one in read_reference_roadmaps() if one.document == "document-003"}
    assert found == BY_DIRECTION


def test_the_kinds_of_deadline_are_those_of_the_documents() -> None:
    assert Counter(one.source_kind for one in measures("document-002")) == {
        "once": 4, "as_needed": 1, "throughout": 10, "annual": 7,
    }  # fmt: skip
    assert Counter(one.source_kind for one in measures("document-003")) == {
        "period": 12, "annual": 35, "annual_on_schedule": 4, "as_needed": 3, "external_schedule": 7,
        "every_n_years": 2, "once": 21, "within_year": 27, "school_year": 1, "unspecified": 2,
    }  # fmt: skip


def test_the_gaps_are_those_of_the_documents() -> None:
    found = measures("document-003")
    assert sum(not one.result for one in found) == 7
    assert sum(one.source_kind == "unspecified" for one in found) == 2
    assert sum(not one.responsible for one in found) == 1
    assert sum(not one.number for one in found) == 3
    assert sum(one.source_kind in ("once", "period") and "20" not in one.detail for one in found) == 8
    assert all(one.result and one.responsible and one.number for one in measures("document-002"))


def test_every_stage_of_a_measure_is_one_of_the_cycle() -> None:
    parts = read_shipped(SHIPPED_CODES[0]).cycle_components
    known = {part.code for part in parts} | {part.group for part in parts}
    assert {one.stage for roadmap in read_reference_roadmaps() for one in roadmap.measures} <= known
    # Document 002 has a section for each of the six coarser stages.
    assert {one.stage for one in measures("document-002")} == {part.group for part in parts}


def test_numbers_are_known_once_in_a_roadmap() -> None:
    for roadmap in read_reference_roadmaps():
        numbers = [one.number for one in roadmap.measures if one.number]
        assert len(numbers) == len(set(numbers)), roadmap.direction


def measure(source_kind: str, detail: str = "") -> ReferenceMeasure:
    return ReferenceMeasure("1.1", "goals", "…", source_kind, detail, "d", "…")


def test_deadlines_are_moved_with_the_years_of_a_roadmap() -> None:
    years = (2024, 2027)
    day, kind = date, DeadlineKind
    assert deadline_in(measure("once", "2021-02"), years, 3) == Deadline(
        kind.MONTH, day(2024, 2, 1), day(2024, 2, 29)
    )  # fmt: skip
    assert deadline_in(measure("once", "06"), years, 3) == Deadline(kind.MONTH)
    assert deadline_in(measure("annual"), years) == Deadline(kind.ANNUAL, day(2024, 1, 1), day(2027, 12, 31))
    assert deadline_in(measure("annual", "09"), years) == Deadline(kind.ANNUAL, day(2024, 1, 1), day(2027, 9, 30))
    assert deadline_in(measure("annual", "08-15"), years) == Deadline(kind.ANNUAL, day(2024, 1, 1), day(2027, 8, 15))
    assert deadline_in(measure("period", "2021-09..2022-01"), years, 3) == Deadline(
        kind.PERIOD, day(2024, 9, 1), day(2025, 1, 31)
    )  # fmt: skip
    assert deadline_in(measure("throughout", "2021..2024"), years, 3) == Deadline(
        kind.ONGOING, day(2024, 1, 1), day(2027, 12, 31)
    )  # fmt: skip
    assert deadline_in(measure("every_n_years", "3"), years) == Deadline(
        kind.EVERY_FEW_YEARS, day(2024, 1, 1), day(2027, 12, 31), 3
    )  # fmt: skip
    assert deadline_in(measure("within_year"), years) == Deadline(kind.YEAR)
    assert set(KINDS.values()) <= set(DeadlineKind)
