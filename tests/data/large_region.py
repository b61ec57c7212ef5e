"""A country-sized region in a database: thousands of municipalities whose totals are worked out by one formula.

Only what rankings and overviews read is stored: the component results, as the import derives them.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from data.messages import Message
from data.models.assessment import Assessment, ComponentResult
from data.models.methodology import Block, CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period, Region
from data.storage.bulk import insert_rows
from data.storage.reader import latest_revision
from data.storage.revisions import open_revision
from data.vocabulary import MunicipalityKind, RevisionKind

METHODOLOGY = "large"
YEARS = (2025, 2026)
DIRECTIONS, COMPONENTS = 8, 3
MAXIMUM = 10.0
STEMS = ("Берёз", "Елань", "Клён", "Сосн", "Озёрн", "Лесн", "Речн", "Степн")
KINDS = tuple(MunicipalityKind)


def code_of(number: int) -> str:
    return f"L{number:04d}"


def name_of(number: int) -> str:
    """Different for every number: «Берёзовский 1-й МО», «Еланьовский 2-й МО», …"""
    return f"{STEMS[number % len(STEMS)]}овский {number + 1}-й МО"


def points_of(number: int, year: int, direction: int, component: int) -> float:
    """Points of one component, 0…10 in halves. Numbers that differ by 1,000 have equal points everywhere."""
    base = number % 1000
    mixed = base * base * (3 + component + 7 * direction) + 31 * base * (direction + 1) + 17 * (year - YEARS[0]) * base
    seed = mixed % 1009
    return (seed % 21) / 2


def is_scored(number: int, direction: int) -> bool:
    """Every fiftieth municipality has no score in the last direction and so no rank."""
    return number % 50 != 49 or direction < DIRECTIONS - 1


def build(session: Session, municipalities: int = 2_300, components: int = COMPONENTS) -> None:
    """One revision with ``municipalities`` × 8 directions × ``components`` in two years."""
    session.add(Region(name_ru="Страна", name_en="Country", is_demo=True, time_zone="Europe/Moscow"))
    periods = [Period(code=str(year), year=year, school_year=f"{year - 1}/{year % 100}") for year in YEARS]
    methodology = _methodology(components)
    places = [
        Municipality(
            code=code_of(number),
            kind=KINDS[number % len(KINDS)],
            name_ru=name_of(number),
            name_en=f"Municipality {number + 1}",
            short_ru=name_of(number),
            short_en=f"Municipality {number + 1}",
        )
        for number in range(municipalities)
    ]
    session.add_all([*periods, methodology, *places])
    open_revision(session, author="test", kind=RevisionKind.SEED, message=Message(text="large"))
    session.flush()
    assessments = [
        [Assessment(municipality_id=place.id, period_id=period.id, methodology_id=methodology.id) for period in periods]
        for place in places
    ]
    session.add_all([each for row in assessments for each in row])
    session.flush()
    insert_rows(session, ComponentResult, _results(methodology, assessments, latest_revision(session)))


def _methodology(components: int) -> Methodology:
    methodology = Methodology(
        code=METHODOLOGY, version="1", name_ru="Рубрика", name_en="Rubric", source_ru="", source_en="", is_demo=True
    )
    block = Block(code="1", order=1, name_ru="Блок", name_en="Block", methodology=methodology)
    stages = [
        CycleComponent(
            code=f"c{order}", order=order, name_ru=f"Звено {order}", name_en=f"Stage {order}",
            short_ru=f"Звено {order}", short_en=f"Stage {order}", group=f"c{order}",
        )
        for order in range(components)
    ]  # fmt: skip
    methodology.cycle_components.extend(stages)
    for order in range(DIRECTIONS):
        direction = Direction(
            code=f"1.{order + 1}", order=order, name_ru=f"Направление {order + 1}", name_en=f"Direction {order + 1}",
            short_ru=f"Направление {order + 1}", short_en=f"Direction {order + 1}", methodology=methodology,
            block=block,
        )  # fmt: skip
        for stage in stages:
            position = Position(
                code=stage.code, order=stage.order, text_ru="Позиция", text_en="Position", direction=direction,
                cycle_component=stage,
            )  # fmt: skip
            position.parameters.append(
                Parameter(code="p", order=0, name_ru="Баллы", name_en="Points", minimum=0.0, maximum=MAXIMUM)
            )
    return methodology


def _results(methodology: Methodology, assessments: list[list[Assessment]], revision: int) -> Iterator[dict[str, Any]]:
    directions = [each.id for each in methodology.directions]
    stages = [each.id for each in methodology.cycle_components]
    for number, row in enumerate(assessments):
        for year, assessment in zip(YEARS, row, strict=True):
            for order, direction in enumerate(directions):
                scored = int(is_scored(number, order))
                for place, stage in enumerate(stages):
                    points = points_of(number, year, order, place) * scored
                    yield {
                        "assessment_id": assessment.id,
                        "direction_id": direction,
                        "cycle_component_id": stage,
                        "points": points,
                        "lowest": points,
                        "highest": points if scored else MAXIMUM,
                        "maximum": MAXIMUM,
                        "maximum_scored": MAXIMUM * scored,
                        "parameters": 1,
                        "parameters_scored": scored,
                        "parameters_not_applicable": 0,
                        "valid_from": revision,
                        "valid_to": None,
                    }
