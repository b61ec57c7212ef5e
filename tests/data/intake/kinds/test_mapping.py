"""Mappings of columns: what is guessed, what is kept, what is refused."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, NotFound, ProductError
from data.intake.files.workbook import Cell, CellKind, Sheet
from data.intake.kinds.foreign_table.guess import guess_mapping, look_at_sheet
from data.intake.kinds.foreign_table.mapping import (
    BadMapping,
    ColumnRole,
    IndicatorColumns,
    Mapping,
    NewIndicator,
    Releases,
    TableRequest,
)
from data.intake.kinds.foreign_table.saved_mappings import delete_mapping, save_mapping, saved_mappings
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.text.intervals.labels import year_of
from data.text.transliteration import latin_code
from data.vocabulary import Level, MunicipalityKind, Nothing, Polarity, Role, SchoolKind, Unit

DOCUMENT = Path(__file__).parents[4] / "docs" / "table-mapping.md"
WIDE = Mapping(
    columns={ColumnRole.MUNICIPALITY: "District", ColumnRole.SCHOOL: "OGRN", ColumnRole.SCHOOL_NAME: "EDU_NAME"},
    indicators=(IndicatorColumns("part", numerator="Winners", denominator="All"),),
    new_indicators=(NewIndicator("part", "Доля призёров", polarity=Polarity.HIGHER_IS_BETTER),),
    period="2026",
    municipality_kind=MunicipalityKind.MUNICIPAL_DISTRICT,
    school_kind=SchoolKind.SECONDARY,
)
LONG = Mapping(
    columns={
        ColumnRole.MUNICIPALITY: "Муниципалитет",
        ColumnRole.INDICATOR: "Показатель",
        ColumnRole.PERIOD: "Период",
        ColumnRole.VALUE: "Значение",
    }
)


def sheet_of(*rows: tuple[str | float | None, ...]) -> Sheet:
    cells = {
        (row, column): Cell(row, column, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value is not None
    }
    return Sheet("Лист", False, cells)


def test_a_long_table_is_guessed_from_its_titles() -> None:
    assert guess_mapping(["Муниципалитет", "Показатель", "Период", "Значение"], [["А", "1.1", "2026", "5"]]) == LONG


def test_a_wide_table_of_schools_leaves_the_indicators_to_a_person() -> None:
    guessed = guess_mapping(
        ["AdmArea", "District", "EDU_NAME", "OGRN", "YEAR", "PASSED"], [["a", "b", "c", "1", "y", "5"]]
    )
    assert guessed.columns == {
        ColumnRole.MUNICIPALITY: "District",
        ColumnRole.SCHOOL: "OGRN",
        ColumnRole.SCHOOL_NAME: "EDU_NAME",
        ColumnRole.PERIOD: "YEAR",
    }
    assert guessed.level is Level.SCHOOL


def test_a_role_that_two_columns_could_have_is_not_guessed() -> None:
    assert guess_mapping(["Район", "Муниципалитет"], [["а", "б"]]).columns == {}


def test_an_empty_column_is_not_guessed() -> None:
    assert guess_mapping(["Муниципалитет", "Период"], [["а", ""]]).columns == {ColumnRole.MUNICIPALITY: "Муниципалитет"}


def test_the_header_is_found_below_title_rows() -> None:
    look = look_at_sheet(sheet_of(("Сводка за год",), (), ("Район", "Всего", "Всего", None), ("А", 5.0, 6.0, 7.0)))
    assert look is not None
    assert look.header_row == 3
    # Two columns of one title, and one without any, have names of their own all the same.
    assert [column.title for column in look.columns] == ["Район", "Всего (B)", "Всего (C)", "D"]
    assert [column.sample for column in look.columns] == [("А",), ("5",), ("6",), ("7",)]


def test_a_sheet_of_numbers_has_no_header() -> None:
    assert look_at_sheet(sheet_of((1.0, 2.0), (3.0, 4.0))) is None


@pytest.mark.parametrize("mapping", [WIDE, LONG, Mapping()], ids=["wide", "long", "empty"])
def test_a_mapping_survives_json(mapping: Mapping) -> None:
    assert Mapping.from_dict(mapping.as_dict()) == mapping


def test_complete_mappings_have_no_problems() -> None:
    assert (WIDE.problems(), LONG.problems()) == ([], [])


@pytest.mark.parametrize(
    ("mapping", "count"),
    [
        (Mapping(), 3),
        (Mapping(columns=LONG.columns, indicators=WIDE.indicators), 1),
        (Mapping(columns=WIDE.columns, period="2026", indicators=(IndicatorColumns("part", numerator="Winners"),)), 1),
        (Mapping(columns=WIDE.columns, period="2026", indicators=WIDE.indicators * 2), 1),
    ],
    ids=["empty", "long-and-wide", "numerator-alone", "indicator-twice"],
)
def test_what_is_still_to_be_chosen_is_reported(mapping: Mapping, count: int) -> None:
    assert len(mapping.problems()) == count


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
PARTS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("columns", "indicators", "new_indicators", "sheet", "period", "municipality_kind", "school_kind"), JSON
    ),
)


@given(JSON | PARTS | st.fixed_dictionaries({"mapping": PARTS, "create": JSON}))
def test_rubbish_is_refused_or_read_as_it_will_be_read_again(raw: object) -> None:
    try:
        request = TableRequest.from_dict(raw)
    except BadMapping:
        return
    assert TableRequest.from_dict(request.as_dict()) == request


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016", 2016),
        ("2015-2016", 2016),
        ("2015/16", 2016),
        ("2015 – 2016 учебный год", 2016),
        ("2016 год", 2016),
        ("1999/00", 2000),
        ("2015/2017", None),
        ("2016-2015", None),
        ("май 2016", None),
        ("", None),
    ],
)
def test_periods_as_people_write_them(text: str, year: int | None) -> None:
    assert year_of(text) == year


def test_names_become_latin_codes() -> None:
    assert latin_code("район Аэропорт") == "raion-aeroport"
    assert latin_code("Хорошёво-Мнёвники") == "khoroshevo-mnevniki"
    assert latin_code("«»") == ""


def test_a_mapping_is_kept_and_replaced_under_its_name(region: Engine) -> None:
    with writing(region) as session:
        assert save_mapping(session, MINISTRY, " ЕГЭ   Москва ", WIDE) == "ЕГЭ Москва"
        save_mapping(session, MINISTRY, "Б", LONG)
        save_mapping(session, MINISTRY, "ЕГЭ Москва", LONG)
    with reading(region) as session:
        assert saved_mappings(open_reader(session, MINISTRY)) == {"Б": LONG, "ЕГЭ Москва": LONG}


def test_a_mapping_needs_a_name_and_a_writer(region: Engine) -> None:
    with writing(region) as session:
        with pytest.raises(ProductError):
            save_mapping(session, MINISTRY, "  ", WIDE)
        with pytest.raises(AccessDenied):
            save_mapping(session, Viewer(Role.ANALYST), "Моё", WIDE)


def test_a_mapping_is_deleted_by_its_name_and_by_a_writer(region: Engine) -> None:
    with writing(region) as session:
        save_mapping(session, MINISTRY, "А", WIDE)
        save_mapping(session, MINISTRY, "Б", LONG)
        with pytest.raises(AccessDenied):
            delete_mapping(session, Viewer(Role.ANALYST), "А")
        delete_mapping(session, MINISTRY, "А")
        with pytest.raises(NotFound):
            delete_mapping(session, MINISTRY, "А")
    with reading(region) as session:
        assert saved_mappings(open_reader(session, MINISTRY)) == {"Б": LONG}


def test_the_document_of_the_format_says_what_is_read() -> None:
    """Its example can be used as it stands, and its tables name every part and every word there is, and no other."""
    text = DOCUMENT.read_text(encoding="utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    mapping = Mapping.from_dict(example)
    assert mapping.problems() == []
    assert mapping.as_dict() == example
    rows = re.findall(r"^\| `.*$", text, re.MULTILINE)
    words = {word for row in rows for word in re.findall("`([a-z_]+)`", row)}
    kinds = (ColumnRole, Unit, Level, Polarity, MunicipalityKind, SchoolKind, Nothing, Releases)
    assert words == {one.name for one in fields(Mapping)} | {one.name for one in fields(NewIndicator)} | {
        "indicator"
    } | {str(word) for kind in kinds for word in kind}
