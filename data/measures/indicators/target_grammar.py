"""The words of a target's text taken apart: years, signs, numbers with what they count, and which way is asked."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from data.measures.targets import AT_LEAST, AT_MOST

YEAR = r"(?:(?<!\d)(?:199\d|20\d\d)(?!\d))"
NUMBERS = {
    "од(?:ин|на|но|ной|ного)": "1", "дв(?:а|е|ух|ум)": "2", "тр(?:и|ех|ем)": "3", "четыр(?:е|ех|ем)": "4",
    "пят(?:ь|и)": "5", "шест(?:ь|и)": "6", "сем(?:ь|и)": "7", "вос(?:емь|ьми)": "8", "девят(?:ь|и)": "9",
    "десят(?:ь|и)": "10",
}  # fmt: skip
# A number below 0 begins with this sign once a text is plain: a hyphen or a dash before a number may as well be one.
BELOW_ZERO = "¬"
NUMBER = rf"(?:{BELOW_ZERO}?(?:\d{{1,3}}(?:\s\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?))"
LEAST = r"не\s+(?:менее|ниже|меньше|хуже)(?:\s+чем)?|минимум|at\s+least|not\s+less\s+than|≥|>="
MOST = r"не\s+(?:более|выше|больше|превыш\w*)(?:\s+чем)?|максимум|at\s+most|not\s+more\s+than|no\s+more\s+than|≤|<="
MORE = r"более(?:\s+чем)?|свыше|выше|больше|more\s+than|above|>"
LESS = r"менее(?:\s+чем)?|ниже|меньше|less\s+than|below|<"
SIGN = re.compile(rf"(?P<least>{LEAST})|(?P<most>{MOST})|(?P<more>{MORE})|(?P<less>{LESS})")
POINTS = r"п\.?\s*п\.?(?!\w)|процентн\w+\s+пункт\w*|percentage\s+points?|pp\b|p\.\s*p\."
VALUE = re.compile(
    rf"(?P<sign>(?:{LEAST}|{MOST}|{MORE}|{LESS})\s*)?(?P<by>(?:на|by)\s+)?(?P<sign2>(?:{LEAST}|{MOST})\s*)?"
    rf"(?P<plus>[+–—-]\s*)?(?P<value>{NUMBER})\s*(?P<unit>{POINTS}|%|процент\w*|per\s*cent|раза?\b|times)?"
)
BASELINE = re.compile(
    rf"(?:базов\w*|баз[аеыу]\b|уровн\w+|показател\w+|значени\w+|данны\w+|факт\w*|относительно|сравнен\w+\s+с\w*|"
    rf"отношен\w+\s+к|против|baseline|over|compared\s+(?:to|with)|than\s+in|от|from)"
    rf"(?:\s+(?:базов\w*|уровн\w+|показател\w+|значени\w+|год\w*|the|of|in|к|с|года|году)){{0,4}}[\s(]*"
    rf"(?P<year>{YEAR})(?!\s*[-–—]\s*{YEAR})\s*(?:г\w*\.?)?"
)
START = re.compile(rf"(?:начиная\s+)?(?:с|starting\s+in|since)\s+(?P<year>{YEAR})\s*(?:г\w*\.?)?")
PERIOD = re.compile(rf"(?P<first>{YEAR})\s*[-–—/]\s*(?P<last>{YEAR})\s*(?:г\w*\.?)*")
DEADLINE = re.compile(
    rf"(?:(?:к|до|на|в|по|за|by|until|in|не\s+позднее)\s+(?:(?:кон\w+|начал\w+|the\s+end\s+of|\d?\d\s+\w{{3,}})\s+)?)?"
    rf"(?P<year>{YEAR})\s*(?:г\w*\.?)?"
)
WHOLE = re.compile(
    rf"(?P<value>{NUMBER})\s*(?:%|процент\w*|per\s*cent)?\s*(?:за|over|in)\s+(?P<years>\d+)\s+(?:год\w*|лет|years)"
)
# How long something takes is no level, and «раз в 3 года» is left as it is.
DURATION = re.compile(r"(?:за|через|в\s+течение|over|within|for|in)\s+\d+\s+(?:год\w*|лет|years?)\b")
# A year that no target can have; what a target can have is cut out before.
NO_YEAR = re.compile(
    r"(?:к|на|в|до|по)\s+\d{1,5}\s*(?:году\b|г\.)|\b\d{3,5}\s*(?:год[уа]?\b|г\.)"
    r"|\bк\s+\d{4,5}(?![\d.]|\s*%)|(?<=[%\d]\s)by\s+\d{4,5}\b"
)
UNIT = rf"(?:{POINTS}|%|процент\w*|per\s*cent)?"
SPAN = re.compile(
    rf"(?:(?:от|from|between|в\s+пределах|в\s+диапазоне|в\s+интервале)\s+(?:от\s+)?(?P<low>{NUMBER})\s*{UNIT}\s*"
    rf"(?:до|to|and|[-–—])\s*(?P<high>{NUMBER}))|(?:(?P<low2>{NUMBER})\s*{UNIT}\s*[-–—]\s*(?P<high2>{NUMBER}))\s*{UNIT}"
)
# «Growth by 5 points to 2024, every year»: until that year, or against it?
TOWARDS = re.compile(rf"{NUMBER}\s*{UNIT}\s+к\s+{YEAR}")
FROM_TO = re.compile(rf"(?:с|со|от|from)\s+{NUMBER}\s*{UNIT}\s*(?:до|to)\s+")
YEARLY = re.compile(r"ежегодн\w*|кажд\w+\s+год\w*|в\s+год\b|every\s+year|each\s+year|annual\w*|yearly|a\s+year")
EACH = re.compile(
    r"(?:в|для|у)\s+кажд\w+|кажд\w+\s+(?:образовательн\w+\s+)?(?:организац\w+|школ\w+|учрежден\w+)"
    r"|(?:in\s+)?each\s+(?:organi\w+|school)"
)
PREVIOUS = re.compile(r"(?:предыдущ|прошл|предшеств)\w+\s+(?:отчетн\w+\s+)?(?:год|период)\w*|(?:previous|last)\s+year")
DYNAMICS = re.compile(r"положительн\w+\s+динамик\w*|positive\s+(?:dynamics|trend)")
UP = re.compile(r"\b(?:рост|прирост|роста|прироста|увелич\w+|повы(?:сить|шен\w+|шать)|growth|increas\w+|rise|raise)\b")
DOWN = re.compile(
    r"\b(?:сниж\w+|снизить|уменьш\w+|сокра\w+|паден\w+|отрицательн\w+\s+динамик\w*|fall|decreas\w+|reduc\w+|decline)\b"
)
TO_LEVEL = re.compile(rf"(?:до|to)\s+(?:уровня\s+)?(?:{LEAST}|{MOST}|{MORE})?\s*(?:{NUMBER})(?!\s*(?:год|г\.))")
PRESENCE = re.compile(r"\bналич\w+|\bимеется|\bимеются|\bразработан\w*|\bpresence|\bpresent\b|\bavailab\w+")
ABSENCE = re.compile(r"\bотсутств\w+|\babsence|\babsent\b|\bnone\b")
OF_BASELINE = re.compile(r"от\s+(?:базов\w*|исходн\w*|уровн\w+|значени\w+|показател\w+)|of\s+the\s+baseline")
KEEPING = re.compile(r"\bсохран\w+|\bудерж\w+|\bkeep\w*|\bmaintain\w*")
TWICE = {
    r"\bудво\w+": "рост в 2 раза", r"\bутро\w+": "рост в 3 раза", r"\bвдвое\b": "в 2 раза", r"\bвтрое\b": "в 3 раза",
    r"\bвчетверо\b": "в 4 раза", r"\bполуторакратн\w+": "в 1.5 раза",
}  # fmt: skip
# A minus stands right before its number: at the beginning, behind a sign, a bracket or one of these words. Behind any
# other word, and behind a year, it may be a dash as well.
BEFORE_MINUS = rf"{LEAST}|{MOST}|{MORE}|{LESS}|до|от|на|с|со|и|или|к|ровно|равно|to|from|by|of|and|or|between"
MINUS_WORD = re.compile(r"(?<!плюс[\s-])\b(?:минус|minus)\s+(?=\d)")
MINUS = re.compile(
    rf"(?P<before>^\s*|[(;,:=<>≤≥]\s*|(?:\b|(?=[<>≤≥]))(?:{BEFORE_MINUS})\s*|[-–—]\s?)[-‑–−](?P<gap>\s?)(?=\d)(?!{YEAR}\b)"
)
TRUE_MINUS = re.compile(r"(?<!\d)(?<!%)(?<!\d\s)(?<!%\s)−(?=\d)")
MINUS_OR_DASH = re.compile(rf"(?:(?<=[^\W\d_]\s)|(?<=\.\s)|(?<={YEAR}\s))[-–](?=\d)(?!{YEAR}\b)")


class Way(StrEnum):
    """Which way a text asks a fact to go; ``BETTER`` leaves it to the polarity."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"


