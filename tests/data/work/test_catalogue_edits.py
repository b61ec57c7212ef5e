"""An indicator described on the page: by who keeps the data, with a reason, as a revision, to be undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from data.access import Viewer
from data.errors import AccessDenied, BadSelection, NotFound
from data.models.audit import AuditEntry
from data.models.indicators import Indicator, Observation
from data.models.region import Municipality, Period
from data.queries.indicators import IndicatorLine, indicator_list
from data.queries.revisions import revision_line
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import latest_revision, open_reader
from data.storage.undo import undo_revision
from data.tables import Table
from data.views.indicators.about import about
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import region_table
from data.vocabulary import Nothing, Role
from data.work.catalogue_edits import DescribedMeanwhile, describe
from tests.data import small_region
from tests.data.intake import small_indicators

OPERATOR = Viewer(Role.OPERATOR, account="operator.one")
WHY = "Приказ о методике 2026 года"


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/region.db")
    migrate(engine)
    with writing(engine) as session:
        small_region.build(session)
        small_indicators.build(session)
        # A year before, so that something could be compared.
        session.add(Period(code="2025", year=2025, school_year="2024/25"))
        session.flush()
        places = {
            "indicator_id": select(Indicator.id).where(Indicator.code == "count").scalar_subquery(),
            "period_id": select(Period.id).where(Period.code == "2025").scalar_subquery(),
            "municipality_id": select(Municipality.id).where(Municipality.code == "A").scalar_subquery(),
        }
        session.execute(insert(Observation).values(**places, value=5.0, valid_from=latest_revision(session)))
    yield engine
    engine.dispose()


def line(engine: Engine) -> IndicatorLine:
    with reading(engine) as session:
        return next(one for one in indicator_list(open_reader(session, OPERATOR)) if one.code == "count")


def change(engine: Engine, base: int | None = None, viewer: Viewer = OPERATOR, **values: Any) -> int:
    with reading(engine) as session:
        latest = latest_revision(session)
    shown = str(latest if base is None else base)
    return describe(engine, viewer, "count", values, values.pop("reason", WHY), shown)


def test_a_description_is_a_revision_with_its_reason_and_can_be_undone(region: Engine) -> None:
    before = line(region)
    number = change(region, unit="money", unit_word_ru="тыс. руб.", decimals="1", polarity="lower", break_year="2026")
    now = line(region)
    assert (now.break_year, now.described_in, now.name) == (2026, number, before.name)
    with reading(region) as session:
        reader = open_reader(session, OPERATOR)
        said = revision_line(reader)
        found = about(reader, "count")
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert said is not None
    assert (said.message.text, said.author) == (WHY, "operator.one")
    assert found.changed == said
    assert ("Своё слово единицы", "тыс. руб.") in found.facts
    assert entry is not None
    assert entry.detail["indicator"] == "count"
    with writing(region) as session:
        undo_revision(session, OPERATOR, number, author="test")
    assert line(region) == before


def ranked(engine: Engine, chosen: IndicatorsSelection) -> Table:
    with reading(engine) as session:
        return region_table(indicators_view(open_reader(session, OPERATOR), chosen))


def test_own_unit_and_break_are_in_the_exports(region: Engine) -> None:
    chosen = IndicatorsSelection(indicator="count", view="municipalities")
    assert any(row["value_change"] == -5 for row in ranked(region, chosen).rows)
    change(region, unit="money", unit_word_ru="тыс. руб.", decimals="1", break_year="2026", break_note="Новый учёт")
    with reading(region) as session:
        series = series_table(indicators_view(open_reader(session, OPERATOR), chosen.but(view="years")))
    notes = dict(ranked(region, chosen).notes)
    assert notes["Единица"] == "тыс. руб."
    assert notes["Изменение"].startswith("Сравнения нет. Ряд прерывается в 2026 году")
    assert all(row["value_change"] is Nothing.NOT_APPLICABLE for row in ranked(region, chosen).rows)
    assert "Новый учёт" in dict(series.notes)["Разрыв ряда"]
    assert next(column.decimals for column in series.columns if column.key == "fact") == 1


def test_the_same_again_stores_nothing_and_an_older_page_is_told_so(region: Engine) -> None:
    first = change(region, contact_role="Отдел оценки")
    assert change(region, contact_role="Отдел оценки") == first
    with pytest.raises(DescribedMeanwhile):
        change(region, first - 1, contact_role="Центр оценки")


def test_only_who_keeps_the_data_describes(region: Engine) -> None:
    for viewer in (Viewer(Role.ANALYST), Viewer(Role.MUNICIPALITY, "A")):
        with pytest.raises(AccessDenied):
            change(region, viewer=viewer, contact_role="Отдел")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": "  ", "contact_role": "Отдел"}, "почему"),
        ({"contact_role": "Иванов И. И."}, "должность"),
        ({"unit": "parsec"}, "выберите из списка"),
        ({"decimals": "9"}, "от 0 до 4"),
        ({"unit_word_ru": "с" * 33}, "длиннее"),
        ({"unit": "percent", "decimals": "2"}, "У процентов"),
        ({"name_ru": "", "short_ru": ""}, "не заполнено"),
        ({"contact_role": ["x"]}, "не читается"),
    ],
)
def test_what_cannot_be_said_is_refused_with_words(region: Engine, values: dict[str, Any], words: str) -> None:
    before = line(region)
    with pytest.raises(BadSelection, match=words):
        change(region, **values)
    assert line(region) == before
    with pytest.raises(NotFound):
        describe(region, OPERATOR, "нет такого", {"contact_role": "Отдел"}, WHY, "1")
