"""The tables of /corrections as files."""

from data.storage.reader import Reader
from data.tables import Table
from data.views.corrections.address import CorrectionsSelection
from data.views.corrections.page import corrections_table, corrections_view, effects_table, parts_table


def states(reader: Reader, selection: CorrectionsSelection) -> Table:
    return parts_table(corrections_view(reader, selection))


def corrections(reader: Reader, selection: CorrectionsSelection) -> Table:
    return corrections_table(corrections_view(reader, selection))


def effects(reader: Reader, selection: CorrectionsSelection) -> Table:
    return effects_table(corrections_view(reader, selection))
