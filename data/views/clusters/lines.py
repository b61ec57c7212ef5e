"""The values that the page of school clusters prints: figures of groups, lines of schools, and the view as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd

from data.measures.clusters import FIVE_NUMBERS, OUTSIDE, OutsideReason, Quarter
from data.queries.schools import SchoolIndicator
from data.views.clusters.address import ClustersSelection
from data.views.shared.choices import Choice, Choices, only
from data.views.shared.provenance import Provenance
from data.views.shared.sources import Sourced
from data.vocabulary import Nothing, Polarity, SchoolKind

Figure = float | Nothing
TOTAL = "total"


@dataclass(frozen=True)
class Figures:
    """The figures of a group of schools.

    ``schools`` is their number, ``observed`` of them have a value, ``small`` of these a small denominator; the
    ``comparable`` rest is what the five numbers and the ranks are about. ``five_numbers`` run from minimum to maximum,
    in the indicator's unit. ``share`` is 0…1.
    """

    schools: int
    observed: int
    small: int
    comparable: int
    five_numbers: tuple[Figure, ...]
    numerator: Figure
    denominator: Figure
    share: Figure

    @property
    def missing(self) -> int:
        """Schools without a value."""
        return self.schools - self.observed

    @property
    def median(self) -> Figure:
        return self.five_numbers[2]


@dataclass(frozen=True)
class Group:
    """A cluster, the schools outside all clusters, or the region; ``own`` is about the marked municipality."""

    code: str
    short: str
    name: str
    figures: Figures
    own: Figures

    @property
    def is_compared(self) -> bool:
        """Whether its schools are alike enough to be compared with each other."""
        return self.code not in (OUTSIDE, TOTAL)


@dataclass(frozen=True)
class Place:
    """A school's rank among the ``ranked`` schools of its cluster; ``first`` and ``last`` differ in a tie."""

    first: int
    last: int
    ranked: int
    quarter: Quarter


@dataclass(frozen=True)
class SchoolLine:
    """A school the viewer may see. ``place`` is HIDDEN in a hidden cluster and None where a school has no rank."""

    code: str
    name: str
    municipality: str
    municipality_name: str
    kind: SchoolKind
    students: int | None
    group: str
    outside_reason: OutsideReason | None
    value: Figure
    numerator: Figure
    denominator: Figure
    is_small: bool
    place: Place | Nothing | None


@dataclass(frozen=True, eq=False, repr=False)
class SchoolLines(Sequence[SchoolLine]):
    """Lines in an order. Each is made when it is asked for: a country has forty thousand, and a page shows few.

    ``frame`` holds ``school_observations`` with clusters and ranks; in ``hidden_groups`` no rank is shown.
    """

    frame: pd.DataFrame
    hidden_groups: frozenset[str]

    def __len__(self) -> int:
        return len(self.frame)

    def __iter__(self) -> Iterator[SchoolLine]:
        names = [str(name) for name in self.frame]
        for row in zip(*(self.frame[name].tolist() for name in names), strict=True):
            yield school_line(dict(zip(names, row, strict=True)), self.hidden_groups)

    def __repr__(self) -> str:
        return f"SchoolLines({list(self)!r})"

    @overload
    def __getitem__(self, place: int) -> SchoolLine: ...

    @overload
    def __getitem__(self, place: slice) -> "SchoolLines": ...

    def __getitem__(self, place: int | slice) -> "SchoolLine | SchoolLines":
        if isinstance(place, slice):
            return SchoolLines(self.frame.iloc[place], self.hidden_groups)
        return next(iter(SchoolLines(self.frame.iloc[[place]], self.hidden_groups)))

    def where(self, chosen: "pd.Series[bool]") -> "SchoolLines":
        return SchoolLines(self.frame[chosen], self.hidden_groups)

    def by_group_and_value(self, groups: Sequence[str], *, higher_first: bool) -> "SchoolLines":
        """The schools of ``groups`` in their order, in each by value, without a value last, else by code."""
        chosen = self.frame[self.frame["cluster"].isin(groups)]
        places = chosen["cluster"].map({code: place for place, code in enumerate(groups)}).astype(float)
        values = chosen["value"].to_numpy(dtype=float)
        order = np.lexsort((chosen["school"], -values if higher_first else values, np.isnan(values), places))
        return SchoolLines(chosen.iloc[order], self.hidden_groups)