@dataclass(frozen=True)
class Part:
    """One number of a text: its sign if it has one, what it counts, and whether it is a difference («by 10»)."""

    value: float
    operator: str | None = None
    percent: bool = False
    of_points: bool = False
    times: bool = False
    by: bool = False
    strictly: bool = False


@dataclass(frozen=True)
class Said:
    """What a text says. ``values`` are the numbers beside its ``spans``, ``whole`` is «N over so many years» and
    ``start`` the year in which that begins.
    """

    values: tuple[Part, ...] = ()
    floor: Part | None = None
    spans: tuple[tuple[float, float], ...] = ()
    whole: tuple[float, int] | None = None
    deadlines: tuple[int, ...] = ()
    deadline: int | None = None
    baseline: int | None = None
    start: int | None = None
    way: Way | None = None
    is_dynamics: bool = False
    to_level: bool = False
    yearly: bool = False
    each: bool = False
    previous: bool = False
    presence: bool = False
    absence: bool = False
    keeping: bool = False
    of_baseline: bool = False
    level_operator: str | None = None
    is_towards: bool = False
    has_duration: bool = False
    has_no_year: bool = False


@dataclass
class _Years:
    has_no_year: bool = False
    deadlines: list[int] = field(default_factory=list)
    baseline: int | None = None
    start: int | None = None


