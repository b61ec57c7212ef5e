"""Reading a methodology workbook into a definition; the rubric itself is checked by the rules of its own package."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from data.intake.files.workbook import Sheet, Workbook
from data.intake.kinds.methodology.cells import LONGEST_CODE, LONGEST_VERSION, RowCells
from data.intake.kinds.methodology.columns import COMPARABLE, KIND, PROPERTIES, SHEETS, YES_NO, SheetSpec
from data.intake.tables.collector import Collector
from data.intake.tables.header import SheetTable, find_table
from data.intake.tables.machine_key import read_key
from data.intake.tables.numbers import Amount, read_answer
from data.intake.tables.planned_changes import Checked
from data.intake.tables.texts import read_text
from data.language import _
from data.methodology.checks import check_methodology
from data.methodology.definition import (
    BlockDefinition,
    CrosswalkDefinition,
    CycleComponentDefinition,
    DirectionDefinition,
    MethodologyDefinition,
    ParameterDefinition,
    PositionDefinition,
    StatedTotal,
)
from data.storage.reader import Reader
from data.text.names import closest, name_key


def check_methodology_workbook(_reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """One definition, as the answer of each row that it consists of; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    if workbook.format == "csv":
        found.error(
            "text-table",
            _("A methodology has several sheets, and a text table has one."),
            expected=", ".join(spec.title for spec in SHEETS if spec.required),
            fix=_("Load the workbook, saved as .xlsx or .ods."),
        )
        return checked
    tables: dict[str, SheetTable] = {}
    for spec in SHEETS:
        sheet = _sheet(workbook, spec, found)
        table = find_table(sheet, spec.columns, found, key) if sheet else None
        if table is not None:
            tables[spec.key] = table
            checked.rows += len(table.rows) + table.totals
            checked.skipped += table.totals
    read_rows = checked.rows - checked.skipped
    if found.refuses or "settings" not in tables:
        checked.refused = read_rows
        return checked
    definition = _definition(tables, found)
    if not found.refuses:
        for finding in check_methodology(definition):
            found.add(finding)
    if found.refuses:
        checked.refused = read_rows
    else:
        checked.answers = [definition] * read_rows
    return checked


def _sheet(workbook: Workbook, spec: SheetSpec, found: Collector) -> Sheet | None:
    names = {name_key(name) for name in (spec.ru, spec.en, *spec.aliases)}
    sheet = next((one for one in workbook if name_key(one.name) in names), None)
    if sheet is None and spec.required:
        similar = closest(spec.title, [one.name for one in workbook])
        found.error(
            "missing-sheet",
            _("The sheet “{name}” is missing.").format(name=spec.title),
            sheet=spec.title,
            found=similar,
            expected=spec.title,
            fix=_("Give the sheet the name that it has in the template."),
        )
    # An optional sheet that holds nothing below its header is as good as absent.
    return sheet if sheet is not None and sheet.cells else None


def _definition(tables: dict[str, SheetTable], found: Collector) -> MethodologyDefinition:
    def rows(key: str, read: Callable[[RowCells], Any]) -> tuple[Any, ...]:
        return tuple(read(RowCells(row, found)) for row in tables[key]) if key in tables else ()

    return replace(
        _settings(tables["settings"], found),
        blocks=rows("blocks", _block),
        directions=rows("directions", _direction),
        cycle_components=rows("cycle_components", _cycle_component),
        positions=rows("positions", _position),
        parameters=rows("parameters", _parameter),
        stated_totals=rows("stated_totals", _stated_total),
        crosswalk=rows("crosswalk", _crosswalk),
    )


def _settings(table: SheetTable, found: Collector) -> MethodologyDefinition:
    said: dict[str, RowCells] = {}
    for row in table:
        name = name_key(row.text("property"))
        key = next((one.key for one in PROPERTIES if name in one.known_titles), None)
        if key is None:
            found.error(
                "unknown-property",
                _("The methodology has no such property."),
                sheet=table.sheet.name,
                cell=row.address("property"),
                found=row.text("property"),
                expected=", ".join(one.title for one in PROPERTIES),
                fix=_("Use the template."),
            )
        else:
            said[key] = RowCells(row, found)
    for one in PROPERTIES:
        if one.required and (one.key not in said or not said[one.key].row.text("value")):
            found.error(
                "property-missing",
                _("“{name}” of the methodology is missing.").format(name=one.title),
                sheet=table.sheet.name,
                cell=said[one.key].row.address("value") if one.key in said else None,
                expected=one.title,
                fix=_("Fill in the cell."),
            )
    texts = {key: (read_text(cells.row, "value", found) or "") for key, cells in said.items()}
    for key, longest in (("code", LONGEST_CODE), ("version", LONGEST_VERSION)):
        if key in said and key in texts:
            texts[key] = said[key].checked_code("value", texts[key], longest)
    threshold = said["formed_threshold"].row.cell("value") if "formed_threshold" in said else None
    return MethodologyDefinition(
        code=texts.get("code", ""),
        version=texts.get("version", ""),
        name_ru=texts.get("name_ru", ""),
        name_en=texts.get("name_en") or texts.get("name_ru", ""),
        source_ru=texts.get("source_ru", ""),
        source_en=texts.get("source_en") or texts.get("source_ru", ""),
        is_demo=said["is_demo"].choice("value", YES_NO, False) if "is_demo" in said else False,
        floor_at_zero=said["floor_at_zero"].choice("value", YES_NO, False) if "floor_at_zero" in said else False,
        formed_threshold=_threshold(said["formed_threshold"]) if threshold else 1.0,
    )


