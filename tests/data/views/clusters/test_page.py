"""The page of school clusters: figures worked out by hand, and what a head can never learn of foreign schools."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, NotFound, NothingYet
from data.measures.clusters import OutsideReason, Quarter
from data.storage.reader import open_reader
from data.views.clusters.address import ClustersSelection
from data.views.clusters.lines import ClustersView, Place, SchoolLine
from data.views.clusters.page import clusters_view
from data.vocabulary import Nothing, Role
from tests.data import school_region

HEAD = Viewer(Role.MUNICIPALITY, "A")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with school_region.opened(tmp_path_factory.mktemp("schools")) as session:
        yield session


def view(session: Session, viewer: Viewer = MINISTRY, selection: ClustersSelection | None = None) -> ClustersView:
    return clusters_view(open_reader(session, viewer), selection or ClustersSelection())


def school(view: ClustersView, code: str) -> SchoolLine:
    return next(line for line in view.schools if line.code == code)


def test_defaults_are_the_compared_clusters_the_first_indicator_and_the_chart(session: Session) -> None:
    selection = view(session).selection
    assert (selection.indicator, selection.period, selection.municipality) == (school_region.INDICATOR, "2026", "A")
    assert (selection.clusters, selection.view) == (("large", "small", "basic"), "box")


def test_the_figures_of_a_cluster(session: Session) -> None:
    # large: 40, 60, 60 and 75 %; C-1 has no value.
    group = view(session).group("large")
    assert (group.figures.schools, group.figures.observed, group.figures.comparable) == (5, 4, 4)
    assert group.figures.five_numbers == (40, 55, 60, 63.75, 75)
    assert (group.figures.numerator, group.figures.denominator) == (125, 210)
    assert group.figures.share == pytest.approx(125 / 210)
    assert group.own.schools == 1


def test_the_regions_share_is_the_ratio_of_all_sums(session: Session) -> None:
    total = view(session).total
    assert (total.figures.numerator, total.figures.denominator) == (177, 369)
    assert total.figures.median is Nothing.NOT_APPLICABLE


def test_two_schools_are_hidden_and_the_smallest_group_beside_them(session: Session) -> None:
    # basic has two schools; without the sums of outside (three) the region's total does not give them away.
    shown = view(session)
    assert shown.group("basic").figures.share is Nothing.HIDDEN
    assert shown.group("basic").figures.median is Nothing.HIDDEN
    assert shown.group("outside").figures.numerator is Nothing.HIDDEN
    assert shown.group("small").figures.numerator == 33


def test_ranks_count_the_whole_cluster_whoever_looks(session: Session) -> None:
    for viewer in (MINISTRY, HEAD):
        shown = view(session, viewer)
        assert school(shown, "A-1").place == Place(2, 3, 4, Quarter.MIDDLE)
        assert school(shown, "A-2").place == Place(3, 3, 4, Quarter.MIDDLE)
        assert school(shown, "A-3").place is None
        assert school(shown, "A-3").is_small
    # Alone among those with a rank in a hidden cluster: even that it is the only one stays hidden.
    assert school(view(session), "C-4").place is Nothing.HIDDEN


def test_exactly_500_and_unknown_enrolment(session: Session) -> None:
    shown = view(session)
    assert school(shown, "A-2").group == "small"
    assert shown.boundaries == ((500, "small"),)
    assert school(shown, "B-4").outside_reason is OutsideReason.ENROLMENT_UNKNOWN
    assert school(shown, "A-4").outside_reason is OutsideReason.KIND


def test_a_head_gets_no_foreign_school_in_any_corner_of_the_view(session: Session) -> None:
    everything = repr(view(session, HEAD, ClustersSelection(clusters=("large", "small", "basic", "outside"))))
    assert "Школа A-1" in everything
    for code in school_region.SCHOOLS:
        if not code.startswith("A"):
            assert code not in everything


def test_a_head_cannot_mark_the_schools_of_another_municipality(session: Session) -> None:
    with pytest.raises(AccessDenied):
        view(session, HEAD, ClustersSelection(municipality="B"))


def test_a_pinned_school_brings_its_municipality(session: Session) -> None:
    shown = view(session, selection=ClustersSelection(municipality="A", school="B-1"))
    assert (shown.selection.municipality, shown.municipality.code) == ("B", "B")
    assert shown.pinned is not None
    assert (shown.pinned.code, shown.pinned.municipality) == ("B-1", "B")
    assert {line.municipality for line in shown.marked_schools} == {"B"}
    assert view(session).pinned is None


def test_a_head_cannot_pin_a_foreign_school_nor_learn_whether_there_is_one(session: Session) -> None:
    for code in ("B-1", "Z-1"):
        with pytest.raises(NotFound, match=code) as refused:
            view(session, HEAD, ClustersSelection(school=code))
        assert str(refused.value).replace(code, "") == str(unknown_school(session)).replace("B-9", "")


def unknown_school(session: Session) -> NotFound:
    with pytest.raises(NotFound) as refused:
        view(session, HEAD, ClustersSelection(school="B-9"))
    return refused.value


def test_for_the_only_stranger_in_a_cluster_the_figures_are_hidden_from_a_head(session: Session) -> None:
    # Whoever knows B's own three of «small» would find the two others by subtraction: B has 2 of 4 there.
    shown = view(session, Viewer(Role.MUNICIPALITY, "B"))
    assert shown.group("small").figures.share is Nothing.HIDDEN
    assert shown.group("small").figures.median is Nothing.HIDDEN
    assert all(line.place is Nothing.HIDDEN for line in shown.schools if line.group == "small")


@pytest.mark.parametrize(
    "selection",
    [
        ClustersSelection(indicator="none"),
        ClustersSelection(clusters=("none",)),
        ClustersSelection(view="none"),
        ClustersSelection(municipality="Z"),
        ClustersSelection(school="Z-1"),
    ],
)
def test_an_unknown_choice_is_refused_by_name(session: Session, selection: ClustersSelection) -> None:
    with pytest.raises(NotFound, match=r"none|Z"):
        view(session, selection=selection)


def test_the_chosen_clusters_keep_their_order_and_the_figures_do_not_depend_on_them(session: Session) -> None:
    shown = view(session, selection=ClustersSelection(clusters=("basic", "large")))
    assert [group.code for group in shown.chosen_groups] == ["large", "basic"]
    assert shown.group("basic").figures.share is Nothing.HIDDEN
    assert [line.code for line in shown.chosen_schools][:3] == ["B-2", "A-1", "C-2"]
    assert [line.code for line in shown.marked_schools] == ["A-1", "A-2", "A-3", "A-4"]


def test_before_any_school_was_loaded_there_is_nothing_to_show_yet(session: Session) -> None:
    with pytest.raises(NothingYet):
        clusters_view(open_reader(session, MINISTRY, 2), ClustersSelection())


def test_the_page_says_its_thresholds_and_its_source(session: Session) -> None:
    words = " ".join(text for _heading, text in view(session).provenance.lines)
    for part in ("10", "3", "753", "Знаменатель не назван."):
        assert part in words
