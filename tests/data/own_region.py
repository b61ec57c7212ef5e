"""A region of three municipalities by any rubric, brought in as an operator does: workbooks, from one stage on."""

from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.importing import ImportReport, import_file
from data.intake.kinds.methodology.template import template_of
from data.intake.register import make_template
from data.intake.tables.template import write_template
from data.methodology.definition import (
    BlockDefinition,
    CycleComponentDefinition,
    DirectionDefinition,
    MethodologyDefinition,
    ParameterDefinition,
    PositionDefinition,
)
from data.models.region import Municipality
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.vocabulary import MunicipalityKind
from data.work.starting import RegionNames, add_period, name_region

TOWNS = {"T1": "Речной", "T2": "Лесной", "T3": "Полевой"}
PERIOD = "2026"


def rubric(stages: int, directions: int = 2) -> MethodologyDefinition:
    """``stages`` stages without groups: a position of two points at each in each direction, and one penalty of −1."""
    codes = [f"1.{number}" for number in range(1, directions + 1)]
    places = [(code, stage) for code in codes for stage in range(1, stages + 1)]
    first = {"direction": codes[0], "position": f"{codes[0]}.1"}
    return MethodologyDefinition(
        code=f"own-{stages}",
        version="1",
        name_ru=f"Своя рубрика {stages}",
        name_en=f"Own rubric {stages}",
        source_ru="Приказ",
        source_en="Order",
        blocks=(BlockDefinition(code="1", name_ru="Блок один", name_en="Block one"),),
        directions=tuple(
            DirectionDefinition(
                code=code,
                block="1",
                name_ru=f"Работа {code}",
                name_en=f"Work {code}",
                short_ru=f"Работа {code}",
                short_en=f"Work {code}",
            )
            for code in codes
        ),
        cycle_components=tuple(
            CycleComponentDefinition(
                code=f"s{stage}",
                name_ru=f"Этап {stage}",
                name_en=f"Step {stage}",
                short_ru=f"Этап {stage}",
                short_en=f"Step {stage}",
                group=f"s{stage}",
            )
            for stage in range(1, stages + 1)
        ),
        positions=tuple(
            PositionDefinition(
                code=f"{code}.{stage}",
                direction=code,
                cycle_component=f"s{stage}",
                text_ru=f"Позиция {stage}",
                text_en=f"Position {stage}",
            )
            for code, stage in places
        ),
        parameters=(
            *(
                ParameterDefinition(
                    code="presence",
                    direction=code,
                    position=f"{code}.{stage}",
                    name_ru="Наличие",
                    name_en="Presence",
                    minimum=0,
                    maximum=2,
                )
                for code, stage in places
            ),
            ParameterDefinition(code="penalty", **first, name_ru="Нарушение", name_en="Breach", minimum=-1, maximum=0),
        ),
    )


def start(engine: Engine, definition: MethodologyDefinition, folder: Path) -> None:
    """Region, period, three municipalities, and the rubric by a workbook; no score yet."""
    with writing(engine) as session:
        name_region(session, MINISTRY, RegionNames("Своя область", "Own Region"), author="x")
        add_period(session, MINISTRY, PERIOD, author="x")
        session.add_all(
            Municipality(
                code=code,
                kind=MunicipalityKind.URBAN_OKRUG,
                name_ru=f"{name} округ",
                name_en=f"Okrug {code}",
                short_ru=name,
                short_en=f"Okrug {code}",
            )
            for code, name in TOWNS.items()
        )
    path = folder / "methodology.xlsx"
    write_template(template_of(definition), path)
    assert_stored(import_file(engine, MINISTRY, "methodology", path, author="x"))


def score(engine: Engine, methodology: str, folder: Path, *, full: tuple[str, ...] = ("T1", "T2")) -> None:
    """Scores of all by the form: ``full`` get every point, the others none and the penalty."""
    for code in TOWNS:
        path = folder / f"{code}.xlsx"
        with reading(engine) as session:
            reader = open_reader(session, MINISTRY)
            form = make_template(reader, "scores", period=PERIOD, municipalities=[code], methodology=methodology)
        write_template(form, path)
        fill(path, full=code in full)
        assert_stored(import_file(engine, MINISTRY, "scores", path, author="x"))


def fill(path: Path, *, full: bool) -> None:
    """Fill in the column of points: everything at its maximum, or nothing and each penalty."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        titles = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value}
        if "Баллы" not in titles or "Код параметра" not in titles:
            continue
        for row in range(1, sheet.max_row + 1):
            limit = sheet.cell(row, titles["Максимум" if full else "Минимум"]).value
            if isinstance(limit, int | float) and sheet.cell(row, titles["Код параметра"]).value:
                sheet.cell(row, titles["Баллы"]).value = limit
    book.save(path)


def assert_stored(report: ImportReport) -> None:
    assert report.stored, report.findings


def slip(path: Path, points: object) -> None:
    """Other points in the first row of the first sheet that has any."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=12):
            for cell in row:
                if cell.value == "Баллы" and cell.row and cell.column:
                    sheet.cell(cell.row + 1, cell.column).value = points  # type: ignore[assignment]
                    book.save(path)
                    return
    raise AssertionError(f"no points in {path}")
