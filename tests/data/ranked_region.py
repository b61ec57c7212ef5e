"""A region of any totals: two directions of one stage, points given by hand."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from data.messages import Message
from data.models.assessment import Assessment, ComponentResult
from data.models.methodology import Block, CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period, Region
from data.storage.bulk import insert_rows
from data.storage.reader import latest_revision
from data.storage.revisions import open_revision
from data.vocabulary import MunicipalityKind, RevisionKind

PERIOD, METHODOLOGY = "2026", "ranked"
DIRECTIONS = ("1.1", "1.2")
MINIMUM, MAXIMUM = -20.0, 20.0
Points = Sequence[float | None]


def build(session: Session, points: Mapping[str, Points]) -> None:
    """``points`` by code and direction; None is not scored."""
    session.add(Region(name_ru="Область", name_en="Region", is_demo=True, time_zone="Europe/Moscow"))
    period = Period(code=PERIOD, year=2026, school_year="2025/26")
    methodology = _methodology()
    kind = MunicipalityKind.URBAN_OKRUG
    places = {
        code: Municipality(
            code=code, kind=kind, name_ru=f"Округ {code}", name_en=f"Okrug {code}", short_ru=code, short_en=code
        )
        for code in points
    }
    session.add_all([period, methodology, *places.values()])
    open_revision(session, author="test", kind=RevisionKind.SEED, message=Message(text="points"))
    session.flush()
    for code, values in points.items():
        assessment = Assessment(municipality_id=places[code].id, period_id=period.id, methodology_id=methodology.id)
        session.add(assessment)
        session.flush()
        stage = methodology.cycle_components[0].id
        rows = [
            {
                "assessment_id": assessment.id,
                "direction_id": direction.id,
                "cycle_component_id": stage,
                "points": value or 0.0,
                "lowest": MINIMUM if value is None else value,
                "highest": MAXIMUM if value is None else value,
                "maximum": MAXIMUM,
                "maximum_scored": 0.0 if value is None else MAXIMUM,
                "parameters": 1,
                "parameters_scored": int(value is not None),
                "parameters_not_applicable": 0,
                "valid_from": latest_revision(session),
                "valid_to": None,
            }
            for direction, value in zip(methodology.directions, values, strict=True)
        ]
        insert_rows(session, ComponentResult, rows)


def _methodology() -> Methodology:
    methodology = Methodology(
        code=METHODOLOGY, version="1", name_ru="Рубрика", name_en="Rubric", source_ru="", source_en="", is_demo=True
    )
    block = Block(code="1", order=1, name_ru="Блок", name_en="Block", methodology=methodology)
    stage = CycleComponent(
        code="goals", order=1, name_ru="Цели", name_en="Goals", short_ru="Цели", short_en="Goals", group="goals"
    )
    methodology.cycle_components.append(stage)
    for order, code in enumerate(DIRECTIONS):
        names = {"name_ru": f"Направление {code}", "name_en": f"Direction {code}", "short_ru": code, "short_en": code}
        direction = Direction(code=code, order=order, methodology=methodology, block=block, **names)
        position = Position(
            code="p", order=1, text_ru="Позиция", text_en="Position", direction=direction, cycle_component=stage
        )
        position.parameters.append(
            Parameter(code="points", order=1, name_ru="Баллы", name_en="Points", minimum=MINIMUM, maximum=MAXIMUM)
        )
    return methodology
