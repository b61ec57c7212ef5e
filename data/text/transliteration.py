"""Latin codes for names: a unit that comes without a code needs one that addresses of pages can carry."""

import re

# Russian passports' rules (ICAO Doc 9303), lower case.
LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t"),
            *("u", "f", "kh", "ts", "ch", "sh", "shch", "ie", "y", "", "e", "iu", "ia"),
        ),
        strict=True,
    )
)
LONGEST = 48


def latin_code(name: str) -> str:
    """``район Аэропорт`` → ``raion-aeroport``; empty for a name without a letter or digit."""
    latin = "".join(LETTERS.get(letter, letter) for letter in name.casefold())
    return re.sub(r"[^0-9a-z]+", "-", latin).strip("-")[:LONGEST].rstrip("-")