def said(text: str) -> Said:
    """Take ``text`` apart; what it does not say stays empty."""
    written = plain_text(text)
    plain, whole = cut_whole(written)
    rest, years = _cut_years(plain)
    main, aside = _brackets(rest)
    way = _way(main)
    spans = () if way else _spans(main)
    beside = SPAN.sub(" ", main) if spans else main
    values, floor = _values([chunk for chunk in re.split(r"[;,]", beside) if chunk.strip()], aside)
    # «From 60 to 80» is where a growth begins and where it leads to.
    from_to = bool(way and FROM_TO.search(main))
    if from_to and len(values) > 1:
        values = values[1:]
    sign = SIGN.search(main)
    return Said(
        values=values,
        floor=floor,
        spans=spans,
        whole=whole,
        deadlines=tuple(years.deadlines),
        deadline=max(years.deadlines, default=None),
        baseline=years.baseline,
        start=years.start,
        way=way,
        is_dynamics=bool(DYNAMICS.search(main)),
        to_level=from_to or bool(TO_LEVEL.search(main)),
        yearly=bool(YEARLY.search(main)),
        each=bool(EACH.search(YEARLY.sub(" ", main))),
        previous=bool(PREVIOUS.search(main)),
        presence=bool(PRESENCE.search(main)),
        absence=bool(ABSENCE.search(main)),
        keeping=bool(KEEPING.search(main)),
        of_baseline=bool(OF_BASELINE.search(plain)),
        level_operator=_operator(sign) if sign else None,
        is_towards=bool(TOWARDS.search(plain)),
        has_duration=whole is None and bool(DURATION.search(written)),
        has_no_year=years.has_no_year,
    )


def plain_text(text: str) -> str:
    """Small letters, one kind of space, points in decimals, numbers in figures."""
    plain = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split()).casefold().replace("ё", "е")
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    for words, figures in TWICE.items():
        plain = re.sub(words, figures, plain)
    for words, figure in NUMBERS.items():
        plain = re.sub(rf"\b{words}\b", figure, plain)
    return _with_minus(plain)


def _with_minus(plain: str) -> str:
    """With one sign for what is surely a minus; all other dashes are one."""

    def minus(match: re.Match[str]) -> str:
        # «К 2027: - 5» is a dash; behind «не менее» there is none.
        is_dash = bool(match["gap"]) and not match["before"][:1].isalpha()
        return match[0] if is_dash else match["before"] + BELOW_ZERO

    found = TRUE_MINUS.sub(BELOW_ZERO, MINUS.sub(minus, MINUS_WORD.sub(BELOW_ZERO, plain)))
    return found.replace("−", "–").replace("‑", "-")


