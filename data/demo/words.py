"""What the revisions of the demonstration region say, in the current language; pages tell it in the reader's."""

from data.language import _

AUTHOR = "демонстрация"


def registers() -> str:
    return _("Registers: municipalities, schools, methodologies, indicators and targets")


def figures_of(year: int) -> str:
    return _("Assessment, enrolment and indicators of {year}").format(year=year)


def first_delivery(year: int) -> str:
    return _("Assessment, enrolment and indicators of {year}, first delivery").format(year=year)


def second_delivery(year: int) -> str:
    return _("Assessment of {year}, second delivery").format(year=year)
