"""The monitoring year as a file for calendars (iCalendar, RFC 5545)."""

import hashlib
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from data.language import _, current_language
from data.views.roadmap.calendar import CalendarEntry, MonitoringYear, kind_words

# Flask says of every text that it is UTF-8.
MIMETYPE = "text/calendar"
# Reminded of at nine in the morning, so many days before.
REMINDED_BEFORE = timedelta(days=7) - timedelta(hours=9)


def calendar_file(year: MonitoringYear, written: datetime, whose: str) -> bytes:
    """All dates as whole days. ``whose`` is the name of the municipality, or of the region. ``written`` is the time of
    the revision (aware): the same data give the same bytes.

    A date keeps its mark (UID) over revisions and languages, so that loading the file again does not double it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//mmuko//roadmap//{current_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Monitoring year {year}, {whose}").format(year=year.year, whose=whose))
    for place, entry in enumerate(year.entries):
        calendar.add_component(_event(entry, _mark(year, place), written))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, mark: str, written: datetime) -> Event:
    event = Event()
    event.add("uid", f"{mark}@mmuko")
    event.add("dtstamp", written)
    event.add("dtstart", entry.day)
    # The last day of a whole-day event is the day after it.
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", f"{kind_words(entry.kind)}: {entry.source}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -REMINDED_BEFORE)
    event.add_component(alarm)
    return event


def _mark(year: MonitoringYear, place: int) -> str:
    """By what the date is, not by its words: an own date by its code, others by their kind, day and order on it."""
    entry = year.entries[place]
    same = [one for one in year.entries[:place] if (one.kind, one.day) == (entry.kind, entry.day)]
    known = entry.code or f"{entry.kind.value}~{entry.day}~{len(same)}"
    whose = f"{year.year}~{known}~{year.whose}"
    return hashlib.sha256(whose.encode()).hexdigest()[:32]
