"""Static files: small, compressed once, kept by the browser; and the Plotly that answers is the one Dash expects."""

import gzip
import re

from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from dashboard.static_files import BUNDLE, PLOTLY_PREFIX

PLOTLY = f"{PLOTLY_PREFIX}.v7_1_0m1.min.js"
GZIP = {"Accept-Encoding": "gzip"}


def test_the_bundle_is_the_version_that_the_figures_are_made_for() -> None:
    head = BUNDLE.read_text(encoding="utf-8")[:300]
    assert f"v{get_plotlyjs_version()}" in head
    assert (BUNDLE.parent / "plotly-LICENSE.txt").is_file()


def test_the_smaller_plotly_answers_at_the_fixed_address(client: FlaskClient) -> None:
    plain, small = client.get(PLOTLY), client.get(PLOTLY, headers=GZIP)
    assert plain.data == BUNDLE.read_bytes()
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2.5
    assert "immutable" in plain.headers["Cache-Control"]


def test_every_file_of_the_first_page_is_served_and_the_whole_stays_small(client: FlaskClient) -> None:
    document = client.get("/rankings").text
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', document)
    assert len(addresses) > 10
    weight = 0
    for address in addresses:
        with client.get(address, headers=GZIP) as answer:
            assert answer.status_code == 200
            weight += len(answer.data)
    assert weight < 1_000_000


def test_a_page_is_compressed_but_never_kept(client: FlaskClient) -> None:
    answer = client.get("/rankings", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_does_not_ask_for_compression_gets_none(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/rankings", headers={"Accept-Encoding": "identity"}).headers
