"""Charts answer in the browser: a press pins, the legend switches, a zoom comes and goes."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HISTORY = '[data-chart="rankings-history"]'
RANGE = "graph => graph.layout.yaxis.range.map(Math.round)"


def press(page: Page, mark: Locator) -> str:
    """Press a mark where it is drawn, since over it lies what the chart itself listens on; gives its words."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    label = page.locator(".hoverlayer .hovertext")
    expect(label).to_have_count(1)
    found = label.text_content() or ""
    page.mouse.click(*middle)
    return found


def pinned(page: Page, code: str) -> None:
    """Wait until the address says who is pinned."""
    expect(page).to_have_url(re.compile(rf"[?&]municipality={code}(&|$)"))
    settled(page)


def test_a_press_on_a_bar_pins_its_municipality(page: Page) -> None:
    visit(page, "/rankings?view=chart")
    bars = page.locator("#rankings-chart .barlayer .point path")
    code = page.locator("#rankings-chart .js-plotly-plot").evaluate("graph => graph.data[0].customdata[3]")
    press(page, bars.nth(3))
    pinned(page, code)
    assert page.locator("#rankings-municipality").input_value() == code
    expect(page.locator(f"{HISTORY} [data-group=pinned]")).to_be_visible()


def test_a_press_on_a_rank_line_pins_and_its_words_give_rank_points_and_change(page: Page) -> None:
    visit(page, f"/rankings?municipality={planted.SHOWN}")
    graph = page.locator(f"{HISTORY} .js-plotly-plot")
    # The last point of the first quiet line.
    code = graph.evaluate("graph => graph.data[0].customdata.find(code => code)")
    last = graph.evaluate("graph => graph.data[0].customdata.lastIndexOf(graph.data[0].customdata.find(c => c))")
    at = graph.evaluate("(graph, last) => graph.data[0].y.slice(0, last).filter(rank => rank !== null).length", last)
    point = graph.locator(".scatterlayer .trace").first.locator(".point").nth(at)
    label = " ".join(press(page, point).split())
    assert re.search(r"Место \d+(–\d+)? из 39", label)
    assert re.search(r"балл", label)
    assert re.search(r"([▲▼] \d+|без изменений) к 2025", label)
    pinned(page, code)


def test_the_legend_switches_lines_and_keeps_them_off_over_the_next_answer(page: Page) -> None:
    visit(page, f"/rankings?municipality={planted.SHOWN}")
    drawn = page.locator(f"{HISTORY} .scatterlayer .trace")
    labels = page.locator(f"{HISTORY} .annotation")
    lines, names = drawn.count(), labels.count()
    switch = page.locator(f"{HISTORY} [data-group=fall]")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(drawn).to_have_count(lines - 1)
    expect(labels).to_have_count(names - 1)
    page.locator("#rankings-ranges input").first.click()
    settled(page)
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(drawn).to_have_count(lines - 1)
    switch.focus()
    page.keyboard.press("Enter")
    expect(drawn).to_have_count(lines)
    expect(labels).to_have_count(names)


def test_a_zoom_outlives_a_choice_and_has_a_button_and_a_double_press_back(page: Page) -> None:
    visit(page, f"/rankings?municipality={planted.SHOWN}")
    graph = page.locator(f"{HISTORY} .js-plotly-plot")
    whole = page.locator("[data-whole-chart=rankings-history]")
    expect(whole).to_be_hidden()
    start, names = graph.evaluate(RANGE), graph.locator(".ytick text").all_text_contents()
    zoom(page, graph)
    expect(whole).to_be_visible()
    zoomed = graph.evaluate(RANGE)
    assert start[0] > zoomed[0] > zoomed[1] > start[1], "first place stays on top"
    ranks = [int(text) for text in graph.locator(".ytick text").all_text_contents()]
    assert len(ranks) >= 4
    assert all(zoomed[0] >= rank >= zoomed[1] for rank in ranks)
    page.locator("#rankings-ranges input").first.click()
    settled(page)
    assert graph.evaluate(RANGE) == zoomed
    whole.click()
    expect(whole).to_be_hidden()
    assert graph.evaluate(RANGE) == start
    expect(graph.locator(".ytick text")).to_have_text(names)
    zoom(page, graph)
    expect(whole).to_be_visible()
    area = graph.locator(".nsewdrag")
    area.dblclick(position={"x": 5, "y": 200})
    expect(whole).to_be_hidden()
    settled(page)
    assert graph.evaluate(RANGE) == start


