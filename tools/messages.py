"""``make messages``: the texts of the code compared with their Russian; fails on a missing and on an unused one.

Babel collects the texts and reads the catalogues. Only how a Python file is read is our own: Babel's way passes over
what stands inside an f-string of Python 3.11, and keeps silent about a text that is no literal.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dashboard.cli import main as command_line
from data.language import LOCALE_FOLDER

ROOT = Path(__file__).parent.parent
PACKAGES = ("dashboard", "callbacks", "layouts", "data")
RUSSIAN = LOCALE_FOLDER / "ru"
# How many of the arguments are texts, and what Babel makes of them.
TEXTS = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# Prints the help of commands, which is asked of the commands themselves below.
HELP_PRINTER = "dashboard/cli_words.py"

Identity = tuple[str | None, str | tuple[str, ...]]


class NoLiteral(Exception):
    """A text that is put together while the product runs cannot be translated."""


@dataclass(frozen=True)
class Differences:
    """Texts without Russian, each with the first place that says it, and Russian of texts that nothing says."""

    missing: list[str]
    unused: list[str]

    def __str__(self) -> str:
        lines = [f"no Russian: {line}" for line in self.missing]
        return "\n".join([*lines, *(f"nothing says it: {line}" for line in self.unused)])


def python_texts(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """The texts of a Python file as Babel asks a way of reading for them: line, function, texts, comments."""
    for node in ast.walk(ast.parse(file.read())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS):
            continue
        wanted = TEXTS[node.func.id]
        texts = [str(text.value) for text in node.args[:wanted] if isinstance(text, ast.Constant)]
        if len(texts) == wanted:
            yield node.lineno, node.func.id, tuple(texts), []
        elif not file.name.endswith(HELP_PRINTER):
            raise NoLiteral(f"{file.name}:{node.lineno}: only a literal text can be translated")


def help_texts(command: click.Command) -> Iterator[str]:
    """What a command and those below it say of themselves and of their options; it is translated when printed."""
    options = [option.help for option in command.params if isinstance(option, click.Option)]
    yield from (text for text in (command.help, *options) if text)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from help_texts(below)


def texts_of_the_code() -> Catalog:
    """Every text of the product, with the places that say it."""
    found = Catalog()
    ways = [(f"{package}/**.py", python_texts) for package in PACKAGES]
    for name, line, text, _comments, context in extract_from_dir(ROOT, ways, keywords=KEYWORDS):
        found.add(text, locations=[(name, line)], context=context)
    for text in help_texts(command_line):
        found.add(text, locations=[("mmuko --help", 0)])
    return found


def russian_of(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="ru", abort_invalid=True)


def russian() -> Catalog:
    """The Russian of all catalogues in one."""
    found = Catalog(locale="ru")
    for path in sorted(RUSSIAN.glob("*.po")):
        for message in messages_of(russian_of(path)):
            found.add(message.id, message.string, context=message.context)
    return found


def messages_of(catalogue: Catalog) -> list[Message]:
    """The entries without the header."""
    return [message for message in catalogue if message.id]


def identity(message: Message) -> Identity:
    """What tells a text from all others: its context and its English, of a counted one both forms."""
    return message.context, tuple(message.id) if isinstance(message.id, list | tuple) else str(message.id)


def is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return bool(forms) and all(forms)


def differences(code: Catalog, known: Catalog) -> Differences:
    used = {identity(message): message for message in messages_of(code)}
    there = {identity(message): is_translated(message) for message in messages_of(known)}
    missing = [
        f"{name}:{line}: {key[1]!r}"
        for key, message in used.items()
        if not there.get(key, False)
        for name, line in message.locations[:1]
    ]
    return Differences(sorted(missing), sorted(repr(key[1]) for key in there if key not in used))


def main() -> int:
    found = differences(texts_of_the_code(), russian())
    if found.missing or found.unused:
        sys.stderr.write(f"{found}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
