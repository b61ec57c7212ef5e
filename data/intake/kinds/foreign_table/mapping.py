"""What the columns of a foreign table mean: chosen on the screen or written as JSON, checked, kept and used again."""

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeVar

import orjson

from data.errors import BadFile
from data.language import _
from data.text.indicator_codes import LONGEST_CODE, is_code
from data.text.intervals.interval import split_period
from data.text.invisible import file_name
from data.text.names import code_key
from data.vocabulary import Level, MunicipalityKind, Nothing, Polarity, SchoolKind, Unit

CODE = re.compile(r"[0-9A-Za-z._-]{1,64}", re.ASCII)
LONGEST_TITLE = 500
MOST_INDICATORS = 2_000
Word = TypeVar("Word", bound=StrEnum)


class ColumnRole(StrEnum):
    """What a column says of its row; the values are the keys of the columns of observations."""

    MUNICIPALITY_CODE = "municipality_code"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    SCHOOL_NAME = "school_name"
    PERIOD = "period"
    INDICATOR = "indicator"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    COMMENT = "comment"


FIGURES = (ColumnRole.VALUE, ColumnRole.NUMERATOR, ColumnRole.DENOMINATOR)


class Creation(StrEnum):
    """What a person may allow a file to bring into the registers."""

    MUNICIPALITIES = "municipalities"
    SCHOOLS = "schools"
    PERIODS = "periods"
    INDICATORS = "indicators"


class Releases(StrEnum):
    """What becomes of a figure whose source publishes it again under a label such as «2018 (Rev)»."""

    REPLACE = "replace"
    BESIDE = "beside"


class BadMapping(BadFile):
    """A mapping that cannot be read; the text says which part of it."""


@dataclass(frozen=True)
class IndicatorColumns:
    """The columns, by title, in which the figures of one indicator stand; empty = there is no such column."""

    indicator: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def titles(self) -> dict[ColumnRole, str]:
        named = zip(FIGURES, (self.value, self.numerator, self.denominator), strict=True)
        return {role: title for role, title in named if title}


@dataclass(frozen=True)
class NewIndicator:
    """An indicator that the region does not have yet. ``polarity`` is chosen, never guessed."""

    code: str
    name: str
    unit: Unit = Unit.PERCENT
    level: Level = Level.SCHOOL
    polarity: Polarity = Polarity.NO_JUDGEMENT
    source: str = ""


@dataclass(frozen=True)
class IndicatorDefaults:
    """What the indicators are that a long table may create by the names it uses; chosen, never guessed."""

    unit: Unit = Unit.PERCENT
    polarity: Polarity = Polarity.NO_JUDGEMENT
    source: str = ""


