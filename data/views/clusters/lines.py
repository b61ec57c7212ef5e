"""The values that the page of school clusters prints: figures of groups, lines of schools, and the view as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.measures.clusters import FIVE_NUMBERS, OUTSIDE, OutsideReason, Quarter
from data.queries.schools import SchoolIndicator
from data.views.clusters.address import ClustersSelection
from data.views.shared.choices import Choice, Choices
from data.views.shared.provenance import Provenance
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


@dataclass(frozen=True)
class ClustersView:
    """``selection`` has every default filled in. ``boundaries`` are (students, cluster that takes them) pairs."""

    selection: ClustersSelection
    choices: Choices
    indicators: tuple[Choice, ...]
    indicator: SchoolIndicator
    municipality: Choice
    school_year: str
    groups: tuple[Group, ...]
    total: Group
    schools: tuple[SchoolLine, ...]
    observed_periods: tuple[str, ...]
    boundaries: tuple[tuple[int, str], ...]
    sees_all_schools: bool
    provenance: Provenance

    @property
    def is_empty(self) -> bool:
        return self.total.figures.observed == 0

    @property
    def chosen_groups(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.code in self.selection.clusters)

    @property
    def chosen_clusters(self) -> tuple[Group, ...]:
        """The chosen groups whose schools are compared with each other."""
        return tuple(group for group in self.chosen_groups if group.is_compared)

    @property
    def chosen_schools(self) -> tuple[SchoolLine, ...]:
        return self.in_groups(self.selection.clusters)

    def in_groups(self, codes: Sequence[str]) -> tuple[SchoolLine, ...]:
        """The visible schools of some groups: by group, the best first, without a value last."""
        order = {code: index for index, code in enumerate(codes)}
        sign = 1.0 if self.indicator.polarity is Polarity.LOWER_IS_BETTER else -1.0

        def key(line: SchoolLine) -> tuple[int, bool, float, str]:
            missing = isinstance(line.value, Nothing)
            return order[line.group], missing, 0.0 if isinstance(line.value, Nothing) else sign * line.value, line.code

        return tuple(sorted((line for line in self.schools if line.group in order), key=key))

    @property
    def marked_schools(self) -> tuple[SchoolLine, ...]:
        """All schools of the marked municipality by group and value, whichever groups are chosen."""
        return tuple(line for line in self.in_groups([group.code for group in self.groups]) if self.is_marked(line))

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


def school_line(row: Mapping[str, Any], hidden_groups: set[str]) -> SchoolLine:
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


def _place(row: Mapping[str, Any], hidden_groups: set[str]) -> Place | Nothing | None:
    if pd.isna(row["rank_first"]):
        return None
    if row["cluster"] in hidden_groups:
        return Nothing.HIDDEN
    return Place(int(row["rank_first"]), int(row["rank_last"]), int(row["ranked"]), Quarter(row["quarter"]))


def _figure(value: float, hidden: bool, missing: Nothing) -> Figure:
    if hidden:
        return Nothing.HIDDEN
    return missing if pd.isna(value) else float(value)
