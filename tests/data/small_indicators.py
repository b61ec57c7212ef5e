"""Three indicators on the small region: a share, a count, and one whose target contradicts itself."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from data.messages import Message
from data.models.indicators import Indicator, Observation, Target
from data.models.region import Municipality, Period
from data.storage.revisions import open_revision
from data.vocabulary import Level, Nothing, Polarity, RevisionKind, TargetKind, Unit

SHARE, COUNT, UNCLEAR = "i1", "i2", "i3"
# Of quarters alone, with a level that is due in 2026.
QUARTERLY = "q"
# (municipality, year, quarter) → value, or the reason why there is none. A has no third quarter of 2025.
QUARTERS: dict[tuple[str, int, int], float | Nothing] = {
    ("A", 2025, 1): 10,
    ("A", 2025, 2): 12,
    ("A", 2025, 4): 16,
    ("A", 2026, 1): 14,
    ("A", 2026, 2): 13,
    ("B", 2025, 1): 20,
    ("B", 2025, 3): 19,
    ("B", 2025, 4): 18,
    ("B", 2026, 1): 11,
    ("C", 2026, 1): 14,
    ("C", 2026, 2): Nothing.NO_DATA,
    ("D", 2025, 2): 25,
    ("D", 2026, 2): 30,
}
NUMERALS = ("I", "II", "III", "IV")
# (indicator, municipality, year) → numerator and denominator, a value, or the reason why there is none.
FACTS: dict[tuple[str, str, int], tuple[float, float] | float | Nothing] = {
    (SHARE, "A", 2024): (10, 100),
    (SHARE, "A", 2026): (22, 100),
    (SHARE, "B", 2026): (10, 50),
    (SHARE, "C", 2026): (3, 10),
    (SHARE, "D", 2026): (8, 20),
    (SHARE, "F", 2026): (50, 100),
    (COUNT, "A", 2025): 4,
    (COUNT, "A", 2026): 4,
    (COUNT, "B", 2026): Nothing.NO_DATA,
    (COUNT, "C", 2026): 0,
    (UNCLEAR, "A", 2025): 30,
    (UNCLEAR, "A", 2026): 50,
    (UNCLEAR, "B", 2026): (0, 0),
}


def build(session: Session) -> None:
    """Store them beside ``small_region``; the share of A was 12 of 100 in the first revision."""
    periods = {period.year: period for period in session.query(Period)}
    for year in (2024, 2025):
        periods[year] = Period(code=str(year), year=year, school_year="")
    places = {place.code: place.id for place in session.query(Municipality)}
    indicators = {
        SHARE: _indicator(SHARE, 1, Unit.PERCENT, "K1"),
        COUNT: _indicator(COUNT, 2, Unit.COUNT, "K1"),
        UNCLEAR: _indicator(UNCLEAR, 3, Unit.PERCENT, "K2"),
        "school": _indicator("school", 4, Unit.PERCENT, "K2", Level.SCHOOL),
    }
    session.add_all([*periods.values(), *indicators.values()])
    session.flush()
    ids = {code: row.id for code, row in indicators.items()}
    for (code, place, year), fact in FACTS.items():
        corrected = (code, place, year) == (SHARE, "A", 2026)
        session.add(_observation(ids[code], places[place], periods[year].id, fact, 2 if corrected else 1, None))
        if corrected:
            session.add(_observation(ids[code], places[place], periods[year].id, (12, 100), 1, 2))
    # A school of the municipality is no fact of the municipality.
    of_school = _observation(ids[SHARE], places["A"], periods[2025].id, (1, 1), 1, None)
    of_school.school_code = "A-1"
    session.add_all([of_school, *_targets(ids, places)])
    session.flush()


def add_quarters(session: Session) -> None:
    """Beside ``build``: an indicator of quarters with their labels, and a first quarter of the yearly count of A."""
    periods = {period.year: period.id for period in session.query(Period)}
    places = {place.code: place.id for place in session.query(Municipality)}
    quarterly = _indicator(QUARTERLY, 5, Unit.RATE, "K2")
    session.add(quarterly)
    session.flush()
    count = session.query(Indicator).filter_by(code=COUNT).one()
    figures = [(quarterly.id, *key, fact) for key, fact in QUARTERS.items()]
    for indicator, place, year, quarter, fact in [*figures, (count.id, "A", 2026, 1, 1.0)]:
        row = _observation(indicator, places[place], periods[year], fact, 1, None)
        row.interval_code, row.label = f"Q{quarter}", f"{NUMERALS[quarter - 1]} кв. {year}"
        session.add(row)
    level = {"kind": TargetKind.LEVEL_BY_YEAR, "operator": ">=", "value": 15, "year": 2026, "valid_from": 1}
    session.add(Target(indicator_id=quarterly.id, raw_ru="не менее 15", **level))
    session.flush()


def add_yearly(session: Session, figures: Mapping[str, float]) -> int:
    """Beside ``add_quarters``: yearly figures of 2026 of the indicator of quarters, by municipality, in a new revision;
    gives its number.
    """
    number = open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="years")).number
    period = session.query(Period).filter_by(year=2026).one().id
    quarterly = session.query(Indicator).filter_by(code=QUARTERLY).one().id
    places = {place.code: place.id for place in session.query(Municipality)}
    session.add_all(_observation(quarterly, places[code], period, fact, number, None) for code, fact in figures.items())
    session.flush()
    return number


def _targets(ids: dict[str, int], places: dict[str, int]) -> list[Target]:
    level = {"operator": ">=", "year": 2027, "valid_from": 1}
    return [
        Target(indicator_id=ids[SHARE], kind=TargetKind.LEVEL_BY_YEAR, value=25, raw_ru="не менее 25 %", **level),
        Target(
            indicator_id=ids[SHARE],
            municipality_id=places["B"],
            kind=TargetKind.LEVEL_BY_YEAR,
            value=20,
            raw_ru="для B не менее 20 %",
            **level,
        ),
        Target(indicator_id=ids[COUNT], kind=TargetKind.ANNUAL_LEVEL, value=5, raw_ru="ежегодно 5", valid_from=1),
        Target(
            indicator_id=ids[UNCLEAR],
            kind=TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR,
            value=66.6,
            annual_floor=33.3,
            raw_ru="66,6 %, 33,3 % ежегодно",
            contradiction_ru="не сходится",
            contradiction_en="does not add up",
            **level,
        ),
    ]


def _indicator(code: str, order: int, unit: Unit, criterion: str, level: Level = Level.MUNICIPALITY) -> Indicator:
    return Indicator(
        code=code,
        indicator_set="small",
        order=order,
        level=level,
        unit=unit,
        polarity=Polarity.HIGHER_IS_BETTER,
        direction_code="1.2",
        criterion_code=criterion,
        criterion_ru=f"Критерий {criterion}",
        criterion_en=f"Criterion {criterion}",
        name_ru=f"Показатель {code} полностью",
        name_en=f"Indicator {code} in full",
        short_ru=f"Показатель {code}",
        short_en=f"Indicator {code}",
        issues_ru=["неясно"],
        issues_en=["unclear"],
    )


def _observation(
    indicator: int,
    municipality: int,
    period: int,
    fact: tuple[float, float] | float | Nothing,
    valid_from: int,
    valid_to: int | None,
) -> Observation:
    row = Observation(
        indicator_id=indicator,
        municipality_id=municipality,
        period_id=period,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if isinstance(fact, Nothing):
        row.missing_reason = fact.value
    elif isinstance(fact, tuple):
        row.numerator, row.denominator = fact
    else:
        row.value = fact
    return row
