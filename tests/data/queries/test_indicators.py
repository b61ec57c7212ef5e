"""What a reader gets of indicators: derived values, kinds of nothing, revisions, and only what the viewer may see."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.language import speaking
from data.queries.indicators import (
    Distribution,
    distribution,
    indicator_list,
    observations,
    target_of,
    targets,
)
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.vocabulary import Nothing, Role
from tests.data import small_indicators
from tests.data.small_indicators import COUNT, SHARE, UNCLEAR

HEAD_OF_A = Viewer(Role.MUNICIPALITY, "A")


@pytest.fixture
def session(small_database: Engine) -> Iterator[Session]:
    with writing(small_database) as written:
        small_indicators.build(written)
    with reading(small_database) as opened:
        yield opened


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


def facts(reader: Reader, indicator: str, municipality: str | None = None) -> dict[tuple[str, int], object]:
    found = observations(reader, indicators=[indicator], municipality=municipality)
    return {(line.municipality, line.year): line.value for line in found}


def test_indicators_of_municipalities_come_in_their_order_and_language(ministry: Reader) -> None:
    with speaking("en"):
        found = indicator_list(ministry)
    assert [line.code for line in found] == [SHARE, COUNT, UNCLEAR]
    assert (found[0].short, found[0].criterion_name, found[0].issues) == (
        "Indicator i1",
        "Criterion K1",
        ("unclear",),
    )
    assert indicator_list(ministry, "another set") == ()


def test_a_share_is_derived_and_a_school_is_no_municipality(ministry: Reader) -> None:
    assert facts(ministry, SHARE, "A") == {("A", 2024): 10.0, ("A", 2026): 22.0}


def test_the_kinds_of_nothing_stay_apart_from_a_real_zero(ministry: Reader) -> None:
    found = facts(ministry, COUNT)
    assert found[("B", 2026)] is Nothing.NO_DATA
    assert found[("C", 2026)] == 0
    # Of nobody there is no share.
    assert facts(ministry, UNCLEAR)[("B", 2026)] is Nothing.NOT_APPLICABLE


def test_an_earlier_revision_shows_its_own_facts(session: Session) -> None:
    assert facts(open_reader(session, MINISTRY, 1), SHARE, "A")[("A", 2026)] == 12.0


def test_one_year_can_be_asked_for(ministry: Reader) -> None:
    assert {line.year for line in observations(ministry, indicators=[SHARE, COUNT], year=2026)} == {2026}


def test_a_head_gets_own_facts_only(session: Session) -> None:
    reader = open_reader(session, HEAD_OF_A)
    assert {municipality for municipality, _year in facts(reader, SHARE)} == {"A"}
    with pytest.raises(AccessDenied):
        observations(reader, indicators=[SHARE], municipality="B")


def test_the_spread_names_nobody_and_is_open_to_a_head(session: Session) -> None:
    # 20, 22, 30, 40, 50: quartiles by linear interpolation fall on the second and the fourth.
    found = distribution(open_reader(session, HEAD_OF_A), SHARE, 2026)
    assert found == Distribution(5, 20.0, 22.0, 30.0, 40.0, 50.0)


def test_a_spread_of_too_few_is_not_reported(ministry: Reader) -> None:
    assert distribution(ministry, COUNT, 2026) is None


def test_a_target_of_the_municipality_overrides_that_of_the_region(ministry: Reader) -> None:
    found = targets(ministry)
    of_b, of_c = target_of(found, SHARE, "B"), target_of(found, SHARE, "C")
    assert of_b is not None
    assert of_c is not None
    assert (of_b.rule.value, of_c.rule.value) == (20, 25)
    assert target_of(found, "unknown", "B") is None


def test_targets_of_other_municipalities_stay_closed(session: Session) -> None:
    assert (SHARE, "B") not in targets(open_reader(session, HEAD_OF_A))
    assert (SHARE, "B") in targets(open_reader(session, Viewer(Role.MUNICIPALITY, "B")))


def test_a_contradiction_comes_with_its_target(ministry: Reader) -> None:
    line = targets(ministry)[UNCLEAR, None]
    assert line.rule.is_contradictory
    assert line.contradiction == "не сходится"
    assert not targets(ministry)[SHARE, None].rule.is_contradictory
