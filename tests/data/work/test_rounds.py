"""A round of forms: what comes back is known by its key, counted by hand, and published as one revision or not."""

import shutil
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine, select, update

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, Conflict, NotFound
from data.intake.importing import DataChanged
from data.models.assessment import Assessment, Score
from data.models.audit import AuditEntry
from data.models.collection import RoundReturn
from data.models.region import Municipality
from data.models.source import Source
from data.queries.publication import publication_lines
from data.queries.rounds import Board
from data.storage.database import reading, writing
from data.storage.publication import PublishedPart, approve
from data.storage.reader import latest_revision, open_reader
from data.storage.rounds import FormRequest, approve_return, choose_return, decide_answer, open_round, write_answer
from data.storage.undo import undo_revision
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import cell_detail
from data.views.data_page.revisions import revision_entries
from data.vocabulary import FormState, ReturnOutcome, Role
from data.work.round_marking import write_marked
from data.work.round_publishing import Publication, publish_round
from tests.copies import copy_of
from tests.data import small_region
from tests.data.intake.books import edit, place, row_counts, template
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file
from tests.data.work.round_region import DUE, PLACES, build, cells, fill, forms, look, silent, take

pytestmark = pytest.mark.slow

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]

FEW = PLACES[:4]
WRONG = (2, 99, 1, 2, 0)


def publish(engine: Engine, code: str, **extra: object) -> Publication:
    return publish_round(engine, MINISTRY, code, author="operator", progress=silent, **extra)  # type: ignore[arg-type]


def points(engine: Engine) -> dict[tuple[str, int], float | None]:
    """Every score that stands, by municipality and parameter."""
    with reading(engine) as session:
        rows = session.execute(
            select(Municipality.code, Score.parameter_id, Score.points)
            .join(Assessment, Assessment.id == Score.assessment_id)
            .join(Municipality, Municipality.id == Assessment.municipality_id)
            .where(Score.valid_to.is_(None))
        )
        return {(code, parameter): given for code, parameter, given in rows}


def state(found: Board, municipality: str) -> FormState:
    return found.cells[municipality, found.forms[0].id].state


def number_of(found: Board, name: str) -> int:
    return next(line.id for line in found.returns.values() if line.file_name == name)


