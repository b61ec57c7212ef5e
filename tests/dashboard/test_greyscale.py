"""The steps of completeness can be told apart without colour: each is clearly lighter or darker than the one before."""

import re
from itertools import pairwise

import pytest

from tests.test_house import ROOT

TOKENS = (ROOT / "dashboard/assets/styles/10-tokens.css").read_text(encoding="utf-8")
STEPS = ("absent", "partial-low", "partial-high", "formed")
# So far apart are neighbours that a copier tells them apart (contrast ratio of WCAG 2.1, from 1 to 21).
CLEARLY = 1.35


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` by WCAG 2.1, 0 for black and 1 for white."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: float, second: float) -> float:
    lighter, darker = max(first, second), min(first, second)
    return (lighter + 0.05) / (darker + 0.05)


def tokens(theme: str) -> dict[str, str]:
    (block,) = re.findall(rf'\[data-bs-theme="{theme}"\] \{{([^}}]*--state-formed[^}}]*)\}}', TOKENS)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize(("theme", "darker"), [("light", True), ("dark", False)])
def test_the_steps_are_monotone_in_grey(theme: str, darker: bool) -> None:
    colours = tokens(theme)
    greys = [luminance(colours[f"state-{step}"]) for step in STEPS]
    assert greys == sorted(greys, reverse=darker)
    assert all(contrast(first, second) >= CLEARLY for first, second in pairwise(greys))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_are_readable_on_every_step(theme: str) -> None:
    colours = tokens(theme)
    for step in STEPS:
        assert contrast(luminance(colours[f"state-{step}"]), luminance(colours[f"on-{step}"])) >= 4.5
