"""The note as a Word document, read back: every number is that of the data, and no text can break the file."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.exports.docx_xml import clean
from data.exports.note import note_document
from data.exports.note_names import latin_name, note_name
from data.formats import NBSP, number, percent, percentage_points
from data.language import speaking
from data.models.region import Municipality
from data.queries.results import direction_totals
from data.queries.scores import cell_scores
from data.selection import Selection
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import municipality_cycle
from data.views.cycle.words import stage_title
from data.views.note.facts import NoteFacts, note_facts
from data.views.note.page import NoteView, note_view
from data.views.note.text import plain
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.vocabulary import ComponentState, NoteState, Role, Verdict
from data.work.note_saving import save_note_text

# One worker, so that each note is made once.
pytestmark = [pytest.mark.xdist_group("note"), pytest.mark.slow]
SIGNS = {
    ComponentState.FORMED: "●",
    ComponentState.PARTIAL: "◐",
    ComponentState.ABSENT: "○",
    ComponentState.NO_DATA: "?",
    ComponentState.NOT_APPLICABLE: "—",
}
B = Selection(municipality="B", period="2026", methodology="small")
KEY = "cycle~1.1~goals"


@dataclass(frozen=True)
class Made:
    """A note with what was read back from its file."""

    view: NoteView
    facts: NoteFacts
    content: bytes
    tables: list[list[list[str]]]
    texts: list[str]

    def rows(self, first: str, second: str) -> list[list[str]]:
        """The rows below the head of the table whose head begins with these two words."""
        return next(rows[1:] for rows in self.tables if rows[0][:2] == [first, second])

    @property
    def pairs(self) -> dict[str, str]:
        return {row[0]: row[1] for rows in self.tables for row in rows if len(row) == 2}


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture(scope="module")
def note(demo_database: Engine) -> Callable[..., Made]:
    """The note of a municipality of the demo region; each is made once for all tests."""

    @cache
    def of(code: str, language: str = "ru", viewer: Viewer = MINISTRY, period: str | None = None) -> Made:
        with speaking(language), reading(demo_database) as session:
            return made(open_reader(session, viewer), Selection(municipality=code, period=period))

    return of


def made(reader: Reader, selection: Selection) -> Made:
    view = note_view(reader, selection)
    facts = note_facts(reader, view)
    content = note_document(view, facts, reader.viewer.role)
    document = Document(BytesIO(content))
    # The package's own way to the cells of a table walks all of it for each of them.
    tables = [
        [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        for table in document.element.body.iter(qn("w:tbl"))
    ]
    return Made(view, facts, content, tables, [paragraph.text for paragraph in document.paragraphs])


def _text(element: BaseOxmlElement) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


@pytest.mark.parametrize("code", [planted.SHOWN, planted.TIE_IN_THE_MIDDLE[0], planted.HALF_FILLED])
def test_the_key_figures_are_those_of_the_ranking(reader: Reader, note: Callable[..., Made], code: str) -> None:
    found = note(code).pairs
    ranking = rankings_view(reader, RankingsSelection(municipality=code))
    lines = municipality_cycle(reader, CycleSelection(municipality=code)).rows
    assert ranking.pinned is not None
    assert found["Место по итогу"] == (ranking.pinned.rank_of or ranking.pinned.reason)
    assert found["Диапазон мест при изменении весов"] == (ranking.robustness.range_text(code) or "—")
    full = sum(line.verdict is Verdict.EFFECTIVE for line in lines)
    judged = sum(line.verdict in (Verdict.EFFECTIVE, Verdict.INEFFECTIVE) for line in lines)
    # Of what cannot be judged nobody says that its cycle is not full.
    of_those = "" if judged == len(lines) else ", о которых можно судить"
    assert found["Полный цикл"] == f"{full} из {judged}{of_those}"
    maximum = sum(line.maximum for line in lines)
    assert found["Сумма баллов"].startswith(f"{number(ranking.pinned.points or 0.0)} из {number(maximum)} балл")


@pytest.mark.parametrize("code", [planted.SHOWN, planted.NEGATIVE_COMPONENT[0], planted.HALF_FILLED])
def test_the_map_and_the_verdicts_are_those_of_the_cycle(reader: Reader, note: Callable[..., Made], code: str) -> None:
    document, cycle = note(code), municipality_cycle(reader, CycleSelection(municipality=code))
    lines = {line.code: line for line in cycle.rows}
    shown = {row[0].split(" ")[0]: row[1:] for row in document.rows("Направление", "1")}
    verdicts = {row[0].split(" ")[0]: row[1:] for row in document.rows("Направление", "Баллы")}
    assert set(shown) == set(verdicts) == set(lines)
    for direction, line in lines.items():
        cells = [
            SIGNS[cell.state] if cell.points is None else f"{number(cell.points)} {SIGNS[cell.state]}"
            for cell in line.cells
        ]
        assert shown[direction] == [*cells, "—" if line.points is None else number(line.points)]
        given = "нет данных" if line.points is None else f"{number(line.points)} / {number(line.maximum)}"
        assert verdicts[direction][0] == given
        broken = stage_title(line.first_broken) if line.first_broken else "—"
        assert verdicts[direction][2].startswith(broken)


def test_penalties_and_points_without_a_document_are_those_of_the_scores(
    reader: Reader, note: Callable[..., Made]
) -> None:
    cells = [
        cell_scores(
            reader,
            municipality=planted.SHOWN,
            period="2026",
            methodology=planted.METHODOLOGY,
            direction=line.code,
            cycle_components=[stage.code for stage in note(planted.SHOWN).facts.cycle.stages],
        )
        for line in note(planted.SHOWN).facts.lines
    ]
    scores = pd.concat(cells)
    penalties = scores.loc[(scores["maximum"] <= 0) & (scores["points"] < 0), "points"].sum()
    bare = scores.loc[(scores["points"] > 0) & (scores["evidence_title"] == ""), "points"].sum()
    found = note(planted.SHOWN).pairs
    assert found["Штрафы"] == f"{number(penalties)} балла"
    assert found["Баллы без документа"] == f"{number(bare)} баллов"


def test_each_gap_has_its_row_with_the_numbers_of_its_cell(reader: Reader, note: Callable[..., Made]) -> None:
    document = note(planted.SHOWN)
    view = document.view
    cycle = municipality_cycle(reader, CycleSelection(municipality=planted.SHOWN))
    cells = {"cycle~" + cell.key.split("~", 1)[1]: cell for line in cycle.rows for cell in line.cells}
    rows = document.rows("№", "Направление и звено")
    gaps = [(place, gap) for place, section in enumerate(view.sections, start=1) for gap in section.gaps]
    assert len(rows) == len(gaps) == view.gaps == 29
    for (place, gap), row in zip(gaps, rows, strict=True):
        cell = cells[gap.key]
        assert row[:2] == [str(place), gap.title]
        assert row[3] == f"{number(cell.points or 0.0)} / {number(cell.maximum)}"
        assert row[4] == number(cell.maximum - (cell.points or 0.0))


def test_the_comparison_is_with_the_median_of_the_peers(reader: Reader, note: Callable[..., Made]) -> None:
    document = note(planted.SHOWN)
    totals = direction_totals(reader, period="2026", methodology=planted.METHODOLOGY)
    ranking = rankings_view(reader, RankingsSelection(municipality=planted.SHOWN, peers="alike"))
    names = {row.name: row.code for row in (*ranking.ranked, *ranking.unranked)}
    peers = [names[name] for name in document.facts.peer_names]
    assert len(peers) == 8
    rows = document.rows("Направление", "Свой")
    for direction, row in zip(totals["direction"].unique(), rows, strict=True):
        of_it = totals[totals["direction"] == direction].set_index("municipality")
        whole = of_it.loc[[code for code in peers if of_it.at[code, "maximum_scored"] == of_it.at[code, "maximum"]]]
        own = of_it.at[planted.SHOWN, "points"] / of_it.at[planted.SHOWN, "maximum"]
        median = whole["points"].median() / of_it.at[planted.SHOWN, "maximum"]
        assert row[1:4] == [percent(own), percent(median), percentage_points(100 * (own - median))]
        assert row[4].count("◆") == 1


def test_targets_at_risk_are_listed_with_fact_and_target(note: Callable[..., Made]) -> None:
    document = note(planted.SHOWN)
    view, rows = document.view, document.rows("№", "Показатель")
    assert [row[1] for row in rows] == [row.indicator.name for row in view.targets.at_risk]
    places = {section.key: place for place, section in enumerate(view.sections, start=1)}
    for row, target in zip(rows, view.targets.at_risk, strict=True):
        assert row[0] == str(places[f"target~{target.indicator.code}"])
        assert number(float(str(target.fact)), 1 if "%" in row[2] else None) in row[2]


def test_every_recommendation_of_the_card_stands_in_the_document(note: Callable[..., Made]) -> None:
    view, found = note(planted.SHOWN).view, note(planted.SHOWN).texts
    headings = [re.sub(r"^№\s", "№ ", text) for text in found if re.match(r"№\s", text)]
    assert headings == [f"№ {place} · {one.draft.title}" for place, one in enumerate(view.sections, start=1)]
    for section in view.sections:
        for one in section.draft.paragraphs:
            assert f"{one.label}: {plain(one.text)}" in found


def test_the_document_says_where_it_comes_from(reader: Reader, note: Callable[..., Made]) -> None:
    document = note(planted.SHOWN)
    view, found = document.view, document.pairs
    assert found["Муниципалитет"] == view.municipality.name
    assert found["Период"] == f"2026{NBSP}год (2025/26)"
    assert "Демонстрационная рубрика" in found["Методика"]
    assert re.match(rf"№\s{reader.revision} от ", found["Ревизия данных"])
    assert found["Подготовлено для роли"] == "министерство"
    assert any("Демонстрационные данные." in cell for rows in document.tables for row in rows for cell in row)
    rules = " ".join(document.texts)
    assert "Равные баллы делят место" in rules or "1–2–2–4" in rules
    assert "от 100\u00a0% максимума" in rules


def test_properties_name_the_note_and_no_person(note: Callable[..., Made]) -> None:
    view, content = note(planted.SHOWN).view, note(planted.SHOWN).content
    properties = Document(BytesIO(content)).core_properties
    assert properties.title == "Аналитическая справка с адресными рекомендациями"
    assert properties.subject == f"{view.municipality.name}, 2026{NBSP}год"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("mmuko", "mmuko", "")
    assert view.data_time is not None
    assert properties.created == view.data_time.astimezone(UTC).replace(microsecond=0)


def test_the_same_note_is_the_same_file(reader: Reader, note: Callable[..., Made]) -> None:
    assert made(reader, Selection(municipality=planted.SHOWN)).content == note(planted.SHOWN).content


def test_the_english_note_has_no_russian_but_what_the_source_says(note: Callable[..., Made]) -> None:
    document = note(planted.SHOWN, "en")
    cells = [cell for rows in document.tables for row in rows for cell in row]
    left = [text for text in (*document.texts, *cells) if re.search("[А-Яа-яЁё]", text)]
    # The message of a revision is somebody's own words.
    assert all(re.match(r"No\.\s7 of", text) for text in left)


@pytest.mark.parametrize(
    ("code", "language"), [("M01", "en"), (planted.INCOMPLETE_CYCLE, "ru"), (planted.WITHOUT_ASSESSMENT, "en")]
)
def test_a_note_is_made_for_odd_municipalities_too(note: Callable[..., Made], code: str, language: str) -> None:
    document = note(code, language)
    assert document.view.municipality.name in document.pairs.values()


def test_a_period_of_another_methodology_has_its_note(note: Callable[..., Made]) -> None:
    assert len(note(planted.SHOWN, period="2022").rows("Направление", "Баллы")) == 9


def test_a_head_gets_the_same_numbers_as_the_ministry(note: Callable[..., Made]) -> None:
    ministry, head = note(planted.SHOWN), note(planted.SHOWN, viewer=Viewer(Role.MUNICIPALITY, planted.SHOWN))
    assert [rows for rows in ministry.tables if rows not in head.tables] == [ministry.tables[1]]
    assert head.pairs["Подготовлено для роли"] == "руководитель МОУО"
    assert head.texts == ministry.texts


def small_note(engine: Engine) -> Made:
    with reading(engine) as session:
        return made(open_reader(session, MINISTRY), B)


def test_an_approved_text_stands_in_the_note_and_a_later_draft_does_not(small_database: Engine) -> None:
    assert "Проект, составлен по данным." in small_note(small_database).texts
    save_note_text(small_database, MINISTRY, B, KEY, "Кому: школам\nСделать это.", 0, NoteState.APPROVED)
    save_note_text(small_database, MINISTRY, B, KEY, "Черновик после", 1, NoteState.DRAFT)
    found = small_note(small_database).texts
    assert found.count("Кому: школам") == found.count("Сделать это.") == 1
    assert "Черновик после" not in found
    assert any(text.startswith("Утверждено, версия 1, министерство, ") for text in found)
    assert not any("сформировано не полностью: 2 из 5 баллов" in text for text in found)


@pytest.mark.parametrize(
    "name",
    [
        "Округ <w:t>&amp;\"'</w:t>",
        "Округ\x00\x0b\x1f\ufffe B",
        "=HYPERLINK('x')",
        "../../etc/passwd",
        "Округ\u202e обратный 𝕏",
    ],
)
def test_no_name_breaks_the_file_or_becomes_markup(small_database: Engine, name: str) -> None:
    with writing(small_database) as session:
        session.execute(update(Municipality).where(Municipality.code == "B").values(name_ru=name, short_ru=name))
    assert small_note(small_database).pairs["Муниципалитет"] == clean(name)


def test_a_saved_text_is_words_only(small_database: Engine) -> None:
    text = "<w:br/> & ]]> {{ x }} \u0007 =1+1"
    save_note_text(small_database, MINISTRY, B, KEY, text, 0, NoteState.DRAFT)
    assert "<w:br/> & ]]> {{ x }}  =1+1" in small_note(small_database).texts


def test_a_file_has_a_name_that_any_system_takes() -> None:
    with speaking("ru"):
        assert note_name("Светлоозёрский МО", "2026") == "Справка — Светлоозёрский МО — 2026.docx"
        assert note_name('а/б\\в:г"<д>|е?*\x00', "2026") == "Справка — а б в г д е — 2026.docx"
    assert latin_name("M14", "Светлоозёрский МО", "2026") == "note-m14-svetloozerskii-mo-2026.docx"


def test_the_file_is_a_plain_package_without_macros_or_links_outside(note: Callable[..., Made]) -> None:
    content = note(planted.SHOWN).content
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        relations = b"".join(package.read(name) for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
    assert b'TargetMode="External"' not in relations
    assert NBSP not in "".join(names)