@dataclass(frozen=True)
class Mapping:
    """``columns``: role → title of the column. ``sheet`` and ``period`` are empty where the file says them.

    A table is long (a column names the indicator of each row) or wide (``indicators`` have columns of their own).
    ``municipality_kind`` and ``school_kind`` are the kinds that created ones get, ``defaults`` what created indicators
    are. ``marks``: what the source writes in the place of a number (small letters) → the kind of nothing; ``periods``:
    a label of the source → the code of the period that it is taken for; ``releases`` says what revised figures do to
    the first ones, and must be decided where a label names one.
    """

    columns: Dictionary[ColumnRole, str] = field(default_factory=dict)
    indicators: tuple[IndicatorColumns, ...] = ()
    new_indicators: tuple[NewIndicator, ...] = ()
    sheet: str = ""
    period: str = ""
    municipality_kind: MunicipalityKind | None = None
    school_kind: SchoolKind | None = None
    defaults: IndicatorDefaults = IndicatorDefaults()
    marks: Dictionary[str, Nothing] = field(default_factory=dict)
    periods: Dictionary[str, str] = field(default_factory=dict)
    releases: Releases | None = None

    @property
    def level(self) -> Level:
        by_school = {ColumnRole.SCHOOL, ColumnRole.SCHOOL_NAME} & self.columns.keys()
        return Level.SCHOOL if by_school else Level.MUNICIPALITY

    def problems(self) -> list[str]:
        """What must still be chosen before the mapping can be used, in the user's language."""
        found = []
        places = {ColumnRole.MUNICIPALITY_CODE, ColumnRole.MUNICIPALITY, ColumnRole.SCHOOL}
        if not places & self.columns.keys():
            found.append(_("Choose the column that names the municipality or the school."))
        if not self.period and ColumnRole.PERIOD not in self.columns:
            found.append(_("Choose the column of the period, or name one period for the whole table."))
        is_long = ColumnRole.INDICATOR in self.columns
        if is_long == bool(self.indicators):
            found.append(_("Choose either the column that names the indicator, or columns for chosen indicators."))
        figures = [set(one.titles) for one in self.indicators]
        if is_long:
            figures.append(set(FIGURES) & self.columns.keys())
        if any(not _is_complete(roles) for roles in figures):
            found.append(_("Each indicator needs a column of its value, or both numerator and denominator."))
        codes = [code_key(one.indicator) for one in self.indicators]
        if len(set(codes)) < len(codes):
            found.append(_("An indicator is chosen twice."))
        return found

    def as_dict(self) -> dict[str, Any]:
        """The mapping as JSON; what is empty is left out."""
        content: dict[str, Any] = {
            "sheet": self.sheet,
            "period": self.period,
            "columns": {role.value: title for role, title in self.columns.items()},
            "indicators": [
                {"indicator": one.indicator} | {role.value: title for role, title in one.titles.items()}
                for one in self.indicators
            ],
            "new_indicators": [
                {
                    "code": one.code,
                    "name": one.name,
                    "unit": one.unit.value,
                    "level": one.level.value,
                    "polarity": one.polarity.value,
                    "source": one.source,
                }
                for one in self.new_indicators
            ],
            "municipality_kind": self.municipality_kind.value if self.municipality_kind else "",
            "school_kind": self.school_kind.value if self.school_kind else "",
            "defaults": _defaults_as_dict(self.defaults),
            "marks": {mark: kind.value for mark, kind in self.marks.items()},
            "periods": dict(self.periods),
            "releases": self.releases.value if self.releases else "",
        }
        return {name: value for name, value in content.items() if value}

    @classmethod
    def from_dict(cls, raw: Any) -> Self:
        """Read JSON that may come from anywhere. Raises BadMapping, naming the part that cannot be read."""
        content = _object(raw, "mapping")
        columns = _object(content.get("columns", {}), "columns")
        return cls(
            columns={
                _word(ColumnRole, role, "columns"): _text(title, role) for role, title in columns.items() if title
            },
            indicators=tuple(_indicator(one) for one in _list(content.get("indicators", []), "indicators")),
            new_indicators=tuple(
                _new_indicator(one) for one in _list(content.get("new_indicators", []), "new_indicators")
            ),
            sheet=_text(content.get("sheet", ""), "sheet"),
            period=_text(content.get("period", ""), "period"),
            municipality_kind=_optional(MunicipalityKind, content.get("municipality_kind"), "municipality_kind"),
            school_kind=_optional(SchoolKind, content.get("school_kind"), "school_kind"),
            defaults=_defaults(content.get("defaults", {})),
            marks={
                mark_key(_text(mark, "marks")): _word(Nothing, kind, "marks")
                for mark, kind in _object(content.get("marks", {}), "marks").items()
            },
            periods={
                period_key(_text(label, "periods")): _period(code)
                for label, code in _object(content.get("periods", {}), "periods").items()
            },
            releases=_optional(Releases, content.get("releases"), "releases"),
        )


@dataclass(frozen=True)
class TableRequest:
    """A mapping, and what it may create. The permission is given for one file and never kept with the mapping."""

    mapping: Mapping
    create: frozenset[Creation] = frozenset()

    def as_dict(self) -> dict[str, Any]:
        return {"mapping": self.mapping.as_dict(), "create": sorted(self.create)}

    @classmethod
    def from_dict(cls, raw: Any) -> Self:
        """Raises BadMapping for what is no request."""
        content = _object(raw, "mapping")
        allowed = _list(content.get("create", []), "create")
        return cls(
            Mapping.from_dict(content.get("mapping", {})),
            frozenset(_word(Creation, one, "create") for one in allowed),
        )


