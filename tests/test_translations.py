"""Every text of the product has its Russian: none missing, left over, told in two ways, or with other gaps to fill."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from data.language import LOCALE_FOLDER

ROOT = Path(__file__).parents[1]
PACKAGES = ("dashboard", "callbacks", "layouts", "data")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
RUSSIAN_PLURALS = "nplurals=3"
TRANSLATORS = ("data/language.py",)
# Commands carry English help texts; what prints them looks up the Russian.
HELP_TEXTS = ("dashboard/cli.py", "dashboard/cli_notes.py")
HELP_PRINTERS = ("dashboard/cli_words.py",)


@dataclass(frozen=True, order=True)
class Message:
    """One text: its context («» for none), its English singular, and its plural («» for none)."""

    context: str
    text: str
    plural: str = ""


def messages_of_source(path: Path) -> Iterator[tuple[Message, str]]:
    """The texts of one file with the place of each; the syntax tree also shows what stands inside an f-string."""
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from message_of_call(node, node.func.id, name)
        elif name in HELP_TEXTS and isinstance(node, ast.Constant) and is_sentence(node.value):
            yield Message("", node.value), f"{name}:{node.lineno}"


def message_of_call(node: ast.Call, function: str, name: str) -> Iterator[tuple[Message, str]]:
    wanted = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2}.get(function)
    if wanted is None or name in TRANSLATORS:
        return
    texts = [item.value for item in node.args[:wanted] if isinstance(item, ast.Constant)]
    if len(texts) != wanted:
        assert name in HELP_PRINTERS, f"{name}:{node.lineno}: only a literal text can be translated"
    elif function == "pgettext":
        yield Message(texts[0], texts[1]), f"{name}:{node.lineno}"
    else:
        yield Message("", *texts), f"{name}:{node.lineno}"


def is_sentence(value: object) -> bool:
    """A help text of the command line: a sentence on one line, which a docstring is not required to be."""
    return isinstance(value, str) and re.fullmatch(r"[A-Z][^`\n]* [^`\n]*\.", value) is not None


@pytest.fixture(scope="module")
def used() -> dict[Message, str]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {message: place for path in paths for message, place in messages_of_source(path)}


@pytest.fixture(scope="module")
def translated() -> list[tuple[Message, tuple[str, ...], str]]:
    """Every entry of every catalogue with its forms and the name of its file."""
    found = []
    for path in sorted((LOCALE_FOLDER / "ru").glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="ru", abort_invalid=True):
                if not entry.id:
                    continue
                identity = entry.id if isinstance(entry.id, tuple) else (entry.id,)
                forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
                assert not entry.fuzzy, f"{path.name}: {identity[0]!r} is marked as unsure"
                found.append((Message(entry.context or "", *identity), forms, path.name))
    return found


def test_every_text_has_its_russian(
    used: dict[Message, str], translated: list[tuple[Message, tuple[str, ...], str]]
) -> None:
    known = {message for message, forms, _file in translated if all(forms)}
    missing = [f"{place}: {message.text!r}" for message, place in sorted(used.items()) if message not in known]
    assert not missing, "without Russian:\n" + "\n".join(missing)


def test_no_translation_is_left_over(
    used: dict[Message, str], translated: list[tuple[Message, tuple[str, ...], str]]
) -> None:
    unused = [f"{file}: {message.text!r}" for message, _forms, file in translated if message not in used]
    assert not unused, "used nowhere:\n" + "\n".join(unused)


def test_a_text_has_one_russian(translated: list[tuple[Message, tuple[str, ...], str]]) -> None:
    first: dict[Message, tuple[tuple[str, ...], str]] = {}
    told_twice = []
    for message, forms, file in translated:
        known_forms, known_file = first.setdefault(message, (forms, file))
        if known_forms != forms:
            told_twice.append(f"{known_file}: {message.text!r} is {known_forms}, in {file} {forms}")
    assert not told_twice, "two translations, tell them apart with pgettext:\n" + "\n".join(told_twice)


def test_the_same_gaps_are_filled(translated: list[tuple[Message, tuple[str, ...], str]]) -> None:
    wrong = []
    for message, forms, file in translated:
        wanted = set(PLACEHOLDER.findall(message.text)) | set(PLACEHOLDER.findall(message.plural))
        wrong += [f"{file}: {message.text!r} → {form!r}" for form in forms if set(PLACEHOLDER.findall(form)) != wanted]
    assert not wrong, "other placeholders:\n" + "\n".join(wrong)


def test_a_counted_text_has_three_forms(translated: list[tuple[Message, tuple[str, ...], str]]) -> None:
    short = [f"{file}: {message.text!r}" for message, forms, file in translated if message.plural and len(forms) != 3]
    assert not short, "Russian counts in three forms:\n" + "\n".join(short)


@pytest.mark.parametrize("path", sorted((LOCALE_FOLDER / "ru").glob("*.po")), ids=lambda path: path.name)
def test_a_catalogue_says_how_russian_counts(path: Path) -> None:
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert RUSSIAN_PLURALS in header
    assert "charset=UTF-8" in header
