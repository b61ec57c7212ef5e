"""Tables read as columns say exactly what they say when every row is read by itself: findings, counts and changes."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.files.cell import Cell, CellKind
from data.intake.files.cell_arrays import CompactCells
from data.intake.files.workbook import Sheet, Workbook
from data.intake.importing import _Way, _way
from data.intake.kinds.foreign_table import check as mapped_import
from data.intake.kinds.foreign_table.columns import SettledRows, TableReader
from data.intake.kinds.foreign_table.mapping import (
    ColumnRole,
    Creation,
    IndicatorColumns,
    Mapping,
    Releases,
    TableRequest,
)
from data.intake.kinds.observations import check as observations_check
from data.intake.kinds.scores import check as scores_check
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns
from data.intake.tables.planned_changes import Checked
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import MunicipalityKind, SchoolKind

TABLES = 40
NOTHING = (None,) * 6
MARKS = ("н/д", "x", "н/п", "-")
# What stands in cells: mostly what belongs there, sometimes what people write instead.
PLACES = ("A", "A", "B", "C", "D", "А", "округ b", "E", "Z", None)
YEARS = (2026, 2026, 2026, "2026", "2025/26", 1999, None)
# Figures may be of a part of the year too.
PERIODS = (*YEARS, "I кв. 2026", "I кв. 2026", "2026 Q1", "II кв.", "2026 (Rev)", "1-е полугодие 2025", "V кв. 2026")
POINTS = (0, 1, 1, 2, 2, "1,5", " 1 ", -1, 7, 0.125, "много", *MARKS, Cell(0, 0, CellKind.PERCENT, 0.5), *NOTHING)
SHARES = (0, 5, 5, 10, 10, 66.6, "3", 0.5, "66,6 %", -1, 120, "много", *MARKS[:2], True, *NOTHING)
REMARKS = ("по приказу", "по  приказу\n", "=", 5.0, Cell(0, 0, CellKind.ERROR, "#N/A"), *NOTHING, *NOTHING)
SCHOOLS = ("A-1", "A-1", "A-2", "B-1", "А-1", "Q-1", None)
LONG = Mapping(
    columns={
        ColumnRole.SCHOOL: "Код",
        ColumnRole.INDICATOR: "Показатель",
        ColumnRole.PERIOD: "Год",
        ColumnRole.VALUE: "Значение",
        ColumnRole.NUMERATOR: "Числитель",
        ColumnRole.DENOMINATOR: "Знаменатель",
        ColumnRole.COMMENT: "Слово",
    }
)
REVISED = replace(LONG, releases=Releases.REPLACE, period="2026")
WIDE = Mapping(
    columns={
        ColumnRole.MUNICIPALITY: "Район",
        ColumnRole.SCHOOL: "Код",
        ColumnRole.SCHOOL_NAME: "Школа",
        ColumnRole.PERIOD: "Год",
    },
    indicators=(
        IndicatorColumns("whole", numerator="Участники", denominator="Всего"),
        IndicatorColumns("part", numerator="Призёры", denominator="Всего"),
    ),
    municipality_kind=MunicipalityKind.URBAN_OKRUG,
    school_kind=SchoolKind.BASIC,
)
WIDE_REVISED = replace(WIDE, releases=Releases.REPLACE, period="2026")
CREATE = frozenset(Creation)


def scores(random: Random) -> Workbook:
    header = ("Код муниципалитета", "Период", "Код позиции", "Код параметра", "Баллы", "Комментарий", "Документ")
    header += ("Номер документа", "Дата документа", "Ссылка")
    columns = (
        PLACES,
        YEARS,
        ("g1", "g1", "g2", "i1", "g9", None),
        ("presence", "presence", "alignment", "penalty", "absence"),
        POINTS,
        REMARKS,
        ("Приказ", *NOTHING),
        ("17", 17, *NOTHING),
        ("17.05.2021", "вчера", *NOTHING),
        ("https://a.example/b", "javascript:1", *NOTHING, *NOTHING),
    )
    return book("1.1", random, header, columns, above=(("Методика", "small"), ("Период", 2026)))


def observations(random: Random) -> Workbook:
    if random.random() < 0.5:
        header = (
            "Код муниципалитета",
            "Период",
            "Код показателя",
            "Значение",
            "Числитель",
            "Знаменатель",
            "Примечание",
        )
        columns = (PLACES, PERIODS, ("share", "count", "count", "whole", "часть"), SHARES, SHARES, SHARES, REMARKS)
        return book("Муниципалитеты", random, header, columns, above=(("Период", 2026),))
    header = ("Код школы", "Муниципалитет", "Код показателя", "Числитель", "Знаменатель", "Комментарий")
    columns = (SCHOOLS, ("Округ A", *NOTHING), ("whole", "part", "part", "share"), SHARES, SHARES, REMARKS)
    return book("Школы", random, header, columns, above=(("Период", 2026),))


def long_table(random: Random) -> Workbook:
    indicators = ("whole", "part", "part", "Whole", "другой", None)
    columns = (SCHOOLS, indicators, PERIODS, ("", *NOTHING), SHARES, SHARES, REMARKS)
    return book("Выгрузка", random, tuple(LONG.columns.values()), columns)


def wide_table(random: Random) -> Workbook:
    header = ("Район", "Код", "Школа", "Год", "Всего", "Участники", "Призёры")
    names = ("Школа A-1", "Школа новая", None)
    columns = (
        ("Округ A", "Округ B", "Округ N", None),
        (*SCHOOLS, "N-1"),
        names,
        PERIODS,
        (10, 10, 10, 0, "x"),
        SHARES,
        SHARES,
    )
    return book("Выгрузка", random, header, columns)


def book(
    name: str, random: Random, header: tuple[str, ...], columns: tuple[tuple[Any, ...], ...], above: Any = ()
) -> Workbook:
    """A workbook with one sheet: labels, the header, and up to forty rows of what the columns may hold."""
    rows = [tuple(random.choice(choices) for choices in columns) for _row in range(random.randint(1, 40))]
    if random.random() < 0.7:
        # Most tables are right; one in which each row is wrong would show only the first finding.
        rows = [
            tuple(random.choice(choices[:2]) for choices in columns) if random.random() < 0.9 else row for row in rows
        ]
    cells = CompactCells()
    for number, row in enumerate((*above, header, *rows), start=1):
        filled = [(column, as_cell(value)) for column, value in enumerate(row, start=1) if value not in (None, "")]
        if filled:
            kinds, values = [cell.kind for _column, cell in filled], [cell.value for _column, cell in filled]
            cells.add_row(number, [column for column, _cell in filled], kinds, values)
    return Workbook((Sheet(name, False, cells),))


def as_cell(value: Any) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, bool):
        return Cell(0, 0, CellKind.BOOLEAN, value)
    number = isinstance(value, int | float)
    return Cell(0, 0, CellKind.NUMBER if number else CellKind.TEXT, float(value) if number else value)


def outcome(engine: Engine, kind: _Way, workbook: Workbook) -> tuple[Any, ...]:
    with reading(engine) as session:
        reader, found = open_reader(session, MINISTRY), Collector()
        checked: Checked = kind.check(reader, workbook, found)
        plan = kind.plan(reader, checked.answers, found)
    counts = (checked.rows, checked.skipped, checked.refused, plan.new, plan.changed, plan.unchanged)
    return found.findings, counts, list(plan.changes)


@pytest.fixture
def row_by_row(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets each row of each table be read by itself from then on."""

    def unplain(function: Callable[..., Any]) -> Callable[..., Any]:
        def read(*arguments: Any) -> Any:
            plain, answers = function(*arguments)
            return np.zeros_like(plain), answers

        return read

    def settle_each(columns: TableColumns, settle: Any, _found: Collector) -> SettledRows:
        every = np.arange(len(columns))
        return SettledRows(every, every, [settle(columns.row(index)) for index in range(len(columns))], {})

    def switch() -> None:
        monkeypatch.setattr(scores_check, "read_plain", unplain(scores_check.read_plain))
        monkeypatch.setattr(observations_check, "read_figures", unplain(observations_check.read_figures))
        monkeypatch.setattr(TableReader, "read", unplain(TableReader.read))
        monkeypatch.setattr(mapped_import, "settle_rows", settle_each)

    return switch


