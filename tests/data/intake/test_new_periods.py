"""A file about a period that nobody has made yet: asked, and created with the file or not at all; on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data.intake.importing import ImportReport
from data.intake.tables.answers import Answers, BadScale, asked_year, period_place, read_answers
from data.models.region import Period
from data.models.revision import Revision
from data.storage.database import reading, writing
from data.text.answers import PercentScale
from data.views.shared.revision_words import revision_message
from data.vocabulary import Severity
from tests.data import small_indicators
from tests.data.intake.books import by_hand, errors, row_counts, run
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file
from tests.data.intake.kinds.test_scores import LABELS, book

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]

YEAR = 2031
NEW = Answers(periods=frozenset({YEAR}))


def load(engine: Engine, folder: Path, points: int = 1, **extra: object) -> ImportReport:
    labels = (LABELS[0], ("Период", YEAR), LABELS[2])
    return run(engine, "scores", book(folder, ("g1", "presence", points), labels=labels), **extra)


def years(engine: Engine) -> set[int]:
    with reading(engine) as session:
        return set(session.scalars(select(Period.year)))


def test_it_is_asked_once_and_nothing_is_stored(each_region: Engine, tmp_path: Path) -> None:
    before = row_counts(each_region)
    report = load(each_region, tmp_path)
    assert errors(report) == [("new-period", "1.1", "B2")]
    (asked,) = report.findings
    assert (asked.severity, asked.message) == (Severity.QUESTION, "Периода 2031 ещё нет. Создать?")
    assert asked_year(asked.question or "") == YEAR
    assert row_counts(each_region) == before


def test_a_rehearsal_says_what_would_be_created_and_creates_nothing(each_region: Engine, tmp_path: Path) -> None:
    before = row_counts(each_region)
    report = load(each_region, tmp_path, dry_run=True, answers=NEW)
    assert not report.refused
    assert report.counts.stored == 1
    assert [(one.severity, one.rule, one.answer) for one in report.findings] == [
        (Severity.NOTE, "period-created", "create")
    ]
    assert row_counts(each_region) == before


def test_it_is_created_in_the_same_revision_which_says_so(each_region: Engine, tmp_path: Path) -> None:
    report = load(each_region, tmp_path, answers=NEW)
    assert report.revision is not None
    assert YEAR in years(each_region)
    with reading(each_region) as session:
        revision = session.get(Revision, report.revision)
        assert revision is not None
        assert revision_message(revision) == "Баллы из книги. Создаётся в реестрах: 1 период."
        period = session.scalar(select(Period).where(Period.year == YEAR))
        assert period is not None
        assert (period.code, period.school_year) == ("2031", "2030/31")
    # It is known from now on.
    assert not load(each_region, tmp_path, points=0).refused


@pytest.mark.parametrize("points", [99, None], ids=["refused", "unfilled"])
def test_a_file_that_is_not_stored_creates_nothing(each_region: Engine, tmp_path: Path, points: int) -> None:
    before = row_counts(each_region)
    assert load(each_region, tmp_path, points=points, answers=NEW).revision is None
    assert row_counts(each_region) == before


def test_an_allowed_period_that_the_file_says_nothing_of_is_not_created(each_region: Engine, tmp_path: Path) -> None:
    report = load(each_region, tmp_path, answers=Answers(periods=frozenset({YEAR, 2032})))
    assert report.revision is not None
    assert years(each_region) & {YEAR, 2032} == {YEAR}
    assert [one.question for one in report.findings] == [period_place(YEAR)]


def test_of_many_rows_each_new_period_is_asked_once(region: Engine, tmp_path: Path) -> None:
    with writing(region) as session:
        small_indicators.build(session)
    rows = [(place, "count", year, 5) for year in (2031, 2032) for place in ("C", "D")]
    header = ("Код муниципалитета", "Код показателя", "Период", "Значение")
    path = by_hand(tmp_path / "o.xlsx", {"Муниципалитеты": [header, *rows]})
    report = run(region, "observations", path)
    assert [one.question for one in report.findings] == ["period!2031", "period!2032"]
    assert report.counts.refused == 4
    answered = run(region, "observations", path, answers=Answers(periods=frozenset({2031, 2032})))
    assert answered.counts.stored == 4
    assert {2031, 2032} <= years(region)


def test_answers_are_read_as_they_are_written() -> None:
    read = read_answers({"period!2031": "create", "Школы!C": "share"})
    assert read == Answers({"Школы!C": PercentScale.SHARE}, periods=frozenset({2031}))
    # A sheet may be called like that; a column has letters.
    assert asked_year("period!H") is None
    for wrong in ({"period!2031": "share"}, {"period!1": "create"}, {"Школы!C": "create"}, {1: "share"}, [], None):
        with pytest.raises(BadScale):
            read_answers(wrong)


def test_a_quarter_of_a_year_that_is_not_there_yet_asks_for_its_year(region: Engine, tmp_path: Path) -> None:
    row = ("C", "count", f"I кв. {YEAR}", 1)
    file = by_hand(
        tmp_path / "b.xlsx",
        {"Муниципалитеты": [("Код муниципалитета", "Код показателя", "Период", "Значение"), row]},
    )
    asked = run(region, "observations", file)
    assert errors(asked) == [("new-period", "Муниципалитеты", "C2")]
    assert run(region, "observations", file, answers=NEW).stored
    assert YEAR in years(region)
