"""Names of the parts of a methodology, in the order of its rubric and in the current language."""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.language import speaking
from data.models.methodology import Methodology
from data.queries.methodologies import blocks, cycle_components, directions, methodologies, parameter_line
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from tests.data.small_region import METHODOLOGY


def test_parts_come_in_the_order_of_the_rubric(each_region: Engine) -> None:
    with reading(each_region) as session, speaking("ru"):
        reader = open_reader(session, MINISTRY)
        found = directions(reader, METHODOLOGY)
        assert [one.code for one in found] == ["1.1", "1.2"]
        assert {one.block for one in found} == {one.code for one in blocks(reader, METHODOLOGY)}
        assert [one.code for one in cycle_components(reader, METHODOLOGY)][:2] == ["goals", "indicators"]


def test_the_russian_name_stays_in_english(each_region: Engine) -> None:
    with reading(each_region) as session:
        reader = open_reader(session, MINISTRY)
        with speaking("ru"):
            russian = directions(reader, METHODOLOGY)
        with speaking("en"):
            english = directions(reader, METHODOLOGY)
    assert [one.name_ru for one in english] == [one.name for one in russian]


@pytest.mark.parametrize("read", [directions, blocks, cycle_components])
def test_an_unknown_methodology_has_no_parts(each_region: Engine, read) -> None:
    with reading(each_region) as session:
        assert read(open_reader(session, MINISTRY), "unknown") == ()


def test_a_parameter_is_found_by_all_of_its_codes(each_region: Engine) -> None:
    codes = {"methodology": METHODOLOGY, "direction": "1.1", "position": "i1", "parameter": "penalty"}
    with reading(each_region) as session:
        reader = open_reader(session, MINISTRY)
        found = parameter_line(reader, **codes)
        assert found is not None
        assert (found.minimum, found.maximum) == (-1, 0)
        assert [parameter_line(reader, **codes | {name: "unknown"}) for name in codes] == [None] * 4


def test_the_methodology_assessed_by_last_comes_first(each_region: Engine) -> None:
    # «a» would be first by code, but nothing is assessed by it and it has no parameters.
    with writing(each_region) as session:
        names = dict.fromkeys(("name_ru", "name_en", "source_ru", "source_en"), "А")
        session.add(Methodology(code="a", version="1", is_demo=False, **names))
    with reading(each_region) as session:
        found = methodologies(open_reader(session, MINISTRY))
    assert [one.code for one in found] == [METHODOLOGY, "a"]
