"""What there is to say of a file as a whole: macros, and a name that promises another content."""

from pathlib import PurePath

from data.intake.collector import Collector
from data.intake.workbook import Workbook
from data.language import _

SUFFIXES = {
    "xlsx": {".xlsx", ".xltx"},
    "xlsm": {".xlsm", ".xltm", ".xlam"},
    "ods": {".ods", ".ots"},
    "csv": {".csv", ".txt", ".tsv", ".tab"},
    "geojson": {".geojson", ".json"},
}


def note_file(workbook: Workbook, name: str, found: Collector) -> None:
    """Tell of macros, which are never run, and of a wrong suffix: the content decides what a file is."""
    if workbook.has_macros:
        found.note("macros", _("The workbook has macros. They are not run and not loaded."))
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in SUFFIXES.get(workbook.format, {suffix}):
        found.note(
            "wrong-suffix",
            _("The file’s name ends in {suffix}, but its content is {format}. It was read by its content.").format(
                suffix=suffix, format=workbook.format
            ),
            found=name,
        )
