"""The command line as it is typed: output, exit codes, and no stack trace whatever happens."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from dashboard.cli import main
from dashboard.cli_report import as_lines
from data.findings import Finding
from data.intake.importing import ImportReport
from data.language import DEFAULT_LANGUAGE, set_language
from data.messages import Message, MessageCode
from data.models.revision import Revision
from data.storage.database import connect, reading
from data.vocabulary import Severity
from tests.data.intake.books import by_hand
from tests.data.intake.conftest import sqlite_file

__all__ = ["sqlite_file"]
pytestmark = pytest.mark.slow


@pytest.fixture
def database(sqlite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a small region, also set as DATABASE_URL."""
    shutil.copy(sqlite_file, tmp_path / "region.db")
    url = f"sqlite:///{tmp_path}/region.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def type_in(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    set_language(DEFAULT_LANGUAGE)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def points_of(path: Path, value: Any) -> Path:
    """Write ``value`` into the first cell of points of the sheet 1.1."""
    book = load_workbook(path)
    sheet = book["1.1"]
    title = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Баллы")
    sheet.cell(title.row + 1, title.column).value = value
    book.save(path)
    return path


@pytest.fixture
def book(database: str, tmp_path: Path) -> Path:
    path = tmp_path / "scores.xlsx"
    made = type_in("template", "scores", "--period", "2026", "--municipality", "F", path)
    assert (made.exit_code, path.exists()) == (0, True)
    return path


def test_a_workbook_goes_out_and_comes_back(book: Path) -> None:
    points_of(book, 2)
    dry = type_in("import", "scores", book, "--dry-run")
    assert (dry.exit_code, "Пробная проверка" in dry.output) == (0, True)
    stored = type_in("import", "scores", book)
    assert (stored.exit_code, "Сохранено как ревизия 3." in stored.output) == (0, True)
    again = type_in("import", "scores", book)
    assert (again.exit_code, "Изменений нет" in again.output) == (0, True)


def test_words_of_a_person_stand_beside_the_code_whatever_the_language(book: Path, database: str) -> None:
    for language, value, words in (("en", 2, ()), ("ru", 1, ("--message", " Вторая \n выгрузка "))):
        assert type_in("--language", language, "import", "scores", points_of(book, value), *words).exit_code == 0
    with reading(connect(database)) as session:
        stored = [session.get_one(Revision, number).message for number in (3, 4)]
    plain = Message(MessageCode.IMPORT_SCORES)
    assert stored == [plain, replace(plain, text="Вторая выгрузка")]


def test_findings_refuse_with_exit_code_1(book: Path) -> None:
    result = type_in("import", "scores", points_of(book, 9))
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("ошибка: 1.1!")
    assert "Найдено: 9." in lines[0]
    assert "Ожидалось: число от 0 до 2." in lines[0]
    assert lines[-1] == "Ничего не сохранено."


def test_a_question_is_answered_with_an_option(database: str, tmp_path: Path) -> None:
    labels = (("Период", "2026"), (), ("Код муниципалитета", "Код показателя", "Значение"))
    path = by_hand(tmp_path / "o.xlsx", {"Муниципалитеты": [*labels, ("C", "share", 0.25)]})
    asked = type_in("import", "observations", path)
    assert asked.exit_code == 1
    assert asked.output.startswith("вопрос: Муниципалитеты!C4: Неясно, это 0,25 % или 25 %.")
    assert "--answer «Муниципалитеты!C#share=percent» или «Муниципалитеты!C#share=share»" in asked.output
    answered = type_in("import", "observations", path, "--answer", "Муниципалитеты!C=share")
    assert (answered.exit_code, "Сохранено как ревизия 3." in answered.output) == (0, True)
    wrong = type_in("import", "observations", path, "--answer", "Муниципалитеты!C=third")
    assert (wrong.exit_code, "Ожидалось: percent или share." in wrong.output) == (1, True)


def test_a_new_period_is_created_with_the_file_on_request(database: str, tmp_path: Path) -> None:
    labels = (("Период", "2031"), (), ("Код муниципалитета", "Код показателя", "Значение"))
    path = by_hand(tmp_path / "o.xlsx", {"Муниципалитеты": [*labels, ("C", "count", 7)]})
    asked = type_in("import", "observations", path)
    assert asked.exit_code == 1
    assert asked.output.startswith("вопрос: Муниципалитеты!B1: Периода 2031 ещё нет. Создать?")
    assert "--answer «period!2031=create»" in asked.output
    answered = type_in("import", "observations", path, "--answer", "period!2031=create")
    assert (answered.exit_code, "Сохранено как ревизия 3." in answered.output) == (0, True)


def test_english_on_request(book: Path) -> None:
    result = type_in("--language", "en", "import", "scores", points_of(book, 9))
    assert result.output.startswith("error: 1.1!")
    assert "More points than the maximum." in result.output


def test_json_is_one_object(book: Path) -> None:
    result = type_in("import", "scores", points_of(book, 9), "--format", "json")
    report = json.loads(result.output)
    assert result.exit_code == 1
    assert {key: report[key] for key in ("kind", "file", "dry_run", "stored", "revision")} == {
        "kind": "scores",
        "file": "scores.xlsx",
        "dry_run": False,
        "stored": False,
        "revision": None,
    }
    assert report["counts"]["rows"] == sum(
        report["counts"][part] for part in ("stored", "unchanged", "refused", "skipped")
    )
    assert [finding["rule"] for finding in report["findings"] if finding["severity"] == "error"] == [
        "points-above-maximum"
    ]


