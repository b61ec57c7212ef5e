"""A failure after any statement of an import or an undo: everything rolls back, and the next one works."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from data.access import MINISTRY
from data.storage.database import writing
from data.storage.undo import undo_revision
from tests.data.intake.books import by_hand, row_counts, run
from tests.resilience.states import two_workbooks, whole_state

pytestmark = pytest.mark.slow


class Injected(Exception):
    """Stands for whatever may go wrong between two statements."""


@contextmanager
def failing_after(engine: Engine, number: int) -> Iterator[list[str]]:
    """Raise after statement ``number``; the list holds what was executed."""
    executed: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        executed.append(statement)
        if len(executed) == number:
            raise Injected

    event.listen(engine, "after_cursor_execute", count)
    try:
        yield executed
    finally:
        event.remove(engine, "after_cursor_execute", count)


def workbook_of(kind: str, folder: Path) -> Path:
    """A workbook that changes something that is stored and adds something new."""
    above = [("Период", 2026)]
    if kind == "scores":
        return two_workbooks(folder)[0]
    if kind == "observations":
        header = ("Код муниципалитета", "Код показателя", "Значение", "Комментарий")
        rows = [("A", "share", 7, "a"), ("B", "count", 5, None), ("F", "count", 6, None)]
        return by_hand(folder / "observations.xlsx", {"Муниципалитеты": [*above, header, *rows]})
    header = ("Код муниципалитета", "Код школы", "Школа", "Вид", "Обучающиеся")
    schools = [("B", "A-1", "Школа", "средняя", 501), ("F", "F-1", "Новая", "основная", 40)]
    return by_hand(folder / "schools.xlsx", {"Школы": [*above, header, *schools]})


def fail_after_each(engine: Engine, act: Callable[[], object]) -> int:
    """Let ``act`` fail after its first statement, its second and so on until it ends; gives their number."""
    latest = whole_state(engine).latest
    before, counts = whole_state(engine, since=latest), row_counts(engine)
    for number in range(1, 500):
        with failing_after(engine, number) as executed:
            try:
                act()
            except Injected:
                pass
            else:
                return len(executed)
        assert whole_state(engine, since=latest) == before, executed[-1]
        assert row_counts(engine) == counts, executed[-1]
    raise AssertionError("it does not end")


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("kind", ["scores", "observations", "schools"])
def test_a_failure_after_any_statement_of_an_import_leaves_nothing(
    each_region: Engine, tmp_path: Path, kind: str
) -> None:
    path = workbook_of(kind, tmp_path)
    latest = whole_state(each_region).latest
    assert fail_after_each(each_region, lambda: run(each_region, kind, path)) >= 10
    assert whole_state(each_region).files[latest:] == (path.name,)


@pytest.mark.usefixtures("read_once")
def test_a_failure_after_any_statement_of_an_undo_leaves_nothing(each_region: Engine, tmp_path: Path) -> None:
    made = run(each_region, "scores", two_workbooks(tmp_path)[0]).revision
    assert made is not None

    def undo() -> None:
        with writing(each_region) as session:
            undo_revision(session, MINISTRY, made, author="operator")

    assert fail_after_each(each_region, undo) >= 10
    state = whole_state(each_region)
    assert state.points[made + 1] == state.points[made - 1]
