"""Whole jobs with a real queue, worker and files: what is announced is what is stored, and undo is rehearsed first."""

import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.intake.importing import import_file
from data.jobs.files import new_name, own_file, remove_old
from data.jobs.kinds import CHECK, COMPARE, PUBLISH, REHEARSE_UNDO, TEMPLATES, UNDO
from data.jobs.queue import JobQueue
from data.messages import Message, MessageCode
from data.models.revision import Revision
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import JobState, Role
from data.work.changes import changes_between
from data.work.perform import Announcement, answered, perform
from tests.data.changes import give_points
from tests.data.intake.books import edit, place, template
from tests.data.work.working import run, worker

pytestmark = pytest.mark.slow

SHEET = "1.1"


def filled(engine: Engine, folder: Path, points: dict[str, Any], municipality: str = "D") -> dict[str, Any]:
    """The request for a template of ``municipality`` in which parameters such as ``i1.penalty`` got other points."""
    path = template(engine, folder / new_name(".xlsx"), "scores", [municipality])
    cells = {}
    for name, value in points.items():
        position, parameter = name.split(".")
        cells[place(path, SHEET, "Баллы", position, parameter)] = value
    edit(path, SHEET, cells)
    return {"kind": "scores", "path": str(path), "name": "баллы.xlsx"}


def revisions(engine: Engine) -> list[Revision]:
    with reading(engine) as session:
        return list(session.scalars(select(Revision).order_by(Revision.number)))


def test_a_file_is_checked_then_published_with_its_message(small_database: Engine, tmp_path: Path) -> None:
    request = filled(small_database, tmp_path, {"i1.penalty": 0})
    with worker(small_database, tmp_path) as queue:
        checked = run(queue, CHECK, request).result
        assert (checked["cells"], checked["new"], checked["changed"], checked["moved"]) == (1, 0, 1, 2)
        assert (checked["before"], checked["revision"], len(revisions(small_database))) == (2, None, 2)
        message = {"base": checked["before"], "message": "Вторая выгрузка"}
        published = run(queue, PUBLISH, request | message).result
    told = {name: checked[name] for name in ("cell_list", "rank_list", "verdict_list", "status_list")}
    assert {name: published[name] for name in told} == told
    latest = revisions(small_database)[-1]
    assert latest.message == Message(MessageCode.IMPORT_SCORES, text="Вторая выгрузка")
    assert (latest.number, latest.author) == (3, "operator")
    assert (latest.file_name, latest.changed_cells) == ("баллы.xlsx", 1)
    # What was published is stored; the uploaded file is not needed any more.
    assert not Path(request["path"]).exists()


def test_an_answer_to_all_indicators_of_a_column_is_one_to_each_that_is_open(tmp_path: Path) -> None:
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db")
    asked = [("question", "Данные!F#1"), ("question", "Данные!F#2"), ("note", "Данные!F#3"), ("error", None)]
    findings = [{"severity": severity, "question": place} for severity, place in asked]
    queued = queue.add(CHECK, MINISTRY, "operator", {"kind": "observations"})
    job = replace(queued, result={"findings": findings})
    assert answered(job, "Данные!F#*", "share")["answers"] == {"Данные!F#1": "share", "Данные!F#2": "share"}
    assert answered(job, "Данные!F#3", "percent")["answers"] == {"Данные!F#3": "percent"}


def test_the_same_file_again_is_no_revision(small_database: Engine, tmp_path: Path) -> None:
    request = filled(small_database, tmp_path, {"i1.penalty": 0})
    again = filled(small_database, tmp_path, {"i1.penalty": 0})
    with worker(small_database, tmp_path) as queue:
        run(queue, PUBLISH, request)
        checked, published = (run(queue, kind, again).result for kind in (CHECK, PUBLISH))
    assert [result["planned"] for result in (checked, published)] == [0, 0]
    assert (published["revision"], len(revisions(small_database))) == (None, 3)


