"""The recommendations of one municipality: drafts word for word, traceable numbers, texts beside changed data."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, NotFound
from data.language import speaking
from data.measures.targets import Target, target_status
from data.queries.components import component_results
from data.queries.note import NoteKey
from data.queries.note_store import save_text
from data.selection import Selection
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import cell_detail
from data.views.cycle.region import municipality_cycle
from data.views.indicators.region_targets import TargetRow
from data.views.municipality.address import MunicipalitySelection
from data.views.note.page import NoteView, Section, note_view
from data.views.note.targets import target_level
from data.views.note.text import Figure, figures, plain
from data.views.plan.page import plan_view
from data.vocabulary import ComponentState, DynamicsReading, NoteState, Role, TargetKind, Unit
from data.work.note_saving import save_note_text
from tests.copies import copy_of
from tests.data.changes import give_points

pytestmark = pytest.mark.slow

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
    # B has 2 of 5 points in goals (both positions lack points) and −1 of 2 in indicators, of which 1 is a penalty. With
    # the goals formed it has 4 instead of 1, and A has 7, D has 6: it stays the last of three.
    draft = section_of(small_database, "cycle~1.1~goals").draft
    assert draft.title == "1.1 1.1: звено 1 «Цели»"
    assert draft.text.split("\n") == [
        "Кому: муниципальному органу управления образованием (Округ B).",
        "Рекомендуется: Уточнить цели работы по направлению: сделать их измеримыми и достижимыми, дополнить их "
        "обоснование.",
        "Срок: до 05.08.2027 — к следующему ежегодному мониторингу (приказ от 19.08.2021 № 213)",
        "Чем подтвердить: документ муниципалитет выбирает сам: в источнике он не назван.",
        "Что это даст: При прежних результатах остальных: плюс 3 балла, всего 4 вместо 1; место останется прежним: "
        "3 из 3. Вердикт пока не изменится: не замкнуты и другие звенья.",
        "Основание: По направлению 1.1 «Направление 1.1» звено 1 «Цели» сформировано не полностью: 2 из 5 баллов. "
        "Это первое незамкнутое звено направления. Потеряно 3 балла. Баллы потеряны в позициях: «Позиция g1»; "
        "«Позиция g2». По направлению в целом: 1 из 7 баллов.",
    ]


def test_what_closing_gives_is_what_the_plan_gives(demo_database: Engine) -> None:
    """For every recommendation of the shown municipality: points and rank of the plan with the same steps."""
    with reading(demo_database) as session:
        reader = open_reader(session, MINISTRY)
        view = note_view(reader, SHOWN)
        stages = [section for section in view.sections if section.gaps]
        for section in stages:
            (gives,) = (one for one in section.draft.paragraphs if one.label == "Что это даст")
            gain, after, before, rank, *_rest = figures(gives.text)
            query = {name: values[0] for name, values in parse_qs(urlsplit(gain.link).query).items()}
            effect = plan_view(reader, MunicipalitySelection.parse(query | {"municipality": planted.SHOWN})).effect
            assert (before.value, after.value) == (effect.total_before.points, effect.total_after.points)
            assert gain.value == pytest.approx(after.value - before.value)
            assert rank.text == effect.total_after.rank_of
            # All that the stages lose is what closing them gives: every one of them is formed at its maximum only.
            assert gain.value == pytest.approx(section.figures["lost"])


def test_closing_the_last_gap_gives_a_full_cycle(small_database: Engine) -> None:
    # D lacks nothing but a penalty of 1 in indicators: without it D has 7, as A has.
    (section,) = view_of(small_database, B.but(municipality="D")).sections
    (gives,) = (one for one in section.draft.paragraphs if one.label == "Что это даст")
    assert plain(gives.text) == (
        "При прежних результатах остальных: плюс 1 балл, всего 7 вместо 6; место 1–2 из 3 вместо 2 из 3. "
        "Цикл станет полным: 1.1."
    )


def test_gaps_that_differ_only_in_the_direction_are_one_recommendation(demo_database: Engine) -> None:
    view = view_of(demo_database, SHOWN)
    stages = [section for section in view.sections if section.gaps]
    kinds = [(gap.key.split("~")[2], gap.state) for section in stages for gap in section.gaps[:1]]
    assert len(kinds) == len(set(kinds)) == 9
    assert view.gaps == 29
    for section in stages:
        directions = [gap.key.split("~")[1] for gap in section.gaps]
        assert directions == sorted(directions)
        grounds = [one for one in section.draft.paragraphs if one.label.startswith("Основание")]
        assert len(grounds) == len(directions)


def test_a_text_about_several_directions_stays_with_them(demo_file: Path, tmp_path: Path) -> None:
    with copy_of(demo_file, tmp_path / "demo.db") as engine:
        before = section_of(engine, "cycle~1.1~indicators", SHOWN)
        about = [gap.key for gap in before.gaps]
        assert about == ["cycle~1.1~indicators", "cycle~2.4~indicators"]
        save_note_text(engine, MINISTRY, SHOWN, before.key, "Об обоих", 0, DRAFT)
        view = view_of(engine, SHOWN)
        after = view.section(before.key)
        assert after is not None
        assert ([gap.key for gap in after.gaps], after.text, after.differences) == (about, "Об обоих", ())
        assert (view.gaps, view.closed) == (29, ())


def test_a_text_of_before_is_about_its_own_gap(demo_file: Path, tmp_path: Path) -> None:
    """Texts saved when each gap had its own recommendation name no other gap."""
    with copy_of(demo_file, tmp_path / "demo.db") as engine:
        with writing(engine) as session:
            key = NoteKey(planted.SHOWN, "2026", planted.METHODOLOGY, "ru")
            save_text(session, MINISTRY, key, "cycle~2.4~indicators", "О своём", base=0, state=DRAFT, figures={})
        view = view_of(engine, SHOWN)
        assert {section.key: [gap.key for gap in section.gaps] for section in view.sections[:2]} == {
            "cycle~1.1~indicators": ["cycle~1.1~indicators"],
            "cycle~2.4~indicators": ["cycle~2.4~indicators"],
        }


def test_the_draft_of_an_absent_stage_with_a_penalty_word_for_word_in_english(small_database: Engine) -> None:
    found = view_of(small_database, B, language="en").section("cycle~1.1~indicators")
    assert found is not None
    assert found.draft.text.split("\n")[1:] == [
        "Recommended: Adopt the indicators by which the achievement of the goals is judged. "
        "Remove what the penalty was given for.",
        "Deadline: by 5 Aug 2027, for the next yearly monitoring (order of 19.08.2021 No. 213)",
        "Proof: a document of the municipality's own choice, because the source names none.",
        "What it would give: With the results of all others unchanged: 3 points more, 4 instead of 1; rank 3 of 3 "
        "stays. The verdict stays: other stages are not formed either.",
        "Ground: In direction 1.1 “Direction 1.1” stage 2 “Indicators” is absent: −1 of 2 points. "
        "3 points are lost, of which 1 point as a penalty. The loss is in the position “Position i1”. "
        "The direction as a whole: 1 of 7 points.",
    ]


def test_a_document_that_the_source_expects_is_named(demo_database: Engine) -> None:
    found = section_of(demo_database, "cycle~1.1~effectiveness", SHOWN)
    assert "Аналитическая справка по итогам исполнения управленческих решений" in found.draft.text
    # The source names none in 1.3, and the same recommendation stands for several directions.
    text = section_of(demo_database, "cycle~1.3~effectiveness", SHOWN).draft.text
    assert "1.3, 2.4 — документ муниципалитет выбирает сам: в источнике он не назван" in text
    assert "т.д (" not in section_of(demo_database, "cycle~2.4~recommendations", SHOWN).draft.text


def test_a_target_says_all_that_it_asks_for(demo_database: Engine) -> None:
    levels = {
        row.indicator.short: plain(target_level(row, "")) for row in view_of(demo_database, SHOWN).targets.at_risk
    }
    with speaking("ru"):
        assert levels["Программы поддержки объединений"] == "рост и не менее 2 к 2027 году"
        assert levels["Маршруты после диагностики"].endswith("% ежегодно")
        assert levels["Сопровождение руководителей"].endswith(" к 2027 году")


def test_no_sentence_ends_twice(demo_database: Engine) -> None:
    for code in (planted.SHOWN, planted.HALF_FILLED, "M38"):
        for section in view_of(demo_database, Selection(municipality=code)).sections:
            assert ".." not in section.draft.text


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
    assert {key for key in keys if key.startswith("target~")} == at_risk
    found = [gap for section in view.sections for gap in section.gaps]
    assert len(found) == len(gaps)
    assert {gap.key for gap in found} == gaps
    first = {f"cycle~{line.code}~{line.first_broken.code}" for line in shown.rows if line.first_broken}
    assert {gap.key for gap in found if gap.is_first} == first


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
            if one.source.startswith("effect:"):
                # What a plan would give is no data yet: a test of its own compares it with the page of the plan.
                continue
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
    bare = next(gap.bare for gap in section.gaps if one.source.endswith(gap.key.removeprefix("cycle~")))
    return {
        detail.points or 0.0,
        detail.maximum,
        detail.not_earned + detail.penalties,
        detail.penalties,
        bare,
    }


def test_no_number_of_a_draft_stands_outside_its_figures(demo_database: Engine) -> None:
    view = view_of(demo_database, SHOWN)
    for section in view.sections:
        grounds = [one.text for one in section.draft.paragraphs if one.label.startswith("Основание")]
        for gap, ground in zip(section.gaps, grounds, strict=False):
            words = "".join(part for part in ground if isinstance(part, str))
            # What is left are names: the code of the direction, the number of the stage, and names of positions.
            words = re.sub("«[^»]*»", "", words)
            code, stage = gap.key.split("~")[1:]
            number = [one.code for one in view.choices.cycle_components].index(stage) + 1
            assert re.findall(r"\d+(?:\.\d+)?", words) == [code, str(number)]


def test_a_figure_leads_to_the_page_that_shows_it(demo_database: Engine) -> None:
    section = section_of(demo_database, "cycle~1.1~indicators", SHOWN)
    first = next(figures(next(one.text for one in section.draft.paragraphs if one.label == "Основание (1.1)")))
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
    assert {
        plain(one.text) for section in view.sections for one in section.draft.paragraphs if one.label == "Срок"
    } == {"до 1 марта 2027 года"}


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


@pytest.mark.parametrize(
    ("operator", "until", "expected"),
    [
        # From 20 in 2025: 10 % more is 22 in 2026, and another level in every later year.
        (">=", 2028, "не менее 22 % в 2026 году (рост к предыдущему году ежегодно до 2028 года)"),
        ("<=", None, "не более 18 % в 2026 году (снижение к предыдущему году ежегодно)"),
    ],
)
def test_a_growth_on_the_year_before_names_the_year_of_its_level(
    demo_database: Engine, operator: str, until: int | None, expected: str
) -> None:
    share = next(row for row in view_of(demo_database, SHOWN).targets.rows if row.indicator.unit is Unit.PERCENT)
    rule = Target(TargetKind.ANNUAL_GROWTH, operator, 10, year=until, reading=DynamicsReading.PERCENT)
    result = target_status(rule, {2025: 20, 2026: 20}, 2026)
    row = replace(share, target=replace(share.target, rule=rule), result=result)
    with speaking("ru"):
        assert plain(target_level(row, "")).replace("\u00a0", " ") == expected
