"""What a revision says of itself: words that the product gave it, in the reader's language; typed ones as they are.

The words are kept in the language of whoever made the revision. They are recognised by making them again in every
language from the numbers that stand in them, so that a message needs no second form in the database.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Protocol

from data.demo import words as demo
from data.intake.importing import kinds
from data.intake.kinds.foreign_table.words import created_words
from data.language import LANGUAGES, _, speaking
from data.vocabulary import RevisionKind

Told = Callable[[], str]
MOST_NUMBERS = 3


class Says(Protocol):
    """A revision, or the line of a page about one."""

    @property
    def kind(self) -> str: ...

    @property
    def undoes(self) -> int | None: ...

    @property
    def message(self) -> str: ...


def revision_message(revision: Says) -> str:
    """The message of a revision; an undo takes no words of a person."""
    if revision.kind == RevisionKind.UNDO and revision.undoes is not None:
        return _("Undo of revision {number}").format(number=revision.undoes)
    told = _own_words(revision.message)
    return told() if told else revision.message


@lru_cache(maxsize=1_000)
def _own_words(message: str) -> Told | None:
    """How to say the message again in the current language; nothing for what a person has typed."""
    numbers = [int(digits) for digits in re.findall("[0-9]{1,9}", message)]
    if len(numbers) > MOST_NUMBERS:
        return None
    known = [*(kind.message for kind in kinds().values()), *_of_table(numbers), *_of_demo(numbers)]
    for language in LANGUAGES:
        with speaking(language):
            for told in known:
                if told() == message:
                    return told
    return None


def _of_demo(numbers: list[int]) -> list[Told]:
    if len(numbers) != 1:
        return [demo.registers]
    (year,) = numbers
    yearly = (demo.figures_of, demo.first_delivery, demo.second_delivery)
    return [partial(words, year) for words in yearly]


def _of_table(numbers: list[int]) -> list[Told]:
    """The import of a table, with what it may have created: municipalities, schools, periods, in this order."""
    found: list[Told] = [partial(_table_words, [])]
    for chosen in range(1, 2**MOST_NUMBERS):
        places = [place for place in range(MOST_NUMBERS) if chosen & 1 << place]
        if len(places) == len(numbers):
            counts = [0] * MOST_NUMBERS
            for place, number in zip(places, numbers, strict=True):
                counts[place] = number
            found.append(partial(_table_words, counts))
    return found


def _table_words(counts: list[int]) -> str:
    text = _("Observations from a table")
    return f"{text}. {created_words(*counts)}" if any(counts) else text
