"""An indicator of quarters, and one of years with a quarter beside them: series, ranks, targets, own table, files."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.intake.kinds.observations.template import observations_template
from data.models.indicators import Observation
from data.queries.indicators import observations
from data.queries.intervals.observed import observed_periods, observed_years
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.own_tables import own_flat_table, own_wide_table
from data.views.indicators.page import IndicatorsView, indicators_view
from data.views.indicators.rank_words import comparison_words, period_notes
from data.views.indicators.region_targets import own_targets, region_targets
from data.views.indicators.series import standing_words
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import list_table, matrix_table, region_table, targets_table
from data.views.shared.file_context import with_context
from data.vocabulary import Nothing, Role, TargetStatus
from layouts.figures.indicators import series_figure, series_keys
from layouts.figures.own_table import own_figure
from layouts.indicators.page import layout
from tests.data import small_indicators
from tests.data.small_indicators import COUNT, QUARTERLY

OF_A = IndicatorsSelection(view="years", indicator=QUARTERLY, municipality="A")
RANKED = IndicatorsSelection(view="municipalities", indicator=QUARTERLY)


@pytest.fixture
def session(small_database: Engine) -> Iterator[Session]:
    with writing(small_database) as written:
        small_indicators.build(written)
        small_indicators.add_quarters(written)
    with reading(small_database) as opened:
        yield opened


def shown(session: Session, selection: IndicatorsSelection, viewer: Viewer = MINISTRY) -> IndicatorsView:
    return indicators_view(open_reader(session, viewer), selection)


def test_a_year_is_what_stands_for_it(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    # The fourth quarter is the last of 2025 that anybody has, the second that of 2026.
    facts = {(one.municipality, one.year): one.value for one in observations(reader, indicators=[QUARTERLY])}
    assert facts == {
        ("A", 2025): 16,
        ("B", 2025): 18,
        ("A", 2026): 13,
        ("C", 2026): Nothing.NO_DATA,
        ("D", 2026): 30,
    }
    assert observed_years(reader)[QUARTERLY] == {2025: 2, 2026: 3}
    # A yearly figure stands for its year whatever else there is.
    counts = {(one.municipality, one.year): one.value for one in observations(reader, indicators=[COUNT])}
    assert counts == {("A", 2025): 4, ("A", 2026): 4, ("B", 2026): Nothing.NO_DATA, ("C", 2026): 0}
    assert observed_periods(reader, COUNT) == ((2025, ""), (2026, "Q1"), (2026, ""))


def test_a_series_has_every_quarter_in_its_place_and_a_gap(session: Session) -> None:
    view = shown(session, OF_A)
    assert view.chosen is not None
    assert view.series is not None
    assert [(point.words, point.value) for point in view.series.points] == [
        ("I кв. 2025", 10),
        ("II кв. 2025", 12),
        ("III квартал 2025", Nothing.NO_DATA),
        ("IV кв. 2025", 16),
        ("I кв. 2026", 14),
        ("II кв. 2026", 13),
    ]
    facts = series_figure(view, view.chosen)["data"][-1]
    # The middle of each quarter: 90, 91, 92 and 92 days of the 365 of its year, whose number is in its middle.
    days = [45, 135.5, 227, 319, 365 + 45, 365 + 135.5]
    assert facts["x"] == pytest.approx([2024.5 + one / 365 for one in days])
    assert facts["y"] == [10, 12, None, 16, 14, 13]
    assert facts["text"][0] == "I кв. 2025: 10"
    assert standing_words(view.series, 2026) == (
        "Год оценивается по последнему значению, 2026 — за период «II квартал 2026». "
        "Части года никогда не складываются."
    )


def test_the_file_of_a_series_has_labels_days_and_one_status_a_year(session: Session) -> None:
    table = series_table(shown(session, OF_A))
    assert [(row["period"], row["from"], row["to"], row["fact"], row["status"]) for row in table.rows] == [
        ("I кв. 2025", "2025-01-01", "2025-03-31", 10, ""),
        ("II кв. 2025", "2025-04-01", "2025-06-30", 12, ""),
        ("III квартал 2025", "2025-07-01", "2025-09-30", Nothing.NO_DATA, ""),
        ("IV кв. 2025", "2025-10-01", "2025-12-31", 16, "достигнута"),
        ("I кв. 2026", "2026-01-01", "2026-03-31", 14, ""),
        ("II кв. 2026", "2026-04-01", "2026-06-30", 13, "не достигнута"),
    ]
    assert "II квартал 2026" in dict(table.notes)["Оценка по"]


def test_years_and_quarters_do_not_mix(session: Session) -> None:
    of_years = shown(session, OF_A.but(indicator=COUNT))
    assert of_years.series is not None
    assert [(point.words, point.value) for point in of_years.series.points] == [("2025", 4), ("2026", 4)]
    assert of_years.series.others == (("Q", "Q1"),)
    of_quarters = shown(session, OF_A.but(indicator=COUNT, interval="Q1"))
    assert of_quarters.series is not None
    assert of_quarters.chosen is not None
    assert [(point.words, point.value) for point in of_quarters.series.points] == [("I кв. 2026", 1)]
    # A target of years is drawn beside quarters, the way to it is not.
    assert {key.group for key in series_keys(of_quarters, of_quarters.chosen)} == {"fact", "target"}
    assert "по годовому значению" in standing_words(of_quarters.series, 2026)
    assert [row["status"] for row in series_table(of_quarters).rows] == [""]


def test_without_a_choice_the_ranking_is_of_what_stands_for_the_year(session: Session) -> None:
    view = shown(session, RANKED)
    table = region_table(view)
    assert view.across is not None
    assert view.chosen is not None
    assert [(row["rank"], row["code"], row["period"], row["value_change"]) for row in table.rows[:2]] == [
        ("1 из 2", "D", "II кв. 2026", 5),
        ("2 из 2", "A", "II кв. 2026", 1),
    ]
    assert table.title.endswith("II кв. 2026")
    assert comparison_words(view.across, view.chosen.indicator, 2026) == (
        "Изменение — к периоду «II квартал 2025»; мест — среди 2 муниципалитетов, у которых место есть в оба. "
        "Часть года сравнивается с той же частью прежнего года, а не с предыдущей частью."
    )
    assert period_notes(view.across, 2026) == "Период: II кв. 2026 (01.04.2026–30.06.2026)."


def test_a_ranking_of_a_chosen_quarter_is_against_the_same_quarter(session: Session) -> None:
    view = shown(session, RANKED.but(interval="Q1"))
    assert view.across is not None
    rows = region_table(view).rows[:3]
    # 14, 14, 11 against 10, nothing, 20: of A and B the one was second and is first, the other the reverse.
    assert [(row["rank"], row["code"], row["value_change"], row["rank_change"]) for row in rows] == [
        ("1–2 из 3", "A", 4, 1),
        ("1–2 из 3", "C", Nothing.NOT_APPLICABLE, Nothing.NOT_APPLICABLE),
        ("3 из 3", "B", -9, -1),
    ]
    assert view.across.intervals == ("Q1", "Q2")
    assert "Статусы — за год, по значению за период «II квартал 2026»" in period_notes(view.across, 2026)
    # By whatever quarter is ranked, the target of the year is judged by the one that stands for it.
    standing = shown(session, RANKED)
    assert standing.across is not None
    assert view.across.counts == standing.across.counts
    assert view.across.counts[TargetStatus.MET] == 1
    assert view.across.counts[TargetStatus.MISSED] == 1
    assert {row["code"]: row["status"] for row in rows}["A"] == "не достигнута"


def test_who_has_another_quarter_alone_has_no_data_of_this_one(session: Session) -> None:
    view = shown(session, RANKED)
    table = with_context(open_reader(session, MINISTRY), view.selection, region_table(view))
    of_b = next(row for row in table.rows if row["code"] == "B")
    assert (of_b["rank"], of_b["period"], of_b["unranked"]) == ("без места", "II кв. 2026", "нет данных за этот период")
    # The row says what its figure is of, the file of which year the page is.
    assert [column.title for column in table.columns if column.key == "period"] == ["Период значения"]
    assert table.context[0] == ("Период", "2026")
    assert "нет данных за этот период" in str(layout(view))
    of_years = region_table(shown(session, RANKED.but(indicator="i1"))).rows
    assert {row["unranked"] for row in of_years} <= {"", "нет данных за этот год"}


def test_a_line_of_years_is_not_joined_where_a_quarter_stands_for_one(session: Session) -> None:
    chosen = IndicatorsSelection(
        view="own", period="2026", own=(QUARTERLY,), places=("A",), years=("2025", "2025-Q4", "2026", "2026-Q2")
    )
    view = shown(session, chosen)
    assert view.own is not None
    assert view.own.span == "2025–2026"
    assert [(trace["x"], trace["y"]) for trace in own_figure(view, view.own)["data"]] == [
        (["IV квартал 2025", "II квартал 2026"], [16, 13]),
        (["2025", "2026"], [16, 13]),
    ]
    table = with_context(open_reader(session, MINISTRY), view.selection, own_flat_table(view))
    assert table.span == "2025–2026"
    assert [heading for heading, _text in table.context] == ["Ревизия"]


def test_a_school_year_has_its_own_days(session: Session) -> None:
    session.execute(update(Observation).where(Observation.label.is_(None)).values(label="2025/2026"))
    view = shown(session, RANKED.but(indicator=COUNT))
    assert view.across is not None
    assert "Период: 2025/2026 (01.09.2025–31.08.2026)." in period_notes(view.across, 2026)


def test_an_interval_that_the_indicator_has_not_is_left_out(session: Session) -> None:
    assert shown(session, RANKED.but(interval="H2")).selection.interval is None
    assert shown(session, RANKED.but(interval="Q4")).year == 2025
    assert shown(session, RANKED.but(interval="Q3", indicator=COUNT)).selection.interval is None


def test_a_form_of_a_year_has_no_place_for_what_has_quarters_alone(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    of_year, of_quarter = (
        observations_template(reader, period=period, municipalities=["A"]).sheets[0] for period in ("2026", "2026-Q1")
    )
    # A count of years with a quarter beside them is asked for in both.
    assert [row["indicator"] for row in of_year.rows if isinstance(row, dict)] == ["i1", COUNT, "i3"]
    assert [row["indicator"] for row in of_quarter.rows if isinstance(row, dict)] == ["i1", COUNT, "i3", QUARTERLY]


def test_a_page_says_which_of_several_kinds_stands(session: Session) -> None:
    view = shown(session, RANKED.but(indicator=COUNT))
    assert view.across is not None
    assert "есть у большего числа муниципалитетов" in period_notes(view.across, 2026)


def test_lists_say_what_a_fact_is_of(session: Session) -> None:
    listed = list_table(shown(session, IndicatorsSelection(view="list", municipality="A")))
    rows = {row["code"]: row for row in listed.rows}
    assert (rows[QUARTERLY]["fact"], rows[QUARTERLY]["period"]) == (13, "II кв. 2026")
    assert (rows[COUNT]["fact"], rows[COUNT]["period"]) == (4, "")
    targets = targets_table(shown(session, IndicatorsSelection(municipality="A", period="2026")))
    assert {row["indicator"]: row["fact"] for row in targets.rows}["Показатель q полностью"] == 13


def test_the_matrix_says_which_quarter_is_judged(session: Session) -> None:
    table = matrix_table(shown(session, IndicatorsSelection(view="matrix", direction="1.2", period="2026")))
    titles = [column.title for column in table.columns]
    assert "5. Показатель q (II квартал 2026)" in titles
    assert "2. Показатель i2" in titles


def test_targets_of_the_overview_name_the_quarter_that_is_judged(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    of_region = {row.indicator.code: row for row in region_targets(reader, tuple("ABCDF"), (2024, 2025, 2026)).rows}
    # The median of 13 and 30, which two have of the five.
    found = of_region[QUARTERLY]
    assert (found.fact, found.counted, found.judged, found.period) == (21.5, 2, 2, "II квартал 2026")
    assert of_region[COUNT].period == ""
    own = {row.indicator.code: row for row in own_targets(reader, "A", (2024, 2025, 2026)).rows}
    assert (own[QUARTERLY].fact, own[QUARTERLY].result.status) == (13, TargetStatus.MISSED)
    assert own[QUARTERLY].period == "II квартал 2026"


def test_a_pace_is_against_the_same_quarter_of_the_year_before(session: Session) -> None:
    # A has 12 and 13 in the second quarters, 16 in the fourth one between them; D 25 and 30.
    rows = {row["code"]: row for row in region_table(shown(session, RANKED)).rows}
    assert [rows[code]["pace"] for code in "AD"] == [1, 5]
    assert series_table(shown(session, OF_A)).rows[-1]["pace"] == 1
    view = shown(session, OF_A)
    assert view.chosen is not None
    assert view.chosen.series == {2025: 12, 2026: 13}
    # 2025 is judged by its fourth quarter, before which there is none.
    assert series_table(view).rows[3]["pace"] is Nothing.NOT_APPLICABLE
    reader = open_reader(session, MINISTRY)
    grid = shown(session, IndicatorsSelection(view="matrix", direction="1.2", period="2026")).matrix
    assert grid is not None
    place = [line.code for line in grid.lines].index(QUARTERLY)
    assert [row.results[place].pace for row in grid.rows] == [1, None, None, 5, None]
    # Of the region the median: 18.5 of 12 and 25, then 21.5 of 13 and 30.
    of_region = {row.indicator.code: row for row in region_targets(reader, tuple("ABCDF"), (2024, 2025, 2026)).rows}
    assert of_region[QUARTERLY].result.pace == 3
    own = {row.indicator.code: row for row in own_targets(reader, "A", (2024, 2025, 2026)).rows}
    assert own[QUARTERLY].result.pace == 1


def test_an_own_table_has_years_and_their_parts(session: Session) -> None:
    chosen = IndicatorsSelection(
        view="own", period="2026", own=(QUARTERLY, COUNT), places=("A",), years=("2026", "2026-Q1")
    )
    view = shown(session, chosen)
    assert view.own is not None
    rows = own_flat_table(view).rows
    assert [(row["indicator_code"], row["period"], row["from"], row["to"], row["fact"]) for row in rows] == [
        (QUARTERLY, "I кв. 2026", "2026-01-01", "2026-03-31", 14),
        (QUARTERLY, "II кв. 2026", "2026-04-01", "2026-06-30", 13),
        (COUNT, "I кв. 2026", "2026-01-01", "2026-03-31", 1),
        (COUNT, "2026", "2026-01-01", "2026-12-31", 4),
    ]
    wide = own_wide_table(view, view.own)
    assert [(row["year"], row["fact0"], row["of0"], row["fact1"]) for row in wide.rows] == [
        ("I квартал 2026", 14, "I кв. 2026", 1),
        ("2026", 13, "II кв. 2026", 4),
    ]
    # A quarter and a year are no line: each kind has its own, and the axis the order of time.
    drawn = own_figure(view, view.own)
    assert [(trace["xaxis"], trace["x"], trace["y"]) for trace in drawn["data"]] == [
        ("x", ["I квартал 2026"], [14]),
        ("x", ["2026"], [13]),
        ("x2", ["I квартал 2026"], [1]),
        ("x2", ["2026"], [4]),
    ]
    assert drawn["layout"]["xaxis"]["categoryarray"] == ["I квартал 2026", "2026"]
    assert {one.address for one in view.own.every_period} >= {"2025-Q4", "2026-Q1", "2026-Q2", "2026"}


def test_the_page_offers_the_periods_as_links(session: Session) -> None:
    ranked, of_a = (str(layout(shown(session, one))) for one in (RANKED, OF_A.but(indicator=COUNT)))
    assert "interval=Q1" in ranked
    assert "II квартал" in ranked
    assert "interval=Q1" in of_a
    assert "Кварталы" in of_a
    # An indicator of nothing but years has no such choice.
    assert "group-chips" not in str(layout(shown(session, RANKED.but(indicator="i1"))))


def test_a_head_sees_the_own_quarters_and_no_one_else(session: Session) -> None:
    view = shown(session, RANKED.but(interval="Q1"), Viewer(Role.MUNICIPALITY, "A"))
    assert view.across is not None
    assert view.across.rows == ()
    assert (view.across.interval, view.across.period) == ("Q1", "I квартал 2026")