@pytest.mark.parametrize("kind", ["observations", "schools"])
def test_each_kind_makes_the_round_trip(database: str, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    assert type_in("template", kind, "--period", "2026", path).exit_code == 0
    result = type_in("import", kind, path, "--format", "json")
    report = json.loads(result.output)
    assert (result.exit_code, report["stored"], report["counts"]["changed_cells"]) == (0, False, 0)
    assert report["counts"]["unchanged"] > 0


def test_an_empty_methodology_template_is_refused_with_findings(database: str, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    assert type_in("template", "methodology", path).exit_code == 0
    assert type_in("import", "methodology", path).exit_code == 1


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("weather",), 2),
        (("import",), 2),
        (("import", "weather", "x.xlsx"), 2),
        (("import", "scores"), 2),
        (("import", "scores", "--colour", "x.xlsx"), 2),
        (("import", "scores", "x.xlsx", "--format", "xml"), 2),
        (("import", "scores", "absent.xlsx"), 1),
        (("template", "scores", "out.xlsx"), 1),
        (("template", "scores", "--period", "1999", "out.xlsx"), 1),
        (("template", "scores", "--period", "2026", "--municipality", "Z", "out.xlsx"), 1),
        (("template", "scores", "--period", "2026", "--methodology", "z", "out.xlsx"), 1),
        (("template", "scores", "--period", "2026", "/nowhere/out.xlsx"), 1),
    ],
)
def test_mistakes_are_clear_lines(database: str, language: str, words: tuple[str, ...], code: int) -> None:
    result = type_in("--language", language, *words)
    assert result.exit_code == code
    assert result.output.strip()


def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    result = type_in("--database-url", f"sqlite:///{tmp_path}/new.db", "template", "schools", "--period", "2026", "x")
    assert (result.exit_code, "mmuko migrate" in result.output) == (1, True)


@pytest.mark.parametrize("url", ["nonsense", "oracle://x", "sqlite:////proc/none/x.db"])
def test_a_bad_address_of_the_database_is_one_line(url: str) -> None:
    result = type_in("--database-url", url, "migrate")
    assert (result.exit_code, len(result.output.strip().splitlines())) == (1, 1)


def test_migrate_makes_the_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/fresh.db"
    assert type_in("--database-url", url, "migrate").exit_code == 0
    assert type_in("--database-url", url, "migrate").exit_code == 0
    assert type_in("--database-url", url, "template", "schools", "--period", "2026", tmp_path / "x").exit_code == 1


@pytest.mark.parametrize(("language", "word"), [("ru", "Команды"), ("en", "Commands")])
def test_help_speaks_the_language(language: str, word: str) -> None:
    result = type_in("--language", language, "--help")
    assert (result.exit_code, word in result.output) == (0, True)


def test_the_program_runs_by_itself(database: str, book: Path) -> None:
    """The real process, with exit code and pure JSON on its output."""
    program = (sys.executable, "-c", "from dashboard.cli import main; main()")
    done = subprocess.run(
        [*program, "import", "scores", str(points_of(book, 9)), "--format", "json"],
        capture_output=True,
        env={**os.environ, "DATABASE_URL": database},
        check=False,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["stored"] is False
    assert done.stderr == b""


def test_a_foreign_table_needs_its_mapping_and_creates_only_what_is_allowed(database: str, tmp_path: Path) -> None:
    table, mapping = tmp_path / "table.csv", tmp_path / "mapping.json"
    table.write_text("Район;Показатель;Значение\nНовый округ;count;5\n", encoding="utf-8")
    columns = {"municipality": "Район", "indicator": "Показатель", "value": "Значение"}
    mapping.write_text(json.dumps({"columns": columns, "period": "2026", "municipality_kind": "urban_okrug"}))
    words = ("import", "table", table, "--mapping", mapping)
    assert type_in(*words).exit_code == 1
    rehearsed = type_in(*words, "--create-missing", "--dry-run", "--format", "json")
    assert (rehearsed.exit_code, json.loads(rehearsed.output)["stored"]) == (0, False)
    stored = type_in(*words, "--create-missing")
    assert (stored.exit_code, "Новый округ" in stored.output) == (0, True)
    assert "Изменений нет" in type_in(*words).output


@pytest.mark.parametrize("content", ["", "[]", '{"columns": {"planet": "Район"}}', '{"indicators": 7}'])
def test_a_mapping_that_is_none_is_one_line(database: str, tmp_path: Path, content: str) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(content)
    result = type_in("import", "table", tmp_path / "table.csv", "--mapping", mapping)
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)


def test_the_notes_of_all_municipalities_are_written_into_a_folder(database: str, tmp_path: Path) -> None:
    made = type_in("notes", tmp_path / "notes")
    assert made.exit_code == 0
    assert sorted(path.name[0] for path in (tmp_path / "notes").iterdir()) == ["A", "B", "C", "D", "F"]


def test_a_note_of_an_unknown_municipality_is_refused_in_words(database: str, tmp_path: Path) -> None:
    refused = type_in("note", "Z", tmp_path / "note.docx")
    assert refused.exit_code == 1
    assert "«Z»" in refused.output
    assert not (tmp_path / "note.docx").exists()


def test_a_sentence_ends_with_one_stop() -> None:
    finding = Finding(Severity.ERROR, "a-rule", "Сообщение.", found="12 чел.", expected="число")
    assert next(as_lines(ImportReport("scores", "b.xlsx", "", True, (finding,)))) == (
        "ошибка: Сообщение. Найдено: 12 чел. Ожидалось: число."
    )
