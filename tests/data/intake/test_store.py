"""Storing, on both databases: all or nothing, nothing twice, and figures worked out by hand."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, event, func, insert, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import AccessDenied, NotFound
from data.intake.importing import import_file
from data.intake.kinds.municipalities.store import RegistryPlan
from data.intake.register import KINDS as REGISTER
from data.messages import Message, MessageCode
from data.methodology.store import store_methodology
from data.methodology.yaml_files import read_shipped
from data.models.assessment import Assessment, ComponentResult, Evidence, Score
from data.models.methodology import CycleComponent
from data.models.region import Municipality, Period
from data.models.revision import Revision
from data.storage.database import reading, writing
from data.vocabulary import Role
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template

KINDS = ("scores", "observations", "schools")


@pytest.mark.parametrize("kind", KINDS)
def test_a_round_trip_changes_nothing_and_makes_no_revision(each_region: Engine, tmp_path: Path, kind: str) -> None:
    path = template(each_region, tmp_path / "t.xlsx", kind)
    before = row_counts(each_region)
    report = run(each_region, kind, path)
    assert errors(report) == []
    assert report.changes == ()
    assert report.revision is None
    assert report.counts.unchanged > 0
    assert row_counts(each_region) == before


@pytest.mark.parametrize("kind", [kind for kind, entry in REGISTER.items() if entry.template and kind != "methodology"])
@pytest.mark.parametrize("codes", [(), ("A",), ("A", "B")])
def test_a_template_that_came_back_whole_has_no_findings(
    region: Engine, tmp_path: Path, kind: str, codes: tuple[str, ...]
) -> None:
    path = template(region, tmp_path / "t.xlsx", kind, codes, methodology="small")
    report = run(region, kind, path, dry_run=True)
    assert {one.rule for one in report.findings} <= {"nothing-filled", "no-rows"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_the_database_refuses_is_a_finding_of_the_file(
    each_region: Engine, tmp_path: Path, dry_run: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake that no check foresees: the same row is written twice. The dry run says what the import says."""
    path = by_hand(
        tmp_path / "b.xlsx",
        {"Муниципалитеты": [("Код муниципалитета", "Вид", "Название"), ("G", "городской округ", "Новый")]},
    )

    def store_twice(plan: RegistryPlan, session: Session, _revision: int) -> None:
        rows = [{"code": code, **values} for code, values in plan.added.items()]
        session.execute(insert(Municipality), [*rows, *rows])

    monkeypatch.setattr(RegistryPlan, "store", store_twice)
    before = row_counts(each_region)
    report = run(each_region, "municipalities", path, dry_run=dry_run)
    assert errors(report) == [("not-storable", None, None)]
    assert "DATABASE_URL" not in str(report.findings)
    assert row_counts(each_region) == before


