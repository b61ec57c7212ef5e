"""Every stored figure knows file, sheet and cell it came from, and who may load files can fetch the file again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, NotFound
from data.intake.files.cell import address
from data.models.assessment import Score
from data.models.indicators import Observation
from data.models.source import Original, Source
from data.queries.sources import observation_origins, original_file
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.sources import drop_originals
from data.storage.undo import undo_revision
from data.views.clusters.address import ClustersSelection
from data.views.clusters.page import clusters_view
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import YEARS_VIEW, indicators_view
from data.views.indicators.series_table import series_table
from data.vocabulary import Role
from layouts.clusters import page as clusters_page
from layouts.clusters.tables import schools_table
from layouts.indicators import page as indicators_page
from tests.data.intake.books import edit, place, row_counts, run, template

HEAD = Viewer(Role.MUNICIPALITY, "A")


def origins(engine: Engine, model: Any, revision: int) -> list[tuple[str, str, str, int]]:
    """File, sheet, cell and revision of each figure that stands since ``revision``, in the order of cells."""
    with reading(engine) as session:
        rows = session.execute(
            select(Source.file_name, Source.sheet, model.source_row, model.source_column, Source.revision)
            .join(model, model.source_id == Source.id)
            .where(model.valid_from == revision)
            .order_by(model.source_row)
        )
        return [(file, sheet, address(row, column), number) for file, sheet, row, column, number in rows]


def scores_file(engine: Engine, folder: Path) -> tuple[Path, str]:
    """A workbook in which one score of A is another, and the cell of that score."""
    path = template(engine, folder / "scores-A.xlsx", "scores", ["A"])
    cell = place(path, "1.1", "Баллы", "g1", "alignment")
    return edit(path, "1.1", {cell: 0}), cell


def test_a_score_names_file_sheet_cell_and_revision(each_region: Engine, tmp_path: Path) -> None:
    path, cell = scores_file(each_region, tmp_path)
    report = run(each_region, "scores", path)
    assert report.revision is not None
    # Only the score that changed comes from this file.
    assert origins(each_region, Score, report.revision) == [("scores-A.xlsx", "1.1", cell, report.revision)]


def test_an_observation_names_its_cell(each_region: Engine, tmp_path: Path) -> None:
    path = template(each_region, tmp_path / "observations.xlsx", "observations", ["A"])
    cell = place(path, "Муниципалитеты", "Значение", "share")
    report = run(each_region, "observations", edit(path, "Муниципалитеты", {cell: 0.41}))
    assert not report.refused, report.findings
    assert report.revision is not None
    assert origins(each_region, Observation, report.revision) == [
        ("observations.xlsx", "Муниципалитеты", cell, report.revision)
    ]


def test_an_undo_gives_a_figure_back_with_its_source(region: Engine, tmp_path: Path) -> None:
    path, cell = scores_file(region, tmp_path)
    first = run(region, "scores", path).revision
    assert first is not None
    (tmp_path / "again").mkdir()
    second = run(region, "scores", edit(scores_file(region, tmp_path / "again")[0], "1.1", {cell: 1})).revision
    assert second is not None
    with writing(region) as session:
        undone = undo_revision(session, MINISTRY, second, author="test").number
    assert origins(region, Score, undone) == [("scores-A.xlsx", "1.1", cell, first)]


def test_the_original_is_fetched_by_who_may_load_files(each_region: Engine, tmp_path: Path) -> None:
    path, _cell = scores_file(each_region, tmp_path)
    digest = run(each_region, "scores", path).sha256
    with reading(each_region) as session:
        operator = open_reader(session, Viewer(Role.OPERATOR))
        assert original_file(operator, digest) == ("scores-A.xlsx", path.read_bytes())
        for viewer in (Viewer(Role.ANALYST), Viewer(Role.MUNICIPALITY, "A")):
            with pytest.raises(AccessDenied):
                original_file(open_reader(session, viewer), digest)
        with pytest.raises(NotFound):
            original_file(operator, "0" * 64)


def test_a_dry_run_and_a_refused_file_keep_nothing(region: Engine, tmp_path: Path) -> None:
    path, cell = scores_file(region, tmp_path)
    before = row_counts(region)
    run(region, "scores", path, dry_run=True)
    assert run(region, "scores", edit(path, "1.1", {cell: 99})).refused
    assert row_counts(region) == before


def test_originals_leave_when_their_time_is_over_and_figures_keep_their_names(region: Engine, tmp_path: Path) -> None:
    path, cell = scores_file(region, tmp_path)
    report = run(region, "scores", path)
    assert report.revision is not None
    with writing(region) as session:
        assert drop_originals(session, 1) == 0
        kept = session.scalars(select(Original)).one()
        kept.stored_at = kept.stored_at.replace(year=2000)
        session.flush()
        assert drop_originals(session, 1) == 1
    assert origins(region, Score, report.revision) == [("scores-A.xlsx", "1.1", cell, report.revision)]
    with reading(region) as session, pytest.raises(NotFound):
        original_file(open_reader(session, MINISTRY), report.sha256)


def test_the_page_of_an_indicator_says_from_which_cell_its_value_came(each_region: Engine, tmp_path: Path) -> None:
    path = template(each_region, tmp_path / "observations.xlsx", "observations", ["A"])
    cell = place(path, "Муниципалитеты", "Значение", "share")
    report = run(each_region, "observations", edit(path, "Муниципалитеты", {cell: 0.41}))
    assert report.revision is not None, report.findings
    words = f"observations.xlsx, лист Муниципалитеты, {cell}, ревизия {report.revision}"
    chosen = IndicatorsSelection(municipality="A", indicator="share", view=YEARS_VIEW)
    with reading(each_region) as session:
        for viewer, is_open in (
            (MINISTRY, True),
            (Viewer(Role.ANALYST), False),
            (Viewer(Role.MUNICIPALITY, "A"), False),
        ):
            view = indicators_view(open_reader(session, viewer), chosen)
            assert [(one.key, one.words) for one in view.sources] == [("2026", words)]
            assert [row["file_cell"] for row in series_table(view).rows if row["year"] == "2026"] == [words]
            shown = str(indicators_page.content(view))
            assert f"2026 — observations.xlsx, лист Муниципалитеты, {cell}" in shown
            assert (f"/original/{report.sha256}" in shown) is is_open
        # An indicator that no file has brought says nothing.
        other = indicators_view(open_reader(session, MINISTRY), IndicatorsSelection(municipality="B", view=YEARS_VIEW))
        assert other.sources == ()
        assert "file_cell" not in {column.key for column in series_table(other).columns}
        with pytest.raises(AccessDenied):
            observation_origins(
                open_reader(session, Viewer(Role.MUNICIPALITY, "B")), indicator="share", municipality="A"
            )


def test_the_page_of_schools_says_from_which_cell_each_value_came(each_region: Engine, tmp_path: Path) -> None:
    code = "A-1"
    path = template(each_region, tmp_path / "schools.xlsx", "observations", ["A"])
    cell = place(path, "Школы", "Числитель", code, "whole")
    report = run(each_region, "observations", edit(path, "Школы", {cell: 7}))
    assert report.revision is not None, report.findings
    with reading(each_region) as session:
        reader = open_reader(session, HEAD)
        view = clusters_view(reader, ClustersSelection(municipality="A", period="2026", indicator="whole"))
        words = f"schools.xlsx, лист Школы, {cell}, ревизия {report.revision}"
        assert [(one.key, one.words) for one in view.sources] == [(code, words)]
        shown = str(clusters_page.content(view))
        assert f"лист Школы, {cell}" in shown
        assert f"/original/{report.sha256}" not in shown
        assert words in {row["file_cell"] for row in schools_table(view).rows}
