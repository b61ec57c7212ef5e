"""What a database says as a whole, and two workbooks between which it can be sent back and forth."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, or_, select, text
from sqlalchemy.orm import Session

from data.models.assessment import Assessment, ComponentResult, Score
from data.models.base import Versioned
from data.models.methodology import Parameter, Position
from data.models.region import Municipality
from data.models.revision import Revision
from data.storage.database import METADATA, writing
from data.storage.derived_results import compute_component_results
from tests.data.intake.books import by_hand

RESULTS = ("points", "lowest", "highest", "maximum", "maximum_scored", "parameters", "parameters_scored")
KEY = ("assessment_id", "direction_id", "cycle_component_id")
PARAMETERS = (("g1", "presence"), ("g1", "alignment"), ("g2", "presence"), ("i1", "presence"))
# Points of the four parameters: every one of them differs between the two workbooks.
POINTS = {"low": (0, 1, 0, 0), "high": (1, 2, 1, 2)}
PLACES = "ABCDF"


def workbook(folder: Path, name: str, points: tuple[int, ...], places: str = PLACES) -> Path:
    """The same points in every one of the places, in a workbook of one sheet."""
    header = ("Код муниципалитета", "Код позиции", "Код параметра", "Баллы", "Комментарий")
    rows = [
        (place, position, parameter, given, name)
        for place in places
        for (position, parameter), given in zip(PARAMETERS, points, strict=True)
    ]
    return by_hand(folder / f"{name}.xlsx", {"1.1": [("Период", 2026), ("Методика", "small"), header, *rows]})


def two_workbooks(folder: Path) -> tuple[Path, Path]:
    low, high = (workbook(folder, name, points) for name, points in POINTS.items())
    return low, high


Points = dict[tuple[str, str, str], float | None]


@dataclass(frozen=True)
class State:
    """The file names of all revisions, and the points that the last ones left, by number of revision."""

    files: tuple[str | None, ...]
    points: dict[int, Points]

    @property
    def latest(self) -> int:
        return len(self.files)


def whole_state(engine: Engine, since: int = 1) -> State:
    """Read revisions from ``since`` on under the writers' lock, so that a commit under way is waited for; check them.

    Numbers of revisions have no gap, no row knows of a revision that is not there, no score stands twice, and the
    derived results are those that the scores of the same revision give.
    """
    with writing(engine) as session:
        numbers = session.scalars(select(Revision.number).order_by(Revision.number)).all()
        assert list(numbers) == list(range(1, len(numbers) + 1))
        for table in METADATA.sorted_tables:
            if "valid_from" in table.columns:
                beyond = or_(table.c.valid_from > len(numbers), table.c.valid_to > len(numbers))
                assert session.execute(select(table.c.id).where(beyond)).all() == [], table.name
        for number in numbers[since - 1 :]:
            _check_results(session, number)
        if engine.dialect.name == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        files = session.scalars(select(Revision.file_name).order_by(Revision.number)).all()
        return State(tuple(files), {number: _points(session, number) for number in numbers[since - 1 :]})


def _as_of(model: type[Versioned], number: int) -> tuple[object, ...]:
    return model.valid_from <= number, or_(model.valid_to.is_(None), model.valid_to > number)


def _points(session: Session, number: int) -> Points:
    rows = session.execute(
        select(Municipality.code, Position.code, Parameter.code, Score.points)
        .select_from(Score)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Parameter, Parameter.id == Score.parameter_id)
        .join(Position, Position.id == Parameter.position_id)
        .where(*_as_of(Score, number))
    ).all()
    found = {(place, position, parameter): points for place, position, parameter, points in rows}
    assert len(found) == len(rows), "a score stands twice"
    return found


def _check_results(session: Session, number: int) -> None:
    # An assessment whose scores are all undone has no results.
    scored, judged = (select(table.assessment_id).where(*_as_of(table, number)) for table in (Score, ComponentResult))
    assessments = list(session.scalars(scored.union(judged)))
    fresh = {
        tuple(row[name] for name in KEY): tuple(row[name] for name in RESULTS)
        for row in compute_component_results(session, number, assessments)
    }
    rows = session.scalars(select(ComponentResult).where(*_as_of(ComponentResult, number))).all()
    stored = {tuple(getattr(row, name) for name in KEY): tuple(getattr(row, name) for name in RESULTS) for row in rows}
    assert len(stored) == len(rows), "a result stands twice"
    assert stored == fresh


def expected_points(name: str) -> Points:
    """What the workbook ``name`` leaves in every place for its own parameters."""
    return {
        (place, *parameter): float(points)
        for place in PLACES
        for parameter, points in zip(PARAMETERS, POINTS[name], strict=True)
    }
