"""A target set on the page: by those who keep the data, with a reason, as a revision that can be undone."""

from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, NotFound
from data.language import speaking
from data.measures.targets import Target
from data.models.audit import AuditEntry
from data.models.indicators import Indicator
from data.models.revision import Revision
from data.queries.differences import cell_changes, target_cells
from data.queries.indicators import targets
from data.queries.targets.versions import target_versions
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.views.indicators.target_form import CLARIFY, opened_form, read_form
from data.vocabulary import DynamicsReading, Role, TargetKind, Unit
from data.work.target_edits import ChangedMeanwhile, remove_target, set_target, text_warning
from tests.data import small_indicators, small_region
from tests.data.small_indicators import COUNT, SHARE

pytestmark = pytest.mark.slow

OPERATOR = Viewer(Role.OPERATOR, account="operator.one")
HEAD = Viewer(Role.MUNICIPALITY, "A", "head.a")


@pytest.fixture
def region(each_empty: Engine) -> Engine:
    with writing(each_empty) as session:
        small_region.build(session)
        small_indicators.build(session)
        # A part of a whole, which is at most 100 %.
        session.execute(update(Indicator).where(Indicator.code == SHARE).values(denominator_ru="все педагоги"))
    return each_empty


def newest(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.max(Revision.number))) or 0


def entry(engine: Engine, **fields: Any) -> dict[str, Any]:
    level = {
        "indicator": SHARE, "place": "", "base": str(newest(engine)), "text": "не менее 30 % к 2028 году",
        "kind": "level_by_year", "operator": ">=", "value": "30", "year": "2028", "reason": "Решение коллегии",
    }  # fmt: skip
    return level | fields


def standing(engine: Engine, indicator: str = SHARE, place: str | None = None) -> Target | None:
    with reading(engine) as session:
        found = targets(open_reader(session, MINISTRY)).get((indicator, place))
    return found.rule if found else None


def test_a_new_version_has_an_author_and_a_reason_and_the_old_one_stays(region: Engine) -> None:
    before = newest(region)
    number = set_target(region, OPERATOR, entry(region))
    rule = standing(region)
    assert rule is not None
    assert (rule.kind, rule.value, rule.year) == (TargetKind.LEVEL_BY_YEAR, 30, 2028)
    with reading(region) as session:
        new, old = target_versions(open_reader(session, MINISTRY), SHARE, ())
        assert (new.revision, new.author, new.message.text) == (number, "operator.one", "Решение коллегии")
        assert (old.rule.value, old.ended) == (25, number)
        # A link with the revision of before still judges by the old one.
        (then,) = target_versions(open_reader(session, MINISTRY, before), SHARE, ())
        assert (then.rule.value, then.ended) == (25, None)
        audit = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert audit is not None
        assert (audit.event, audit.actor, audit.revision) == ("edit", "operator.one", number)
        assert (audit.detail["indicator"], audit.detail["municipality"]) == (SHARE, "")


def test_undo_gives_the_older_version_back_and_the_same_again_stores_nothing(region: Engine) -> None:
    number = set_target(region, OPERATOR, entry(region))
    assert set_target(region, OPERATOR, entry(region, reason="ещё раз")) == number
    with writing(region) as session:
        undo_revision(session, MINISTRY, number, author="test")
    rule = standing(region)
    assert rule is not None
    assert rule.value == 25


def test_a_municipality_gets_its_own_target_and_loses_it(region: Engine) -> None:
    set_target(region, OPERATOR, entry(region, place="A", value="12,5"))
    own, of_region = standing(region, place="A"), standing(region)
    assert own is not None
    assert of_region is not None
    assert (own.value, of_region.value) == (12.5, 25)
    remove_target(region, OPERATOR, entry(region, place="A", reason="ошибка"))
    assert standing(region, place="A") is None
    with pytest.raises(NotFound):
        remove_target(region, OPERATOR, entry(region, place="A"))


def test_who_has_changed_it_meanwhile_is_named_and_nothing_is_stored(region: Engine) -> None:
    form = entry(region)
    number = set_target(region, OPERATOR, form | {"value": "31"})
    with speaking("ru"), pytest.raises(ChangedMeanwhile, match=r"operator\.one .*ревизия"):
        set_target(region, Viewer(Role.MINISTRY, account="m"), form)
    assert newest(region) == number
    # Another place is another target.
    assert set_target(region, OPERATOR, form | {"place": "A"}) == number + 1


@pytest.mark.parametrize("act", [set_target, remove_target])
@pytest.mark.parametrize("viewer", [HEAD, Viewer(Role.ANALYST, account="a")])
def test_whoever_is_judged_or_only_reads_sets_nothing(region: Engine, viewer: Viewer, act: Any) -> None:
    before = newest(region)
    with pytest.raises(AccessDenied):
        act(region, viewer, entry(region, place="A"))
    assert newest(region) == before


