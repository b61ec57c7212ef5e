"""/clusters as the browser and a forger ask for it, on the demonstration region."""

import csv
import io
import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from dashboard.app import Application
from dashboard.viewer import COOKIE
from data.demo import planted
from data.models.region import School
from data.storage.database import reading
from layouts.clusters.page import Ids
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import app, callback_payload, client

__all__ = ["app", "client"]

HEAD, FOREIGN = planted.SHOWN, planted.FEW_LARGE_SCHOOLS[0]


def ask(app: Application, client: FlaskClient, *, used: Ids | None = None, **values: object) -> str:
    """The answer to the page's callback with these values of its controls, one of which may have been ``used`` last."""
    output = next(output for output in app.callback_map if Ids.CONTENT in output)
    properties = {Ids.SCHOOL: "data", Ids.REVISION: "data"}
    given = {
        f"{Ids[name.upper()]}.{properties.get(Ids[name.upper()], 'value')}": value for name, value in values.items()
    }
    body = callback_payload(app, output, given)
    answer = client.post(
        "/_dash-update-component", json=body | ({"changedPropIds": [f"{used}.value"]} if used is not None else {})
    )
    assert answer.status_code == 200
    return answer.text


def exported(client: FlaskClient, table: str, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/export/clusters/{table}.csv?{query}")
    assert answer.status_code == 200
    lines = answer.get_data().decode("utf-8-sig").split("\r\n\r\n")[0]
    return list(csv.DictReader(io.StringIO(lines), delimiter=";"))


def test_a_choice_changes_content_and_address(app: Application, client: FlaskClient) -> None:
    answer = ask(app, client, municipality=HEAD, indicator="s5", clusters=["large"])
    assert f"municipality={HEAD}\\u0026indicator=s5" in answer or f"municipality={HEAD}&indicator=s5" in answer
    assert "clusters=large" in answer


def test_a_pinned_school_stands_in_the_address_with_its_municipality(app: Application, client: FlaskClient) -> None:
    school = f"{FOREIGN}-01"
    answer = ask(app, client, municipality=HEAD, school=school).replace("\\u0026", "&")
    assert f"municipality={FOREIGN}" in answer
    assert f"school={school}" in answer


def test_marking_another_municipality_lets_the_pinned_school_go(app: Application, client: FlaskClient) -> None:
    values = {"municipality": HEAD, "school": f"{FOREIGN}-01"}
    answer = json.loads(ask(app, client, used=Ids.MUNICIPALITY, **values))["response"]
    assert answer[Ids.SCHOOL]["data"] == ""
    assert answer[Ids.MUNICIPALITY]["value"] == HEAD
    assert f"municipality={HEAD}" in answer[ShellIds.QUERY]["data"]
    assert "school=" not in answer[ShellIds.QUERY]["data"]


def test_a_head_who_forges_the_municipality_gets_a_refusal(app: Application, client: FlaskClient) -> None:
    client.set_cookie(COOKIE, HEAD)
    answer = ask(app, client, municipality=FOREIGN)
    assert "error-notice" in answer
    assert client.get(f"/export/clusters/schools.csv?municipality={FOREIGN}").status_code == 403


@pytest.mark.parametrize("table", ["statistics", "schools", "visible_schools"])
def test_a_heads_exports_hold_the_own_schools_only(client: FlaskClient, demo_database: Engine, table: str) -> None:
    client.set_cookie(COOKIE, HEAD)
    rows = exported(client, table, "clusters=large,small,basic,outside")
    with reading(demo_database) as session:
        own = set(session.scalars(select(School.name_ru).where(School.code.startswith(f"{HEAD}-"))))
    if table != "statistics":
        assert {row["Школа"] for row in rows} == own
        assert len({row["Муниципалитет"] for row in rows}) == 1


def test_the_planted_schools_stand_where_the_rules_put_them(client: FlaskClient) -> None:
    rows = exported(client, "schools", f"municipality={planted.SCHOOL_OF_500.split('-')[0]}")
    (boundary,) = [row for row in rows if row["Обучающихся"] == "500"]
    assert "≤ 500" in boundary["Кластер"]
    rows = exported(client, "schools", f"municipality={planted.SCHOOL_OF_THREE_TEACHERS.split('-')[0]}")
    (tiny,) = [row for row in rows if row["Знаменатель"] == "3"]
    assert (tiny["Место в кластере"], tiny["Положение"]) == ("без места", "малый знаменатель")


def test_a_share_of_two_schools_is_hidden_in_the_export(client: FlaskClient) -> None:
    municipality, count = planted.FEW_LARGE_SCHOOLS
    rows = exported(client, "statistics", f"municipality={municipality}&indicator=s5")
    assert rows[0]["Отмеченных школ"] == str(count)
    assert rows[0]["Доля отмеченных, %"] == "скрыто: малая численность"
