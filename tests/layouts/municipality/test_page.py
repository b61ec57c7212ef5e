"""The page of a profile as a tree: what is seen, what is spoken, what a press does, what is exported."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.language import speaking
from data.measures.comparison import Quarter
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.tables import Table
from data.views.method_change.page import MethodChange, method_change
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.closed import closed_view
from data.views.municipality.page import Profile
from data.views.municipality.selection import ALIKE, SHARE, open_choices, settle_profile
from data.views.municipality.tables import comparison_table, gaps_table, penalties_table, profile_table, trend_table
from data.vocabulary import Role
from layouts.figures.municipality import comparison_figure, comparison_keys
from layouts.figures.municipality_trend import places_figure, trend_figure
from layouts.municipality import page as municipality
from layouts.municipality.cards import cell_card, examples_card, gaps_card, map_card
from layouts.municipality.ids import Ids
from layouts.municipality.picture_cards import figures_strip
from layouts.municipality.tables import FIRST_GAPS
from layouts.parts.tables import cell_text
from tests.layouts.drawing import drawn
from tests.layouts.reading import ReadTable, tables, walk, words

CARDS = (
    Ids.TITLE,
    Ids.SENTENCE,
    Ids.FIGURES,
    Ids.MAP,
    Ids.EXAMPLES,
    Ids.DETAIL,
    Ids.COMPARED,
    Ids.GAPS,
    Ids.MORE,
    Ids.FOOT,
)
CELL = f"{planted.SHOWN}~1.1~indicators"


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def head(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, Viewer(Role.MUNICIPALITY, planted.SHOWN))


def view_of(reader: Reader, code: str = planted.SHOWN, **choices: str) -> Profile:
    return Profile(reader, MunicipalitySelection(municipality=code).but(**choices))


def gaps(view: Profile) -> Any:
    return gaps_card(view.selection, view.gaps, is_scored=view.row.points is not None)


def more(view: Profile, changed: MethodChange | None = None) -> Any:
    return municipality.more(view.frame, view.trend, view.penalties, changed)


def shown_controls(reader: Reader) -> list[Any]:
    settled, choices = settle_profile(reader, MunicipalitySelection())
    return municipality.controls(settled, open_choices(reader, choices))


def attribute(part: Any, name: str) -> Any:
    return getattr(part, name, None)


def table_of(part: Any, name: str) -> ReadTable:
    return next(table for table in tables(part) if table.content["name"] == name)


def body_rows(part: Any, name: str) -> list[list[str]]:
    """The cells of a table, as they are drawn."""
    return [[cell.seen for cell in row.cells] for row in table_of(part, name).rows]


def test_key_figures_say_place_range_total_cycles_penalties_and_coverage(reader: Reader) -> None:
    text = words(figures_strip(view_of(reader).figures))
    for words_of_figure in ("14", "из 39", "742", "из 900", "82,4", "3 из 8", "1.4, 2.2, 2.3", "−2", "100"):
        assert words_of_figure in text
    assert "неразличимы" in text
    assert "Среди своего вида (муниципальный округ): 8 из 17." in text


def test_a_shared_place_says_with_how_many(reader: Reader) -> None:
    text = words(figures_strip(view_of(reader, planted.TIE_IN_THE_MIDDLE[1]).figures))
    assert "21–23" in text
    assert "делит с 2 другими" in text


def test_who_is_not_assessed_is_named_and_loses_nothing(reader: Reader) -> None:
    view = view_of(reader, planted.WITHOUT_ASSESSMENT)
    assert "О потерях судить нельзя" in words(gaps(view))
    assert "судить нельзя" in words(figures_strip(view.figures))


def test_the_map_has_a_button_for_every_link_and_points_with_their_maximum(reader: Reader) -> None:
    card = map_card(view_of(reader).map)
    table = table_of(card, "profile-map")
    assert len({cell.key for cell in table.cells if cell.key}) == 8 * 9
    assert table.content["press"]["choice"] == Ids.CELL
    assert table.rows[0]["stage:indicators"].spoken == (
        "1.1 Качество подготовки, 2. Показатели: 12 из 20, сформировано частично"
    )
    row = body_rows(card, "profile-map")[0]
    assert row[1:10] == ["27●", "12◐", "12●", "21◐", "18●", "7◐", "12●", "6◐", "0○"]
    assert row[10:] == ["115 из 149", "19 из 39", "◐ 2. Показатели"]


def test_shares_stand_in_the_cells_when_they_are_asked_for(reader: Reader) -> None:
    cell = table_of(map_card(view_of(reader, scaling=SHARE).map), "profile-map").rows[0]["stage:indicators"]
    assert cell.seen == "60\u00a0%◐"
    assert cell.spoken.endswith("12 из 20, сформировано частично")


def test_a_chosen_cell_opens_its_positions_beside_the_map(reader: Reader) -> None:
    view = view_of(reader, cell=CELL)
    assert view.detail
    card = cell_card(view.selection, view.detail, view.state)
    assert "Потеря 8 = не набрано 6 + штраф 2." in words(card)
    assert attribute(card, "data-cell") == CELL
    drawn = map_card(view.map)
    pressed = [part for part in walk(drawn) if attribute(part, "aria-pressed") == "true"]
    assert [attribute(part, "data-value") for part in pressed] == ["points"]
    assert [cell.key for cell in table_of(drawn, "profile-map").cells if cell.is_pressed] == [CELL]
    assert view_of(reader).detail is None


def test_the_first_gaps_are_seen_and_the_rest_is_one_press_away(reader: Reader) -> None:
    view = view_of(reader)
    table = table_of(gaps(view), "profile-gaps")
    assert len(table.rows) == len(view.gaps.rows) == 29
    assert table.content["fold"] == FIRST_GAPS
    lost = [row["lost"].value for row in table.rows]
    assert lost == sorted(lost, reverse=True)
    assert "Потеряно баллов: 158 в 29 разрывах" in words(gaps(view))


def test_a_gap_opens_the_positions_behind_it(reader: Reader) -> None:
    row = table_of(gaps(view_of(reader)), "profile-gaps").row(CELL)
    assert row["gap"].buttons[CELL]["choice"] == Ids.CELL


def test_a_penalty_is_flagged_in_its_gap_and_listed_with_its_year(reader: Reader) -> None:
    view = view_of(reader)
    flagged = [row for row in body_rows(gaps(view), "profile-gaps") if "штраф −2" in row[2]]
    assert len(flagged) == 1
    assert "2. Показатели" in flagged[0][0]
    listed = body_rows(more(view), "profile-penalties")
    assert [row[2:] for row in listed] == [["−1", "2026"], ["−1", "2026"]]


def test_a_head_sees_no_document_of_another(head: Reader) -> None:
    view = view_of(head)
    rows = body_rows(examples_card(view.frame, view.examples), "profile-examples")
    assert len(rows) == 5
    assert {row[2] for row in rows} <= {"документы видит только министерство", "—"}


def test_the_change_of_methodology_stands_below(reader: Reader) -> None:
    changed = method_change(reader, planted.SHOWN, "2026", planted.METHODOLOGY)
    assert "Смена методики" in words(more(view_of(reader), changed))


def test_a_closed_profile_shows_the_place_and_the_way_home(head: Reader) -> None:
    page = municipality.closed(closed_view(head, MunicipalitySelection(municipality="M15")))
    text = words(page)
    assert "Этот профиль не открыт" in text
    assert " из 39" in text
    links = [attribute(part, "href") for part in walk(page) if attribute(part, "href")]
    assert links == [f"/municipality/{planted.SHOWN}?period=2026"]
    assert "Показатели" not in text


def test_the_layout_holds_choices_and_every_card_in_its_place(reader: Reader) -> None:
    settled, choices = settle_profile(reader, MunicipalitySelection(cell=CELL))
    drawn = dict.fromkeys(CARDS, "drawn")
    page = municipality.layout(settled, open_choices(reader, choices), (), drawn)
    stores = {part.id: part.data for part in walk(page) if type(part).__name__ == "Store"}
    assert stores[Ids.CELL] == CELL
    filled = {attribute(part, "id") for part in walk(page) if attribute(part, "children") == "drawn"}
    assert filled == set(CARDS)


def test_controls_follow_the_view(reader: Reader, head: Reader) -> None:
    look, municipalities, methodologies, peers = shown_controls(reader)
    assert planted.SHOWN in [option["value"] for option in municipalities]
    assert planted.METHODOLOGY in [option["value"] for option in methodologies]
    assert [option["value"] for option in peers] == ["kind", "alike"]
    assert "one-municipality" not in look
    assert "one-municipality" in shown_controls(head)[0]


def test_the_strip_is_drawn_from_the_numbers_of_the_view(reader: Reader) -> None:
    view = view_of(reader, peers=ALIKE)
    chart = drawn(comparison_figure(view.frame, view.standings))
    whole, middle, _median, group, *by_quarter = chart.data
    rows = view.standings.rows
    regions = [row.region for row in rows if row.region]
    assert list(whole.base) == [100 * region.minimum for region in regions]
    assert [base + length for base, length in zip(middle.base, middle.x, strict=True)] == pytest.approx(
        [100 * region.upper_quartile for region in regions]
    )
    own = sorted(pair for trace in by_quarter for pair in zip(trace.y, trace.x, strict=True))
    assert [share for _place, share in own] == [100 * (row.own or 0) for row in rows]
    # The legend switches each kind of trace, and the dots of each quarter.
    groups = [trace.legendgroup for trace in by_quarter]
    assert groups == [Quarter.UPPER, Quarter.MIDDLE, Quarter.LOWER]
    assert {trace.legendgroup for trace in chart.data} == {key.group for key in comparison_keys(view.standings)}
    assert list(group.x) == [100 * (row.group_median or 0) for row in rows]


def test_no_line_of_a_chart_crosses_the_change_of_methodology(reader: Reader) -> None:
    view = view_of(reader)
    for chart in (drawn(trend_figure(view.frame, view.trend)), drawn(places_figure(view.figures))):
        (line,) = chart.data
        assert list(line.x)[:3] == ["2022", None, "2023"]
        assert list(line.y)[1] is None
        # A press on a year shows the page of that year.
        assert list(line.customdata)[:3] == ["2022", None, "2023"]


def printed(table: Table, keys: list[str]) -> list[list[str]]:
    columns = {column.key: column for column in table.columns}
    return [[cell_text(columns[key], row[key]) for key in keys] for row in table.rows]


def test_exports_equal_the_screen(reader: Reader) -> None:
    view, chosen = view_of(reader), MunicipalitySelection(municipality=planted.SHOWN)
    lost = [[row[0].split(" ", 1)[0], row[2].split("штраф")[0]] for row in body_rows(gaps(view), "profile-gaps")]
    exported = printed(gaps_table(reader, chosen), ["link", "lost"])
    assert [[link.split(" ", 1)[0], lost] for link, lost in exported] == lost
    profile = printed(profile_table(reader, chosen), ["goals", "points", "place"])
    screen = body_rows(map_card(view.map), "profile-map")
    assert [[row[1][:-1], row[10].split(" ")[0], row[11]] for row in screen] == profile
    trend = printed(trend_table(reader, chosen), ["2023", "2026"])
    shown = table_of(more(view), "profile-trend")
    # The total stands above, whatever the directions are ordered by.
    assert [[row.cells[2].seen, row.cells[5].seen] for row in (*shown.top, *shown.rows)] == trend
    penalties = printed(penalties_table(reader, chosen), ["points", "since"])
    assert [row[2:] for row in body_rows(more(view), "profile-penalties")] == penalties
    own = printed(comparison_table(reader, chosen), ["own"])
    notes = [
        note["text"]
        for note in drawn(comparison_figure(view.frame, view.standings)).layout.annotations
        if note["x"] == 1
    ]
    assert [text.split("</b>")[0].removeprefix("<b>") for text in notes] == [value for (value,) in own]


def test_english_leaves_no_russian_sentence(reader: Reader) -> None:
    with speaking("en"):
        view = view_of(reader)
        assert view.sentence.startswith("Rank 14 of 39 by total, 2026.")
        assert "Where points are lost" in words(gaps(view))
