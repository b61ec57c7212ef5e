"""Foreign tables through a mapping: both forms, names nobody knows, and figures that cannot be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.intake.importing import ImportReport
from data.intake.kinds.foreign_table.mapping import (
    BadMapping,
    ColumnRole,
    Creation,
    IndicatorColumns,
    IndicatorDefaults,
    Mapping,
    NewIndicator,
    TableRequest,
)
from data.intake.tables.answers import read_answers
from data.messages import Message, MessageCode
from data.models.indicators import Indicator, Observation
from data.models.region import Municipality, Period, School
from data.models.revision import Revision
from data.storage.database import reading
from data.vocabulary import Level, MunicipalityKind, Nothing, Polarity, SchoolKind, Severity, Unit
from tests.data.intake.books import by_hand, errors, row_counts, run

LONG = Mapping(
    columns={
        ColumnRole.MUNICIPALITY: "МО",
        ColumnRole.INDICATOR: "Показатель",
        ColumnRole.PERIOD: "Год",
        ColumnRole.VALUE: "Значение",
    }
)
WIDE = Mapping(
    columns={
        ColumnRole.MUNICIPALITY: "Район",
        ColumnRole.SCHOOL: "ОГРН",
        ColumnRole.SCHOOL_NAME: "Школа",
        ColumnRole.PERIOD: "Учебный год",
    },
    indicators=(
        IndicatorColumns("whole", numerator="Участники", denominator="Всего"),
        IndicatorColumns("part", numerator="Призёры", denominator="Всего"),
    ),
    municipality_kind=MunicipalityKind.URBAN_OKRUG,
    school_kind=SchoolKind.BASIC,
)
WIDE_HEAD = ("Район", "ОГРН", "Школа", "Учебный год", "Всего", "Участники", "Призёры")


def load(
    engine: Engine, path: Path, mapping: Mapping, *rows: tuple[Any, ...], create: frozenset[Creation] = frozenset()
) -> ImportReport:
    book = by_hand(path / "table.xlsx", {"Выгрузка": rows})
    return run(engine, "table", book, table=TableRequest(mapping, create))


def changes(report: ImportReport) -> list[tuple[str, str, str, Any, Any]]:
    return [(one.municipality, one.subject, one.field, one.old, one.new) for one in report.changes]


def test_a_long_table_below_a_title_and_above_a_totals_row(each_region: Engine, tmp_path: Path) -> None:
    report = load(
        each_region,
        tmp_path,
        LONG,
        ("Показатели региона",),
        (),
        ("МО", "Показатель", "Год", "Значение"),
        ("C", "share", "2025/26", "66,6 %"),
        ("C", "Показатель count", 2026, "1 240"),
        ("B", "count", 2026, "н/п"),
        ("D", "count", 2026, None),
        ("Итого", None, None, 1240),
    )
    assert errors(report) == []
    assert (report.counts.rows, report.counts.new, report.counts.unchanged, report.counts.skipped) == (5, 2, 1, 2)
    assert changes(report) == [
        ("C", "share / 2026", "value", None, 66.6),
        ("C", "share / 2026", "label", None, "2025/26"),
        ("C", "count / 2026", "value", None, 1240.0),
    ]


def test_two_indicators_of_one_row_count_as_one_row(each_region: Engine, tmp_path: Path) -> None:
    rows = (WIDE_HEAD, ("A", "A-2", "Школа A-2", "2025/26", 8, 4, 1), ("A", "A-1", "Школа A-1", "2025/26", 10, 5, 0))
    report = load(each_region, tmp_path, WIDE, *rows)
    assert errors(report) == []
    # Of the second row the numbers are stored already, the label of its school year is not.
    assert (report.counts.rows, report.counts.new, report.counts.changed, report.counts.unchanged) == (2, 1, 1, 0)
    assert changes(report) == [
        ("A", "whole / 2026 / A-2", "numerator", None, 4.0),
        ("A", "whole / 2026 / A-2", "denominator", None, 8.0),
        ("A", "whole / 2026 / A-2", "label", None, "2025/26"),
        ("A", "part / 2026 / A-2", "numerator", None, 1.0),
        ("A", "part / 2026 / A-2", "denominator", None, 8.0),
        ("A", "part / 2026 / A-2", "label", None, "2025/26"),
        ("A", "whole / 2026 / A-1", "label", None, "2025/26"),
        ("A", "part / 2026 / A-1", "label", None, "2025/26"),
    ]
    before = row_counts(each_region)
    again = load(each_region, tmp_path, WIDE, *rows)
    assert (again.revision, again.changes, row_counts(each_region)) == (None, (), before)


UNKNOWN = (
    WIDE_HEAD,
    ("район Аэропорт", "1027700", "Школа № 1", "2015-2016", 10, 5, 1),
    ("район Сокол", "1027701", "Школа № 2", "2015-2016", 20, 5, 2),
    ("район Аэропорт", "1027702", "Школа № 3", "2015-2016", 30, 5, 3),
)


def test_look_alike_letters_in_a_name_are_reported_once(region: Engine, tmp_path: Path) -> None:
    latin_o = "Oкруг C"
    rows = [(latin_o, "share", 2026, 50), (latin_o, "count", 2026, 12)]
    report = load(region, tmp_path, LONG, ("МО", "Показатель", "Год", "Значение"), *rows)
    assert errors(report) == []
    assert {change[0] for change in changes(report)} == {"C"}
    notes = [(one.rule, one.cell, one.found) for one in report.findings if one.rule == "lookalike-letters"]
    assert notes == [("lookalike-letters", "A2", latin_o)]


def test_unknown_units_are_reported_once_each_and_nothing_is_created(each_region: Engine, tmp_path: Path) -> None:
    before = row_counts(each_region)
    report = load(each_region, tmp_path, WIDE, *UNKNOWN)
    assert sorted(errors(report)) == [
        ("unknown-municipality", "Выгрузка", "A2"),
        ("unknown-municipality", "Выгрузка", "A3"),
        ("unknown-period", "Выгрузка", "D2"),
        ("unknown-school", "Выгрузка", "B2"),
        ("unknown-school", "Выгрузка", "B3"),
        ("unknown-school", "Выгрузка", "B4"),
    ]
    assert (report.counts.refused, row_counts(each_region)) == (3, before)


@pytest.mark.parametrize("left_out", [Creation.MUNICIPALITIES, Creation.SCHOOLS, Creation.PERIODS])
def test_only_what_is_allowed_is_created(region: Engine, tmp_path: Path, left_out: Creation) -> None:
    before = row_counts(region)
    report = load(region, tmp_path, WIDE, *UNKNOWN, create=frozenset(Creation) - {left_out})
    assert {rule for rule, _sheet, _cell in errors(report)} == {f"unknown-{left_out.value}".removesuffix("s")} or (
        left_out is Creation.MUNICIPALITIES
        and {rule for rule, _sheet, _cell in errors(report)} == {"unknown-municipality"}
    )
    assert row_counts(region) == before


def test_what_is_created_comes_in_the_same_revision(each_region: Engine, tmp_path: Path) -> None:
    report = load(each_region, tmp_path, WIDE, *UNKNOWN, create=frozenset(Creation))
    assert (errors(report), report.counts.new) == ([], 3)
    with reading(each_region) as session:
        places = session.scalars(select(Municipality).where(Municipality.code.like("raion-%"))).all()
        schools = session.scalars(
            select(School).where(School.valid_from == report.revision).order_by(School.code)
        ).all()
        period = session.scalars(select(Period).where(Period.code == "2016")).one()
        revision = session.get_one(Revision, report.revision)
        assert {(one.code, one.name_ru, one.kind) for one in places} == {
            ("raion-aeroport", "район Аэропорт", "urban_okrug"),
            ("raion-sokol", "район Сокол", "urban_okrug"),
        }
        assert [(one.code, one.name_ru, one.kind, one.municipality.code) for one in schools] == [
            ("1027700", "Школа № 1", "basic", "raion-aeroport"),
            ("1027701", "Школа № 2", "basic", "raion-sokol"),
            ("1027702", "Школа № 3", "basic", "raion-aeroport"),
        ]
        assert (period.year, period.school_year) == (2016, "2015/16")
        figures = session.scalars(select(Observation).where(Observation.valid_from == report.revision)).all()
        assert {(one.period_id, one.denominator) for one in figures} == {
            (period.id, 10),
            (period.id, 20),
            (period.id, 30),
        }
        assert revision.file_name == "table.xlsx"
        created = {"municipalities": 2, "schools": 3, "periods": 1}
        assert revision.message == Message(MessageCode.IMPORT_TABLE, created)


def test_a_rehearsal_creates_nothing(region: Engine, tmp_path: Path) -> None:
    before = row_counts(region)
    seen: list[int] = []
    book = by_hand(tmp_path / "table.xlsx", {"Выгрузка": UNKNOWN})
    request = TableRequest(WIDE, frozenset(Creation))
    report = run(
        region, "table", book, table=request, dry_run=True, observe=lambda _old, new: seen.append(new.revision)
    )
    assert (report.revision, len(seen), row_counts(region)) == (None, 1, before)


def test_a_new_indicator_is_stored_as_it_was_described(region: Engine, tmp_path: Path) -> None:
    new = NewIndicator("best", "Доля лучших", polarity=Polarity.HIGHER_IS_BETTER, source="Открытые данные")
    mapping = replace(
        WIDE, indicators=(IndicatorColumns("best", numerator="Призёры", denominator="Всего"),), new_indicators=(new,)
    )
    row = ("A", "A-2", None, 2026, 8, None, 3)
    report = load(region, tmp_path, mapping, WIDE_HEAD, row)
    assert errors(report) == []
    with reading(region) as session:
        stored = session.scalars(select(Indicator).where(Indicator.code == "best")).one()
        assert (stored.name_ru, stored.unit, stored.level, stored.polarity, stored.source_ru) == (
            "Доля лучших",
            "percent",
            "school",
            "higher",
            "Открытые данные",
        )
        figure = session.scalars(select(Observation).where(Observation.indicator_id == stored.id)).one()
        assert (figure.numerator, figure.denominator, figure.school_code) == (3.0, 8.0, "A-2")
    # The mapping that described it can be used again: the indicator is known by now.
    assert load(region, tmp_path, mapping, WIDE_HEAD, row).changes == ()


A2 = ("A", "A-2", "Школа", 2026)


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([(*A2, 8, 9, 1)], ("numerator-above-denominator", "F2")),
        ([(*A2, 8, 4, "много")], ("text-in-number", "G2")),
        ([(*A2, None, 4, 1)], ("fraction-incomplete", "E2")),
        ([(*A2, 0, 0, 0)], ("denominator-zero", "E2")),
        ([(*A2, 8, 2, 3)], ("inconsistent-figures", "F2")),
        ([("B", *A2[1:], 8, 4, 1)], ("school-of-another-municipality", "B2")),
        ([("A", "A-2", "Школа", "вчера", 8, 4, 1)], ("unknown-period", "D2")),
        ([(*A2, 8, 4, 1), (*A2, 8, 4, 1)], ("duplicate-row", "F3")),
        ([(None, None, None, 2026, 8, 4, 1)], ("municipality-not-named", "A2")),
    ],
)
def test_what_is_wrong_is_reported_at_its_cell_of_the_file(
    region: Engine, tmp_path: Path, rows: list[tuple[Any, ...]], error: tuple[str, str]
) -> None:
    before = row_counts(region)
    report = load(region, tmp_path, WIDE, WIDE_HEAD, *rows, create=frozenset())
    assert error in [(rule, cell) for rule, _sheet, cell in errors(report)]
    assert row_counts(region) == before


def test_a_mapping_that_lacks_something_says_what(region: Engine, tmp_path: Path) -> None:
    columns = {ColumnRole.MUNICIPALITY: "МО", ColumnRole.INDICATOR: "Показатель"}
    report = load(region, tmp_path, Mapping(columns=columns), ("МО", "Показатель"), ("C", "share"))
    assert [finding.message for finding in report.findings if finding.rule == "mapping-incomplete"] == [
        "Выберите столбец периода или укажите один период для всей таблицы.",
        "Каждому показателю нужен столбец значения либо числитель вместе со знаменателем.",
    ]


def test_a_school_is_known_by_its_name_inside_the_municipality(region: Engine, tmp_path: Path) -> None:
    columns = {ColumnRole.MUNICIPALITY: "Район", ColumnRole.SCHOOL_NAME: "Школа", ColumnRole.PERIOD: "Учебный год"}
    report = load(
        region, tmp_path, replace(WIDE, columns=columns), WIDE_HEAD, ("A", None, "«Школа A-2»", 2026, 8, 4, 1)
    )
    assert errors(report) == []
    assert {one.subject for one in report.changes} == {"whole / 2026 / A-2", "part / 2026 / A-2"}


def test_a_slip_in_a_known_name_is_warned_of_before_it_becomes_a_municipality(region: Engine, tmp_path: Path) -> None:
    columns = {ColumnRole.MUNICIPALITY: "Район", ColumnRole.INDICATOR: "Показатель", ColumnRole.VALUE: "Значение"}
    mapping = Mapping(columns=columns, period="2026", municipality_kind=MunicipalityKind.URBAN_OKRUG)
    report = load(
        region,
        tmp_path,
        mapping,
        ("Район", "Показатель", "Значение"),
        ("Окрруг A", "count", 5),
        create=frozenset({Creation.MUNICIPALITIES}),
    )
    warned = [(one.rule, one.cell) for one in report.findings if one.severity is Severity.WARNING]
    assert warned == [("similar-municipality", "A2")]


def test_a_kind_is_stated_before_a_unit_is_created(region: Engine, tmp_path: Path) -> None:
    mapping = replace(WIDE, municipality_kind=None)
    report = load(region, tmp_path, mapping, *UNKNOWN, create=frozenset(Creation))
    assert errors(report) == [("kind-not-stated", None, None)]


def test_a_column_that_the_file_lacks_is_named(region: Engine, tmp_path: Path) -> None:
    report = load(region, tmp_path, WIDE, ("Район", "ОГРН", "Школа", "Учебный год", "Всего", "Участник"), ("A",) * 6)
    assert errors(report) == [("missing-column", "Выгрузка", "A1")] * 2
    assert "«Участник»" in [one.found for one in report.findings]


def test_an_indicator_of_another_unit_keeps_its_code(region: Engine, tmp_path: Path) -> None:
    mapping = replace(LONG, new_indicators=(NewIndicator("count", "Другое"),))
    report = load(region, tmp_path, mapping, ("МО", "Показатель", "Год", "Значение"), ("A", "count", 2026, 5))
    assert errors(report) == [("indicator-exists", None, None)]


def rules(report: ImportReport) -> list[str]:
    """The rules of the errors, in their order."""
    return [rule for rule, _sheet, _cell in errors(report)]


def test_marks_of_the_source_are_the_four_kinds_of_nothing(each_region: Engine, tmp_path: Path) -> None:
    marks = {"c": Nothing.HIDDEN, "z": Nothing.NOT_APPLICABLE}
    report = load(
        each_region,
        tmp_path,
        replace(LONG, marks=marks),
        ("МО", "Показатель", "Год", "Значение"),
        ("A", "count", 2026, "C"),
        ("B", "count", 2026, "z"),
        ("C", "count", 2026, ".."),
        ("D", "count", 2026, 0),
    )
    assert rules(report) == []
    with reading(each_region) as session:
        rows = session.execute(
            select(Municipality.code, Observation.value, Observation.missing_reason)
            .join(Municipality, Municipality.id == Observation.municipality_id)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .where(Indicator.code == "count", Observation.valid_to.is_(None), Municipality.code.in_(list("ABCD")))
        )
        found = {code: value if missing is None else missing for code, value, missing in rows}
    assert found == {"A": "hidden", "B": "not_applicable", "C": "no_data", "D": 0}
    # Without the mapping nobody knows what «c» is: asked of a person, not guessed.
    refused = load(each_region, tmp_path, LONG, ("МО", "Показатель", "Год", "Значение"), ("A", "count", 2026, "c"))
    assert rules(refused) == ["text-in-number"]


def test_labels_of_periods_are_taken_for_the_years_that_a_person_says(each_region: Engine, tmp_path: Path) -> None:
    head = ("МО", "Показатель", "Год", "Значение")
    rows = (("A", "count", "в том году", 7), ("B", "count", "2026 (Prov)", 8))
    assert set(rules(load(each_region, tmp_path, LONG, head, *rows))) == {"unknown-period"}
    rows = (("A", "count", "2024-26", 7), ("B", "count", "2026 (Rev)", 8))
    said = replace(LONG, periods={"2024-26": "2026", "2026 (rev)": "2026"})
    assert rules(load(each_region, tmp_path, said, head, *rows)) == []
    # Two labels of one year, each with a figure of the same unit: which of them counts is not guessed.
    twice = load(each_region, tmp_path, said, head, ("A", "count", "2024-26", 7), ("A", "count", "2026 (Rev)", 8))
    assert rules(twice) == ["duplicate-row"]


@pytest.mark.parametrize("value", [-3.25, 104.2, 5_000_000_000, 0.004, "−1 240,5", 0])
def test_a_free_unit_takes_any_number(each_region: Engine, tmp_path: Path, value: Any) -> None:
    new = NewIndicator("Индекс, % <100", "Индекс", Unit.INDEX, Level.MUNICIPALITY)
    report = load(
        each_region,
        tmp_path,
        replace(LONG, new_indicators=(new,)),
        ("МО", "Показатель", "Год", "Значение"),
        ("A", "Индекс, % <100", 2026, value),
    )
    assert rules(report) == []
    assert [change for change in changes(report) if change[2] == "value"] == [
        ("A", "Индекс, % <100 / 2026", "value", None, -1240.5 if isinstance(value, str) else value)
    ]


def test_a_free_unit_has_no_parts_and_no_end_of_the_world(each_region: Engine, tmp_path: Path) -> None:
    new = NewIndicator("index", "Индекс", Unit.INDEX, Level.MUNICIPALITY)
    mapping = replace(LONG, new_indicators=(new,))
    head = ("МО", "Показатель", "Год", "Значение")
    assert rules(load(each_region, tmp_path, mapping, head, ("A", "index", 2026, 1e13))) == ["number-too-large"]
    assert rules(load(each_region, tmp_path, mapping, head, ("A", "index", 2026, "много"))) == ["text-in-number"]


def test_unknown_indicators_are_created_only_where_a_person_allows_it(each_region: Engine, tmp_path: Path) -> None:
    long_name = "Очень длинное название показателя, которое само кодом быть не может, потому что длиннее"
    rows = (("A", "Новый & «x», %", 2026, "5 %"), ("B", "Новый & «x», %", 2026, "6 %"), ("A", long_name, 2026, "7 %"))
    head = ("МО", "Показатель", "Год", "Значение")
    mapping = replace(LONG, defaults=IndicatorDefaults(Unit.PERCENT, Polarity.LOWER_IS_BETTER, "Сборник"))
    assert set(rules(load(each_region, tmp_path, mapping, head, *rows))) == {"unknown-indicator"}
    report = load(each_region, tmp_path, mapping, head, *rows, create=frozenset({Creation.INDICATORS}))
    assert rules(report) == []
    notes = [(one.message, one.found) for one in report.findings if one.rule == "created"]
    assert [message for message, _found in notes] == ["Создаётся в реестрах: 2 показателя."]
    assert str(notes[0][1]).startswith("Новый & «x», %; Очень длинное")
    with reading(each_region) as session:
        revision = session.get_one(Revision, report.revision)
        assert revision.message == Message(MessageCode.IMPORT_TABLE, {"indicators": 2})
        created = session.scalars(select(Indicator).where(Indicator.indicator_set == "imported")).all()
        assert [(one.name_ru, one.polarity, one.source_ru) for one in created] == [
            ("Новый & «x», %", "lower", "Сборник"),
            (long_name, "lower", "Сборник"),
        ]
        assert created[0].code == "Новый & «x», %"
        assert len(created[1].code) <= 64


def test_of_many_known_indicators_the_first_are_named_and_the_rest_counted(region: Engine, tmp_path: Path) -> None:
    many = tuple(NewIndicator(f"k{place}", f"Показатель {place}", Unit.INDEX, Level.MUNICIPALITY) for place in range(7))
    head, row = ("МО", "Показатель", "Год", "Значение"), ("A", "совсем другое слово", 2026, 5)
    report = load(region, tmp_path, replace(LONG, new_indicators=many), head, row)
    (unknown,) = (one for one in report.findings if one.rule == "unknown-indicator")
    # Two of the region, and seven.
    assert unknown.expected == "share, count, k0, k1, k2 и ещё 4"


def test_a_mapping_is_kept_whole() -> None:
    mapping = replace(
        LONG,
        defaults=IndicatorDefaults(Unit.RATE, Polarity.LOWER_IS_BETTER, "Сборник"),
        marks={"c": Nothing.HIDDEN},
        periods={"2014-16": "2016"},
        new_indicators=(NewIndicator("Доля, % <5 & «x»", "Доля", Unit.MONEY, Level.MUNICIPALITY),),
    )
    assert Mapping.from_dict(mapping.as_dict()) == mapping


@pytest.mark.parametrize(
    "part", [{"periods": {"2014-16": "скоро"}}, {"marks": {"c": "secret"}}, {"defaults": {"unit": "мешок"}}]
)
def test_a_mapping_that_cannot_be_read_is_refused_with_words(part: dict[str, Any]) -> None:
    with pytest.raises(BadMapping):
        Mapping.from_dict(part)


def test_share_or_per_cent_is_asked_for_each_indicator_with_what_it_probably_is(
    each_region: Engine, tmp_path: Path
) -> None:
    head = ("МО", "Показатель", "Год", "Значение")
    # «low» has shares of 1 alone; «mixed» a percentage below 1 beside others.
    rows = [("A", "low", 2026, 0.5), ("B", "low", 2026, 0.25), ("A", "mixed", 2026, 0.5), ("B", "mixed", 2026, 40)]
    mapping = replace(LONG, defaults=IndicatorDefaults(Unit.PERCENT))
    book = by_hand(tmp_path / "table.xlsx", {"Выгрузка": [head, *rows]})
    request = TableRequest(mapping, frozenset({Creation.INDICATORS}))

    def ask(answers: dict[str, str]) -> ImportReport:
        return run(each_region, "table", book, table=request, answers=read_answers(answers))

    asked = {one.question: one.message for one in ask({}).findings if one.severity is Severity.QUESTION}
    assert asked == {
        "Выгрузка!D#low": "Неясно, это 0,5 % или 50 %. "
        "Показатель low: числа от 0,25 до 0,5, поэтому это, скорее всего, доли единицы.",
        "Выгрузка!D#mixed": "Неясно, это 0,5 % или 50 %. "
        "Показатель mixed: числа от 0,5 до 40, поэтому это, скорее всего, проценты.",
    }
    half = ask({"Выгрузка!D#low": "share"})
    assert [one.question for one in half.findings if one.severity is Severity.QUESTION] == ["Выгрузка!D#mixed"]
    report = ask({"Выгрузка!D#low": "share", "Выгрузка!D#mixed": "percent"})
    assert (errors(report), report.counts.new) == ([], 4)
    with reading(each_region) as session:
        stored = session.execute(
            select(Indicator.code, Observation.value)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .where(Indicator.code.in_(["low", "mixed"]))
            .order_by(Indicator.code, Observation.value)
        )
        assert [tuple(row) for row in stored] == [("low", 25), ("low", 50), ("mixed", 0.5), ("mixed", 40)]


def test_one_answer_for_the_column_still_holds_for_all_of_its_indicators(region: Engine, tmp_path: Path) -> None:
    head = ("МО", "Показатель", "Год", "Значение")
    book = by_hand(tmp_path / "table.xlsx", {"Выгрузка": [head, ("A", "share", 2026, 0.5)]})
    answers = read_answers({"Выгрузка!D": "share"})
    assert errors(run(region, "table", book, table=TableRequest(LONG), answers=answers)) == []
