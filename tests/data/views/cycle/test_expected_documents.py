"""Expected documents: word for word as in the source, its gaps shown, found by name whatever the number."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Engine

from data.access import MINISTRY
from data.language import speaking
from data.methodology.expected import folded, read_expected_texts
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.expected_documents import ExpectedDocument, expected_by_direction, expected_documents

DIRECTIONS = Path(__file__).parents[4].parent / "shared/domain/directions.yaml"
STAGES = {
    "goals", "indicators_methods", "monitoring", "analysis_recommendations", "measures_decisions", "effectiveness"
}  # fmt: skip


@pytest.fixture
def demo(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def test_goals_of_1_1_expect_a_regulation_and_a_programme(demo: Reader) -> None:
    found = expected_documents(demo, "1.1", "goals", methodology="demonstration-8")
    assert [one.words for one in found] == [
        "Положение о муниципальной системе оценки качества образования",
        "Муниципальная программа «.....»",
    ]
    assert {one.source for one in found} == {"приложение к письму Рособрнадзора от 20.04.2021 № 08-70"}
    with speaking("en"):
        found = expected_documents(demo, "1.1", "goals", methodology="demonstration-8")
        assert found[0].text == "Regulation on the municipal system for assessing the quality of education"


def test_a_text_that_breaks_off_says_so(demo: Reader) -> None:
    expected = expected_by_direction(demo, "demonstration-8")
    (note,) = expected.of("1.2", "analysis")
    assert note.cut_off
    assert note.words.endswith("рекомендациями для [текст в источнике обрывается]")
    assert expected.of("1.2", "recommendations") == expected.of("1.2", "analysis_recommendations") == (note,)


def test_where_the_source_is_silent_nothing_is_invented(demo: Reader) -> None:
    expected = expected_by_direction(demo, "demonstration-8")
    for direction in ("1.3", "1.4", "2.3", "2.4", "9.9"):
        assert all(expected.of(direction, stage) == () for stage in STAGES)
    assert expected.of("1.1", "no_such_component") == ()


def test_the_number_of_a_direction_does_not_matter_but_its_name_does(demo: Reader) -> None:
    older, newer = expected_by_direction(demo, "demonstration-9"), expected_by_direction(demo, "demonstration-8")
    # 2.2 of the older scheme is about heads of schools, as 2.1 of the newer is; older 2.1 is about objectivity.
    assert older.of("2.2", "monitoring") == newer.of("2.1", "monitoring") != ()
    assert older.of("2.1", "monitoring") == ()
    assert older.of("1.2", "goals") == newer.of("1.2", "goals")


def test_names_are_compared_without_regard_to_case_and_spaces() -> None:
    texts = read_expected_texts()
    assert texts.of("СИСТЕМА  оценки качества подготовки\nобучающихся ", "goals") == texts.of(
        "Система оценки качества подготовки обучающихся", "goals"
    )


def test_every_text_has_an_english_rendering() -> None:
    every = [text for texts in read_expected_texts().documents.values() for text in texts]
    assert len(every) > 24
    assert all(re.fullmatch(r"[ -~“”…’–]+", text.en) for text in every)


def test_the_texts_are_those_of_the_source() -> None:
    if not DIRECTIONS.exists():
        pytest.skip("the facts the product rests on are not beside it")
    source = yaml.safe_load(DIRECTIONS.read_text(encoding="utf-8"))["directions"]
    texts = read_expected_texts()
    for direction in source:
        for stage in STAGES:
            said = (direction["practical_outputs_ru"] or {}).get(stage, [])
            ours = [
                f"{one.ru} [текст обрывается]" if one.cut_off else one.ru
                for one in texts.of(direction["name_ru"], stage)
            ]
            assert ours == said, (direction["code"], stage)
    known = {folded(one["name_ru"]) for one in source if one["practical_outputs_ru"]}
    assert len(known) == 4


@pytest.mark.parametrize(
    ("text", "cut_off", "words"),
    [
        ("Муниципальная программа «.....»", False, "Муниципальная программа"),
        ("Комплекс мер / Муниципальная программа «.....»", False, "Комплекс мер / Муниципальная программа"),
        ("Рекомендации для", True, ""),
        ("Приказ о мониторинге", False, "Приказ о мониторинге"),
    ],
)
def test_no_gap_of_the_source_stands_in_a_letter(text: str, cut_off: bool, words: str) -> None:
    assert ExpectedDocument(text, "письмо", cut_off).letter_words == words
