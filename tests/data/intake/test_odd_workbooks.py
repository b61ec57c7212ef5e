"""Small files on which the import once failed its user: each has the outcome that its clerk can act on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.cli_report import as_lines
from data.findings import Finding
from data.language import speaking
from tests.copies import copy_of
from tests.data.intake.books import errors, run

FOLDER = Path(__file__).parents[4] / "shared/data/odd-workbooks"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the odd workbooks are not beside the repository")


@dataclass(frozen=True)
class Odd:
    """What must be said: rule, sheet and cell, and words of the finding; ``counts``: stored and refused rows."""

    file: str
    rule: str
    sheet: str | None
    cell: str | None
    words: tuple[str, ...] = ()
    counts: tuple[int, int] = (0, 0)


SECOND = "M01 Лесоградский городской округ"
ODD = (
    Odd("scores__one_row_without_municipality.xlsx", "municipality-not-named", "1.1", "A55", ("строка",), (0, 78)),
    Odd("scores__nothing_filled.xlsx", "nothing-filled", None, None, ("Ничего не заполнено",)),
    Odd("scores__long_name.xlsx", "unknown-municipality", "1.1", "B6", ("Ж" * 59 + "…",), (0, 78)),
    Odd("scores__row_twice.xlsx", "duplicate-row", "1.1", "F85", ("M13, 1.1.g1, presence", "1.1!F6"), (0, 79)),
    Odd("scores__sheets_250.xlsx", "too-many-sheets", None, None, ("253", "200", "Удалите ненужные листы")),
    Odd("scores__sheet_saved_as.csv", "missing-column", "таблица", "A7", ("Код направления", "1.1")),
    Odd("scores__methodology_label_changed.xlsx", "methodology-mismatch", "1.1", "B5", ("demonstration-8",), (0, 39)),
    Odd("municipalities__code_changed.xlsx", "second-identity", "Муниципалитеты", "A4", (SECOND,), (1, 0)),
    Odd("municipalities__same_name_twice.xlsx", "second-identity", "Муниципалитеты", "A48", (SECOND,), (1, 0)),
    Odd("municipalities__cyrillic_code.xlsx", "lookalike-code", "Муниципалитеты", "A4", ("(М)", "М01"), (1, 0)),
    Odd("schools__latin_letters_in_name.xlsx", "lookalike-letters", "Школы", "D7", ("Гимнaзия",)),
    Odd("schools__enrolment_column_deleted.xlsx", "column-gone", "Школы", "A6", ("«Число обучающихся»",)),
    Odd("schools__students_130000.xlsx", "number-too-large", "Школы", "F7", ("130000", "100\u00a0000"), (0, 24)),
    Odd("measures__telephone_of_a_town.xlsx", "person-named", "Дорожная карта", "I7", ("номер телефона",), (0, 1)),
    Odd("measures__unknown_stage.xlsx", "unknown-choice", "Дорожная карта", "C7", ("Цель", "Цели"), (0, 1)),
    Odd(
        "methodology__positions_without_parameters.xlsx",
        "position-without-parameters",
        "Позиции",
        "C5",
        ("1.1.g2",),
        (72, 0),
    ),
    Odd("methodology__cyrillic_letters_in_code.xlsx", "lookalike-code", "Параметры", "C4", ("р, е, с",), (80, 0)),
    Odd("methodology__percent_in_maximum.xlsx", "percent-in-points", "Параметры", "G4", ("66,6\u00a0%",), (0, 80)),
)
READ = ("scores__space_in_last_row.xlsx", "scores__openoffice.ods")


@pytest.fixture(scope="module")
def demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demonstration region, whose templates the files were made from; a dry run writes and rolls back."""
    with copy_of(demo_file, tmp_path_factory.mktemp("odd") / "demo.db") as engine:
        yield engine


def text(finding: Finding) -> str:
    return " ".join(filter(None, (finding.message, finding.found, finding.expected, finding.fix)))


def test_every_file_of_the_folder_is_in_the_table() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"README.md"}
    assert files == {*(odd.file for odd in ODD), *READ}


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.file)
def test_an_odd_workbook_has_its_outcome(demo: Engine, odd: Odd) -> None:
    kind = odd.file.partition("__")[0]
    report = run(demo, kind, FOLDER / odd.file, dry_run=True)
    found = [one for one in report.findings if one.rule == odd.rule]
    assert found, report.findings
    assert (found[0].sheet, found[0].cell) == (odd.sheet, odd.cell)
    assert all(word in text(found[0]) for word in odd.words), text(found[0])
    assert (report.counts.stored, report.counts.refused) == odd.counts
    # One cause, one finding that refuses; and whatever is said stays short.
    assert len(errors(report)) == int(report.refused)
    assert all(len(text(one)) < 1_000 for one in report.findings)
    with speaking("en"):
        in_english = run(demo, kind, FOLDER / odd.file, dry_run=True)
    assert [(one.rule, one.sheet, one.cell) for one in in_english.findings] == [
        (one.rule, one.sheet, one.cell) for one in report.findings
    ]
    pairs = list(zip(report.findings, in_english.findings, strict=True))
    assert all(russian.message != english.message for russian, english in pairs)
    assert not any(quote in text(russian) for russian, _english in pairs for quote in "“”")


def test_an_unfilled_file_is_not_told_to_be_stored_already(demo: Engine) -> None:
    report = run(demo, "scores", FOLDER / "scores__nothing_filled.xlsx")
    assert (report.is_unfilled, report.revision) == (True, None)
    assert list(as_lines(report))[-1] == "Ничего не заполнено, поэтому ничего не сохранено."


def test_a_space_in_the_last_row_is_no_data(demo: Engine) -> None:
    report = run(demo, "scores", FOLDER / READ[0], dry_run=True)
    assert (report.findings, report.counts.stored, report.counts.unchanged) == ((), 1, 38)


def test_the_empty_part_of_an_open_document_means_nothing(demo: Engine) -> None:
    """It is read; that it names none of the three methodologies is all there is to say."""
    report = run(demo, "scores", FOLDER / READ[1], dry_run=True)
    assert errors(report) == [("unknown-methodology", None, None)]


def test_each_choice_is_listed_once(demo: Engine) -> None:
    (finding,) = run(demo, "measures", FOLDER / "measures__unknown_stage.xlsx", dry_run=True).findings
    choices = str(finding.expected).split("; ")
    assert len(choices) == len(set(choices)) == 9
