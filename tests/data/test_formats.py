"""Numbers as people read them, worked out by hand; a space below is a no-break space where the text says so."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formats import (
    coverage_words,
    covered,
    moment,
    nothing,
    number,
    percent,
    percent_value,
    percentage_points,
    rank,
    rank_of,
    signed,
)
from data.language import speaking
from data.vocabulary import Nothing

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "russian", "english"),
    [
        (1240, None, f"1{NB}240", "1,240"),
        (1234567.5, 1, f"1{NB}234{NB}567,5", "1,234,567.5"),
        (-2, None, "−2", "−2"),
        (66.6, None, "66,6", "66.6"),
        (0.125, None, "0,13", "0.13"),
        (5, 1, "5,0", "5.0"),
        (0, None, "0", "0"),
        (-0.04, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.004, None, "0", "0"),
        (-0.06, 1, "−0,1", "−0.1"),
    ],
)
def test_number(value: float, decimals: int | None, russian: str, english: str) -> None:
    with speaking("ru"):
        assert number(value, decimals) == russian
    with speaking("en"):
        assert number(value, decimals) == english


def test_percent_of_a_share_and_of_a_value() -> None:
    with speaking("ru"):
        assert percent(0.666) == f"66,6{NB}%"
        assert percent(1, 0) == f"100{NB}%"
        assert percent_value(66.6) == f"66,6{NB}%"
    with speaking("en"):
        assert percent(0.666) == "66.6%"
        assert percent_value(-2.5) == "−2.5%"


def test_signed_has_a_plus_only_above_zero_as_printed() -> None:
    with speaking("ru"):
        assert signed(49) == "+49"
        assert signed(-30) == "−30"
        assert signed(0) == "0"
        assert signed(0.04, 0) == "0"
        assert signed(0.04, 1) == "0,0"


def test_a_coverage_is_whole_only_where_nothing_is_missing() -> None:
    with speaking("en"):
        printed = [coverage_words(share) for share in (1.0, 0.9996, 0.9754, 0.0)]
    assert printed == ["100%", "99.9%", "97.5%", "0.0%"]
    assert [covered(share) for share in (1.0, 0.9996, 0.9754, None)] == [1.0, 0.999, 0.9754, None]


def test_percentage_points_are_not_percent() -> None:
    with speaking("ru"):
        assert percentage_points(1.8) == f"+1,8{NB}п.{NB}п."
        assert percentage_points(-0.3) == f"−0,3{NB}п.{NB}п."
    with speaking("en"):
        assert percentage_points(1.8) == f"+1.8{NB}pp"


def test_a_shared_rank_is_a_range() -> None:
    assert rank(2, 3) == "2–3"
    assert rank(14, 14) == "14"
    with speaking("ru"):
        assert rank_of(2, 3, 40) == "2–3 из 40"
    with speaking("en"):
        assert rank_of(14, 14, 40) == "14 of 40"


def test_three_kinds_of_nothing_have_three_words() -> None:
    with speaking("ru"):
        assert [nothing(kind) for kind in Nothing] == ["нет данных", "не применимо", "скрыто: малая численность"]


def test_a_moment_is_given_in_the_zone_of_the_region() -> None:
    time = datetime(2026, 11, 14, 21, 42, tzinfo=UTC)
    with speaking("ru"):
        assert moment(time, "Europe/Moscow") == "15.11.2026, 00:42"
    with speaking("en"):
        assert moment(time, "Asia/Yekaterinburg") == "15 Nov 2026, 02:42"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        moment(datetime(2026, 11, 14), "Europe/Moscow")


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_printed_number_reads_back_as_its_rounding(value: float, decimals: int) -> None:
    with speaking("ru"):
        text = number(value, decimals)
    read = float(text.replace(NB, "").replace(",", ".").replace("−", "-"))
    assert abs(read - value) <= 0.5 * 10**-decimals + 1e-6, "at most half of the last printed digit away"
    assert text.strip("−0,") or not text.startswith("−"), "a minus before nothing"
