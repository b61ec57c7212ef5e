"""Numbers, dates and the kinds of nothing as people read them: ``66,6 %``, ``1 240``, ``−2``, ``2–3 из 40``."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from data.language import _, current_language
from data.vocabulary import Nothing

NBSP = "\u00a0"
MINUS = "\u2212"
# Printed of a coverage that is less than whole, at most.
MOST_OF_A_WHOLE = 0.999


def number(value: float, decimals: int | None = None) -> str:
    """``value`` with the language's separators and a true minus; without ``decimals`` up to two, as needed."""
    return _printed(value, decimals, current_language())


@lru_cache(maxsize=8192)
def _printed(value: float, decimals: int | None, language: str) -> str:
    # Heatmaps and tables print the same few numbers hundreds of times.
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(rounded(value, decimals), format=pattern, locale=language))
    return text.replace("-", MINUS).replace("\u202f", NBSP)


def rounded(value: float, decimals: int | None = None) -> Decimal:
    """``value`` rounded half up: 1.25 becomes 1.3, as readers expect; the machine would round to the even digit.

    Without ``decimals`` up to two, as needed. −0.04 gives a bare 0: a minus before nothing would be read as a loss.
    """
    places = Decimal(1).scaleb(-(2 if decimals is None else decimals))
    found = Decimal(repr(float(value))).quantize(places, ROUND_HALF_UP) + 0
    if decimals is None:
        whole = found.to_integral_value()
        return whole if found == whole else found.normalize()
    return found


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0…1 as a percentage."""
    return percent_value(share * 100, decimals)


def covered(share: float | None) -> float | None:
    """A coverage (0…1) as it is printed: whole is whole, so 99.96 % is at most 99.9 % and never rounded up to it."""
    return share if share is None or share >= 1 else min(share, MOST_OF_A_WHOLE)


def coverage_words(share: float) -> str:
    """A coverage (0…1) as a percentage: «100 %» only where nothing is missing."""
    return percent(share, 0) if share >= 1 else percent(min(share, MOST_OF_A_WHOLE))


def percent_value(value: float, decimals: int = 1) -> str:
    """A value that is already in percent."""
    return number(value, decimals) + percent_sign()


def percent_sign() -> str:
    """What stands behind the number: in English without a space."""
    return f"{NBSP}%" if current_language() == "ru" else "%"


def signed(value: float, decimals: int | None = None) -> str:
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def percentage_points(difference: float, decimals: int = 1) -> str:
    """A difference of two percentages, in percentage points, with its sign."""
    return signed(difference, decimals) + NBSP + _("pp")


def nothing(kind: Nothing) -> str:
    return {
        Nothing.NO_DATA: _("no data"),
        Nothing.NOT_APPLICABLE: _("not applicable"),
        Nothing.HIDDEN: _("hidden: small numbers"),
    }[kind]


def rank(first: int, last: int) -> str:
    """A shared rank as ``2–3``, a rank of one's own as ``2``."""
    return str(first) if first == last else f"{first}–{last}"


def rank_of(first: int, last: int, ranked: int) -> str:
    return _("{rank} of {ranked}").format(rank=rank(first, last), ranked=ranked)


def moment(time: datetime, zone: str, *, seconds: bool = False) -> str:
    """An aware time, shown in the region's zone."""
    if time.tzinfo is None:
        raise ValueError("a time without a zone cannot be shown")
    pattern = "dd.MM.yyyy, HH:mm" if current_language() == "ru" else "d MMM yyyy, HH:mm"
    pattern += ":ss" if seconds else ""
    return str(format_datetime(time.astimezone(ZoneInfo(zone)), pattern, locale=current_language()))


def day(text: str) -> str:
    """A date stored as ``2026-03-03`` as people read it; any other text stays as its source wrote it."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    pattern = "dd.MM.yyyy" if current_language() == "ru" else "d MMM yyyy"
    return str(format_date(found, pattern, locale=current_language()))


def day_of_year(found: date) -> str:
    """«15 августа»."""
    return str(format_date(found, "d MMMM", locale=current_language()))
