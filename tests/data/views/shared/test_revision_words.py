"""Messages of revisions: the product's own in the reader's language, whoever made them; typed ones as they are."""

from dataclasses import dataclass

import pytest

from data.demo import words as demo
from data.intake.importing import kinds
from data.intake.kinds.foreign_table.words import created_words
from data.language import LANGUAGES, speaking
from data.views.shared.revision_words import revision_message
from data.vocabulary import RevisionKind


@dataclass(frozen=True)
class Line:
    message: str
    kind: str = RevisionKind.IMPORT
    undoes: int | None = None


def both_ways(russian: str, english: str) -> None:
    for message in (russian, english):
        for language, expected in (("ru", russian), ("en", english)):
            with speaking(language):
                assert revision_message(Line(message)) == expected


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_an_import_is_told_in_both_languages(kind: str) -> None:
    made = {}
    for language in LANGUAGES:
        with speaking(language):
            made[language] = kinds()[kind].message()
    assert made["ru"] != made["en"]
    both_ways(made["ru"], made["en"])


@pytest.mark.parametrize("counts", [(0, 0, 0), (125, 626, 1), (0, 3, 0), (2, 2, 0), (1, 0, 2)])
def test_the_import_of_a_table_tells_again_what_it_created(counts: tuple[int, int, int]) -> None:
    made = {}
    for language, text in (("ru", "Значения показателей из таблицы"), ("en", "Observations from a table")):
        with speaking(language):
            made[language] = f"{text}. {created_words(*counts)}" if any(counts) else text
    both_ways(made["ru"], made["en"])


def test_the_demonstration_is_told_in_both_languages() -> None:
    both_ways(
        "Оценка, контингент и показатели за 2026 год, первая выгрузка",
        "Assessment, enrolment and indicators of 2026, first delivery",
    )
    with speaking("en"):
        assert revision_message(Line("Оценка за 2026 год, вторая выгрузка")) == demo.second_delivery(2026)
        assert "methodologies" in revision_message(
            Line("Реестры: муниципалитеты, школы, методики, показатели и цели", RevisionKind.SEED)
        )


def test_an_undo_names_what_it_undoes() -> None:
    for message in ("Отмена ревизии 7", "Undo of revision 7"):
        with speaking("en"):
            assert revision_message(Line(message, RevisionKind.UNDO, 7)) == "Undo of revision 7"


@pytest.mark.parametrize("message", ["", "Оценка 2026, вторая выгрузка", "Баллы за 1 и 2 квартал 2026 года. И ещё"])
def test_typed_words_stay_as_they_are(message: str) -> None:
    for language in LANGUAGES:
        with speaking(language):
            assert revision_message(Line(message)) == message
