"""Whatever is stored is visible: a period of schools or of observations needs no scores to be offered."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.errors import NothingYet
from data.intake.kinds.foreign_table.mapping import Creation, TableRequest
from data.queries.periods import periods_made_of
from data.selection import Selection
from data.storage.database import reading, writing
from data.storage.reader import forget_kept, open_reader
from data.views.clusters.address import ClustersSelection
from data.views.clusters.page import clusters_view
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.shared.choices import settle
from data.views.shared.file_context import with_context
from data.vocabulary import FigureKind
from data.work.starting import RegionNames, name_region
from layouts.clusters.tables import schools_table
from tests.copies import copy_of
from tests.data import school_region, small_indicators, small_region
from tests.data.intake.books import errors, run
from tests.data.intake.moscow import AT_LEAST_220, FILE, MAPPING, NEEDS_FILE

ALL = frozenset(Creation)


def codes(session: Session, figures: FigureKind) -> list[str]:
    return [one.code for one in periods_made_of(open_reader(session, MINISTRY), figures)]


def test_each_page_has_the_periods_of_its_own_figures(empty_database: Engine) -> None:
    """Scores of 2026; observations of municipalities of 2024 to 2026, of a school of 2025."""
    with writing(empty_database) as session:
        small_region.build(session)
    with reading(empty_database) as session:
        assert codes(session, FigureKind.OBSERVATIONS) == codes(session, FigureKind.SCHOOLS) == []
        with pytest.raises(NothingYet):
            settle(open_reader(session, MINISTRY), Selection(), FigureKind.SCHOOLS)
    with writing(empty_database) as session:
        small_indicators.build(session)
    # These rows came without a revision of their own, which no import does.
    forget_kept(empty_database)
    with reading(empty_database) as session:
        assert codes(session, FigureKind.SCORES) == ["2026"]
        assert codes(session, FigureKind.OBSERVATIONS) == ["2024", "2025", "2026"]
        assert codes(session, FigureKind.SCHOOLS) == ["2025"]
        reader = open_reader(session, MINISTRY)
        earlier = indicators_view(reader, IndicatorsSelection(period="2025"))
        assert [choice.code for choice in earlier.choices.periods] == ["2024", "2025", "2026"]


def test_schools_are_offered_in_a_period_without_scores(tmp_path: Path) -> None:
    with school_region.opened(tmp_path) as session:
        assert codes(session, FigureKind.SCORES) == ["2026"]
        assert codes(session, FigureKind.SCHOOLS) == ["2025", "2026"]
        reader = open_reader(session, MINISTRY)
        view = clusters_view(reader, ClustersSelection(period="2025"))
        assert view.school_year == "2024/25"
        context = with_context(reader, view.selection, schools_table(view)).context
        assert dict(context)["Период"] == "2025"


@NEEDS_FILE
def test_the_schools_of_moscow_are_seen_in_a_region_that_has_nothing_else(empty_database: Engine) -> None:
    with writing(empty_database) as session:
        name_region(session, MINISTRY, RegionNames("Москва"), author="x")
    assert errors(run(empty_database, "table", FILE, table=TableRequest(MAPPING, ALL))) == []
    with reading(empty_database) as session:
        view = clusters_view(open_reader(session, MINISTRY), ClustersSelection())
    # 626 schools of the file; the register knows their kind and no enrolment.
    assert (view.selection.period, view.selection.indicator) == ("2016", AT_LEAST_220)
    assert (view.school_year, len(view.choices.municipalities), len(view.schools.frame)) == ("2015/16", 125, 626)
    assert round(100 * float(view.total.figures.share), 1) == 24.0


@NEEDS_FILE
def test_the_schools_of_moscow_are_seen_beside_the_demonstration(demo_file: Path, tmp_path: Path) -> None:
    with copy_of(demo_file, tmp_path / "demo.db") as engine:
        assert errors(run(engine, "table", FILE, table=TableRequest(MAPPING, ALL))) == []
        with reading(engine) as session:
            reader = open_reader(session, MINISTRY)
            usual = clusters_view(reader, ClustersSelection())
            chosen = clusters_view(reader, ClustersSelection(indicator=AT_LEAST_220))
    assert [choice.code for choice in usual.choices.periods] == ["2016", *(str(year) for year in range(2022, 2027))]
    assert (usual.selection.period, usual.selection.indicator) == ("2026", "s1")
    # Choosing the indicator alone leads to the period in which it was observed.
    assert (chosen.selection.period, chosen.school_year) == ("2016", "2015/16")
