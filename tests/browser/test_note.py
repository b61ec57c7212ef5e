"""A head's way from the own profile to the downloaded note, in a real browser."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OWN_WORDS = "Рекомендуется: пересмотреть показатели позиций 3 и 6."


def test_a_head_words_the_own_draft_and_takes_the_note_along(page: Page, tmp_path: Path) -> None:
    page.goto(f"/viewer/{planted.SHOWN}")
    visit(page, f"/municipality/{planted.SHOWN}")
    card = page.locator(".note-card")
    expect(card).to_contain_text("12 из 20 баллов")
    # The head drafts, the ministry approves; the notes of all are not a head's to take.
    page.locator("#note-edit").click()
    expect(page.locator("#note-text")).to_have_value(re.compile("^Кому: "))
    expect(page.locator("#note-approve")).to_be_hidden()
    expect(page.locator("#note-make")).to_be_hidden()
    settled(page)
    page.locator("#note-text").fill(OWN_WORDS)
    page.locator("#note-save").click()
    expect(card).to_contain_text("Сохранено как версия 1.")
    expect(card).to_contain_text(OWN_WORDS)
    settled(page)
    with page.expect_download() as download:
        card.get_by_text("Справка, DOCX").click()
    assert download.value.suggested_filename == "Справка — Светлоозёрский МО — 2026.docx"
    path = tmp_path / "note.docx"
    download.value.save_as(path)
    texts = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert texts.count(OWN_WORDS) == 1
    assert any(text.startswith("Проект, версия 1, руководитель МОУО, ") for text in texts)
    cells = {cell.text for table in Document(str(path)).tables[2:3] for row in table.rows for cell in row.cells}
    assert "14 из 39" in cells
    assert any(text.startswith("742 из 900 баллов") for text in cells)
