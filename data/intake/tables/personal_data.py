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
    re.compile(r"(?:\+7|\b8)[\s(-]*[0-9]{3}[\s)-]*[0-9]{3}(?:[\s-]*[0-9]{2}){2}\b"),
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
