"""Pages of a long ranking, the search by name and the jump to a row: by hand, and on a country of 230."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.errors import BadSelection, NotFound
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import Reader, open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.pages import SIZES, after_choice, ranking_page, searched
from tests.data import large_region
from tests.data.large_region import code_of

COUNT = 230
# Every fiftieth has no rank.
UNRANKED = COUNT // 50


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine: Engine = connect(f"sqlite:///{tmp_path_factory.mktemp('large')}/large.db")
    migrate(engine)
    with writing(engine) as opened:
        large_region.build(opened, municipalities=COUNT)
    with reading(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


@pytest.fixture(scope="module")
def whole(session: Session) -> RankingsView:
    return rankings_view(open_reader(session, MINISTRY), RankingsSelection())


def codes(view: RankingsView) -> list[str]:
    return [row.code for row in (*view.page.ranked, *view.page.unranked)]


def test_pages_follow_one_another_and_hold_everybody_once(ministry: Reader, whole: RankingsView) -> None:
    pages = [rankings_view(ministry, RankingsSelection(page=str(number))) for number in range(1, whole.page.pages + 1)]
    shown = [code for view in pages for code in codes(view)]
    assert shown == [row.code for row in (*whole.ranked, *whole.unranked)]
    assert [view.page.number for view in pages] == [1, 2, 3, 4, 5]
    assert [len(view.page.unranked) for view in pages] == [0, 0, 0, 0, UNRANKED]
    assert [(view.page.first, view.page.last) for view in pages][-1] == (201, 230)
    # Whatever the page: N, ranks and the list to be exported are those of all.
    assert {view.count for view in pages} == {COUNT - UNRANKED}
    assert pages[2].ranked == whole.ranked


def test_a_page_past_the_end_is_the_last(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(page="99", view="chart"))
    assert (view.page.number, view.selection.page) == (5, "5")


def test_the_size_of_a_page_is_one_of_those_offered(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(size="200", page="2"))
    assert (view.page.pages, view.page.rows, len(codes(view))) == (2, COUNT, 30)
    assert rankings_view(ministry, RankingsSelection(size="50")).selection.size is None
    with pytest.raises(BadSelection):
        rankings_view(ministry, RankingsSelection(size="51"))


def test_a_jump_opens_the_page_of_the_row_and_marks_it(ministry: Reader, whole: RankingsView) -> None:
    wanted = whole.ranked[120].code
    view = rankings_view(ministry, RankingsSelection(jump=wanted, view="chart"))
    assert (view.page.number, view.page.jumped) == (3, wanted)
    assert wanted in codes(view)
    # In the address both stand, so that it shows the same again.
    assert "page=3" in view.selection.query()
    assert f"jump={wanted}" in view.selection.query()
    assert rankings_view(ministry, view.selection) == view
    # The table has everybody, and the browser opens the page of the row.
    assert rankings_view(ministry, RankingsSelection(jump=wanted)).selection.page is None


def test_a_jump_to_a_row_that_filters_hide_says_so(ministry: Reader, whole: RankingsView) -> None:
    hidden = next(row for row in whole.ranked if row.kind == "urban_okrug")
    view = rankings_view(ministry, RankingsSelection(jump=hidden.code, kinds=("municipal_okrug",)))
    assert view.page.notice == f"{hidden.name} — не в списке: его исключают фильтры."
    with pytest.raises(NotFound):
        rankings_view(ministry, RankingsSelection(jump="nobody"))


@pytest.mark.parametrize(
    "typed", ["Клёновский 11-й", "кленовский 11-й", "  КЛЁН   11-Й ", "11-й клён", "L0010", "l0010"]
)
def test_names_are_found_whatever_case_letters_and_order(ministry: Reader, whole: RankingsView, typed: str) -> None:
    view = rankings_view(ministry, RankingsSelection(search=typed))
    assert code_of(10) in codes(view)
    assert len(codes(view)) < 4
    ranks = {row.code: row.rank_of for row in whole.ranked}
    # A search finds rows and moves no rank.
    assert all(row.rank_of == ranks[row.code] for row in view.page.ranked)
    assert view.count == whole.count


def test_a_slip_of_the_pen_finds_close_names_and_says_so(whole: RankingsView) -> None:
    found = searched(whole.ranked, "Кленоквский 11-й МО")
    assert "похожие" in found.notice
    assert code_of(10) in {row.code for row in found.rows}
    nothing = searched(whole.ranked, "Ъ")
    assert (nothing.rows, nothing.notice) == ((), "Названия «Ъ» в списке нет.")


def test_a_search_from_the_other_language_finds_the_same_rows(whole: RankingsView) -> None:
    # Each row has several names, and all words must stand in one of them.
    names = {row.code: f"Other {row.code}" for row in whole.ranked}
    assert [row.code for row in searched(whole.ranked, f"other {whole.ranked[0].code}", names).rows] == [
        whole.ranked[0].code
    ]


def test_no_words_are_no_search(ministry: Reader, whole: RankingsView) -> None:
    assert searched(whole.ranked, "  ").rows == whole.ranked
    assert rankings_view(ministry, RankingsSelection(search="   ")).selection.search is None


def test_what_is_chosen_decides_what_stays_of_page_and_mark() -> None:
    chosen = RankingsSelection(page="3", jump="A", search="x")
    assert after_choice(chosen, "page") == chosen.but(jump=None)
    assert after_choice(chosen, "jump") == chosen.but(page=None, search=None)
    assert after_choice(chosen, "search") == chosen.but(page=None, jump=None)
    # The marked row is followed to where new weights put it.
    assert after_choice(chosen, "weights") == chosen.but(page=None)
    assert after_choice(chosen, "scaling") == after_choice(chosen, "") == chosen


@given(page=st.integers(1, 9999), size=st.sampled_from(SIZES), jump=st.none() | st.integers(0, COUNT - 1))
def test_a_page_is_never_empty_and_a_mark_without_a_page_is_on_it(
    whole: RankingsView, page: int, size: int, jump: int | None
) -> None:
    code = None if jump is None else code_of(jump)
    found = ranking_page(
        whole.ranked, whole.unranked, RankingsSelection(page=str(page), size=str(size), jump=code), "", ""
    )
    assert 1 <= found.first <= found.last <= found.rows == COUNT
    assert len(found.ranked) + len(found.unranked) == found.last - found.first + 1 <= size
    if code is not None:
        marked = ranking_page(whole.ranked, whole.unranked, RankingsSelection(size=str(size), jump=code), "", "")
        assert marked.has(code)


def test_long_lists_of_places_are_cut_with_their_number(whole: RankingsView) -> None:
    assert len(whole.ties) < 200
    for _heading, text in whole.robustness.words:
        assert len(text) < 200
