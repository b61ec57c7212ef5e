"""A roadmap names positions and units: what looks like a person, a telephone or an address of mail is refused."""

import re

from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.language import _

SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
# A school may be named after somebody.
NAMED_AFTER = re.compile(rf"(?:\bим\.|\bимени)\s+(?:[А-ЯЁ]\.\s*){{0,2}}{SURNAME}(?:\s+[А-ЯЁ]\.\s*[А-ЯЁ]\.?)?")
PERSONS = (
    re.compile(rf"\b{SURNAME}\s+[А-ЯЁ]\.(?:\s*[А-ЯЁ]\.)?(?![а-яё])"),
    re.compile(rf"\b[А-ЯЁ]\.\s*[А-ЯЁ]\.\s*{SURNAME}"),
    re.compile(rf"\b{SURNAME}\s+[А-ЯЁ][а-яё]*(?:ович|евич|ич|овна|евна|ична|инична)\b"),
    re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    # +7 or 8 and ten digits, however they are parted: 8 (81371) 2-34-56 is a town's, +7 912 345-67-89 a mobile one.
    re.compile(r"(?:\+7|(?<![0-9])8)(?:[\s()-]*[0-9]){10}(?![0-9])"),
    # The code of a town in brackets and the rest of ten digits.
    re.compile(r"\([0-9]{3,5}\)\s*[0-9](?:[\s-]*[0-9]){4,6}(?![0-9])"),
    # A number inside a town: 2-34-56, 34-56-78, 234-56-78.
    re.compile(r"(?<![0-9-])[0-9]{1,3}-[0-9]{2}-[0-9]{2}(?![0-9-])"),
    re.compile(r"(?i)\bтел(?:\.|ефон[а-я]*)?[\s:№.]*[+(0-9][0-9\s()-]{3,}[0-9]"),
)


def names_person(text: str) -> bool:
    """Whether a text holds a Russian surname with initials or patronymic, a telephone number or a mail address."""
    without = NAMED_AFTER.sub("", text)
    return any(pattern.search(without) for pattern in PERSONS)


def refuse_persons(row: Row, key: str, text: str | None, found: Collector) -> None:
    cell = row.cell(key)
    if cell is None or text is None or not names_person(text):
        return
    # What was found is not repeated: findings are shown, downloaded and printed.
    found.error(
        "person-named",
        _("The cell names a person, or a telephone number or mail address."),
        sheet=row.table.sheet.name,
        cell=cell.address,
        expected=_("a position or a unit, such as “head of the methodological centre”"),
        fix=_("Write the position or the unit instead."),
    )
