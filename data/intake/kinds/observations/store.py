"""Storing observations: what changes, whether the figures agree with each other, and writing them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from data.intake.files.sheet_columns import Flags
from data.intake.kinds.observations.columns import ObservationAnswers
from data.intake.kinds.observations.releases import warn_of_older_releases
from data.intake.kinds.observations.rules import check_rules
from data.intake.kinds.observations.stored import StoredObservations, current_observations
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Codes, Objects, combined, objects
from data.intake.tables.planned_changes import PlannedChange, PlannedChanges
from data.intake.tables.quantity_columns import MARKS, Numbers, Quantities
from data.language import _
from data.models.indicators import Observation
from data.storage.bulk import end_rows, insert_columns
from data.storage.reader import Reader
from data.storage.sources import sheet_sources

CELLS = ("value", "numerator", "denominator", "comment", "label")
NUMBERS = 3
REASONS = objects([mark.value if mark else None for mark in MARKS])


@dataclass
class ObservationPlan:
    """``columns``: what the observations to store will say, by the columns of their table, and their ``sheet``.

    ``ended`` are the rows that they replace. ``touched`` and ``existed`` tell of each answer whether it changes
    something, and whether there was a figure before.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: PlannedChanges = field(default_factory=PlannedChanges.none)
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    ended: list[int] = field(default_factory=list)
    touched: Flags = field(default_factory=lambda: np.zeros(0, bool))
    existed: Flags = field(default_factory=lambda: np.zeros(0, bool))

    def store(self, session: Session, revision: int) -> None:
        end_rows(session, Observation, self.ended, revision)
        columns: dict[str, Any] = dict(self.columns)
        columns["source_id"] = sheet_sources(session, revision, columns.pop("sheet").tolist())
        since = np.full(len(self.columns["period_id"]), revision)
        insert_columns(session, Observation, columns | {"valid_from": since})


@dataclass(frozen=True)
class _Figures:
    """Quantities, comments and labels of the answers, as they are or as they will be."""

    quantities: Quantities
    comments: Objects
    labels: Objects

    def cell(self, index: int, name: str) -> Any:
        """What one cell shows: a kind of nothing stands in place of the value."""
        if name in ("comment", "label"):
            return getattr(self, f"{name}s")[index]
        quantity = self.quantities.at(index)
        if quantity is None:
            return None
        return quantity.missing or quantity.value if name == "value" else getattr(quantity, name)

    def differs(self, other: "_Figures") -> Flags:
        """Answer × ``CELLS``."""
        one, two = self.quantities, other.quantities
        numbers = {name: _unequal(getattr(one, name), getattr(two, name)) for name in CELLS[:NUMBERS]}
        value = numbers["value"] | (one.missing != two.missing)
        texts = [(getattr(self, name) != getattr(other, name)).astype(bool) for name in ("comments", "labels")]
        return np.stack([value, numbers["numerator"], numbers["denominator"], *texts], axis=1)


def plan_observations(reader: Reader, answers: ObservationAnswers, found: Collector) -> ObservationPlan:
    """Compare with what is stored; rows and stored figures together must keep the consistency rules."""
    if not answers:
        return ObservationPlan()
    said = answers.columns
    stored = current_observations(
        reader, *(np.unique(said[name]).tolist() for name in ("period_id", "municipality_id"))
    )
    places = _places(answers, stored)
    found.pulse()
    existed = places >= 0
    before = _before(stored, places)
    after = _after(answers, before)
    complete = after.quantities.said
    for index in np.flatnonzero(~complete).tolist():
        _tell_incomplete(answers, index, found)
    different = after.differs(before) & complete[:, np.newaxis]
    touched: Flags = np.logical_or.reduce(different, axis=1)
    check_rules(reader, answers, stored, found)
    restated: Flags = np.logical_or.reduce(different[:, :NUMBERS], axis=1)
    warn_of_older_releases(answers, before.labels, restated, found)
    return ObservationPlan(
        new=int((touched & ~existed).sum()),
        changed=int((touched & existed).sum()),
        unchanged=int((complete & ~touched).sum()),
        changes=PlannedChanges(different, lambda index, number: _change(answers, before, after, index, CELLS[number])),
        columns=_columns(answers, after, touched),
        ended=stored.rows[places[touched & existed]].tolist(),
        touched=touched,
        existed=existed,
    )


