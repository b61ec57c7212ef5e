"""What a reader waits for: from a choice until the page has settled, and how long nothing on the page reacted.

In headless Chromium, 1366 × 768, with the answers kept as after a first reader. A page has settled when nothing is
asked and nothing is drawn any more; the time is that of the last change of the document or the last long task. The
longest task is what the browser itself reports (50 ms and more).
"""

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.questions import PAGES

CHROMIUM = "/usr/bin/chromium-headless-shell"
QUIET, LONGEST = 400, 60_000
WATCH = """
window.bench = {start: 0, last: 0, longest: 0, open: 0};
new PerformanceObserver(list => { for (const each of list.getEntries()) {
  if (each.startTime + each.duration < bench.start) continue;
  bench.longest = Math.max(bench.longest, each.duration);
  bench.last = Math.max(bench.last, each.startTime + each.duration);
} }).observe({entryTypes: ['longtask']});
const ask = window.fetch;
const answered = () => { bench.open -= 1; bench.last = performance.now(); };
window.fetch = (...words) => { bench.open += 1; return ask(...words).finally(answered); };
addEventListener('DOMContentLoaded', () => new MutationObserver(() => { bench.last = performance.now(); })
  .observe(document.documentElement, {childList: true, subtree: true, attributes: true, characterData: true}));
"""
SETTLED = f"() => bench.open === 0 && performance.now() - bench.last > {QUIET}"
CHOOSE = """
([identity, value]) => { bench.start = bench.last = performance.now(); bench.longest = 0;
  dash_clientside.set_props(identity, {value: value}); }
"""


def measure(base: str, offered: dict[str, list[str]]) -> dict[str, tuple[float, float]]:
    """Milliseconds by page: median from the choice until the page has settled, and the longest task of all choices."""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page, control in PAGES.items():
            window = browser.new_page(viewport={"width": 1366, "height": 768}, locale="ru-RU")
            window.set_default_timeout(LONGEST)
            window.add_init_script(WATCH)
            window.goto(f"{base}/{page}")
            window.wait_for_selector(f"#{control}")
            window.wait_for_function(SETTLED)
            times, longest = [], 0.0
            # The first round has the answers made, the second is measured.
            for measured in (False, True):
                for value in offered.get(page, []):
                    taken, task = _choose(window, control, value)
                    if measured:
                        times.append(taken)
                        longest = max(longest, task)
            if times:
                found[page] = (statistics.median(times), longest)
            window.close()
        browser.close()
    return found


def _choose(window: Page, control: str, value: str) -> tuple[float, float]:
    window.evaluate(CHOOSE, [control, value])
    window.wait_for_timeout(30)
    window.wait_for_function(SETTLED)
    taken, task = window.evaluate("() => [bench.last - bench.start, bench.longest]")
    return float(taken), float(task)


def installed() -> bool:
    if Path(CHROMIUM).exists():
        return True
    sys.stdout.write(f"{CHROMIUM} is missing: what a reader waits for is not measured\n")
    return False
