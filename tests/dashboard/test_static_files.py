"""Static files: few, small, compressed once, kept by the browser for ever; and the Plotly is the one Dash expects."""

import gzip
import posixpath
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from dashboard import static_files
from dashboard.app import Application
from dashboard.static_files import BUNDLE, VERSIONS_KEPT, StaticFiles, store

ASKED_LATER = ("async-graph.js", "async-dropdown.js")
BROTLI, GZIP = {"Accept-Encoding": "gzip, br"}, {"Accept-Encoding": "gzip"}


@pytest.fixture
def files(app: Application) -> StaticFiles:
    assert app.static_files
    return app.static_files


def names(files: StaticFiles) -> list[str]:
    folder = files.folder / files.version
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".br", ".gz"}]
    return [str(path.relative_to(folder)) for path in paths]


def fetched(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> bytes:
    with client.get(address, headers=headers or {"Accept-Encoding": "identity"}) as answer:
        assert answer.status_code == 200
        return answer.data


def test_the_bundle_is_the_version_that_the_figures_are_made_for() -> None:
    head = BUNDLE.read_text(encoding="utf-8")[:300]
    assert f"v{get_plotlyjs_version()}" in head
    assert (BUNDLE.parent / "plotly-LICENSE.txt").is_file()


def test_every_file_is_kept_for_ever_under_the_hash_of_what_it_contains(
    client: FlaskClient, files: StaticFiles
) -> None:
    assert {"dash-renderer.js", "styles/all.css", "plotly.js", "async-graph.js", "async-dropdown.js"} <= set(
        names(files)
    )
    for name in names(files):
        with client.get(files.address(name), headers=BROTLI) as answer:
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"], name
            assert "max-age=31" in answer.headers["Cache-Control"], name
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_sent_as_the_browser_can_read_it(client: FlaskClient, files: StaticFiles) -> None:
    address = files.address("plotly.js")
    answers = [fetched(client, address, headers) for headers in (None, GZIP, BROTLI)]
    assert answers[0] == gzip.decompress(answers[1]) == brotli.decompress(answers[2]) == BUNDLE.read_bytes()
    assert len(answers[2]) < len(answers[1]) < len(answers[0]) / 2.5


def test_a_document_asks_for_files_of_one_version_only(client: FlaskClient, files: StaticFiles) -> None:
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', client.get("/rankings").text)
    outside = [address for address in addresses if not address.startswith((files.address(""), "data:"))]
    assert outside == []
    # Nothing that a style or a script names is missing beside it.
    style = fetched(client, files.address("styles/all.css")).decode()
    asked = {name for name in re.findall(r"url\(\"?([^\")]+)\"?\)", style) if not name.startswith("data:")}
    assert {posixpath.normpath(f"styles/{name}") for name in asked} <= set(names(files))


def test_the_files_of_a_first_page_are_few_and_small(client: FlaskClient, files: StaticFiles) -> None:
    fonts = ["fonts/inter-latin-wght-normal.woff2", "fonts/inter-cyrillic-wght-normal.woff2"]
    asked = [
        "dash-renderer.js",
        "styles/all.css",
        "plotly.js",
        "async-graph.js",
        "async-dropdown.js",
        "logo.svg",
        *fonts,
    ]
    weight = sum(len(fetched(client, files.address(name), BROTLI)) for name in asked)
    assert weight + len(fetched(client, "/rankings", BROTLI)) < 850_000


def test_another_content_has_another_address_and_the_same_one_is_not_written_again(tmp_path: Path) -> None:
    first = store({"a.js": b"one" * 900}, tmp_path)
    path = tmp_path / first.version / "a.js.br"
    assert brotli.decompress(path.read_bytes()) == b"one" * 900
    written = path.stat().st_mtime_ns
    assert store({"a.js": b"one" * 900}, tmp_path) == first
    assert path.stat().st_mtime_ns == written
    assert store({"a.js": b"two" * 900}, tmp_path).version != first.version
    assert store({"b.js": b"one" * 900}, tmp_path).version != first.version


def test_only_the_newest_versions_stay(tmp_path: Path) -> None:
    versions = [store({"a.txt": str(number).encode()}, tmp_path).version for number in range(VERSIONS_KEPT + 2)]
    kept = {path.name for path in tmp_path.iterdir()}
    assert versions[-1] in kept
    assert len(kept) == VERSIONS_KEPT


def test_a_version_that_another_process_has_just_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = static_files._write

    def later(files: dict[str, bytes], target: Path) -> None:
        real(files, target)
        real(files, target)

    monkeypatch.setattr(static_files, "_write", later)
    found = store({"a.txt": b"one"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [found.version]


def test_a_page_is_compressed_but_never_kept(client: FlaskClient) -> None:
    for headers, encoding in ((BROTLI, "br"), (GZIP, "gzip")):
        answer = client.get("/rankings", headers=headers)
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.data).startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0, br;q=0"])
def test_who_does_not_ask_for_compression_gets_none(client: FlaskClient, accepted: str) -> None:
    assert "Content-Encoding" not in client.get("/rankings", headers={"Accept-Encoding": accepted}).headers
