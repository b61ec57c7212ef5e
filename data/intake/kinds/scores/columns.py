"""Answers of scores as columns: the rows of a sheet about which there is nothing to say are read all at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import nan
from typing import overload

import numpy as np

from data.intake.files.cell import address
from data.intake.files.sheet_columns import Flags
from data.intake.kinds.scores.rows import DECIMALS, DirectionSheet, ScoreAnswer, find_parameter
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Objects, TableColumns, combined, objects, repeated
from data.intake.tables.header import Row
from data.intake.tables.known_names import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    Region,
    check_existence,
    row_municipality,
    row_period,
)
from data.intake.tables.numbers import Amount, Answer, Unreadable, read_answer
from data.intake.tables.texts import read_date, read_link, read_number, read_text
from data.queries.registry import MunicipalityEntry, PeriodEntry

PLACE = (MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key, PERIOD.key)
PARAMETER = ("position", "parameter", "position_text", "parameter_name")
TextReader = Callable[[Row, str, Collector], str | None]
TEXTS: dict[str, TextReader] = {
    "comment": read_text,
    "document_title": read_text,
    "document_number": read_number,
    "document_date": read_date,
    "link": read_link,
}


def _texts(region: Region) -> dict[str, TextReader]:
    return TEXTS | {"document_date": partial(read_date, last_year=region.last_year + 1)}


OBJECTS = ("municipality", "period", "row", "points", *TEXTS, "sheet")
RubricPlace = tuple[MunicipalityEntry, PeriodEntry] | None


@dataclass(frozen=True)
class ScoreAnswers(Sequence[ScoreAnswer]):
    """Answers by the names of their fields, each an array of one length; an answer is made when it is asked for.

    In place of ``cell`` stand the numbers of its row and column.
    """

    methodology_id: int
    columns: dict[str, Objects]

    def __len__(self) -> int:
        return len(self.columns["points"])

    @overload
    def __getitem__(self, index: int) -> ScoreAnswer: ...
    @overload
    def __getitem__(self, index: slice) -> "ScoreAnswers": ...
    def __getitem__(self, index: int | slice) -> "ScoreAnswer | ScoreAnswers":
        if isinstance(index, slice):
            return ScoreAnswers(self.methodology_id, {name: column[index] for name, column in self.columns.items()})
        said = {name: self.columns[name][index] for name in OBJECTS}
        cell = address(self.columns["cell_row"][index], self.columns["cell_column"][index])
        return ScoreAnswer(methodology_id=self.methodology_id, cell=cell, **said)

    @classmethod
    def joined(cls, methodology_id: int, parts: "Sequence[ScoreAnswers]") -> "ScoreAnswers":
        names = (*OBJECTS, "cell_row", "cell_column")
        empty = np.empty(0, object)
        return cls(
            methodology_id, {name: np.concatenate([empty, *(part.columns[name] for part in parts)]) for name in names}
        )


def read_plain(columns: TableColumns, sheet: DirectionSheet, region: Region) -> tuple[Flags, dict[str, Objects]]:
    """Which rows can be read without a word to their author, and the answers of all rows by field, valid for these."""
    places = columns.understand(PLACE, lambda row, found: _place(row, sheet, region.untold(), found))
    parameters = columns.understand(
        PARAMETER, lambda row, found: find_parameter(row, replace(sheet, told=set()), found)
    )
    named = places.spread(lambda place: place is not None, bool) & parameters.spread(lambda row: row is not None, bool)
    read = {
        "municipality": places.spread(lambda place: place and place[0]),
        "period": places.spread(lambda place: place and place[1]),
        "row": parameters.spread(lambda row: row),
    }
    lowest = parameters.spread(lambda row: row.minimum if row else nan, float)
    highest = parameters.spread(lambda row: row.maximum if row else nan, float)
    fitting, read["points"] = _points(columns, lowest, highest)
    plain = named & places.is_clean & parameters.is_clean & fitting
    for key, reader in _texts(region).items():
        texts = columns.understand((key,), partial(_text, key, reader))
        read[key] = texts.spread(lambda text: text)
        plain &= texts.is_clean
    identities = combined(
        places.spread(lambda place: place[0].id if place else 0, int),
        places.spread(lambda place: place[1].id if place else 0, int),
        parameters.spread(lambda row: row.parameter_id if row else 0, int),
    )
    return plain & ~repeated(identities, among=named), read


def with_others(
    columns: TableColumns,
    methodology_id: int,
    read: dict[str, Objects],
    accepted: Flags,
    others: dict[int, ScoreAnswer],
) -> ScoreAnswers:
    """The answers of the accepted rows: what was read at once, and in its place what was read row by row."""
    size, column = len(columns), columns.table.columns["points"]
    found = read | {
        "sheet": objects([columns.table.sheet.name] * size),
        "cell_row": objects(columns.table.rows),
        "cell_column": objects([column] * size),
    }
    for index, answer in others.items():
        for name in OBJECTS:
            found[name][index] = getattr(answer, name)
    return ScoreAnswers(methodology_id, {name: values[accepted] for name, values in found.items()})


def _text(key: str, reader: TextReader, row: Row, found: Collector) -> str | None:
    return reader(row, key, found)


def _place(row: Row, sheet: DirectionSheet, region: Region, found: Collector) -> RubricPlace:
    municipality = row_municipality(row, sheet.place, region, found)
    period = row_period(row, sheet.place, region, found)
    if municipality is None or period is None:
        return None
    check_existence(municipality, period, row.table.sheet.name, None, found)
    return municipality, period


def _points(columns: TableColumns, lowest: Objects, highest: Objects) -> tuple[Flags, Objects]:
    """Whether the points are marks, nothing at all or numbers within their limits; and what they are."""
    answers = columns.understand(("points",), lambda row, _found: read_answer(row.cell("points")))
    amounts = answers.spread(_amount, float)
    unsaid = answers.spread(lambda answer: not isinstance(answer, Amount | Unreadable), bool)
    said = answers.spread(lambda answer: round(answer.value, DECIMALS) if isinstance(answer, Amount) else answer)
    return unsaid | ((amounts >= lowest) & (amounts <= highest)), said


def _amount(answer: Answer) -> float:
    """The number of points where it may be one, else not a number."""
    if not isinstance(answer, Amount) or answer.is_percent:
        return nan
    return answer.value if abs(round(answer.value, DECIMALS) - answer.value) <= 1e-9 else nan
