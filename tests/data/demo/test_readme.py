"""The list for people names everything that is planted."""

import re
from pathlib import Path

from data.demo import planted

README = (Path(planted.__file__).parent / "README.md").read_text(encoding="utf-8")


def codes_in(value: object) -> set[str]:
    """Codes of municipalities, schools and indicators inside a constant, however it is nested."""
    if isinstance(value, str):
        return {value} if re.fullmatch(r"M\d\d(-\d\d)?|k\d\d", value) else set()
    if isinstance(value, tuple):
        return set().union(*map(codes_in, value))
    return set()


def test_every_planted_code_is_listed() -> None:
    codes = set().union(*(codes_in(value) for name, value in vars(planted).items() if name.isupper()))
    assert len(codes) > 12
    assert {code for code in codes if code not in README} == set()