@pytest.mark.parametrize(
    ("make", "kind", "request_of_table"),
    [
        pytest.param(scores, "scores", None, id="scores"),
        pytest.param(observations, "observations", None, id="observations"),
        pytest.param(long_table, "table", TableRequest(LONG), id="long"),
        pytest.param(long_table, "table", TableRequest(REVISED), id="long-revised"),
        pytest.param(wide_table, "table", TableRequest(WIDE), id="wide"),
        pytest.param(wide_table, "table", TableRequest(WIDE, CREATE), id="creating"),
        pytest.param(wide_table, "table", TableRequest(WIDE_REVISED, CREATE), id="creating-revised"),
    ],
)
def test_columns_and_rows_say_the_same(
    region: Engine,
    row_by_row: Callable[[], None],
    make: Callable[[Random], Workbook],
    kind: str,
    request_of_table: TableRequest | None,
) -> None:
    books = [make(Random(seed)) for seed in range(TABLES)]
    as_columns = [outcome(region, _way(kind, "", request_of_table), one) for one in books]
    row_by_row()
    for seed, (one, said) in enumerate(zip(books, as_columns, strict=True)):
        assert said == outcome(region, _way(kind, "", request_of_table), one), f"table {seed}"
    assert any(rows > skipped + refused for _findings, (rows, skipped, refused, *_plan), _changes in as_columns)
