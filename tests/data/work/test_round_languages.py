"""A round whose readers speak two languages: what a file was found to be is told to each in the own one."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.findings import OTHERWISE
from data.jobs.kinds import ROUND_FILES, ROUND_REHEARSE
from data.jobs.queue import Job, JobQueue
from data.language import speaking
from data.models.collection import RoundReturn
from data.models.methodology import Parameter
from data.models.source import Original
from data.queries.rounds import FormLine
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.rounds import decide_answer, write_answer
from data.views.round.address import RoundSelection
from data.views.round.page import round_view
from data.views.round.tables import protocol_table
from data.vocabulary import FormState, JobState, Role
from data.work import round_receiving
from data.work.round_answering import answer_question
from data.work.round_forms import form_file_names
from data.work.round_marking import own_return, write_marked
from data.work.round_publishing import Publication, publish_round
from data.work.round_receiving import receipts_as_dicts
from data.work.rounds import publish
from layouts.round.own import own_layout
from layouts.round.page import layout
from tests.data.intake.books import edit, place, template
from tests.data.intake.conftest import region, sqlite_file
from tests.data.work.round_region import DUE, PLACES, build, build_for_one, cells, fill, forms, look, silent, take
from tests.layouts.reading import words

__all__ = ["region", "sqlite_file"]

pytestmark = pytest.mark.slow

SAID = {
    "ru": ("Баллов больше максимума.", "Такого названия нет; строки загружаются по коду, который стоит рядом."),
    "en": ("More points than the maximum.", "The name beside the code is unknown; the rows are loaded by the code."),
}
BOTH = pytest.mark.parametrize(("taken_in", "read_in"), [("ru", "en"), ("en", "ru"), ("ru", "ru"), ("en", "en")])


def wrong_file(region: Engine, folder: Path) -> tuple[str, Path]:
    """A round of two, and the form of the first with an error and with what is asked about."""
    code = build(region, PLACES[:2])
    path = forms(region, code, folder / "forms")["N01"]
    fill(path, cells(path), (9, 2, 1, 2, 0))
    return code, edit(path, "1.1", {place(path, "1.1", "Позиция оценивания", "g2", "presence"): "прежнее название"})


@BOTH
def test_the_page_the_protocol_and_the_own_page_speak_the_readers_language(
    region: Engine, tmp_path: Path, taken_in: str, read_in: str
) -> None:
    code, path = wrong_file(region, tmp_path)
    with speaking(taken_in):
        take(region, code, path)
    with reading(region) as session, speaking(read_in):
        reader = open_reader(session, MINISTRY)
        page = words(layout(round_view(reader, RoundSelection(round=code, cell="N01~1"))))
        (row,) = protocol_table(reader, RoundSelection(round=code)).rows
        head = open_reader(session, Viewer(Role.MUNICIPALITY, "N01"))
        own = words(own_layout(round_view(head, RoundSelection(round=code))))
    other = "en" if read_in == "ru" else "ru"
    for told in (page, own):
        assert all(sentence in told for sentence in SAID[read_in])
        assert not any(sentence in told for sentence in SAID[other])
    assert SAID[read_in][0] in str(row["reason"])


@BOTH
def test_marked_copies_and_letters_speak_the_language_of_who_asks_for_them(
    region: Engine, tmp_path: Path, taken_in: str, read_in: str
) -> None:
    code, path = wrong_file(region, tmp_path)
    address = cells(path)["g1", "presence"]
    with speaking(taken_in):
        take(region, code, path)
    ((identity, _line),) = look(region, code).returns.items()
    archive = tmp_path / "marked.zip"
    with reading(region) as session, speaking(read_in):
        assert write_marked(open_reader(session, MINISTRY), code, archive, silent) == 1
        _name, own = own_return(open_reader(session, Viewer(Role.MUNICIPALITY, "N01")), identity)
    with zipfile.ZipFile(archive) as packed:
        (copy,) = (packed.read(name) for name in packed.namelist() if name.endswith(".xlsx"))
        letter = next(packed.read(name) for name in packed.namelist() if name.startswith("N01") and ".txt" in name)
    for book in (copy, own):
        assert SAID[read_in][0] in load_workbook(BytesIO(book))["1.1"][address].comment.text
    assert all(sentence in letter.decode("utf-8-sig") for sentence in SAID[read_in])


def test_an_answer_given_in_one_language_stands_in_the_other(region: Engine, tmp_path: Path) -> None:
    """A note to a question that was asked in Russian, accepted by who reads it in English."""
    code = build(region, PLACES[:2])
    path = forms(region, code, tmp_path / "forms")["N01"]
    fill(path, cells(path))
    take(region, code, edit(path, "1.1", {place(path, "1.1", "Позиция оценивания", "g2", "presence"): "прежнее"}))
    ((identity, _line),) = look(region, code).returns.items()
    cell = look(region, code).cells["N01", 1]
    (question,) = cell.open_questions
    with speaking("en"), writing(region, data=False) as session:
        write_answer(session, MINISTRY, identity, question, "renamed in spring", author="operator")
        decide_answer(session, MINISTRY, identity, question, is_accepted=True, author="operator")
    assert look(region, code).cells["N01", 1].state is FormState.CLEAN


@pytest.mark.parametrize("taken_in", ["ru", "en"])
def test_choices_of_texts_keep_their_answers_and_change_their_words(
    region: Engine, tmp_path: Path, taken_in: str
) -> None:
    code = build_for_one(region, "targets")
    (path,) = forms(region, code, tmp_path / "forms").values()
    text = {place(path, "Цели", "Текст источника", "i1"): "+10 % к 2027 году к уровню 2025 года"}
    with speaking(taken_in):
        take(region, code, edit(path, "Цели", text))

    def choices() -> list[tuple[str, str, str, bool]]:
        with reading(region) as session:
            detail = round_view(open_reader(session, MINISTRY), RoundSelection(round=code, cell="C~1")).detail
        assert detail is not None
        return [(one.place, one.answer, one.words, one.is_given) for one in detail.texts]

    with speaking("ru"):
        russian = choices()
    with speaking("en"):
        english = choices()
    assert [one[:2] for one in russian] == [one[:2] for one in english]
    points = next(one for one in russian if "процентных пунктов" in one[2])
    assert "percentage points" in english[russian.index(points)][2]
    other = "en" if taken_in == "ru" else "ru"
    ((identity, _line),) = look(region, code).returns.items()
    with speaking(other):
        answer_question(region, MINISTRY, code, identity, points[0], points[1], author="operator")
    # The file was read again, by who speaks the other language; what was answered stands in both.
    for language, sentence in (("ru", "процентных пунктов"), ("en", "percentage points")):
        with speaking(language):
            given = [one for one in choices() if one[3]]
        assert len(given) == 1
        assert sentence in given[0][2]


@pytest.mark.parametrize("taken_in", ["ru", "en"])
def test_a_column_of_percentages_is_asked_about_and_answered_in_both(
    region: Engine, tmp_path: Path, taken_in: str
) -> None:
    code = build_for_one(region, "observations")
    path = template(region, tmp_path / "C.xlsx", "observations", ["C"])
    sheet = "Муниципалитеты"
    with speaking(taken_in):
        take(region, code, edit(path, sheet, {place(path, sheet, "Значение", "share"): 0.25}))

    def told(rule: str) -> dict[str, dict[str, Any]]:
        found = {}
        for language in ("ru", "en"):
            with speaking(language):
                (line,) = look(region, code).returns.values()
            (found[language],) = (one for one in line.findings if one["rule"] == rule)
        return found

    asked = told("ambiguous-percent")
    # Numbers are written as each language writes them.
    assert asked["ru"]["message"].startswith("Неясно, это 0,25 % или 25 %.")
    assert asked["en"]["message"].startswith("It is unclear whether this is 0.25% or 25%.")
    ((identity, _line),) = look(region, code).returns.items()
    with speaking("en" if taken_in == "ru" else "ru"):
        answer_question(region, MINISTRY, code, identity, asked["ru"]["question"], "share", author="operator")
    answered = told("percent-scale")
    assert answered["ru"]["message"] != answered["en"]["message"]
    assert {one["answer"] for one in answered.values()} == {"share"}


def test_files_that_cannot_be_read_say_why_in_both(region: Engine, tmp_path: Path) -> None:
    """An empty one, and two parts of an archive whose checksums are wrong: each is known by its name."""
    code = build(region, PLACES[:1])
    (tmp_path / "empty.xlsx").write_bytes(b"")
    archive = tmp_path / "sent.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("first.xlsx", "second.xlsx"):
            packed.writestr(name, b"x" * 100)
    archive.write_bytes(archive.read_bytes().replace(b"x" * 100, b"y" * 100))
    take(region, code, tmp_path / "empty.xlsx", archive)
    assert [one.is_known for one in take(region, code, archive)] == [True, True]
    reasons = {}
    for language in ("ru", "en"):
        with speaking(language):
            strangers = look(region, code).strangers
        reasons[language] = {line.file_name: line.findings[0]["message"] for line in strangers}
    broken = {
        "ru": "Эту часть архива не удалось распаковать.",
        "en": "This part of the archive cannot be unpacked.",
    }
    empty = {"ru": "Файл пуст.", "en": "The file is empty."}
    for language, told in reasons.items():
        parts = dict.fromkeys(("first.xlsx", "second.xlsx"), broken[language])
        assert told == parts | {"empty.xlsx": empty[language]}


def test_receipts_are_read_in_the_language_that_was_chosen_since(region: Engine, tmp_path: Path) -> None:
    code, path = wrong_file(region, tmp_path)
    receipts = receipts_as_dicts(take(region, code, path))
    assert (receipts[0]["municipality"], receipts[0]["form"]) == ("Округ N01", "Баллы")
    job = Job("j", ROUND_FILES, JobState.DONE, "operator", Role.MINISTRY, None, "ru", {}, result={"receipts": receipts})
    shown = {}
    for language in ("ru", "en"):
        with reading(region) as session, speaking(language):
            view = round_view(open_reader(session, MINISTRY), RoundSelection(round=code), job)
        assert view.job is not None
        (receipt,) = view.job.result["receipts"]
        shown[language] = receipt["municipality"], receipt["form"]
    assert shown == {"ru": ("Округ N01", "Баллы"), "en": ("N01", "Scores")}


def test_a_refusal_of_a_job_is_read_in_the_language_that_was_chosen_since(region: Engine, tmp_path: Path) -> None:
    code = build(region, PLACES[:1])
    path = forms(region, code, tmp_path / "forms")["N01"]
    take(region, code, fill(path, cells(path)))
    with writing(region) as session:
        for row in session.scalars(select(Original)):
            session.delete(row)
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db")
    asked = queue.add(ROUND_REHEARSE, MINISTRY, "operator", {"round": code})
    done = replace(asked, state=JobState.DONE, result=publish(region, tmp_path, queue, asked))
    with reading(region) as session, speaking("en"):
        view = round_view(open_reader(session, MINISTRY), RoundSelection(round=code), done)
        assert f"{path.name}: The file is not kept any more." in words(layout(view))


def test_a_file_without_findings_is_checked_once(
    region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    check_workbook = round_receiving.check_workbook

    def watched(*args: Any) -> Any:
        checked.append(args[3])
        return check_workbook(*args)

    monkeypatch.setattr(round_receiving, "check_workbook", watched)
    code = build(region, PLACES[:2])
    made = forms(region, code, tmp_path / "forms")
    where = cells(made["N01"])
    clean, wrong = fill(made["N01"], where), fill(made["N02"], where, (9, 9, 1, 2, 0))
    take(region, code, clean, wrong)
    assert sorted(checked) == sorted([clean.name, wrong.name, wrong.name])


def test_what_was_stored_in_one_language_is_still_told(region: Engine, tmp_path: Path) -> None:
    code, path = wrong_file(region, tmp_path)
    take(region, code, path)
    with writing(region, data=False) as session:
        row = session.scalars(select(RoundReturn)).one()
        assert all(OTHERWISE in one for one in row.findings)
        row.findings = [{name: value for name, value in one.items() if name != OTHERWISE} for one in row.findings]
    with reading(region) as session, speaking("en"):
        page = words(layout(round_view(open_reader(session, MINISTRY), RoundSelection(round=code, cell="N01~1"))))
    assert all(sentence in page for sentence in SAID["ru"])


def test_what_the_data_of_now_refuse_is_said_in_both(region: Engine, tmp_path: Path) -> None:
    """The maximum of a parameter was lowered after its form had come."""
    code = build(region, PLACES[:1])
    path = forms(region, code, tmp_path / "forms")["N01"]
    take(region, code, fill(path, cells(path)))
    with writing(region) as session:
        for parameter in session.scalars(select(Parameter)):
            parameter.maximum = 1
    done: dict[str, Publication] = {}
    for language in ("ru", "en"):
        with speaking(language):
            done[language] = publish_round(region, MINISTRY, code, author="operator", rehearse=True, progress=silent)
    ((_file, russian),), ((_file, english),) = done["ru"].refused, done["en"].refused
    assert (russian["message"], english["message"]) == (SAID["ru"][0], SAID["en"][0])
    assert russian[OTHERWISE]["en"]["message"] == SAID["en"][0]
    # Kept as the result of a job.
    assert json.loads(json.dumps(english))[OTHERWISE]["ru"]["message"] == SAID["ru"][0]


def test_forms_whose_long_names_agree_keep_their_codes_in_names_of_files() -> None:
    long = "Методика оценки управленческих механизмов региона"
    asked = [("a", f"{long}, 2025"), ("b", f"{long}, 2026"), ("c", "Другая")]
    lines = [FormLine(number, "scores", code, name, DUE) for number, (code, name) in enumerate(asked)]
    assert form_file_names(lines) == {
        0: f"a Баллы ({long}, 2025)",
        1: f"b Баллы ({long}, 2026)",
        2: "Баллы (Другая)",
    }
