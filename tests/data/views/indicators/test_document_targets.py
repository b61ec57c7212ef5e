"""All 24 targets of document 002 on the demonstration: judged, or marked with the reason and the readings."""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.measures.targets import Reason
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.vocabulary import TargetStatus

pytestmark = pytest.mark.slow
UNCLEAR = {"k01", "k02", "k16", "k19", "k22", "k23"}


def test_every_target_of_the_document_is_judged_or_says_why_not(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        selection = IndicatorsSelection(municipality=planted.SHOWN, period="2026", direction="2.2")
        rows = indicators_view(open_reader(session, MINISTRY), selection).rows
    assert len(rows) == 24
    assert all(row.target is not None for row in rows)
    unjudged = {row.indicator.code: row for row in rows if row.result.status is TargetStatus.CANNOT_BE_JUDGED}
    assert {code for code, row in unjudged.items() if row.result.reason is not Reason.NO_BASELINE} == UNCLEAR
    # An unclear one has two readings or more; a clear one has none.
    assert {row.indicator.code for row in rows if len(row.readings) >= 2} == UNCLEAR
    assert {row.indicator.code for row in rows if row.readings} == UNCLEAR
    # The same six are asked about when their texts are read: tests/data/measures/indicators/test_target_texts.py.
    contradictory = {code for code, row in unjudged.items() if row.result.reason is Reason.CONTRADICTORY}
    assert {"k01", "k02"} <= contradictory
