"""``mmuko note`` and ``mmuko notes``: the same documents as behind the screens."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click
from sqlalchemy import Engine

from dashboard.cli_words import words_command
from data.access import Viewer
from data.exports.note import note_document
from data.exports.note_names import note_name
from data.language import _
from data.selection import Selection
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.note.facts import RegionRanks, note_facts
from data.views.note.page import note_view
from data.views.shared.choices import settle

NOTE_HELP = "Write the analytical note of a municipality as a Word document."
NOTES_HELP = "Write the analytical notes of all municipalities into a folder."
Database = Callable[[str | None], AbstractContextManager[Engine]]


def add_note_commands(group: click.Group, database: Database, viewer: Viewer) -> None:
    """Add both commands, which read as ``viewer``."""

    @words_command(group, "note", NOTE_HELP)
    @click.argument("municipality")
    @click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--period", help="Code of the period, such as 2026.")
    @click.option("--methodology", help="Code of the methodology; needed when there are several.")
    @click.pass_obj
    def note(
        database_url: str | None, municipality: str, out: Path, period: str | None, methodology: str | None
    ) -> int:
        chosen = {"municipality": municipality, "period": period, "methodology": methodology}
        with database(database_url) as engine, reading(engine) as session:
            out.write_bytes(_document(open_reader(session, viewer), Selection.parse(chosen), None)[1])
        click.echo(_("The note is written: {path}").format(path=out))
        return 0

    @words_command(group, "notes", NOTES_HELP)
    @click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
    @click.option("--period", help="Code of the period, such as 2026.")
    @click.option("--methodology", help="Code of the methodology; needed when there are several.")
    @click.pass_obj
    def notes(database_url: str | None, folder: Path, period: str | None, methodology: str | None) -> int:
        with database(database_url) as engine, reading(engine) as session:
            reader = open_reader(session, viewer)
            settled, choices = settle(reader, Selection.parse({"period": period, "methodology": methodology}))
            region = RegionRanks(reader, settled)
            folder.mkdir(parents=True, exist_ok=True)
            for place in choices.municipalities:
                name, content = _document(reader, settled.but(municipality=place.code), region)
                (folder / f"{place.code} {name}").write_bytes(content)
                click.echo(f"{place.code} {name}")
        return 0


def _document(reader: Reader, selection: Selection, region: RegionRanks | None) -> tuple[str, bytes]:
    """The name for people, and what ``note_document`` gives."""
    view = note_view(reader, selection)
    content = note_document(view, note_facts(reader, view, region), reader.viewer.role)
    return note_name(view.municipality.short, view.period.short), content
