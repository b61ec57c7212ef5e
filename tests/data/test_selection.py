"""What a page may be asked: one parser for addresses, controls and export links."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadSelection
from data.selection import HIGHEST_REVISION, LISTS, Selection

CODES = st.from_regex(r"[0-9A-Za-z._-]{1,64}", fullmatch=True)
WORDS = st.from_regex(r"[a-z_]{1,32}", fullmatch=True)


@given(
    period=st.none() | CODES,
    subject=st.none() | st.just("total") | CODES.map("direction:{}".format),
    kinds=st.lists(WORDS, max_size=5).map(tuple),
    cell=st.none() | st.lists(CODES, min_size=3, max_size=3).map("~".join),
    revision=st.none() | st.integers(1, HIGHEST_REVISION),
)
def test_an_address_gives_the_same_selection_again(
    period: str | None, subject: str | None, kinds: tuple[str, ...], cell: str | None, revision: int | None
) -> None:
    selection = Selection(period=period, subject=subject, kinds=kinds, cell=cell, revision=revision)
    assert Selection.parse(dict(parse_qsl(selection.query()))) == selection


def test_an_address_names_only_what_is_chosen() -> None:
    selection = Selection(period="2026", kinds=("urban_okrug", "municipal_okrug"), revision=184)
    assert selection.query() == "period=2026&kinds=urban_okrug,municipal_okrug&revision=184"
    assert Selection().query() == ""


def test_a_control_may_send_a_list_or_nothing() -> None:
    assert Selection.parse({"kinds": ["urban_okrug"], "period": "", "direction": None}) == Selection(
        kinds=("urban_okrug",)
    )


def test_unknown_names_are_left_alone() -> None:
    assert Selection.parse({"utm_source": "<script>", "period": "2026"}) == Selection(period="2026")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "2026'; --"),
        ("period", {"year": 2026}),
        ("period", 2026),
        ("period", "2" * 65),
        ("period", "２０２６"),
        ("subject", "direction:"),
        ("subject", "totals"),
        ("cell", "M14~1.1"),
        ("stages", "seven"),
        ("kinds", ["urban_okrug", 1]),
        ("kinds", ["x"] * 65),
        ("steps", ["1.1~p~x"] * 151),
        ("steps", ["1.1~p"]),
        ("plan", "next:0"),
        ("plan", "close:"),
        ("kinds", {"urban_okrug": 1}),
        ("revision", "0"),
        ("revision", "-1"),
        ("revision", "1e3"),
        ("revision", True),
        ("revision", HIGHEST_REVISION + 1),
        ("view", "../../etc"),
        ("period", "\ud800"),
    ],
)
def test_what_has_not_the_shape_of_its_field_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(BadSelection, match=name):
        Selection.parse({name: value})


def test_a_message_of_refusal_can_be_sent() -> None:
    with pytest.raises(BadSelection) as refusal:
        Selection.parse({"period": "\ud800" + "x" * 500})
    assert len(str(refusal.value).encode("utf-8")) < 400


@given(st.sampled_from(sorted(LISTS)), st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5))
def test_any_value_is_read_or_refused(name: str, value: object) -> None:
    try:
        assert isinstance(getattr(Selection.parse({name: value}), name), tuple)
    except BadSelection:
        assert value not in (None, "", [])