@pytest.mark.slow
def test_a_round_of_42(region: Engine, tmp_path: Path) -> None:
    """30 clean, 5 with findings, 3 late, 2 twice with different content, 1 of another period, 1 photo."""
    code = build(region)
    made = forms(region, code, tmp_path / "sent")
    assert len(made) == 42
    where = cells(made["N01"])
    back = tmp_path / "back"
    back.mkdir()
    for index, municipality in enumerate(PLACES[:40]):
        wrong = 30 <= index < 35
        # Nobody keeps the names of files.
        shutil.copy(fill(made[municipality], where, WRONG if wrong else (2, 2, 1, 2, 0)), back / f"скан {index}.xlsx")
    for municipality in PLACES[38:40]:
        shutil.copy(fill(made[municipality], where, (1, 1, 1, 1, 0)), back / f"исправлено {municipality}.xlsx")
    foreign = template(region, back / "прошлый год.xlsx", "scores", ["N41"], period="2025")
    assert foreign.exists()
    (back / "форма.xlsx").write_bytes(b"\xff\xd8\xff\xe0 a photo" * 100)
    receipts = take(region, code, back)
    assert len(receipts) == 44
    with writing(region, data=False) as session:
        # The last three of the clean ones came a day late.
        names = [f"скан {index}.xlsx" for index in (35, 36, 37)]
        for row in session.scalars(select(RoundReturn)):
            day = 21 if row.file_name in names else 20
            row.received_at = datetime(2026, 12, day, 12, tzinfo=UTC)
    found = look(region, code)
    counts = {one.value: count for one, count in found.counts().items() if count}
    assert counts == {"clean": 33, "findings": 5, "twice": 2, "not_returned": 2}
    assert sum(cell.days_late == 1 and cell.state is FormState.CLEAN for cell in found.cells.values()) == 3
    assert {line.file_name: line.outcome for line in found.strangers} == {
        "прошлый год.xlsx": ReturnOutcome.OTHER_PERIOD,
        "форма.xlsx": ReturnOutcome.UNREADABLE,
    }
    before = points(region)
    done = publish(region, code, words="Первая публикация")
    assert (done.files, done.changes, done.refused) == (33, 33 * 5, [])
    after = points(region)
    published = {municipality for municipality, _parameter in after.keys() - before.keys()}
    # Nothing is stored of the wrong ones, of the doubled ones, of the foreign one and of the photo.
    assert published == {*PLACES[:30], *PLACES[35:38]}
    assert after | before == after
    with reading(region) as session:
        archive = tmp_path / "marked.zip"
        assert write_marked(open_reader(session, MINISTRY), code, archive, silent) == 5
    with zipfile.ZipFile(archive) as packed:
        books = [name for name in packed.namelist() if name.endswith(".xlsx")]
        letters = [name for name in packed.namelist() if name.endswith(".txt")]
        assert (len(books), len(letters)) == (5, 9)
        for name in books:
            marked = load_workbook(BytesIO(packed.read(name)))["1.1"][where["g1", "alignment"]]
            assert "Баллов больше" in marked.comment.text
        texts = {name[:3]: packed.read(name).decode("utf-8-sig") for name in letters}
    assert "Баллов больше" in texts["N31"]
    # The rubric by its name; what is to be done by what is enclosed.
    assert "Баллы (Рубрика), срок 20.12.2026:" in texts["N31"]
    assert all("(Рубрика)" in name for name in books)
    ends = {name: text.rstrip().splitlines()[-1] for name, text in texts.items()}
    assert ends["N31"].startswith("Исправьте отмеченные ячейки в своей книге")
    assert ends["N39"] == "О форме, полученной несколько раз, нужен только ответ: какой файл учитывать."
    assert ends["N41"].startswith("Заполните присланную вам форму")


def test_published_figures_know_their_own_file(each_region: Engine, tmp_path: Path) -> None:
    code = build(each_region, FEW)
    made = forms(each_region, code, tmp_path / "forms")
    where = cells(made["N01"])
    take(each_region, code, *(fill(made[one], where) for one in FEW[:2]))
    done = publish(each_region, code)
    with reading(each_region) as session:
        rows = session.execute(
            select(Municipality.code, Source.file_name, Source.revision)
            .join(Assessment, Assessment.municipality_id == Municipality.id)
            .join(Score, Score.assessment_id == Assessment.id)
            .join(Source, Source.id == Score.source_id)
            .distinct()
        ).all()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.revision == done.revision)).one()
        listed = revision_entries(open_reader(session, MINISTRY))[0]
    assert sorted(rows) == [(one, made[one].name, done.revision) for one in FEW[:2]]
    assert (entry.event, entry.detail) == ("import", {"files": 2, "round": code})
    assert (listed.number, listed.changed_cells, listed.file_name) == (done.revision, 10, "2 файла")
    assert state(look(each_region, code), "N01") is FormState.PUBLISHED


RETURNED = (
    ("a", "N01", (2, 2, 1, 2, 0)), ("b", "N02", WRONG), ("c", "N02", (1, 0, 1, 2, 0)),
    ("d", "N03", (0, 0, 0, 0, 0)), ("e", "N03", (1, 1, 1, 1, -1)), ("f", "N04", WRONG),
    ("g", "N01", (2, 2, 1, 2, 0)),
)  # fmt: skip
ADDED = [("N01", 0), ("N01", 1), ("N01", 2), ("N01", 2), ("N01", 2),
         ("N02", 0), ("N02", 0), ("N02", 1), ("N02", 1), ("N02", 2)]  # fmt: skip


