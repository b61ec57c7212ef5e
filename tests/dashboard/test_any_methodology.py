"""A rubric of one stage and one of fifteen: every page and every callback in both languages, with the right words."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.pages import PAGES
from data.vocabulary import Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.data.own_region import rubric, score, start
from tests.signing import add_person, client_of, sign_in

pytestmark = pytest.mark.slow

PAGE_OUTPUT = "..shell-page.children...shell-header.children.."
CALLBACK = "/_dash-update-component"
# What a rubric of few or many stages used to make of texts written for nine.
WRONG = {
    "ru": r"во всех [12] |в [12] и более из [12]\b|\b0 дней|'label': '(девять|шесть)|из 1 звеньев",
    "en": r"in all [12] |in [12] or more of [12]\b|\b0 days|'label': '(nine|six)|\b1 stages|\b1 directions",
}


@pytest.fixture(scope="module", params=[(1, 1), (2, 2), (15, 2)], ids=["one", "two", "fifteen"])
def region(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Application, tuple[int, int]]]:
    folder = tmp_path_factory.mktemp("own")
    stages, directions = request.param
    with copy_of(migrated_file, folder / "own.db") as engine:
        start(engine, rubric(stages, directions), folder)
        score(engine, f"own-{stages}", folder)
        add_person(engine, "admin.one", Role.ADMIN)
        yield engine, create_app(settings_of(folder), engine), request.param


def answers(app: Application, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every page as it opens, and what each callback makes of controls that nobody has touched."""
    for page in PAGES:
        payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": f"https://localhost{page.path}"})
        yield page.path, told(client.post(CALLBACK, json=payload))
    for output, entry in app.callback_map.items():
        if "callback" in entry:
            yield output[:60], told(client.post(CALLBACK, json=callback_payload(app, output)))


def told(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.get_json())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_opens_and_says_the_right_words(
    region: tuple[Engine, Application, tuple[int, int]], language: str
) -> None:
    _engine, app, (stages, directions) = region
    client = client_of(app)
    assert sign_in(client, "admin.one").status_code == 302
    client.set_cookie("language", language, domain="localhost")
    everything = ""
    for place, text in answers(app, client):
        assert "error-notice" not in text, place
        found = re.search(WRONG[language], text)
        assert not found, (place, text[max(0, found.start() - 80) : found.end() + 40] if found else "")
        everything += text
    if language == "ru":
        where = {1: "в единственном направлении", 2: "в обоих направлениях"}[directions]
        assert f"Полный цикл {where} замкнули " in everything
        counted = {1: "1 звено", 2: "2 звена", 15: "15 звеньев"}[stages]
        assert counted in everything
        # Said once on the page of the cycle: the rubric has none of the stages that chain patterns are made of.
        assert "Разрывы цепочки не определяются" in everything
        assert "сегодня" in everything
    else:
        assert {1: "1 stage", 2: "2 stages", 15: "15 stages"}[stages] in everything


def test_the_ranking_is_the_one_worked_by_hand(region: tuple[Engine, Application, tuple[int, int]]) -> None:
    """Two have every point and share the first rank, the third has none and one penalty."""
    _engine, app, (stages, directions) = region
    client = client_of(app)
    sign_in(client, "admin.one")
    text = client.get("/export/rankings/ranking.csv").data.decode("utf-8-sig").split("\r\n\r\n", maxsplit=1)[0]
    rows = {row["Код"]: row for row in csv.DictReader(StringIO(text), delimiter=";")}
    every = str(2 * stages * directions)
    title = next(name for name in rows["T1"] if name.startswith("Баллы"))
    assert [rows[code][title].replace("−", "-") for code in ("T1", "T2", "T3")] == [every, every, "-1"]
    assert [rows[code]["Место"] for code in ("T1", "T2", "T3")] == ["1–2", "1–2", "3"]


def test_the_switch_of_coarser_stages_is_offered_only_where_there_are_groups(
    region: tuple[Engine, Application, tuple[int, int]],
) -> None:
    _engine, app, _size = region
    client = client_of(app)
    sign_in(client, "admin.one")
    payload = callback_payload(app, PAGE_OUTPUT, {"shell-location.href": "https://localhost/cycle"})
    assert "without-groups" in told(client.post(CALLBACK, json=payload))
