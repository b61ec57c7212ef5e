"""Every entry that the product can write into the log, as its readers have it: no code stands where there are words."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.watching.files_taken import ONE_BY_ONE
from data.access import MINISTRY
from data.jobs.kinds import NOTES, ROUND_FORMS, ROUND_MARKED, TEMPLATES
from data.language import speaking
from data.queries.audit import AuditLine, stage_names
from data.queries.catalogue.described import FIELDS
from data.queries.catalogue.words import catalogue_names
from data.storage.database import reading
from data.storage.reader import open_reader
from data.text.answers import PercentScale, TextAnswer
from data.views.audit.words import detail_words
from data.vocabulary import AuditEvent, Role, SignInWay
from tests.data.intake.conftest import region, sqlite_file

__all__ = ["region", "sqlite_file"]

NAMED = ("detail", "about")
ROOT = Path(__file__).parents[4]
STAGES = {"goals": "Цели"}
ANSWERS = {
    PercentScale.PERCENT: ("проценты", "percentages"),
    PercentScale.SHARE: ("доли единицы", "shares of 1"),
    TextAnswer.PROPOSED: ("как прочитано", "as it is read"),
    TextAnswer.CLARIFY: ("требует уточнения", "to be clarified"),
    **{TextAnswer(f"reading-{one}"): (f"прочтение {one}", f"reading {one}") for one in range(1, 7)},
}
# Event, what is written of it, and how it reads.
ENTRIES: list[tuple[AuditEvent, dict[str, Any], str, str]] = [
    (AuditEvent.SIGN_IN, {"way": "password"}, "способ входа: пароль", "way in: password"),
    (AuditEvent.SIGN_IN, {"way": "openid_connect"}, "способ входа: OpenID Connect", "way in: OpenID Connect"),
    (AuditEvent.SIGN_IN_REFUSED, {"way": "proxy"}, "способ входа: прокси-сервер", "way in: proxy"),
    (AuditEvent.SIGN_OUT, {}, "", ""),
    (AuditEvent.SIGN_OUT_EVERYWHERE, {"account": "a.b"}, "учётная запись: a.b", "account: a.b"),
    (
        AuditEvent.ACCOUNT_ADDED, {"account": "a.b", "role": "analyst", "municipality": None},
        "учётная запись: a.b, роль: Аналитик", "account: a.b, role: Analyst",
    ),
    (
        AuditEvent.ACCOUNT_CHANGED, {"account": "a.b", "role": "operator", "municipality": None},
        "учётная запись: a.b, роль: Оператор данных", "account: a.b, role: Data operator",
    ),
    (AuditEvent.ACCOUNT_DISABLED, {"account": "a.b"}, "учётная запись: a.b", "account: a.b"),
    (AuditEvent.ACCOUNT_ENABLED, {"account": "a.b"}, "учётная запись: a.b", "account: a.b"),
    (AuditEvent.PASSWORD_RESET, {"account": "a.b"}, "учётная запись: a.b", "account: a.b"),
    (AuditEvent.PASSWORD_CHANGED, {}, "", ""),
    (
        AuditEvent.OPENNESS_CHANGED, {"others": "anonymous", "documents": "closed"},
        "остальные муниципалитеты: анонимно, документы других: закрыты",
        "other municipalities: anonymous, documents of others: closed",
    ),
    (
        AuditEvent.OPENNESS_CHANGED, {"others": "named", "documents": "open"},
        "остальные муниципалитеты: названы, документы других: открыты",
        "other municipalities: named, documents of others: open",
    ),
    (AuditEvent.SEED, {"year": 2026}, "год: 2026", "year: 2026"),
    (
        AuditEvent.IMPORT, {"file": "b.xlsx", "sha256": "0f"},
        "файл: b.xlsx, контрольная сумма SHA-256: 0f", "file: b.xlsx, checksum SHA-256: 0f",
    ),
    (AuditEvent.IMPORT, {"files": 3, "round": "2026-1"}, "файлов: 3, сбор: 2026-1", "files: 3, round: 2026-1"),
    (AuditEvent.UNDO, {"number": 7}, "№: 7", "No.: 7"),
    # Approving, closing and opening figures, adding a period.
    (AuditEvent.EDIT, {"year": 2026}, "год: 2026", "year: 2026"),
    (
        AuditEvent.EDIT, {"indicator": "K01", "municipality": "M1"},
        "показатель: K01, муниципалитет: M1", "indicator: K01, municipality: M1",
    ),
    (
        AuditEvent.EDIT, {"indicator": "K01", "fields": "name_ru, break_year", "reason": "Приказ"},
        "показатель: K01, поля: Название по-русски; Разрыв ряда с года, основание: Приказ",
        "indicator: K01, fields: Name in Russian; Break in the series, from the year, reason: Приказ",
    ),
    (
        AuditEvent.EDIT, {"municipality": "M1", "measure": "M1~1.1~3.1", "term": "once"},
        "муниципалитет: M1, мероприятие: M1, 1.1, № 3.1, срок: единственный",
        "municipality: M1, measure: M1, 1.1, No. 3.1, term: the only one",
    ),
    (
        AuditEvent.EDIT, {"municipality": "", "day": "2026-03-01", "title": "Сбор"},
        "день: 01.03.2026, название: Сбор", "day: 1 Mar 2026, title: Сбор",
    ),
    (
        AuditEvent.NOTE_EDIT, {"municipality": "M1", "period": "2026", "section": "cycle~1.1~goals", "version": 2},
        "муниципалитет: M1, период: 2026, раздел: 1.1, Цели, редакция: 2",
        "municipality: M1, period: 2026, section: 1.1, Цели, version: 2",
    ),
    (
        AuditEvent.NOTE_APPROVAL, {"section": "target~K01", "version": 1},
        "раздел: показатель K01, редакция: 1", "section: indicator K01, version: 1",
    ),
    (
        AuditEvent.NOTE_EDIT, {"section": "deadline"},
        "раздел: срок исполнения в черновиках", "section: deadline of the drafts",
    ),
    (
        AuditEvent.BULK_EXPORT, {"kind": ONE_BY_ONE, "files": 10, "addresses": "/note/M1.docx"},
        "вид: файлы, скачанные по одному, файлов: 10, адреса: /note/M1.docx",
        "kind: files taken one by one, files: 10, addresses: /note/M1.docx",
    ),
    *(
        (AuditEvent.BULK_EXPORT, {"kind": kind, "file": "a.zip", "files": 2},
         f"вид: {russian}, файл: a.zip, файлов: 2", f"kind: {english}, file: a.zip, files: 2")
        for kind, russian, english in (
            (TEMPLATES, "шаблоны форм", "templates of forms"),
            (NOTES, "аналитические справки", "analytical notes"),
            (ROUND_FORMS, "формы сбора", "forms of a round"),
            (ROUND_MARKED, "копии файлов сбора с пометками", "marked copies of a round"),
        )
    ),
    (AuditEvent.ROUND_OPENED, {"round": "2026-1"}, "сбор: 2026-1", "round: 2026-1"),
    *(
        (AuditEvent.ROUND_DECISION, {"file": "b.xlsx", "decision": decision},
         f"файл: b.xlsx, решение: {russian}", f"file: b.xlsx, decision: {english}")
        for decision, russian, english in (
            ("chosen", "выбран", "chosen"),
            ("approved", "утверждено", "approved"),
            ("answer accepted", "ответ принят", "answer accepted"),
            ("answer not accepted", "ответ не принят", "answer not accepted"),
            *((f"answered: {answer}", f"дан ответ «{russian}»", f"answered “{english}”")
              for answer, (russian, english) in ANSWERS.items()),
        )
    ),
    (AuditEvent.BACKUP, {"file": "b.zip", "rows": 9}, "файл: b.zip, строк: 9", "file: b.zip, rows: 9"),
    (
        AuditEvent.RESTORE, {"made_at": "2026-03-01T06:05:04.123456+00:00"},
        "создана: 01.03.2026, 09:05", "made: 1 Mar 2026, 09:05",
    ),
]  # fmt: skip


def line(event: AuditEvent, detail: dict[str, Any]) -> AuditLine:
    return AuditLine(1, datetime(2026, 11, 14, tzinfo=UTC), event.value, "cli", "", None, detail)


@pytest.mark.parametrize(("event", "detail", "russian", "english"), ENTRIES)
def test_an_entry_reads_in_both_languages(
    event: AuditEvent, detail: dict[str, Any], russian: str, english: str
) -> None:
    for language, expected in (("ru", russian), ("en", english)):
        with speaking(language):
            assert detail_words(line(event, detail), "Europe/Moscow", STAGES) == expected


def test_every_event_every_way_and_every_answer_is_among_them() -> None:
    assert {event for event, *_said in ENTRIES} == set(AuditEvent)
    assert set(ANSWERS) == {*PercentScale, *TextAnswer}
    assert {detail["way"] for _event, detail, *_said in ENTRIES if "way" in detail} == set(SignInWay)


def test_every_role_and_every_field_of_the_catalogue_has_words() -> None:
    for language in ("ru", "en"):
        with speaking(language):
            roles = {detail_words(line(AuditEvent.ACCOUNT_ADDED, {"role": role.value})) for role in Role}
            fields = detail_words(line(AuditEvent.EDIT, {"fields": ", ".join(FIELDS)}))
        assert len(roles) == len(Role)
        assert not any(told.endswith(f": {role.value}") for told in roles for role in Role)
        assert "_" not in fields
    assert set(catalogue_names()) >= set(FIELDS)


def test_the_walk_knows_every_name_that_the_code_writes() -> None:
    """A name that is new in the code has no entry here yet, and perhaps no words."""
    known = {name for _event, detail, *_said in ENTRIES for name in detail}
    assert {name for path in written_by() for name in names_in(path)} == known


def written_by() -> list[Path]:
    folders = ("data/storage", "data/work", "data/queries", "data/accounts", "dashboard")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py")]


def names_in(path: Path) -> Iterator[str]:
    """Keys of what is given or assigned as ``detail`` or ``about``, and of the arguments of messages of revisions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        given: list[ast.expr | None] = []
        if isinstance(node, ast.keyword) and node.arg in NAMED:
            given = [node.value]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            given = [node.value] if getattr(targets[0], "id", "") in NAMED else []
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
            given = list(node.args[1:2])
        found = [one for value in given if value is not None for one in ast.walk(value) if isinstance(one, ast.Dict)]
        yield from (str(ast.literal_eval(key)) for one in found for key in one.keys if key is not None)


def test_what_nobody_has_worded_stands_as_it_is() -> None:
    for detail, told in (
        ({"unknown": 1}, "unknown: 1"),
        ({"decision": "answered: whatever"}, "решение: дан ответ «whatever»"),
        ({"section": "something"}, "раздел: something"),
        ({"made_at": "yesterday"}, "создана: yesterday"),
        ({"day": "весной"}, "день: весной"),
    ):
        assert detail_words(line(AuditEvent.EDIT, detail)) == told


def test_stages_are_named_as_their_methodology_names_them(region: Engine) -> None:
    with reading(region) as session:
        reader = open_reader(session, MINISTRY)
        names = stage_names(reader)
        with speaking("en"):
            english = stage_names(reader)
    assert set(names) == set(english)
    assert names["goals"] != english["goals"]
