"""The change from nine directions to eight in the demo region, and what a head sees of it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.method_change.page import MethodChange, method_change, selected_method_change
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.vocabulary import Comparability, Role

LATEST = str(planted.LAST_YEAR)


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


def change(reader: Reader, municipality: str = planted.SHOWN, period: str = LATEST) -> MethodChange:
    found = method_change(reader, municipality, period, planted.METHODOLOGY)
    assert found is not None
    return found


def test_the_last_change_is_found_from_any_later_period(ministry: Reader) -> None:
    for period in ("2023", "2024", LATEST):
        view = change(ministry, period=period)
        assert (view.older, view.newer) == (2022, 2023)
        assert view.selection.period == "2023"


def test_without_a_change_there_is_nothing(ministry: Reader) -> None:
    assert method_change(ministry, planted.SHOWN, "2022", planted.OLDER_METHODOLOGY) is None
    # The official rubric starts in 2025 beside the demonstration one, which goes on: an addition, not a change.
    assert method_change(ministry, planted.SHOWN, LATEST, planted.OFFICIAL_METHODOLOGY) is None
    with pytest.raises(NotFound):
        method_change(ministry, planted.SHOWN, "1999", planted.METHODOLOGY)


def test_the_crosswalk_is_that_of_the_source(ministry: Reader) -> None:
    view = change(ministry)
    assert [(line.older, line.newer, line.comparable) for line in view.lines] == [
        ("1.1", "1.1", Comparability.PARTLY),
        ("1.2", "1.2", Comparability.FULL),
        ("1.3", "1.3", Comparability.FULL),
        ("1.4", "1.4", Comparability.FULL),
        ("2.1", "1.1", Comparability.PARTLY),
        ("2.2", "2.1", Comparability.FULL),
        ("2.3", "2.2", Comparability.PARTLY),
        ("2.4", "2.2", Comparability.PARTLY),
        ("2.4", "2.4", Comparability.NONE),
        ("2.5", "2.3", Comparability.FULL),
    ]
    assert all(line.note for line in view.lines)
    assert view.common == (("1.2", "1.2"), ("1.3", "1.3"), ("1.4", "1.4"), ("2.2", "2.1"), ("2.5", "2.3"))
    assert [text[:4] for text in view.without_ancestor] == ["2.4."]


def test_places_are_those_of_the_rankings_and_parts_add_up(ministry: Reader) -> None:
    view = change(ministry)
    then = {row.code: row for row in rankings_view(ministry, RankingsSelection(period="2022")).ranked}
    now = {row.code: row for row in rankings_view(ministry, RankingsSelection(period="2023")).ranked}
    assert {row.code for row in view.split} == set(then) & set(now)
    for row in view.split:
        assert (row.then, row.now) == (then[row.code].rank, now[row.code].rank)
        announced = (then[row.code].first or 0) - (now[row.code].first or 0)
        assert (row.rules or 0) + (row.performance or 0) + (row.taking_part or 0) == announced


def test_the_sentence_of_one_municipality_says_the_same_numbers(ministry: Reader) -> None:
    view = change(ministry)
    assert view.own is not None
    assert (view.own.change, view.own.rules, view.own.performance) == (-2, 2, -4)
    assert view.own_words == (
        "Светлоозёрский МО: место 8 в 2022 году, место 10 в 2023 году. Изменение −2 = правила +2 + результаты (−4)."
    )
    with speaking("en"):
        english = change(ministry).own_words
    assert english.endswith("Change −2 = rules +2 + performance (−4).")


def test_a_municipality_of_neither_period_is_reported(ministry: Reader) -> None:
    view = change(ministry, municipality=planted.MERGED_INTO)
    assert view.own is None
    assert view.own_words.startswith("Озёрноключевский МО — не существовал ни в 2022, ни в 2023 году")


def test_an_unknown_municipality_and_none_leave_the_region_only(ministry: Reader) -> None:
    assert change(ministry, municipality="M99").own_words == ""
    view = method_change(ministry, None, LATEST, planted.METHODOLOGY)
    assert view is not None
    assert (view.own, view.own_words) == (None, "")
    assert len(view.split) == 43


def test_a_head_sees_the_same_places(session: Session, ministry: Reader) -> None:
    head = open_reader(session, Viewer(Role.MUNICIPALITY, planted.SHOWN))
    assert change(head).split == change(ministry).split


def test_an_export_without_a_change_says_so(ministry: Reader) -> None:
    assert selected_method_change(ministry, RankingsSelection()).newer == 2023
    with pytest.raises(NotFound, match="методика не менялась"):
        selected_method_change(ministry, RankingsSelection(period="2022"))
