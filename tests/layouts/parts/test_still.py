"""Parts of an answer that only stand there: one component each, and the same elements as before."""

from typing import Any

import orjson
from dash import dcc, html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from layouts.parts.still import Still, still

# Texts that look like a tag or like an attribute's name are texts.
texts = st.one_of(st.text(max_size=6), st.sampled_from(["<", "<b", ">", "a < b"]))
attributes = st.fixed_dictionaries({}, optional={"className": texts, "title": texts, "data-choice": texts})
leaves = st.one_of(st.none(), texts, st.integers(-9, 9), st.just(dcc.Store(id="store")))


def elements(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    plain = st.builds(
        lambda kind, content, given: kind(content, **given),
        st.sampled_from([html.Div, html.P, html.B]),
        st.one_of(children, st.lists(children, max_size=4)),
        attributes,
    )
    link = st.builds(lambda content: dcc.Link(content, href="/cycle"), texts)
    named = st.builds(lambda content, given: html.Div(content, id="named", **given), children, attributes)
    return st.one_of(plain, plain, link, named)


trees = st.recursive(leaves, elements, max_leaves=20)


def element(tag: str, attributes: dict[str, Any], content: Any) -> Any:
    return (tag, tuple(sorted(attributes.items())), flat(content))


def flat(tree: Any) -> list[Any]:
    """The elements and texts of an answer as a browser draws them, still parts or not."""
    if isinstance(tree, list | tuple):
        return [each for part in tree for each in flat(part)]
    if isinstance(tree, Still):
        return flat_drawn(orjson.loads(tree.content))
    if not isinstance(tree, Component):
        return [] if tree is None else [tree]
    properties = {name: value for name, value in tree.to_plotly_json()["props"].items() if value is not None}
    content = properties.pop("children", None)
    tag = "link" if isinstance(tree, dcc.Link) else tree._type.lower()
    return [element(tag, properties, content)]


def flat_drawn(drawn: Any) -> list[Any]:
    if isinstance(drawn, list):
        return [each for part in drawn for each in flat_drawn(part)]
    if not isinstance(drawn, dict):
        return [] if drawn is None else [drawn]
    given = {name: value for name, value in drawn.items() if name not in "<>"}
    return [(drawn["<"], tuple(sorted(given.items())), flat_drawn(drawn.get(">")))]


@given(trees)
def test_the_same_is_drawn(tree: Any) -> None:
    assert flat(still(tree)) == flat(tree)


def living(tree: Any) -> list[Component]:
    if isinstance(tree, list | tuple):
        return [each for part in tree for each in living(part)]
    return [tree, *living(getattr(tree, "children", None))] if isinstance(tree, Component) else []


def test_neighbours_that_are_still_are_one_component() -> None:
    page = html.Div(
        [html.H1("Цикл"), html.P(["по ", html.B("звеньям")]), html.Div(html.Ul([html.Li("a")]), id="map"), html.P("b")]
    )
    found = living(still(page))
    assert [type(each).__name__ for each in found] == ["Div", "Still", "Div", "Still", "P"]
    # What has no part of its own is a component already; the tree that was given stays as it was.
    assert still(html.P("one")).to_plotly_json()["type"] == "P"
    assert isinstance(page.children[0], html.H1)


def test_what_a_callback_may_name_is_left_alone() -> None:
    button = html.Button("x", id="pressed")
    assert still(button) is button
    assert still("text") == "text"
    options = [{"value": "1", "label": "one"}]
    assert still(options) == options
