"""Take the pictures of this folder from a running demonstration: python docs/screenshots/take.py http://127.0.0.1:8050"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.waiting import PATIENT, visit

FOLDER = Path(__file__).parent
VIEWS = {
    "overview": "/overview",
    "rankings": "/rankings?municipality=M14",
    "cycle": "/cycle?period=2026&direction=1.1&municipality=M14&cell=M14~1.1~indicators",
    "municipality": "/municipality/M14",
    "clusters": "/clusters?municipality=M14&indicator=s5",
    "indicators": "/indicators?municipality=M14&indicator=k08",
    "ranked-indicator": "/indicators?view=municipalities&indicator=k08",
    "roadmap": "/roadmap?municipality=M14",
    "round": "/round",
    "methodology": "/methodology",
    "data": "/data?view=revisions",
}
FORMATS = [("ru", "wide", 1366), ("en", "wide", 1366), ("ru", "phone", 390)]
LOCALES = {"ru": "ru-RU", "en": "en-GB"}
TALLEST = 1800


def main(address: str) -> None:
    program = shutil.which("chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language, form, width in FORMATS:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, locale=LOCALES[language], base_url=address
            )
            page = context.new_page()
            page.set_default_timeout(PATIENT)
            for name, view in VIEWS.items():
                visit(page, view)
                height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                page.screenshot(
                    path=FOLDER / f"{language}.{form}" / f"{name}.png",
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": height},
                )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
