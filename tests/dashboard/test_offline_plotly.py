"""The served Plotly is the published one without addresses; a version with others is not taken unseen."""

import pytest

from dashboard.offline_plotly import without_addresses

COMMENT = (
    "/*! Bundled license information:\n\nlibrary:\n  (*! Somebody <somebody@example.org> <http://example.org> *)\n*/\n"
)
CODE = (
    'a={dflt:"https://maps.example.org/un/"};b={dflt:"https://editor.example.org/new"};c=\'<a href="https://plotly.com/">\';'
    'd="See https://plotly.com/javascript/animations/";e="See https://plotly.com/javascript/animations/";'
    'f="https://github.com/d3/d3-format/tree/v1.4.5#d3-format";'
    'g="https://github.com/d3/d3-time-format/tree/v2.2.3#locale_format";'
)


def test_addresses_are_replaced_and_notices_stand_apart() -> None:
    bundle, notices = without_addresses(f"draw();{CODE}\n{COMMENT}window.Plotly")
    assert "//" not in bundle
    assert bundle.startswith(
        'draw();a={dflt:""};b={dflt:""};c=\'<a href="#">\';d="See the documentation of animations"'
    )
    assert bundle.endswith("window.Plotly")
    assert notices == COMMENT.replace("<somebody@example.org> ", "")


@pytest.mark.parametrize("published", [COMMENT, CODE, f"{CODE}{CODE}{COMMENT}"])
def test_a_bundle_that_differs_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        without_addresses(published)
