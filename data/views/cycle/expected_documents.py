"""«Что ожидается»: the practical output that document 001 names for a stage of the cycle of a direction."""

import re
from dataclasses import dataclass

from data.language import _, local
from data.methodology.expected import read_expected_texts
from data.queries.methodologies import directions
from data.storage.reader import Reader

# «Муниципальная программа «.....»»: the source leaves the title open.
TITLE_GAP = re.compile(r"\s*[«“\"]\.{3,}[»”\"]")


@dataclass(frozen=True)
class ExpectedDocument:
    """``cut_off`` where the text breaks off in the source, which ``source`` names."""

    text: str
    source: str
    cut_off: bool

    @property
    def words(self) -> str:
        """The text, with its gap said where it has one."""
        return f"{self.text} {_('[the text breaks off in the source]')}" if self.cut_off else self.text

    @property
    def letter_words(self) -> str:
        """The text as it may stand in a letter: without the gap for a title; empty where it breaks off."""
        return "" if self.cut_off else TITLE_GAP.sub("", self.text)


@dataclass(frozen=True)
class ExpectedDocuments:
    """What is expected in each direction of one methodology; ``names_ru`` are its directions by code."""

    names_ru: dict[str, str]

    def of(self, direction: str, cycle_component: str) -> tuple[ExpectedDocument, ...]:
        """By the codes of a direction and of a cycle component, or of one of the six coarser stages.

        Empty where the source is silent: that is a gap of the source and is shown as one (``silence``).
        """
        expected = read_expected_texts()
        source = local(expected.source_ru, expected.source_en)
        return tuple(
            ExpectedDocument(local(text.ru, text.en), source, text.cut_off)
            for text in expected.of(self.names_ru.get(direction, ""), cycle_component)
        )


def expected_by_direction(reader: Reader, methodology: str) -> ExpectedDocuments:
    """For every direction of a methodology at once. A direction is known by its name: codes differ between schemes."""
    return ExpectedDocuments({one.code: one.name_ru for one in directions(reader, methodology)})


def expected_documents(
    reader: Reader, direction_code: str, cycle_component_code: str, *, methodology: str
) -> tuple[ExpectedDocument, ...]:
    """The expected documents of one direction and stage, empty where none is named."""
    return expected_by_direction(reader, methodology).of(direction_code, cycle_component_code)


def silence() -> str:
    """What to say where no document is named."""
    return _("the source does not say")
