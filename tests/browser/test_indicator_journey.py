"""From an imported indicator to the calendar: found, ranked by, given a target, seen behind, its measure done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.access import MINISTRY
from data.demo import planted
from data.intake.importing import import_file
from data.intake.kinds.foreign_table.mapping import ColumnRole, Creation, IndicatorDefaults, Mapping, TableRequest
from data.vocabulary import Polarity, Unit
from tests.browser.conftest import served
from tests.browser.waiting import settled, visit
from tests.copies import copy_of
from tests.data.intake.books import by_hand

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CODE = "Охват наставничеством"
HEADER = ("Код муниципалитета", "Показатель", "Год", "Значение")
# 20 → 24 → 28 in the municipality that is shown: 4 a year, where 50 by 2027 needs 22. In the first quarter it leads.
FACTS = [
    *((planted.SHOWN, 2024, 20), (planted.SHOWN, 2025, 24), (planted.SHOWN, 2026, 28), ("M01", 2026, 40)),
    *((planted.SHOWN, "I кв. 2026", 26), ("M01", "I кв. 2026", 22)),
]
MEASURE = f"{planted.SHOWN}~2.2~9.1"


def write_measure(folder: Path) -> Path:
    header = (
        "Код муниципалитета", "Направление", "№ п/п", "Мероприятие", "Вид срока", "Срок", "С даты", "По дату",
        "Ответственный", "Ожидаемый результат", "Показатель (код)",
    )  # fmt: skip
    row = (
        planted.SHOWN, "2.2", "9.1", "Закрепить наставников", "месяц", "август 2024 г.", "01.08.2024", "31.08.2024",
        "Методический центр", "Наставники закреплены", CODE,
    )  # fmt: skip
    return by_hand(folder / "measures.xlsx", {"Дорожная карта": [("Методика", planted.METHODOLOGY), header, row]})


@pytest.fixture(scope="module")
def address(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A product of its own with a table of another source, and a measure that names its indicator."""
    folder = tmp_path_factory.mktemp("journey")
    table = folder / "table.csv"
    lines = [HEADER, *((place, CODE, year, value) for place, year, value in FACTS)]
    table.write_text("\n".join(";".join(map(str, line)) for line in lines), encoding="utf-8")
    roles = (ColumnRole.MUNICIPALITY, ColumnRole.INDICATOR, ColumnRole.PERIOD, ColumnRole.VALUE)
    defaults = IndicatorDefaults(Unit.RATE, Polarity.HIGHER_IS_BETTER, "Сборник")
    mapping = Mapping(columns=dict(zip(roles, HEADER, strict=True)), defaults=defaults)
    with copy_of(demo_file, folder / "prepared.db") as engine:
        for kind, path, request in (
            ("table", table, TableRequest(mapping, frozenset({Creation.INDICATORS}))),
            ("measures", write_measure(folder), None),
        ):
            report = import_file(engine, MINISTRY, kind, path, author="operator", table=request)
            assert report.stored, report.findings
    with served(folder, folder / "prepared.db") as url:
        yield url


def rank(page: Page) -> None:
    """Find the indicator in the list of all, and open the ranking by it."""
    visit(page, f"/indicators?view=list&period=2026&municipality={planted.SHOWN}")
    page.locator(".table-find").fill("наставничеством")
    rows = page.locator("table.indicator-list tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link", name=CODE).click()
    expect(page).to_have_url(re.compile("view=municipalities"))
    settled(page)
    # 40 of the other one and 28: the second of two.
    expect(page.locator("table.region-rows tbody").first.locator("tr").nth(1).locator("td").first).to_have_text("2")


def quarter(page: Page, quarter: str, year: str, title: str) -> None:
    """The same ranking of a part of the year and back, by the links above it."""
    chips, card = page.locator(".group-chips"), page.locator("#indicators-content")
    chips.get_by_role("link", name=quarter).click()
    expect(card).to_contain_text(title)
    expect(page).to_have_url(re.compile("interval=Q1"))
    settled(page)
    expect(page.locator("table.region-rows tbody").first.locator("tr.own td").first).to_have_text("1")
    chips.get_by_role("link", name=year).click()
    expect(card).not_to_contain_text(title)
    settled(page)


def by_year(page: Page, label: str) -> None:
    page.locator("#indicators-view label", has_text=label).click()
    expect(page).to_have_url(re.compile("view=years"))
    settled(page)


def set_target(page: Page) -> None:
    """Nobody has set one: its text is read, the fields are filled, and saving asks for a reason."""
    shown = page.locator("[data-revision]")
    before = int(shown.get_attribute("data-revision") or 0)
    page.click('[data-form-action="open"]')
    page.fill("#indicators-target-text", "не менее 50 к 2027 году")
    page.click('[data-form-action="read"]')
    expect(page.locator("#indicators-target-value")).to_have_value("50")
    settled(page)
    page.click('[data-form-action="save"]')
    expect(page.locator("#indicators-target-message")).to_contain_text("Причина изменения")
    page.fill("#indicators-target-reason", "Решение коллегии")
    page.click('[data-form-action="save"]')
    expect(page.locator("#indicators-target-message")).to_contain_text("Цель сохранена.")
    expect(shown).to_have_attribute("data-revision", str(before + 1))
    settled(page)


def open_measure(page: Page) -> None:
    page.locator(".measure-links a", has_text="Закрепить наставников").click()
    expect(page.locator(f'[data-measure="{MEASURE}"]')).to_be_visible()
    settled(page)


def open_calendar(page: Page, tab: str, title: str) -> None:
    page.locator("#roadmap-view label", has_text=tab).click()
    expect(page.locator("#roadmap-content h2").first).to_contain_text(title)
    settled(page)


def test_an_imported_indicator_from_its_rank_to_the_measure_and_the_calendar(page: Page) -> None:
    rank(page)
    quarter(page, "I квартал", "Год", "муниципалитеты, I кв. 2026")
    by_year(page, "Один показатель по годам")
    set_target(page)
    content = page.locator("#indicators-content")
    expect(content).to_contain_text("отстаёт")
    expect(content).to_contain_text("Решение коллегии")

    # The municipality reads the target, may not set it, and carries out what should bring it nearer.
    visit(page, f"/viewer/{planted.SHOWN}")
    visit(page, f"/indicators?view=years&period=2026&indicator={CODE}")
    expect(page.locator("#indicators-content")).to_contain_text("отстаёт")
    expect(page.locator('[data-form-action="open"]')).to_have_count(0)
    open_measure(page)
    page.fill("#roadmap-done-on", "2024-08-30")
    page.fill("#roadmap-document", "Приказ о наставниках")
    page.fill("#roadmap-number", "9-о")
    page.fill("#roadmap-document-date", "2024-08-29")
    shown = page.locator("[data-revision]")
    before = int(shown.get_attribute("data-revision") or 0)
    page.click("#roadmap-report")
    expect(page.locator("#roadmap-message")).to_contain_text("Мероприятие отмечено выполненным.")
    expect(shown).to_have_attribute("data-revision", str(before + 1))
    settled(page)
    open_calendar(page, "Календарь", "Мониторинговый год")

    page.goto("/language/en")
    page.goto("/viewer/ministry")
    rank(page)
    quarter(page, "Quarter I", "Year", "municipalities, I кв. 2026")
    by_year(page, "One indicator by year")
    expect(page.locator("#indicators-content")).to_contain_text("behind")
    open_measure(page)
    expect(page.locator(f'[data-measure="{MEASURE}"]')).to_contain_text("Приказ о наставниках No. 9-о of 29 Aug 2024")
    open_calendar(page, "Calendar", "Monitoring year")
