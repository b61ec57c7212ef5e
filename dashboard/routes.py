"""Plain addresses beside the pages: health, language, viewer, exports."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import orjson
from flask import Flask, Response, redirect, request
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from callbacks.page import Page
from dashboard.viewer import COOKIE, current_viewer
from data.errors import DatabaseUnavailable, NotFound
from data.exports.file_names import attachment, file_name, latin_file_name, page_words
from data.exports.files import FORMATS, write_table
from data.language import LANGUAGES, _
from data.queries.headings import region_line
from data.queries.revisions import revision_line
from data.queries.start import stored
from data.storage.database import newest_schema, reading, schema_of
from data.storage.reader import open_reader
from data.tables import arranged
from data.views.region_map.geometry import geometry_file
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.calendar import monitoring_year
from data.views.roadmap.page import roadmap_view
from data.views.shared.file_context import with_context
from data.views.shared.viewers import viewers_to_choose
from layouts.parts.viewer_list import ADDRESS

KEPT_BY_THE_VIEWER = "private, max-age=31536000, immutable"
COOKIE_AGE = 365 * 24 * 3600


def add_routes(server: Flask, engine: Engine, pages: Sequence[Page], *, offers_viewers: bool) -> None:
    """Install them; ``offers_viewers`` says that a viewer may be chosen, as in a demonstration."""
    by_key = {page.key: page for page in pages}

    @server.get("/healthz")
    def health() -> Response:
        try:
            with reading(engine) as session:
                session.execute(text("SELECT number FROM revision LIMIT 1"))
        except (SQLAlchemyError, DatabaseUnavailable):
            return Response("the database does not answer", status=503)
        return Response("ok", mimetype="text/plain")

    @server.get("/readyz")
    def ready() -> Response:
        """Whether it can serve: the database answers and has the schema of this version."""
        try:
            with reading(engine) as session:
                found = schema_of(session.connection())
        except (SQLAlchemyError, DatabaseUnavailable):
            return Response("the database does not answer", status=503)
        if found != newest_schema():
            return Response("the database has another schema: run mmuko migrate", status=503)
        return Response("ready", mimetype="text/plain")

    @server.before_request
    def start() -> BaseResponse | None:
        # Dash has taken "/" for its own document, so this cannot be a route.
        return redirect(_first_page(engine, pages[0].path)) if request.path == "/" else None

    @server.get("/language/<code>")
    def choose_language(code: str) -> BaseResponse:
        return _remember("language", code if code in LANGUAGES else LANGUAGES[0])

    @server.get("/viewer/<code>")
    def choose_viewer(code: str) -> BaseResponse:
        if not offers_viewers:
            raise NotFound(_("There is no such page"))
        return _remember(COOKIE, code[:64])

    @server.get(ADDRESS)
    def viewers() -> Response:
        if not offers_viewers:
            raise NotFound(_("There is no such page"))
        with reading(engine) as session:
            found = viewers_to_choose(open_reader(session, current_viewer()))
        return Response(orjson.dumps([(one.code, one.short) for one in found]), mimetype="application/json")

    @server.get("/map/<int:revision>/<mark>.json")
    def outlines(revision: int, mark: str) -> Response:
        with reading(engine) as session:
            content = geometry_file(open_reader(session, current_viewer(), revision), mark)
        # The mark is a hash of the content: another content has another address.
        return Response(content, mimetype="application/json", headers={"Cache-Control": KEPT_BY_THE_VIEWER})

    @server.get("/calendar/roadmap.ics")
    def roadmap_calendar() -> Response:
        return _monitoring_year(engine)

    @server.get("/export/<page_key>/<name>.<kind>")
    def export(page_key: str, name: str, kind: str) -> Response:
        page = by_key.get(page_key)
        if page is None or name not in page.tables or kind not in FORMATS:
            raise NotFound(_("There is no such export."))
        selection = page.selection.parse(request.args.to_dict())
        with reading(engine) as session:
            reader = open_reader(session, current_viewer(), selection.revision)
            found = arranged(page.tables[name](reader, selection), request.args.get("sort", ""))
            table = with_context(reader, selection, found)
        period = table.span or dict(table.context).get(_("Period"), "")
        readable = file_name(page_words(page_key), table.title, period, kind)
        names = attachment(readable, latin_file_name(page_key, name, period, kind=kind))
        return Response(write_table(table, kind), mimetype=FORMATS[kind], headers={"Content-Disposition": names})


def _first_page(engine: Engine, usual: str) -> str:
    """Where the product opens: the checklist while there are no figures, else the first page that has some."""
    with reading(engine) as session:
        found = stored(open_reader(session, current_viewer()))
    if found.has_scores:
        return usual
    return "/indicators" if found.has_observations else "/clusters" if found.has_schools else "/start"


def _remember(name: str, value: str) -> BaseResponse:
    """Keep a choice in a cookie and go back to the page it was made on."""
    back = urlsplit(request.referrer or "/")
    target = back.path + (f"?{back.query}" if back.query else "") if back.netloc in ("", request.host) else "/"
    response = redirect(target if target.startswith("/") and not target.startswith("//") else "/")
    response.set_cookie(name, value, max_age=COOKIE_AGE, httponly=True, samesite="Lax")
    return response


def _monitoring_year(engine: Engine) -> Response:
    """The monitoring year as a file for calendars, with the choices of /roadmap in the query."""
    # Few ask for it, and its package takes as long to load as a page to answer.
    from data.exports.calendar_file import MIMETYPE, calendar_file

    selection = RoadmapSelection.parse(request.args.to_dict())
    with reading(engine) as session:
        reader = open_reader(session, current_viewer(), selection.revision)
        view = roadmap_view(reader, selection)
        year = monitoring_year(reader, view)
        revision, region = revision_line(reader), region_line(reader)
    assert revision is not None
    place = view.selection.municipality
    name = view.choices.municipality(place).short if place else region.name if region else ""
    content = calendar_file(year, revision.created_at, name)
    whose = view.choices.municipality(place).short if place else _("all municipalities")
    readable = file_name(page_words("roadmap"), whose, str(year.year), "ics")
    names = attachment(readable, latin_file_name("roadmap", place, str(year.year), kind="ics"))
    return Response(content, mimetype=MIMETYPE, headers={"Content-Disposition": names})