def test_a_file_checked_before_another_change_is_refused(small_database: Engine, tmp_path: Path) -> None:
    request = filled(small_database, tmp_path, {"i1.penalty": 0})
    with worker(small_database, tmp_path) as queue:
        base = run(queue, CHECK, request).result["before"]
        give_points(small_database, "A", "g1.presence", 1)
        refused = run(queue, PUBLISH, request | {"base": base})
    assert "refusal" in refused.result
    assert len(revisions(small_database)) == 3


def test_an_undo_is_rehearsed_without_a_trace_and_then_done(small_database: Engine, tmp_path: Path) -> None:
    changed = give_points(small_database, "D", "i1.penalty", 0)
    with worker(small_database, tmp_path) as queue:
        rehearsed = run(queue, REHEARSE_UNDO, {"number": changed}).result
        assert (rehearsed["cells"], rehearsed["vanished"], rehearsed["empties"]) == (1, 0, False)
        assert len(revisions(small_database)) == 3
        done = run(queue, UNDO, {"number": changed, "base": rehearsed["before"]}).result
        assert (done["revision"], done["cell_list"]) == (4, rehearsed["cell_list"])
        late = run(queue, UNDO, {"number": 4, "base": rehearsed["before"]}).result
    assert "refusal" in late
    assert [row.undoes for row in revisions(small_database)] == [None, None, None, changed]


def test_an_undo_that_takes_figures_away_says_how_many(small_database: Engine, tmp_path: Path) -> None:
    with worker(small_database, tmp_path) as queue:
        # The second revision brought the five scores of D, the first one everything else.
        part = run(queue, REHEARSE_UNDO, {"number": 2}).result
        assert (part["vanished"], part["empties"]) == (5, False)
        run(queue, UNDO, {"number": 2})
        whole = run(queue, REHEARSE_UNDO, {"number": 1}).result
    assert (whole["vanished"], whole["empties"]) == (14, True)


def test_an_undo_in_disorder_is_refused_in_words(small_database: Engine, tmp_path: Path) -> None:
    changed = give_points(small_database, "D", "i1.penalty", 0)
    with worker(small_database, tmp_path) as queue:
        refused = run(queue, REHEARSE_UNDO, {"number": 2}).result["refusal"]
    assert f"Ревизия {changed} " in refused


def test_any_two_revisions_are_compared_older_first(small_database: Engine, tmp_path: Path) -> None:
    changed = give_points(small_database, "D", "i1.penalty", 0)
    with worker(small_database, tmp_path) as queue:
        found = run(queue, COMPARE, {"first": changed, "second": 2}).result
        assert (found["before"], found["after"], found["cells"]) == (2, changed, 1)
        from_nothing = run(queue, COMPARE, {"first": 0, "second": 1}).result
        assert (from_nothing["cells"], from_nothing["new"]) == (14, 14)
        assert run(queue, COMPARE, {"first": 1, "second": 99}).result.keys() == {"refusal"}


@pytest.mark.parametrize("kind", [COMPARE, REHEARSE_UNDO, UNDO, TEMPLATES])
def test_a_head_does_none_of_it(small_database: Engine, tmp_path: Path, kind: str) -> None:
    request = {"first": 1, "second": 2, "number": 2, "kind": "scores"}
    request |= {"period": "2026", "methodology": None, "municipality": "A"}
    with worker(small_database, tmp_path) as queue:
        assert run(queue, kind, request, Viewer(Role.MUNICIPALITY, "A")).result.keys() == {"refusal"}
    assert len(revisions(small_database)) == 2


def asked(kind: str, municipality: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "period": "2026", "methodology": None, "municipality": municipality}


