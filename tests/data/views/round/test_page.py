"""The page of a round: its summary, its filters, its protocol; and how large the page is."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document
from sqlalchemy import Engine

from data.access import MINISTRY
from data.errors import NotFound
from data.exports.round_protocol import protocol_document
from data.language import set_language
from data.measures.rounds.board import BoardCell
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.round.address import RoundSelection
from data.views.round.page import round_view, rule
from data.views.round.tables import _reason, board_table, protocol_of, protocol_table
from data.vocabulary import FormState
from layouts.parts.screen_table import ScreenTable
from layouts.round.detail import counting_words, detail_card
from layouts.round.page import Ids, layout
from tests.data.intake.conftest import region, sqlite_file
from tests.data.work.round_region import PLACES, build, cells, fill, forms, take
from tests.layouts.reading import walk, words

__all__ = ["region", "sqlite_file"]

pytestmark = pytest.mark.slow


@pytest.fixture
def collected(region: Engine, tmp_path: Path) -> Engine:
    """Of 42 municipalities one has returned its form, one a wrong one; a photo came too."""
    code = build(region)
    made = forms(region, code, tmp_path / "forms")
    where = cells(made["N01"])
    (tmp_path / "photo.xlsx").write_bytes(b"\xff\xd8\xff")
    take(region, code, fill(made["N01"], where), fill(made["N02"], where, (9, 9, 1, 2, 0)), tmp_path / "photo.xlsx")
    return region


@pytest.fixture
def reader(collected: Engine) -> Iterator[Reader]:
    with reading(collected) as session:
        yield open_reader(session, MINISTRY)


def test_the_summary_counts_every_form(reader: Reader) -> None:
    view = round_view(reader, RoundSelection())
    assert view.sentence == ("Получено 2 из 42; получена с замечаниями: 1, без замечаний: 1. 1 файл никуда не подошёл.")


def test_filters_leave_forms_of_one_state(reader: Reader) -> None:
    table = board_table(reader, RoundSelection(state="findings"))
    assert [(row["code"], row["errors"]) for row in table.rows] == [("N02", 2)]
    assert board_table(reader, RoundSelection(late="late")).rows == ()
    assert len(board_table(reader, RoundSelection()).rows) == len(PLACES)
    with pytest.raises(NotFound):
        round_view(reader, RoundSelection(round="1900-1"))


def test_the_protocol_says_what_became_of_every_file(reader: Reader) -> None:
    table = protocol_table(reader, RoundSelection())
    assert [row["outcome"] for row in table.rows] == ["без замечаний", "получена с замечаниями", "не читается"]
    assert "Баллов больше максимума." in str(table.rows[1]["reason"])
    assert "изображение" in str(table.rows[2]["reason"])


def test_and_so_does_its_document(reader: Reader, tmp_path: Path) -> None:
    view = round_view(reader, RoundSelection())
    assert view.board is not None
    path = tmp_path / "protocol.docx"
    path.write_bytes(protocol_document(view.board.round, protocol_of(view)))
    words = [cell.text for row in Document(str(path)).tables[0].rows for cell in row.cells]
    assert "photo.xlsx" in words


def test_a_file_with_errors_gives_way_and_the_page_says_so(region: Engine, tmp_path: Path) -> None:
    """Whether both come at once or the one without errors later: what has errors could not be chosen."""
    code = build(region, PLACES[:2])
    made = forms(region, code, tmp_path / "forms")
    where, back = cells(made["N01"]), {}
    for place in PLACES[:2]:
        for name, points in (("wrong", (9, 9, 1, 2, 0)), ("good", (2, 2, 1, 2, 0))):
            back[place, name] = Path(shutil.copy(fill(made[place], where, points), tmp_path / f"{place} {name}.xlsx"))
    take(region, code, back["N01", "wrong"], back["N01", "good"])
    take(region, code, back["N02", "wrong"])
    take(region, code, back["N02", "good"])
    with reading(region) as session:
        view = round_view(open_reader(session, MINISTRY), RoundSelection())
    assert view.sentence == "Получено 2 из 2; без замечаний: 2. Заменены 2 файла."
    for detail in view.details:
        told = words(detail_card(view, detail, "act", "cell"))
        assert (told.count("· не учитывается"), told.count("· учитывается")) == (1, 1)
    assert "Файл с ошибками никогда не учитывается" in rule()


def test_the_page_is_of_few_components(reader: Reader) -> None:
    page = list(walk(layout(round_view(reader, RoundSelection(cell="N02~1")))))
    assert len(page) < 300
    assert sum(isinstance(one, ScreenTable) for one in page) == 3


@pytest.mark.parametrize(("language", "last"), [("ru", "20 декабря"), ("en", "20 December")])
def test_days_of_the_calendar_are_offered_in_words(reader: Reader, language: str, last: str) -> None:
    set_language(language)
    page = walk(layout(round_view(reader, RoundSelection())))
    offered = next(one for one in page if getattr(one, "id", None) == f"{Ids.NEW_DUE}-scores")
    assert last in {option["label"] for option in offered.options}


@pytest.mark.parametrize(
    ("questions", "state", "told"),
    [
        (17, FormState.FINDINGS, "ждёт ответа на 17 вопросов"),
        (1, FormState.FINDINGS, "ждёт ответа на 1 вопрос"),
        (0, FormState.CLEAN, "учитывается"),
        # Published before its question was asked: the figures are stored.
        (1, FormState.PUBLISHED, "учитывается"),
    ],
)
def test_a_file_that_asks_does_not_count_yet(questions: int, state: FormState, told: str) -> None:
    asked = tuple(("bare-percent", "Муниципалитеты", f"F#K{number:02}") for number in range(questions))
    assert counting_words(BoardCell(state, open_questions=asked)) == told


def test_reasons_are_sentences_one_after_another() -> None:
    wrong = {"severity": "error", "sheet": "Муниципалитеты", "message": "Числитель больше знаменателя."}
    findings = tuple(wrong | {"cell": f"G{row}"} for row in range(8, 15))
    line = SimpleNamespace(findings=({"severity": "note", "sheet": None, "cell": None, "message": "?"}, *findings[:2]))
    first_two = "Муниципалитеты G8: Числитель больше знаменателя. Муниципалитеты G9: Числитель больше знаменателя."
    assert _reason(line) == first_two  # type: ignore[arg-type]
    seven = _reason(SimpleNamespace(findings=findings))  # type: ignore[arg-type]
    assert seven.startswith(first_two)
    assert seven.endswith("Муниципалитеты G12: Числитель больше знаменателя. И ещё 2.")
    whole = SimpleNamespace(findings=(wrong | {"sheet": None, "cell": None, "message": "Нет"},))
    assert _reason(whole) == "Нет."  # type: ignore[arg-type]
