"""The page /data as trees: steps, findings, consequences, templates and revisions as somebody sees and hears them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from dash import html

from data.findings import Finding
from data.intake.register import KINDS
from data.language import LANGUAGES, _, speaking
from data.views.data_page.address import DataSelection
from data.views.data_page.changes import CellLine, ChangesView, RankLine, VerdictLine
from data.views.data_page.revisions import RevisionEntry, RevisionJobView
from data.views.data_page.templates import TemplateChoices, TemplateJobView
from data.views.data_page.uploads import UploadView
from data.views.shared.choices import Choice
from data.vocabulary import JobState, RevisionKind, Severity, Verdict
from layouts.data_page.consequences import consequences_card
from layouts.data_page.findings import findings_card
from layouts.data_page.page import Ids, ShownTab, foot_rules, layout, upload_form
from layouts.data_page.revisions import revisions_content
from layouts.data_page.templates import template_content
from layouts.data_page.upload import publish_bar, steps, upload_content
from tests.layouts.reading import seen, tables, walk, words

IDS = {"look": "look", "undo": "undo", "confirm": "confirm", "cancel": "cancel", "job": "job"}
ERROR = Finding(Severity.ERROR, "points-above-maximum", "Баллов больше.", "1.1", "F17", "3", "от 0 до 2", "Исправьте.")
NOTE = Finding(Severity.NOTE, "totals-row", "Строка итогов не загружается.", "1.2", "A48")
CHANGES = ChangesView(
    before=184,
    after=185,
    cells=7,
    new=1,
    changed=6,
    moved=3,
    verdict_count=1,
    lines=(
        CellLine("Светлоозёрский МО", "2026 · 1.1 · Показатели", "−1", "0", 1.0),
        CellLine("Малоостровский МР", "2026 · 1.1 · Анализ", "—", "3"),
    ),
    ranks=(
        RankLine("Светлоозёрский МО", "2026 · итог", True, "14", "12–13", 2, "742", "750"),
        RankLine("Синегривский МО", "2026 · 1.4", False, "13", "13", 0, "749", "748"),
    ),
    verdicts=(VerdictLine("Лесоградский ГО", "2026 · 1.4", Verdict.INEFFECTIVE, Verdict.EFFECTIVE),),
)


def upload(**changed: object) -> UploadView:
    facts: dict[str, object] = {
        "job": "a" * 32,
        "kind": "scores",
        "publishing": False,
        "state": JobState.DONE,
        "file_name": "ocenka.xlsx",
        "size": 421_888,
        "progress": 3,
        "total": 3,
        "refusal": "",
        "findings": (),
        "counts": {"rows": 1214, "unchanged": 1207},
        "changes": CHANGES,
        "planned": 7,
        "revision": None,
        "next_revision": 185,
    }
    return UploadView(**facts | changed)  # type: ignore[arg-type]


def content(view: UploadView | None, severity: Severity | None = None) -> html.Div:
    return upload_content(view, severity, filter_store="filter", answer="answer", cancel="cancel")


def pressed(tree: object, store: str) -> list[str]:
    """The values that buttons of this store write."""
    beside = [getattr(item, "data-value") for item in walk(tree) if getattr(item, "data-choice", None) == store]
    return beside + [button["value"] for button in buttons_of_tables(tree) if button["choice"] == store]


def buttons_of_tables(tree: object) -> list[dict[str, Any]]:
    """The buttons inside the tables, by their attributes."""
    cells = [cell for table in tables(tree) for cell in table.cells]
    return [attributes for cell in cells for tag, _content, attributes in cell.tags if tag == "button"]


def test_the_steps_tell_where_a_good_file_stands() -> None:
    bar = steps(upload())
    assert [item.className for item in bar.children] == ["step-done", "step-done", "step-current", "step-waiting"]
    said = words(bar)
    for text in ("ocenka.xlsx · 412", "замечаний нет", "7 ячеек", "станет ревизией 185"):
        assert text in said


def test_the_steps_stop_at_the_check_of_a_bad_file() -> None:
    bar = steps(upload(findings=(ERROR, NOTE), changes=ChangesView(), planned=0))
    assert [item.className for item in bar.children] == ["step-done", "step-current", "step-waiting", "step-waiting"]
    assert "1 ошибка, 1 замечание учтено" in words(bar)


def test_findings_of_the_other_language_say_how_to_read_them_in_this_one() -> None:
    again = "Находки — на языке проверки: чтобы прочитать их на этом, отправьте файл ещё раз."
    for is_other in (True, False):
        card = findings_card(upload(findings=(ERROR,), is_in_other_language=is_other), None, "filter", "answer")
        assert (again in words(card)) is is_other


def test_findings_stand_errors_first_with_counts_on_the_filter() -> None:
    card = findings_card(upload(findings=(NOTE, ERROR)), None, "filter", "answer")
    said = seen(card)
    assert said.index("Баллов больше.") < said.index("Строка итогов")
    for text in ("2 находки на 2 листах", "Все 2", "Ошибки 1", "Учтено 1", "F17", "от 0 до 2", "Исправьте."):
        assert text in said
    # A severity without findings is not offered.
    assert pressed(card, "filter") == ["", "error", "note"]


QUESTION = Finding(Severity.QUESTION, "ambiguous-percent", "0,666 % или 66,6 %?", "Школы", "H2", question="Школы!H")


def test_a_question_offers_its_answers_and_holds_the_publication_back() -> None:
    view = upload(findings=(QUESTION, NOTE), changes=ChangesView(), planned=0)
    card = findings_card(view, None, "filter", "answer")
    assert pressed(card, "answer") == [f"{'a' * 32}~percent~Школы!H", f"{'a' * 32}~share~Школы!H"]
    assert "1 вопрос: ответьте здесь или исправьте файл." in seen(card)
    assert "1 вопрос, 1 замечание учтено" in words(steps(view))
    bar = html.Div(publish_bar(view, publish="publish", job="job"))
    assert pressed(bar, "publish") == []
    assert "Есть вопросы" in seen(bar)


def test_indicators_of_a_column_can_be_answered_together() -> None:
    asked = [
        Finding(
            Severity.QUESTION, "ambiguous-percent", "Доли?", "Данные", f"F{row}", "0,5", question=f"Данные!F#K{row}"
        )
        for row in (1, 2, 3)
    ]
    card = findings_card(upload(findings=(*asked, QUESTION)), None, "filter", "answer")
    together = [f"{'a' * 32}~{said}~Данные!F#*" for said in ("percent", "share")]
    assert [one for one in pressed(card, "answer") if one.endswith("*")] == together
    assert len(pressed(card, "answer")) == 4 * 2 + 2
    assert "Для всех 3 показателей столбца F:" in seen(card)


def test_an_answer_stays_down_and_can_be_changed() -> None:
    told = Finding(
        Severity.NOTE, "percent-scale", "Прочитаны как доли.", "Школы", "H", question="Школы!H", answer="share"
    )
    card = findings_card(upload(findings=(told,)), None, "filter", "answer")
    assert [button["pressed"] for button in buttons_of_tables(card)] == [False, True]


def test_findings_are_ordered_by_severity_and_not_by_its_word() -> None:
    severities = (Severity.NOTE, Severity.WARNING, Severity.QUESTION, Severity.ERROR)
    found = tuple(Finding(severity, "rule", severity.value) for severity in severities)
    (table,) = tables(findings_card(upload(findings=found), None, "filter", "answer"))
    order = sorted(table.rows, key=lambda row: row["severity"].value)
    assert [row["message"].seen for row in order] == ["error", "question", "warning", "note"]


def test_a_filter_leaves_one_severity_and_keeps_all_counts() -> None:
    said = seen(findings_card(upload(findings=(NOTE, ERROR)), Severity.NOTE, "filter", "answer"))
    assert "Баллов больше." not in said
    assert "Строка итогов" in said
    assert "Ошибки 1" in said


@pytest.mark.parametrize(
    ("view", "links"),
    [
        (upload(findings=(ERROR,)), [f"/download/marked/{'a' * 32}", f"/download/findings/{'a' * 32}.xlsx"]),
        (upload(findings=(ERROR,), file_name="ocenka.csv"), [f"/download/findings/{'a' * 32}.xlsx"]),
        (upload(findings=(NOTE,), publishing=True, revision=185), [f"/download/findings/{'a' * 32}.xlsx"]),
    ],
    ids=["xlsx", "csv", "published"],
)
def test_a_marked_copy_is_offered_where_it_can_be_made(view: UploadView, links: list[str]) -> None:
    card = findings_card(view, None, "filter", "answer")
    assert [item.href for item in walk(card) if isinstance(item, html.A)] == links


def test_consequences_count_everything_and_show_was_and_becomes() -> None:
    rows = {"rows": 1214, "new": 1, "changed": 6, "unchanged": 1207}
    said = seen(consequences_card("Что изменится", "", CHANGES, rows=rows, is_done=False))
    for text in (
        "1\u00a0214строк файла проверено: 1 новая, 6 изменено, 1\u00a0207 без изменений",
        "1новая ячейка",
        "6изменённых ячеек",
        "3муниципалитета на другом месте",
        "1другой вердикт",
        "−1 → 0",
        "впервые",
        "14 → 12–13",
        "742 → 750",
        "и ещё 5",
    ):
        assert text in said, text
    # Points that change no place of a direction are no change of a place.
    assert "Синегривский МО" not in said
    assert "пропавш" not in said


def test_after_the_publication_nothing_speaks_of_the_future() -> None:
    coming, done = (words(consequences_card("", "", CHANGES, is_done=is_done)) for is_done in (False, True))
    assert "было → станет" in coming
    assert "было → стало" in done
    assert "станет" not in done.lower()
    assert "Становится" not in done
    published = words(content(upload(changes=CHANGES, publishing=True, revision=185)))
    assert "Что изменилось" in published
    assert "станет" not in published.lower()


def test_vanishing_cells_are_counted_apart() -> None:
    said = seen(consequences_card("", "", ChangesView(cells=2, vanished=2), is_done=False))
    assert "2пропавшие ячейки" in said


def test_a_good_file_can_be_published_and_a_bad_one_says_why_not() -> None:
    good, bad = upload(), upload(findings=(ERROR,), planned=0)
    assert pressed(html.Div(publish_bar(good, publish="publish", job="job")), "publish") == ["a" * 32]
    refused = html.Div(publish_bar(bad, publish="publish", job="job"))
    assert pressed(refused, "publish") == []
    assert "Есть ошибки" in words(refused)
    assert "Последствия будут рассчитаны" in words(content(bad))


def test_the_same_file_says_that_nothing_changes() -> None:
    same = upload(changes=ChangesView(), planned=0)
    assert "Изменений нет" in words(content(same))
    assert pressed(html.Div(publish_bar(same, publish="publish", job="job")), "publish") == []


def test_work_in_progress_is_a_bar_that_can_be_cancelled() -> None:
    tree = content(upload(state=JobState.RUNNING, progress=1, total=4, changes=ChangesView()))
    bar = next(item for item in walk(tree) if getattr(item, "role", None) == "progressbar")
    assert getattr(bar, "aria-valuenow") == 25
    assert pressed(tree, "cancel") == ["a" * 32]


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (None, "Файл ещё не отправлен"),
        (upload(state=JobState.CANCELLED), "Работа прервана"),
        (upload(state=JobState.FAILED), "не удалось обработать"),
        (upload(refusal="Данные изменились."), "Данные изменились."),
        (upload(publishing=True, revision=185), "сохранён как ревизия 185"),
    ],
    ids=["none", "cancelled", "failed", "refused", "published"],
)
def test_every_other_state_has_its_words(view: UploadView | None, text: str) -> None:
    assert text in words(content(view))


def entry(number: int, **changed: object) -> RevisionEntry:
    facts: dict[str, object] = {
        "number": number,
        "created_at": datetime(2026, 11, 14, 13, 42, tzinfo=UTC),
        "author": "оператор 2",
        "kind": RevisionKind.IMPORT,
        "message": f"Выгрузка {number}",
        "file_name": "ocenka.xlsx",
        "file_sha256": "9f3c" + "0" * 56 + "e41a",
        "changed_cells": 1206,
        "undoes": None,
        "undone_by": None,
    }
    return RevisionEntry(**facts | changed)  # type: ignore[arg-type]


def listed(job: RevisionJobView | None = None, *entries: RevisionEntry) -> html.Div:
    return revisions_content(entries or (entry(184),), "Europe/Moscow", job, None, ids=IDS)


def job(**changed: object) -> RevisionJobView:
    facts: dict[str, object] = {
        "job": "b" * 32,
        "state": JobState.DONE,
        "progress": 0,
        "total": 0,
        "refusal": "",
        "changes": CHANGES,
        "number": 184,
        "rehearsed": True,
        "made": None,
        "empties": False,
    }
    return RevisionJobView(**facts | changed)  # type: ignore[arg-type]


def test_the_list_says_when_who_what_and_from_which_file() -> None:
    tree = listed(None, entry(184), entry(183, undone_by=184))
    said = seen(tree)
    for text in ("14.11.2026, 16:42", "оператор 2", "ocenka.xlsx", "1\u00a0206 ячеек", "видна всем сейчас"):
        assert text in said
    assert "отменена ревизией 184" in said
    assert pressed(tree, "look") == ["184", "183"]
    # What is undone already is not undone once more.
    assert pressed(tree, "undo") == ["184"]


def test_an_undo_shows_its_consequences_before_the_second_press() -> None:
    tree = listed(job())
    assert "Что изменит отмена ревизии 184" in words(tree)
    assert pressed(tree, "confirm") == ["b" * 32]
    assert "Внимание" not in words(tree)


def test_an_undo_that_empties_the_region_warns_with_the_number_of_cells() -> None:
    vanishing = ChangesView(cells=30_000, vanished=30_000)
    said = words(listed(job(changes=vanishing, empties=True)))
    assert "Исчезнет 30\u00a0000 ячеек" in said
    assert "не осталось бы ни одного балла" in said
    assert "не осталось бы" not in words(listed(job(changes=vanishing)))


def test_an_undo_without_an_effect_is_not_offered() -> None:
    tree = listed(job(changes=ChangesView()))
    assert "не изменила бы ни одного числа" in words(tree)
    assert pressed(tree, "confirm") == []


def test_a_refused_undo_says_why_as_an_alert() -> None:
    tree = listed(job(refusal="Сначала отмените ревизию 185."))
    alert = next(item for item in walk(tree) if getattr(item, "role", None) == "alert")
    assert "Сначала отмените ревизию 185." in words(alert)
    assert pressed(tree, "confirm") == []


def test_what_is_undone_and_what_differs_have_their_titles() -> None:
    assert "Ревизия 184 отменена ревизией 186" in words(listed(job(rehearsed=False, made=186)))
    assert "Разница между ревизиями 184 и 185" in words(listed(job(number=None)))
    assert "не отличается ни одно число" in words(listed(job(number=None, changes=ChangesView(before=1, after=2))))


def template(**changed: object) -> TemplateJobView:
    facts: dict[str, object] = {
        "job": "c" * 32,
        "state": JobState.DONE,
        "progress": 0,
        "total": 0,
        "refusal": "",
        "name": "scores-2026.zip",
        "workbooks": 41,
    }
    return TemplateJobView(**facts | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (template(), "scores-2026.zip · 41 книга"),
        (template(state=JobState.RUNNING, progress=3, total=41), "Книги записываются: 3 из 41"),
        (template(state=JobState.CANCELLED), "Шаблон не сохранён"),
        (template(state=JobState.FAILED), "Шаблон сделать не удалось"),
        (template(refusal="Периода нет."), "Периода нет."),
    ],
    ids=["ready", "running", "cancelled", "failed", "refused"],
)
def test_the_making_of_templates_has_words_for_every_state(view: TemplateJobView, text: str) -> None:
    assert text in words(template_content(view, "cancel"))


def test_the_page_starts_from_its_address() -> None:
    choices = TemplateChoices((Choice("m", "М", "М"),), (Choice("2026", "2025/26", "2025/26"),), ())
    tab = ShownTab("content", "foot", [], [{"value": "7", "label": "7"}, {"value": "6", "label": "6"}], is_working=True)
    tree = layout(DataSelection(view="revisions", between="6~7", job="d" * 32), choices, tab)
    by_id = {getattr(item, "id", None): item for item in walk(tree)}
    assert by_id[Ids.TAB].value == "revisions"
    assert [by_id[name].value for name in (Ids.FIRST, Ids.SECOND)] == ["6", "7"]
    assert [option["value"] for option in by_id[Ids.FIRST].options] == ["7", "6"]
    assert by_id[Ids.JOB].data == "d" * 32
    assert not by_id[Ids.POLL].disabled
    shown = [name for name in (Ids.TEMPLATES_FORM, Ids.UPLOAD_FORM, Ids.COMPARISON_FORM) if not by_id[name].hidden]
    assert shown == [Ids.COMPARISON_FORM]
    # Every kind of data that can be loaded has a template, but for a map and a table in somebody else's form.
    loaded, offered = ({option["value"] for option in by_id[name].options} for name in (Ids.KIND, Ids.TEMPLATE_KIND))
    assert offered == set(KINDS) - {"boundaries"} == loaded - {"boundaries", "table"}
    assert len(foot_rules()) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_everywhere_which_formats_it_takes(language: str) -> None:
    with speaking(language):
        for said in (words(upload_form()), dict(foot_rules())[_("What is accepted")]):
            for name in ("xlsx", "xlsm", "ods", "csv"):
                assert name in said