GROWTH = {"text": "+10 % к 2028 году", "kind": "positive_dynamics_min", "value": "10", "baseline_year": "2024"}
WRONG = [
    ({"reason": ""}, "Причина изменения"),
    ({"reason": "п" * 201}, "Причина изменения"),
    ({"text": "  "}, "Текст цели"),
    ({"kind": ""}, "Вид цели"),
    ({"kind": "level"}, "Вид цели"),
    ({"operator": "="}, "Знак"),
    ({"value": ""}, "Целевое значение"),
    ({"value": "тридцать"}, "Целевое значение"),
    ({"value": "120"}, "Целевое значение"),
    ({"value": "-1"}, "Целевое значение"),
    ({"indicator": COUNT, "value": "1,500"}, "Целевое значение"),
    ({"indicator": COUNT, "value": "30 %"}, "Целевое значение"),
    ({"year": ""}, "К году"),
    ({"year": "28"}, "К году"),
    ({"year": "2999"}, "К году"),
    ({"baseline_year": "до"}, "Базовый год"),
    ({"kind": "range", "upper": ""}, "Верхняя граница"),
    ({"kind": "range", "upper": "20"}, "Верхняя граница"),
    ({"kind": "level_by_year_with_annual_floor"}, "Не менее ежегодно"),
    ({"kind": "positive_dynamics_min"}, "Как читать прирост"),
    ({"steps": "33,3 в 2025"}, "Шаги до срока"),
    ({"steps": "2025: 120"}, "Шаги до срока"),
    ({"steps": "1025: 20"}, "Шаги до срока"),
    ({"steps": "2026: 10; 2025: 20"}, "Шаги до срока"),
    ({"steps": "2028: 20"}, "Шаги до срока"),
    ({"steps": "2026: 40"}, "требует меньше"),
    ({"base": None}, "Откройте её снова"),
    ({"indicator": "нет"}, "нет"),
    ({"place": "Я"}, "Я"),
    ({"value": 30}, "Целевое значение"),
]


def test_what_is_wrong_is_told_by_its_field_and_nothing_is_stored(region: Engine) -> None:
    before = newest(region)
    for fields, named in WRONG:
        with speaking("ru"), pytest.raises((BadSelection, NotFound), match=named):
            set_target(region, OPERATOR, entry(region, **fields))
    assert newest(region) == before


def test_a_text_is_read_into_the_form_and_counts_only_when_saved(region: Engine) -> None:
    before = newest(region)
    with speaking("ru"), reading(region) as session:
        reader = open_reader(session, OPERATOR)
        opened = opened_form(reader, SHARE, "A")
        assert (opened.values["value"], opened.values["year"], opened.values["place"]) == ("25", "2027", "")
        definite = read_form(reader, opened.values | {"text": "не менее 66,6 % к 2028 году"})
        assert definite.proposal is not None
        assert definite.proposal.is_definite
        assert (definite.values["value"], definite.values["year"]) == ("66,6", "2028")
        asked = read_form(reader, opened.values | {"text": "+10 % к 2028 году", "baseline_year": "2024"})
        # Nothing is filled in before somebody has chosen, and what the earlier text said is gone.
        assert (asked.values["kind"], asked.values["value"], asked.chosen) == ("", "", "")
        points = read_form(reader, asked.values, "2")
        assert (points.values["reading"], points.values["baseline_year"]) == ("percentage_points", "2024")
        left = read_form(reader, asked.values, CLARIFY)
    assert newest(region) == before
    set_target(region, OPERATOR, dict(left.values) | {"reason": "как в приказе"})
    rule = standing(region)
    assert rule is not None
    assert (rule.kind, rule.reading) == (TargetKind.POSITIVE_DYNAMICS_MIN, DynamicsReading.AMBIGUOUS)


def test_fields_of_an_earlier_text_are_not_saved_with_a_later_one(region: Engine) -> None:
    from_text = ("kind", "operator", "value", "year", "baseline_year", "reading", "contradiction")
    with speaking("ru"), reading(region) as session:
        reader = open_reader(session, OPERATOR)
        opened = opened_form(reader, COUNT, "A").values | {"reason": "как в приказе"}
        level = read_form(reader, opened | {"text": "не более 3,5 к 2030 г."}).values
        assert [level[name] for name in from_text] == ["level_by_year", "<=", "3,5", "2030", "", "", ""]
        nothing = read_form(reader, dict(level) | {"text": "NaN к 2027"}).values
        assert [nothing[name] for name in from_text] == [""] * 7
        assert nothing["reason"] == "как в приказе"
        left = read_form(reader, dict(level) | {"text": "увеличение не менее 10 к 2027 году"}, CLARIFY).values
        assert (left["value"], left["year"], left["reading"]) == ("10", "2027", "ambiguous")
        assert [read_form(reader, dict(left) | {"text": "NaN"}).values[name] for name in from_text] == [""] * 7
        # The same text read once more leaves alone what was typed after it, and a year that was typed stays.
        typed = dict(nothing) | {"kind": "presence", "year": "2029"}
        assert read_form(reader, typed).values["kind"] == "presence"
        assert read_form(reader, typed | {"text": "провести мониторинг"}).values["year"] == "2029"
    with speaking("ru"), pytest.raises(BadSelection, match="Вид цели"):
        set_target(region, OPERATOR, dict(nothing))


