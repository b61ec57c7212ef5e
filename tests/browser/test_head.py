"""The head of a municipality: from the viewer menu to the own profile, a break, a plan, and the note in Word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.conftest import served
from tests.browser.waiting import settled, visit, width_of, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CELL = f"{planted.SHOWN}~1.1~indicators"
TEXT = "Заменить показатель позиции 3 и указать источник для позиции 6."
Rows = list[list[str]]


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own: a head saves a text, which no other journey should find."""
    with served(tmp_path_factory.mktemp("head"), demo_file) as url:
        yield url


def as_head(page: Page) -> None:
    """From the menu of viewers to the own profile."""
    visit(page, "/overview")
    page.locator(".viewer > summary").click()
    page.locator(f'.viewer a[href="/viewer/{planted.SHOWN}"]').click()
    expect(page.locator(".viewer > summary")).to_contain_text("Светлоозёрский МО")
    settled(page)
    page.locator('.navigation a[href="/municipality"]').click()
    expect(page).to_have_url(re.compile(rf"/municipality/{planted.SHOWN}\?.*period=2026"))
    settled(page)
    expect(page.locator("#plan-card .sheet")).to_be_visible()


def test_a_head_finds_the_broken_link_and_what_proves_it(page: Page) -> None:
    as_head(page)
    expect(page.locator("h1")).to_have_text("Светлоозёрский муниципальный округ")
    expect(page.locator("#municipality-sentence")).to_contain_text("Место 14 из 39")
    row = page.locator(".profile-map tbody tr", has_text="1.1 Качество подготовки")
    expect(row.locator("td").last).to_contain_text("2. Показатели")
    row.locator(f'[data-choice="municipality-cell"][data-value="{CELL}"]').click()
    behind = page.locator(f'[data-cell="{CELL}"]')
    expect(behind).to_contain_text("Потеря 8 = не набрано 6 + штраф 2.")
    expect(behind.locator(".documents li").first).to_contain_text(re.compile(r"№.+ от \d\d\.\d\d\.\d{4}"))
    expect(page).to_have_url(re.compile(f"cell={CELL}"))


def test_a_head_plans_ticks_and_finds_the_plan_again(page: Page) -> None:
    as_head(page)
    card = page.locator("#plan-card")
    expect(card.locator("h2")).to_have_text("До следующего места: 7 баллов")
    expect(card).to_contain_text("При неизменных результатах остальных.")
    expect(card.locator(".plan-sum")).to_contain_text("Будет 749 баллов (742 + 7) и 13–14-е место.")

    card.get_by_text("Замкнуть цикл", exact=True).click()
    card.locator('[data-value="close:1.2"]').click()
    expect(card.locator("h2")).to_have_text("Замкнуть цикл 1.2: 13 баллов")
    expect(card.locator(".plan-effect tbody tr", has_text="1.2")).to_contain_text("✓ эффективное")
    expect(page).to_have_url(re.compile("plan=close:1.2$"))

    settled(page)
    box = card.locator(".plan-tick").first
    box.focus()
    page.keyboard.press("Space")
    expect(card.locator("h2")).to_contain_text("Свой план")
    expect(card.locator(".plan-tick").first).to_have_attribute("aria-checked", "false")
    expect(card.locator(".plan-tick").first).to_be_focused()
    expect(card.locator(".plan-effect tbody tr", has_text="1.2")).not_to_contain_text("✓ эффективное")
    expect(page).to_have_url(re.compile("steps="))
    settled(page)
    shown = words(card)
    page.reload()
    settled(page)
    assert words(page.locator("#plan-card")) == shown

    card.locator(".plan-tick").first.click()
    expect(card.locator("h2")).to_have_text("Замкнуть цикл 1.2: 13 баллов")
    card.get_by_role("button", name="+1 место").click()
    expect(card.locator("h2")).to_have_text("До следующего места: 7 баллов")


