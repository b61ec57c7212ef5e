"""What a table prints on the screen stands in its file: every number of every row, in the same order of rows."""

import csv
import re
from decimal import Decimal
from io import StringIO

import pytest
from playwright.sync_api import Page

from tests.browser.waiting import settled

pytestmark = pytest.mark.slow

# Each table of a card with a file: the cells of its rows, and the address of the file.
CARDS = """() => [...document.querySelectorAll('.sheet')].flatMap(card => {
    const file = card.querySelector('a[href*=".csv"]');
    const shown = [...card.querySelectorAll('table')].filter(table => !table.closest('.visually-hidden'));
    return !file ? [] : shown.map(table => ({
        file: file.getAttribute('href'),
        head: table.tHead.innerText,
        rows: [...table.querySelectorAll('tbody tr[data-row]')].map(
            row => [...row.children].map(cell => [cell.tagName, cell.innerText])),
    })).filter(table => table.rows.length);
})"""
SOFT = str.maketrans("", "", "\u00a0\u202f\u2060\u00ad")
NUMBER = re.compile(r"\d+(?:,\d+)?")
PAGES = {
    "/overview": {"ranking", "movers", "map", "targets"},
    "/rankings": {"ranking"},
    "/rankings?period=2025&subject=direction:1.1": {"ranking"},
    "/cycle": {"cycle", "bare", "penalties"},
    "/municipality?municipality=M14": {"profile", "examples", "gaps", "plan", "trend", "penalties"},
    "/clusters?municipality=M14": {"statistics", "schools"},
    "/indicators?municipality=M14": {"targets"},
    "/indicators?view=municipalities": {"municipalities"},
    "/indicators?view=list": {"list"},
    "/roadmap?municipality=M14": {"board", "measures"},
    "/roadmap?view=calendar&municipality=M14": {"calendar"},
    "/roadmap?view=review&municipality=M14": {"review"},
    "/roadmap?view=reference": {"reference"},
    "/corrections": {"states"},
    "/methodology": {"directions", "parameters"},
}


def numbers(text: str) -> set[Decimal]:
    """Every number in a text as a value: «100 %» and «100,0» are the same, a sign is not part of it."""
    return {Decimal(found.replace(",", ".")) for found in NUMBER.findall(text.translate(SOFT))}


def lacking(screen: list[list[list[str]]], head: str, file: list[list[str]]) -> list[str]:
    """Rows of the screen that no later row of the file has all numbers of; headings may hold what is common to all."""
    common = numbers(head) | numbers(" | ".join(file[0]))
    rest = iter(file[1:])
    found = []
    for row in screen:
        # The name of a row may explain itself with a number («501 and more»); its figures stand in the other cells.
        wanted = set().union(*(numbers(text) for tag, text in row if tag == "TD")) - common
        if not any(wanted <= numbers(" | ".join(line)) for line in rest):
            found.append(" | ".join(text for _tag, text in row))
            break
    return found


@pytest.mark.parametrize("address_of", PAGES)
def test_the_file_has_every_number_of_the_screen(page: Page, address: str, address_of: str) -> None:
    page.goto(address + address_of)
    settled(page)
    faults: dict[str, list[list[str]]] = {}
    for table in page.evaluate(CARDS):
        name = table["file"].partition(".csv")[0].rpartition("/")[2]
        answer = page.request.get(address + table["file"], headers={"Accept-Language": "ru"})
        file = list(csv.reader(StringIO(answer.body().decode("utf-8-sig")), delimiter=";"))
        faults.setdefault(name, []).append(lacking(table["rows"], table["head"], file))
    assert faults.keys() >= PAGES[address_of]
    # A card may have a second table, which explains the first and is not what its file repeats.
    assert {name: found for name, found in faults.items() if all(found)} == {}


def test_a_missing_number_is_noticed() -> None:
    """The comparison itself: order, values in another form, and a figure that the file lacks."""
    file = [["Name", "Share, %"], ["A", "12,5"], ["B", "100,0"], ["C", "7"]]
    row = [["TH", "A"], ["TD", "12,5\u00a0%"]]
    whole = [["TH", "B"], ["TD", "100\u00a0%"]]
    assert lacking([row, whole], "", file) == []
    assert lacking([whole, row], "", file) == ["A | 12,5\u00a0%"]
    assert lacking([[["TH", "A"], ["TD", "12,4"]]], "", file) == ["A | 12,4"]
