"""Long words of narrow columns part between syllables only."""

import pytest

from layouts.cards.heatmap import SOFT_HYPHEN, hyphenated


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Рекомендации", "Ре-ко-мен-да-ции"),
        ("Эффективность", "Эф-фек-тив-ность"),
        ("Показатели", "По-ка-за-те-ли"),
        ("Мониторинг", "Мо-ни-то-ринг"),
        ("Monitoring", "Mon-i-tor-ing"),
        ("Methods", "Meth-ods"),
        ("Preschool", "Pre-school"),
        ("Analysis", "Anal-y-sis"),
        ("Teacher", "Teach-er"),
        # A word of a methodology of one's own stays whole rather than parted wrongly.
        ("Nutrition", "Nutrition"),
        ("Цели", "Цели"),
        ("Анализ", "Анализ"),
    ],
)
def test_words_part_between_syllables(word: str, parts: str) -> None:
    assert hyphenated(word) == parts.replace("-", SOFT_HYPHEN)


def test_short_words_of_a_phrase_stay_whole() -> None:
    assert hyphenated("Меры, решения").replace(SOFT_HYPHEN, "") == "Меры, решения"
    assert hyphenated("Меры, цели") == "Меры, цели"
