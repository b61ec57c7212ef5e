"""Where the figures of a card came from, folded: file by file, with sheet and cell of each figure."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.views.shared.sources import Sourced, note_words


def sources_details(title: str, named: Iterable[tuple[str, Sourced]], *, may_fetch: bool) -> list[Component]:
    """``named`` are figures with what they are called here. Who may load files fetches the file as it was sent.

    Nothing where no figure came from a file. The figures of a sheet are lines of one text, however many they are.
    """
    found: dict[tuple[str, str, str, int], list[str]] = {}
    for name, one in named:
        source = one.source
        where = f"{name} — {source.place}" + (f". {note_words(one.note)}" if one.note else "")
        found.setdefault((source.file, source.sha256, source.sheet, source.revision), []).append(where)
    if not found:
        return []
    items = [html.Li(_file(*key, places, may_fetch=may_fetch)) for key, places in found.items()]
    return [
        html.Details([html.Summary(title), html.Ul(items, className="documents score-sources")], className="history")
    ]


def _file(file: str, sha256: str, _sheet: str, revision: int, places: list[str], *, may_fetch: bool) -> list[Component]:
    head = _("{file}, revision {revision}").format(file=file, revision=revision)
    told = html.Div([html.B(head), html.Div("\n".join(places), className="second small source-places")])
    return [told, *([html.A(_("Download"), href=f"/original/{sha256}")] if may_fetch else [])]
