"""Nothing freezes: each kind of choice on each page, how long until the page has settled and how long it was blocked.

The bounds are those of a starved machine; the goals stand in docs/performance.md. Each page is opened once, and all its
choices are made one after another.
"""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page

from dashboard.pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONGEST_TASK = 1_000
# A page with its choices; one that opens with more than its address says is opened so.
OPENED = {"/cycle": "/cycle?direction=1.1", "/data": "/data?view=templates"}

# Tells when the page was last busy: with an answer that is awaited, with drawing, or with a long task.
WATCH = """
() => {
    if (window.busy) return;
    window.busy = { pressed: 0, last: 0, longest: 0 };
    const note = () => { window.busy.last = performance.now(); };
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
    new PerformanceObserver(list => list.getEntries().forEach(task => {
        if (task.startTime + task.duration > window.busy.pressed) {
            window.busy.longest = Math.max(window.busy.longest, task.duration);
        }
    })).observe({ type: "longtask" });
    const press = () => Object.assign(window.busy, { pressed: performance.now(), last: performance.now(), longest: 0 });
    ["pointerdown", "change"].forEach(kind => document.addEventListener(kind, press, true));
}
"""
# Settled is when nothing has happened any more for a while; the while itself does not count.
SETTLED = """
async () => {
    const QUIET = 150;
    const isAwaited = store => {
        const { stored, completed, ...lists } = store.getState().callbacks;
        return Object.values(lists).some(list => list.length > 0);
    };
    for (;;) {
        if (window.dash_stores.some(isAwaited)) {
            window.busy.last = performance.now();
        }
        if (performance.now() - window.busy.last > QUIET) {
            return { settled: window.busy.last - window.busy.pressed, longest: window.busy.longest };
        }
        await new Promise(requestAnimationFrame);
    }
}
"""
# One of each kind of control, as (what it is, where it is). Buttons that write something are left alone.
KINDS = """
() => {
    const main = document.querySelector("main");
    const shown = list => Array.from(list).filter(each => each.checkVisibility());
    const path = each => each.id ? `#${each.id}` : null;
    const group = each => each.closest("[id]");
    const found = [];
    const add = (kind, where) => where && !found.some(one => one[1] === where) && found.push([kind, where]);
    shown(main.querySelectorAll("select[id]")).forEach(each => each.options.length > 1 && add("select", path(each)));
    main.querySelectorAll("input[type=radio]:not(:checked)").forEach(each => {
        const list = group(each.closest("div").parentElement);
        if (list && shown([list]).length) add("choice", `#${list.id} input[type=radio]:not(:checked) + label >> nth=0`);
    });
    main.querySelectorAll("input[type=checkbox]").forEach(each => {
        const list = group(each.closest("div").parentElement);
        if (list && shown([list]).length) add("tick", `#${list.id} input[type=checkbox] + label >> nth=0`);
    });
    const WRITES = /publish|confirm|undo|cancel|answer|job|note|account|session|correct|round/;
    shown(main.querySelectorAll("button[data-choice]")).forEach(each => {
        if (!WRITES.test(each.dataset.choice)) add("press", `button[data-choice="${each.dataset.choice}"] >> nth=-1`);
    });
    if (shown(main.querySelectorAll("th button.sort")).length) add("order", "th button.sort >> nth=1");
    return found;
}
"""

Figures = list[tuple[str, str, str, float, float]]


def choices(page: Page) -> Iterator[tuple[str, Locator]]:
    for kind, where in page.evaluate(KINDS):
        yield kind, page.locator(f"main {where}" if not where.startswith("main") else where)


def choose(kind: str, place: Locator) -> bool:
    """Make the choice; False where an earlier one has taken the control away."""
    if place.count() == 0 or not place.first.is_visible() or not place.first.is_enabled():
        return False
    if kind != "select":
        place.first.click()
        return True
    values = place.evaluate("each => Array.from(each.options, one => one.value)")
    other = next((value for value in values if value not in ("", place.input_value())), None)
    if other is None:
        return False
    place.select_option(other)
    return True


def opened(page: Page, path: str) -> None:
    page.goto(OPENED.get(path, path))
    page.wait_for_selector("main h1")
    page.evaluate(WATCH)
    page.evaluate(SETTLED)


def measured(page: Page, path: str) -> Figures:
    opened(page, path)
    found: Figures = []
    for kind, place in list(choices(page)):
        address = page.url
        if choose(kind, place):
            taken = page.evaluate(SETTLED)
            # Once may be the machine's doing; what freezes freezes every time.
            if taken["longest"] > LONGEST_TASK and choose(kind, place):
                taken = min(taken, page.evaluate(SETTLED), key=lambda one: float(one["longest"]))
            found.append((path, kind, name_of(place), taken["settled"], taken["longest"]))
        if page.url.split("?")[0] != address.split("?")[0]:
            # A press has led to another page.
            opened(page, path)
    return found


def name_of(place: Locator) -> str:
    return str(place).split("selector='")[1].split("'>")[0].removeprefix("main ").split(" >> ")[0].replace("\\", "")


def test_no_choice_blocks_the_page(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    found = [line for one in PAGES for line in measured(page, one.path)]
    with capsys.disabled():
        sys.stdout.write("\nmilliseconds from the choice: settled, longest task\n")
        for path, kind, place, taken, longest in found:
            sys.stdout.write(f"{taken:6.0f} {longest:6.0f}  {path}: {kind} {place}\n")
    seen = {path for path, *_rest in found}
    assert {"/overview", "/rankings", "/cycle", "/municipality", "/clusters", "/indicators", "/data"} <= seen
    assert not [line for line in found if line[4] > LONGEST_TASK]
