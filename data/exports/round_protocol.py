"""The protocol of a round as a Word document."""

from data.exports import docx_parts as parts
from data.exports import docx_xml as xml
from data.language import _, current_language
from data.queries.rounds import RoundLine
from data.tables import Table
from data.vocabulary import Nothing

# Columns that a sheet of paper has room for, and their widths in millimetres.
WIDTHS = {"time": 26, "municipality": 32, "form": 28, "file": 34, "outcome": 24, "reason": 30}


def protocol_document(line: RoundLine, table: Table) -> bytes:
    """The .docx in the current language: what the round is, its summary, and each file in the order of coming."""
    title = f"{_('Protocol of the round')}: {line.name}"
    document = parts.new_document(title, line.period, line.created_at, current_language())
    parts.heading(document, title, 0)
    for label, text in table.notes:
        parts.paragraph(document, text, label=label)
    columns = [column for column in table.columns if column.key in WIDTHS]
    rows = [
        [xml.Cell("—" if isinstance(row[column.key], Nothing) else str(row[column.key])) for column in columns]
        for row in table.rows
    ]
    parts.table(document, [column.title for column in columns], rows, widths=tuple(WIDTHS.values()), size=8)
    return parts.content_of(document)
