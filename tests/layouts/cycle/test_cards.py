"""What stands around the map of the cycle: each card says what it counts and leads to the cells it names."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY
from data.demo import planted
from data.language import speaking
from data.models.assessment import Score
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.directions import directions_cycle
from data.views.cycle.page import CyclePage
from data.views.cycle.proof import penalties, unproved
from data.views.cycle.region import cycle_view
from layouts.cycle.cards import LINES, chains_card, penalties_card, proof_card, proof_sentence
from layouts.cycle.cell import cell_card
from layouts.cycle.controls import Ids
from layouts.cycle.page import map_sheets
from tests.data import small_region
from tests.layouts.reading import the_table, walk, words


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def small(empty_database: Engine) -> Iterator[Reader]:
    with writing(empty_database) as session:
        small_region.build(session)
    with reading(empty_database) as session:
        yield open_reader(session, MINISTRY)


def opened(reader: Reader, cell: str, **chosen: str) -> Any:
    page = CyclePage(reader, CycleSelection(view="region", cell=cell, direction=cell.split("~")[1], **chosen))
    assert page.cell is not None
    return cell_card(page.selection, page.cell)


def test_a_found_pattern_is_counted_named_and_leads_to_its_later_link(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    card = chains_card(view)
    found = sum(len(cell.chains) for cell in view.cells)
    links = [part for part in walk(card) if type(part).__name__ == "Link"]
    assert found > 0
    assert len(links) == found
    assert all("~measures" in link.href or "~indicators" in link.href for link in links)
    assert "меры без анализа" in words(card)
    assert "336 пар" in words(card)


def test_a_marked_row_is_explained_by_the_legend_and_spoken(reader: Reader) -> None:
    text = words(map_sheets(CyclePage(reader, CycleSelection(view="region", direction="1.1")).view)[Ids.MAP])
    assert "1. Цели меры без анализа." in text


def test_unproved_points_have_a_sentence_and_a_row_for_each_cell(reader: Reader) -> None:
    chosen = cycle_view(reader, CycleSelection(view="region", direction="1.1")).selection
    proof = unproved(reader, chosen)
    card = proof_card(chosen, proof)
    table = the_table(card)
    assert [row.key for row in table.rows] == [cell.key for cell in proof.cells]
    assert table.rows[0]["link"].href.endswith(f"cell={proof.cells[0].key}&view=region&stages=nine")
    # A few lines are seen at once; the others are in the browser already.
    assert table.content["fold"] == LINES
    assert proof_sentence(proof).startswith("Документом не подтверждено")
    assert "ни одного документа" in words(card)


def test_where_everything_is_proved_the_card_says_so(small: Reader) -> None:
    chosen = cycle_view(small, CycleSelection(view="region")).selection
    assert "У каждой оценки с баллами указан документ." in words(proof_card(chosen, unproved(small, chosen)))
    small.session.execute(update(Score).values(points=0).where(Score.points < 0))
    assert "Оценок ниже нуля нет." in words(penalties_card(chosen, penalties(small, chosen)))


def test_penalties_say_since_when(small: Reader) -> None:
    chosen = cycle_view(small, CycleSelection(view="region")).selection
    told = [row.spoken for row in the_table(penalties_card(chosen, penalties(small, chosen))).rows]
    assert len(told) == 2
    assert "с 2026 года, ревизия 1 от" in told[0]
    assert "более ранние периоды по этой методике не оценивались" in told[0]


def test_the_drill_down_tells_evidence_expectation_penalties_and_history(reader: Reader) -> None:
    text = words(opened(reader, f"{planted.SHOWN}~1.1~indicators"))
    for expected in (
        "Без подтверждения: ",
        "Штрафы: с какого времени",
        "Что ожидается",
        "Муниципальная программа «.....»",
        "Источник: приложение к письму Рособрнадзора",
        "История оценок: ",
    ):
        assert expected in text


def test_gaps_of_the_source_are_shown(reader: Reader) -> None:
    assert "для [текст в источнике обрывается]" in words(opened(reader, f"{planted.SHOWN}~1.2~analysis"))
    assert "в источнике не сказано" in words(opened(reader, f"{planted.SHOWN}~1.3~goals"))


def test_a_changed_score_is_shown_from_what_to_what(reader: Reader) -> None:
    card = opened(reader, "~".join(planted.CORRECTED_COMPONENT))
    steps = [part for part in walk(card) if getattr(part, "className", "") == "score-change"]
    assert steps
    assert all(" → " in words(part) and "score=" in part.href for part in steps)


def test_a_pattern_is_explained_at_its_links(reader: Reader) -> None:
    view = directions_cycle(reader, CycleSelection())
    code, direction = next((line.code, cell.direction.code) for line in view.rows for cell in line.cells if cell.chains)
    pattern = next(cell.chains[0] for line in view.rows for cell in line.cells if cell.chains)
    later = {"measures_without_analysis": "measures", "indicators_without_goals": "indicators"}[pattern.value]
    assert "Разрыв цепочки: " in words(opened(reader, f"{code}~{direction}~{later}"))


def test_russian_texts_on_an_english_page_say_their_language(reader: Reader) -> None:
    with speaking("en"):
        card = opened(reader, f"{planted.SHOWN}~1.1~indicators")
        marked = [part for part in walk(card) if getattr(part, "lang", None) == "ru"]
        inside = {id(part) for mark in marked for part in walk(mark)}
        outside = [part for part in walk(card) if isinstance(part, str) and id(part) not in inside]
    assert marked
    assert not [text for text in outside if any("а" <= letter.lower() <= "я" for letter in text)]
