"""The checklist: each step ticks itself off by what is stored, whatever the order."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.models.region import Municipality
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.start.address import StartSelection
from data.views.start.page import StartView, StepKey, start_view, zone_words
from data.vocabulary import MunicipalityKind, Role
from data.work.starting import RegionNames, add_period, name_region, take_methodology
from layouts.start.page import layout
from tests.copies import copy_of
from tests.data.small_region import build
from tests.layouts.reading import walk, words

STEPS: dict[StepKey, Callable[[Session], object]] = {
    StepKey.REGION: lambda session: name_region(session, MINISTRY, RegionNames("Область"), author="x"),
    StepKey.MUNICIPALITIES: lambda session: session.add(
        Municipality(
            code="A",
            kind=MunicipalityKind.URBAN_OKRUG,
            name_ru="Город",
            name_en="Town",
            short_ru="Город",
            short_en="Town",
        )
    ),
    StepKey.METHODOLOGY: lambda session: take_methodology(session, MINISTRY, "example", author="x"),
    StepKey.PERIOD: lambda session: add_period(session, MINISTRY, "2026", author="x"),
}


def view_of(engine: Engine, viewer: Viewer = MINISTRY) -> StartView:
    with reading(engine) as session:
        return start_view(open_reader(session, viewer), StartSelection())


def done(view: StartView) -> set[StepKey]:
    return {step.key for step in view.steps if step.is_done}


@pytest.mark.parametrize("order", list(permutations(STEPS))[::5], ids="-".join)
def test_any_order_of_steps_ticks_off_what_was_done(
    migrated_file: Path, tmp_path: Path, order: tuple[StepKey, ...]
) -> None:
    with copy_of(migrated_file, tmp_path / "start.db") as engine:
        assert done(view_of(engine)) == set()
        for place, key in enumerate(order, start=1):
            with writing(engine) as session:
                STEPS[key](session)
            view = view_of(engine)
            assert done(view) == set(order[:place])
            missing = next(step.needs for step in view.steps if step.key is StepKey.FORMS)
            assert bool(missing) == (not {StepKey.MUNICIPALITIES, StepKey.METHODOLOGY, StepKey.PERIOD} <= done(view))


def test_scores_end_the_checklist(migrated_file: Path, tmp_path: Path) -> None:
    with copy_of(migrated_file, tmp_path / "start.db") as engine:
        with writing(engine) as session:
            build(session)
        view = view_of(engine)
    assert (view.done, view.next_year) == (5, 2027)
    assert view.sentence == "Всё, что нужно для первых показателей, загружено."


def test_an_administrator_is_led_to_accounts_and_others_read_the_command(migrated_file: Path, tmp_path: Path) -> None:
    with copy_of(migrated_file, tmp_path / "start.db") as engine:
        admin, operator = (layout(view_of(engine, Viewer(role))) for role in (Role.ADMIN, Role.OPERATOR))
    assert "/accounts" in [getattr(part, "href", "") for part in walk(admin)]
    assert "mmuko user add" not in words(admin)
    assert "/accounts" not in [getattr(part, "href", "") for part in walk(operator)]
    assert "mmuko user add" in words(operator)
    assert "operator — Оператор данных" in words(operator)


def test_municipalities_are_those_of_the_newest_period(migrated_file: Path, tmp_path: Path) -> None:
    def add(code: str, first: int | None, last: int | None) -> Municipality:
        kind = MunicipalityKind.URBAN_OKRUG
        names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), code)
        return Municipality(code=code, kind=kind, first_year=first, last_year=last, **names)

    def told() -> str:
        return next(step.there for step in view_of(engine).steps if step.key is StepKey.MUNICIPALITIES)

    with copy_of(migrated_file, tmp_path / "start.db") as engine:
        with writing(engine) as session:
            # Always there; until 2025; until 2026; from 2027 on.
            years = ((None, None), (None, 2025), (2020, 2026), (2027, None))
            session.add_all(add(code, *of) for code, of in zip("ABCD", years, strict=True))
        assert told() == "4 муниципалитета"
        with writing(engine) as session:
            STEPS[StepKey.PERIOD](session)
        assert told() == "2 муниципалитета"


def test_a_reader_sees_the_state_and_who_brings_data_but_no_button(empty_database: Engine) -> None:
    operator, reader = (layout(view_of(empty_database, Viewer(role))) for role in (Role.OPERATOR, Role.ANALYST))
    buttons = [item.id for item in walk(operator) if type(item).__name__ == "Button" and getattr(item, "id", None)]
    assert set(buttons) >= {"start-save", "start-take", "start-add"}
    assert not [item for item in walk(reader) if str(getattr(item, "id", "")) in buttons]
    assert "Данные загружает оператор данных или администратор" in words(reader)
    assert "Данные загружает оператор" not in words(operator)


def test_a_time_zone_says_how_far_it_is_from_the_time_of_the_world() -> None:
    assert zone_words("Asia/Omsk") == "Омск, UTC+6"
    assert zone_words("Asia/Kolkata") == "Asia/Kolkata, UTC+5:30"
