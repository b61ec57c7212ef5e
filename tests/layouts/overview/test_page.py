"""The overview as somebody looking at it and somebody listening to it get it."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from dash.development.base_component import Component
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.exports.note_tables import targets_sentence
from data.formats import NBSP
from data.measures.indicators.first_year import FirstYear
from data.storage.database import reading
from data.storage.reader import open_reader
from data.tables import Kind
from data.views.overview.address import OverviewSelection
from data.views.overview.direction_map import MapCell
from data.views.overview.figures import KeyFigure, PeriodValue
from data.views.overview.page import OverviewView, overview_view
from data.vocabulary import Nothing, Role, Verdict
from layouts.figures.overview import ranking_chart
from layouts.overview.direction_map import cell_words, map_card
from layouts.overview.page import content, emphasised, figures_sheet
from layouts.overview.ranking import form_switch, movers_card, ranking_card
from layouts.overview.targets import targets_card
from layouts.parts.levels import bounds, stages_look
from tests.layouts.drawing import drawn
from tests.layouts.reading import ReadTable, seen, tables, the_table, walk, words


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture(scope="module")
def region(demo_database: Engine) -> Iterator[OverviewView]:
    with reading(demo_database) as session:
        yield overview_view(open_reader(session, MINISTRY), OverviewSelection())


@pytest.fixture(scope="module")
def own(demo_database: Engine) -> Iterator[OverviewView]:
    with reading(demo_database) as session:
        yield overview_view(open_reader(session, Viewer(Role.MUNICIPALITY, planted.SHOWN)), OverviewSelection())


def links_in(component: Component) -> list[str]:
    links = [str(part.href) for part in walk(component) if getattr(part, "href", None)]
    return [*links, *(href for table in tables(component) for cell in table.cells for href in cell.hrefs)]


def test_a_target_in_its_first_year_is_told_on_the_overview_and_in_the_note(region: OverviewView) -> None:
    assert "Первый год" not in words(targets_card(region))
    first, *others = region.targets.rows
    targets = replace(region.targets, rows=(replace(first, warning=FirstYear.NO_PACE), *others))
    shown = replace(region, targets=targets)
    told = f"Первый год: у 1 цели один факт и темпа ещё нет: «{first.indicator.short}»"
    assert told in words(targets_card(shown))
    note = targets_sentence(cast(Any, SimpleNamespace(targets=targets)))
    assert told in note
    assert "Состояние по документу 002, показателей 24" in note


def look(cell: MapCell) -> str:
    return stages_look(cell.nothing, cell.verdict, cell.formed, cell.required)


def map_of(view: OverviewView) -> ReadTable:
    return the_table(map_card(view))


def one_figure(change: float | None, *, higher_is_better: bool = True, kind: Kind = Kind.NUMBER) -> KeyFigure:
    values = (PeriodValue("2025", 10.0), PeriodValue("2026", 10.0 + (change or 0)))
    return KeyFigure(
        "k", "Название", "из 20", kind, values, "2025" if change is not None else "", change, higher_is_better
    )


def test_bold_is_what_stands_between_stars() -> None:
    parts = emphasised("Полный **5 из 8** цикл")
    assert [part if isinstance(part, str) else f"<{part.children}>" for part in parts] == [
        "Полный ",
        "<5 из 8>",
        " цикл",
    ]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (one_figure(3.0), "▲ 3 к 2025"),
        (one_figure(-2.0), "▼ 2 к 2025"),
        (one_figure(0.0), "без изменений к 2025"),
        (one_figure(2.0, higher_is_better=False), "▲ 2 хуже, чем в 2025"),
        (one_figure(-2.0, higher_is_better=False), "▼ 2 лучше, чем в 2025"),
        (one_figure(0.013, kind=Kind.SHARE), "▲ 1,3 п. п. к 2025"),
        (one_figure(None), "нет сравнения"),
    ],
)
def test_a_change_says_which_way_and_against_what(region: OverviewView, figure: KeyFigure, text: str) -> None:
    sheet = figures_sheet(replace(region, figures=(figure,)))
    assert seen(sheet).replace(NBSP, " ").endswith(text)


def test_the_course_of_a_figure_is_spoken_with_its_numbers(region: OverviewView) -> None:
    sheet = figures_sheet(replace(region, figures=(one_figure(3.0),)))
    assert "2025: 10; 2026: 13" in words(sheet)
    bars = [part.style["height"] for part in walk(sheet) if getattr(part, "style", None)]
    assert bars == ["77%", "100%"]


def test_the_ranking_shows_ties_and_what_is_left_out(region: OverviewView) -> None:
    card = ranking_card(region)
    assert "1–2Лесоградский ГО" in seen(card)
    assert "места 16–32 — ещё 17 муниципалитетов" in seen(card)
    assert any(link.startswith("/rankings?") for link in links_in(card))


def test_movers_name_both_places(region: OverviewView) -> None:
    table = the_table(movers_card(region))
    first = region.risen[0]
    assert table.rows[0].seen.startswith(f"{first.name}{first.before} → {first.now}▲ ")
    assert table.sections == [len(region.risen), len(region.fallen)]
    assert [line.seen for line in table.lines] == ["Поднялись: первые 4 из 14", "Опустились: первые 4 из 11"]


def test_where_nobody_rose_the_half_says_so(region: OverviewView) -> None:
    assert region.moves is not None
    nobody = replace(region.moves, risen=0, fallen=len(region.fallen))
    table = the_table(movers_card(replace(region, risen=(), moves=nobody)))
    assert [line.seen for line in table.lines] == ["Поднялись", "Никто не поднялся.", "Опустились"]
    assert table.sections == [0, len(region.fallen)]


def test_without_comparison_movers_say_why(region: OverviewView) -> None:
    card = movers_card(replace(region, compared=False, comparison="Нет сравнения с 2022 годом: методика была другой."))
    assert "методика была другой" in seen(card)


def test_each_cell_of_the_map_leads_to_the_first_broken_link(region: OverviewView) -> None:
    cells = [cell for cell in map_of(region).cells if cell.column.get("kind") == "heat" and cell.href]
    assert len(cells) == len(region.map.rows) * 8
    wanted = f"direction=1.1&cell={planted.SHOWN}~1.1~indicators&view=region"
    assert wanted in map_of(region).row(planted.SHOWN)["direction:1.1"].href


def test_a_cell_tells_number_and_verdict_never_colour_alone(region: OverviewView) -> None:
    row = next(row for row in region.map.rows if row.code == planted.SHOWN)
    cell = map_of(region).row(planted.SHOWN)["direction:1.1"]
    assert cell.spoken == "Светлоозёрский МО, 1.1 Качество подготовки: сформировано 4 из 9, неэффективное"
    assert cell.seen == "4"
    looks = {cell.direction.code: look(cell) for cell in row.cells}
    assert looks["1.1"] == "state-partial-low"
    assert looks["1.4"] == "state-formed"


def test_what_cannot_be_judged_is_hatched_and_what_does_not_apply_is_not(region: OverviewView) -> None:
    direction = region.map.directions[0]
    unclear = MapCell(direction, 5, 9, Verdict.CANNOT_BE_JUDGED, "", None)
    absent = MapCell(direction, 0, 9, Verdict.INEFFECTIVE, "", None)
    closed = MapCell(direction, 0, 9, Verdict.CANNOT_BE_JUDGED, "", Nothing.NOT_APPLICABLE)
    looks = [look(cell) for cell in (unclear, absent, closed)]
    assert looks == ["nothing-no-data", "state-absent", "nothing-not-applicable"]
    assert "судить нельзя" in cell_words(unclear)
    assert "не применимо" in cell_words(closed)


def test_tones_begin_at_thirds_of_the_cycle() -> None:
    assert bounds(9) == (3, 6)
    assert bounds(6) == (2, 4)
    assert bounds(2) == (1, 2)


def test_targets_say_how_the_fact_of_the_region_was_made(region: OverviewView) -> None:
    card = targets_card(region)
    text = seen(card).replace(NBSP, " ")
    assert "89,1 % сумма" in text
    assert "мед." in text
    assert f"Цели под риском: {len(region.targets.at_risk)}" in text
    # Five are seen at once; the rest is in the browser.
    table = the_table(card)
    assert (len(table.rows), table.content["fold"]) == (len(region.targets.at_risk), 5)


def test_no_targets_are_said_to_be_none(region: OverviewView) -> None:
    empty = replace(region.targets, rows=(), counts={})
    assert "Цели показателей не заданы." in seen(targets_card(replace(region, targets=empty)))


def test_the_page_of_a_head_has_no_sheet_about_others(own: OverviewView) -> None:
    text = " ".join(seen(part) for part in content(own))
    assert "Где цикл не замкнут" in text
    assert "2. Показатели" in text
    for missing in ("Можно ли верить", "Кто изменил место", "муниципалитет × направление", "Отстают"):
        assert missing not in text
    links = [link for part in content(own) for link in links_in(part) if link.startswith("/cycle")]
    assert links
    assert all(f"municipality={planted.SHOWN}" in link for link in links)


def test_the_region_has_all_sheets(region: OverviewView) -> None:
    text = " ".join(seen(part) for part in content(region))
    for sheet in ("Рейтинг по итогу", "Кто изменил место", "Полнота цикла", "Цели под риском", "Можно ли верить"):
        assert sheet in text


def test_ranges_and_what_cannot_be_told_apart_stand_in_words(region: OverviewView) -> None:
    sheet = ranking_card(region)
    text = seen(sheet)
    assert f"Неразличимы: {region.certainty.words[0][1]}." in text
    ranges = [region.certainty.range_text(entry.row.code) for entry in region.entries if entry.row]
    assert [row["range"].seen for row in the_table(sheet).rows] == ranges


def test_the_chart_of_the_ranking_has_the_rows_of_its_table(region: OverviewView) -> None:
    figure = drawn(ranking_chart(region))
    rows = [entry.row for entry in region.entries if entry.wide and entry.row]
    assert list(figure.data[0].x) == [row.points for row in rows]
    ticks = [text for text in figure.layout.yaxis.ticktext if "ещё" not in text]
    assert ticks == [f"{row.rank}   {row.name}" for row in rows]
    assert figure.layout.xaxis.range[0] == 0


def test_the_table_of_the_map_has_its_numbers(session: Session) -> None:
    view = overview_view(open_reader(session, MINISTRY), OverviewSelection(forms=("map",)))
    table = map_of(view)
    assert "overview-map-table" in table.content["look"]
    first = table.row(view.map.ranked[0].code)
    numbers = [cell.seen.removeprefix("✓ ") for cell in first.cells[2:]]
    cells = view.map.ranked[0].cells
    assert numbers[: len(cells)] == [str(cell.formed) for cell in cells]
    # Effective, ineffective, cannot be judged: together all directions.
    assert sum(int(number) for number in numbers[len(cells) :]) == len(cells)
    assert numbers[len(cells)] == str(view.map.ranked[0].effective)


def test_a_switch_changes_one_form_and_leaves_the_other(region: OverviewView) -> None:
    def values(*forms: str) -> list[tuple[str, str]]:
        switch = form_switch(OverviewSelection(forms=forms), "map", "Map", "Table")
        drawn = [button.to_plotly_json()["props"] for button in switch.children]
        return [(each["data-value"], each["aria-pressed"]) for each in drawn]

    assert values() == [("", "true"), ("map", "false")]
    assert values("ranking") == [("ranking", "true"), ("ranking,map", "false")]
    assert values("map", "ranking") == [("ranking", "false"), ("ranking,map", "true")]


def test_an_unknown_form_is_refused(session: Session) -> None:
    with pytest.raises(NotFound, match="Есть:"):
        overview_view(open_reader(session, MINISTRY), OverviewSelection(forms=("poem",)))
