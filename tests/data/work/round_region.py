"""A round of 42 municipalities on a region of one short rubric, and what comes back of it."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from data.access import MINISTRY
from data.models.methodology import Methodology
from data.models.region import Municipality, Period
from data.queries.rounds import Board, board
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.rounds import FormRequest, open_round
from data.vocabulary import MunicipalityKind
from data.work.round_forms import write_forms
from data.work.round_receiving import Receipt, files_of, receive
from tests.data import small_indicators, small_region
from tests.data.intake.books import edit, place

PLACES = tuple(f"N{number:02}" for number in range(1, 43))
DUE = date(2026, 12, 20)


def silent(_done: int, _total: int) -> None:
    pass


def build(engine: Engine, places: tuple[str, ...] = PLACES, due: date = DUE) -> str:
    """The small region with further municipalities and an earlier period, and a round that asks them for scores."""
    with writing(engine) as session:
        session.add_all(
            Municipality(
                code=code, kind=MunicipalityKind.URBAN_OKRUG, name_ru=f"Округ {code}", name_en=code,
                short_ru=f"Округ {code}", short_en=code,
            )
            for code in places
        )  # fmt: skip
        session.add(Period(code="2025", year=2025, school_year="2024/25"))
        session.flush()
        assert session.query(Methodology).count() == 1
        return open_round(
            session,
            MINISTRY,
            period=small_region.PERIOD,
            name="Оценка 2026",
            forms=[FormRequest("scores", due, small_region.METHODOLOGY)],
            municipalities=places,
            author="operator",
        )


def build_for_one(engine: Engine, kind: str) -> str:
    """The indicators of the small region, and a round that asks municipality C for one form of the kind."""
    with writing(engine) as session:
        small_indicators.build(session)
        return open_round(
            session, MINISTRY, period=small_region.PERIOD, name="", forms=[FormRequest(kind, DUE)],
            municipalities=["C"], author="operator",
        )  # fmt: skip


def forms(engine: Engine, code: str, folder: Path) -> dict[str, Path]:
    """The forms of the round as people get them, by municipality."""
    folder.mkdir(exist_ok=True)
    archive = folder / "forms.zip"
    with reading(engine) as session:
        write_forms(open_reader(session, MINISTRY), code, archive, silent)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    archive.unlink()
    return {path.name.split()[0]: path for path in folder.glob("*.xlsx")}


CELLS = (("g1", "presence"), ("g1", "alignment"), ("g2", "presence"), ("i1", "presence"), ("i1", "penalty"))


def cells(path: Path) -> dict[tuple[str, str], str]:
    """Where the points of each parameter stand; the same in every form."""
    return {marks: place(path, "1.1", "Баллы", *marks) for marks in CELLS}


def fill(path: Path, where: Mapping[tuple[str, str], str], points: tuple[object, ...] = (2, 2, 1, 2, 0)) -> Path:
    return edit(path, "1.1", {where[marks]: given for marks, given in zip(CELLS, points, strict=True)})


def take(engine: Engine, code: str, *paths: Path) -> list[Receipt]:
    return receive(engine, MINISTRY, code, files_of(paths), "operator", silent)


def look(engine: Engine, code: str) -> Board:
    with reading(engine) as session:
        return board(open_reader(session, MINISTRY), code)