def _after(answers: ObservationAnswers, before: _Figures) -> _Figures:
    """What will stand. An empty cell says nothing: it never erases what is stored."""
    said, keeps = answers.columns, ~answers.quantities.said
    quantities = answers.quantities.change(
        lambda column, name: np.where(keeps, getattr(before.quantities, name), column)
    )
    comments = np.where(pd.isna(said["comment"]), before.comments, said["comment"])
    # A file that names no more than the year leaves the word of the source to the figure that the source gave.
    restated = _Figures(quantities, comments, before.labels).differs(before)[:, :NUMBERS].any(axis=1)
    labels = np.where(pd.isna(said["label"]) & ~restated, before.labels, said["label"])
    return _Figures(quantities, comments, labels)


def _before(stored: StoredObservations, places: Codes) -> _Figures:
    """What stands of each answer, nothing at -1."""
    comments, labels = (np.append(texts, objects([None]))[places] for texts in (stored.comments, stored.labels))
    return _Figures(_figures_at(stored.quantities, places), comments, labels)


def _places(answers: ObservationAnswers, stored: StoredObservations) -> Codes:
    """Where the figure of each answer stands among the stored ones; -1 where there is none."""
    pairs = zip(answers.identities, stored.identities, strict=True)
    codes = combined(*(np.concatenate(pair) for pair in pairs))
    place_of_code = np.full(int(codes.max(initial=-1)) + 1, -1, np.int64)
    place_of_code[codes[len(answers) :]] = np.arange(len(stored))
    return place_of_code[codes[: len(answers)]]


def _figures_at(stored: Quantities, places: Codes) -> Quantities:
    """The stored quantities at these places, nothing at -1."""
    nothing = Quantities.empty(1)
    return stored.change(lambda column, name: np.append(column, getattr(nothing, name))[places])


def _unequal(one: Numbers, two: Numbers) -> Flags:
    unequal: Flags = (one != two) & ~(np.isnan(one) & np.isnan(two))
    return unequal


def _columns(answers: ObservationAnswers, after: _Figures, touched: Flags) -> dict[str, NDArray[Any]]:
    said, quantities = answers.columns, after.quantities
    columns = {
        "indicator_id": said["indicator_id"],
        "period_id": said["period_id"],
        "municipality_id": said["municipality_id"],
        "school_code": said["school"],
        "interval_code": said["interval"],
        "label": after.labels,
        "value": quantities.value,
        "numerator": quantities.numerator,
        "denominator": quantities.denominator,
        "missing_reason": REASONS[quantities.missing],
        "comment": after.comments,
        "source_row": said["row"],
        "source_column": said["column"],
        "sheet": said["sheet"],
    }
    return {name: column[touched] for name, column in columns.items()}


def _change(answers: ObservationAnswers, before: _Figures, after: _Figures, index: int, name: str) -> PlannedChange:
    answer = answers[index]
    subject = " / ".join(part for part in (answer.indicator.code, answer.period.code, answer.school) if part)
    return PlannedChange(answer.municipality.code, subject, name, before.cell(index, name), after.cell(index, name))


def _tell_incomplete(answers: ObservationAnswers, index: int, found: Collector) -> None:
    answer = answers[index]
    found.error(
        "value-missing",
        _("There is a comment, but no value."),
        sheet=answer.sheet,
        cell=answer.cell,
        expected=_("a value, or “н/д”"),
        fix=_("Write the value, or “н/д” where there are no data."),
    )