def read_mapping(path: Path) -> Mapping:
    """The mapping in a JSON file. Raises BadMapping."""
    try:
        return Mapping.from_dict(orjson.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise BadMapping(_("The mapping “{name}” is not a JSON file.").format(name=file_name(path.name))) from error


def everything_described(mapping: Mapping) -> frozenset[Creation]:
    """What may be created without a further word: indicators only where the mapping says what they are."""
    without = frozenset({Creation.INDICATORS}) if mapping.defaults == IndicatorDefaults() else frozenset()
    return frozenset(Creation) - without


def mark_key(text: str) -> str:
    """What two spellings of one mark have in common."""
    return " ".join(text.split()).casefold()


def period_key(text: str) -> str:
    """What two spellings of one label of a period have in common."""
    return " ".join(text.split()).casefold()


def _defaults_as_dict(defaults: IndicatorDefaults) -> dict[str, str]:
    if defaults == IndicatorDefaults():
        return {}
    return {"unit": defaults.unit.value, "polarity": defaults.polarity.value, "source": defaults.source}


def _defaults(raw: Any) -> IndicatorDefaults:
    content = _object(raw, "defaults")
    return IndicatorDefaults(
        unit=_word(Unit, content.get("unit", Unit.PERCENT), "unit"),
        polarity=_word(Polarity, content.get("polarity", Polarity.NO_JUDGEMENT), "polarity"),
        source=_text(content.get("source", ""), "source"),
    )


def _period(raw: Any) -> str:
    text = _text(raw, "periods").strip()
    if split_period(text) is None:
        words = _("“{value}” is no period. Expected: a year such as 2016, or 2016-W3, 2026-Q1, 2025-H1, 2025-D0901.")
        raise BadMapping(words.format(value=text[:40]))
    return text


def _is_complete(roles: set[ColumnRole]) -> bool:
    fraction = {ColumnRole.NUMERATOR, ColumnRole.DENOMINATOR}
    return fraction <= roles or (ColumnRole.VALUE in roles and not fraction & roles)


def _indicator(raw: Any) -> IndicatorColumns:
    content = _object(raw, "indicators")
    parts = {name: _text(content.get(name, ""), name) for name in ("value", "numerator", "denominator")}
    return IndicatorColumns(_code(content.get("indicator"), "indicator"), **parts)


def _new_indicator(raw: Any) -> NewIndicator:
    content = _object(raw, "new_indicators")
    name = _text(content.get("name", ""), "name").strip()
    if not name:
        raise _bad("name")
    return NewIndicator(
        code=_code(content.get("code"), "code"),
        name=name,
        unit=_word(Unit, content.get("unit", Unit.PERCENT), "unit"),
        level=_word(Level, content.get("level", Level.SCHOOL), "level"),
        polarity=_word(Polarity, content.get("polarity", Polarity.NO_JUDGEMENT), "polarity"),
        source=_text(content.get("source", ""), "source"),
    )


def _object(raw: Any, name: str) -> dict[str, Any]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise _bad(name)
    return raw


def _list(raw: Any, name: str) -> list[Any]:
    if not isinstance(raw, list):
        raise _bad(name)
    if len(raw) > MOST_INDICATORS:
        raise BadMapping(
            _("The part “{name}” of the mapping has {number} entries; at most {limit} are possible.").format(
                name=name[:40], number=len(raw), limit=MOST_INDICATORS
            )
        )
    return raw


def _text(raw: Any, name: str) -> str:
    if not isinstance(raw, str) or len(raw) > LONGEST_TITLE or not raw.isprintable():
        raise _bad(name)
    return raw


def _code(raw: Any, name: str) -> str:
    if not isinstance(raw, str) or not is_code(raw):
        raise BadMapping(
            _("“{value}” cannot be the code of an indicator: 1 to {limit} characters that can be printed.").format(
                value=str(raw)[:40], limit=LONGEST_CODE
            )
        )
    return raw


def _word(kind: type[Word], raw: Any, name: str) -> Word:
    if not isinstance(raw, str) or raw not in set(kind):
        raise _bad(name)
    return kind(raw)


def _optional(kind: type[Word], raw: Any, name: str) -> Word | None:
    return _word(kind, raw, name) if raw else None


def _bad(name: str) -> BadMapping:
    return BadMapping(_("The part “{name}” of the mapping cannot be read.").format(name=name[:40]))
