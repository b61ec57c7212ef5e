"""The application factory: settings in, a running Dash application out."""

from html import escape

from dash import Dash
from flask import Flask, g
from sqlalchemy import Engine

from callbacks import shell as shell_callbacks
from callbacks.registrar import Registrar, Viewing
from dashboard.compression import compress_answers
from dashboard.door import CSRF_COOKIE, CSRF_HEADER, Door
from dashboard.errors import answer_errors
from dashboard.gate import guard
from dashboard.kept.ahead import answers_ahead, open_before_forking
from dashboard.kept.answers import answers_of, installation_of, keep_answers
from dashboard.languages import requested_language, requested_theme
from dashboard.notes import add_notes
from dashboard.pages import PAGES
from dashboard.routes import add_routes
from dashboard.settings import Settings
from dashboard.sign_in.forms import add_sign_in
from dashboard.static_files import StaticFiles, gather, serve, store
from dashboard.uploads import add_uploads
from dashboard.viewer import current_viewer
from dashboard.watching.files_taken import record_files
from dashboard.watching.logs import log_answers, write_json_lines
from dashboard.watching.metrics import add_metrics
from dashboard.watching.state import Installation
from data.errors import ProductError
from data.jobs.queue import JobQueue
from data.storage.database import connect, migrate
from data.work.ahead import ReadAhead, read_first_pages
from layouts.shell import product_name, shell, waiting_words

DOCUMENT = """<!DOCTYPE html>
<html lang="ru">
<head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""


class Application(Dash):
    """Dash whose document says its language, its theme and its name, and asks for one script and one style sheet."""

    static_files: StaticFiles | None = None

    def interpolate_index(self, **parts: str) -> str:
        if self.static_files:
            files = self.static_files
            parts |= {"css": files.styles, "scripts": files.scripts, "favicon": files.icon}
        document: str = super().interpolate_index(**{**parts, "title": product_name()})
        root = f'<html lang="{requested_language()}" data-bs-theme="{requested_theme()}">'
        words = "".join(f' data-waiting-{name}="{escape(text)}"' for name, text in waiting_words().items())
        return document.replace('<html lang="ru">', root, 1).replace("<body>", f"<body{words}>", 1)


def create_app(settings: Settings, engine: Engine | None = None) -> Application:
    """Build the application on a migrated database; ``engine`` replaces the one of the settings.

    Raises ProductError where the settings do not allow a start.
    """
    if problem := settings.problem():
        raise ProductError(problem)
    engine = engine or connect(settings.database_url)
    server = Flask("dashboard", static_folder=None)
    server.config["MAX_CONTENT_LENGTH"] = settings.upload_limit
    door = Door(settings, engine)
    # First of all: nothing of the server is reached but through it.
    door.install(server)
    queue = JobQueue(settings.queue_url)
    add_metrics(server, settings, Installation(engine, queue))
    if settings.log_json:
        log_answers(server)
    app = Application(
        "dashboard",
        server=server,
        serve_locally=True,
        # Ids of the pages are not in the frame; tests check every id instead.
        suppress_callback_exceptions=True,
        enable_mcp=False,
        index_string=DOCUMENT,
        update_title=None,
        csrf_token_name=CSRF_COOKIE,
        csrf_header_name=CSRF_HEADER,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = shell

    def viewing() -> Viewing:
        g.viewing = Viewing(engine, current_viewer(), queue)
        return g.viewing

    registrar = Registrar(app, viewing)
    shell_callbacks.register(registrar, PAGES)
    for page in PAGES:
        page.register(registrar)
    answer_errors(server)
    record_files(server, engine)
    add_sign_in(
        server, engine, door, lambda: app.static_files.styles if app.static_files else app._generate_css_dist_html()
    )
    add_routes(server, engine, PAGES, offers_viewers=settings.demo)
    add_uploads(server, engine, queue, settings.upload_folder)
    add_notes(server, engine, queue, settings.upload_folder)
    # Dash moves registered callbacks into its map on set-up; the gate audits that map.
    app._setup_server()
    guard(server, app, registrar)
    # Before compression is installed: what is kept is what has been compressed.
    if (answers := answers_of(settings)) is not None:
        keep_answers(server, registrar, engine, answers, installation_of(settings, engine))
    compress_answers(server)
    # Last: what is gathered is what the finished application answers.
    server.extensions |= {"registrar": registrar, "kept_answers": answers}
    app.static_files = store(gather(app), settings.static_folder)
    serve(server, app.static_files)
    return app


def production() -> Flask:
    """The server as gunicorn runs it: brought up to date and built once, before its workers are forked.

    Each worker reads ahead (``extensions["read_ahead"]``, started by ``dashboard.server``), once the pages have been
    opened before it is forked (``extensions["before_forking"]``).
    """
    settings = Settings()
    if settings.log_json:
        write_json_lines()
    engine = connect(settings.database_url)
    migrate(engine)
    server: Flask = create_app(settings, engine).server
    is_answered = settings.answer_ahead and server.extensions["kept_answers"] is not None
    server.extensions["read_ahead"] = ReadAhead(engine, answers_ahead(server) if is_answered else read_first_pages)
    server.extensions["before_forking"] = lambda: open_before_forking(server, engine) if is_answered else None
    # A connection must not be shared by processes: each worker opens its own.
    engine.dispose()
    return server
