"""The raw XML of a workbook, read once: which cells there are, and what readers hide of them.

Readers turn error cells and formulas without a value into empty text and trust a sheet's own dimension. This scan
does neither; its cells are compared with the reader's. Runs in the reading process; imports nothing heavy.
"""

import re
import zipfile
from io import BytesIO

from data.intake.files import limits
from data.intake.files.blank_areas import cells_laid_out, without_blank_areas
from data.intake.files.cell import address
from data.intake.files.hidden_parts import note_hidden_parts
from data.intake.files.quick_scan import Unusual, quick_scan
from data.intake.files.raw_cells import ERROR, RawSheet
from data.intake.files.sheet_scan import NAMESPACES, scan_sheet
from data.intake.files.xml_walk import TextCollector, walk
from data.intake.files.zip_package import XML_ENDINGS, Problem, local_name, main_part, parse_part, relationships

QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
PERCENT_FORMATS = {9, 10}
KNOWN_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def scan(parts: dict[str, bytes]) -> tuple[list[RawSheet], bool, bool]:
    """The worksheets in their order, whether the workbook carries macros, and whether ``parts`` were made shorter."""
    main, macros = main_part(parts)
    related = relationships(parts, main)
    kinds = dict(related.values())
    texts = _shared_texts(parts.get(kinds.get("sharedStrings", ""), b""))
    percents = _percent_styles(parts, kinds.get("styles", ""))
    sheets = []
    filled = 0
    changed = False
    for element in parse_part(parts, main).iter():
        if local_name(element) != "sheet":
            continue
        identity = next((value for name, value in element.items() if name.endswith("}id")), "")
        kind, target = related.get(identity, ("", ""))
        if kind != "worksheet":
            continue
        if target not in parts:
            raise Problem("file-damaged")
        sheet = RawSheet(element.get("name", ""), element.get("state", "visible"))
        try:
            # Only what is called XML has been seen to be well-formed.
            if not target.lower().endswith(XML_ENDINGS):
                raise Unusual
            quick_scan(sheet, parts[target], texts, percents)
        except Unusual:
            scan_sheet(sheet, parts[target], texts, percents)
        note_hidden_parts(sheet, parts[target])
        shorter = without_blank_areas(parts[target], sheet)
        if shorter is parts[target] and cells_laid_out(sheet) > limits.DENSE_CELLS:
            where = address(sheet.blank_row, sheet.blank_column)
            raise Problem("cell-out-of-limits", sheet=sheet.name, cell=where)
        if shorter is not parts[target]:
            parts[target] = shorter
            changed = True
        filled += sheet.filled
        if filled > limits.FILLED_CELLS:
            raise Problem("too-many-cells", limit=limits.FILLED_CELLS)
        sheets.append(sheet)
    if not sheets or len({sheet.name for sheet in sheets}) != len(sheets):
        raise Problem("file-damaged")
    if len(sheets) > limits.SHEETS:
        raise Problem("too-many-sheets", number=len(sheets), limit=limits.SHEETS)
    return sheets, macros, changed


def with_known_errors(parts: dict[str, bytes], sheets: list[RawSheet]) -> bool:
    """Put errors that the fast reader does not know, such as ``#SPILL!``, as one that it knows; whether any was met.

    It refuses a sheet that has one; which error it is does not matter, since none of them is a value.
    """
    rows = (row for sheet in sheets for row in sheet.rows.values() if ERROR in row.kinds)
    met = {str(value) for row in rows for kind, value in zip(row.kinds, row.values, strict=True) if kind == ERROR}
    unknown = [f">{error}<".encode() for error in met - KNOWN_ERRORS]
    for name, part in parts.items() if unknown else ():
        for error in unknown:
            if error in part:
                parts[name] = part = part.replace(error, b">#VALUE!<")
    return bool(unknown)


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def _shared_texts(part: bytes) -> list[str]:
    if not part:
        return []
    texts: list[str] = []
    collector = TextCollector()
    start, end = collector.handlers()
    end["si"] = lambda: texts.append(collector.take())
    walk(part, NAMESPACES, start, end, collector.add)
    return texts


def _percent_styles(parts: dict[str, bytes], name: str) -> set[str]:
    """The numbers of the cell styles that show a number as a percentage."""
    if name not in parts:
        return set()
    root = parse_part(parts, name)
    formats = {
        element.get("numFmtId"): QUOTED.sub("", element.get("formatCode", ""))
        for element in root.iter()
        if local_name(element) == "numFmt"
    }
    percents = {str(code) for code in PERCENT_FORMATS} | {code for code, text in formats.items() if "%" in text}
    for element in root:
        if local_name(element) == "cellXfs":
            return {str(index) for index, style in enumerate(element) if style.get("numFmtId") in percents}
    return set()
