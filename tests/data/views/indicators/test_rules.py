"""Where the targets of a view come from: the order's own ones, and those that somebody set or loaded here."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.indicators.rows import Row
from data.views.indicators.rules import source_line

ORDER = "Приказ № 213"
HERE = "Заданы или загружены в системе: {number}. Кто, когда и почему — в версиях цели."


@pytest.fixture
def rows(demo_database: Engine) -> tuple[Row, ...]:
    with reading(demo_database) as session:
        return indicators_view(open_reader(session, MINISTRY), IndicatorsSelection(municipality=planted.SHOWN)).rows


def set_here(row: Row) -> Row:
    assert row.target is not None
    return replace(row, target=replace(row.target, is_shipped=False))


def test_the_order_is_named_for_its_own_targets_alone(rows: tuple[Row, ...]) -> None:
    with speaking("ru"):
        whole = source_line(True, rows)
        assert whole.startswith(ORDER)
        assert "в системе" not in whole
        # Its years are moved in the demonstration, and only there.
        assert "2027" in whole
        assert "2027" not in source_line(False, rows)
        mixed = source_line(True, [rows[0], set_here(rows[1]), set_here(rows[2])])
        assert mixed.startswith(ORDER)
        assert mixed.endswith(HERE.format(number=2))
        assert source_line(True, [set_here(rows[0])]) == HERE.format(number=1)


def test_an_own_indicator_has_no_target_of_the_order(rows: tuple[Row, ...]) -> None:
    own = replace(rows[0], indicator=replace(rows[0].indicator, indicator_set="catalogue"))
    with speaking("ru"):
        assert source_line(False, [own]) == HERE.format(number=1)
        assert source_line(False, [replace(own, target=None)]) == ""
