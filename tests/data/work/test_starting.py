"""Beginning a region: every step is a revision of its own, twice is once, and nothing that is there is destroyed."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, Conflict, NotFound
from data.models.audit import AuditEntry
from data.models.indicators import Cluster
from data.models.methodology import Methodology, Position
from data.models.region import Period, Region
from data.queries.start import OFFERED_METHODOLOGIES
from data.storage.database import reading, writing
from data.storage.reader import latest_revision
from data.vocabulary import Role
from data.work.starting import RegionNames, add_period, name_region, take_methodology
from tests.copies import copy_of

NAMES = RegionNames("  Северная\u00a0 область ", short_ru="Северная обл.", time_zone="Asia/Omsk")


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_region_is_named_once_and_keeps_one_row_when_renamed(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        assert name_region(session, MINISTRY, NAMES, author="anna")
    with writing(empty_database) as session:
        assert not name_region(session, MINISTRY, NAMES, author="anna")
        assert name_region(session, MINISTRY, RegionNames("Южная область", "Southern Region"), author="anna")
    with reading(empty_database) as session:
        region = session.scalars(select(Region)).one()
        assert (region.name_ru, region.name_en, region.short_ru, region.short_en, region.time_zone) == (
            "Южная область",
            "Southern Region",
            "Южная область",
            "Southern Region",
            "Europe/Moscow",
        )
        # Two changes, and the clusters of the order came with the first one only.
        assert (latest_revision(session), count(session, Cluster), count(session, AuditEntry)) == (2, 3, 2)


def test_what_is_left_empty_is_taken_from_the_russian_name() -> None:
    checked = NAMES.checked()
    assert (checked.name_ru, checked.name_en) == ("Северная область", "Северная область")
    assert (checked.short_ru, checked.short_en) == ("Северная обл.", "Северная обл.")


@pytest.mark.parametrize(
    "names",
    [
        RegionNames(""),
        RegionNames(" \u200b "),
        RegionNames("А" * 161),
        RegionNames("Область", time_zone="Moscow"),
        RegionNames("Область", time_zone="../../etc/passwd"),
        RegionNames("Область", time_zone=""),
    ],
)
def test_names_that_cannot_be_taken_store_nothing(empty_database: Engine, names: RegionNames) -> None:
    with pytest.raises(BadSelection), writing(empty_database) as session:
        name_region(session, MINISTRY, names, author="anna")
    with reading(empty_database) as session:
        assert (count(session, Region), latest_revision(session)) == (0, 0)


def test_the_invented_region_cannot_be_renamed(demo_file: Path, tmp_path: Path) -> None:
    with copy_of(demo_file, tmp_path / "demo.db") as engine, pytest.raises(Conflict), writing(engine) as session:
        name_region(session, MINISTRY, NAMES, author="anna")


def test_a_period_is_added_once(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        assert add_period(session, MINISTRY, " 2000 ", author="anna")
        assert not add_period(session, MINISTRY, "2000", author="anna")
        period = session.scalars(select(Period)).one()
        assert (period.code, period.year, period.school_year) == ("2000", 2000, "1999/00")


@pytest.mark.parametrize("year", ["", "26", "2026/27", "1989", "2101", "２０２６", "20 26"])
def test_what_is_no_year_is_no_period(empty_database: Engine, year: str) -> None:
    with pytest.raises(BadSelection), writing(empty_database) as session:
        add_period(session, MINISTRY, year, author="anna")


@pytest.mark.parametrize("code", OFFERED_METHODOLOGIES)
def test_a_shipped_methodology_is_taken_once(empty_database: Engine, code: str) -> None:
    with writing(empty_database) as session:
        assert take_methodology(session, MINISTRY, code, author="anna")
        assert not take_methodology(session, MINISTRY, code, author="anna")
        assert latest_revision(session) == 1
        assert session.scalars(select(Methodology.code)).all() == [code]


def test_the_example_has_two_stages_and_five_positions(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        take_methodology(session, MINISTRY, "example", author="anna")
        methodology = session.scalars(select(Methodology)).one()
        assert (len(methodology.cycle_components), count(session, Position)) == (2, 5)


def test_only_who_may_change_data_begins_a_region(empty_database: Engine) -> None:
    analyst = Viewer(Role.ANALYST)
    with writing(empty_database) as session:
        for step in (
            lambda: name_region(session, analyst, NAMES, author="x"),
            lambda: add_period(session, analyst, "2026", author="x"),
            lambda: take_methodology(session, analyst, "example", author="x"),
        ):
            with pytest.raises(AccessDenied):
                step()
        with pytest.raises(NotFound):
            take_methodology(session, MINISTRY, "demonstration-9", author="x")
