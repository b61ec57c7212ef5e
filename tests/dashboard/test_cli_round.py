"""A round by the command line alone: opened, sent out, taken back, published, approved, corrected."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.dashboard.test_cli import points_of, type_in
from tests.data.intake.conftest import sqlite_file

pytestmark = pytest.mark.slow

__all__ = ["sqlite_file"]


@pytest.fixture
def database(sqlite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    shutil.copy(sqlite_file, tmp_path / "region.db")
    url = f"sqlite:///{tmp_path}/region.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def test_the_whole_way(database: str, tmp_path: Path) -> None:
    opened = type_in(
        "round", "open", "--period", "2026", "--form", "scores:small:2026-12-20", "--municipality", "A",
        "--municipality", "B", "--name", "Оценка", "--past-day",
    )  # fmt: skip
    assert "Сбор 2026-1 открыт." in opened.output
    assert "2 книги" in type_in("round", "forms", "2026-1", tmp_path / "forms.zip").output
    folder = tmp_path / "back"
    with zipfile.ZipFile(tmp_path / "forms.zip") as archive:
        archive.extractall(folder)
    first, second = sorted(folder.iterdir())
    points_of(first, 0)
    points_of(second, 99)
    taken = type_in("round", "add", "2026-1", folder)
    assert (taken.exit_code, "1 ошибка" in taken.output) == (1, True)
    assert "получена с замечаниями: 1, без замечаний: 1" in type_in("round", "board", "2026-1").output
    assert "1 книга" in type_in("round", "marked", "2026-1", tmp_path / "marked.zip").output
    rehearsed = type_in("round", "publish", "2026-1", "--dry-run")
    assert "Опубликовано" not in rehearsed.output
    assert "Опубликовано ревизией" in type_in("round", "publish", "2026-1").output
    part = ("--period", "2026", "--methodology", "small")
    assert "Данные утверждены" in type_in("publication", "approve", *part, "--message", "Приказ № 1").output
    points_of(first, 1)
    refused = type_in("import", "scores", first)
    assert (refused.exit_code, "утверждённые данные" in refused.output) == (1, True)
    assert type_in("import", "scores", first, "--message", "Решение комиссии").exit_code == 0
    assert "все, кроме министерства" in type_in("publication", "close", *part, "--until", "2099-12-20").output
    assert "открыто всем" in type_in("publication", "open", *part).output


@pytest.mark.parametrize(
    "words",
    [
        ("round", "open", "--period", "2026", "--form", "scores"),
        ("round", "open", "--period", "2026"),
        ("round", "open", "--period", "1900", "--form", "scores:2026-12-20", "--municipality", "A"),
        ("round", "board", "1900-1"),
        ("publication", "close", "--period", "2026", "--until", "завтра"),
    ],
)
def test_a_mistake_is_one_line(database: str, words: tuple[str, ...]) -> None:
    result = type_in(*words)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1


def test_a_due_day_that_has_passed_has_to_be_meant(database: str) -> None:
    asked = ("round", "open", "--period", "2026", "--form", "observations:2020-08-05", "--form", "schools:2199-12-20")
    refused = type_in(*asked)
    assert (refused.exit_code, refused.output.strip()) == (
        1,
        "Срок уже прошёл: Значения показателей, 05.08.2020. Выберите другой день или добавьте --past-day.",
    )
    # Nothing was opened.
    assert type_in("round", "board", "2026-1").exit_code == 1
    assert "Сбор 2026-1 открыт." in type_in(*asked, "--past-day").output
    assert type_in("round", "open", "--period", "2026", "--form", "schools:2199-12-20").exit_code == 0
