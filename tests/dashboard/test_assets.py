"""What the browser gets beside the pages: complete, of this server alone, and readable in both themes."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from dashboard.static_files import BUNDLE

ASSETS = Path(__file__).parents[2] / "dashboard" / "assets"
SENT = [path for path in sorted(ASSETS.rglob("*")) if path.suffix in {".css", ".js", ".svg"}]
OWN = [path for path in SENT if "00-" not in path.name]
FOREIGN = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}|@import")
# Names of vocabularies of XML: they are compared, never fetched.
NAMESPACE = re.compile(r"http://www\.w3\.org/(?:2000/svg|2000/xmlns/|1999/xlink|1999/xhtml|XML/1998/namespace)")
# Ink on ground, each pair as it meets on a page.
TEXT_PAIRS = [
    ("ink", "sheet"), ("ink", "page"), ("ink", "own"), ("ink", "sunken"), ("ink", "quiet"), ("ink", "hover"),
    ("ink-second", "sheet"), ("ink-second", "page"), ("ink-second", "own"), ("ink-second", "quiet"),
    ("ink-second", "disabled"), ("link", "sheet"), ("link", "page"), ("action", "sheet"), ("on-action", "action"),
    ("on-action", "link"), ("up", "sheet"), ("up", "own"), ("down", "sheet"), ("down", "own"), ("error", "sheet"),
    ("error", "state-absent"), ("error-ink", "error-ground"), ("ink", "error-ground"), ("sand-ink", "sand"),
    ("on-absent", "state-absent"), ("on-partial-low", "state-partial-low"), ("on-formed", "state-formed"),
    ("on-partial-high", "state-partial-high"), ("on-not-applicable", "not-applicable"), ("ink", "hatch-ground"),
    ("on-met", "met"), ("on-on-track", "on-track"), ("on-behind", "behind"), ("on-missed", "missed"),
]  # fmt: skip
# Lines that carry meaning: the frame of a control, the ring of the focus, a bar, the tick of a target.
LINE_PAIRS = [("control-line", "sheet"), ("focus", "sheet"), ("bar", "sheet"), ("target-tick", "bar-ground")]


def themes() -> dict[str, dict[str, str]]:
    text = (ASSETS / "styles" / "10-tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\[data-bs-theme=\"(light|dark)\"\] \{(.*?)\n\}", text, re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for theme, block in blocks:
        found.setdefault(theme, {}).update(dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_published() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme: str) -> None:
    tokens = themes()[theme]
    weak = {
        f"{ink} on {ground}": round(contrast(tokens[ink], tokens[ground]), 2)
        for ink, ground in TEXT_PAIRS
        if contrast(tokens[ink], tokens[ground]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_that_mean_something_can_be_seen(theme: str) -> None:
    tokens = themes()[theme]
    weak = {
        f"{line} on {ground}": round(contrast(tokens[line], tokens[ground]), 2)
        for line, ground in LINE_PAIRS
        if contrast(tokens[line], tokens[ground]) < 3
    }
    assert not weak


def test_both_themes_name_the_same_colours() -> None:
    assert themes()["light"].keys() == themes()["dark"].keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_completeness_can_be_told_apart_in_grey(theme: str) -> None:
    tokens = themes()[theme]
    steps = [luminance(tokens[f"state-{name}"]) for name in ("absent", "partial-low", "partial-high", "formed")]
    assert steps == sorted(steps, reverse=theme == "light")


def foreign(text: str) -> list[str]:
    return FOREIGN.findall(NAMESPACE.sub("", text))


@pytest.mark.parametrize("path", [*SENT, BUNDLE], ids=lambda path: path.name)
def test_no_address_of_another_host_is_sent(path: Path) -> None:
    """Made here or by others, in code or in a comment: on a closed network nothing may even be tried."""
    assert not foreign(path.read_text(encoding="utf-8"))


def test_an_address_of_another_host_would_be_seen() -> None:
    assert foreign('src: url("https://fonts.example.com/x.woff2");')
    assert foreign('load("//example.com/x.js");')
    assert not foreign('document.createElementNS("http://www.w3.org/2000/svg", "path")')


@pytest.mark.parametrize("path", [path for path in OWN if path.suffix == ".css"], ids=lambda path: path.name)
def test_every_file_a_style_names_is_there(path: Path) -> None:
    for name in re.findall(r"url\(\"?([^\")]+)\"?\)", path.read_text(encoding="utf-8")):
        assert name.startswith("data:") or (path.parent / name).is_file(), name


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize(
    "name", ["libraries/00-bootstrap.LICENSE.txt", "libraries/00-plotly-ru.LICENSE.txt", "fonts/LICENSE.txt"]
)
def test_what_others_made_has_its_licence_beside_it(name: str) -> None:
    assert "Copyright" in (ASSETS / name).read_text(encoding="utf-8")


def test_the_style_of_bootstrap_comes_before_our_own(app: Application, client: FlaskClient) -> None:
    assert app.static_files
    with client.get(app.static_files.address("styles/all.css"), headers={"Accept-Encoding": "identity"}) as answer:
        style = answer.text
    sources = [path for folder in ("libraries", "styles") for path in sorted((ASSETS / folder).glob("*.css"))]
    places = [style.index(path.read_text(encoding="utf-8")) for path in sources]
    assert places == sorted(places)
    assert "bootstrap" in sources[0].name
    assert len(sources) == len([path for path in SENT if path.suffix == ".css"])
