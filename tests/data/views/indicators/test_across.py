"""One indicator over the small region: ranks, quarters, changes, who has none and why, and what a head sees."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.models.indicators import Indicator
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.tables import arranged
from data.views.indicators.address import WITHOUT_DIRECTION, IndicatorsSelection
from data.views.indicators.page import IndicatorsView, indicators_view
from data.views.indicators.rank_words import change_words, comparison_words, quarters_words, rule_words
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import list_table, region_table
from data.vocabulary import Nothing, Polarity, Role
from tests.data import small_indicators
from tests.data.small_indicators import COUNT, SHARE

# As a table of another program names it: no direction, no criterion, no target.
ODD = "Доля, % <5 & «x y»"
BY_SHARE = IndicatorsSelection(view="municipalities", indicator=SHARE)
HEAD_OF_A = Viewer(Role.MUNICIPALITY, "A")


@pytest.fixture
def session(small_database: Engine) -> Iterator[Session]:
    with writing(small_database) as written:
        small_indicators.build(written)
        written.execute(
            update(Indicator)
            .where(Indicator.code == COUNT)
            .values(code=ODD, direction_code="", criterion_code=None, polarity=Polarity.LOWER_IS_BETTER)
        )
    with reading(small_database) as opened:
        yield opened


def shown(session: Session, selection: IndicatorsSelection, viewer: Viewer = MINISTRY) -> IndicatorsView:
    return indicators_view(open_reader(session, viewer), selection)


def test_ranks_ties_and_the_change_among_those_of_both_years(session: Session) -> None:
    # 2026: F 50, D 40, C 30, A 22, B 20 %. Only A has a fact in 2024.
    view = shown(session, BY_SHARE)
    table = region_table(view)
    assert [(row["rank"], row["code"], row["quarter"]) for row in table.rows] == [
        ("1 из 5", "F", "I"),
        ("2 из 5", "D", "I"),
        ("3 из 5", "C", "II"),
        ("4 из 5", "A", "III"),
        ("5 из 5", "B", "IV"),
    ]
    assert view.across is not None
    assert view.chosen is not None
    assert view.across.earlier == 2024
    assert view.across.ranking.common == 1
    by_code = {row["code"]: row for row in table.rows}
    assert (by_code["A"]["rank_change"], by_code["A"]["value_change"]) == (0, 12)
    assert by_code["B"]["value_change"] is Nothing.NOT_APPLICABLE
    assert change_words(view.across.rank_of("B"), view.across) == "в 2024 году места нет"
    assert "2024" in comparison_words(view.across, view.chosen.indicator, view.year)
    assert quarters_words(view.across.ranking, Polarity.HIGHER_IS_BETTER, view.chosen.indicator.unit) == (  # type: ignore[union-attr]
        "Четверти: I — от 40,0\u00a0%, II — от 30,0\u00a0%, III — от 22,0\u00a0%, IV — ниже."
    )


def test_less_is_better_and_who_has_no_fact_stands_below_whatever_the_order(session: Session) -> None:
    table = region_table(shown(session, IndicatorsSelection(view="municipalities", indicator=ODD, period="2026")))
    # C has a real 0, A has 4; B says «no data», D and F say nothing.
    assert [(row["rank"], row["code"]) for row in table.rows[:2]] == [("1 из 2", "C"), ("2 из 2", "A")]
    assert {(row["code"], row["unranked"]) for row in table.rows[2:]} == {
        (code, "нет данных за этот год") for code in "BDF"
    }
    assert table.sections == (2, 3)
    assert [row["code"] for row in arranged(table, "fact~desc").rows[:2]] == ["A", "C"]


def test_without_a_polarity_nobody_is_ranked_and_it_is_said(session: Session) -> None:
    session.execute(update(Indicator).where(Indicator.code == ODD).values(polarity=Polarity.NO_JUDGEMENT))
    table = region_table(shown(session, IndicatorsSelection(view="municipalities", indicator=ODD)))
    assert {row["rank"] for row in table.rows} == {"без места"}
    assert rule_words(Polarity.NO_JUDGEMENT) in dict(table.notes).values()
    assert "не указано" in rule_words(Polarity.NO_JUDGEMENT)


def test_an_indicator_says_its_direction_and_its_last_year_itself(session: Session) -> None:
    view = shown(session, IndicatorsSelection(indicator=ODD, direction="1.2", view="years", municipality="A"))
    assert (view.direction.code, view.direction.name) == (WITHOUT_DIRECTION, "без направления")
    assert view.chosen is not None
    assert view.chosen.indicator.code == ODD
    # The export of one indicator never has another one's figures.
    assert [row["fact"] for row in series_table(view).rows] == [4, 4]
    assert "Показатель i2 полностью" in series_table(view).title


def test_the_list_holds_every_indicator_with_the_fact_of_the_municipality(session: Session) -> None:
    table = list_table(shown(session, IndicatorsSelection(view="list", municipality="A", period="2026")))
    rows = {row["code"]: row for row in table.rows}
    assert set(rows) == {SHARE, ODD, "i3"}
    assert (rows[ODD]["direction"], rows[ODD]["fact"], rows[ODD]["municipalities"]) == ("без направления", 4, 3)
    assert (rows[ODD]["first_year"], rows[ODD]["last_year"], rows[ODD]["polarity"]) == ("2025", "2026", "меньше")
    assert rows[SHARE]["fact"] == 22


def test_a_head_reads_the_own_rank_and_nobody_elses_value(session: Session) -> None:
    view = shown(session, BY_SHARE, HEAD_OF_A)
    assert view.across is not None
    assert view.across.own is not None
    assert (view.across.own.first, view.across.own.last, view.across.own.ranked) == (4, 4, 5)
    assert (view.across.rows, view.across.ranking.rows) == ((), ())
    # Two facts are too few: a rank among two tells the other's side.
    few = shown(session, IndicatorsSelection(view="municipalities", indicator=ODD), HEAD_OF_A)
    assert few.across is not None
    assert few.across.own is None


def test_the_address_keeps_a_code_as_people_have_it() -> None:
    chosen = IndicatorsSelection(indicator=ODD, direction=WITHOUT_DIRECTION, view="years")
    assert IndicatorsSelection.parse(dict(parse_qsl(chosen.query()))) == chosen
