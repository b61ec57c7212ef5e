"""Migrations on both databases: they make what the models say, and stored messages and regions lose nothing on the way.

The old texts stand here as they were written by earlier versions of the product.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from data.access import MINISTRY
from data.language import LANGUAGES, speaking
from data.messages import Message
from data.models.revision import Revision
from data.queries.headings import region_line
from data.storage.database import METADATA, MIGRATIONS, connect, migrate, newest_schema, reading
from data.storage.reader import Reader
from data.views.shared.revision_words import revision_message
from tests.postgresql import own_database

BEFORE_CODES = "0005"
TABLE = "import_table"
# Old text → code and arguments, or nothing where a person typed it.
OLD: list[tuple[str, str, tuple[str, dict[str, int]] | None]] = [
    ("import", "Баллы из книги", ("import_scores", {})),
    ("import", "Scores from a workbook", ("import_scores", {})),
    ("import", "Значения показателей из книги", ("import_observations", {})),
    ("import", "Observations from a workbook", ("import_observations", {})),
    ("import", "Школы из книги", ("import_schools", {})),
    ("import", "Schools from a workbook", ("import_schools", {})),
    ("import", "Цели из книги", ("import_targets", {})),
    ("import", "Targets from a workbook", ("import_targets", {})),
    ("import", "Мероприятия дорожной карты из книги", ("import_measures", {})),
    ("import", "Measures of a roadmap from a workbook", ("import_measures", {})),
    ("import", "Муниципалитеты из книги", ("import_municipalities", {})),
    ("import", "Municipalities from a workbook", ("import_municipalities", {})),
    ("import", "Методика из книги", ("import_methodology", {})),
    ("import", "A methodology from a workbook", ("import_methodology", {})),
    ("import", "Границы из файла GeoJSON", ("import_boundaries", {})),
    ("import", "Boundaries from a GeoJSON file", ("import_boundaries", {})),
    ("import", "Значения показателей из таблицы", (TABLE, {})),
    ("import", "Observations from a table", (TABLE, {})),
    (
        "import",
        "Значения показателей из таблицы. Создаётся в реестрах: 125 муниципалитетов, 626 школ, 1 период.",
        (TABLE, {"municipalities": 125, "schools": 626, "periods": 1}),
    ),
    (
        "import",
        "Observations from a table. Created in the registers: 21 municipalities, 1 school.",
        (TABLE, {"municipalities": 21, "schools": 1}),
    ),
    (
        "import",
        "Значения показателей из таблицы. Создаётся в реестрах: 21 муниципалитет, 111 периодов.",
        (TABLE, {"municipalities": 21, "periods": 111}),
    ),
    ("import", "Значения показателей из таблицы. Создаётся в реестрах: 3 школы.", (TABLE, {"schools": 3})),
    ("import", "Observations from a table. Created in the registers: 2 periods.", (TABLE, {"periods": 2})),
    ("seed", "Реестры: муниципалитеты, школы, методики, показатели и цели", ("demo_registers", {})),
    (
        "seed",
        "Registers: municipalities, schools, methodologies, indicators and targets",
        ("demo_registers", {}),
    ),
    ("seed", "Оценка, контингент и показатели за 2025 год", ("demo_year", {"year": 2025})),
    ("seed", "Assessment, enrolment and indicators of 2025", ("demo_year", {"year": 2025})),
    (
        "seed",
        "Оценка, контингент и показатели за 2026 год, первая выгрузка",
        ("demo_first_delivery", {"year": 2026}),
    ),
    (
        "seed",
        "Assessment, enrolment and indicators of 2026, first delivery",
        ("demo_first_delivery", {"year": 2026}),
    ),
    ("seed", "Оценка за 2026 год, вторая выгрузка", ("demo_second_delivery", {"year": 2026})),
    ("seed", "Assessment of 2026, second delivery", ("demo_second_delivery", {"year": 2026})),
    # An undo stands under numbers 1 and up, so both of these undo the first revision.
    ("undo", "Отмена ревизии 1", ("undo", {"number": 1})),
    ("undo", "Undo of revision 1", ("undo", {"number": 1})),
    # Typed by a person: it only looks like the product's own, down to a full stop, a form or a nought.
    ("import", "", None),
    ("import", "Оценка 2026, вторая выгрузка", None),
    ("import", "Баллы из книги.", None),
    ("import", " Баллы из книги", None),
    ("import", "баллы из книги", None),
    ("import", "Баллы из книги\n", None),
    ("import", "Оценка за 02026 год, вторая выгрузка", None),
    ("import", "Оценка за ٢٠٢٦ год, вторая выгрузка", None),
    ("import", "Значения показателей из таблицы. Создаётся в реестрах: 3 школ.", None),
    ("import", "Значения показателей из таблицы. Создаётся в реестрах: 0 школ.", None),
    ("import", "Значения показателей из таблицы. Создаётся в реестрах: 1 период, 3 школы.", None),
    ("import", "Значения показателей из таблицы. Создаётся в реестрах: 3 школы, .", None),
    ("import", "Значения показателей из таблицы. Создаётся в реестрах: .", None),
    ("import", "Observations from a table. Создаётся в реестрах: 3 школы.", None),
    ("import", "Отмена ревизии 1", None),
    ("import", "{year} % (.*) «кавычки» \\d ё", None),
]

# Texts with counts of which only the English stands above.
IN_RUSSIAN = {
    "Observations from a table. Created in the registers: 21 municipalities, 1 school.": (
        "Значения показателей из таблицы. Создаётся в реестрах: 21 муниципалитет, 1 школа."
    ),
    "Observations from a table. Created in the registers: 2 periods.": (
        "Значения показателей из таблицы. Создаётся в реестрах: 2 периода."
    ),
}


def alembic(engine: Engine, direction: str, target: str) -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        configuration.attributes["connection"] = connection
        getattr(command, direction)(configuration, target)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of each sort without a table."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path}/bare.db")
        yield engine
        engine.dispose()
        return
    with own_database(request.getfixturevalue("postgresql_url")) as address:
        engine = connect(address)
        yield engine
        engine.dispose()


@pytest.fixture
def old(bare: Engine) -> Engine:
    """A database as the version before the codes left it: every text above, and a school that rests on them."""
    migrate(bare, BEFORE_CODES)
    with bare.begin() as connection:
        for number, (kind, message, _known) in enumerate(OLD, start=1):
            connection.execute(
                text(
                    "INSERT INTO revision (number, created_at, author, kind, message, undoes, changed_cells) "
                    "VALUES (:number, '2026-11-14 13:42:00', :author, :kind, :message, :undoes, 5)"
                ),
                {
                    "number": number,
                    "author": "демонстрация" if kind == "seed" or number == len(OLD) else "ministry",
                    "kind": kind,
                    "message": message,
                    "undoes": 1 if kind == "undo" else None,
                },
            )
        connection.execute(
            text(
                "INSERT INTO municipality (id, code, kind, name_ru, name_en, short_ru, short_en) "
                "VALUES (7, 'M13', 'urban_okrug', 'а', 'a', 'а', 'a'), (8, 'M14', 'urban_okrug', 'б', 'b', 'б', 'b')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO school (id, code, municipality_id, kind, name_ru, valid_from, valid_to) "
                "VALUES (1, 'S1', 8, 'secondary', 'Школа', 1, 2)"
            )
        )
    return bare


def add_region(engine: Engine, *, is_demo: bool) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO region (id, name_ru, name_en, is_demo, time_zone) "
                "VALUES (1, 'Область', 'Region', :is_demo, 'Asia/Omsk')"
            ),
            {"is_demo": is_demo},
        )


def stored(engine: Engine) -> list[Revision]:
    with reading(engine) as session:
        return list(session.query(Revision).order_by(Revision.number))


def old_rows(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM revision ORDER BY number")).mappings()
        return [dict(row) for row in rows]


def test_the_tables_are_those_of_the_models(bare: Engine) -> None:
    migrate(bare)
    with bare.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_every_old_text_becomes_a_code_or_stays_what_a_person_typed(old: Engine) -> None:
    migrate(old)
    for row, (_kind, message, known) in zip(stored(old), OLD, strict=True):
        assert row.message == (Message(*known) if known else Message(text=message)), message


def test_the_words_of_the_author_s_language_are_those_that_stood_there(old: Engine) -> None:
    migrate(old)
    for row, (_kind, message, _known) in zip(stored(old), OLD, strict=True):
        shown = []
        for language in LANGUAGES:
            with speaking(language):
                shown.append(revision_message(row))
        assert message in shown


def test_who_seeded_a_demonstration_becomes_a_code_and_a_person_of_this_name_stays(old: Engine) -> None:
    migrate(old)
    rows = stored(old)
    assert {row.author for row in rows if row.kind == "seed"} == {"demonstration"}
    assert rows[-1].author == "демонстрация"
    assert {row.author for row in rows[:-1] if row.kind != "seed"} == {"ministry"}


def test_an_undo_with_other_words_keeps_them_beside_the_code(old: Engine) -> None:
    with old.begin() as connection:
        connection.execute(
            text("UPDATE revision SET message = 'Вернули, как было' WHERE message = 'Undo of revision 1'")
        )
    migrate(old)
    assert Message("undo", {"number": 1}, "Вернули, как было") in [row.message for row in stored(old)]


def test_down_gives_readable_texts_and_up_again_the_same_codes(old: Engine) -> None:
    before = old_rows(old)
    migrate(old)
    once = [(row.message, row.author, row.changed_cells, row.created_at) for row in stored(old)]
    alembic(old, "downgrade", BEFORE_CODES)
    after = old_rows(old)
    for row, was, (_kind, message, known) in zip(after, before, OLD, strict=True):
        # What was stated in English is stated in Russian now; everything else is as it was.
        expected = IN_RUSSIAN.get(message) or next((one for _, one, same in OLD if known and same == known), message)
        assert row == was | {"message": expected}
        assert not known or not row["message"].isascii()
    migrate(old)
    assert [(row.message, row.author, row.changed_cells, row.created_at) for row in stored(old)] == once


def test_down_keeps_a_typed_text_and_says_a_code_that_it_does_not_know(old: Engine) -> None:
    migrate(old)
    with old.begin() as connection:
        connection.execute(text("UPDATE revision SET message_code = 'import_persons' WHERE number = 1"))
        connection.execute(text("UPDATE revision SET message_text = 'Вторая выгрузка' WHERE number = 2"))
    alembic(old, "downgrade", BEFORE_CODES)
    assert [row["message"] for row in old_rows(old)[:2]] == ["import_persons", "Вторая выгрузка"]


@pytest.mark.parametrize(("is_demo", "expected"), [(True, "M14"), (False, None)])
def test_a_demonstration_goes_on_opening_with_the_same_municipality(
    old: Engine, is_demo: bool, expected: str | None
) -> None:
    add_region(old, is_demo=is_demo)
    migrate(old)
    for _turn in range(2):
        with reading(old) as session:
            region = region_line(Reader(session, MINISTRY, 1))
        assert region is not None
        assert (region.default_municipality, region.time_zone, region.is_demo) == (expected, "Asia/Omsk", is_demo)
        alembic(old, "downgrade", BEFORE_CODES)
        migrate(old)


def test_a_demonstration_without_that_municipality_names_none(old: Engine) -> None:
    with old.begin() as connection:
        connection.execute(text("UPDATE municipality SET code = 'X14' WHERE code = 'M14'"))
    add_region(old, is_demo=True)
    migrate(old)
    with reading(old) as session:
        region = region_line(Reader(session, MINISTRY, 1))
    assert region is not None
    assert region.default_municipality is None


def test_figures_stay_those_of_their_years_when_intervals_come_and_go(bare: Engine) -> None:
    migrate(bare, "0019")
    with bare.begin() as connection:
        for statement in (
            "INSERT INTO revision (number, created_at, author, kind, changed_cells) "
            "VALUES (1, '2026-11-14 13:42:00', 'ministry', 'import', 1)",
            "INSERT INTO municipality (id, code, kind, name_ru, name_en, short_ru, short_en) "
            "VALUES (7, 'M1', 'urban_okrug', 'а', 'a', 'а', 'a')",
            "INSERT INTO period (id, code, year, school_year) VALUES (3, '2026', 2026, '2025/26')",
            'INSERT INTO indicator (id, code, indicator_set, "order", level, unit, polarity, direction_code, name_ru, '
            "name_en, short_ru, short_en, issues_ru, issues_en) VALUES (5, 'i', 's', 1, 'municipality', 'count', "
            "'none', '', 'и', 'i', 'и', 'i', '[]', '[]')",
            "INSERT INTO observation (id, indicator_id, period_id, municipality_id, value, comment, valid_from) "
            "VALUES (11, 5, 3, 7, 4.5, 'как было', 1)",
        ):
            connection.execute(text(statement))
    migrate(bare)
    kept = "SELECT id, value, comment, interval_code, label FROM observation"
    with bare.begin() as connection:
        assert connection.execute(text(kept)).all() == [(11, 4.5, "как было", None, None)]
        connection.execute(
            text(
                "INSERT INTO observation (id, indicator_id, period_id, municipality_id, value, valid_from, "
                "interval_code, label) VALUES (12, 5, 3, 7, 1.5, 1, 'Q1', 'I кв. 2026')"
            )
        )
    alembic(bare, "downgrade", "0019")
    with bare.begin() as connection:
        assert connection.execute(text("SELECT id, value, comment FROM observation")).all() == [(11, 4.5, "как было")]
    migrate(bare)
    with bare.connect() as connection:
        assert connection.execute(text(kept)).all() == [(11, 4.5, "как было", None, None)]


def test_the_newest_schema_is_the_one_that_migrations_lead_to() -> None:
    """Found by the names of files: whoever starts on a current database does not load what migrates."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(configuration).get_heads() == [newest_schema()]
