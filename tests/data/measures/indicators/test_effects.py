"""The states of document 002, worked out by hand."""

import pytest

from data.measures.indicators.effects import Effect, effect
from data.measures.trends import trend
from data.vocabulary import Polarity

HIGHER, LOWER, NONE = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NO_JUDGEMENT
CASES = [
    ({2024: 10, 2025: 11, 2026: 12}, HIGHER, Effect.POSITIVE),
    ({2024: 10, 2025: 10, 2026: 12}, HIGHER, Effect.POSITIVE),
    ({2024: 12, 2025: 11, 2026: 10}, HIGHER, Effect.DECLINE),
    ({2024: 12, 2025: 11, 2026: 10}, LOWER, Effect.POSITIVE),
    ({2024: 10, 2025: 11, 2026: 12}, LOWER, Effect.DECLINE),
    ({2024: 10, 2025: 10, 2026: 10}, HIGHER, Effect.STRONG),
    ({2024: 10, 2025: 10, 2026: 10}, NONE, Effect.STRONG),
    ({2024: 10, 2025: 11, 2026: 12}, NONE, None),
    ({2024: 10, 2025: 12, 2026: 11}, HIGHER, None),
    # Two facts are too few for a word.
    ({2025: 10, 2026: 12}, HIGHER, None),
]


@pytest.mark.parametrize(("series", "polarity", "expected"), CASES)
def test_states_of_the_document(series: dict[int, float], polarity: Polarity, expected: Effect | None) -> None:
    assert effect(trend(series), polarity) is expected
