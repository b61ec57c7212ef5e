"""Labels of periods as ministries and statistical offices write them, and those that nobody may guess."""

import pytest

from data.text.intervals.interval import interval
from data.text.intervals.labels import Label, read_label, spanned

READ = {
    "I кв. 2026": ("Q1", 2026),
    "IV квартал 2025 года": ("Q4", 2025),
    "1-й квартал 2026": ("Q1", 2026),
    "2 кв 2026 г.": ("Q2", 2026),
    "3 квартал 2026 г": ("Q3", 2026),
    "третий квартал 2026": ("Q3", 2026),
    "2026 I кв.": ("Q1", 2026),
    "2026 Q1": ("Q1", 2026),
    "2026Q3": ("Q3", 2026),
    "Q3 2024": ("Q3", 2024),
    "2024-Q3": ("Q3", 2024),
    "3Q2024": ("Q3", 2024),
    "1st quarter 2026": ("Q1", 2026),
    "I кв.": ("Q1", None),
    "1-е полугодие 2025 г.": ("H1", 2025),
    "II полугодие 2025": ("H2", 2025),
    "Первое полугодие 2025 года": ("H1", 2025),
    "H2 2025": ("H2", 2025),
    "first half of 2025": ("H1", 2025),
    "январь 2026": ("M01", 2026),
    "мая 2026 г.": ("M05", 2026),
    "сент. 2025": ("M09", 2025),
    "March 2026": ("M03", 2026),
    "03.2026": ("M03", 2026),
    "январь–сентябрь 2025": ("C09", 2025),
    "янв.-июнь 2025 г.": ("C06", 2025),
    "9 месяцев 2025": ("C09", 2025),
    "9 мес. 2025 г.": ("C09", 2025),
    "на 1 сентября 2025": ("D0901", 2025),
    "на 1 сентября 2025 г.": ("D0901", 2025),
    "по состоянию на 01.09.2025": ("D0901", 2025),
    "01.09.2025": ("D0901", 2025),
    "2025-09-01": ("D0901", 2025),
    "1 September 2025": ("D0901", 2025),
    "September 1, 2025": ("D0901", 2025),
    "as of 1 September 2025": ("D0901", 2025),
    "на 1 сентября": ("D0901", None),
    "2014-16": ("W3", 2016),
    "2014–2016 гг.": ("W3", 2016),
    "1998-02": ("W5", 2002),
}


@pytest.mark.parametrize("text", READ)
def test_a_label_is_an_interval_of_a_year(text: str) -> None:
    code, year = READ[text]
    assert read_label(text) == Label(interval(code), year)
    assert read_label(f" {text.upper()}\u00a0") == Label(interval(code), year)


@pytest.mark.parametrize(
    ("text", "code", "year"),
    [
        ("2018 (Rev)", "", 2018),
        ("2018 (revised)", "", 2018),
        ("2018 (уточн.)", "", 2018),
        ("2018 г., уточнённые", "", 2018),
        ("I кв. 2026 (уточнено)", "Q1", 2026),
        ("2014-16 (Rev)", "W3", 2016),
        ("2016-17 (Rev)", "", 2017),
    ],
)
def test_a_revised_release_says_so(text: str, code: str, year: int) -> None:
    assert read_label(text) == Label(interval(code), year, is_revised=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016",
        "2016-17",
        "2016/2017",
        "вчера",
        "V кв. 2026",
        "0 кв. 2026",
        "III полугодие 2025",
        "I полугодие 2025/26",
        "13 месяцев 2025",
        "на 31 июня 2025",
        "29.02.2025",
        "2011-12",
        "2014-13",
        "1900-2016",
        "1.9",
        "2018 (prov)",
        "Rev",
    ],
)
def test_plain_years_and_what_could_mean_two_things_are_no_labels(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("code", "label", "days"),
    [
        (None, "2024-25", ("2024-09-01", "2025-08-31")),
        ("", "2024/2025 учебный год", ("2024-09-01", "2025-08-31")),
        ("", "2025", ("2025-01-01", "2025-12-31")),
        ("", "", ("2025-01-01", "2025-12-31")),
        # Three years are no school year, and a quarter stays a quarter.
        ("W3", "2023-25", ("2023-01-01", "2025-12-31")),
        ("Q1", "2024/25", ("2025-01-01", "2025-03-31")),
    ],
)
def test_a_school_year_has_the_days_from_september_to_august(
    code: str | None, label: str, days: tuple[str, str]
) -> None:
    found = spanned(code, label)
    assert (found.start(2025).isoformat(), found.end(2025).isoformat()) == days
