"""What a revision says of itself and who made it, in the reader's language.

Every page has this in its footer, so nothing of the import is asked here.
"""

from typing import Protocol

from data.language import _
from data.messages import DEMONSTRATION, Message, MessageCode, created_words
from data.vocabulary import Role


class Says(Protocol):
    """A revision, or the line of a page about one."""

    @property
    def message(self) -> Message: ...


def revision_message(revision: Says) -> str:
    """What a person typed, as it is; without that the product's own words."""
    message = revision.message
    if message.text or message.code is None:
        return message.text
    if message.code == MessageCode.IMPORT_TABLE:
        return _table_words(**message.arguments)
    # A code that only a later version of the product knows is shown as it is: the page must open.
    words = _words().get(message.code, message.code).format(**message.arguments)
    periods = message.arguments.get("periods", 0)
    return f"{words}. {created_words(0, 0, periods)}" if periods else words


def _words() -> dict[str, str]:
    return {
        MessageCode.IMPORT_SCORES: _("Scores from a workbook"),
        MessageCode.IMPORT_OBSERVATIONS: _("Observations from a workbook"),
        MessageCode.IMPORT_SCHOOLS: _("Schools from a workbook"),
        MessageCode.IMPORT_TARGETS: _("Targets from a workbook"),
        MessageCode.IMPORT_COMPLETIONS: _("Done measures of a roadmap from a workbook"),
        MessageCode.IMPORT_CATALOGUE: _("The catalogue of indicators from a workbook"),
        MessageCode.INDICATOR_DESCRIBED: _("An indicator was described in the catalogue"),
        MessageCode.IMPORT_MEASURES: _("Measures of a roadmap from a workbook"),
        MessageCode.IMPORT_MUNICIPALITIES: _("Municipalities from a workbook"),
        MessageCode.IMPORT_METHODOLOGY: _("A methodology from a workbook"),
        MessageCode.IMPORT_BOUNDARIES: _("Boundaries from a GeoJSON file"),
        MessageCode.REGION_NAMED: _("Name of the region"),
        MessageCode.PERIOD_ADDED: _("New period: {year}"),
        MessageCode.METHODOLOGY_TAKEN: _("A methodology that comes with the product"),
        MessageCode.APPROVAL: _("Figures of {year} are approved"),
        MessageCode.EMBARGO: _("Figures of {year} are closed to all but the ministry"),
        MessageCode.OPENING: _("Figures of {year} are open to everybody"),
        MessageCode.ROUND: _("Forms of a round: {files}"),
        MessageCode.MEASURE_DONE: _("A roadmap measure is done: a document was entered"),
        MessageCode.MEASURE_TAKEN_BACK: _("The entry that a roadmap measure is done was taken back"),
        MessageCode.CALENDAR_DAY_SET: _("A date of the monitoring year was set"),
        MessageCode.CALENDAR_DAY_REMOVED: _("A date of the monitoring year was removed"),
        MessageCode.TARGET_SET: _("A target was set"),
        MessageCode.TARGET_REMOVED: _("A target was removed"),
        MessageCode.UNDO: _("Undo of revision {number}"),
        MessageCode.DEMO_REGISTERS: _("Registers: municipalities, schools, methodologies, indicators and targets"),
        MessageCode.DEMO_YEAR: _("Assessment, enrolment and indicators of {year}"),
        MessageCode.DEMO_FIRST_DELIVERY: _("Assessment, enrolment and indicators of {year}, first delivery"),
        MessageCode.DEMO_SECOND_DELIVERY: _("Assessment of {year}, second delivery"),
    }


def _table_words(municipalities: int = 0, schools: int = 0, periods: int = 0, indicators: int = 0) -> str:
    text, counts = _("Observations from a table"), (municipalities, schools, periods, indicators)
    return f"{text}. {created_words(*counts)}" if any(counts) else text


def author_words(author: str) -> str:
    """Who made a revision: a name as it was given, a role in words."""
    return {
        Role.MINISTRY.value: _("Ministry"),
        Role.OPERATOR.value: _("Data operator"),
        Role.ADMIN.value: _("Administrator"),
        Role.MUNICIPALITY.value: _("Head of the education authority"),
        DEMONSTRATION: _("demonstration"),
    }.get(author, author)
