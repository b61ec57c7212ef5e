"""What every chart has in common."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from data.language import speaking
from data.views.shared.provenance import Provenance
from layouts.figures.theme import COMPLETENESS, INK, OWN_BAR, SHORTEST_PACKED, Figure, figure, packed
from layouts.parts.graph import Choosing, Key, graph
from tests.layouts.drawing import drawn
from tests.layouts.reading import seen, walk

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


def part(component: Any, look: str) -> Any:
    (found,) = [each for each in walk(component) if getattr(each, "className", None) == look]
    return found


def test_a_chart_offers_nothing_to_other_hosts() -> None:
    with speaking("ru"):
        frame = graph("chart", chart(), description="Баллы двух округов", height=300)
    config = part(frame, "chart").children.config
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    assert config["locale"] == "ru"
    assert "http" not in json.dumps(config)


def test_a_chart_is_described_in_words() -> None:
    with speaking("ru"):
        picture = part(graph("chart", chart(), description="Баллы двух округов", height=300), "chart")
    assert (picture.role, getattr(picture, "aria-label")) == ("img", "Баллы двух округов")
    assert picture.children.style == {"height": "300px"}


def test_a_line_of_the_legend_with_a_group_is_a_switch_of_its_traces() -> None:
    keys = [Key("закреплён", "line", OWN_BAR, "pinned"), Key("границы четвертей", "dot", INK)]
    frame = graph("chart", chart(), description="", height=300, keys=keys)
    (switch,) = [each for each in walk(frame) if getattr(each, "data-switches", None)]
    assert (getattr(switch, "data-switches"), getattr(switch, "data-group")) == ("chart", "pinned")
    assert getattr(switch, "aria-pressed") == "true"
    assert [seen(line) for line in part(frame, "legend chart-legend").children] == ["закреплён", "границы четвертей"]


def test_the_picture_of_a_chart_gets_its_legend_and_the_figure_stays_as_it_was() -> None:
    figure, keys = chart(), [Key("закреплён", "line", OWN_BAR, "pinned")]
    frame = graph("chart", figure, description="", height=300, keys=keys)
    meta = part(frame, "chart").children.figure["layout"]["meta"]
    assert meta["keys"] == [{"words": "закреплён", "sign": "line", "colour": OWN_BAR, "group": "pinned"}]
    assert "keys" not in figure["layout"]["meta"]


@pytest.mark.parametrize(("axis", "has_way_back"), [({}, False), ({"fixedrange": False}, True)])
def test_only_a_chart_that_can_be_zoomed_has_a_way_back(axis: dict[str, bool], has_way_back: bool) -> None:
    frame = graph("chart", chart(yaxis=axis), description="", height=300)
    buttons = [each for each in walk(frame) if getattr(each, "data-whole-chart", None) == "chart"]
    assert bool(buttons) is has_way_back
    assert all(button.hidden for button in buttons), "shown once the chart is zoomed"


def test_a_chart_that_chooses_says_what_a_press_does() -> None:
    chooses = Choosing("rankings-pin", "data", "Нажмите на столбец.")
    frame = graph("chart", chart(), description="", height=300, chooses=chooses)
    assert (getattr(frame, "data-chooses"), getattr(frame, "data-chooses-prop")) == ("rankings-pin", "data")
    assert "Нажмите на столбец." in seen(frame)


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
