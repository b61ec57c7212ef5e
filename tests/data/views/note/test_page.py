"""The recommendations of one municipality: drafts word for word, traceable numbers, texts beside changed data."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, NotFound
from data.language import speaking
from data.queries.components import component_results
from data.selection import Selection
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import cell_detail
from data.views.cycle.region import municipality_cycle
from data.views.indicators.region_targets import TargetRow
from data.views.note.page import NoteView, Section, note_view
from data.views.note.text import Figure, figures, plain
from data.vocabulary import ComponentState, NoteState, Role
from data.work.note_saving import save_note_text
from tests.data.changes import give_points

B = Selection(municipality="B", period="2026", methodology="small")
SHOWN = Selection(municipality=planted.SHOWN)
DRAFT, APPROVED = NoteState.DRAFT, NoteState.APPROVED


def view_of(engine: Engine, selection: Selection, viewer: Viewer = MINISTRY, language: str = "ru") -> NoteView:
    with speaking(language), reading(engine) as session:
        return note_view(open_reader(session, viewer, selection.revision), selection)


def save(engine: Engine, key: str, text: str, base: int, state: NoteState = DRAFT) -> None:
    save_note_text(engine, MINISTRY, B, key, text, base, state)


def section_of(engine: Engine, key: str, selection: Selection = B) -> Section:
    found = view_of(engine, selection).section(key)
    assert found is not None
    return found


def test_the_draft_of_a_partly_formed_link_word_for_word(small_database: Engine) -> None:
    # B has 2 of 5 points in goals (positions 1 and 2 lack points) and −1 of 2 in indicators, of which 1 is a penalty.
    draft = section_of(small_database, "cycle~1.1~goals").draft
    assert draft.title == "1.1 1.1: звено 1 «Цели»"
    assert draft.text.split("\n") == [
        "Кому: муниципальному органу управления образованием (Округ B).",
        "Основание: По направлению 1.1 «Направление 1.1» звено 1 «Цели» сформировано не полностью: 2 из 5 баллов. "
        "Это первое незамкнутое звено направления. Потеряно 3 балла. Баллы потеряны в позициях 1, 2. "
        "По направлению в целом: 1 из 7 баллов.",
        "Рекомендуется: Уточнить цели работы по направлению: сделать их измеримыми и достижимыми, дополнить их "
        "обоснование. Ожидаемые документы: в источнике не сказано.",
        "Срок: указать",
    ]


def test_the_draft_of_an_absent_stage_with_a_penalty_word_for_word_in_english(small_database: Engine) -> None:
    found = view_of(small_database, B, language="en").section("cycle~1.1~indicators")
    assert found is not None
    assert found.draft.text.split("\n")[1:3] == [
        "Ground: In direction 1.1 “Direction 1.1” stage 2 “Indicators” is absent: −1 of 2 points. "
        "3 points are lost, of which 1 point as a penalty. The loss is in position 1 of the rubric. "
        "The direction as a whole: 1 of 7 points.",
        "Recommended: Adopt the indicators by which the achievement of the goals is judged. "
        "Remove what the penalty was given for. Expected documents: the source does not say.",
    ]


def test_a_document_that_the_source_expects_is_named(demo_database: Engine) -> None:
    found = section_of(demo_database, "cycle~1.1~effectiveness", SHOWN)
    assert "Аналитическая справка по итогам исполнения управленческих решений" in found.draft.text
    assert "в источнике не сказано" in section_of(demo_database, "cycle~1.3~effectiveness", SHOWN).draft.text


def test_a_full_cycle_has_nothing_recommended(small_database: Engine) -> None:
    view = view_of(small_database, B.but(municipality="A"))
    assert (view.sections, view.gaps, view.closed) == ((), 0, ())


@pytest.mark.parametrize("code", [planted.SHOWN, planted.HALF_FILLED, planted.INCOMPLETE_CYCLE, "M30", "M32"])
def test_each_link_of_the_map_that_is_not_formed_has_one_recommendation(demo_database: Engine, code: str) -> None:
    with reading(demo_database) as session:
        reader = open_reader(session, MINISTRY)
        view = note_view(reader, Selection(municipality=code))
        shown = municipality_cycle(reader, CycleSelection(municipality=code))
    gaps = {
        "cycle~" + cell.key.split("~", 1)[1]
        for line in shown.rows
        for cell in line.cells
        if cell.state is not ComponentState.FORMED and cell.parameters
    }
    at_risk = {f"target~{row.indicator.code}" for row in view.targets.at_risk}
    keys = [section.key for section in view.sections]
    assert len(keys) == len(set(keys))
    assert set(keys) == gaps | at_risk
    first = {f"cycle~{line.code}~{line.first_broken.code}" for line in shown.rows if line.first_broken}
    assert {section.key for section in view.sections if section.is_first} == first


def drafted_figures(view: NoteView) -> Iterator[tuple[Section, Figure]]:
    for section in view.sections:
        for paragraph in section.draft.paragraphs:
            for one in figures(paragraph.text):
                yield section, one


@pytest.mark.parametrize("code", [planted.SHOWN, planted.HALF_FILLED, "M38"])
def test_every_figure_of_a_draft_is_in_the_data_behind_its_key(demo_database: Engine, code: str) -> None:
    with reading(demo_database) as session:
        reader = open_reader(session, MINISTRY)
        view = note_view(reader, Selection(municipality=code))
        rows = {row.indicator.code: row for row in view.targets.rows}
        behind: dict[tuple[str, str], set[float]] = {}
        for section, one in drafted_figures(view):
            key = section.key, one.source
            if key not in behind:
                behind[key] = allowed(reader, view, section, one, rows)
            assert one.value in behind[key], (section.key, one)
        assert len(behind) > 30


def allowed(reader: Reader, view: NoteView, section: Section, one: Figure, rows: dict[str, TargetRow]) -> set[float]:
    """The numbers that the data have behind the key of a figure, read another way than the draft reads them."""
    if one.source.startswith("target:"):
        row = rows[one.source.removeprefix("target:")]
        result = row.result
        return {row.fact, result.threshold, result.deadline, result.needed_step, result.pace}  # type: ignore[arg-type]
    if one.source.startswith("peers:"):
        return {one.value}
    if one.source.startswith("direction:"):
        results = component_results(
            reader,
            period=view.period.code,
            methodology=view.methodology.code,
            direction=one.source.removeprefix("direction:"),
            municipality=view.municipality.code,
        )
        return {float(results["points"].sum()), float(results["maximum"].sum())}
    detail = cell_detail(reader, CycleSelection.of(view.selection, cell=one.source))
    assert detail is not None
    lacking = {
        float(position.number)
        for part in detail.sections
        for position in part.positions
        if any(given.lost for given in position.given if given is not None)
    }
    bare = section.figures["bare"]
    return {
        detail.points or 0.0,
        detail.maximum,
        detail.not_earned + detail.penalties,
        detail.penalties,
        bare,
    } | lacking


def test_no_number_of_a_draft_stands_outside_its_figures(demo_database: Engine) -> None:
    view = view_of(demo_database, SHOWN)
    for section in view.sections:
        if section.is_target:
            continue
        ground = section.draft.paragraphs[1].text
        words = "".join(part for part in ground if isinstance(part, str))
        # What is left are names: the code of the direction and the number of the link.
        code, stage = section.key.split("~")[1:]
        number = [one.code for one in view.choices.cycle_components].index(stage) + 1
        assert re.findall(r"\d+(?:\.\d+)?", words)[:2] == [code, str(number)]
        assert set(re.findall(r"\d+(?:\.\d+)?", words)) <= {code, str(number)}


def test_a_figure_leads_to_the_page_that_shows_it(demo_database: Engine) -> None:
    section = section_of(demo_database, "cycle~1.1~indicators", SHOWN)
    first = next(figures(section.draft.paragraphs[1].text))
    address = urlsplit(first.link)
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert (first.text, address.path, query["cell"]) == ("12", "/cycle", f"{planted.SHOWN}~1.1~indicators")
    parsed = CycleSelection.parse(query)
    with reading(demo_database) as session:
        detail = cell_detail(open_reader(session, MINISTRY), parsed)
    assert detail is not None
    assert detail.points == 12


def test_a_text_keeps_standing_while_its_numbers_do(small_database: Engine) -> None:
    save(small_database, "cycle~1.1~goals", "Свой текст", 0, APPROVED)
    # Another municipality's points make a new revision that this text does not rest on.
    give_points(small_database, "C", "g1.alignment", 1)
    section = section_of(small_database, "cycle~1.1~goals")
    assert (section.text, section.is_approved, section.differences) == ("Свой текст", True, ())


def test_changed_numbers_are_reported_beside_the_approved_text(small_database: Engine) -> None:
    save(small_database, "cycle~1.1~goals", "Свой текст", 0, APPROVED)
    give_points(small_database, "B", "g1.alignment", 1)
    section = section_of(small_database, "cycle~1.1~goals")
    assert section.text == "Свой текст"
    assert [(one.name, one.then, one.now) for one in section.differences] == [
        ("баллы", "2", "3"),
        ("потеряно", "3", "2"),
        ("баллы без документа", "0", "1"),
    ]
    assert "3 из 5 баллов" in section.draft.text


def test_a_later_draft_does_not_replace_what_is_approved(small_database: Engine) -> None:
    save(small_database, "cycle~1.1~goals", "Утверждённый", 0, APPROVED)
    save(small_database, "cycle~1.1~goals", "Поздний черновик", 1)
    section = section_of(small_database, "cycle~1.1~goals")
    assert section.approved is not None
    assert section.later is not None
    assert (section.text, section.later.text, section.version) == ("Утверждённый", "Поздний черновик", 2)
    assert section.text_to_edit == "Поздний черновик"


def test_a_text_whose_gap_is_closed_is_kept_but_recommended_no_more(small_database: Engine) -> None:
    save(small_database, "cycle~1.1~goals", "Свой текст", 0, APPROVED)
    for parameter, points in (("g1.alignment", 2.0), ("g2.presence", 1.0)):
        give_points(small_database, "B", parameter, points)
    view = view_of(small_database, B)
    assert view.section("cycle~1.1~goals") is None
    assert [one.text for one in view.closed] == ["Свой текст"]


def test_texts_belong_to_one_language(small_database: Engine) -> None:
    save(small_database, "cycle~1.1~goals", "Свой текст", 0)
    found = view_of(small_database, B, language="en").section("cycle~1.1~goals")
    assert found is not None
    assert found.version == 0


def test_a_deadline_that_is_set_stands_in_every_draft(small_database: Engine) -> None:
    save(small_database, "deadline", "до 1 марта 2027 года", 0)
    view = view_of(small_database, B)
    assert view.deadline_version == 1
    assert {plain(section.draft.paragraphs[3].text) for section in view.sections} == {"до 1 марта 2027 года"}


def test_who_may_write_and_approve(small_database: Engine) -> None:
    rights: dict[Any, tuple[bool, bool]] = {}
    for role in Role:
        viewer = Viewer(role, "B" if role is Role.MUNICIPALITY else None)
        view = view_of(small_database, B, viewer)
        rights[role] = view.may_write, view.may_approve
    assert rights == {
        Role.MINISTRY: (True, True),
        Role.MUNICIPALITY: (True, False),
        Role.ANALYST: (False, False),
        Role.OPERATOR: (True, False),
        Role.ADMIN: (True, True),
    }


def test_a_head_gets_no_note_of_another_municipality(small_database: Engine) -> None:
    with pytest.raises(AccessDenied):
        view_of(small_database, B, Viewer(Role.MUNICIPALITY, "A"))


def test_an_unknown_municipality_is_refused(small_database: Engine) -> None:
    with pytest.raises(NotFound):
        view_of(small_database, B.but(municipality="Z"))


def test_an_earlier_revision_is_not_for_writing(small_database: Engine) -> None:
    assert view_of(small_database, B).is_latest
    assert not view_of(small_database, B.but(revision=1)).is_latest
