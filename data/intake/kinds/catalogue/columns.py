"""The sheet of the catalogue of indicators: its columns."""

from data.intake.tables.header import ColumnSpec

KIND = "catalogue"
SHEET = ("Показатели", "Indicators")
COLUMNS = (
    ColumnSpec("indicator", "Код показателя", "Indicator code", ("показатель (код)", "код"), True, True),
    ColumnSpec("level", "Кто наблюдается", "Observed in", ("уровень",), False),
    ColumnSpec("name_ru", "Показатель", "Name in Russian", ("наименование показателя", "название", "наименование")),
    ColumnSpec("name_en", "Показатель (англ.)", "Name in English", ("indicator",), False),
    ColumnSpec("short_ru", "Краткое название", "Short name in Russian", (), False),
    ColumnSpec("short_en", "Краткое название (англ.)", "Short name in English", (), False),
    ColumnSpec("unit", "Единица", "Unit", ("единица измерения", "ед. изм."), False),
    ColumnSpec("unit_word_ru", "Своё слово единицы", "Own word of the unit", (), False),
    ColumnSpec("unit_word_en", "Своё слово единицы (англ.)", "Own word of the unit in English", (), False),
    ColumnSpec("decimals", "Знаков после запятой", "Decimals", (), False),
    ColumnSpec("polarity", "Что лучше", "Polarity", ("полярность", "направленность"), False),
    ColumnSpec("direction_code", "Направление (код)", "Direction (code)", ("направление", "группа", "group"), False),
    ColumnSpec("criterion_code", "Критерий (код)", "Criterion (code)", (), False),
    ColumnSpec("criterion_ru", "Критерий", "Criterion", (), False),
    ColumnSpec("criterion_en", "Критерий (англ.)", "Criterion in English", (), False),
    ColumnSpec("source_ru", "Источник данных", "Source of data", ("источник",), False),
    ColumnSpec("collection_method_ru", "Метод сбора", "Method of collecting", ("метод сбора информации",), False),
    ColumnSpec("processing_ru", "Метод обработки", "Method of processing", ("метод расчёта",), False),
    ColumnSpec(
        "contact_role", "Контакт (должность или подразделение)", "Contact (position or unit)",
        ("ответственный", "контакт"), False,
    ),
    ColumnSpec("break_year", "Разрыв ряда с года", "Break in the series, from the year", ("разрыв ряда",), False),
    ColumnSpec("break_note", "Примечание о разрыве ряда", "Note on the break", (), False),
)  # fmt: skip
ANSWER_COLUMNS = tuple(spec.key for spec in COLUMNS if spec.key not in ("indicator", "level"))
LEVELS: dict[str, tuple[str, ...]] = {
    "municipality": ("муниципалитеты", "municipalities", "муниципалитет", "municipality"),
    "school": ("школы", "schools", "школа", "school"),
}
