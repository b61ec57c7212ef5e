"""What there is to say of a file as a whole: macros, a name that promises another content, answers to its questions."""

from pathlib import PurePath

from data.findings import Finding
from data.intake.files.workbook import Workbook
from data.intake.tables.answers import INDICATOR, asked_indicator
from data.intake.tables.collector import Collector
from data.language import _
from data.text.answers import PercentScale
from data.vocabulary import Severity

SUFFIXES = {
    "xlsx": {".xlsx", ".xltx"},
    "xlsm": {".xlsm", ".xltm", ".xlam"},
    "ods": {".ods", ".ots"},
    "csv": {".csv", ".txt", ".tsv", ".tab"},
    "geojson": {".geojson", ".json"},
}


def note_file(workbook: Workbook, name: str, found: Collector) -> None:
    """Tell of macros, which are never run, of a wrong suffix (the content decides what a file is), and of answers."""
    if workbook.has_macros:
        found.note("macros", _("The workbook has macros. They are not run and not loaded."))
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in SUFFIXES.get(workbook.format, {suffix}):
        found.note(
            "wrong-suffix",
            _("The file name ends in {suffix}, but the content is {format}. The file was read by its content.").format(
                suffix=suffix, format=workbook.format
            ),
            found=name,
        )
    _note_answers(found)


def _note_answers(found: Collector) -> None:
    """What was said of the file's columns, so that it can be seen and changed."""
    for place, scale in found.scales.items():
        indicator = asked_indicator(place)
        sheet, _mark, column = place.removesuffix(f"{INDICATOR}{indicator}").rpartition("!")
        text = {
            PercentScale.PERCENT: _("Numbers of the column without a percent sign are read as percentages."),
            PercentScale.SHARE: _("Numbers of the column without a percent sign are read as shares of 1: 0.5 is 50%."),
        }[scale]
        told = f"{_('Indicator {code}.').format(code=indicator)} {text}" if indicator else text
        found.add(Finding(Severity.NOTE, "percent-scale", told, sheet, column, question=place, answer=scale.value))
