"""What /rankings says about certainty, scales, own weights and groups, over the demo region."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import BadSelection, NotFound
from data.queries.attributes import municipality_attributes
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.peers import ALIKE, OWN_SET
from data.views.rankings.robustness import drawn, listed_places
from data.views.rankings.selection import fitting
from data.vocabulary import MunicipalityKind, Role


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


def places(view: RankingsView) -> dict[str, str]:
    return {row.code: row.rank for row in view.ranked}


def test_every_ranked_municipality_has_a_range_around_its_place_and_no_other_has_one(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection())
    assert set(view.robustness.ranges) == {row.code for row in view.ranked}
    for row in view.ranked:
        first, last = view.robustness.ranges[row.code]
        assert first <= (row.first or 0) <= last
        group = view.robustness.groups.get(row.code, (first, last))
        assert group[0] <= first <= last <= group[1]


def test_a_tie_cannot_be_told_apart(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection())
    for tie in (planted.TIE_FOR_FIRST, planted.TIE_IN_THE_MIDDLE):
        assert len({view.robustness.groups[code] for code in tie}) == 1


def test_words_name_every_place_once(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection())
    named: list[int] = []
    for _heading, text in view.robustness.words:
        for part in text.replace(";", ",").split(", "):
            first, _dash, last = part.partition("–")
            named += range(int(first), int(last or first) + 1)
    assert sorted(named) == list(range(1, view.count + 1))
    assert "10 000" in view.robustness.method.replace("\u00a0", " ")
    assert f"ревизия {ministry.revision}" in view.robustness.method
    assert view.robustness.method in {text for _heading, text in view.provenance.lines}


def test_a_single_direction_has_nothing_to_weigh(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(subject="direction:1.1", weights=("1.1:0",)))
    assert not view.robustness.ranges
    assert "одно направление" in view.robustness.words[0][1]
    assert not view.weights.own


def test_a_filter_draws_nothing_anew(ministry: Reader) -> None:
    whole = rankings_view(ministry, RankingsSelection())
    before = drawn.cache_info().misses
    some = rankings_view(ministry, RankingsSelection(kinds=(MunicipalityKind.URBAN_OKRUG.value,), scaling="best"))
    assert drawn.cache_info().misses == before
    assert some.robustness == whole.robustness


def test_runs_of_places_are_drawn_together() -> None:
    assert listed_places([9, 1, 4, 6, 7, 8, 11, 12]) == "1, 4, 6–9, 11, 12"
    assert listed_places([]) == ""


def test_scales_cover_the_ranked_and_a_filter_moves_no_value(ministry: Reader) -> None:
    whole = rankings_view(ministry, RankingsSelection(scaling="min_max"))
    some = rankings_view(ministry, RankingsSelection(scaling="min_max", kinds=(MunicipalityKind.URBAN_OKRUG.value,)))
    assert set(whole.scale.values) == set(places(whole))
    assert (min(whole.scale.values.values()), max(whole.scale.values.values())) == (0, 100)
    assert some.scale.values == whole.scale.values


def test_what_depends_on_the_leader_is_stated_where_one_leads_alone(ministry: Reader) -> None:
    tied = rankings_view(ministry, RankingsSelection(scaling="best"))
    assert tied.scale.without == {}
    assert "делят" in tied.scale.leader
    view = rankings_view(ministry, RankingsSelection(scaling="best", subject="direction:1.1"))
    assert [code for code in view.scale.values if code not in view.scale.without] == [view.ranked[0].code]
    assert max(view.scale.without.values()) == 100


def test_own_weights_change_ranks_and_say_so_everywhere(ministry: Reader) -> None:
    official = rankings_view(ministry, RankingsSelection())
    view = rankings_view(ministry, RankingsSelection(weights=("1.1:200", "2.4:0")))
    assert places(view) != places(official)
    assert view.weights.official == places(official)
    assert view.count == official.count
    assert "не официальные веса" in view.title
    assert view.weights.sentence in view.filters
    # The weighted maximum: 1.1 twice, 2.4 not at all.
    maxima = {
        code: rankings_view(ministry, RankingsSelection(subject=f"direction:{code}")).maximum for code in ("1.1", "2.4")
    }
    assert view.maximum == official.maximum + maxima["1.1"] - maxima["2.4"]


def test_weights_are_not_carried_into_another_methodology(ministry: Reader) -> None:
    assert rankings_view(ministry, RankingsSelection(weights=("1.1:200",))).history.left_out == ("2022",)
    older = RankingsSelection(period="2022", weights=("1.1:150", "9.9:120"))
    assert fitting(ministry, older).weights == ("1.1:150",)


def test_official_weights_are_no_choice(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(weights=("1.1:100",)))
    assert view.selection.weights == ()
    assert not view.weights.own


def test_weights_of_nothing_and_unknown_choices_are_refused(ministry: Reader) -> None:
    zeros = tuple(f"{choice.code}:0" for choice in rankings_view(ministry, RankingsSelection()).choices.directions)
    with pytest.raises(BadSelection, match="больше 0"):
        rankings_view(ministry, RankingsSelection(weights=zeros))
    for unknown in (
        RankingsSelection(weights=("9.9:120",)),
        RankingsSelection(scaling="stars"),
        RankingsSelection(peers="friends"),
        RankingsSelection(peers=OWN_SET, municipalities=("M99",)),
    ):
        with pytest.raises(NotFound, match="Есть:"):
            rankings_view(ministry, unknown)


def test_the_like_of_the_pinned_are_listed_with_their_ranks_in_the_group(ministry: Reader) -> None:
    whole = places(rankings_view(ministry, RankingsSelection()))
    view = rankings_view(ministry, RankingsSelection(peers=ALIKE, municipality=planted.SHOWN))
    assert view.peers.members is not None
    assert planted.SHOWN in view.peers.members
    assert {row.code for row in (*view.ranked, *view.unranked)} == view.peers.members
    # The group filters the list; places stay those of the region.
    assert places(view) == {code: whole[code] for code in places(view)}
    assert {text.split()[-1] for text in view.peers.ranks.values()} == {str(len(view.ranked))}
    assert "Как подобраны" in view.peers.how


def test_the_like_are_asked_for_a_pinned_one(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(peers=ALIKE))
    assert view.peers.members is None
    assert "Закрепите" in view.peers.how


def test_an_own_set_is_compared_and_told_apart_by_kind(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(peers=OWN_SET, municipalities=("M01", "M40")))
    assert view.peers.members == {"M01", "M40"}
    assert "разных видов" in view.peers.warning
    assert "municipalities=M01,M40" in view.selection.query()


def test_a_head_sees_ranges_and_groups_as_everybody_does(session: Session, ministry: Reader) -> None:
    head = open_reader(session, Viewer(Role.MUNICIPALITY, planted.SHOWN))
    chosen = RankingsSelection(peers=ALIKE, municipality=planted.SHOWN)
    mine, theirs = rankings_view(head, chosen), rankings_view(ministry, chosen)
    assert (mine.robustness, mine.peers) == (theirs.robustness, theirs.peers)


def test_attributes_sum_schools_and_students_of_those_that_exist(ministry: Reader) -> None:
    found = municipality_attributes(ministry, period="2026").set_index("municipality")
    assert len(found) == 42
    assert (found["schools"] > 0).all()
    assert (found["students"] > found["schools"]).all()
    # The enrolment of a period that nobody has filled in is unknown, not zero.
    assert municipality_attributes(ministry, period="1999").empty
