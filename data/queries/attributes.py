"""Attributes of municipalities by which like is compared with like."""

import pandas as pd

from data.queries.kept_frames import KEPT
from data.queries.results import existing_municipalities
from data.queries.schools import enrolment, school_register
from data.storage.reader import Reader, remembered


@remembered
def municipality_attributes(reader: Reader, *, period: str) -> pd.DataFrame:
    """One row per municipality that exists in the period, by code, as of the reader's revision.

    Columns ``municipality``, ``kind``, ``schools`` (their number), ``students`` (the sum of the enrolment in the
    period; NaN when none is known). Sizes of municipalities are open to every role: they are published statistics, and
    nothing here names a school. Kept: every enrolment of the region is summed for it.
    """
    return KEPT.get(reader, ("municipality_attributes", period), lambda: _attributes(reader, period))


def _attributes(reader: Reader, period: str) -> pd.DataFrame:
    found = existing_municipalities(reader, period).copy()
    schools = school_register(reader)
    students = schools["school"].map(enrolment(reader, period))
    counts = schools.groupby("municipality")["school"].nunique()
    sums = students.groupby(schools["municipality"]).sum(min_count=1)
    found["schools"] = found["municipality"].map(counts).fillna(0).astype(float)
    found["students"] = found["municipality"].map(sums).astype(float)
    return found
