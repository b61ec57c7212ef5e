"""What every table of the product promises, asked of whatever tables stand on a page."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.waiting import visit

PHONE = 390
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def faults_of_tables(page: Page) -> list[str]:
    """What the tables of the settled page do not keep; the window is as wide as before in the end."""
    found = [each for name in ("heardAndGrey", "reached", "headsStay", "printed") for each in _asked(page, name)]
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": PHONE, "height": 844})
    # A page that was wide before is laid out otherwise than one that has always been narrow.
    visit(page, page.url)
    found += _asked(page, "onAPhone")
    page.set_viewport_size(size)
    return found


def _asked(page: Page, name: str) -> list[str]:
    return list(page.evaluate(f"{SCRIPT[SCRIPT.index('({') :].rstrip()}.{name}()"))
