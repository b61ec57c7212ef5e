"""Texts in parts, as the browser reads them."""

from layouts.parts.cell_parts import bold, parts_json
from tests.layouts.reading import Texts


def test_a_text_that_looks_like_a_tag_stays_a_text() -> None:
    sent = parts_json(("<b", " and ", bold("more")))
    assert sent[0] == ""
    assert Texts(sent).seen == "<b and more"
    assert [tag for tag, _content, _attributes in Texts(sent).tags] == ["b"]
