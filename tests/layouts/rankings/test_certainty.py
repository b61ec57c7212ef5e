"""How certainty, scales, weights and groups stand on /rankings and in its export."""

from collections.abc import Iterator

import pytest
from dash import html
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.selection import settled_selection
from data.views.rankings.tables import distribution_table, ranking_table
from layouts.figures.ranking_distribution import distribution_chart, distribution_sentence
from layouts.rankings.controls import weight_fields
from layouts.rankings.page import content, layout
from tests.layouts.drawing import drawn
from tests.layouts.reading import ReadTable, tables, walk, words


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


def shown(session: Session, **choices: object) -> RankingsView:
    return rankings_view(open_reader(session, MINISTRY), RankingsSelection.parse(choices))


def table_of(view: RankingsView) -> ReadTable:
    return next(table for table in tables(html.Div(content(view))) if table.content["name"] == "ranking")


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"scaling": "best", "subject": "direction:1.1"},
        {"weights": "1.1:150", "municipality": planted.SHOWN, "ranges": "track"},
        {"peers": "alike", "municipality": planted.SHOWN, "scaling": "z_score", "kinds": "municipal_okrug"},
        {"period": "2022"},
    ],
    ids=str,
)
def test_every_row_fills_all_columns(session: Session, choices: dict[str, str]) -> None:
    table = table_of(shown(session, **choices))
    columns = len(table.content["columns"])
    for row in (*table.rows, *table.pinned):
        assert sum(cell.face.get("span", 1) for cell in row.cells) == columns


def test_rows_that_cannot_be_told_apart_say_the_same_beside_one_another(session: Session) -> None:
    view = shown(session)
    table = table_of(view)
    groups = [view.robustness.groups.get(row.key) for row in table.rows]
    texts = [row["group"].value for row in table.rows]
    assert [text is None for text in texts] == [group is None for group in groups]
    neighbours = list(zip(zip(groups, texts, strict=True), zip(groups[1:], texts[1:], strict=True), strict=False))
    assert all((first[0] == second[0]) == (first[1] == second[1]) for first, second in neighbours)


def test_the_range_on_screen_is_that_of_the_export(session: Session) -> None:
    view = shown(session)
    exported = {row["code"]: row["range"] for row in ranking_table(view).rows}
    assert {row.key: row["range"].seen for row in table_of(view).rows[: view.count]} == {
        row.code: exported[row.code] for row in view.ranked
    }
    assert {exported[row.code] for row in view.unranked} == {"без места"}


def test_lines_of_ranges_are_drawn_on_demand(session: Session) -> None:
    def lines(view: RankingsView) -> int:
        return sum("track" in cell.face for cell in table_of(view).cells)

    assert lines(shown(session)) == 0
    view = shown(session, ranges="track")
    assert lines(view) == len(view.ranked)
    first = table_of(view).rows[0]["range"].face["track"]
    assert first[0] <= first[2] <= first[1]


def test_an_undefined_scale_says_why_and_shows_no_number(session: Session) -> None:
    chosen = {"methodology": planted.OFFICIAL_METHODOLOGY, "subject": "direction:1.2", "scaling": "min_max"}
    view = shown(session, **chosen)
    assert "не определена: ни у кого нет места" in words(html.Div(content(view)))
    assert {row["scaled"] for row in ranking_table(view).rows} == {"без места"}


def test_the_export_says_weights_scale_and_group(session: Session) -> None:
    view = shown(session, weights="1.1:150", scaling="percent", peers="alike", municipality=planted.SHOWN)
    table = ranking_table(view)
    notes = dict(table.notes)
    assert "1.1 — 150" in notes["Веса"]
    assert notes["Шкала"].startswith("% максимума.")
    assert "Как подобраны" in notes["Сравнение с"]
    assert "Неразличимы" in notes
    titles = {column.title for column in table.columns}
    assert {"% максимума", "Официальное место", "Место в группе", "Диапазон мест, 5–95 %"} <= titles
    own = next(row for row in table.rows if row["code"] == planted.SHOWN)
    assert own["scaled"] == pytest.approx(100 * float(own["points"]) / view.maximum)


def test_own_weights_are_marked_and_can_be_taken_back(session: Session) -> None:
    text = words(html.Div(content(shown(session, weights="1.1:150"))))
    assert "Не официальные веса" in text
    assert "Вернуть официальные веса" in text
    assert "Не официальные веса:" not in words(html.Div(content(shown(session))))


def test_each_direction_has_a_slider_with_its_weight(session: Session) -> None:
    selection, choices = settled_selection(open_reader(session, MINISTRY), RankingsSelection(weights=("2.1:40",)))
    sliders = [part for part in walk(html.Div(weight_fields(selection, choices))) if getattr(part, "name", None)]
    assert {part.name: part.value for part in sliders} == {
        choice.code: 40 if choice.code == "2.1" else 100 for choice in choices.directions
    }
    assert "Веса направлений" in words(layout(shown(session), []))


def test_the_distribution_counts_everybody_once_and_marks_the_pinned(session: Session) -> None:
    view = shown(session, municipality=planted.SHOWN)
    trace = drawn(distribution_chart(view)).data[0]
    assert sum(trace.y) == view.count
    assert len(set(trace.marker.color)) == 2
    assert "Светлоозёрский МО" in distribution_sentence(view)
    assert len(set(drawn(distribution_chart(shown(session))).data[0].marker.color)) == 1


def test_the_distribution_as_a_table_counts_everybody_in_its_steps(session: Session) -> None:
    view = shown(session, kinds="urban_okrug")
    table = distribution_table(view)
    assert sum(int(str(row["municipalities"])) for row in table.rows) == view.count
    assert [row["high"] for row in table.rows][:-1] == [row["low"] for row in table.rows][1:]
    assert "Баллы от" in words(html.Div(content(view)))