SAID_AND_ENTERED: list[tuple[dict[str, str], bool]] = [
    ({}, False),
    # 75 every year where the text says 60 to 80; 40 is not 30, 2029 is not 2028, «at most» is not «at least».
    ({"text": "60–80 %, ежегодно", "kind": "annual_level", "value": "75"}, True),
    ({"text": "60–80 %, ежегодно", "kind": "annual_range", "value": "60", "upper": "80", "year": ""}, False),
    ({"value": "40"}, True),
    ({"year": "2029"}, True),
    ({"operator": "<="}, True),
    # A reading of several, with the base year that the text leaves open; and the choice left open.
    (GROWTH | {"reading": "percentage_points"}, False),
    (GROWTH | {"reading": "ambiguous"}, False),
    (GROWTH | {"reading": "level"}, True),
    ({"reading": "ambiguous"}, True),
    ({"contradiction": "30 % мало"}, True),
    ({"text": "NaN к 2028"}, True),
]


def test_fields_that_are_no_reading_of_their_text_are_told(region: Engine) -> None:
    with reading(region) as session:
        reader = open_reader(session, OPERATOR)
        told = [bool(text_warning(reader, entry(region, **fields))) for fields, _is_warned in SAID_AND_ENTERED]
    assert told == [is_warned for _fields, is_warned in SAID_AND_ENTERED]


def test_a_level_below_0_is_set_where_the_unit_can_have_one(region: Engine) -> None:
    with writing(region) as session:
        session.execute(update(Indicator).where(Indicator.code == COUNT).values(unit=Unit.DIFFERENCE.value))
    with speaking("ru"), reading(region) as session:
        reader = open_reader(session, OPERATOR)
        opened = opened_form(reader, COUNT, "A").values | {"reason": "как в приказе"}
        form = read_form(reader, opened | {"text": "не менее -5 к 2028 году"})
        assert (form.proposal is not None and form.proposal.is_definite, form.values["value"]) == (True, "-5")
    set_target(region, OPERATOR, dict(form.values))
    rule = standing(region, COUNT)
    assert rule is not None
    assert (rule.operator, rule.value, rule.year) == (">=", -5, 2028)
    set_target(region, OPERATOR, entry(region, indicator=COUNT, value="−1 234,5"))
    assert getattr(standing(region, COUNT), "value", None) == -1234.5


def test_spaces_of_thousands_are_taken(region: Engine) -> None:
    for typed in ("100 000,5", "100\u00a0000,5", "100\u202f000.5"):
        set_target(region, OPERATOR, entry(region, indicator=COUNT, value=typed, reason=typed))
        assert getattr(standing(region, COUNT), "value", None) == 100_000.5


def test_a_text_with_a_level_for_each_year_is_set_with_all_its_steps(region: Engine) -> None:
    before = newest(region)
    with speaking("ru"), reading(region) as session:
        reader = open_reader(session, OPERATOR)
        form = read_form(reader, opened_form(reader, SHARE, "A").values | {"text": "66,6 к 2028, 100 к 2029"})
        assert form.proposal is not None
        assert form.proposal.is_definite
        assert (form.values["steps"], form.values["value"], form.values["year"]) == ("2028: 66,6", "100", "2029")
    set_target(region, OPERATOR, dict(form.values) | {"reason": "как в приказе"})
    rule = standing(region)
    assert rule is not None
    assert rule.levels == ((2028, 66.6), (2029, 100))
    with reading(region) as session:
        opened = opened_form(open_reader(session, OPERATOR), SHARE, "A")
        assert opened.values["steps"].replace(",", ".") == "2028: 66.6"
        (told,) = cell_changes(open_reader(session, MINISTRY, before), open_reader(session, MINISTRY), [target_cells])
    assert "2028: 66.6" in str(told.new)
    # Another kind has none, whatever stands in the field.
    set_target(region, OPERATOR, entry(region, steps="2026: 20", kind="annual_level"))
    assert getattr(standing(region), "steps", None) == ()


def test_steps_that_go_back_are_kept_where_it_is_said_that_they_contradict(region: Engine) -> None:
    fields = {"steps": "2026: 40", "contradiction": "40 % раньше 30 %"}
    set_target(region, OPERATOR, entry(region, **fields))
    rule = standing(region)
    assert rule is not None
    assert (rule.is_contradictory, rule.levels) == (True, ((2026, 40), (2028, 30)))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "range", "value": "60", "upper": "80"}, Target(TargetKind.RANGE, ">=", 60, year=2028, upper=80)),
        (
            {"kind": "annual_range", "value": "60", "upper": "80", "year": ""},
            Target(TargetKind.ANNUAL_RANGE, ">=", 60, upper=80),
        ),
        ({"kind": "presence", "value": ""}, Target(TargetKind.PRESENCE, ">=", year=2028)),
        ({"kind": "annual_growth", "value": "", "year": ""}, Target(TargetKind.ANNUAL_GROWTH, ">=")),
    ],
)
def test_the_kinds_without_a_plain_level(region: Engine, fields: dict[str, str], expected: Target) -> None:
    set_target(region, OPERATOR, entry(region, indicator=COUNT, **fields))
    assert standing(region, COUNT) == expected
