"""The mapping of the open data of Moscow's school leavers, and where the file lies beside the repository."""

from pathlib import Path

import pytest

from data.intake.mapping import ColumnRole, IndicatorColumns, Mapping, NewIndicator
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
