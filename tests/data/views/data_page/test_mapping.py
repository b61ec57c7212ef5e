"""The form of the mapping step: what it shows of a file, and what is understood of what comes back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.kinds.foreign_table.mapping import (
    BadMapping,
    ColumnRole,
    Creation,
    IndicatorColumns,
    Mapping,
    NewIndicator,
    Releases,
    TableRequest,
)
from data.jobs.kinds import LOOK_AT_TABLE
from data.jobs.queue import Job
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.data_page.mapping import Form, mapping_view, read_form
from data.vocabulary import JobState, Level, MunicipalityKind, Polarity, Role, Unit
from data.work.foreign_table import look
from layouts.data_page.mapping import mapping_card
from tests.data.intake.books import by_hand


@pytest.fixture
def reader(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, MINISTRY)


def looked(path: Path, **request: Any) -> Job:
    book = by_hand(
        path / "table.xlsx",
        {
            "Первый": [("Сводка",), ("Район", "Год", "Всего"), ("А", 2026, 5), ("Б", 2026, 6)],
            "Второй": [("МО", "Показатель", "Значение"), ("А", "1.1", 5)],
        },
    )
    asked = {"kind": "table", "path": str(book), "name": "table.xlsx"} | request
    job = Job("1" * 32, LOOK_AT_TABLE, JobState.DONE, "operator", Role.MINISTRY, None, "ru", asked)
    return replace(job, result=look(job))


def test_a_file_is_shown_with_its_first_rows_and_a_guess(reader: Reader, tmp_path: Path) -> None:
    view = mapping_view(reader, looked(tmp_path))
    assert view is not None
    assert view.sheets == ("Первый", "Второй")
    assert [(column.title, column.sample) for column in view.columns] == [
        ("Район", ("А", "Б")),
        ("Год", ("2026", "2026")),
        ("Всего", ("5", "6")),
    ]
    assert view.mapping.columns == {ColumnRole.MUNICIPALITY: "Район", ColumnRole.PERIOD: "Год"}


def test_another_sheet_is_guessed_anew(reader: Reader, tmp_path: Path) -> None:
    view = mapping_view(reader, looked(tmp_path, table=TableRequest(Mapping(sheet="Второй")).as_dict()))
    assert view is not None
    assert (view.mapping.sheet, view.mapping.columns[ColumnRole.INDICATOR]) == ("Второй", "Показатель")


def test_a_mapping_that_was_said_is_shown_as_it_was_said(reader: Reader, tmp_path: Path) -> None:
    said = TableRequest(
        Mapping(columns={ColumnRole.MUNICIPALITY: "район", ColumnRole.COMMENT: "Нет такого"}, period="2026"),
        frozenset({Creation.SCHOOLS}),
    )
    view = mapping_view(reader, looked(tmp_path, table=said.as_dict()))
    assert view is not None
    assert view.request == said
    # A saved mapping of another file: alike titles are recognised, absent ones are open.
    assert (view.chosen("район"), view.chosen("Нет такого"), view.chosen("")) == ("Район", "", "")


def test_other_kinds_and_unfinished_jobs_have_no_form(reader: Reader, tmp_path: Path) -> None:
    job = looked(tmp_path)
    assert mapping_view(reader, replace(job, request=job.request | {"kind": "scores"})) is None
    assert mapping_view(reader, replace(job, state=JobState.RUNNING)) is None


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    job = Job("1" * 32, LOOK_AT_TABLE, JobState.DONE, "o", Role.MINISTRY, None, "ru", {"path": str(path)})
    assert [finding["rule"] for finding in look(job)["findings"]] == ["file-damaged"]


def test_the_card_offers_every_column_and_keeps_what_is_chosen(reader: Reader, tmp_path: Path) -> None:
    view = mapping_view(reader, looked(tmp_path))
    assert view is not None
    card = str(mapping_card(view, "store"))
    for words in ("Что в столбцах", "Район: А", "Всего: 5", "mapping-numerator-1", "Второй"):
        assert words in card


VALUES = {
    "mapping-column-municipality": "Район",
    "mapping-column-school": "ОГРН",
    "mapping-column-comment": " ",
    "mapping-period": " 2026 ",
    "mapping-indicator-0": "+",
    "mapping-numerator-0": "Призёры",
    "mapping-denominator-0": "Всего",
    "mapping-value-0": " ",
    "mapping-new-code-0": "best",
    "mapping-new-name-0": "Доля лучших",
    "mapping-new-unit-0": "percent",
    "mapping-new-polarity-0": "higher",
    "mapping-new-source-0": "",
    "mapping-indicator-1": " ",
    "mapping-indicator-2": "known",
    "mapping-value-2": "Число",
    "mapping-create-municipalities": True,
    "mapping-create-schools": False,
    "mapping-municipality-kind": "urban_okrug",
    "mapping-school-kind": " ",
    "mapping-periods": "2014-16 = 2016; осень 2026 = 2026-H2",
    "mapping-releases": "beside",
    "mapping-name": " Моё  сопоставление ",
}
MAPPING = Mapping(
    columns={ColumnRole.MUNICIPALITY: "Район", ColumnRole.SCHOOL: "ОГРН"},
    indicators=(
        IndicatorColumns("best", numerator="Призёры", denominator="Всего"),
        IndicatorColumns("known", value="Число"),
    ),
    new_indicators=(NewIndicator("best", "Доля лучших", Unit.PERCENT, Level.SCHOOL, Polarity.HIGHER_IS_BETTER),),
    period="2026",
    municipality_kind=MunicipalityKind.URBAN_OKRUG,
    periods={"2014-16": "2016", "осень 2026": "2026-H2"},
    releases=Releases.BESIDE,
)


def test_the_form_says_a_mapping() -> None:
    form = read_form({"job": "1" * 32, "action": "check", "values": VALUES})
    request = TableRequest(MAPPING, frozenset({Creation.MUNICIPALITIES}))
    assert form == Form("1" * 32, "check", request, "Моё сопоставление", "")


def test_new_indicators_are_of_the_level_of_the_rows() -> None:
    form = read_form({"action": "check", "values": VALUES | {"mapping-column-school": " "}})
    assert [one.level for one in form.request.mapping.new_indicators] == [Level.MUNICIPALITY]


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "check",
        {"action": "check"},
        {"action": "destroy", "values": {}},
        {"action": [], "values": {}},
        {"action": "check", "values": VALUES | {"mapping-new-code-0": "с" * 65}},
        {"action": "check", "values": VALUES | {"mapping-new-name-0": " "}},
        {"action": "check", "values": VALUES | {"mapping-municipality-kind": "empire"}},
        {"action": "check", "values": VALUES | {"mapping-releases": "forget"}},
        {"action": "check", "values": VALUES | {"mapping-periods": "осень = 2026-H3"}},
    ],
)
def test_a_form_that_says_nonsense_is_refused(raw: object) -> None:
    with pytest.raises(BadMapping):
        read_form(raw)
