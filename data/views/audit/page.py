"""What /audit shows: the latest entries of the log, by event and by who acted, and the same as a table."""

from dataclasses import dataclass

from data.formats import moment
from data.language import _, ngettext
from data.queries.audit import audit_actors, audit_lines, stage_names
from data.queries.headings import region_line
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.audit.address import AuditSelection
from data.views.audit.words import detail_words, event_words, origin_words
from data.views.shared.provenance import Provenance, provenance
from data.views.shared.revision_words import author_words
from data.vocabulary import Nothing

SHOWN, EXPORTED = 200, 100_000


@dataclass(frozen=True)
class AuditView:
    """``table`` holds the latest of ``count`` entries that fit; ``events`` and ``actors`` are (value, words) pairs."""

    selection: AuditSelection
    count: int
    table: Table
    events: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]
    provenance: Provenance


def audit_view(reader: Reader, selection: AuditSelection) -> AuditView:
    """Raises AccessDenied for anybody but the ministry and administrators."""
    count, table = _table(reader, selection, SHOWN)
    actors = tuple((actor, author_words(actor)) for actor in audit_actors(reader))
    return AuditView(selection, count, table, tuple(event_words().items()), actors, provenance(reader, None))


def audit_table(reader: Reader, selection: AuditSelection) -> Table:
    """The entries that fit, for export."""
    return _table(reader, selection, EXPORTED)[1]


def sentence(view: AuditView) -> str:
    shown = len(view.table.rows)
    words = ngettext("{number} entry", "{number} entries", view.count).format(number=view.count)
    return (
        words if shown == view.count else _("{entries}, the latest {shown} below.").format(entries=words, shown=shown)
    )


def _table(reader: Reader, selection: AuditSelection, most: int) -> tuple[int, Table]:
    count, lines = audit_lines(reader, event=selection.event, actor=selection.actor, most=most)
    region = region_line(reader)
    zone = region.time_zone if region else "UTC"
    columns = (
        Column("number", _("No."), Kind.NUMBER, 0),
        Column("at", _("Time")),
        Column("event", _("Event")),
        Column("actor", _("Who")),
        Column("address", _("From where")),
        Column("revision", _("Revision"), Kind.NUMBER, 0),
        Column("detail", _("Details")),
    )
    words, stages = event_words(), stage_names(reader)
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "number": line.number,
            "at": moment(line.at, zone, seconds=True),
            "event": words.get(line.event, line.event),
            "actor": author_words(line.actor),
            "address": origin_words(line.address),
            "revision": Nothing.NOT_APPLICABLE if line.revision is None else line.revision,
            "detail": detail_words(line, zone, stages),
        }
        for line in lines
    )
    chosen = (
        (_("Event"), words.get(selection.event or "", "") or _("all")),
        (_("Who"), author_words(selection.actor) if selection.actor else _("all")),
        (_("Time"), zone),
    )
    return count, Table("audit", _("Audit log"), columns, rows, chosen)
