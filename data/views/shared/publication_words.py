"""How far figures are settled, in words: for every page, export and note."""

from zoneinfo import ZoneInfo

from data.formats import day
from data.language import _, ngettext
from data.queries.headings import region_line
from data.queries.publication import PublicationLine, publication_line, publication_lines
from data.storage.publication import PublishedPart
from data.storage.reader import Reader
from data.vocabulary import PublicationStatus


def status_words() -> dict[PublicationStatus, str]:
    return {
        PublicationStatus.PRELIMINARY: _("preliminary"),
        PublicationStatus.APPROVED: _("approved"),
        PublicationStatus.CORRECTED: _("approved and corrected"),
    }


def status_sentence(reader: Reader, part: PublishedPart) -> str:
    """«Утверждено 12.12.2026. Закрыто для всех, кроме министерства, до 20.12.2026.»"""
    line = publication_line(reader, part)
    if line is None:
        return _("Preliminary: not approved yet.")
    sentences = [_sentence(reader, line)]
    if line.opens_on:
        # True before that day and after it: what is said of a revision does not depend on the clock.
        sentences.append(_("Closed to all but the ministry until {day}.").format(day=day(line.opens_on)))
    return " ".join(sentences)


def part_words(part: PublishedPart, methodology_name: str = "") -> str:
    """«Баллы 2026: Методика оценки», «Показатели 2026»."""
    if part.methodology:
        return _("Scores of {period}: {name}").format(period=part.period, name=methodology_name)
    return _("Indicators of {period}").format(period=part.period)


def whole_status(reader: Reader) -> str:
    """Of everything that is stored, for what is about no single period."""
    lines = publication_lines(reader)
    if not lines:
        return _("Preliminary: not approved yet.")
    told = [(part_words(line.part, line.methodology_name), status_sentence(reader, line.part)) for line in lines]
    parts = [f"{name} — {_decapitalised(words)}" for name, words in told]
    return " ".join([*parts, _("All other figures are preliminary.")])


def _decapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _sentence(reader: Reader, line: PublicationLine) -> str:
    region = region_line(reader)
    zone = ZoneInfo(region.time_zone if region else "UTC")
    if line.approved_at is None:
        return _("Preliminary: not approved yet.")
    approved = _("Approved on {day}").format(day=day(line.approved_at.astimezone(zone).date().isoformat()))
    if not line.corrections:
        return f"{approved}."
    count = len(line.corrections)
    told = ngettext("corrected since by {number} revision", "corrected since by {number} revisions", count)
    return f"{approved}, {told.format(number=count)}."
