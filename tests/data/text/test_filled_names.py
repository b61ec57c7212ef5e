"""Names that a register leaves out."""

import pytest

from data.text.filled_names import filled_in_names

NAMES = ("name_ru", "name_en", "short_ru", "short_en")
NOTHING: dict[str, str | None] = dict.fromkeys(NAMES)


def names(*texts: str | None) -> dict[str, str | None]:
    return dict(zip(NAMES, texts, strict=True))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("Доля учителей", None, "Доля", None), ("Доля учителей", "Доля", "Доля")),
        (("Доля учителей", None, None, None), ("Доля учителей", "Доля учителей", "Доля учителей")),
        (("Доля учителей", "Share of teachers", "Доля", None), ("Share of teachers", "Доля", "Share of teachers")),
        (("Доля учителей", None, "Доля", "Share"), ("Доля учителей", "Доля", "Share")),
    ],
)
def test_an_english_name_is_the_russian_one_of_its_length(
    given: tuple[str | None, ...], expected: tuple[str, str, str]
) -> None:
    assert filled_in_names(names(*given), NOTHING) == dict(
        zip(("name_en", "short_ru", "short_en"), expected, strict=True)
    )


def test_what_was_filled_in_follows_and_what_was_given_stays() -> None:
    before = names("Доля", "Доля", "Доля", "Доля")
    assert filled_in_names(before | {"short_ru": "Д"}, before)["short_en"] == "Д"
    # An abbreviation may be the same in both languages.
    before = names("Округ A", "Okrug A", "A", "A")
    assert filled_in_names(before | {"short_ru": "Б"}, before)["short_en"] == "A"
