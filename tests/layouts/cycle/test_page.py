"""The page of the cycle as a tree: what is seen, what is spoken, and what a press does."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.page import CyclePage
from data.views.cycle.selection import settle_cycle
from data.vocabulary import MunicipalityKind, Role
from layouts.cycle.controls import Ids, controls, filters_look
from layouts.cycle.page import chosen_cell, layout, map_sheets, states_legend
from layouts.parts.shell_ids import ShellIds
from tests.layouts.reading import ReadCell, seen, tables, the_table, walk, words

SHOWN_CELL = f"{planted.SHOWN}~1.1~indicators"


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def head(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, Viewer(Role.MUNICIPALITY, planted.SHOWN))


def shown(reader: Reader, selection: CycleSelection) -> list[Any]:
    """The map, what stands around it, and the chosen cell."""
    page = CyclePage(reader, selection)
    drawn = map_sheets(page.view)
    around = drawn[Ids.AROUND]
    return [drawn[Ids.MAP], *around, *([chosen_cell(page.selection, page.cell)] if page.cell else [])]


def parts(sheets: list[Any]) -> Iterator[Any]:
    for sheet in sheets:
        yield from walk(sheet)


def attribute(part: Any, name: str) -> Any:
    return getattr(part, name, None)


def cells(sheets: list[Any]) -> dict[str, ReadCell]:
    """The buttons of the map by the key they put into the store."""
    return {cell.key: cell for sheet in sheets for table in tables(sheet) for cell in table.cells if cell.key}


def text_of(sheets: list[Any]) -> str:
    return "".join(words(sheet) for sheet in sheets)


def test_every_sheet_of_a_part_says_so(reader: Reader) -> None:
    for view in ("region", "directions"):
        text = text_of(shown(reader, CycleSelection(view=view, kinds=("urban_okrug",))))
        # The map, where the cycle breaks, the chain patterns.
        assert text.count("только городские округа") >= 3, view


def test_every_cell_is_a_button_with_its_sentence(reader: Reader) -> None:
    found = cells(shown(reader, CycleSelection()))
    assert len(found) == 42 * 9
    button = found[SHOWN_CELL]
    assert button.spoken == "Светлоозёрский МО, 2. Показатели: 12 из 20, сформировано частично"
    assert button.seen == "12◐"
    assert button.content["press"]["choice"] == Ids.CELL


def test_four_kinds_of_nothing_look_and_sound_different(reader: Reader) -> None:
    found = cells(shown(reader, CycleSelection()))
    zero = found["~".join(planted.REAL_ZERO)]
    missing = found[f"{planted.HALF_FILLED}~1.1~analysis"]
    inapplicable = found[f"{planted.INCOMPLETE_CYCLE}~1.1~goals"]
    assert [cell.seen for cell in (zero, missing, inapplicable)] == ["0○", "н/д", "—"]
    assert len({cell.look for cell in (zero, missing, inapplicable)}) == 3
    assert missing.spoken == "Малоостровский МР, 5. Анализ: нет данных"
    assert inapplicable.spoken.endswith("не применимо")
    # Only the real zero is a number that rows are ordered by.
    assert [isinstance(cell.value, list) for cell in (zero, missing, inapplicable)] == [False, True, True]


def test_a_negative_sum_is_marked_as_a_penalty(reader: Reader) -> None:
    button = cells(shown(reader, CycleSelection()))["~".join(planted.NEGATIVE_COMPONENT)]
    assert button.seen == "−3○"
    assert button.face["inner"] == "penalty"


def test_only_the_chosen_cell_is_pressed_and_its_positions_are_shown(reader: Reader) -> None:
    sheets = shown(reader, CycleSelection(cell=SHOWN_CELL))
    pressed = [key for key, cell in cells(sheets).items() if cell.is_pressed]
    assert pressed == [SHOWN_CELL]
    text = text_of(sheets)
    assert "Потеря 8 = не набрано 6 + штраф 2." in text
    assert "Подтверждающие документы" in text
    closers = [part for part in parts(sheets) if attribute(part, "data-value") == ""]
    assert [seen(closer) for closer in closers] == ["Закрыть"]


def test_without_a_cell_there_is_nothing_to_close(reader: Reader) -> None:
    assert not [part for part in parts(shown(reader, CycleSelection())) if attribute(part, "data-value") == ""]


def test_the_verdict_is_spoken_and_a_link_without_data_is_not_called_broken(reader: Reader) -> None:
    text = text_of(shown(reader, CycleSelection()))
    assert "неэффективное. 6. Рекомендации" in text
    assert "судить нельзя. 1. Цели: нет данных" in text


def test_columns_stand_in_cycle_order_with_their_maxima(reader: Reader) -> None:
    titles = [
        words.spoken.replace("\u00ad", "") for words in the_table(shown(reader, CycleSelection())[0]).headings.values()
    ]
    assert titles[2] == "1 Целииз 27"
    assert [title.split()[0] for title in titles[2:11]] == [str(number) for number in range(1, 10)]


def test_rows_are_given_by_points_and_those_not_fully_scored_stand_apart(reader: Reader) -> None:
    table = the_table(shown(reader, CycleSelection())[0])
    assert table.sections == [39, 3]
    points = [row["points"].value for row in table.rows[:39]]
    assert points == sorted(points, reverse=True)
    assert [line.spoken for line in table.lines] == ["Оценены не полностью: стоят ниже при любых баллах"]


def test_sums_stand_above_the_rows_whatever_the_order(reader: Reader) -> None:
    formed, first = the_table(shown(reader, CycleSelection())[0]).top
    assert [cell.seen for cell in formed.cells[:4]] == ["Сформировано, из 42", "", "20", "18"]
    assert first.cells[-1].seen == "не определено: 2"


def test_the_legend_prints_the_limits() -> None:
    text = words(states_legend(0.8))
    assert "от 80\u00a0% максимума" in text
    assert "от 50\u00a0%, менее 80\u00a0%" in text
    # Below half of the maximum there is no darker tone of «partly».
    assert "от 50\u00a0%" not in words(states_legend(0.5)).replace("от 50\u00a0% максимума", "")


def test_a_head_sees_one_row_and_why(head: Reader) -> None:
    sheets = shown(head, CycleSelection(view="region"))
    assert {key.split("~")[0] for key in cells(sheets)} == {planted.SHOWN}
    assert "показана только ваша строка" in text_of(sheets)
    assert not [part for part in parts(sheets) if attribute(part, "id") == Ids.CHART]


def test_no_municipality_left_says_what_to_do(head: Reader) -> None:
    kinds = (MunicipalityKind.URBAN_OKRUG.value,)
    assert "Выберите другой вид" in text_of(shown(head, CycleSelection(view="region", kinds=kinds)))


def test_one_municipality_over_all_directions(head: Reader) -> None:
    sheets = shown(head, CycleSelection())
    assert len(cells(sheets)) == 8 * 9
    assert "Цикл замкнут в 3 из 8 направлений." in text_of(sheets)


def test_the_layout_holds_choices_and_every_part_in_its_place(reader: Reader) -> None:
    places = (Ids.MAP, Ids.DETAIL, Ids.AROUND, Ids.FOUNDATION, Ids.FOOT)
    drawn = dict.fromkeys(places, "drawn") | {Ids.SHEETS: "cycle-sheets"}
    page = layout(*settle_cycle(reader, CycleSelection(cell=SHOWN_CELL)), drawn)
    assert {attribute(part, "id") for part in walk(page) if attribute(part, "children") == "drawn"} == set(places)
    stores = {part.id: part.data for part in walk(page) if type(part).__name__ == "Store"}
    assert stores.pop(ShellIds.QUERY).startswith("/cycle?period=2026&")
    assert stores == {Ids.CELL: SHOWN_CELL, Ids.REVISION: "", ShellIds.LEADS: ""}


def test_only_controls_that_leave_a_choice_are_shown(reader: Reader, head: Reader) -> None:
    assert filters_look(*settle_cycle(reader, CycleSelection())).split()[2:] == ["view-region", "several-methodologies"]
    settled = settle_cycle(head, CycleSelection(period="2024"))
    assert filters_look(*settled).split()[2:] == ["view-municipality", "one-municipality"]


def test_lists_of_the_controls_follow_the_period(reader: Reader) -> None:
    _look, methodologies, methodology, directions, *_rest = controls(
        *settle_cycle(reader, CycleSelection(period="2022"))
    )
    assert [option["value"] for option in methodologies] == [methodology] == [planted.OLDER_METHODOLOGY]
    assert len(directions) == 9


def test_english_leaves_no_russian_sentence(reader: Reader) -> None:
    with speaking("en"):
        button = cells(shown(reader, CycleSelection()))[SHOWN_CELL]
        assert button.spoken == "Svetloozyorsky MO, 2. Indicators: 12 of 20, partly formed"


@pytest.mark.parametrize(
    ("selection", "subject"),
    [
        (CycleSelection(direction="1.2"), "направление 1.2"),
        (CycleSelection(view="municipality", municipality=planted.SHOWN), "Светлоозёрский МО"),
        (CycleSelection(view="directions"), "все направления"),
    ],
    ids=["region", "municipality", "directions"],
)
def test_the_name_of_a_picture_says_what_it_is_of(reader: Reader, selection: CycleSelection, subject: str) -> None:
    names = {attribute(part, "data-export-name") for part in parts(shown(reader, selection))} - {None}
    breaks = {name for name in names if "Где рвётся цикл" in name}
    assert {name.rpartition(".")[0] for name in breaks} == {f"Цикл — Где рвётся цикл, {subject} — 2026"}
    assert len(names) == 4
