"""A region small enough to work out by hand: two directions, two stages, five municipalities."""

from sqlalchemy.orm import Session

from data.messages import Message
from data.models.assessment import Assessment, Evidence, Score
from data.models.methodology import Block, CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period, Region
from data.storage.derived_results import refresh_component_results
from data.storage.reader import latest_revision
from data.storage.revisions import open_revision
from data.vocabulary import MunicipalityKind, Nothing, RevisionKind

PERIOD, METHODOLOGY = "2026", "small"
# Points of direction 1.1 by (municipality, parameter); a reason stands where there are none. 1.2 has no rubric.
SCORES: dict[str, dict[str, float | Nothing]] = {
    "A": {"g1.presence": 2, "g1.alignment": 2, "g2.presence": 1, "i1.presence": 2, "i1.penalty": 0},
    "B": {"g1.presence": 2, "g1.alignment": 0, "g2.presence": 0, "i1.presence": 0, "i1.penalty": -1},
    "C": {"g1.presence": 2, "g1.alignment": 0, "g2.presence": 1, "i1.presence": Nothing.NO_DATA},
    "D": {"g1.presence": 2, "g1.alignment": 2, "g2.presence": 1, "i1.presence": 2, "i1.penalty": -1},
}
# Position → its stage and its parameters with minimum and maximum.
RUBRIC: dict[str, tuple[str, dict[str, tuple[float, float]]]] = {
    "g1": ("goals", {"presence": (0, 2), "alignment": (0, 2)}),
    "g2": ("goals", {"presence": (0, 1)}),
    "i1": ("indicators", {"presence": (0, 2), "penalty": (-1, 0)}),
}


def build(session: Session) -> None:
    """Store the region in two revisions, of which the second brings the assessment of D.

    ``E`` was merged away before the period, ``F`` exists and has no assessment.
    """
    session.add(Region(name_ru="Область", name_en="Region", is_demo=True, time_zone="Europe/Moscow"))
    period = Period(code=PERIOD, year=2026, school_year="2025/26")
    methodology = _methodology()
    kind = MunicipalityKind.URBAN_OKRUG
    places = {
        code: Municipality(
            code=code,
            kind=kind if code != "B" else MunicipalityKind.MUNICIPAL_DISTRICT,
            name_ru=f"Округ {code}",
            name_en=f"Okrug {code}",
            short_ru=code,
            short_en=code,
            last_year=2025 if code == "E" else None,
        )
        for code in "ABCDEF"
    }
    session.add_all([period, methodology, *places.values()])
    open_revision(session, author="test", kind=RevisionKind.SEED, message=Message(text="first"))
    session.flush()
    for code, scores in SCORES.items():
        if code == "D":
            open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="second"))
        _store(session, Assessment(municipality_id=places[code].id, period_id=period.id), methodology, scores)


def _methodology() -> Methodology:
    methodology = Methodology(
        code=METHODOLOGY, version="1", name_ru="Рубрика", name_en="Rubric", source_ru="", source_en="", is_demo=True
    )
    block = Block(code="1", order=1, name_ru="Блок", name_en="Block", methodology=methodology)
    directions = [
        Direction(
            code=code,
            order=order,
            name_ru=f"Направление {code}",
            name_en=f"Direction {code}",
            short_ru=code,
            short_en=code,
            methodology=methodology,
            block=block,
        )
        for order, code in enumerate(("1.1", "1.2"))
    ]
    stages = {
        code: CycleComponent(
            code=code, order=order, name_ru=name, name_en=code.capitalize(), short_ru=name, short_en=code, group=code
        )
        for order, (code, name) in enumerate((("goals", "Цели"), ("indicators", "Показатели")))
    }
    methodology.cycle_components.extend(stages.values())
    for order, (code, (stage, parameters)) in enumerate(RUBRIC.items()):
        position = Position(
            code=code,
            order=order,
            text_ru=f"Позиция {code}",
            text_en=f"Position {code}",
            direction=directions[0],
            cycle_component=stages[stage],
        )
        for place, (name, (minimum, maximum)) in enumerate(parameters.items()):
            position.parameters.append(
                Parameter(code=name, order=place, name_ru=name, name_en=name, minimum=minimum, maximum=maximum)
            )
    return methodology


def _store(
    session: Session, assessment: Assessment, methodology: Methodology, scores: dict[str, float | Nothing]
) -> None:
    """Store scores with their derived results: a lost point has a comment, a full one has evidence."""
    revision = latest_revision(session)
    assessment.methodology_id = methodology.id
    evidence = Evidence(title="Положение об оценке", number="12", date="2026-03-03", link="https://example.org/12")
    session.add_all([assessment, evidence])
    session.flush()
    for position in methodology.directions[0].positions:
        for parameter in position.parameters:
            value = scores.get(f"{position.code}.{parameter.code}")
            if value is not None:
                session.add(_score(assessment, parameter, value, evidence, revision))
    refresh_component_results(session, revision, [assessment.id])


def _score(
    assessment: Assessment, parameter: Parameter, value: float | Nothing, evidence: Evidence, revision: int
) -> Score:
    score = Score(assessment_id=assessment.id, parameter_id=parameter.id, valid_from=revision)
    if isinstance(value, Nothing):
        score.missing_reason = value.value
    else:
        score.points = value
        score.comment = "не показано" if value < parameter.maximum else None
        score.evidence_id = evidence.id if value == parameter.maximum > 0 else None
    return score
