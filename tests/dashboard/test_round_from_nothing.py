"""The whole way by the command line alone, from an empty database to a correction, on both databases."""

import csv
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.cli import main
from data.language import DEFAULT_LANGUAGE, set_language
from data.storage.database import connect
from data.vocabulary import Role
from tests.dashboard.test_door import settings_of
from tests.data.own_region import fill, slip
from tests.postgresql import own_database
from tests.signing import add_person, client_of, sign_in

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which nothing is, not even a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new.db"
        return
    server = request.getfixturevalue("postgresql_url")
    with own_database(server) as address:
        yield address


def typed(url: str, *words: str | Path) -> Result:
    result = CliRunner().invoke(main, ["--database-url", url, *map(str, words)])
    set_language(DEFAULT_LANGUAGE)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def says(url: str, *words: str | Path) -> str:
    """What a command says that is to go well."""
    result = typed(url, *words)
    assert result.exit_code == 0, (words, result.output)
    return result.output


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """The same database for whoever reads what the commands have stored."""
    made = connect(url)
    yield made
    made.dispose()


def reader_of(engine: Engine, folder: Path) -> FlaskClient:
    add_person(engine, "reader.one", Role.ANALYST)
    client = client_of(create_app(settings_of(folder), engine))
    assert sign_in(client, "reader.one").status_code == 302
    return client


def rows(client: FlaskClient, table: str) -> list[dict[str, str]]:
    text = client.get(f"/export/{table}.csv").data.decode("utf-8-sig").split("\r\n\r\n", maxsplit=1)[0]
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_from_nothing_to_a_correction_by_commands_alone(url: str, engine: Engine, tmp_path: Path) -> None:
    says(url, "init", "--name", "Северная область", "--time-zone", "Europe/Moscow", "--period", "2026")
    says(url, "example", tmp_path)
    says(url, "import", "municipalities", tmp_path / "municipalities.xlsx")
    says(url, "import", "methodology", tmp_path / "methodology.xlsx")
    asked = ("--period", "2026", "--form", "scores:example:2026-12-20", "--past-day")
    assert "2026-1" in says(url, "round", "open", *asked)
    says(url, "round", "forms", "2026-1", tmp_path / "forms.zip")
    back = tmp_path / "back"
    with zipfile.ZipFile(tmp_path / "forms.zip") as archive:
        archive.extractall(back)
    forms = {path.name.split()[0]: path for path in back.iterdir()}
    assert sorted(forms) == ["T1", "T2", "T3"]
    for code, path in forms.items():
        fill(path, full=code != "T3")
    slip(forms["T3"], 99)

    taken = typed(url, "round", "add", "2026-1", back)
    assert (taken.exit_code, "1 ошибка" in taken.output) == (1, True)
    assert "получена с замечаниями: 1, без замечаний: 2" in says(url, "round", "board", "2026-1")
    fill(forms["T3"], full=False)
    says(url, "round", "add", "2026-1", forms["T3"])
    assert "без замечаний: 3" in says(url, "round", "board", "2026-1")
    assert "Опубликовано ревизией" in says(url, "round", "publish", "2026-1")

    client = reader_of(engine, tmp_path)
    ranking = {row["Код"]: row for row in rows(client, "rankings/ranking")}
    title = next(name for name in ranking["T1"] if name.startswith("Баллы"))
    assert {code: row[title] for code, row in ranking.items()} == {"T1": "15", "T2": "15", "T3": "0"}
    assert rows(client, "corrections/corrections") == []

    part = ("--period", "2026", "--methodology", "example")
    says(url, "publication", "approve", *part, "--message", "Приказ № 1")
    second = forms["T1"].rename(tmp_path / "T1 ещё раз.xlsx")
    slip(second, 1)
    says(url, "round", "add", "2026-1", second)
    assert "получена дважды: выберите: 1" in says(url, "round", "board", "2026-1")
    assert "Учитывается файл" in says(url, "round", "choose", "2026-1", second.name)
    refused = typed(url, "round", "publish", "2026-1")
    assert (refused.exit_code, "утверждённые данные" in refused.output) == (1, True)
    says(url, "round", "publish", "2026-1", "--message", "Решение комиссии")
    (corrected,) = rows(client, "corrections/corrections")
    assert (corrected["Муниципалитет"], corrected["Стало"], corrected["Причина"]) == (
        "Речной ГО", "1", "Решение комиссии",
    )  # fmt: skip
    assert {row["Статус данных"] for row in rows(client, "corrections/states")} >= {"утверждено и исправлено"}
