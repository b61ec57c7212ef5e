"""Attributes of municipalities by which like is compared with like."""

import pandas as pd
from sqlalchemy import and_, func, select

from data.models.region import Enrolment, Municipality, Period, School
from data.queries.components import exists_in
from data.queries.kept_frames import KEPT
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
    period_id = select(Period.id).where(Period.code == period).scalar_subquery()
    rows = reader.session.execute(
        select(
            Municipality.code, Municipality.kind, func.count(func.distinct(School.code)), func.sum(Enrolment.students)
        )
        .outerjoin(School, and_(School.municipality_id == Municipality.id, reader.as_of(School)))
        .outerjoin(
            Enrolment,
            and_(Enrolment.school_code == School.code, Enrolment.period_id == period_id, reader.as_of(Enrolment)),
        )
        .where(exists_in(period))
        .group_by(Municipality.id, Municipality.code, Municipality.kind)
        .order_by(Municipality.code)
    ).all()
    found = pd.DataFrame(rows, columns=["municipality", "kind", "schools", "students"])
    return found.astype({"schools": float, "students": float})
