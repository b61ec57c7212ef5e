"""What every chart has in common."""

import json
from itertools import pairwise

import numpy as np
import pytest

from data.language import speaking
from data.views.shared.provenance import Provenance
from layouts.figures.theme import COMPLETENESS, SHORTEST_PACKED, Figure, figure, packed
from layouts.parts.graph import graph
from tests.layouts.drawing import drawn

PROVENANCE = Provenance("Тестовая область", True, 7, (("Методика", "Рубрика, редакция 1."),))


def chart(language: str = "ru", **layout: object) -> Figure:
    bars = {"type": "bar", "x": [3, 5], "y": ["А", "Б"]}
    with speaking(language):
        return figure([bars], provenance=PROVENANCE, title="Заголовок", filters="2026 год", **layout)


def test_a_chart_carries_what_its_picture_must_say() -> None:
    meta = drawn(chart()).layout.meta
    assert meta["title"] == "Заголовок"
    assert meta["filters"] == "2026 год"
    assert "Тестовая область" in meta["source"]
    assert "Демонстрационные данные" in meta["source"]
    assert "Рубрика, редакция 1." in meta["source"]


@pytest.mark.parametrize(("language", "separators"), [("ru", ",\u00a0"), ("en", ".,")])
def test_numbers_of_a_chart_are_written_as_elsewhere(language: str, separators: str) -> None:
    assert drawn(chart(language)).layout.separators == separators


def test_a_chart_stays_small() -> None:
    assert len(json.dumps(chart())) < 2000


def test_a_page_adds_to_the_common_axis() -> None:
    axis = drawn(chart(yaxis={"title": {"text": "Баллы"}})).layout.yaxis
    assert axis.title.text == "Баллы"
    assert axis.gridcolor == "#DCE2EA"


def test_completeness_is_one_hue_that_only_darkens() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    steps = [lightness(colour) for colour in COMPLETENESS]
    assert steps == sorted(steps, reverse=True)
    assert min(before - after for before, after in pairwise(steps)) > 25, "seen in grey too"


def test_a_chart_offers_nothing_to_other_hosts() -> None:
    with speaking("ru"):
        config = graph("chart", chart(), description="Баллы двух округов", height=300).children.config
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    assert config["locale"] == "ru"
    assert "http" not in json.dumps(config)


def test_a_chart_is_described_in_words() -> None:
    with speaking("ru"):
        frame = graph("chart", chart(), description="Баллы двух округов", height=300)
    assert getattr(frame, "aria-label") == "Баллы двух округов"
    assert frame.children.style == {"height": "300px"}


def test_a_few_numbers_stay_a_list_with_missing_as_null() -> None:
    assert packed([1.5, None, np.nan, 0.0]) == [1.5, None, None, 0.0]


def test_many_numbers_are_bytes_of_seven_digits_and_missing_stays_missing() -> None:
    values = [66.6667, None, -0.25, *range(SHORTEST_PACKED)]
    trace = {"type": "scatter", "x": packed(values)}
    read = drawn({"data": [trace], "layout": {}}).data[0].x
    assert read[:3] == pytest.approx([66.6667, np.nan, -0.25], rel=1e-6, nan_ok=True)
    assert list(read[3:]) == list(range(SHORTEST_PACKED))


def test_a_word_that_the_schema_does_not_know_fails_in_tests() -> None:
    with pytest.raises(ValueError, match="colour"):
        drawn({"data": [{"type": "bar", "colour": "red"}], "layout": {}})
