"""Storing indicators, their rules and targets, the clusters of schools, and what is observed in a year."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.demo.observations import municipality_rows, school_rows
from data.demo.quarters import QUARTERLY, quarterly_rows
from data.demo.registry import municipality_ids, period_id
from data.methodology.clusters import store_clusters
from data.models.indicators import Indicator, IndicatorRule, Observation, Target
from data.storage.bulk import insert_rows
from data.vocabulary import Level, Polarity, Unit

# Both documents monitor the professional development of teachers.
DIRECTION = "2.2"
SHARED = (
    "code", "name_ru", "name_en", "short_ru", "short_en", "numerator_ru", "denominator_ru", "source_ru",
    "collection_method_ru",
)  # fmt: skip


@cache
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("indicators.yaml").read_text(encoding="utf-8"))
    return loaded


def store_indicators(session: Session, revision: int) -> None:
    """Both sets of indicators, the rule between two of them, the region's targets, and the clusters."""
    stored = {row["code"]: _municipality_indicator(row, order) for order, row in enumerate(content()["karabash"], 1)}
    stored |= {row["code"]: _school_indicator(row, order) for order, row in enumerate(content()["sochi"], 1)}
    session.add_all([*stored.values(), Indicator(**QUARTERLY)])
    session.flush()
    session.add_all(
        Target(indicator_id=stored[row["code"]].id, valid_from=revision, **row["target"])
        for row in content()["karabash"]
    )
    session.add_all(
        IndicatorRule(
            smaller_id=stored[rule["smaller"]].id,
            larger_id=stored[rule["larger"]].id,
            note_ru=rule["note_ru"],
            note_en=rule["note_en"],
        )
        for rule in content()["rules"]
    )
    store_clusters(session)


def _municipality_indicator(row: dict[str, Any], order: int) -> Indicator:
    criterion = content()["criteria"][row["criterion"]]
    note = content()["year_note"]
    return Indicator(
        **{key: row[key] for key in SHARED},
        indicator_set="karabash",
        order=order,
        level=Level.MUNICIPALITY.value,
        unit=row["unit"],
        polarity=Polarity.HIGHER_IS_BETTER.value,
        direction_code=DIRECTION,
        criterion_code=row["criterion"],
        criterion_ru=criterion["ru"],
        criterion_en=criterion["en"],
        issues_ru=[*row["issues_ru"], note["ru"]],
        issues_en=[*row["issues_en"], note["en"]],
    )


def _school_indicator(row: dict[str, Any], order: int) -> Indicator:
    return Indicator(
        **{key: row[key] for key in SHARED},
        indicator_set="sochi",
        order=order,
        level=Level.SCHOOL.value,
        unit=Unit.PERCENT.value,
        polarity=Polarity.HIGHER_IS_BETTER.value,
        direction_code=DIRECTION,
        issues_ru=row["issues_ru"],
        issues_en=row["issues_en"],
    )


def store_observations(session: Session, revision: int, year: int) -> int:
    """Everything observed in ``year``; returns the number of observations."""
    indicators = {row.code: row.id for row in session.execute(select(Indicator.code, Indicator.id))}
    municipalities = municipality_ids(session)
    period = period_id(session, year)
    observed = [
        *municipality_rows(content()["karabash"], year),
        *quarterly_rows(year),
        *school_rows(content()["sochi"], year),
    ]
    rows = [
        {
            "indicator_id": indicators[row.indicator],
            "period_id": period,
            "municipality_id": municipalities[row.municipality],
            "school_code": row.school,
            "interval_code": row.interval,
            "value": row.value,
            "numerator": row.numerator,
            "denominator": row.denominator,
            "missing_reason": row.missing_reason,
            "comment": None,
            "valid_from": revision,
            "valid_to": None,
        }
        for row in observed
    ]
    return insert_rows(session, Observation, rows)
