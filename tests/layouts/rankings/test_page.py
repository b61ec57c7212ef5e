"""What stands on /rankings: the same ranks in the table, the chart and the export, and every kind of gap in words."""

from collections.abc import Iterator

import pytest
from dash import html
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.selection import CHART, NO_KIND, NOBODY, settled_selection
from data.views.rankings.tables import history_table, ranking_table
from data.vocabulary import Nothing, Role
from layouts.figures.rankings import bars
from layouts.rankings.controls import Ids, controls
from layouts.rankings.page import content, layout, sentence
from tests.layouts.drawing import drawn
from tests.layouts.reading import ReadRow, ReadTable, seen, tables, walk

HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


def shown(session: Session, viewer: Viewer = MINISTRY, **choices: object) -> RankingsView:
    return rankings_view(open_reader(session, viewer), RankingsSelection.parse(choices))


def cards(view: RankingsView) -> html.Div:
    return html.Div(content(view))


def ranking(view: RankingsView) -> ReadTable:
    """The ranking, or those without a rank beside a chart."""
    return next(table for table in tables(cards(view)) if table.content["name"] in ("ranking", "unranked"))


def row_of(view: RankingsView, name: str) -> ReadRow:
    return next(row for row in ranking(view).rows if name in row.spoken)


def cells(row: ReadRow) -> list[str]:
    return [cell.seen for cell in row.cells]


def test_three_tied_have_the_same_rank_in_table_chart_and_export(session: Session) -> None:
    view = shown(session)
    names = [row.name for row in view.ranked if row.code in planted.TIE_IN_THE_MIDDLE]
    assert len(names) == 3
    on_screen = {cells(row_of(view, name))[0] for name in names}
    figure = drawn(bars(view))
    in_chart = {text.split("   ")[0] for text in figure.layout.yaxis.ticktext if text.split("   ")[1] in names}
    hovered = [text for text in figure.data[0].hovertext if "21–23 из 39" in text]
    exported = {row["rank"] for row in ranking_table(view).rows if row["code"] in planted.TIE_IN_THE_MIDDLE}
    assert on_screen == in_chart == exported == {"21–23"}
    assert len(hovered) == 3
    assert "21–23" in view.ties


def test_ranks_agree_everywhere_for_every_row(session: Session) -> None:
    view = shown(session, subject="direction:1.1")
    on_screen = [cells(row)[0] for row in ranking(view).rows[: view.count]]
    in_chart = [text.split("   ")[0] for text in drawn(bars(view)).layout.yaxis.ticktext]
    exported = [row["rank"] for row in ranking_table(view).rows][: view.count]
    assert on_screen == in_chart == exported == [row.rank for row in view.ranked]


def test_the_pinned_row_stands_on_top_and_in_its_place(session: Session) -> None:
    table = ranking(shown(session, municipality=planted.SHOWN))
    (on_top,) = table.pinned
    assert [index for index, row in enumerate(table.rows) if row.look == "own"] == [13]
    assert on_top.look == "own pinned"
    assert cells(on_top)[1:3] == cells(table.rows[13])[1:3] == ["Светлоозёрский МО", "742"]
    assert on_top.cells[0].spoken == "14закреплён"
    assert cells(table.rows[13])[0] == "14"


def test_who_is_filtered_out_stays_pinned(session: Session) -> None:
    table = ranking(shown(session, municipality=planted.SHOWN, kinds="urban_okrug"))
    assert planted.SHOWN not in table.content["keys"]
    assert "Светлоозёрский МО" in table.pinned[0].seen


def test_those_without_a_rank_follow_with_their_reason(session: Session) -> None:
    view = shown(session)
    table = ranking(view)
    assert table.sections == [39, 3]
    assert [line.seen for line in table.lines] == ["Без места: 3 муниципалитета, в число 39 не входят"]
    last = table.rows[-3:]
    assert cells(last[0])[0] == "—"
    assert "неполный цикл" in last[0].seen
    empty = row_of(view, "Морошкинский МР")
    # No data is no zero, neither for the eye nor for the ear.
    assert cells(empty)[2] == cells(empty)[-2] == "н/д"
    assert "нет данных" in empty.spoken


def test_the_chart_names_those_without_a_rank_below(session: Session) -> None:
    view = shown(session, view=CHART)
    assert any(getattr(part, "id", None) == Ids.CHART for part in walk(cards(view)))
    table = ranking(view)
    assert [line.seen[:9] for line in table.lines] == ["Без места"]
    assert [row.seen[:1] for row in table.rows] == ["—", "—", "—"]


def test_names_lead_to_the_profile_of_the_municipality(session: Session) -> None:
    view = shown(session, subject="direction:1.1", revision=6)
    (href,) = row_of(view, "Светлоозёрский МО")["municipality"].hrefs
    assert href == f"/municipality/{planted.SHOWN}?period=2026&methodology={planted.METHODOLOGY}&revision=6"


