"""Messages of revisions: the product's own in the reader's language, whoever made them; typed ones as they are."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from data import views
from data.intake.register import KINDS
from data.language import LANGUAGES, speaking
from data.messages import DEMONSTRATION, LONGEST_TEXT, Message, MessageCode, typed
from data.views.shared.revision_words import author_words, revision_message

NUMBERS: dict[MessageCode, dict[str, int]] = {
    MessageCode.PERIOD_ADDED: {"year": 2025},
    MessageCode.UNDO: {"number": 7},
    MessageCode.ROUND: {"files": 30},
    MessageCode.PERIOD_ADDED: {"year": 2026},
    MessageCode.APPROVAL: {"year": 2026},
    MessageCode.EMBARGO: {"year": 2026},
    MessageCode.OPENING: {"year": 2026},
    MessageCode.DEMO_YEAR: {"year": 2025},
    MessageCode.DEMO_FIRST_DELIVERY: {"year": 2026},
    MessageCode.DEMO_SECOND_DELIVERY: {"year": 2026},
}

PAGES = tuple(f"data.views.{path.parent.name}.page" for path in sorted(Path(views.__file__).parent.glob("*/page.py")))


@dataclass(frozen=True)
class Line:
    message: Message


def told(message: Message, language: str) -> str:
    with speaking(language):
        return revision_message(Line(message))


@pytest.mark.parametrize("code", list(MessageCode))
def test_every_code_has_words_of_its_own_in_both_languages(code: MessageCode) -> None:
    russian, english = (told(Message(code, NUMBERS.get(code, {})), language) for language in LANGUAGES)
    assert russian != english
    assert code not in {russian, english}
    assert not set("{}") & set(russian + english)
    assert english.isascii()


def test_no_two_codes_say_the_same() -> None:
    words = [
        told(Message(code, {"year": 2026, "number": 2026, "files": 2026} if code in NUMBERS else {}), "ru")
        for code in MessageCode
    ]
    assert len(set(words)) == len(MessageCode)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_import_says_what_came_in(kind: str) -> None:
    assert KINDS[kind].message is MessageCode(f"import_{kind}")


@pytest.mark.parametrize(
    ("created", "russian", "english"),
    [
        ({}, "", ""),
        (
            {"municipalities": 125, "schools": 626, "periods": 1},
            ". Создаётся в реестрах: 125 муниципалитетов, 626 школ, 1 период.",
            ". Created in the registers: 125 municipalities, 626 schools, 1 period.",
        ),
        ({"schools": 3}, ". Создаётся в реестрах: 3 школы.", ". Created in the registers: 3 schools."),
        (
            {"municipalities": 1, "periods": 2},
            ". Создаётся в реестрах: 1 муниципалитет, 2 периода.",
            ". Created in the registers: 1 municipality, 2 periods.",
        ),
        (
            {"periods": 2, "indicators": 3},
            ". Создаётся в реестрах: 2 периода, 3 показателя.",
            ". Created in the registers: 2 periods, 3 indicators.",
        ),
    ],
)
def test_the_import_of_a_table_tells_what_it_created(created: dict[str, int], russian: str, english: str) -> None:
    message = Message(MessageCode.IMPORT_TABLE, created)
    assert told(message, "ru") == f"Значения показателей из таблицы{russian}"
    assert told(message, "en") == f"Observations from a table{english}"


def test_the_demonstration_is_worded_in_both_languages() -> None:
    first = Message(MessageCode.DEMO_FIRST_DELIVERY, {"year": 2026})
    assert told(first, "ru") == "Оценка, контингент и показатели за 2026 год, первая выгрузка"
    assert told(first, "en") == "Assessment, enrolment and indicators of 2026, first delivery"
    for language, expected in (("ru", "демонстрация"), ("en", "demonstration")):
        with speaking(language):
            assert author_words(DEMONSTRATION) == expected


def test_an_undo_names_what_it_undoes() -> None:
    assert told(Message(MessageCode.UNDO, {"number": 7}), "ru") == "Отмена ревизии 7"
    assert told(Message(MessageCode.UNDO, {"number": 7}), "en") == "Undo of revision 7"


@pytest.mark.parametrize("text", ["", "Оценка 2026, вторая выгрузка", "Баллы из книги", "100 % {year}"])
def test_typed_words_stay_as_they_are(text: str) -> None:
    for language in LANGUAGES:
        assert told(Message(text=text), language) == text
        assert told(Message(MessageCode.DEMO_YEAR, {"year": 2026}, text or "as typed"), language) == text or "as typed"


def test_a_code_of_a_later_version_does_not_close_the_page() -> None:
    assert told(Message("import_persons", {"number": 2}), "ru") == "import_persons"


def test_a_typed_text_is_one_visible_line() -> None:
    assert typed("  second\n delivery\u200b ") == "second delivery"
    assert len(typed("x" * 2_000)) == LONGEST_TEXT


@pytest.mark.parametrize("modules", [("data.views.shared.provenance",), PAGES], ids=["footer", "pages"])
def test_a_page_loads_nothing_of_the_import(modules: tuple[str, ...]) -> None:
    """In an interpreter of its own: this one has loaded everything."""
    program = f"import sys, {', '.join(modules)}; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "data.views.shared.revision_words" in loaded
    assert [name for name in loaded if name.startswith(("data.intake", "data.demo", "data.work"))] == []