def test_a_head_adds_what_the_smallest_plan_left_out(page: Page) -> None:
    as_head(page)
    card = page.locator("#plan-card")
    card.locator(".plan-editor > summary").click()
    card.locator('.plan-editor [data-value="1.1"]').click()
    added = card.locator(".plan-editor .plan-tick").first
    expect(added).to_be_visible()
    settled(page)
    key = added.get_attribute("data-value")
    added.click()
    expect(card.locator("h2")).to_contain_text("Свой план")
    ticked = card.locator(f'.plan-steps [data-value="{key}"]').first
    expect(ticked).to_have_attribute("aria-checked", "true")


def test_the_note_in_word_says_what_the_screen_says(page: Page, tmp_path: Path) -> None:
    as_head(page)
    note = page.locator(".note-card")
    expect(note.locator(".note-body").first).to_contain_text("Это первое незамкнутое звено направления")
    settled(page)
    draft = [" ".join(text.split()) for text in note.locator(".note-body").first.locator("p").all_inner_texts()]
    options = note.locator("#note-section option")
    second = words(options.filter(has_text=re.compile(r"^2\. ")).first).removeprefix("2. ")

    note.locator("#note-edit").click()
    expect(note.locator("#note-text")).to_be_visible()
    settled(page)
    note.locator("#note-text").fill(TEXT)
    note.locator("#note-save").click()
    expect(note.locator(".note-body").first).to_have_text(TEXT)
    settled(page)

    with page.expect_download() as waiting:
        note.get_by_role("link", name="Справка, DOCX").click()
    path = tmp_path / waiting.value.suggested_filename
    assert path.suffix == ".docx"
    waiting.value.save_as(path)
    document = Document(str(path))
    paragraphs = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]
    tables = [[[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows] for table in document.tables]

    assert TEXT in paragraphs
    assert draft[1] not in paragraphs
    assert any(second in paragraph for paragraph in paragraphs)
    figures = dict(row for table in tables for row in table if len(row) == 2)
    assert figures["Муниципалитет"] == page.locator("h1").inner_text()
    place = page.locator(".profile-figures .profile-place")
    assert figures["Место по итогу"] == f"{words(place.locator('b').first)} {words(place.locator('small').first)}"
    assert map_on_screen(page) == map_in_word(tables)
    assert gaps_on_screen(page) <= gaps_in_word(tables)


def map_on_screen(page: Page) -> Rows:
    """By direction: its code, each cell as «12◐», and the points."""
    rows = []
    for row in page.locator(".profile-map tbody tr").all():
        cells = ["".join(text.split()) for text in row.locator(".cell").all_inner_texts()]
        points = row.locator("td.numeric b").first.inner_text()
        rows.append([row.locator("th b").inner_text(), *cells, points])
    return rows


def map_in_word(tables: list[Rows]) -> Rows:
    (found,) = [table for table in tables if table[0][0] == "Направление" and table[0][-1] == "Итог"]
    return [[row[0].split()[0], *("".join(cell.split()) for cell in row[1:])] for row in found[1:]]


def gaps_on_screen(page: Page) -> set[tuple[str, str]]:
    """The lost points of each listed gap, as «points of maximum» and loss."""
    found = set()
    for row in page.locator(".profile-gaps tbody tr").all():
        numbers = [words(cell) for cell in row.locator("td.numeric").all()]
        found.add((numbers[0].replace(" из ", " / "), numbers[1].split()[0]))
    assert found
    return found


def gaps_in_word(tables: list[Rows]) -> set[tuple[str, str]]:
    (found,) = [table for table in tables if "Потеря" in table[0]]
    return {(row[3], row[4]) for row in found[1:]}


def test_what_belongs_to_another_is_not_open(page: Page) -> None:
    as_head(page)
    page.goto(f"/municipality/{planted.HALF_FILLED}")
    expect(page.locator("#main")).to_contain_text("Этот профиль не открыт")
    for path in (
        f"/note/{planted.HALF_FILLED}.docx?period=2026",
        f"/export/municipality/plan.xlsx?municipality={planted.HALF_FILLED}",
    ):
        assert page.request.get(path).status == 403


def test_on_a_phone_the_profile_is_no_wider_than_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/language/en")
    visit(page, f"/municipality/{planted.SHOWN}?plan=close:2.1")
    expect(page.locator("#plan-card h2")).to_have_text("Closing the cycle of 2.1: 24 points")
    assert width_of(page) == 390
