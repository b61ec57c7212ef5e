"""The words of the kinds of deadline of a roadmap measure."""

from data.vocabulary import DeadlineKind

# Russian and English as the drop-downs offer them, then other ways to say it.
DEADLINE_KINDS: dict[str, tuple[str, ...]] = {
    DeadlineKind.DATE: ("к дате", "by a date", "точная дата", "дата"),
    DeadlineKind.MONTH: ("месяц", "month"),
    DeadlineKind.QUARTER: ("квартал", "quarter"),
    DeadlineKind.YEAR: ("в течение года", "within a year", "год", "в течении года", "year"),
    DeadlineKind.SCHOOL_YEAR: ("учебный год", "school year"),
    DeadlineKind.PERIOD: ("период", "period"),
    DeadlineKind.ANNUAL: ("ежегодно", "every year", "annually"),
    DeadlineKind.EVERY_FEW_YEARS: ("раз в несколько лет", "every few years"),
    DeadlineKind.ON_SCHEDULE: ("по графику", "on schedule", "в соответствии с графиком"),
    DeadlineKind.AS_NEEDED: ("по мере необходимости", "as needed", "при необходимости"),
    DeadlineKind.ONGOING: ("постоянно", "ongoing", "в течение всего срока"),
    DeadlineKind.NOT_STATED: ("не указан", "not stated", "нет"),
}
