"""Every kind of template in LibreOffice: it opens, keeps its protection and drop-downs, and comes back as it was.

Skipped where LibreOffice is not installed; ``-m "not libreoffice"`` leaves it out.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from data.intake.tables.machine_key import SHEET as KEY_SHEET
from data.storage.database import connect
from tests.data.intake.books import errors, run, template

SOFFICE = shutil.which("soffice")
TEMPLATES = {
    "scores": ["A"],
    "observations": ["A", "B"],
    "schools": ["A"],
    "targets": [],
    "measures": ["A"],
    "municipalities": [],
    "methodology": [],
}
EACH_KIND = pytest.mark.parametrize("kind", TEMPLATES)
pytestmark = [
    pytest.mark.libreoffice,
    # One worker, so that the program is started once.
    pytest.mark.xdist_group("libreoffice"),
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


def convert(files: list[Path], form: str, folder: Path) -> None:
    profile = (folder.parent / "profile").as_uri()
    command = [str(SOFFICE), "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    subprocess.run([*command, "--convert-to", form, "--outdir", folder, *files], check=True, capture_output=True)


@pytest.fixture(scope="module")
def written(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of templates, with what LibreOffice made of them in its folders ``xlsx`` and ``pdf``."""
    folder = tmp_path_factory.mktemp("templates")
    engine = connect(f"sqlite:///{sqlite_file}")
    files = [
        template(engine, folder / f"{kind}.xlsx", kind, places, methodology="small")
        for kind, places in TEMPLATES.items()
    ]
    engine.dispose()
    for form in ("xlsx", "pdf"):
        convert(files, form, folder / form)
    return folder


def limits(sheet: Worksheet) -> list[tuple[str, str, str]]:
    """Kind, cells and source of every drop-down and limit; LibreOffice writes formulas without spaces."""
    return sorted(
        (str(one.type), str(one.sqref), str(one.formula1).replace(" ", "").replace(f"${KEY_SHEET}", KEY_SHEET))
        for one in sheet.data_validations.dataValidation
    )


def open_cells(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


@EACH_KIND
def test_protection_and_drop_downs_survive(written: Path, kind: str) -> None:
    before, after = (load_workbook(written / part / f"{kind}.xlsx") for part in ("", "xlsx"))
    assert after.sheetnames == before.sheetnames
    # It keeps no lock of the structure; the sheets are locked one by one.
    assert after[KEY_SHEET].sheet_state != "visible"
    for name in before.sheetnames:
        assert after[name].protection.sheet, name
        assert limits(after[name]) == limits(before[name])
        assert open_cells(after[name]) >= open_cells(before[name])
    answers = [name for name in before.sheetnames if open_cells(before[name])]
    assert answers
    assert any(limits(before[name]) for name in answers)


@EACH_KIND
def test_it_prints(written: Path, kind: str) -> None:
    assert (written / "pdf" / f"{kind}.pdf").read_bytes().startswith(b"%PDF")


@EACH_KIND
def test_what_libreoffice_saved_is_imported_as_no_change(region: Engine, written: Path, kind: str) -> None:
    original = run(region, kind, written / f"{kind}.xlsx", dry_run=True)
    saved = run(region, kind, written / "xlsx" / f"{kind}.xlsx", dry_run=True)
    assert errors(saved) == errors(original)
    assert (saved.counts, saved.changes) == (original.counts, original.changes)
