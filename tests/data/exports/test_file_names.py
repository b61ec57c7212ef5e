"""Names of files say what is inside and fit every file system."""

import pytest

from data.exports.file_names import LONGEST, attachment, file_name, latin_file_name, page_words
from data.language import speaking


def test_a_name_has_page_subject_and_period() -> None:
    assert file_name("Рейтинги", "Распределение баллов", "2026", "png") == "Рейтинги — Распределение баллов — 2026.png"


def test_a_period_that_the_subject_has_is_not_repeated() -> None:
    name = file_name("Рейтинги", "Рейтинг по итогу, 2026 год", "2026", "svg")
    assert name == "Рейтинги — Рейтинг по итогу, 2026 год.svg"
    assert file_name("Рейтинги", "Итог 20261", "2026", "svg").endswith("— 2026.svg"), "a part of a number is no period"


def test_without_a_period_there_is_no_empty_part() -> None:
    assert file_name("Data", "Revisions", None, "csv") == "Data — Revisions.csv"


@pytest.mark.parametrize("subject", ['а/б\\в:г"<д>|е?*\x00', "  а б\nв г д е. "])
def test_what_no_file_system_takes_is_left_out(subject: str) -> None:
    assert file_name("Цикл", subject, "2026", "png") == "Цикл — а б в г д е — 2026.png"


def test_a_long_subject_is_cut_and_period_and_kind_stay() -> None:
    name = file_name("Показатели", "Доля педагогических работников " * 10, "2026", "png")
    assert name.startswith("Показатели — Доля педагогических работников ")
    assert name.endswith("… — 2026.png")
    assert len(name) <= LONGEST + len("{}.png")
    assert len(name.encode()) <= 255


def test_the_header_has_a_latin_name_beside_the_readable_one() -> None:
    header = attachment("Цикл — 2026.csv", latin_file_name("cycle", "directions", None, "2026", kind="csv"))
    assert header.startswith("attachment; filename=\"cycle-directions-2026.csv\"; filename*=UTF-8''")
    assert header.isascii()


@pytest.mark.parametrize(("language", "words"), [("ru", "Рейтинги"), ("en", "Rankings")])
def test_a_page_is_called_as_in_the_menu(language: str, words: str) -> None:
    with speaking(language):
        assert page_words("rankings") == words
    assert page_words("unknown") == "unknown"
