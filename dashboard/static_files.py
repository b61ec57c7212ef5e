"""Static files: gathered into one folder, compressed once, and kept by the browser for ever.

Dash names some forty scripts and styles in each document, and its scripts ask for more at fixed addresses, the whole of
plotly.js (4.8 MB) among them, which no browser may keep. Here all of them become one script, one style sheet and the
few files that are asked for later. They stand under an address that is made of what they contain: another content has
another address, so that what a browser has kept is never stale.
"""

import base64
import hashlib
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from wsgiref.headers import Headers

from dash import Dash, dcc
from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from dashboard.door import FROM_INSIDE

# The pages draw lines, bars and boxes only: the published cartesian bundle is a third of the whole plotly.js.
BUNDLE = Path(__file__).parent / "static" / "plotly-cartesian.min.js"
ASSETS = Path(__file__).parent / "assets"
PREFIX = "/static"
# Dash refuses a document that names no script of this name.
SCRIPT, PLOTLY = "dash-renderer.js", "plotly.js"
# In a folder like the style sheets it is made of, so that it names fonts and pictures by the same relative addresses.
STYLE = "styles/all.css"
# Formulas in charts: none are drawn, and compressing two megabytes takes seconds.
NEVER_ASKED_FOR = "async-mathjax.js"
# Asked for by nearly every page, but only once it is drawn: a browser may fetch them while it draws.
SOON = (PLOTLY, "async-graph.js", "async-dropdown.js")
# An open document goes on asking for the files of its own version after a newer one has been started.
VERSIONS_KEPT = 4


@dataclass(frozen=True)
class StaticFiles:
    """The files of one version in ``folder``; ``version`` is a hash of their names and contents."""

    folder: Path
    version: str

    def address(self, name: str) -> str:
        return f"{PREFIX}/{self.version}/{name}"

    @property
    def icon(self) -> str:
        """Inside the document: at an address of its own a browser asks for it again at every change of the address."""
        drawn = base64.b64encode((ASSETS / "logo.svg").read_bytes()).decode()
        return f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{drawn}">'

    @property
    def styles(self) -> str:
        return f'<link rel="stylesheet" href="{self.address(STYLE)}">'

    @property
    def scripts(self) -> str:
        hints = [f'<link rel="prefetch" as="script" href="{self.address(name)}">' for name in SOON]
        return "\n".join([f'<script src="{self.address(SCRIPT)}"></script>', *hints])


def gather(app: Dash) -> dict[str, bytes]:
    """What a browser may ask of ``app``, by name; the document is taken as Dash writes it by itself."""
    client = app.server.test_client()

    def fetched(address: str) -> bytes:
        # While it is built the application asks itself: no session is needed, and no header can say so.
        with client.get(address, environ_overrides={FROM_INSIDE: True}) as answer:
            return bytes(answer.data)

    document = fetched("/overview").decode()
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', document)
    scripts = re.findall(r'<script src="([^"]+)"', document)
    later = [path for path in Path(dcc.__file__).parent.glob("async-*.js") if path.name != NEVER_ASKED_FOR]
    beside = [path for path in ASSETS.rglob("*") if path.suffix in {".woff2", ".svg"}]
    return {
        STYLE: b"\n".join(map(fetched, styles)),
        SCRIPT: b"\n;\n".join(map(fetched, scripts)),
        PLOTLY: BUNDLE.read_bytes(),
        **{path.name: path.read_bytes() for path in later},
        **{str(path.relative_to(ASSETS)): path.read_bytes() for path in beside},
    }


def store(files: dict[str, bytes], folder: Path) -> StaticFiles:
    """Write ``files`` and their compressed copies into a folder of their version, unless it is there already.

    Compressing as much as brotli can takes seconds, so it is done when the product is installed; whoever starts it
    without that waits once.
    """
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    found = StaticFiles(folder, digest.hexdigest()[:16])
    if not (folder / found.version).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _write(files, folder / found.version)
        for old in _versions(folder)[VERSIONS_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    return found


def _write(files: dict[str, bytes], target: Path) -> None:
    """The whole folder or nothing of it; of two processes that write the same one, the later leaves it alone."""
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=target.parent))
    draft.chmod(0o755)
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    compressor = Compressor(quiet=True)
    with ThreadPoolExecutor() as threads:
        names = [str(draft / name) for name in files if compressor.should_compress(name)]
        list(threads.map(compressor.compress, names))
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)


def _versions(folder: Path) -> list[Path]:
    """Complete versions, the newest first."""
    versions = [path for path in folder.iterdir() if path.is_dir() and re.fullmatch(r"[0-9a-f]{16}", path.name)]
    return sorted(versions, key=lambda path: path.stat().st_mtime, reverse=True)


def serve(server: Flask, files: StaticFiles) -> None:
    """Answer requests for the files before the application sees them: they are the same for everybody."""
    wrapped = WhiteNoise(
        server.wsgi_app,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_add_headers,
    )
    for version in _versions(files.folder):
        wrapped.add_files(version, f"{PREFIX}/{version.name}")
    server.wsgi_app = wrapped  # type: ignore[method-assign]


def _add_headers(headers: Headers, _path: str, _address: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