def with_minus_for_dash(text: str) -> str | None:
    """The text with a minus for each sign that may as well be a dash («к 2027 году -5»); None without such a sign."""
    plain = plain_text(text)
    return MINUS_OR_DASH.sub(BELOW_ZERO, plain) if MINUS_OR_DASH.search(plain) else None


def cut_whole(plain: str) -> tuple[str, tuple[float, int] | None]:
    """Without «N over so many years» where that stands beside another number, and without how long something takes."""
    found = WHOLE.search(plain)
    if found is not None:
        rest = plain[: found.start()] + " " + plain[found.end() :]
        if VALUE.search(_cut_years(rest)[0]):
            return rest, (_number(found["value"]), int(found["years"]))
    return DURATION.sub(" ", plain), None


def _cut_years(plain: str) -> tuple[str, _Years]:
    """The text without its years: none of them is taken for a value."""
    years = _Years()

    def period(match: re.Match[str]) -> str:
        years.deadlines.append(int(match["last"]))
        return " "

    def base(match: re.Match[str]) -> str:
        years.baseline = int(match["year"])
        return " baseline "

    def start(match: re.Match[str]) -> str:
        years.start = int(match["year"])
        return " "

    def deadline(match: re.Match[str]) -> str:
        years.deadlines.append(int(match["year"]))
        return " "

    rest = BASELINE.sub(base, plain)
    rest = PERIOD.sub(period, rest)
    rest = START.sub(start, rest)
    rest, impossible = NO_YEAR.subn(" ", DEADLINE.sub(deadline, rest))
    years.has_no_year = impossible > 0
    return rest, years


def _brackets(text: str) -> tuple[str, list[str]]:
    """What stands outside brackets, and each bracket by itself."""
    inside = re.findall(r"\(([^()]*)\)", text)
    return re.sub(r"\([^()]*\)", " ", text), [part for whole in inside for part in re.split(r"[;,]", whole)]


def _values(chunks: list[str], aside: list[str]) -> tuple[tuple[Part, ...], Part | None]:
    """The numbers outside brackets, and the yearly one where another stands beside it."""
    yearly = [bool(YEARLY.search(chunk)) and not UP.search(chunk) and not DOWN.search(chunk) for chunk in chunks]
    parts = [[part_of(match) for match in VALUE.finditer(chunk)] for chunk in chunks]
    plain = [part for found, is_yearly in zip(parts, yearly, strict=True) if not is_yearly for part in found]
    every = [part for found, is_yearly in zip(parts, yearly, strict=True) if is_yearly for part in found]
    bracketed = [part_of(match) for chunk in aside if YEARLY.search(chunk) for match in VALUE.finditer(chunk)]
    if plain and every:
        return tuple(plain), every[0]
    return tuple(plain or every), bracketed[0] if bracketed else None


def part_of(match: re.Match[str]) -> Part:
    unit = match["unit"] or ""
    sign = SIGN.search(match["sign"] or match["sign2"] or "")
    is_percent = unit == "%" or unit.startswith(("процент", "per"))
    of_points = bool(re.fullmatch(POINTS, unit))
    return Part(
        _number(match["value"]),
        _operator(sign) if sign else None,
        percent=is_percent and not of_points,
        of_points=of_points,
        times=unit.startswith(("раз", "times")),
        by=bool(match["by"]) or "+" in (match["plus"] or ""),
        strictly=bool(sign and (sign["more"] or sign["less"])),
    )


def _operator(sign: re.Match[str]) -> str:
    return AT_LEAST if sign["least"] or sign["more"] else AT_MOST


def _way(main: str) -> Way | None:
    if DYNAMICS.search(main):
        return Way.BETTER
    if UP.search(main) or re.search(r"[+]\s*\d", main):
        return Way.UP
    return Way.DOWN if DOWN.search(main) else None


def _spans(main: str) -> tuple[tuple[float, float], ...]:
    bounds = ((one["low"] or one["low2"], one["high"] or one["high2"]) for one in SPAN.finditer(main))
    return tuple((min(pair), max(pair)) for pair in ((_number(one), _number(other)) for one, other in bounds))


def _number(text: str) -> float:
    # Adding 0 turns a negative zero into a plain one.
    return float(re.sub(r"\s", "", text).replace(BELOW_ZERO, "-")) + 0.0
