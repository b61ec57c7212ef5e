"""What a page may be asked: one parser for addresses, controls and export links, and the choices of each page."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadSelection
from data.selection import HIGHEST_REVISION, RevisionShape, Selection, Shape
from data.views.clusters.address import ClustersSelection
from data.views.cycle.address import CycleSelection
from data.views.data_page.address import DataSelection
from data.views.indicators.address import IndicatorsSelection
from data.views.municipality.address import MunicipalitySelection
from data.views.overview.address import OverviewSelection
from data.views.rankings.address import RankingsSelection

PAGES: tuple[type[Selection], ...] = (
    OverviewSelection,
    RankingsSelection,
    CycleSelection,
    MunicipalitySelection,
    ClustersSelection,
    IndicatorsSelection,
    DataSelection,
)
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
ALL_NAMES = sorted({name for page in PAGES for name in page.shapes()})
RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def values_of(shape: Shape) -> st.SearchStrategy[Any]:
    """Everything that a field takes, its emptiness among it."""
    if isinstance(shape, RevisionShape):
        return st.none() | st.integers(1, HIGHEST_REVISION)
    texts = st.from_regex(f"(?a:{shape.pattern})", fullmatch=True)
    if shape.longest is None:
        return st.none() | texts
    return st.lists(texts, max_size=5).map(tuple)


def selections(page: type[Selection]) -> st.SearchStrategy[Selection]:
    return st.builds(page, **{name: values_of(shape) for name, shape in page.shapes().items()})


def read_again(page: type[Selection], address: str) -> Selection:
    parts = urlsplit(address)
    word, _slash, code = parts.path.removeprefix("/").partition("/")
    assert word == page.key
    return page.parse(dict(parse_qsl(parts.query)) | ({page.in_path: code} if code else {}))


@given(st.sampled_from(PAGES).flatmap(lambda page: selections(page)))
def test_a_query_and_an_address_give_the_same_selection_again(selection: Selection) -> None:
    page = type(selection)
    assert page.parse(dict(parse_qsl(selection.query()))) == selection
    assert read_again(page, selection.address()) == selection


@given(st.sampled_from(PAGES), st.sampled_from(ALL_NAMES), RUBBISH)
def test_any_value_is_read_or_refused_by_name(page: type[Selection], name: str, value: object) -> None:
    found, message = page(), ""
    try:
        found = page.parse({name: value})
    except BadSelection as refusal:
        message = str(refusal)
    assert not message or (name in page.shapes() and name in message)
    assert len(message.encode("utf-8")) < 400
    assert page.parse(dict(parse_qsl(found.query()))) == found


@EACH_PAGE
def test_a_choice_of_another_page_is_left_alone(page: type[Selection]) -> None:
    others = {name: "\x00 not the shape of anything" for name in ALL_NAMES if name not in page.shapes()}
    assert others
    assert page.parse(others | {"utm_source": "<script>"}) == page()
    assert page().query() == ""
    assert page().address() == f"/{page.key}"


@EACH_PAGE
def test_a_link_to_a_page_takes_over_the_shared_choices_that_it_has(page: type[Selection]) -> None:
    everything = {"period": "2026", "methodology": "small", "municipality": "M14", "revision": 3}
    source = RankingsSelection(**everything, subject="block:1", search="лес")
    target = page.of(source)
    for name, value in everything.items():
        assert getattr(target, name) == (value if name in page.shapes() else None)
    assert page.parse(dict(parse_qsl(target.query()))) == target
    assert "subject" not in target.query()


def test_a_link_may_choose_more_and_leave_out() -> None:
    source = OverviewSelection(period="2026", municipality="M14", revision=3, forms=("map",))
    target = CycleSelection.of(source, municipality=None, view="region", direction="1.1")
    assert target.address() == "/cycle?period=2026&direction=1.1&view=region&revision=3"


def test_a_choice_that_a_page_has_not_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        IndicatorsSelection(methodology="small")  # type: ignore[call-arg]
    with pytest.raises((TypeError, ValueError)):
        IndicatorsSelection().but(methodology="small")


def test_an_address_names_only_what_is_chosen() -> None:
    selection = CycleSelection(period="2026", kinds=("urban_okrug", "municipal_okrug"), revision=184)
    assert selection.address() == "/cycle?period=2026&kinds=urban_okrug,municipal_okrug&revision=184"
    profile = MunicipalitySelection(municipality="M14", period="2026")
    assert profile.address() == "/municipality/M14?period=2026"
    assert profile.query() == "period=2026&municipality=M14"


def test_a_control_may_send_a_list_or_nothing() -> None:
    found = CycleSelection.parse({"kinds": ["urban_okrug"], "period": "", "direction": None, "revision": []})
    assert found == CycleSelection(kinds=("urban_okrug",))


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        (CycleSelection, "period", "2026'; --"),
        (CycleSelection, "period", {"year": 2026}),
        (CycleSelection, "period", 2026),
        (CycleSelection, "period", "2" * 65),
        (CycleSelection, "period", "２０２６"),
        (CycleSelection, "period", "\ud800" + "x" * 500),
        (RankingsSelection, "subject", "direction:"),
        (RankingsSelection, "subject", "totals"),
        (RankingsSelection, "weights", ["1.1:201"]),
        (RankingsSelection, "page", "0"),
        (CycleSelection, "cell", "M14~1.1"),
        (CycleSelection, "stages", "seven"),
        (CycleSelection, "kinds", ["urban_okrug", 1]),
        (CycleSelection, "kinds", ["x"] * 65),
        (CycleSelection, "kinds", {"urban_okrug": 1}),
        (CycleSelection, "view", "../../etc"),
        (MunicipalitySelection, "steps", ["1.1~p~x"] * 151),
        (MunicipalitySelection, "steps", ["1.1~p"]),
        (MunicipalitySelection, "plan", "next:0"),
        (MunicipalitySelection, "plan", "close:"),
        (DataSelection, "severity", "fatal"),
        (DataSelection, "job", "x" * 32),
        (Selection, "revision", "0"),
        (Selection, "revision", "-1"),
        (Selection, "revision", "1e3"),
        (Selection, "revision", True),
        (Selection, "revision", HIGHEST_REVISION + 1),
    ],
)
def test_what_has_not_the_shape_of_its_field_is_refused_by_name(
    page: type[Selection], name: str, value: object
) -> None:
    with pytest.raises(BadSelection, match=name) as refusal:
        page.parse({name: value})
    assert len(str(refusal.value).encode("utf-8")) < 400
