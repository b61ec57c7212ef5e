"""The monitoring year as a calendar file: what a calendar reads out of it, and that it is the same every time."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from data.exports.calendar_file import calendar_file
from data.language import speaking
from data.views.roadmap.calendar import CalendarEntry, DayKind, MonitoringYear, document_days

WRITTEN = datetime(2026, 11, 14, 13, 42, tzinfo=UTC)
OWN = CalendarEntry(date(2026, 10, 1), DayKind.OWN, "Совет; «качество», итоги\nгода", "регион", code="ab12")


def file_of(*entries: CalendarEntry, whose: str = "A") -> bytes:
    return calendar_file(MonitoringYear(2026, whose, entries, may_add=False), WRITTEN, "Область")


def test_a_calendar_reads_whole_days_with_their_words() -> None:
    events = Calendar.from_ical(file_of(*document_days(2026), OWN)).walk("VEVENT")
    assert [one["DTSTART"].dt for one in events] == [
        date(2026, 8, 5), date(2026, 8, 15), date(2026, 9, 30), date(2026, 12, 20), date(2026, 12, 29),
        date(2026, 10, 1),
    ]  # fmt: skip
    own = events[-1]
    # The end of a whole day is the day after it.
    assert (own["DTEND"].dt, own["SUMMARY"]) == (date(2026, 10, 2), OWN.title)
    assert own["DTSTAMP"].dt == WRITTEN
    assert len({one["UID"] for one in events}) == len(events)


def test_no_line_is_longer_than_a_calendar_takes_and_the_same_gives_the_same() -> None:
    content = file_of(*document_days(2026), OWN)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content == file_of(*document_days(2026), OWN)


def test_a_date_keeps_its_mark_in_the_other_language_and_has_another_for_another_municipality() -> None:
    def marks(content: bytes) -> list[str]:
        return [str(one["UID"]) for one in Calendar.from_ical(content).walk("VEVENT")]

    russian = marks(file_of(*document_days(2026)))
    with speaking("en"):
        assert marks(file_of(*document_days(2026))) == russian
    assert not set(marks(file_of(*document_days(2026), whose="B"))) & set(russian)