def test_the_same_file_again_makes_no_revision(each_region: Engine, tmp_path: Path) -> None:
    path = template(each_region, tmp_path / "t.xlsx", "scores", ["F"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g1", "presence"): 2})
    first = run(each_region, "scores", path)
    assert first.revision == 3
    before = row_counts(each_region)
    second = run(each_region, "scores", path)
    assert (second.revision, second.counts.unchanged, second.counts.new) == (None, 1, 0)
    assert row_counts(each_region) == before


def test_a_revision_says_who_stored_what(each_region: Engine, tmp_path: Path) -> None:
    path = template(each_region, tmp_path / "ответ.xlsx", "scores", ["F"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g1", "presence"): 2})
    report = run(each_region, "scores", path)
    with reading(each_region) as session:
        revision = session.get_one(Revision, 3)
        assert (revision.author, revision.kind, revision.file_name) == ("operator", "import", "ответ.xlsx")
        assert revision.message == Message(MessageCode.IMPORT_SCORES)
        assert revision.file_sha256 == report.sha256
        assert revision.changed_cells == 1


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("\udc8e\udce2.xlsx", "\ufffd\ufffd.xlsx"),
        ("отчёт\u202exslx.exe", "отчёт\ufffdxslx.exe"),
        ("a\x00\nb.xlsx", "a\ufffd\ufffdb.xlsx"),
        ("я" * 5_000 + ".xlsx", "я" * 250 + ".xlsx"),
    ],
)
def test_any_name_of_a_file_can_be_stored(each_region: Engine, tmp_path: Path, name: str, stored: str) -> None:
    path = template(each_region, tmp_path / "t.xlsx", "scores", ["F"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g1", "presence"): 2})
    report = run(each_region, "scores", path, name=name)
    with reading(each_region) as session:
        assert (report.file, session.get_one(Revision, 3).file_name) == (stored, stored)


def test_a_changed_score_ends_the_old_one_and_its_result(each_region: Engine, tmp_path: Path) -> None:
    """B has 0 of 1 points in g2: goals 2 + 0 + 0 = 2. With 1 point they are 3."""
    path = template(each_region, tmp_path / "t.xlsx", "scores", ["B"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g2", "presence"): 1})
    assert run(each_region, "scores", path).revision == 3
    with reading(each_region) as session:
        ended = session.scalars(select(Score).where(Score.valid_to == 3)).one()
        fresh = session.scalars(select(Score).where(Score.valid_from == 3)).one()
        assert (ended.points, fresh.points, fresh.valid_to) == (0, 1, None)
        assert (ended.assessment_id, ended.parameter_id) == (fresh.assessment_id, fresh.parameter_id)
        results = session.scalars(select(ComponentResult).where(ComponentResult.valid_from == 3)).all()
        assert [row.points for row in results] == [3]


def test_the_same_document_in_two_rows_is_stored_once(each_region: Engine, tmp_path: Path) -> None:
    header = ("Код позиции", "Код параметра", "Баллы", "Документ")
    rows = [("Код муниципалитета", "F"), ("Период", 2026), ("Методика", "small"), header]
    rows += [("g1", "presence", 1, "Приказ"), ("g1", "alignment", 1, "Приказ"), ("g2", "presence", 1, None)]
    assert run(each_region, "scores", by_hand(tmp_path / "b.xlsx", {"1.1": rows})).counts.new == 3
    with reading(each_region) as session:
        assert session.scalar(select(func.count()).where(Evidence.title == "Приказ")) == 1
        assert (
            len(
                session.scalars(
                    select(Score.evidence_id).where(Score.evidence_id.is_not(None), Score.valid_from == 3)
                ).all()
            )
            == 2
        )


def test_a_dry_run_announces_what_storing_does(each_region: Engine, tmp_path: Path) -> None:
    path = template(each_region, tmp_path / "t.xlsx", "scores", ["A"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "i1", "penalty"): -1})
    before = row_counts(each_region)
    announced = run(each_region, "scores", path, dry_run=True)
    assert announced.revision is None
    assert row_counts(each_region) == before
    stored = run(each_region, "scores", path)
    assert stored.revision == 3
    assert (stored.changes, stored.counts) == (announced.changes, announced.counts)


@pytest.mark.parametrize(
    "failing", ["INSERT INTO revision", "INSERT INTO score", "INSERT INTO component_result", "UPDATE score"]
)
def test_a_failure_in_the_middle_leaves_nothing(each_region: Engine, tmp_path: Path, failing: str) -> None:
    path = template(each_region, tmp_path / "t.xlsx", "scores", ["A"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "i1", "penalty"): -1})
    before = row_counts(each_region)
    hit = []

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(failing):
            hit.append(statement)
            raise RuntimeError("injected")

    event.listen(each_region, "after_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="injected"):
        run(each_region, "scores", path)
    event.remove(each_region, "after_cursor_execute", fail)
    assert hit
    assert row_counts(each_region) == before
    assert run(each_region, "scores", path).revision == 3


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MUNICIPALITY])
def test_who_may_not_write_is_refused(region: Engine, tmp_path: Path, role: Role) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    viewer = Viewer(role, "A" if role is Role.MUNICIPALITY else None)
    before = row_counts(region)
    with pytest.raises(AccessDenied):
        import_file(region, viewer, "scores", path, author="x")
    assert row_counts(region) == before


def test_an_unknown_kind_is_said(region: Engine, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        run(region, "weather", tmp_path / "t.xlsx")


def test_a_file_that_is_not_there_is_one_finding(region: Engine, tmp_path: Path) -> None:
    assert errors(run(region, "scores", tmp_path / "none.xlsx")) == [("file-not-opened", None, None)]
    assert errors(run(region, "scores", tmp_path)) == [("file-not-opened", None, None)]


def test_an_official_workbook_gives_the_hand_worked_total(empty_database: Engine, tmp_path: Path) -> None:
    """Direction 1.1 of the official rubric, every parameter at its maximum but for three.

    Goals are 27 and indicators 20. One point less for the presence of the first goal: 26. The first indicator has
    the penalty of −2 and the fourth loses its match with the goal: 20 − 2 − 1 = 17. Together 43 of 47.
    """
    code = "official-2021-partial"
    with writing(empty_database) as session:
        store_methodology(session, read_shipped(code))
        session.add(
            Municipality(
                code="M1", kind="urban_okrug", name_ru="Город", name_en="Town", short_ru="Город", short_en="Town"
            )
        )
        session.add(Period(code="2026", year=2026, school_year="2025/26"))
    path = template(empty_database, tmp_path / "t.xlsx", "scores", ["M1"])
    book = load_workbook(path)
    sheet = book["1.1"]
    titles = {cell.value: cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value}
    for row in sheet.iter_rows():
        maximum = row[titles["Максимум"] - 1].value
        if isinstance(maximum, int):
            row[titles["Баллы"] - 1].value = maximum
    book.save(path)
    edit(
        path,
        "1.1",
        {
            place(path, "1.1", "Баллы", "1.1.g1", "presence"): 1,
            place(path, "1.1", "Баллы", "1.1.i1", "nonfunctional_or_negative"): -2,
            place(path, "1.1", "Баллы", "1.1.i4", "matches_goal"): 0,
        },
    )
    report = run(empty_database, "scores", path)
    assert errors(report) == []
    assert report.revision == 1
    with reading(empty_database) as session:
        rows = session.execute(
            select(CycleComponent.code, ComponentResult.points)
            .join(CycleComponent, CycleComponent.id == ComponentResult.cycle_component_id)
            .join(Assessment, Assessment.id == ComponentResult.assessment_id)
        )
        points = {code: value for code, value in rows if value}
    assert points == {"goals": 26, "indicators": 17}