@pytest.fixture
def sent(region: Engine, tmp_path: Path) -> tuple[str, list[Path]]:
    """A round, and the files that will be returned in it."""
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    where = cells(made["N01"])
    back = tmp_path / "back"
    back.mkdir()
    for name, municipality, scored in RETURNED:
        shutil.copy(fill(made[municipality], where, scored), back / f"{name}.xlsx")
    return code, sorted(back.iterdir())


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.permutations(range(len(RETURNED))), at_once=st.integers(1, len(RETURNED)))
def test_any_order_of_returning_ends_in_the_same_figures(
    region: Engine, sent: tuple[str, list[Path]], tmp_path: Path, order: list[int], at_once: int
) -> None:
    """However many files come at once, and whatever came first; what two files disagree about waits for a person."""
    code, files = sent
    region.dispose()
    with copy_of(tmp_path / "region.db", tmp_path / f"{uuid4().hex}.db") as engine:
        for start in range(0, len(files), at_once):
            take(engine, code, *(files[place] for place in order[start : start + at_once]))
        found = look(engine, code)
        assert [state(found, one).value for one in FEW] == ["clean", "clean", "twice", "findings"]
        before = points(engine)
        publish(engine, code)
        after = points(engine)
        assert sorted((place, given) for (place, row), given in after.items() if (place, row) not in before) == ADDED


