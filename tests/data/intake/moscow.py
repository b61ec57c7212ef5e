"""The open data of Moscow's school leavers: where the file lies, its mapping, and what is known of its figures."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.kinds.foreign_table.mapping import ColumnRole, IndicatorColumns, Mapping, NewIndicator
from data.measures.shares import percent_values, ratio_of_sums
from data.queries.registry import municipalities
from data.queries.schools import periods_with_observations, school_observations
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import MunicipalityKind, Polarity, SchoolKind

FILE = Path(__file__).parents[4] / "shared" / "data" / "moscow_ege_2015_16_schools.csv"
NEEDS_FILE = pytest.mark.skipif(not FILE.exists(), reason="the open data are not beside the repository")
AT_LEAST_220, AT_LEAST_160 = "ege-220", "ege-160"
SOURCE = "Портал открытых данных города, набор 9722, 31.10.2016"
# The file calls the last column «under 160»; in truth it counts 160 points and more.
MAPPING = Mapping(
    columns={
        ColumnRole.MUNICIPALITY: "District",
        ColumnRole.SCHOOL: "OGRN",
        ColumnRole.SCHOOL_NAME: "EDU_NAME",
        ColumnRole.PERIOD: "YEAR",
    },
    indicators=(
        IndicatorColumns(AT_LEAST_220, numerator="PASSES_OVER_220", denominator="PASSED_NUMBER_FULL"),
        IndicatorColumns(AT_LEAST_160, numerator="PASSER_UNDER_160", denominator="PASSED_NUMBER_FULL"),
    ),
    new_indicators=tuple(
        NewIndicator(
            code,
            f"Набрали {points} баллов и более по трём экзаменам",
            polarity=Polarity.HIGHER_IS_BETTER,
            source=SOURCE,
        )
        for code, points in ((AT_LEAST_220, 220), (AT_LEAST_160, 160))
    ),
    municipality_kind=MunicipalityKind.MUNICIPAL_DISTRICT,
    school_kind=SchoolKind.SECONDARY,
)


def assert_check_figures(database: Engine) -> None:
    """What the file's own description says, computed from the database by the product's queries and measures."""
    with reading(database) as session:
        reader = open_reader(session, MINISTRY)
        assert len(municipalities(reader)) == 125
        assert periods_with_observations(reader, AT_LEAST_220) == ("2016",)
        high, middle = (
            school_observations(reader, indicator=code, period="2016") for code in (AT_LEAST_220, AT_LEAST_160)
        )
    assert (len(high), high["denominator"].sum()) == (626, 66_461)
    assert round(100 * ratio_of_sums(high["numerator"], high["denominator"]), 1) == 24.0
    assert round(100 * ratio_of_sums(middle["numerator"], middle["denominator"]), 1) == 51.5
    districts = high.groupby("municipality")[["numerator", "denominator"]].sum()
    shares = percent_values(districts["numerator"], districts["denominator"])
    assert (len(shares), round(shares.min(), 1), round(shares.max(), 1)) == (125, 4.6, 62.1)
    assert (high.groupby("municipality").size() == 1).sum() == 7
    # Those with 160 points and more include those with 220 and more, whatever the column is called.
    assert (middle.set_index("school")["numerator"] >= high.set_index("school")["numerator"]).all()
