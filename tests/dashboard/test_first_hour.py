"""The README's chapter of a region of one's own, typed literally: at most six steps, from nothing to a ranking."""

import csv
import os
import re
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.app import create_app
from dashboard.cli import main
from data.language import DEFAULT_LANGUAGE, set_language
from data.storage.database import connect
from data.vocabulary import Role
from tests.conftest import ROOT
from tests.dashboard.test_door import settings_of
from tests.data.own_region import fill
from tests.signing import add_person, client_of, sign_in
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text(encoding="utf-8")
MMUKO = ".venv/bin/mmuko"


def steps() -> list[str]:
    chapter = README.split("## A region of your own", maxsplit=1)[1]
    return re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)[0].strip().splitlines()


def test_the_first_hour_has_at_most_six_steps() -> None:
    assert len(steps()) <= 6


def typed(command: str, folder: Path) -> str:
    """Run one command as it stands in the README, in an empty folder and without any setting."""
    words = shlex.split(command)
    assert words[0] == MMUKO
    hidden = ("DATABASE_URL", "MMUKO_DEMO")
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | {"PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-c", "from dashboard.cli import main; main()"]
    done = subprocess.run(
        [*program, *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def test_the_commands_of_the_readme_lead_to_an_own_ranking(tmp_path: Path) -> None:
    said = []
    for line in steps():
        for command in line.split(" && "):
            if command.startswith("make "):
                continue
            said.append(typed(command, tmp_path))
            if " template scores " in command:
                # What the README leaves to the reader: the coloured cells.
                fill(tmp_path / command.split()[-1], full=True)
    assert "Пароль для первого входа, показывается только сейчас:" in said[0]
    engine = connect(f"sqlite:///{tmp_path}/var/mmuko.db")
    add_person(engine, "reader.one", Role.ANALYST)
    client = client_of(create_app(settings_of(tmp_path), engine))
    assert sign_in(client, "reader.one").headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/overview"
    text = client.get("/export/rankings/ranking.csv").data.decode("utf-8-sig").split("\r\n\r\n", maxsplit=1)[0]
    rows = {row["Код"]: row for row in csv.DictReader(StringIO(text), delimiter=";")}
    # Two stages, five positions: 9 points in direction 1.1 and 6 in 1.2.
    title = next(name for name in rows["T1"] if name.startswith("Баллы"))
    assert {code: row[title] for code, row in rows.items()} == {"T1": "15", "T2": "15", "T3": "15"}
    engine.dispose()


def test_make_start_asks_and_serves_and_make_run_stays_the_demonstration(tmp_path: Path) -> None:
    """What the two targets would do; nothing is installed and nothing is served here."""
    planned = {
        target: subprocess.run(
            ["make", "--dry-run", "--old-file=.venv/installed-to-run", target],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout
        for target in ("start", "run")
    }
    assert f"{MMUKO} init" in planned["start"]
    assert "MMUKO_DEMO" not in planned["start"]
    assert "MMUKO_SECRET" in planned["start"]
    assert f"MMUKO_DEMO=1 {MMUKO} demo" in planned["run"]


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new.db"


def type_in(url: str, *words: str | Path) -> Result:
    result = CliRunner().invoke(main, ["--database-url", url, *map(str, words)])
    set_language(DEFAULT_LANGUAGE)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_init_says_what_is_there_and_destroys_nothing(url: str) -> None:
    empty = type_in(url, "init")
    assert empty.exit_code == 0
    assert "Войти пока никто не может" in empty.output
    assert "· Назовите регион: mmuko init --name" in empty.output
    named = type_in(
        url, "init", "--name", "Северная область", "--methodology", "example", "--administrator", "Anna.One"
    )
    assert "Учётная запись добавлена: anna.one" in named.output
    assert "✓ Загрузите методику: Пример рубрики" in named.output
    again = type_in(url, "init", "--name", "Южная область", "--administrator", "anna.one")
    assert "У региона уже есть название: Северная область" in again.output
    assert "уже есть" in again.output
    assert "Пароль" not in again.output
    assert "✓ Назовите регион: Северная область · Москва, UTC+3" in again.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("init", "--name", "Область", "--time-zone", "Moscow"), "Часового пояса «Moscow» нет"),
        (("init", "--methodology", "none"), "Методики «none» нет"),
        (("init", "--administrator", "Анна"), "не может быть именем"),
        (("init", "--period", "26"), "«26» — не период"),
        (("period", "2026/27"), "«2026/27» — не период"),
    ],
)
def test_a_mistake_is_one_line(url: str, words: tuple[str, ...], told: str) -> None:
    type_in(url, "migrate")
    result = type_in(url, *words)
    assert result.exit_code == 1
    assert told in result.output


def test_periods_and_examples_stay_when_they_are_there(url: str, tmp_path: Path) -> None:
    type_in(url, "migrate")
    assert "Период добавлен: 2027" in type_in(url, "period", "2026", "2027").output
    assert "Период уже есть: 2027" in type_in(url, "period", "2027").output
    folder = tmp_path / "examples"
    assert type_in(url, "example", folder).output.count("Пример записан") == 2
    (folder / "methodology.xlsx").write_bytes(b"my own")
    assert "они не изменены" in type_in(url, "example", folder).output
    assert (folder / "methodology.xlsx").read_bytes() == b"my own"
    missing = type_in(url, "template", "schools", "--period", "2030", tmp_path / "schools.xlsx")
    assert "mmuko period 2030" in missing.output
