"""Labels of periods as sources write them, understood as an interval and the year in which it ends.

«I кв. 2026», «Q3 2024», «1-е полугодие 2025 г.», «январь–сентябрь 2025», «9 месяцев 2025», «на 1 сентября 2025»,
«2014-16», «2018 (Rev)». A label without a year takes the one that the table or its template names. What could mean two
things means nothing here, and its source is asked: «2011-12» is a school year and never a month.
"""

import re
from dataclasses import dataclass

from data.text.intervals.interval import LONGEST_WINDOW, YEAR, Interval, IntervalKind, interval
from data.text.invisible import visible

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = (
    ("январ", "янв", "january", "jan"),
    ("феврал", "фев", "february", "feb"),
    ("март", "мар", "march", "mar"),
    ("апрел", "апр", "april", "apr"),
    ("ма", "май", "may"),
    ("июн", "июн", "june", "jun"),
    ("июл", "июл", "july", "jul"),
    ("август", "авг", "august", "aug"),
    ("сентябр", "сен", "сент", "september", "sep", "sept"),
    ("октябр", "окт", "october", "oct"),
    ("ноябр", "ноя", "нояб", "november", "nov"),
    ("декабр", "дек", "december", "dec"),
)
_MONTH_OF = {
    form: number
    for number, (stem, *others) in enumerate(_MONTHS, start=1)
    for form in (*(stem + ending for ending in ("ь", "я", "а", "й", "", "е", "ю")), *others)
    if form != "ма"
}
_MONTH = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_YEAR = r"(?P<year>[12][0-9]{3})"
_OF = r"(?:\s*(?:год[а-я]*|г)\b\.?)?"
_NUMBER = r"(?P<number>[1-9][0-9]?|iv|i{1,3})(?:\s*[-–]?\s*(?:й|ый|ой|е|ое|я|st|nd|rd|th)\b)?"
_QUARTER = r"(?:квартал[а-я]*|кварт\.?|кв\.?|quarter|qtr\.?|q)"
_HALF = r"(?:полугоди[а-я]*|полуг\.?|п/г|half(?:\s*-?\s*year)?|h)"
_DATE = re.compile(
    r"(?:(?:по состоянию\s+)?на\s+|as (?:of|at)\s+)?"
    r"(?:(?P<d1>[0-3]?[0-9])\.(?P<m1>[01]?[0-9])\.(?P<y1>[12][0-9]{3})|(?P<d5>[0-3][0-9])\.(?P<m5>[01][0-9])"
    r"|(?P<y2>[12][0-9]{3})-(?P<m2>[01][0-9])-(?P<d2>[0-3][0-9])(?:[t ]00:00(?::00)?)?"
    rf"|(?P<d3>[0-3]?[0-9])(?:-?(?:е|го|st|nd|rd|th))?\s+(?P<w3>{_MONTH})\.?(?:\s+(?P<y3>[12][0-9]{{3}}))?"
    rf"|(?P<w4>{_MONTH})\.?\s+(?P<d4>[0-3]?[0-9])(?:,?\s+(?P<y4>[12][0-9]{{3}}))?){_OF}"
)
_REVISED = re.compile(
    r"\s*(?:\(\s*(?:rev(?:ised)?\.?|r|уточн[а-яё]*\.?|пересм[а-яё]*\.?)\s*\)"
    r"|[,;]?\s+(?:revised|rev\.?|уточн(?:ено|[её]нн[а-яё]*)?\.?|пересмотрен[а-яё]*))"
)
_WINDOW = re.compile(rf"(?P<first>[12][0-9]{{3}})\s*[-–—/]\s*(?P<last>[0-9]{{4}}|[0-9]{{2}}){_OF}(?:\s*гг\.?)?")
# One year, or the school year that ends in it: 2016, 2015/16, 2015-2016, «2015–2016 учебный год».
_YEARS = re.compile(
    r"(?P<first>[12][0-9]{3})(?:\s*[-–—/]\s*(?P<second>[0-9]{4}|[0-9]{2}))?(?:\s*(?:уч|год|г\.)[^0-9]*)?"
)


@dataclass(frozen=True)
class Label:
    """``year`` is None where the label names none; ``is_revised``: it says that it is a later release of the figure."""

    interval: Interval
    year: int | None
    is_revised: bool = False


def read_label(text: str) -> Label | None:
    """What a label means; None where it is a plain year or school year without a release, or cannot be read."""
    plain = " ".join(visible(text).replace("\u00a0", " ").split()).casefold()
    base, is_revised = _without_release(plain)
    found = _read(base)
    if found is not None:
        return Label(found.interval, found.year, is_revised)
    year = year_of(base) if is_revised else None
    return Label(YEAR, year, True) if year else None


def year_of(text: str) -> int | None:
    """The year in which the period ends; None when the text is no year and no school year."""
    match = _YEARS.fullmatch(" ".join(text.split()).casefold())
    if match is None:
        return None
    first = int(match["first"])
    if match["second"] is None:
        return first
    return first + 1 if int(match["second"]) in {first + 1, (first + 1) % 100} else None