def _threshold(cells: RowCells) -> float:
    """A share of 0…1; written as a percentage it is one too."""
    cell = cells.row.cell("value")
    answer = read_answer(cell)
    is_percent = isinstance(answer, Amount) and answer.is_percent
    share = answer.value / 100 if isinstance(answer, Amount) and is_percent else cells.points("value")
    if cell is None or not isinstance(answer, Amount) or 0 < share <= 1:
        return share
    cells.found.at(
        "threshold-out-of-range",
        _("The share from which a stage counts as formed must be above 0 and at most 1."),
        cells.row.table.sheet.name,
        cell,
        expected="0 < x ≤ 1",
        fix=_("Write a number such as 0.8, or 80%."),
    )
    return 1.0


def _block(cells: RowCells) -> BlockDefinition:
    name = cells.text("name_ru")
    return BlockDefinition(
        code=cells.code("code"),
        name_ru=name,
        name_en=cells.text("name_en", name),
        official_maximum=cells.optional_points("official_maximum"),
        place=cells.place,
    )


def _other_names(cells: RowCells, name: str) -> tuple[str, str, str]:
    """The English name and both short ones: an English one left out is the Russian one of its length."""
    english, short = cells.text("name_en", name), cells.text("short_ru", name)
    return english, short, cells.text("short_en", short if english == name else english)


def _direction(cells: RowCells) -> DirectionDefinition:
    name = cells.text("name_ru")
    english, short, short_english = _other_names(cells, name)
    return DirectionDefinition(
        code=cells.code("code"),
        block=cells.code("block"),
        name_ru=name,
        name_en=english,
        short_ru=short,
        short_en=short_english,
        official_maximum=cells.optional_points("official_maximum"),
        place=cells.place,
    )


def _cycle_component(cells: RowCells) -> CycleComponentDefinition:
    code, name = cells.code("code"), cells.text("name_ru")
    english, short, short_english = _other_names(cells, name)
    return CycleComponentDefinition(
        code=code,
        name_ru=name,
        name_en=english,
        short_ru=short,
        short_en=short_english,
        group=cells.optional_code("group") or code,
        place=cells.place,
    )


def _position(cells: RowCells) -> PositionDefinition:
    text = cells.text("text_ru")
    return PositionDefinition(
        code=cells.code("code"),
        direction=cells.code("direction"),
        cycle_component=cells.code("cycle_component"),
        text_ru=text,
        text_en=cells.text("text_en", text),
        place=cells.place,
    )


def _parameter(cells: RowCells) -> ParameterDefinition:
    name = cells.text("name_ru")
    return ParameterDefinition(
        code=cells.code("code"),
        direction=cells.code("direction"),
        position=cells.code("position"),
        name_ru=name,
        name_en=cells.text("name_en", name),
        minimum=cells.points("minimum"),
        maximum=cells.points("maximum"),
        place=cells.place,
    )


def _stated_total(cells: RowCells) -> StatedTotal:
    return StatedTotal(
        maximum=cells.points("maximum"),
        block=cells.optional_code("block"),
        direction=cells.optional_code("direction"),
        cycle_component=cells.optional_code("cycle_component"),
        place=cells.place,
    )


def _crosswalk(cells: RowCells) -> CrosswalkDefinition:
    note = cells.row.text("note_ru")
    return CrosswalkDefinition(
        direction=cells.code("direction"),
        newer_methodology=cells.code("newer_methodology"),
        newer_direction=cells.code("newer_direction"),
        comparable=cells.choice("comparable", COMPARABLE, next(iter(COMPARABLE))),
        note_ru=note,
        note_en=cells.row.text("note_en") or note,
        place=cells.place,
    )
