"""Observations as they stand, read as columns: a million of them in a few arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from data.intake.tables.columns import Objects
from data.intake.tables.planned_changes import chunks
from data.intake.tables.quantities import Quantity
from data.intake.tables.quantity_columns import MARKS, Quantities
from data.models.indicators import Observation
from data.models.region import Municipality
from data.storage.reader import Reader

# Indicator, period, municipality, school, interval.
ObservationKey = tuple[int, int, int, str | None, str | None]
AT_ONCE = 50_000
REASONS = {mark.value if mark else None: place for place, mark in enumerate(MARKS)}
COLUMNS = (
    Observation.indicator_id,
    Observation.period_id,
    Observation.municipality_id,
    Observation.school_code,
    Observation.interval_code,
    Observation.id,
    Observation.value,
    Observation.numerator,
    Observation.denominator,
    Observation.missing_reason,
    Observation.comment,
    Observation.label,
)


@dataclass(frozen=True)
class StoredObservations:
    """``identities``: indicator, period, municipality, school and interval; ``rows`` are the identities of the rows
    themselves."""

    identities: list[NDArray[Any]]
    rows: NDArray[np.int64]
    quantities: Quantities
    comments: Objects
    labels: Objects

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def places(self) -> dict[ObservationKey, int]:
        """Where a figure stands in the columns."""
        keys = zip(*(column.tolist() for column in self.identities), strict=True)
        return {key: place for place, key in enumerate(keys)}

    def figure(self, key: ObservationKey) -> tuple[Quantity, str | None] | None:
        """Quantity and comment of one figure, or nothing."""
        place = self.places.get(key)
        return None if place is None else (self.quantities.at(place) or Quantity(), self.comments[place])


def current_observations(
    reader: Reader, period_ids: Sequence[int], municipality_ids: Sequence[int]
) -> StoredObservations:
    """Observations as of the reader's revision within the viewer's scope."""
    parts: list[list[NDArray[Any]]] = [[np.empty(0, kind) for kind in _KINDS]]
    for chunk in chunks(list(municipality_ids)):
        rows = reader.session.execute(
            select(*COLUMNS)
            .join(Municipality, Municipality.id == Observation.municipality_id)
            .where(
                Observation.period_id.in_(period_ids),
                Observation.municipality_id.in_(chunk),
                reader.as_of(Observation),
                reader.detail_scope(Municipality.code),
            )
        )
        for part in rows.partitions(AT_ONCE):
            parts.append([_array(column, kind) for column, kind in zip(zip(*part, strict=True), _KINDS, strict=True)])
    columns = [np.concatenate(pieces) for pieces in zip(*parts, strict=True)]
    value, numerator, denominator, missing = columns[6:10]
    quantities = Quantities(value, numerator, denominator, missing, np.ones(len(columns[0]), bool))
    return StoredObservations(columns[:5], columns[5], quantities, columns[10], columns[11])


_KINDS: tuple[Any, ...] = (
    *(np.int64, np.int64, np.int64, object, object, np.int64),
    *(float, float, float, np.uint8, object, object),
)


def _array(values: Sequence[Any], kind: Any) -> NDArray[Any]:
    if kind is float:
        return np.array([nan if value is None else value for value in values], float)
    if kind is np.uint8:
        return np.array([REASONS[value] for value in values], np.uint8)
    made = np.empty(len(values), kind)
    made[:] = values
    return made
