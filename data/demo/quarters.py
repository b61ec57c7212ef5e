"""An invented indicator with figures of quarters: no source has it, no direction and no target."""

from collections.abc import Iterator

import numpy as np

from data.demo import planted
from data.demo.observations import Observed
from data.demo.places import places
from data.demo.scoring import SEED
from data.vocabulary import Level, Polarity, Unit

QUARTERLY = {
    "code": planted.IN_QUARTERS,
    "indicator_set": "demonstration",
    "order": 1,
    "level": Level.MUNICIPALITY.value,
    "unit": Unit.COUNT.value,
    "polarity": Polarity.HIGHER_IS_BETTER.value,
    "direction_code": "",
    "name_ru": "Число методических мероприятий, проведённых за квартал для педагогов муниципалитета",
    "name_en": "Number of methodological events held in a quarter for teachers of the municipality",
    "short_ru": "Методические мероприятия за квартал",
    "short_en": "Methodological events in a quarter",
    "source_ru": "Показатель выдуман для демонстрации",
    "issues_ru": [],
    "issues_en": [],
}  # fmt: skip
# First there were figures of years, from 2024 on of quarters.
FIRST_QUARTERS = 2024
# Beside its quarters every fourth municipality counted 2025 as a whole, too few to stand for the year.
BOTH_YEAR, ONE_IN = 2025, 4
# In the last year the third quarter is the latest, and every third municipality has not reported it yet.
LATEST, LATE_ONE_IN = 3, 3
# Events a quarter: few in the summer.
OF_QUARTER = (22.0, 19.0, 9.0, 26.0)
GROWTH, SPREAD, NOISE = 1.4, 2.5, 1.0


def quarterly_rows(year: int) -> Iterator[Observed]:
    """What every municipality of ``year`` has reported: the year, quarters, or both."""
    for index, place in enumerate(places()):
        if not place.exists_in(year):
            continue
        counts = [_count(index, year, quarter) for quarter in range(4)]
        if year < FIRST_QUARTERS or (year == BOTH_YEAR and index % ONE_IN == 0):
            yield Observed(planted.IN_QUARTERS, place.code, value=float(sum(counts)))
        for quarter, count in enumerate(counts if year >= FIRST_QUARTERS else (), 1):
            if _is_reported(index, year, quarter):
                yield Observed(planted.IN_QUARTERS, place.code, value=float(count), interval=f"Q{quarter}")


def _is_reported(index: int, year: int, quarter: int) -> bool:
    if year < planted.LAST_YEAR or quarter < LATEST:
        return True
    return quarter == LATEST and index % LATE_ONE_IN > 0


def _count(index: int, year: int, quarter: int) -> int:
    """``quarter`` from 0 on."""
    lasting = float(np.random.default_rng([SEED, 15, index]).normal(0, SPREAD))
    noise = float(np.random.default_rng([SEED, 16, index, year, quarter]).normal(0, NOISE))
    return max(0, round(OF_QUARTER[quarter] - GROWTH * (planted.LAST_YEAR - year) + lasting + noise))