def test_the_same_file_again_is_told_and_changes_nothing(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    path = fill(made["N01"], cells(made["N01"]))
    assert [one.is_known for one in take(region, code, path)] == [False]
    before = row_counts(region)
    assert [one.is_known for one in take(region, code, path)] == [True]
    assert row_counts(region) == before


def test_files_come_in_archives_too_with_names_of_any_letters(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    where = cells(made["N01"])
    archive = tmp_path / "письмо.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for municipality in FEW[:3]:
            packed.write(fill(made[municipality], where), f"папка/{municipality}.xlsx")
        packed.writestr("Thumbs.db", b"nothing")
    receipts = take(region, code, archive)
    assert [one.outcome.value for one in receipts] == ["accepted"] * 3 + ["unreadable"]
    assert look(region, code).counts()[FormState.CLEAN] == 3


def test_of_two_that_disagree_the_chosen_one_counts(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    where = cells(made["N01"])
    for name, scored in (("first", (2, 2, 1, 2, 0)), ("second", (1, 1, 1, 1, 0)), ("wrong", WRONG)):
        take(region, code, Path(shutil.copy(fill(made["N01"], where, scored), tmp_path / f"{name}.xlsx")))
    found = look(region, code)
    assert state(found, "N01") is FormState.TWICE
    second = found.returns[number_of(found, "second.xlsx")]
    assert [(one["cell"], one["old"], one["new"]) for one in second.differences] == [
        (where["g1", "presence"], "2", "1"),
        (where["g1", "alignment"], "2", "1"),
        (where["i1", "presence"], "2", "1"),
    ]
    with writing(region, data=False) as session:
        with pytest.raises(Conflict):
            choose_return(session, MINISTRY, number_of(found, "wrong.xlsx"), author="operator")
        choose_return(session, MINISTRY, number_of(found, "second.xlsx"), author="operator")
    found = look(region, code)
    assert state(found, "N01") is FormState.CLEAN
    assert found.cells["N01", found.forms[0].id].replaced == 2
    before = points(region)
    publish(region, code)
    assert {given for key, given in points(region).items() if key not in before} == {0, 1}


def test_a_question_is_answered_by_a_note_and_the_answer_accepted(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    where = cells(made["N01"])
    path = fill(made["N01"], where)
    name = place(path, "1.1", "Позиция оценивания", "g2", "presence")
    take(region, code, edit(path, "1.1", {name: "прежнее название"}))
    found = look(region, code)
    cell = found.cells["N01", found.forms[0].id]
    assert cell.state is FormState.FINDINGS
    identity = number_of(found, path.name)
    for question in cell.open_questions:
        with writing(region, data=False) as session:
            with pytest.raises(NotFound):
                decide_answer(session, MINISTRY, identity, question, is_accepted=True, author="operator")
            write_answer(session, MINISTRY, identity, question, "школа закрыта с 1 сентября", author="operator")
        assert state(look(region, code), "N01") is FormState.FINDINGS
        with writing(region, data=False) as session:
            decide_answer(session, MINISTRY, identity, question, is_accepted=True, author="operator")
    assert state(look(region, code), "N01") is FormState.CLEAN
    # The note stands where the figure is.
    publish(region, code)
    with reading(region) as session:
        reader = open_reader(session, Viewer(Role.MUNICIPALITY, "N01"))
        detail = cell_detail(reader, CycleSelection(period="2026", cell="N01~1.1~goals"))
    assert detail is not None
    notes = [given.note for line in detail.positions for given in line.given if given and given.note]
    assert [(one.text, one.is_accepted) for one in notes] == [("школа закрыта с 1 сентября", True)]


def test_a_rehearsal_tells_the_same_and_stores_nothing(each_region: Engine, tmp_path: Path) -> None:
    code = build(each_region, FEW)
    made = forms(each_region, code, tmp_path / "forms")
    take(each_region, code, fill(made["N01"], cells(made["N01"])))
    before = row_counts(each_region)
    rehearsed = publish(each_region, code, rehearse=True)
    assert row_counts(each_region) == before
    assert rehearsed.revision is None
    with pytest.raises(DataChanged):
        publish(each_region, code, expected_revision=rehearsed.base - 1)
    done = publish(each_region, code, expected_revision=rehearsed.base)
    assert (done.files, done.changes) == (rehearsed.files, rehearsed.changes) == (1, 5)
    with pytest.raises(Conflict):
        publish(each_region, code)


def test_a_publication_may_be_closed_to_all_but_the_ministry(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    take(region, code, fill(made["N01"], cells(made["N01"])))
    with reading(region) as session:
        seen = open_reader(session, Viewer(Role.ANALYST)).revision
    publish(region, code, closed_until=date(2099, 1, 1))
    with reading(region) as session:
        assert open_reader(session, Viewer(Role.ANALYST)).revision == seen
        assert latest_revision(session) == seen + 1


def test_scores_and_indicators_are_closed_by_the_one_revision_that_stores_them(
    each_region: Engine, tmp_path: Path
) -> None:
    build(each_region, FEW)
    scores, indicators = (FormRequest("scores", DUE, small_region.METHODOLOGY), FormRequest("observations", DUE))
    with writing(each_region) as session:
        code = open_round(
            session,
            MINISTRY,
            period=small_region.PERIOD,
            name="",
            forms=[scores, indicators],
            municipalities=FEW,
            author="operator",
        )
    with reading(each_region) as session:
        seen = open_reader(session, Viewer(Role.ANALYST)).revision
    path = template(each_region, tmp_path / "N01.xlsx", "scores", ["N01"])
    take(each_region, code, fill(path, cells(path)))
    done = publish(each_region, code, closed_until=date(2099, 1, 1))
    with reading(each_region) as session:
        assert (latest_revision(session), done.revision) == (seen + 1, seen + 1)
        lines = publication_lines(open_reader(session, MINISTRY))
        assert {(one.part.methodology, one.opens_on) for one in lines} == {
            (small_region.METHODOLOGY, "2099-01-01"),
            ("", "2099-01-01"),
        }
        assert open_reader(session, Viewer(Role.ANALYST)).revision == seen
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, seen + 1, author="operator")
    with reading(each_region) as session:
        reader = open_reader(session, Viewer(Role.ANALYST))
        assert (reader.revision, publication_lines(reader)) == (seen + 2, ())


def test_approved_figures_need_a_reason_here_too(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    with writing(region) as session:
        approve(session, MINISTRY, PublishedPart(small_region.PERIOD, small_region.METHODOLOGY), author="ministry")
    take(region, code, fill(made["N01"], cells(made["N01"])))
    with pytest.raises(BadSelection):
        publish(region, code)
    assert publish(region, code, words="Опоздавшие").revision is not None


def test_a_revision_of_one_file_names_it_and_counts_what_differs(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    path = forms(region, code, tmp_path / "forms")["N01"]
    where = cells(path)
    take(region, code, fill(path, where))
    publish(region, code)
    take(region, code, fill(path, where, (2, 2, 0, 2, 0)))
    with writing(region, data=False) as session:
        choose_return(session, MINISTRY, max(look(region, code).returns), author="operator")
    done = publish(region, code, words="Один балл исправлен")
    with reading(region) as session:
        listed = revision_entries(open_reader(session, MINISTRY))[0]
    assert (done.changes, listed.number, listed.changed_cells, listed.file_name) == (1, done.revision, 1, path.name)


def test_approval_marks_a_form_and_a_published_one_stays(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    made = forms(region, code, tmp_path / "forms")
    take(region, code, fill(made["N01"], cells(made["N01"])))
    identity = number_of(look(region, code), made["N01"].name)
    with writing(region, data=False) as session:
        approve_return(session, MINISTRY, identity, author="operator")
    assert state(look(region, code), "N01") is FormState.APPROVED
    publish(region, code)
    with writing(region, data=False) as session, pytest.raises(Conflict):
        approve_return(session, MINISTRY, identity, author="operator")


def test_a_form_whose_publication_was_undone_can_be_published_again(each_region: Engine, tmp_path: Path) -> None:
    code = build(each_region, FEW)
    made = forms(each_region, code, tmp_path / "forms")
    take(each_region, code, fill(made["N01"], cells(made["N01"])))
    first = publish(each_region, code)
    assert first.revision is not None
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, first.revision, author="operator")
    assert state(look(each_region, code), "N01") is FormState.CLEAN
    again = publish(each_region, code)
    assert (again.files, again.changes) == (first.files, first.changes)
    assert state(look(each_region, code), "N01") is FormState.PUBLISHED
    # An undo that is undone itself gives the first state back.
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, first.revision + 2, author="operator")
        undo_revision(session, MINISTRY, first.revision + 3, author="operator")
    assert state(look(each_region, code), "N01") is FormState.PUBLISHED


def test_a_round_is_for_who_loads_data(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW)
    for viewer in (Viewer(Role.ANALYST), Viewer(Role.MUNICIPALITY, "N01")):
        with pytest.raises(AccessDenied):
            publish_round(region, viewer, code, author="x", progress=silent)
    with writing(region) as session:
        for wrong in ({"forms": []}, {"municipalities": []}, {"forms": [FormRequest("scores", DUE)] * 2}):
            asked = {"forms": [FormRequest("scores", DUE)], "municipalities": ["A"]} | wrong
            with pytest.raises(BadSelection):
                open_round(session, MINISTRY, period="2026", name="", author="x", **asked)  # type: ignore[arg-type]


def test_a_form_of_another_round_is_told(region: Engine, tmp_path: Path) -> None:
    first = build(region, FEW)
    made = forms(region, first, tmp_path / "forms")
    with writing(region) as session:
        asked = [FormRequest("scores", DUE, small_region.METHODOLOGY)]
        second = open_round(
            session, MINISTRY, period="2026", name="", forms=asked, municipalities=FEW[:1], author="operator"
        )
    path = fill(made["N01"], cells(made["N01"]))
    assert [one.outcome for one in take(region, second, path)] == [ReturnOutcome.OTHER_ROUND]
    foreign = template(region, tmp_path / "free.xlsx", "scores", ["N02"])
    assert [one.outcome for one in take(region, second, foreign)] == [ReturnOutcome.NOT_ADDRESSED]
    assert [one.outcome for one in take(region, first, edit(foreign, "1.1", {}))] == [ReturnOutcome.ACCEPTED]


def test_lateness_is_counted_from_the_day_in_the_region(region: Engine, tmp_path: Path) -> None:
    code = build(region, FEW, due=date(2026, 1, 10))
    made = forms(region, code, tmp_path / "forms")
    take(region, code, fill(made["N01"], cells(made["N01"])))
    with writing(region, data=False) as session:
        # 22:00 UTC of the 10th is the 11th in Moscow.
        session.execute(update(RoundReturn).values(received_at=datetime(2026, 1, 10, 22, tzinfo=UTC)))
    found = look(region, code)
    assert found.cells["N01", found.forms[0].id].days_late == 1
