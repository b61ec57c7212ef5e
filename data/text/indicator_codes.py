"""What can be the code of an indicator: as people have them, with «%», «&», «<» and blanks inside."""

LONGEST_CODE = 64


def is_code(text: str) -> bool:
    return 0 < len(text) <= LONGEST_CODE and text.isprintable() and text == text.strip()
