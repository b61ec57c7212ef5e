"""What every chart has in common."""

import json
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from data.language import speaking
from data.views.shared.provenance import Provenance
from layouts.figures.theme import COMPLETENESS, figure
from layouts.parts.graph import graph

PROVENANCE = Provenance("Тестовая область", True, 7, (("Методика", "Рубрика, редакция 1."),))


def drawn(language: str = "ru", **layout: object) -> go.Figure:
    with speaking(language):
        return figure(
            [go.Bar(x=[3, 5], y=["А", "Б"])], provenance=PROVENANCE, title="Заголовок", filters="2026 год", **layout
        )


def test_a_chart_carries_what_its_picture_must_say() -> None:
    meta = drawn().layout.meta
    assert meta["title"] == "Заголовок"
    assert meta["filters"] == "2026 год"
    assert "Тестовая область" in meta["source"]
    assert "Демонстрационные данные" in meta["source"]
    assert "Рубрика, редакция 1." in meta["source"]


@pytest.mark.parametrize(("language", "separators"), [("ru", ",\u00a0"), ("en", ".,")])
def test_numbers_of_a_chart_are_written_as_elsewhere(language: str, separators: str) -> None:
    assert drawn(language).layout.separators == separators


def test_a_chart_stays_small() -> None:
    assert len(drawn().to_json()) < 2000


def test_a_page_adds_to_the_common_axis() -> None:
    axis = drawn(yaxis={"title": "Баллы"}).layout.yaxis
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
        config = graph("chart", drawn(), description="Баллы двух округов", height=300).children.config
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    assert config["locale"] == "ru"
    assert "http" not in json.dumps(config)


def test_a_chart_is_described_in_words() -> None:
    with speaking("ru"):
        frame = graph("chart", drawn(), description="Баллы двух округов", height=300)
    assert getattr(frame, "aria-label") == "Баллы двух округов"
    assert frame.children.style == {"height": "300px"}
