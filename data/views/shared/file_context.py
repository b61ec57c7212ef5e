"""What a file says on every row, so that files of two periods can be put under each other."""

from dataclasses import replace

from data.errors import NotFound
from data.language import _
from data.selection import Selection
from data.storage.reader import Reader
from data.tables import Table
from data.views.shared.choices import Choices, settle


def with_context(reader: Reader, selection: Selection, table: Table) -> Table:
    """The table with its period, methodology and revision; nothing is added while the page has no period, and no period
    where the rows have several of their own.
    """
    names = selection.shapes()
    asked = {name: getattr(selection, name) for name in ("period", "methodology") if name in names}
    if "period" not in asked:
        return table
    try:
        settled, choices = settle(reader, Selection(**asked), selection.made_of)
    except NotFound:
        return table
    pairs = [] if table.span else [(_("Period"), Choices.find(choices.periods, settled.period or "").short)]
    if "methodology" in asked:
        pairs.append((_("Methodology"), Choices.find(choices.methodologies, settled.methodology or "").name))
    return replace(table, context=(*pairs, (_("Revision"), str(reader.revision))))