def zoom(page: Page, graph: Locator) -> None:
    """Drag over a band of the chart."""
    area = graph.locator(".nsewdrag")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + 0.25 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 0.5 * box["height"], steps=6)
    page.mouse.up()


def test_a_press_on_a_school_pins_it_and_marks_its_municipality_and_a_cluster_can_be_switched_off(page: Page) -> None:
    visit(page, f"/clusters?municipality={planted.SHOWN}&indicator=s5")
    chart = '[data-chart="clusters-chart"]'
    graph = page.locator(f"{chart} .js-plotly-plot")
    others = graph.evaluate("graph => graph.data.findIndex(trace => trace.legendgroup.endsWith('others'))")
    boxes = graph.locator(".boxlayer .trace").count()
    page.locator(f"{chart} [data-group=boxes]").click()
    expect(graph.locator(".boxlayer .trace")).to_have_count(0)
    page.locator(f"{chart} [data-group=boxes]").click()
    expect(graph.locator(".boxlayer .trace")).to_have_count(boxes)
    cluster = graph.evaluate("(graph, others) => graph.data[others].legendgroup.split(' ')[0]", others)
    points = graph.locator(".scatterlayer .trace").count()
    page.locator(f"{chart} [data-group={cluster}]").click()
    expect(graph.locator(".scatterlayer .trace")).to_have_count(points - 2)
    page.locator(f"{chart} [data-group={cluster}]").click()
    expect(graph.locator(".scatterlayer .trace")).to_have_count(points)
    # The rightmost point stands alone, so that the pointer finds it and no other.
    at = graph.evaluate("(graph, others) => { const x = Array.from(graph.calcdata[others], p => p.x);"
                        " return x.indexOf(Math.max(...x)); }", others)  # fmt: skip
    code = graph.evaluate("(graph, [others, at]) => graph.data[others].customdata[at]", [others, at])
    label = press(page, graph.locator(".scatterlayer .trace").nth(0).locator(".point").nth(at))
    # The browser has put the words of the point together: name, municipality, value with its parts, rank.
    assert re.search(
        r"(СОШ|Гимназия|Лицей|Школа).*(ГО|МО|МР)\d+,\d\s%: \d+ из \d+место в кластере: \d+(–\d+)? из \d+", label
    )
    municipality = code.split("-")[0]
    pinned(page, municipality)
    expect(page).to_have_url(re.compile(rf"[?&]school={code}(&|$)"))
    assert page.locator("#clusters-municipality").input_value() == municipality
    expect(page.locator(".clusters-pinned")).to_contain_text(re.compile(r"место в кластере: \d+"))
    # The address opens the same, the button lets the school go, and another municipality does so too.
    visit(page, page.url)
    expect(page.locator(f"{chart} [data-group=pinned]")).to_be_visible()
    page.get_by_role("button", name="Открепить").click()
    expect(page.locator(".clusters-pinned")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("school="))
    pinned(page, municipality)
    page.locator("table a[href*='school=']").first.click()
    settled(page)
    expect(page.locator(".clusters-pinned")).to_have_count(1)
    page.locator("#clusters-municipality").select_option(planted.SHOWN)
    expect(page.locator(".clusters-pinned")).to_have_count(0)


@pytest.mark.parametrize("path", ["/clusters", "/indicators"])
@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_the_parts_of_a_foot_leave_no_large_blank(page: Page, width: int, path: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, f"{path}?municipality={planted.SHOWN}")
    foot = page.locator(".page-footer")
    assert foot.locator("> div").count() == 5
    columns = int(foot.evaluate("foot => getComputedStyle(foot).columnCount"))
    drawn = foot.evaluate("foot => foot.clientHeight")
    # In one column of the same width the parts are as high as all columns together.
    together = foot.evaluate(
        "foot => { const width = foot.firstElementChild.clientWidth; foot.style.width = width + 'px';"
        " foot.style.columns = 1; return foot.clientHeight; }"
    )
    # Seven lines stay together.
    assert drawn <= together / columns + 7 * 18