def spanned(code: str | None, label: str) -> Interval:
    """Whose first and last day a figure has: a school year counts as the year in which it ends, and has its own days
    where the label names one.
    """
    found = interval(code)
    match = _YEARS.fullmatch(" ".join(visible(label).replace("\u00a0", " ").split()).casefold())
    is_school_year = match is not None and match["second"] is not None and year_of(match[0]) is not None
    if found.kind is not IntervalKind.YEAR or not is_school_year:
        return found
    return Interval(IntervalKind.SCHOOL_YEAR, 0, found.is_revised)


def _without_release(plain: str) -> tuple[str, bool]:
    match = _REVISED.search(plain)
    if match is None or match.end() != len(plain):
        return plain, False
    return plain[: match.start()].strip(), True


def _read(plain: str) -> Label | None:
    for read in (_part, _from_january, _month, _window, _day):
        try:
            found = read(plain)
        except ValueError:
            return None
        if found is not None:
            return found
    return None


_PARTS = tuple(
    (kind, re.compile(pattern))
    for kind, word in ((IntervalKind.QUARTER, _QUARTER), (IntervalKind.HALF, _HALF))
    for pattern in (
        rf"{_NUMBER}\s*{word}(?:\s+of)?(?:\s*{_YEAR}{_OF})?",
        rf"{word}\s*{_NUMBER}(?:[\s/-]*{_YEAR}{_OF})?",
        rf"{_YEAR}{_OF}[\s,:/-]*{_NUMBER}\s*{word}",
        rf"{_YEAR}{_OF}[\s,:/-]*{word}\s*{_NUMBER}",
    )
)


_ORDINALS = {
    re.compile(rf"\b(?:{words})\b"): number
    for number, words in {
        "1": "first|перв(?:ое|ый|ого)",
        "2": "second|втор(?:ое|ой|ого)",
        "3": "third|третий|третьего",
        "4": "fourth|четв[её]рт(?:ый|ого)",
    }.items()
}


def _part(plain: str) -> Label | None:
    words = plain
    for ordinal, digit in _ORDINALS.items():
        words = ordinal.sub(digit, words)
    for kind, pattern in _PARTS:
        if match := pattern.fullmatch(words):
            number = _ROMAN.get(match["number"]) or int(match["number"])
            return Label(Interval(kind, number), _year(match["year"]))
    return None


_FROM_JANUARY = re.compile(
    rf"(?:январь|янв\.?|january|jan\.?)\s*[-–—]\s*(?P<word>{_MONTH})\.?(?:\s+{_YEAR}{_OF})?"
    rf"|(?P<count>[1-9][0-9]?)\s*(?:месяц[а-я]*|мес\.?|months?)(?:\s+(?P<of>[12][0-9]{{3}}){_OF})?"
)


def _from_january(plain: str) -> Label | None:
    match = _FROM_JANUARY.fullmatch(plain)
    if match is None:
        return None
    last = _MONTH_OF[match["word"]] if match["word"] else int(match["count"])
    return Label(Interval(IntervalKind.CUMULATIVE, last), _year(match["year"] or match["of"]))


_IN_MONTH = re.compile(
    rf"(?P<word>{_MONTH})\.?(?:\s+{_YEAR}{_OF})?|(?P<before>[12][0-9]{{3}}){_OF}\s+(?P<behind>{_MONTH})\.?"
    r"|(?P<digits>0[1-9]|1[0-2])\.(?P<of>[12][0-9]{3})"
)


def _month(plain: str) -> Label | None:
    match = _IN_MONTH.fullmatch(plain)
    if match is None:
        return None
    word = match["word"] or match["behind"]
    number = _MONTH_OF[word] if word else int(match["digits"])
    return Label(Interval(IntervalKind.MONTH, number), _year(match["year"] or match["before"] or match["of"]))


def _window(plain: str) -> Label | None:
    """Several years up to the last one; two of them are a school year."""
    match = _WINDOW.fullmatch(plain)
    if match is None:
        return None
    first, last = int(match["first"]), int(match["last"])
    if last < 100:
        last += first // 100 * 100
        last += 100 if last < first else 0
    years = last - first + 1
    return Label(Interval(IntervalKind.WINDOW, years), last) if 3 <= years <= LONGEST_WINDOW else None


def _day(plain: str) -> Label | None:
    match = _DATE.fullmatch(plain)
    if match is None:
        return None
    day = int(match["d1"] or match["d2"] or match["d3"] or match["d4"] or match["d5"])
    word = match["w3"] or match["w4"]
    month = _MONTH_OF[word] if word else int(match["m1"] or match["m2"] or match["m5"])
    year = _year(match["y1"] or match["y2"] or match["y3"] or match["y4"])
    found = Interval(IntervalKind.DATE, month * 100 + day)
    return Label(found, year) if year is None or found.exists_in(year) else None


def _year(text: str | None) -> int | None:
    return int(text) if text else None