@dataclass(frozen=True)
class ClustersView:
    """``selection`` has every default filled in. ``boundaries`` are (students, cluster that takes them) pairs.

    ``sources`` say by the code of each marked school from which cell of which file its value came; ``may_fetch``:
    whether those files are open to the viewer.
    """

    selection: ClustersSelection
    choices: Choices
    indicators: tuple[Choice, ...]
    indicator: SchoolIndicator
    municipality: Choice
    school_year: str
    groups: tuple[Group, ...]
    total: Group
    schools: SchoolLines
    observed_periods: tuple[str, ...]
    boundaries: tuple[tuple[int, str], ...]
    sees_all_schools: bool
    sources: tuple[Sourced, ...]
    may_fetch: bool
    provenance: Provenance

    @property
    def pinned(self) -> SchoolLine | None:
        """The pinned school, whichever groups are chosen."""
        code = self.selection.school
        return self.schools.where(self.schools.frame["school"] == code)[0] if code else None

    @property
    def is_empty(self) -> bool:
        return self.total.figures.observed == 0

    @property
    def chosen_groups(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.code in self.selection.clusters)

    def titled(self, title: str) -> str:
        """The title of what shows the chosen groups: it names them where a cluster is left out."""
        is_part = len(self.chosen_clusters) < sum(group.is_compared for group in self.groups)
        return only(title, [group.short for group in self.chosen_groups] if is_part else ())

    @property
    def chosen_clusters(self) -> tuple[Group, ...]:
        """The chosen groups whose schools are compared with each other."""
        return tuple(group for group in self.chosen_groups if group.is_compared)

    @property
    def chosen_schools(self) -> SchoolLines:
        """The visible schools of the chosen groups: by group, the best first, without a value last."""
        return self._ordered(self.schools, self.selection.clusters)

    @property
    def marked_schools(self) -> SchoolLines:
        """All schools of the marked municipality by group and value, whichever groups are chosen."""
        return self._ordered(self._marked, [group.code for group in self.groups])

    @property
    def _marked(self) -> SchoolLines:
        return self.schools.where(self.schools.frame["municipality"] == self.municipality.code)

    def _ordered(self, lines: SchoolLines, groups: Sequence[str]) -> SchoolLines:
        return lines.by_group_and_value(groups, higher_first=self.indicator.polarity is not Polarity.LOWER_IS_BETTER)

    def is_marked(self, line: SchoolLine) -> bool:
        return line.municipality == self.municipality.code

    def group(self, code: str) -> Group:
        return next(group for group in self.groups if group.code == code)


def figures_of(row: Mapping[str, Any], *, compares: bool = True) -> Figures:
    """Figures from a row of ``data.measures.clusters.protect``.

    Schools that are not alike (``compares`` false) are counted and summed, but have no five numbers. Where there is no
    school, no figure applies; where there are some but none was observed, there is no data.
    """
    missing = Nothing.NO_DATA if row["schools"] else Nothing.NOT_APPLICABLE
    return Figures(
        schools=int(row["schools"]),
        observed=int(row["observed"]),
        small=int(row["small"]),
        comparable=int(row["comparable"]),
        five_numbers=tuple(
            _figure(row[name], bool(row["numbers_hidden"]), missing) if compares else Nothing.NOT_APPLICABLE
            for name in FIVE_NUMBERS
        ),
        # Values without numerator and denominator have no sums: there is nothing to wait for.
        **{
            name: _figure(
                row[name],
                bool(row["sums_hidden"]),
                Nothing.NOT_APPLICABLE if row["observed"] else missing,
            )
            for name in ("numerator", "denominator", "share")
        },
    )


def school_line(row: Mapping[str, Any], hidden_groups: frozenset[str]) -> SchoolLine:
    """A line from a row of ``school_observations`` with its cluster and its ranks."""
    missing = Nothing(row["missing_reason"]) if row["missing_reason"] else Nothing.NO_DATA
    return SchoolLine(
        code=row["school"],
        name=row["school_name"],
        municipality=row["municipality"],
        municipality_name=row["municipality_name"],
        kind=SchoolKind(row["kind"]),
        students=None if pd.isna(row["students"]) else int(row["students"]),
        group=row["cluster"],
        outside_reason=OutsideReason(row["outside_reason"]) if row["outside_reason"] else None,
        value=_figure(row["value"], False, missing),
        numerator=_figure(row["numerator"], False, missing),
        denominator=_figure(row["denominator"], False, missing),
        is_small=bool(row["is_small"]),
        place=_place(row, hidden_groups),
    )


def _place(row: Mapping[str, Any], hidden_groups: frozenset[str]) -> Place | Nothing | None:
    if pd.isna(row["rank_first"]):
        return None
    if row["cluster"] in hidden_groups:
        return Nothing.HIDDEN
    return Place(int(row["rank_first"]), int(row["rank_last"]), int(row["ranked"]), Quarter(row["quarter"]))


def _figure(value: float, hidden: bool, missing: Nothing) -> Figure:
    if hidden:
        return Nothing.HIDDEN
    return missing if pd.isna(value) else float(value)
