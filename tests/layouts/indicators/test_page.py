"""What stands on /indicators, in both languages, for the ministry and for a head."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from dash import html
from dash.development.base_component import Component
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.language import speaking
from data.measures.targets import Target, target_status
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import IndicatorsView, indicators_view
from data.views.indicators.rows import Row
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import matrix_table, region_table, targets_table
from data.views.indicators.words import amount, level
from data.views.region_map.indicators import indicator_map
from data.vocabulary import Nothing, Role, TargetKind, TargetStatus, Unit
from layouts.figures.indicators import series_figure, spread_figure, target_levels
from layouts.indicators.bullets import bullets_table
from layouts.indicators.cards import chosen_card
from layouts.indicators.controls import status_options
from layouts.indicators.ids import Ids
from layouts.indicators.page import content, layout, sentence
from layouts.parts.outline_map import OutlineMap
from layouts.parts.target_words import status_badge
from tests.layouts.drawing import drawn
from tests.layouts.reading import ReadTable, seen, tables, walk, words

SHOWN = IndicatorsSelection(municipality=planted.SHOWN)
HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


def view_of(session: Session, selection: IndicatorsSelection = SHOWN, viewer: Viewer = MINISTRY) -> IndicatorsView:
    return indicators_view(open_reader(session, viewer), selection)


def bullets(view: IndicatorsView) -> ReadTable:
    return next(table for sheet in content(view) for table in tables(sheet) if table.content["name"] == "bullets")


def municipality_of(view: IndicatorsView, code: str) -> str:
    return next(item.short for item in view.choices.municipalities if item.code == code)


def text_of(parts: list[Component]) -> str:
    return " ".join(words(part) for part in parts)


def test_the_heading_adds_up(session: Session) -> None:
    view = view_of(session)
    assert sum(view.counts.values()) == 24
    assert f"24 показателя: {view.counts[TargetStatus.MET]} из 24 целей достигнуты" in text_of(content(view))


def test_every_indicator_opens_with_a_press(session: Session) -> None:
    view = view_of(session)
    rows = bullets(view).rows
    assert [row.key for row in rows] == [row.indicator.code for row in view.rows]
    for row in rows:
        button = row["indicator"].buttons[row.key]
        assert (button["choice"], button["pressed"]) == (Ids.INDICATOR, row.key == view.selection.indicator)
    assert view.chosen is not None
    assert [row.key for row in rows if row.look == "selected"] == [view.chosen.indicator.code]


def test_rows_stand_under_their_criteria_until_another_order_is_asked_for(session: Session) -> None:
    assert [line.seen[:2] for line in bullets(view_of(session)).lines] == ["K1", "K2", "K3", "K4", "K5", "K6", "K7"]
    assert bullets(view_of(session, SHOWN.but(order="behind"))).lines == []


def test_a_bullet_has_the_fact_the_tick_of_its_target_and_an_arrow_for_growth(session: Session) -> None:
    view = view_of(session)
    drawn_rows = {row.key: row["bar"] for row in bullets(view).rows}
    facts = {row.indicator.code: row.now.value for row in view.rows}
    # A share is drawn on 0–100 %; its target of 25 % stands at a quarter.
    assert drawn_rows["k08"].value == pytest.approx(facts["k08"] / 100, abs=1e-4)
    assert drawn_rows["k08"].face["target"] == 0.25
    # A count has the larger of fact and target (5) at 1/1.15 of its scale.
    assert max(drawn_rows["k06"].value, drawn_rows["k06"].face["target"]) == pytest.approx(1 / 1.15, abs=1e-4)
    # Growth has no level: an arrow, no tick.
    assert drawn_rows["k07"].face == {"grows": True}


def test_a_missing_fact_has_neither_bar_nor_number(session: Session) -> None:
    view = view_of(session, IndicatorsSelection())
    missing = {row.indicator.code for row in view.rows if isinstance(row.now.value, Nothing)}
    assert missing
    for row in bullets(view).rows:
        assert (row["bar"].value is None) == (row.key in missing)
        assert isinstance(row["fact"].value, list) == (row.key in missing)


@pytest.mark.parametrize("view", ["municipality", "years", "municipalities", "list", "matrix", "own"])
def test_an_answer_has_few_components(session: Session, view: str) -> None:
    shown = view_of(session, SHOWN.but(view=view, indicator="k01"))
    parts = [part for sheet in content(shown) for part in walk(sheet) if isinstance(part, Component)]
    assert len(parts) <= 300


def test_a_contradictory_target_shows_its_text_and_its_readings(session: Session) -> None:
    text = text_of(content(view_of(session, SHOWN.but(indicator="k01"))))
    assert "33,3 % ежегодно" in text
    assert "Части не сходятся." in text
    for reading_words in ("уровень к 2027 году", "за три года, к концу 2026 года", "каждый год"):
        assert reading_words in text


def test_an_unclear_target_is_never_a_status(session: Session) -> None:
    text = text_of(content(view_of(session, SHOWN.but(indicator="k19"))))
    assert "Неоднозначная цель" in text
    assert "уточнить" in text


def test_a_filter_that_keeps_nothing_says_what_to_do(session: Session) -> None:
    view = view_of(session)
    empty = next((status for status, count in view.counts.items() if not count), None)
    if empty is None:
        pytest.skip("every status occurs")
    text = text_of(content(view_of(session, SHOWN.but(statuses=(empty.value,)))))
    assert "Показателей в таких состояниях нет" in text


def test_a_direction_without_indicators_leads_to_one_with(session: Session) -> None:
    view = view_of(session, SHOWN.but(direction="1.1"))
    (sheet,) = content(view)
    assert "У направления 1.1 нет показателей с целями" in words(sheet)
    assert [part.href for part in walk(sheet) if getattr(part, "href", None)] == ["?direction=2.2", "?direction=-"]


def test_the_region_is_listed_for_the_ministry(session: Session) -> None:
    view = view_of(session, SHOWN.but(view="municipalities", indicator="k08"))
    text = text_of(content(view))
    assert view.across is not None
    assert all(item.municipality.short in text for item in view.across.rows)


def test_the_ranked_table_says_what_the_export_says(session: Session) -> None:
    view = view_of(session, SHOWN.but(view="municipalities", indicator="k14", period="2024"))
    (table,) = [one for sheet in content(view) for one in tables(sheet)]
    exported = {row["code"]: row for row in region_table(view).rows}
    assert [row.key for row in table.rows] == list(exported)
    for row in table.rows:
        rank = str(exported[row.key]["rank"])
        assert rank == "без места" if row["rank"].value is None else rank.startswith(f"{row['rank'].value} из ")
        assert row["quarter"].value == (exported[row.key]["quarter"] or None)
    assert [row.key for row in table.rows if row.look == "own"] == [planted.SHOWN]
    # One municipality has no fact: it stands below, under words that count it.
    assert [line.seen for line in table.lines] == ["Без места: 1 муниципалитет, в число 41 не входит"]
    assert "Четверти: I — от" in text_of(content(view))


def test_the_matrix_adds_up_and_says_what_the_views_of_each_municipality_say(session: Session) -> None:
    view = view_of(session, SHOWN.but(view="matrix"))
    found = view.matrix
    assert found is not None
    assert sum(found.counts.values()) == len(found.lines) * len(found.rows) == 24 * 42
    assert "1008 целей: " in text_of(content(view))
    (table,) = [one for sheet in content(view) for one in tables(sheet)]
    exported = {row["code"]: row for row in matrix_table(view).rows}
    for code in (planted.SHOWN, planted.HALF_FILLED):
        own = view_of(session, IndicatorsSelection(municipality=code))
        cells = [cell for cell in table.row(code).cells if cell.column["key"].startswith("indicator")]
        words_of_cells = [status_badge(row.result).text for row in own.rows]
        assert [cell.spoken.rpartition(": ")[2] for cell in cells] == words_of_cells
        risk = sum(own.counts[status] for status in (TargetStatus.BEHIND, TargetStatus.MISSED))
        assert (table.row(code)["at_risk"].value, exported[code]["at_risk"]) == (risk, risk)
        assert [exported[code][f"indicator{place}"] for place in range(24)] == words_of_cells
    # The lowest row counts by indicator; it adds up to the last column.
    assert table.bottom[0]["at_risk"].value == sum(row["at_risk"].value for row in table.rows)


def test_statuses_add_up_on_every_view_and_the_filter_leaves_out_no_count(session: Session) -> None:
    def filtered(view: IndicatorsView) -> list[int]:
        return [int(option["label"].rpartition("— ")[2]) for option in status_options(view)]

    for name, number in (("municipality", 24), ("years", 24), ("municipalities", 42), ("matrix", 24 * 42)):
        chosen = SHOWN.but(view=name, indicator="k08")
        whole, missed = view_of(session, chosen), view_of(session, chosen.but(statuses=("missed",)))
        assert sum(filtered(whole)) == number, name
        assert filtered(missed) == filtered(whole), name
    assert missed.matrix is not None
    assert 0 < len(missed.matrix.shown) < 42
    assert all(TargetStatus.MISSED in {one.status for one in row.results} for row in missed.matrix.shown)
    (table,) = [one for sheet in content(missed) for one in tables(sheet)]
    assert [row.key for row in table.rows] == [row["code"] for row in matrix_table(missed).rows]
    # The lowest row counts the whole region.
    assert table.bottom[0]["at_risk"].value == sum(row.at_risk for row in missed.matrix.rows)


def test_the_years_of_one_indicator_say_its_status_and_its_state(session: Session) -> None:
    shown = text_of(content(view_of(session, SHOWN.but(view="years", indicator="k08"))))
    assert "Состояние по документу 002" in shown
    assert "Нужный шаг за год" in shown


def test_a_head_has_the_own_row_of_the_matrix_only(session: Session) -> None:
    view = view_of(session, IndicatorsSelection(view="matrix"), HEAD)
    assert view.matrix is not None
    assert [row.municipality.code for row in view.matrix.rows] == [planted.SHOWN]


def test_the_list_leads_to_the_ranking_of_each_indicator(session: Session) -> None:
    (sheet,) = content(view_of(session, SHOWN.but(view="list")))
    (table,) = tables(sheet)
    # 24 of document 002, and the one of quarters without a direction.
    assert len(table.rows) == 25
    href, to_own = table.row("k08")["indicator"].hrefs
    assert "own=k08" in to_own
    opened = IndicatorsSelection.parse(dict(parse_qsl(urlsplit(href).query)))
    assert (opened.indicator, opened.view, opened.municipality) == ("k08", "municipalities", planted.SHOWN)


def test_a_head_reads_of_no_other_municipality(session: Session) -> None:
    others = {choice.short for choice in view_of(session).municipalities if choice.code != planted.SHOWN}
    for name in ("municipality", "years", "municipalities", "list", "matrix", "own"):
        view = view_of(session, IndicatorsSelection(view=name, indicator="k08"), HEAD)
        text = seen(layout(view)) + str(targets_table(view)) + str(series_table(view)) + str(region_table(view))
        assert not [other for other in others if other in text], name


def test_the_sentence_says_what_each_view_shows(session: Session) -> None:
    chosen = SHOWN.but(indicator="k08")
    name = view_of(session).municipality.name
    assert sentence(view_of(session, chosen)).startswith(name)
    assert "по муниципалитетам" in sentence(view_of(session, chosen.but(view="municipalities")))
    assert name in sentence(view_of(session, chosen.but(view="years")))


def test_the_status_filter_counts(session: Session) -> None:
    view = view_of(session)
    assert sum(int(option["label"].rpartition("— ")[2]) for option in status_options(view)) == 24


def test_english_leaves_only_the_sources_own_words_in_russian(session: Session) -> None:
    with speaking("en"):
        view = view_of(session, SHOWN.but(indicator="k08"))
        text = seen(layout(view))
    assert "24 indicators" in text
    assert "Показатель" not in text
    assert "Состояние" not in text


def test_the_chart_leaves_a_gap_where_there_is_no_fact(session: Session) -> None:
    gaps = [
        (view, row)
        for municipality in view_of(session).municipalities
        for view in [view_of(session, IndicatorsSelection(municipality=municipality.code))]
        for row in view.rows
        if row.years[1:-1] and any(isinstance(line.value, Nothing) for line in row.years[1:-1])
    ]
    view, row = gaps[0]
    facts = drawn(series_figure(view, row)).data[-1]
    assert facts.connectgaps is False
    assert list(facts.y) == [None if isinstance(line.value, Nothing) else line.value for line in row.years]


def test_the_chart_marks_the_target_at_its_deadline(session: Session) -> None:
    view = view_of(session, SHOWN.but(indicator="k08"))
    assert view.chosen is not None
    assert target_levels(view.chosen) == [(2027, 25)]
    step = drawn(series_figure(view, view.chosen)).data[0]
    assert list(step.y) == [25, 25]
    assert min(step.x) < 2027 < max(step.x)


def test_a_level_of_every_year_is_a_step_in_every_year(session: Session) -> None:
    view = view_of(session, SHOWN.but(indicator="k03"))
    assert view.chosen is not None
    assert target_levels(view.chosen) == [(line.year, 75) for line in view.chosen.years]


def under(row: Row, rule: Target) -> Row:
    """The same facts, judged by ``rule``."""
    assert row.target is not None
    years = [replace(line, result=target_status(rule, row.series, line.year)) for line in row.years]
    return replace(row, target=replace(row.target, rule=rule), years=tuple(years))


def test_a_range_is_a_box_at_its_deadline_or_in_every_year(session: Session) -> None:
    view = view_of(session, SHOWN.but(indicator="k03"))
    assert view.chosen is not None
    for rule, years in (
        (Target(TargetKind.RANGE, None, 60, upper=80, year=2027), [2027]),
        (Target(TargetKind.ANNUAL_RANGE, None, 60, upper=80), [line.year for line in view.chosen.years]),
    ):
        figure = drawn(series_figure(view, under(view.chosen, rule)))
        boxes = [trace for trace in figure.data if trace.legendgroup == "target"]
        assert [round((min(box.x) + max(box.x)) / 2) for box in boxes] == years
        assert all((min(box.y), max(box.y)) == (60, 80) for box in boxes)
        named = next(one for one in figure.layout.annotations if one.name == "target")
        assert (named.text, named.y) == ("<b>цель 60–80\u00a0%</b>", 80)


def test_a_target_in_steps_is_judged_by_year_and_leads_from_step_to_step(session: Session) -> None:
    view = view_of(session, SHOWN.but(indicator="k03", view="years"))
    assert view.chosen is not None
    fact = view.chosen.series[2026]
    rule = Target(TargetKind.LEVEL_BY_YEAR, ">=", fact + 20, year=2028, steps=((2026, fact - 1), (2027, fact + 10)))
    row = under(view.chosen, rule)
    assert row.result.status is TargetStatus.MET
    assert target_levels(row) == [(2026, fact - 1), (2027, fact + 10), (2028, fact + 20)]
    figure = drawn(series_figure(view, row))
    needed = next(trace for trace in figure.data if trace.legendgroup == "needed")
    assert list(needed.y) == pytest.approx([fact, fact + 10, fact + 20])
    shown = replace(view, chosen=row, rows=(row,), shown=(row,))
    assert "Следующий шаг" in words(chosen_card(row, html.Div(), None, [], []))
    table = series_table(shown)
    assert [line["due"] for line in table.rows][-1] == f"{level(fact - 1, Unit.PERCENT)} к 2026 году"
    assert "due" not in {column.key for column in series_table(view).columns}
    tick = next(line["bar"] for line in drawn_bullets(shown).rows)
    assert tick.face["target"] == pytest.approx((fact - 1) / 100, abs=1e-4)


def drawn_bullets(view: IndicatorsView) -> ReadTable:
    return tables(bullets_table(view, Ids.INDICATOR))[0]


def test_growth_without_a_level_marks_no_target(session: Session) -> None:
    view = view_of(session, SHOWN.but(indicator=planted.WITHOUT_BASELINE))
    assert view.chosen is not None
    assert target_levels(view.chosen) == []


def test_the_spread_draws_five_numbers_and_the_own_value(session: Session) -> None:
    view = view_of(session, IndicatorsSelection(view="municipalities", indicator="k08"), HEAD)
    assert view.across is not None
    assert view.across.spread is not None
    assert view.chosen is not None
    box, own = drawn(spread_figure(view, view.chosen)).data
    spread = view.across.spread
    assert (box.lowerfence[0], box.median[0], box.upperfence[0]) == (spread.minimum, spread.median, spread.maximum)
    assert own.x[0] == view.chosen.now.value


def test_by_municipality_heading_and_filter_count_municipalities(session: Session) -> None:
    view = view_of(session, SHOWN.but(view="municipalities", indicator="k08"))
    assert view.across is not None
    numbers = [int(option["label"].rpartition(" ")[2]) for option in status_options(view)]
    assert numbers == list(view.across.counts.values())
    assert sum(numbers) == len(view.across.rows)
    missed = view_of(session, SHOWN.but(view="municipalities", indicator="k08", statuses=("behind",)))
    assert missed.across is not None
    assert len(missed.across.rows) == view.across.counts[TargetStatus.BEHIND]


def test_the_forecast_is_marked_as_one_and_stands_in_the_file(session: Session) -> None:
    view = view_of(session, SHOWN.but(indicator="k08", view="years"))
    assert view.chosen is not None
    assert view.outlook is not None
    # One year is left: the level at the present pace is the fact and one step of the pace.
    pace, value = view.chosen.result.pace, view.chosen.now.value
    assert pace is not None
    assert not isinstance(value, Nothing)
    assert view.outlook.at_deadline == pytest.approx(value + pace)
    assert view.outlook.reaches is False
    words_of_it = f"Прогноз, если темп сохранится: {amount(value + pace, view.chosen.indicator.unit)} в 2027 году"
    assert words_of_it in text_of(content(view))
    assert words_of_it in dict(series_table(view).notes)["Прогноз"]


def test_a_target_that_is_met_has_no_forecast(session: Session) -> None:
    met = next(row for row in view_of(session).rows if row.result.status is TargetStatus.MET)
    view = view_of(session, SHOWN.but(indicator=met.indicator.code, view="years"))
    assert view.outlook is None
    assert "Прогноз" not in text_of(content(view))


def test_a_press_puts_into_the_own_table_and_takes_out_again(session: Session) -> None:
    view = view_of(session, SHOWN.but(view="own", own=("k08",), places=("M02",)))
    table, choices = [one for sheet in content(view) for one in tables(sheet)]
    assert [row["municipality"].value for row in table.rows] == ["Яснополесский МО"]
    links = {row["name"].value: row["chosen"].hrefs[0] for row in choices.rows}
    without = IndicatorsSelection.parse(dict(parse_qsl(urlsplit(links["Яснополесский МО"]).query)))
    more = IndicatorsSelection.parse(dict(parse_qsl(urlsplit(links["Светлоозёрский МО"]).query)))
    assert (without.places, more.places, more.own) == ((), ("M02", planted.SHOWN), ("k08",))
    assert "Своя таблица пуста" in text_of(content(view_of(session, SHOWN.but(view="own"))))


def test_the_map_shows_the_ranks_and_quarters_of_the_table(session: Session) -> None:
    reader = open_reader(session, MINISTRY)
    view = indicators_view(reader, SHOWN.but(view="municipalities", indicator="k14", period="2024"))
    *_table, sheet = content(view, indicator_map(reader, view))
    (drawn_map,) = [part for part in walk(sheet) if isinstance(part, OutlineMap)]
    places = {code: (look, rank, quarter) for code, look, _own, rank, quarter, _said in drawn_map.content["places"]}
    exported = {str(row["code"]): row for row in region_table(view).rows}
    without = set(exported) - set(places)
    assert len(without) == 1
    assert f"Нет границы, поэтому нет на карте: {municipality_of(view, without.pop())}" in words(sheet)
    for code, (look, rank, quarter) in places.items():
        row = exported[code]
        if row["rank"] == "без места":
            assert (look, rank, quarter) == ("unranked", "—", "")
        else:
            assert (str(row["rank"]).partition(" из ")[0], row["quarter"]) == (rank, quarter)
            assert look == f"band-{('I', 'II', 'III', 'IV').index(quarter) + 1}"
    # Who may not see the others by name has no map of them.
    head = open_reader(session, HEAD)
    assert indicator_map(head, indicators_view(head, IndicatorsSelection(view="municipalities"))) is None


def test_the_list_is_cut_down_to_one_group_and_says_how_many_each_has(session: Session) -> None:
    whole = indicators_view(open_reader(session, MINISTRY), IndicatorsSelection(view="list"))
    assert sum(count for _group, count in whole.groups) == len(whole.listed)
    chosen = whole.groups[0]
    cut = indicators_view(open_reader(session, MINISTRY), IndicatorsSelection(view="list", group=chosen[0].code))
    assert {one.group for one in cut.listed} == {chosen[0]}
    assert len(cut.listed) == chosen[1]
    assert f"{chosen[0].code} {chosen[0].short} · {chosen[1]}" in text_of(content(cut))
