"""Which municipalities are like a given one: the nearest by size, of the same kind where enough of it are near.

No source defines groups of comparable municipalities; attributes, number and limit are the product's settings and are
printed wherever a group is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.roll_up import DECIMALS

ATTRIBUTES = ("students", "schools")
SIZE = 8
# With fewer near ones of its own kind the group is sought among all kinds.
FEWEST = 5
# Farther apart than this many standard deviations two municipalities are no longer called alike.
LIMIT = 1.0
# An example to follow is at most this much larger or smaller, in students and in schools.
TOLERANCE = 0.25


class NoPeers(StrEnum):
    """Why there is no group; ``FOUND`` where there is one."""

    FOUND = ""
    UNKNOWN_ATTRIBUTES = "unknown_attributes"
    NOBODY_ELSE = "nobody_else"


@dataclass(frozen=True)
class PeerGroup:
    """``members`` are codes, the nearest first, without the municipality itself.

    ``of_its_kind`` tells whether they were sought within its kind: then none is farther than the limit; else ``unlike``
    are those that are. ``reason`` says why there are no members.
    """

    municipality: str
    members: tuple[str, ...]
    unlike: tuple[str, ...]
    of_its_kind: bool
    reason: NoPeers


def peer_group(
    attributes: pd.DataFrame,
    municipality: str,
    *,
    size: int = SIZE,
    fewest: int = FEWEST,
    limit: float = LIMIT,
    by: Sequence[str] = ATTRIBUTES,
) -> PeerGroup:
    """The ``size`` municipalities nearest to ``municipality``.

    ``attributes``: one row per municipality with ``municipality``, ``kind`` and the columns ``by`` (NaN = unknown).
    Distances are those of the standardised attributes (differences in standard deviations over all municipalities,
    root of the mean of their squares). Within the kind where at least ``fewest`` others of it are within the limit,
    else among all.
    Municipalities with an unknown attribute are nobody's peers. Equal distances are ordered by code.
    """
    known = attributes.dropna(subset=list(by)).set_index("municipality").sort_index()
    if municipality not in known.index:
        return PeerGroup(municipality, (), (), False, NoPeers.UNKNOWN_ATTRIBUTES)
    distances = _distances(known[list(by)].astype(float), municipality).drop(municipality)
    own_kind = distances[known["kind"].drop(municipality) == known.at[municipality, "kind"]]
    own_kind = own_kind[own_kind <= limit]
    of_its_kind = len(own_kind) >= fewest
    nearest = (own_kind if of_its_kind else distances).sort_values(kind="stable").head(size)
    return PeerGroup(
        municipality,
        members=tuple(str(code) for code in nearest.index),
        unlike=tuple(str(code) for code in nearest.index[nearest > limit]),
        of_its_kind=of_its_kind,
        reason=NoPeers.FOUND if len(nearest) else NoPeers.NOBODY_ELSE,
    )


def _distances(values: pd.DataFrame, municipality: str) -> "pd.Series[float]":
    # An attribute in which all are equal tells nobody apart: its deviation of 0 must not divide.
    deviations = values.std(ddof=0).replace(0.0, 1.0)
    differences = (values - values.loc[municipality]) / deviations
    return pd.Series(np.sqrt((differences**2).mean(axis=1)), index=values.index).round(DECIMALS)


@dataclass(frozen=True)
class Alike:
    """A municipality of a size like another's. ``students`` and ``schools`` are counts."""

    municipality: str
    kind: str
    students: int
    schools: int


@dataclass(frozen=True)
class AlikeOnes:
    """``own`` is None where the number of students is unknown; ``others`` have the own kind first, then the nearest."""

    own: Alike | None
    others: tuple[Alike, ...]


def alike_ones(attributes: pd.DataFrame, municipality: str, *, tolerance: float = TOLERANCE) -> AlikeOnes:
    """Who has as many students and as many schools, give or take ``tolerance`` of the municipality's own numbers.

    ``attributes`` as for ``peer_group``. Exactly the tolerance away is still alike. Those of the own kind come first,
    then by distance as in ``peer_group``; equal ones are ordered by code. It is not mutual: a quarter of the larger one
    is more.
    """
    known = attributes.dropna(subset=list(ATTRIBUTES)).set_index("municipality").sort_index()
    if municipality not in known.index:
        return AlikeOnes(None, ())
    values = known[list(ATTRIBUTES)].astype(float)
    own = values.loc[municipality]
    is_near = ((values - own).abs() <= tolerance * own).all(axis=1).drop(municipality)
    order = pd.DataFrame({
        "other_kind": known["kind"] != known.at[municipality, "kind"],
        "distance": _distances(values, municipality),
    })  # fmt: skip
    near = order.loc[is_near.index[is_near]].sort_values(["other_kind", "distance"], kind="stable")
    found = {
        str(code): Alike(str(code), str(kind), int(students), int(schools))
        for code, kind, students, schools in known[["kind", *ATTRIBUTES]].itertuples(name=None)
    }
    return AlikeOnes(found[municipality], tuple(found[str(code)] for code in near.index))
