"""What /audit shows: the latest entries of the log, by event and by who acted, and the same as a table."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from data.language import _, ngettext
from data.queries.audit import AuditLine, audit_actors, audit_lines
from data.queries.headings import region_line
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.audit.address import AuditSelection
from data.views.shared.revision_words import author_words
from data.vocabulary import AuditEvent, Nothing

SHOWN, EXPORTED = 200, 100_000


@dataclass(frozen=True)
class AuditView:
    """``table`` holds the latest of ``count`` entries that fit; ``events`` and ``actors`` are (value, words) pairs."""

    selection: AuditSelection
    count: int
    table: Table
    events: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]


def audit_view(reader: Reader, selection: AuditSelection) -> AuditView:
    """Raises AccessDenied for anybody but the ministry and administrators."""
    count, table = _table(reader, selection, SHOWN)
    actors = tuple((actor, author_words(actor)) for actor in audit_actors(reader))
    return AuditView(selection, count, table, tuple(event_words().items()), actors)


def audit_table(reader: Reader, selection: AuditSelection) -> Table:
    """The entries that fit, for export."""
    return _table(reader, selection, EXPORTED)[1]


def sentence(view: AuditView) -> str:
    shown = len(view.table.rows)
    words = ngettext("{number} entry", "{number} entries", view.count).format(number=view.count)
    return (
        words if shown == view.count else _("{entries}, the latest {shown} below.").format(entries=words, shown=shown)
    )


def event_words() -> dict[str, str]:
    return {
        AuditEvent.SIGN_IN.value: _("sign-in"),
        AuditEvent.SIGN_IN_REFUSED.value: _("refused sign-in"),
        AuditEvent.SIGN_OUT.value: _("sign-out"),
        AuditEvent.SIGN_OUT_EVERYWHERE.value: _("sign-out everywhere"),
        AuditEvent.ACCOUNT_ADDED.value: _("account added"),
        AuditEvent.ACCOUNT_CHANGED.value: _("role changed"),
        AuditEvent.ACCOUNT_DISABLED.value: _("account disabled"),
        AuditEvent.ACCOUNT_ENABLED.value: _("account enabled"),
        AuditEvent.PASSWORD_RESET.value: _("password reset"),
        AuditEvent.PASSWORD_CHANGED.value: _("password changed"),
        AuditEvent.OPENNESS_CHANGED.value: _("openness to heads changed"),
        AuditEvent.SEED.value: _("demonstration stored"),
        AuditEvent.IMPORT.value: _("import stored"),
        AuditEvent.EDIT.value: _("edit stored"),
        AuditEvent.UNDO.value: _("revision undone"),
        AuditEvent.NOTE_EDIT.value: _("note edited"),
        AuditEvent.NOTE_APPROVAL.value: _("note approved"),
        AuditEvent.BULK_EXPORT.value: _("export in bulk"),
        AuditEvent.ROUND_OPENED.value: _("round opened"),
        AuditEvent.ROUND_DECISION.value: _("decision in a round"),
        AuditEvent.BACKUP.value: _("backup written"),
        AuditEvent.RESTORE.value: _("database restored"),
    }


def _table(reader: Reader, selection: AuditSelection, most: int) -> tuple[int, Table]:
    count, lines = audit_lines(reader, event=selection.event, actor=selection.actor, most=most)
    region = region_line(reader)
    zone = ZoneInfo(region.time_zone if region else "UTC")
    columns = (
        Column("number", "№", Kind.NUMBER, 0),
        Column("at", _("Time")),
        Column("event", _("Event")),
        Column("actor", _("Who")),
        Column("address", _("From where")),
        Column("revision", _("Revision"), Kind.NUMBER, 0),
        Column("detail", _("Details")),
    )
    words = event_words()
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "number": line.number,
            "at": line.at.astimezone(zone).strftime("%d.%m.%Y %H:%M:%S"),
            "event": words.get(line.event, line.event),
            "actor": author_words(line.actor),
            "address": line.address,
            "revision": Nothing.NOT_APPLICABLE if line.revision is None else line.revision,
            "detail": _detail(line),
        }
        for line in lines
    )
    chosen = (
        (_("Event"), words.get(selection.event or "", "") or _("all")),
        (_("Who"), author_words(selection.actor) if selection.actor else _("all")),
        (_("Time"), str(zone)),
    )
    return count, Table("audit", _("Audit log"), columns, rows, chosen)


def _detail(line: AuditLine) -> str:
    return ", ".join(f"{name}: {value}" for name, value in line.detail.items() if value not in (None, ""))
