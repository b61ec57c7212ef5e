"""Observations as columns: the rows about which there is nothing to say are read all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from data.intake.files.cell import address
from data.intake.files.sheet_columns import Flags
from data.intake.kinds.observations.rows import Known, ObservationAnswer, find_indicator, find_municipality, find_school
from data.intake.tables.answers import Scales, scale_of
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns, Understood, combined, objects
from data.intake.tables.header import Row
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME, PERIOD
from data.intake.tables.numbers import NO_MARKS, Marks
from data.intake.tables.periods.figure_period import FigurePeriod, figure_period
from data.intake.tables.quantity_columns import Quantities, read_quantities
from data.intake.tables.texts import read_text
from data.queries.registry import IndicatorEntry, MunicipalityEntry
from data.text.answers import PercentScale
from data.vocabulary import FREE_UNITS, Level, Unit

# Municipality and code of the school.
UnitOfRow = tuple[MunicipalityEntry, str | None]
UNIT = (MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key, "school", "school_name")
OBJECTS = ("municipality", "period", "indicator", "school", "comment", "sheet")
ENTRIES = ("indicator", "period", "municipality")
OF_PERIOD = ("interval", "label")


@dataclass(frozen=True)
class ObservationAnswers(Sequence[ObservationAnswer]):
    """Answers as arrays by the fields of an answer; an answer is made when it is asked for.

    ``columns`` hold objects, and numbers in ``row`` and ``column`` (those of the cell) and in ``indicator_id``,
    ``period_id`` and ``municipality_id``; ``interval`` and ``label`` are those of the period.
    """

    columns: dict[str, NDArray[Any]]
    quantities: Quantities

    def __len__(self) -> int:
        return len(self.quantities.said)

    @overload
    def __getitem__(self, index: int) -> ObservationAnswer: ...
    @overload
    def __getitem__(self, index: slice) -> "ObservationAnswers": ...
    def __getitem__(self, index: int | slice) -> "ObservationAnswer | ObservationAnswers":
        if isinstance(index, slice):
            return self.chosen(np.arange(len(self))[index])
        said = {name: self.columns[name][index] for name in OBJECTS}
        cell = address(int(self.columns["row"][index]), int(self.columns["column"][index]))
        return ObservationAnswer(quantity=self.quantities.at(index), cell=cell, **said)

    def chosen(self, places: NDArray[Any]) -> "ObservationAnswers":
        """Some of the answers, by their places or by a flag for each."""
        return ObservationAnswers(
            {name: column[places] for name, column in self.columns.items()},
            self.quantities.change(lambda column, _name: column[places]),
        )

    def put(self, index: int, answer: ObservationAnswer) -> None:
        """Write an answer that was read row by row into its place."""
        for name in OBJECTS:
            self.columns[name][index] = getattr(answer, name)
        for name in ENTRIES:
            self.columns[f"{name}_id"][index] = getattr(answer, name).id
        for name in OF_PERIOD:
            self.columns[name][index] = getattr(answer.period, name)
        self.quantities.put(index, answer.quantity)

    @property
    def identities(self) -> list[NDArray[Any]]:
        """Arrays that together say which figure it is: indicator, period and municipality by number, school and
        interval by code."""
        return [*(self.columns[f"{name}_id"] for name in ENTRIES), self.columns["school"], self.columns["interval"]]

    @classmethod
    def joined(cls, parts: "Sequence[ObservationAnswers]") -> "ObservationAnswers":
        """One behind the other."""
        if not parts:
            return cls({name: objects([]) for name in OBJECTS}, Quantities.empty(0))
        first = parts[0]
        if len(parts) == 1:
            return first
        return cls(
            {name: np.concatenate([part.columns[name] for part in parts]) for name in first.columns},
            first.quantities.change(
                lambda _column, name: np.concatenate([getattr(part.quantities, name) for part in parts])
            ),
        )


@dataclass(frozen=True)
class Names:
    """Of each row of a table whose figure it is; ``plain`` where there is nothing to say about its names.

    ``known``: the names are understood, with or without a word; elsewhere ``columns`` hold nothing. ``columns`` are
    those of ``ObservationAnswers`` that names say, ``shares`` tells whether the indicator is a percentage, ``free``
    whether it may be any number.
    """

    plain: Flags
    known: Flags
    shares: Flags
    free: Flags
    columns: dict[str, NDArray[Any]]

    @classmethod
    def of(
        cls,
        indicators: Understood[IndicatorEntry | None],
        periods: Understood[FigurePeriod | None],
        units: Understood[UnitOfRow | None],
    ) -> "Names":
        entries: dict[str, Understood[Any]] = {
            "indicator": indicators,
            "period": periods,
            "municipality": Understood(units.codes, [unit and unit[0] for unit in units.values], units.clean),
        }
        parts = entries.values()
        known: Flags = np.logical_and.reduce([part.spread(lambda value: value is not None, bool) for part in parts])
        clean: Flags = np.logical_and.reduce([part.is_clean for part in parts])
        columns = {name: part.spread(lambda value: value) for name, part in entries.items()}
        for name, part in entries.items():
            columns[f"{name}_id"] = part.spread(lambda value: value.id if value else 0, np.int64)
        for name in OF_PERIOD:
            columns[name] = _of_periods(periods, name)
        columns["school"] = units.spread(lambda unit: unit and unit[1])
        shares = indicators.spread(lambda indicator: bool(indicator and indicator.unit == Unit.PERCENT), bool)
        free = indicators.spread(lambda indicator: bool(indicator and indicator.unit in FREE_UNITS), bool)
        return cls(known & clean & _exist(columns), known, shares, free, columns)


def _of_periods(periods: Understood[FigurePeriod | None], name: str) -> NDArray[Any]:
    return periods.spread(lambda period: getattr(period, name, None))


def read_names(columns: TableColumns, known: Known) -> Names:
    """The names of the rows of a template's sheet."""
    naming = ("indicator", "indicator_name")
    indicators = columns.understand(naming, lambda row, found: find_indicator(row, known.untold(), found))
    periods = columns.understand(
        (PERIOD.key,), lambda row, found: figure_period(row, known.place, known.untold().region, found)
    )
    units = columns.understand(UNIT, lambda row, found: unit_of(row, known.untold(), found))
    return Names.of(indicators, periods, units)


