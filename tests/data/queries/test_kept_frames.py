"""Frames are read once a revision, never kept of what may yet be rolled back, and never changed by who gets them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.messages import Message
from data.queries.kept_frames import KeptFrames
from data.queries.results import direction_totals
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.revisions import open_revision
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.vocabulary import RevisionKind, Role
from tests.data.small_region import METHODOLOGY, PERIOD
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

KEY = ("points", PERIOD)


class Source:
    """Gives frames of two numbers and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> pd.DataFrame:
        self.asked += 1
        return pd.DataFrame({"points": [1.0, 2.0]})


def test_a_revision_is_read_once_and_a_new_one_anew(small_database: Engine) -> None:
    kept, source = KeptFrames(), Source()
    for _time in range(2):
        with reading(small_database) as session:
            kept.get(open_reader(session, MINISTRY), KEY, source)
    assert source.asked == 1
    with reading(small_database) as session:
        kept.get(open_reader(session, MINISTRY, revision=1), KEY, source)
        assert source.asked == 2
    with writing(small_database) as session:
        open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="third"))
    with reading(small_database) as session:
        kept.get(open_reader(session, MINISTRY), KEY, source)
        # An earlier revision too: names and years of municipalities change with a revision and are not versioned.
        kept.get(open_reader(session, MINISTRY, revision=1), KEY, source)
    assert source.asked == 4


def test_nothing_is_kept_of_a_transaction_that_writes(small_database: Engine) -> None:
    kept, source = KeptFrames(), Source()
    with writing(small_database) as session:
        for _time in range(2):
            kept.get(Reader(session, MINISTRY, 2), KEY, source)
    assert source.asked == 2


def test_two_databases_share_nothing(small_database: Engine, demo_database: Engine) -> None:
    kept, source = KeptFrames(), Source()
    for engine in (small_database, demo_database):
        with reading(engine) as session:
            kept.get(Reader(session, MINISTRY, 1), KEY, source)
    assert source.asked == 2


def test_a_change_of_the_frame_stays_with_who_made_it(small_database: Engine) -> None:
    kept, source = KeptFrames(), Source()
    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        for _time in range(2):
            frame = kept.get(reader, KEY, source)
            assert frame["points"].tolist() == [1.0, 2.0]
            frame.loc[0, "points"] = 9.0
            frame["more"] = 1


def test_the_oldest_leave_when_there_are_too_many(small_database: Engine) -> None:
    kept = KeptFrames(budget=3 * 150)
    first, other = Source(), Source()
    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        kept.get(reader, ("first",), first)
        kept.get(reader, ("second",), other)
        kept.get(reader, ("first",), first)
        assert first.asked == 1
        for name in ("third", "fourth", "fifth"):
            kept.get(reader, (name,), other)
        kept.get(reader, ("first",), first)
    assert first.asked == 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_head_gets_no_counts_that_the_ministry_has_read_before(demo_database: Engine, order: int) -> None:
    viewers = [MINISTRY, Viewer(Role.MUNICIPALITY, planted.SHOWN)][::order]
    with reading(demo_database) as session:
        found = {viewer.role: rankings_view(open_reader(session, viewer), RankingsSelection()) for viewer in viewers}
    assert {row.effective for row in found[Role.MUNICIPALITY].ranked} == {None}
    assert {row.effective for row in found[Role.MINISTRY].ranked} != {None}


def test_totals_of_an_edit_are_seen_at_once(small_database: Engine) -> None:
    def of_d(revision: int | None) -> float:
        with reading(small_database) as session:
            found = direction_totals(
                open_reader(session, MINISTRY, revision), period=PERIOD, methodology=METHODOLOGY
            ).set_index(["municipality", "direction"])
            return float(found.loc[("D", "1.1"), "parameters_scored"])

    assert (of_d(None), of_d(1), of_d(2)) == (5, 0, 5)


def test_who_comes_while_a_frame_is_read_waits_for_it(small_database: Engine) -> None:
    kept, source = KeptFrames(), Source()
    begun, may_end = Event(), Event()

    def slowly() -> pd.DataFrame:
        begun.set()
        assert may_end.wait(PATIENCE)
        return source()

    def ask(read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        with reading(small_database) as session:
            return kept.get(open_reader(session, MINISTRY), KEY, read)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(ask, slowly)
        assert begun.wait(PATIENCE)
        second = threads.submit(ask, source)
        may_end.set()
        assert first.result(PATIENCE).equals(second.result(PATIENCE))
    assert source.asked == 1


def test_a_frame_that_could_not_be_read_is_read_by_the_next(small_database: Engine) -> None:
    kept, source = KeptFrames(), Source()

    def fail() -> pd.DataFrame:
        raise ValueError("no answer")

    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        with pytest.raises(ValueError, match="no answer"):
            kept.get(reader, KEY, fail)
        kept.get(reader, KEY, source)
    assert source.asked == 1
