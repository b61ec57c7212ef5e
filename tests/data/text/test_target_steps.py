"""Steps of a target as people write them and as they are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.text.target_steps import Step, Steps, steps_text, stored_steps, typed_steps

LEVELS = st.integers(-10_000, 10_000).map(lambda tenths: tenths / 10)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2025: 33,3; 2026: 66.6", (Step(2025, 33.3, False), Step(2026, 66.6, False))),
        ("2025 г.: 33,3 %;", (Step(2025, 33.3, True),)),
        ("2025 = −2\n2026=5", (Step(2025, -2, False), Step(2026, 5, False))),
        ("2025: 100 000,5; 2026: –1\u00a0234", (Step(2025, 100_000.5, False), Step(2026, -1234, False))),
        ("2025: 33,3, 2026: 66,6", None),
        ("33,3 к 2025", None),
        ("2025:", None),
        (";", None),
    ],
)
def test_a_year_stands_before_its_level(text: str, steps: tuple[Step, ...] | None) -> None:
    assert typed_steps(text) == steps


@given(st.lists(st.tuples(st.integers(1990, 2100), LEVELS), max_size=20).map(tuple), st.booleans())
def test_what_is_stored_is_read_again(steps: Steps, comma: bool) -> None:
    assert stored_steps(steps_text(steps, comma=comma)) == steps
