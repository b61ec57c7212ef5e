"""The monitoring year as a file for calendars, read as the viewer of the request."""

from flask import Flask, Response, request
from sqlalchemy import Engine

from dashboard.viewer import current_viewer
from data.exports.calendar_file import MIMETYPE, calendar_file
from data.exports.file_names import attachment, file_name, latin_file_name, page_words
from data.language import _
from data.queries.headings import region_line
from data.queries.revisions import revision_line
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.calendar import monitoring_year
from data.views.roadmap.page import roadmap_view


def add_roadmap_calendar(server: Flask, engine: Engine) -> None:
    """Install ``GET /calendar/roadmap.ics``, with the choices of /roadmap in its query."""

    @server.get("/calendar/roadmap.ics")
    def roadmap_calendar() -> Response:
        selection = RoadmapSelection.parse(request.args.to_dict())
        with reading(engine) as session:
            reader = open_reader(session, current_viewer(), selection.revision)
            view = roadmap_view(reader, selection)
            year = monitoring_year(reader, view)
            revision, region = revision_line(reader), region_line(reader)
        assert revision is not None
        content = calendar_file(year, revision.created_at, region.name if region else "")
        place = view.selection.municipality
        whose = view.choices.municipality(place).short if place else _("all municipalities")
        readable = file_name(page_words("roadmap"), whose, str(year.year), "ics")
        names = attachment(readable, latin_file_name("roadmap", place, str(year.year), kind="ics"))
        return Response(content, mimetype=MIMETYPE, headers={"Content-Disposition": names})