def test_a_head_is_led_only_to_the_own_profile_and_sees_no_count_of_others(session: Session) -> None:
    page = cards(shown(session, HEAD))
    links = {href for table in tables(page) for cell in table.cells for href in cell.hrefs}
    assert len(links) == 1
    assert links.pop().startswith(f"/municipality/{planted.SHOWN}?")
    assert "Полный цикл" not in seen(page)
    assert "full_cycles" not in {column.key for column in ranking_table(shown(session, HEAD)).columns}


def test_the_ministry_sees_how_many_directions_are_managed_in_full(session: Session) -> None:
    view = shown(session)
    assert row_of(view, "Песчаноборский МР")["full_cycles"].seen == "✓ 3"
    assert row_of(view, "Кремнегорский ГО")["full_cycles"].seen == "0"
    exported = {row["code"]: row["full_cycles"] for row in ranking_table(view).rows}
    assert exported[planted.MODEST_FULL_CYCLE] == 3
    assert exported[planted.WITHOUT_ASSESSMENT] is Nothing.NO_DATA
    # Block 2 of the half-filled one is not scored: four directions are open, not failed.
    assert next(row["unjudged"] for row in ranking_table(view).rows if row["code"] == planted.HALF_FILLED) == 4


def test_columns_of_change_are_there_only_when_something_is_compared(session: Session) -> None:
    assert "к 2025" in seen(cards(shown(session)))
    other = cards(shown(session, period="2023"))
    assert "к 2022" not in seen(other)
    assert "Нет сравнения с 2022 годом" in seen(other)
    exported = ranking_table(shown(session, period="2023")).rows[0]
    assert exported["rank_change"] == "нет сравнения: раньше была другая методика"


def test_the_rank_within_the_kind_is_shown_when_kinds_are_filtered(session: Session) -> None:
    view = shown(session, kinds="urban_okrug")
    assert ranking(view).rows[0]["kind_rank"].seen == "1 из 10"
    assert "в своём виде" not in seen(cards(shown(session)))


def test_an_empty_filter_says_so_and_leads_out(session: Session) -> None:
    page = cards(shown(session, kinds=NO_KIND))
    assert "Фильтры исключили все муниципалитеты" in seen(page)
    assert any(isinstance(part, html.A) and part.href == "?" for part in walk(page))


def test_where_nobody_is_ranked_the_page_says_why(session: Session) -> None:
    page = cards(shown(session, methodology=planted.OFFICIAL_METHODOLOGY, subject="direction:1.2"))
    assert "Места здесь нет ни у кого" in seen(page)
    assert "рубрика не загружена" in seen(page)


def test_the_export_carries_filters_rule_and_source(session: Session) -> None:
    notes = dict(ranking_table(shown(session, kinds="urban_okrug")).notes)
    assert "городские округа" in notes["Фильтры"]
    assert "1–2–2–4" in notes["Правило места"]
    assert {"Методика", "Ревизия данных", "Данные", "Показано"} <= set(notes)


def test_the_export_holds_what_the_screen_shows(session: Session) -> None:
    view = shown(session, kinds="urban_okrug")
    assert [row["code"] for row in ranking_table(view).rows] == [row.code for row in (*view.ranked, *view.unranked)]
    history = {row["code"]: row for row in history_table(view).rows}
    assert set(history) == {row.code for row in (*view.ranked, *view.unranked)}


def test_a_year_without_a_rank_says_so_in_the_table_of_years(session: Session) -> None:
    history = {row["code"]: row for row in history_table(shown(session)).rows}
    assert history[planted.MERGED_INTO]["period_2023"] == "без места"
    assert history[planted.TIE_FOR_FIRST[0]]["period_2026"] == "1–2"


def test_controls_show_what_is_chosen(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    view = rankings_view(reader, RankingsSelection(subject="block:2", kinds=("urban_okrug",)))
    found = {part.id: part for part in walk(layout(view, [])) if getattr(part, "id", None)}
    assert found[Ids.SUBJECT].value == "block:2"
    assert found[Ids.KINDS].value == ["urban_okrug"]
    assert found[Ids.MUNICIPALITY].value == NOBODY
    assert not found[Ids.METHODOLOGY_FIELD].hidden
    assert [option["value"] for option in found[Ids.SUBJECT].options][:4] == [
        "total",
        "block:1",
        "block:2",
        "direction:1.1",
    ]


def test_the_methodology_is_a_filter_only_where_a_period_has_several(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    assert controls(*settled_selection(reader, RankingsSelection(period="2024"))).methodology_hidden
    assert not controls(*settled_selection(reader, RankingsSelection(period="2026"))).methodology_hidden


def test_nothing_is_left_in_the_other_language(session: Session) -> None:
    with speaking("en"):
        view = shown(session, municipality=planted.SHOWN, kinds="municipal_okrug")
        text = seen(cards(view)) + "".join(str(part) for part in sentence(view))
        titles = " ".join(column.title for column in ranking_table(view).columns)
    assert not [letter for letter in text + titles if "а" <= letter.lower() <= "я"]