def _exist(columns: dict[str, NDArray[Any]]) -> Flags:
    """Whether the municipality of a row exists in its period; True where one of them is not known."""
    codes = combined(columns["municipality_id"], columns["period_id"])
    _all, firsts = np.unique(codes, return_index=True)
    pairs = zip(columns["municipality"][firsts], columns["period"][firsts], strict=True)
    exist = [not place or not when or place.exists_in(when.year) for place, when in pairs]
    return np.array(exist, bool)[codes]


def read_figures(
    columns: TableColumns, names: Names, known: Known, scales: Scales, marks: Marks = NO_MARKS
) -> tuple[Flags, ObservationAnswers]:
    """Which rows can be read without a word to their author, and the answers of all rows, valid for these."""
    of_schools = known.level is Level.SCHOOL
    meant = _scales_of_rows(columns, names, known, scales)
    fitting, quantities = read_quantities(columns, names.shares, names.free, meant, marks, of_schools=of_schools)
    comments = columns.understand(("comment",), lambda row, found: read_text(row, "comment", found))
    table, size = columns.table, len(columns)
    own = {
        "comment": comments.spread(lambda text: text),
        "sheet": objects([table.sheet.name] * size),
        "row": columns.rows,
        "column": np.full(size, table.columns.get("value") or table.columns.get("numerator", 1)),
    }
    named = {name: column.copy() for name, column in names.columns.items()}
    return names.plain & fitting & comments.is_clean, ObservationAnswers(named | own, quantities)


def _scales_of_rows(columns: TableColumns, names: Names, known: Known, scales: Scales) -> dict[PercentScale, Flags]:
    """Which rows were said to hold percentages, and which shares of 1."""
    sheet, column = columns.table.sheet.name, columns.table.columns.get("value", 1)
    if not scales:
        return {}
    if not known.asks_by_indicator:
        said = scale_of(scales, sheet, column, "")
        return {said: np.ones(len(columns), bool)} if said else {}
    _all, firsts, places = np.unique(names.columns["indicator_id"], return_index=True, return_inverse=True)
    entries = names.columns["indicator"][firsts]
    answers = [scale_of(scales, sheet, column, one.code if one else "") for one in entries]
    return {scale: np.array([one is scale for one in answers], bool)[places] for scale in PercentScale}


def unit_of(row: Row, known: Known, found: Collector) -> UnitOfRow | None:
    school = find_school(row, known, found) if known.level is Level.SCHOOL else None
    if known.level is Level.SCHOOL and school is None:
        return None
    municipality = find_municipality(row, school, known, found)
    return None if municipality is None else (municipality, school.code if school else None)
