"""Names and codes as people type them."""

import pytest

from data.text.names import LONGEST_NAME, closest, code_key, has_lookalikes, name_key, repaired


@pytest.mark.parametrize(
    "typed",
    ["Светлоозёрский МО", "светлоозерский мо", " Светлоозёрский\u00a0 МО ", "«Светлоозёрский» МО", "Cвeтлоозёрский МО"],
)
def test_spellings_of_one_name(typed: str) -> None:
    assert name_key(typed) == name_key("Светлоозёрский МО")


def test_the_word_for_town_does_not_matter() -> None:
    assert name_key("г. Чистоборск") == name_key("Чистоборск") == name_key("город Чистоборск")


def test_latin_words_stay_latin() -> None:
    assert name_key("Scope") == "scope"
    assert not has_lookalikes("Scope Светлый")


def test_lookalikes_are_noticed() -> None:
    assert has_lookalikes("Cветлый")
    assert not has_lookalikes("Светлый")


def test_codes_are_read_in_either_alphabet() -> None:
    assert code_key("М14") == code_key("M14") == code_key(" m14 ")
    assert code_key("M14") != code_key("M41")


def test_the_closest_names_come_first() -> None:
    assert closest("Светлозёрский", ["Чистоборский", "Светлоозёрский"])[0] == "Светлоозёрский"
    assert closest("Ы", ["Чистоборский"]) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Гимнaзия № 1", "Гимназия № 1"),
        ("COШ № 3", "СОШ № 3"),
        ("IT-куб", "IT-куб"),
        ("PRактика", "PRактика"),
        ("Wi-Fi в школе", "Wi-Fi в школе"),
        ("School", "School"),
    ],
)
def test_russian_words_get_their_russian_letters(typed: str, meant: str) -> None:
    assert repaired(typed) == meant


def test_a_name_of_ten_megabytes_is_neither_compared_nor_kept() -> None:
    long = "Ж" * 10_000_000
    assert name_key(long) == name_key(long[:LONGEST_NAME])
    assert closest(long, ["Ж", "Жиздра"]) == []