def test_all_municipalities_get_a_workbook_each_in_a_zip(small_database: Engine, tmp_path: Path) -> None:
    with worker(small_database, tmp_path) as queue:
        made = run(queue, TEMPLATES, asked("scores")).result
    # E was merged away before the period.
    names = [f"scores-2026-{code}.xlsx" for code in "ABCDF"]
    assert (made["name"], made["workbooks"]) == ("scores-2026.zip", 5)
    folder = tmp_path / "uploads"
    with zipfile.ZipFile(folder / made["file"]) as archive:
        assert archive.namelist() == names
        with archive.open(names[3]) as workbook:
            assert load_workbook(workbook)["1.1"]["B2"].value == "Округ D"
    assert [path.name for path in folder.iterdir()] == [made["file"]]


def test_one_municipality_gets_a_workbook(small_database: Engine, tmp_path: Path) -> None:
    with worker(small_database, tmp_path) as queue:
        made = run(queue, TEMPLATES, asked("scores", "D")).result
        assert (made["name"], own_file(tmp_path / "uploads", made["file"]) is not None) == ("scores-2026-D.xlsx", True)
        assert run(queue, TEMPLATES, asked("scores", "E")).result.keys() == {"refusal"}


def test_a_cancelled_archive_leaves_no_file(small_database: Engine, tmp_path: Path) -> None:
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db")
    job = queue.add(TEMPLATES, MINISTRY, "operator", asked("scores"))
    queue.cancel(job.id, MINISTRY)

    class Stopped(Exception):
        pass

    class Cancelling(JobQueue):
        def report(self, *_told: Any) -> None:
            raise Stopped

    with pytest.raises(Stopped):
        perform(small_database, tmp_path / "uploads", Cancelling(f"sqlite:///{tmp_path}/other.db"), job)
    assert list((tmp_path / "uploads").iterdir()) == []
    with worker(small_database, tmp_path) as asker:
        assert run(asker, COMPARE, {"first": 1, "second": 2}).state is JobState.DONE
        assert asker.read(job.id, MINISTRY).state is JobState.CANCELLED


KEPT = 3600.0


def test_files_that_are_too_old_go_and_others_stay(tmp_path: Path) -> None:
    old, fresh, foreign = (tmp_path / name for name in (new_name(".zip"), new_name(".xlsx"), "jobs.db"))
    for path in (old, fresh, foreign):
        path.write_bytes(b"")
    for path in (old, foreign):
        os.utime(path, (time.time() - KEPT - 60,) * 2)
    assert remove_old(tmp_path, KEPT) == 1
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, foreign.name}
    assert remove_old(tmp_path / "absent", KEPT) == 0


@pytest.mark.parametrize("name", ["../secret.xlsx", "jobs.db", "a" * 32 + "/x", "", "A" * 32])
def test_only_names_of_our_own_are_files(tmp_path: Path, name: str) -> None:
    (tmp_path / "jobs.db").write_bytes(b"")
    assert own_file(tmp_path, name) is None


POINTS = {"g1.presence": (0, 2), "g1.alignment": (0, 2), "g2.presence": (0, 1), "i1.presence": (0, 2)}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    municipality=st.sampled_from("ABCDF"),
    points=st.fixed_dictionaries(
        {}, optional={name: st.integers(low, high) for name, (low, high) in POINTS.items()}
    ).filter(bool),
)
def test_what_is_announced_is_what_is_recomputed_after_storing(
    small_database: Engine, tmp_path: Path, municipality: str, points: dict[str, int]
) -> None:
    request = filled(small_database, tmp_path, points, municipality)

    def bring(dry_run: bool) -> tuple[dict[str, Any], int | None]:
        told = Announcement()
        path = Path(request["path"])
        report = import_file(
            small_database, MINISTRY, "scores", path, author="test", dry_run=dry_run, observe=told.observe
        )
        return told.changes, report.revision

    announced, nothing = bring(dry_run=True)
    observed, revision = bring(dry_run=False)
    assert (nothing, observed) == (None, announced)
    if revision is None:
        assert announced == {}
        return
    with reading(small_database) as session:
        before, after = (open_reader(session, MINISTRY, number) for number in (revision - 1, revision))
        recomputed = changes_between(before, after)
    assert recomputed == announced
