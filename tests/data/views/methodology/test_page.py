"""The rubric as a tree: sums worked by hand, what is loaded of what is official, and what a small rubric lacks."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import NotFound, NothingYet
from data.language import speaking
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.methodology.address import MethodologySelection
from data.views.methodology.page import MethodologyView, methodology_view
from data.views.methodology.tables import directions_table, parameters_table
from data.vocabulary import Nothing, Role
from data.work.starting import take_methodology
from layouts.methodology.page import layout
from tests.data.own_region import rubric, start
from tests.layouts.reading import walk, words

OFFICIAL = "official-2021-partial"


def view_of(engine: Engine, viewer: Viewer = MINISTRY, **chosen: str) -> MethodologyView:
    with reading(engine) as session:
        return methodology_view(open_reader(session, viewer), MethodologySelection(**chosen))


@pytest.fixture
def official(empty_database: Engine) -> Engine:
    with writing(empty_database) as session:
        take_methodology(session, MINISTRY, OFFICIAL, author="x")
    return empty_database


def test_the_official_part_says_how_much_of_it_is_loaded_before_any_score(official: Engine) -> None:
    view = view_of(official, Viewer(Role.ANALYST))
    only = next(line for line in view.maxima if line.code == "1.1")
    # Goals 27 and indicators 20 of document 001; nothing of the other seven stages.
    assert (only.stages[:3], only.loaded, only.official) == ((27, 20, None), 47, 149)
    text = words(layout(view))
    assert "47 из 149" in text
    assert "47 из 480" in text
    assert "Рособрнадзора от 20.04.2021" in text
    assert view.sentence.startswith("Редакция 2021")


def test_the_rows_are_those_of_the_chosen_direction(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        take_methodology(session, MINISTRY, "example", author="x")
    whole, one = view_of(empty_database), view_of(empty_database, direction="1.2")
    assert [line.loaded for line in whole.maxima] == [9, 6]
    assert (len(whole.rows), len(one.rows), {row.direction for row in one.rows}) == (8, 3, {"1.2"})
    assert whole.sentence == "Редакция 1, 2 направления, 2 звена, 5 позиций, 8 параметров, максимум баллов: 15"
    with pytest.raises(NotFound):
        view_of(empty_database, direction="9.9")


def test_the_files_hold_every_parameter_and_tell_nothing_from_zero(official: Engine) -> None:
    with reading(official) as session:
        reader = open_reader(session, MINISTRY)
        maxima = directions_table(reader, MethodologySelection())
        parameters = parameters_table(reader, MethodologySelection())
    first = maxima.rows[0]
    assert (first["stage:goals"], first["stage:methods"], first["official"]) == (27, Nothing.NOT_APPLICABLE, 149)
    assert sum(float(str(row["maximum"])) for row in parameters.rows) == 47
    assert min(float(str(row["minimum"])) for row in parameters.rows) < 0


def test_what_a_rule_needs_and_the_rubric_lacks_is_said_once(empty_database: Engine, tmp_path: Path) -> None:
    start(empty_database, rubric(1, directions=1), tmp_path)
    view = view_of(empty_database)
    assert len(view.notes) == 2
    assert view.notes[0].startswith("В методике одно звено")
    assert words(layout(view)).count("В методике одно звено") == 1


def test_it_is_drawn_with_few_components(demo_database: Engine) -> None:
    view = view_of(demo_database, methodology="demonstration-8")
    assert len(view.rows) > 500
    assert sum(1 for item in walk(layout(view)) if not isinstance(item, str)) <= 300


def test_without_a_methodology_there_is_nothing_to_show_yet(empty_database: Engine) -> None:
    with pytest.raises(NothingYet), speaking("en"):
        view_of(empty_database)
