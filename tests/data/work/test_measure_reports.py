"""What a municipality enters on /roadmap: for its own measures only, as a revision, in the audit log, to be undone."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, Conflict, NotFound
from data.intake.register import compared_cells
from data.language import speaking
from data.models.audit import AuditEntry
from data.models.methodology import Direction
from data.models.region import Municipality
from data.models.revision import Revision
from data.models.roadmap import CalendarDay, MeasureCompletion, RoadmapMeasure
from data.queries.differences import cell_changes
from data.queries.roadmap_measures import own_days, roadmap_measures
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import ChangedSince, undo_revision
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.detail import measure_detail
from data.views.roadmap.page import roadmap_view
from data.vocabulary import MeasureStatus, Role
from data.work.measure_reports import EnteredMeanwhile, add_day, remark, remove_day, report_done, withdraw
from layouts.roadmap.detail import term_options
from tests.data import small_region

pytestmark = pytest.mark.slow

HEAD = Viewer(Role.MUNICIPALITY, "A", "head.a")
OPERATOR = Viewer(Role.OPERATOR, account="operator.one")
# A yearly measure of A and of B since 2020, due on 15 August.
OWN, FOREIGN = (RoadmapSelection(measure=f"{place}~1.1~3.3") for place in "AB")
ENTRY = {
    "term": "2020",
    "done_on": "2020-08-10",
    "title": "Справка о мониторинге",
    "number": "12-о",
    "document_date": "2020-08-12",
}


@pytest.fixture
def region(each_empty: Engine) -> Engine:
    with writing(each_empty) as session:
        small_region.build(session)
        direction = session.scalars(select(Direction.id).where(Direction.code == "1.1")).one()
        for place in session.scalars(select(Municipality).where(Municipality.code.in_(["A", "B"]))):
            session.add(
                RoadmapMeasure(
                    municipality_id=place.id, direction_id=direction, number="3.3", order=1, cycle_component="goals",
                    text="Провести мониторинг", deadline_kind="annual", deadline_from="2020-01-01",
                    deadline_to="2021-08-15", responsible="Центр", expected_result="Справка", valid_from=1,
                )
            )  # fmt: skip
    return each_empty


def newest(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.max(Revision.number))) or 0


def enter(engine: Engine, viewer: Viewer = HEAD, selection: RoadmapSelection = OWN, **other: object) -> int:
    return report_done(engine, viewer, selection, ENTRY | {"base": newest(engine)} | other)


def status(engine: Engine, revision: int | None = None, day: str = "2020-12-01") -> MeasureStatus:
    with reading(engine) as session:
        detail = measure_detail(open_reader(session, MINISTRY, revision), OWN.but(date=day))
    assert detail is not None
    return detail.row.status


def completions(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(MeasureCompletion)) or 0


def test_a_head_marks_the_own_measure_as_done_with_a_document(region: Engine) -> None:
    before = newest(region)
    assert status(region) is MeasureStatus.OVERDUE
    number = enter(region)
    assert number == before + 1
    assert status(region) is MeasureStatus.DONE
    # As of the revision before it is still overdue.
    assert status(region, before) is MeasureStatus.OVERDUE
    with reading(region) as session:
        (line,) = (one for one in roadmap_measures(open_reader(session, HEAD), "small") if one.number == "3.3")
        (proof,) = line.completions
        revision = session.get_one(Revision, number)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.revision == number)).one()
    assert (proof.done_on, proof.title, proof.number) == (date(2020, 8, 10), "Справка о мониторинге", "12-о")
    assert (proof.document_date, proof.author, proof.revision) == (date(2020, 8, 12), "head.a", number)
    assert (revision.kind, revision.author, revision.changed_cells) == ("edit", "head.a", 1)
    assert (entry.event, entry.actor) == ("edit", "head.a")
    assert entry.detail == {"municipality": "A", "measure": "A~1.1~3.3", "term": "2020"}


@pytest.mark.parametrize(
    ("viewer", "selection"),
    [
        (HEAD, FOREIGN),
        (Viewer(Role.MUNICIPALITY, "B"), OWN),
        (MINISTRY, OWN),
        (Viewer(Role.ANALYST), OWN),
    ],
)
def test_nobody_else_reports_for_a_municipality(region: Engine, viewer: Viewer, selection: RoadmapSelection) -> None:
    before = newest(region)
    with pytest.raises(AccessDenied):
        enter(region, viewer, selection)
    with pytest.raises(AccessDenied):
        withdraw(region, viewer, selection, "2020")
    assert (newest(region), completions(region)) == (before, 0)


def test_an_operator_enters_what_came_on_paper(region: Engine) -> None:
    enter(region, OPERATOR)
    assert status(region) is MeasureStatus.DONE


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"title": ""}, BadSelection),
        ({"title": "  \u200b "}, BadSelection),
        ({"title": None}, BadSelection),
        ({"title": "я" * 301}, BadSelection),
        ({"number": "1" * 65}, BadSelection),
        ({"done_on": ""}, BadSelection),
        ({"done_on": "2020-02-30"}, BadSelection),
        ({"done_on": "9999-01-01"}, BadSelection),
        ({"done_on": "2199-01-01"}, BadSelection),
        # The year before was that of another term, and nothing stands that could be replaced.
        ({"done_on": "2019-12-31"}, BadSelection),
        ({"replaces": True}, NotFound),
        ({"document_date": "12.08.2020"}, BadSelection),
        ({"document_date": ["2020-08-12"]}, BadSelection),
        ({"base": "7"}, BadSelection),
        ({"term": "2019"}, NotFound),
        ({"term": {"a": 1}}, NotFound),
    ],
)
def test_what_is_missing_or_no_day_is_refused_and_nothing_is_stored(
    region: Engine, values: dict[str, object], error: type[Exception]
) -> None:
    before = newest(region)
    with pytest.raises(error) as refused:
        enter(region, **values)
    assert str(refused.value)
    assert (newest(region), completions(region)) == (before, 0)


def test_a_day_that_has_not_come_is_named_as_people_write_it(region: Engine) -> None:
    with speaking("ru"), pytest.raises(BadSelection, match=r"день 01\.01\.2099 ещё не наступил"):
        enter(region, done_on="2099-01-01")


def test_a_measure_that_is_not_there_and_an_older_revision_are_refused(region: Engine) -> None:
    with pytest.raises(NotFound):
        enter(region, selection=RoadmapSelection(measure="A~1.1~9.9"))
    with pytest.raises(BadSelection):
        enter(region, OPERATOR, selection=RoadmapSelection())
    enter(region)
    with pytest.raises(BadSelection):
        enter(region, selection=OWN.but(revision=1))


def test_the_same_again_stores_nothing_and_a_correction_replaces(region: Engine) -> None:
    first = enter(region)
    assert enter(region) == first
    other = {"title": "Справка с изменениями", "done_on": "2020-08-20", "number": ""}
    # A document gives way to another only where somebody says so.
    with pytest.raises(Conflict, match="Справка о мониторинге 12-о"):
        enter(region, **other)
    assert newest(region) == first
    second = enter(region, **other, replaces=True)
    assert second == first + 1
    # Done on 20 August, due on the 15th.
    assert status(region) is MeasureStatus.LATE
    assert status(region, first) is MeasureStatus.DONE
    with reading(region) as session:
        before, after = (open_reader(session, MINISTRY, number) for number in (first, second))
        (change,) = cell_changes(before, after, compared_cells())
    assert change.place.what == "1.1 · 3.3 · 2020"
    assert "Справка о мониторинге" in str(change.old)
    assert "Справка с изменениями" in str(change.new)


def test_a_done_term_is_never_the_one_that_is_offered_first(region: Engine) -> None:
    assert offered(region) == ["2020", "2021"]
    enter(region)
    assert offered(region) == ["2021", "2020"]
    enter(region, term="2021", done_on="2021-08-10", document_date="2021-08-10")
    assert offered(region) == ["", "2020", "2021"]


def offered(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [
            one["value"] for one in term_options(measure_detail(open_reader(session, HEAD), OWN.but(date="2021-12-01")))
        ]


def test_a_document_signed_after_the_day_of_completion_is_worth_a_second_look() -> None:
    assert remark(ENTRY) == ("Документ от 12.08.2020 — после дня выполнения, 10.08.2020: проверьте обе даты.")
    assert remark(ENTRY | {"document_date": "2020-08-10"}) == ""


def test_two_who_enter_the_same_term_do_not_overwrite_each_other(region: Engine) -> None:
    base = newest(region)
    enter(region, base=base)
    with pytest.raises(EnteredMeanwhile):
        enter(region, OPERATOR, base=base, title="Другой документ")
    assert status(region) is MeasureStatus.DONE


def test_an_entry_is_taken_back_and_undone(region: Engine) -> None:
    entered = enter(region)
    taken = withdraw(region, HEAD, OWN, "2020")
    assert (taken, status(region), status(region, entered)) == (
        entered + 1,
        MeasureStatus.OVERDUE,
        MeasureStatus.DONE,
    )
    with pytest.raises(NotFound):
        withdraw(region, HEAD, OWN, "2020")
    with writing(region) as session:
        with pytest.raises(ChangedSince):
            undo_revision(session, MINISTRY, entered, author="test")
        undo_revision(session, MINISTRY, taken, author="test")
    assert status(region) is MeasureStatus.DONE


def test_an_operator_undoes_the_entry_of_a_head(region: Engine) -> None:
    entered = enter(region)
    with writing(region) as session:
        with pytest.raises(AccessDenied):
            undo_revision(session, HEAD, entered, author="test")
        undo_revision(session, OPERATOR, entered, author="test")
    assert status(region) is MeasureStatus.OVERDUE


def test_own_dates_are_set_by_those_they_concern(region: Engine) -> None:
    day = {"day": "2026-10-01", "day_title": "Совет по качеству", "yearly": ["yearly"]}
    own = add_day(region, HEAD, RoadmapSelection(), day)
    region_wide = add_day(region, MINISTRY, RoadmapSelection(), day | {"day_title": "Коллегия", "yearly": []})
    for viewer, selection in ((HEAD, RoadmapSelection(municipality="B")), (Viewer(Role.ANALYST), RoadmapSelection())):
        with pytest.raises(AccessDenied):
            add_day(region, viewer, selection, day)
    with reading(region) as session:
        seen = {
            viewer: [(one.municipality, one.title, one.is_yearly) for one in own_days(open_reader(session, viewer))]
            for viewer in (HEAD, Viewer(Role.MUNICIPALITY, "B"))
        }
        codes = dict(session.execute(select(CalendarDay.title, CalendarDay.code)).all())  # type: ignore[arg-type]
    assert sorted(seen[HEAD]) == [("", "Коллегия", False), ("A", "Совет по качеству", True)]
    assert seen[Viewer(Role.MUNICIPALITY, "B")] == [("", "Коллегия", False)]
    with pytest.raises(AccessDenied):
        remove_day(region, HEAD, codes["Коллегия"])
    with pytest.raises(NotFound):
        remove_day(region, Viewer(Role.MUNICIPALITY, "B"), codes["Совет по качеству"])
    removed = remove_day(region, HEAD, codes["Совет по качеству"])
    assert (own, region_wide, removed) == (removed - 2, removed - 1, newest(region))
    with pytest.raises(NotFound):
        remove_day(region, HEAD, codes["Совет по качеству"])


@pytest.mark.parametrize("values", [{"day_title": ""}, {"day": ""}, {"day": 7}, {"day_title": "я" * 201}])
def test_a_date_without_its_day_or_words_is_refused(region: Engine, values: dict[str, object]) -> None:
    with pytest.raises(BadSelection):
        add_day(region, HEAD, RoadmapSelection(), {"day": "2026-10-01", "day_title": "Совет", "yearly": []} | values)


def test_the_day_without_a_choice_is_that_of_the_revision(region: Engine) -> None:
    with writing(region) as session:
        revision = session.get_one(Revision, newest(region))
        # 22:30 UTC is the next day in Moscow.
        revision.created_at = revision.created_at.replace(year=2020, month=8, day=15, hour=22, minute=30)
    with reading(region) as session:
        view = roadmap_view(open_reader(session, MINISTRY), RoadmapSelection())
    assert view.day == date(2020, 8, 16)
    assert view.counts[MeasureStatus.OVERDUE] == 2
