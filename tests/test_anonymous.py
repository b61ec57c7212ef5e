"""A head who may not know others learns nobody's name, code, size or shape, through no entry of the application.

The names of all other municipalities are marked; their codes are looked for as they are. What a head may see stays the
same: the totals, under numbers that hold for one session.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text

from dashboard.app import Application, create_app
from data.access import MINISTRY, Viewer
from data.accounts.accounts import BadAccount
from data.accounts.openness import Openness, openness, set_openness
from data.demo import planted
from data.errors import AccessDenied
from data.measures.peers import Alike, AlikeOnes
from data.models.region import Municipality, Period
from data.queries.aliases import withheld_kinds
from data.queries.boundaries import boundaries
from data.queries.registry import municipalities
from data.queries.results import direction_totals, existing_municipalities
from data.storage.database import connect, reading, writing
from data.storage.reader import open_reader
from data.views.cycle.selection import Stage
from data.views.municipality.examples import NoExample, _example
from data.views.municipality.examples import Openness as KnownOnes
from data.views.shared.choices import Choices
from data.vocabulary import WITHHELD_KIND, MunicipalityKind, Role
from tests.copies import copy_of
from tests.dashboard.conftest import callback_payload
from tests.dashboard.test_door import settings_of
from tests.signing import ADMINISTRATOR, add_person, client_of, sign_in
from tests.test_access import CALLBACK, MATRIX, QUERIES, ROUTER, callbacks

pytestmark = pytest.mark.slow

OWN, FOREIGN = planted.SHOWN, planted.HALF_FILLED
PERIOD, METHODOLOGY = str(planted.LAST_YEAR), "demonstration-8"


@pytest.fixture(scope="module")
def engine(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("anonymous") / "marked.db"
    shutil.copy(demo_file, path)
    made = connect(f"sqlite:///{path}")
    marks = ", ".join(f"{name} = 'MARKED ' || code" for name in ("name_ru", "name_en", "short_ru", "short_en"))
    with made.begin() as connection:
        connection.execute(text(f"UPDATE municipality SET {marks} WHERE code <> '{OWN}'"))
    add_person(made, "head.one", Role.MUNICIPALITY, OWN)
    add_person(made, "ministry.one", Role.MINISTRY)
    with writing(made, data=False) as session:
        set_openness(session, ADMINISTRATOR, Openness(others_named=False))
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    return create_app(settings_of(tmp_path_factory.mktemp("anonymous-folder")), engine)


@pytest.fixture(scope="module")
def head(app: Application) -> FlaskClient:
    client = client_of(app)
    assert sign_in(client, "head.one").status_code == 302
    return client


@pytest.fixture(scope="module")
def foreign(engine: Engine) -> "re.Pattern[bytes]":
    """A mark, or the code of somebody else as a word of its own."""
    with reading(engine) as session:
        codes = session.scalars(select(Municipality.code).where(Municipality.code != OWN))
        return re.compile(rb"MARKED.{0,20}|\b(?:" + b"|".join(code.encode() for code in codes) + rb")\b")


# Names of cells and areas of a workbook, such as ``r="M15"`` and ``ref="A1:M40"``, which look like codes.
CELLS = re.compile(rb' (?:r|ref|sqref|topLeftCell|activeCell)="[^"]*"|\$[A-Z]+\$\d+')


def found_in(answer: Any, foreign: "re.Pattern[bytes]") -> list[bytes]:
    parts = [answer.get_data()]
    if parts[0][:2] == b"PK":
        with zipfile.ZipFile(BytesIO(parts[0])) as archive:
            # Not the packed bytes: three of them may look like a code by chance.
            parts = [CELLS.sub(b"", archive.read(name)) for name in archive.namelist()]
    return [found for part in parts for found in foreign.findall(part)]


def page(app: Application, client: FlaskClient, address: str) -> Any:
    payload = callback_payload(app, ROUTER, {"shell-location.href": f"https://localhost{address}"})
    return client.post(CALLBACK, json=payload)


def aliases_in(answer: Any) -> set[str]:
    return set(re.findall(r"anonymous-\d+", answer.get_data(as_text=True)))


def test_the_ministry_still_reads_names_and_the_marks_are_found(app: Application, foreign: "re.Pattern[bytes]") -> None:
    client = client_of(app)
    sign_in(client, "ministry.one")
    answer = page(app, client, "/rankings")
    assert len(set(found_in(answer, foreign))) > 30
    assert aliases_in(answer) == set()


def test_a_head_sees_the_same_ranking_under_numbers(head: FlaskClient) -> None:
    answer = head.get("/export/rankings/ranking.csv").get_data(as_text=True)
    assert answer.count("Муниципалитет ") >= 38
    assert OWN in answer
    workbook = head.get("/export/rankings/ranking.xlsx").get_data()
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "действуют только в этом сеансе" in told


def test_numbers_hold_for_a_session_and_mean_nothing_in_another(app: Application, head: FlaskClient) -> None:
    other = client_of(app)
    sign_in(other, "head.one")
    first, again, elsewhere = (aliases_in(page(app, client, "/rankings")) for client in (head, head, other))
    assert first == again
    assert len(first) >= 38
    assert len(first & elsewhere) < len(first) / 4


def viewer_of(key: str) -> Viewer:
    return Viewer(Role.MUNICIPALITY, OWN, "head.one", alias_key=key)


def test_totals_are_those_of_the_ministry_in_another_order(engine: Engine) -> None:
    """Worked against what the ministry reads: the same points, no code in common but the own, another order."""
    with reading(engine) as session:
        named = direction_totals(open_reader(session, MINISTRY), period=PERIOD, methodology=METHODOLOGY)
        shown = direction_totals(open_reader(session, viewer_of("a" * 64)), period=PERIOD, methodology=METHODOLOGY)
    assert set(named["municipality"]) & set(shown["municipality"]) == {OWN}
    sums = [frame.groupby("municipality")["points"].sum() for frame in (named, shown)]
    assert sorted(sums[0]) == sorted(sums[1])
    assert sums[0][OWN] == sums[1][OWN]
    assert list(sums[0]) != list(sums[1])
    assert list(shown["municipality"]) == sorted(shown["municipality"])


def test_an_order_by_numbers_tells_nothing_of_the_order_of_codes(engine: Engine) -> None:
    """Over many sessions each municipality stands first about as often as any other."""
    firsts = set()
    with reading(engine) as session:
        for turn in range(60):
            entries = municipalities(open_reader(session, viewer_of(f"key {turn}")))
            others = [one for one in entries if one.code != OWN]
            assert [one.id for one in others] == [0] * len(others)
            firsts.add((others[0].kind, others[0].first_year, others[0].code))
    assert len(firsts) > 40


@pytest.mark.parametrize(
    ("own", "others", "withheld"),
    [
        # In the order of MunicipalityKind: urban okrugs, municipal okrugs, municipal districts.
        (1, (5, 20, 9), ()),
        (1, (4, 20, 9), ("urban_okrug", "municipal_district")),
        # The only one without a kind would be known by that.
        (1, (20, 1, 9), ("municipal_okrug", "municipal_district")),
        (1, (20, 2, 3), ("municipal_okrug", "municipal_district")),
        (0, (1, 1, 1), ("urban_okrug", "municipal_okrug", "municipal_district")),
        (0, (0, 8, 0), ()),
        (2, (0, 2, 8), ("municipal_district", "municipal_okrug")),
    ],
)
def test_a_kind_that_few_have_is_told_of_nobody(
    migrated_file: Path, tmp_path: Path, own: int, others: tuple[int, ...], withheld: tuple[str, ...]
) -> None:
    """``own`` is which kind the head's municipality has; ``others`` how many others of each there are."""
    kinds = list(MunicipalityKind)
    with copy_of(migrated_file, tmp_path / "kinds.db") as made:
        with writing(made) as session:
            there = [kind for kind, count in zip(kinds, others, strict=True) for _turn in range(count)]
            everybody = [(OWN, kinds[own]), *((f"X{number}", kind) for number, kind in enumerate(there))]
            for code, kind in everybody:
                names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), code)
                session.add(Municipality(code=code, kind=kind, **names))
            session.add(Period(code="2025", year=2025, school_year="2024/2025"))
        with reading(made) as session:
            reader = open_reader(session, viewer_of("k" * 64))
            assert set(withheld_kinds(reader)) == set(withheld)
            shown = existing_municipalities(reader, "2025")
            assert sorted(shown["kind"]) == sorted(
                WITHHELD_KIND if kind in withheld else kind.value for _code, kind in everybody
            )
            assert sorted(one.kind for one in municipalities(reader)) == sorted(shown["kind"])
            left = shown[shown["municipality"] != OWN]["kind"].value_counts()
            assert withheld == () or min(left) >= min(5, sum(others))
            # To everybody else they are what they are.
            named = open_reader(session, MINISTRY)
            assert withheld_kinds(named) == frozenset()
            assert WITHHELD_KIND not in set(existing_municipalities(named, "2025")["kind"])


def test_the_year_of_a_merger_makes_a_kind_rare(migrated_file: Path, tmp_path: Path) -> None:
    """Six others of a kind of which two existed only until 2024: from 2025 on there are four."""
    with copy_of(migrated_file, tmp_path / "years.db") as made:
        with writing(made) as session:
            for number in range(30):
                is_urban = number < 6
                kind = MunicipalityKind.URBAN_OKRUG if is_urban else MunicipalityKind.MUNICIPAL_DISTRICT
                last = 2024 if number < 2 else None
                names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), f"X{number}")
                session.add(Municipality(code=f"X{number}", kind=kind, last_year=last, **names))
            for year in (2024, 2025):
                session.add(Period(code=str(year), year=year, school_year=f"{year - 1}/{year}"))
        with reading(made) as session:
            found = withheld_kinds(open_reader(session, viewer_of("k" * 64)))
    assert found == {MunicipalityKind.URBAN_OKRUG, MunicipalityKind.MUNICIPAL_DISTRICT}


def test_nobody_learns_who_is_similar_in_size_to_whom(app: Application, head: FlaskClient) -> None:
    alias = sorted(aliases_in(page(app, head, "/rankings")))[0]
    alone = head.get(f"/export/rankings/ranking.csv?municipality={alias}").get_data(as_text=True)
    asked = head.get(f"/export/rankings/ranking.csv?municipality={alias}&peers=alike").get_data(as_text=True)
    assert asked.count("Муниципалитет ") >= alone.count("Муниципалитет ") - 1
    own = head.get(f"/export/rankings/ranking.csv?municipality={OWN}&peers=alike").get_data(as_text=True)
    # Of eight, which everybody could look up, nobody is told apart.
    assert 5 <= own.count("Муниципалитет ") < 20
    told = str(page(app, head, f"/rankings?municipality={alias}&peers=alike").get_json())
    assert "можно было бы узнать" in told


@pytest.mark.parametrize("number", [1, 4])
def test_an_example_of_few_is_not_named(number: int) -> None:
    few = AlikeOnes(Alike(OWN, "x", 1, 1), tuple(Alike(f"anonymous-{one}", "x", 1, 1) for one in range(number)))
    stage = Stage("goals", 1, "a", "a", "", (), None)
    choices = Choices((), (), (), (), (), (), ())
    assert _example(choices, "1.1", stage, few, KnownOnes({"1.1": "x"}, None), False) is NoExample.TOO_FEW


def test_only_the_own_outline_is_sent(engine: Engine) -> None:
    with reading(engine) as session:
        assert len(boundaries(open_reader(session, MINISTRY))) > 30
        assert list(boundaries(open_reader(session, viewer_of("b" * 64)))) == [OWN]


@pytest.mark.parametrize("name", MATRIX["exports"])
def test_no_export_names_anybody_else(head: FlaskClient, foreign: "re.Pattern[bytes]", name: str) -> None:
    for query in QUERIES:
        for kind in ("csv", "xlsx"):
            answer = head.get(f"/export/{name}.{kind}{query}")
            assert answer.status_code < 500, query
            # A refusal repeats what was asked for.
            told = [one for one in found_in(answer, foreign) if one.decode() not in query]
            assert told == [], query


@pytest.mark.parametrize("path", [*MATRIX["pages"], f"/municipality/{FOREIGN}", f"/municipality/{OWN}"])
@pytest.mark.parametrize("query", QUERIES)
def test_no_page_names_anybody_else(
    app: Application, head: FlaskClient, foreign: "re.Pattern[bytes]", path: str, query: str
) -> None:
    answer = page(app, head, f"{path}{query}")
    assert answer.status_code == 200
    assert [one for one in found_in(answer, foreign) if one.decode() not in path + query] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MATRIX["callbacks"])
def test_no_callback_names_anybody_else(
    app: Application, head: FlaskClient, foreign: "re.Pattern[bytes]", name: str
) -> None:
    output = callbacks(app)[name]
    entry = app.callback_map[output]
    arguments = [f"{item['id']}.{item['property']}" for item in (*entry["inputs"], *entry["state"])]
    places = [one for one in arguments if one.endswith("-municipality.value")]
    alias = sorted(aliases_in(page(app, head, "/rankings")))[0]
    asked: list[dict[str, Any]] = [{}, dict.fromkeys(places, OWN), dict.fromkeys(places, alias)]
    asked += [{one: value} for one in arguments for value in (alias, [alias], f"{alias}~1.1", FOREIGN, [FOREIGN])]
    for values in asked:
        answer = head.post(CALLBACK, json=callback_payload(app, output, values))
        assert answer.status_code in (200, 400), values
        assert [one for one in found_in(answer, foreign) if one.decode() not in str(values)] == [], values


def test_a_number_opens_no_detail(app: Application, head: FlaskClient) -> None:
    alias = sorted(aliases_in(page(app, head, "/rankings")))[0]
    assert head.get(f"/note/{alias}.docx").status_code in (403, 404)
    assert head.get(f"/export/cycle/cell.csv?cell={alias}~1.1~goals").status_code in (403, 404)


def test_only_an_administrator_changes_it_and_it_is_recorded(engine: Engine) -> None:
    with pytest.raises(AccessDenied), writing(engine, data=False) as session:
        set_openness(session, MINISTRY, Openness())
    with pytest.raises(BadAccount, match="Документ называет"), writing(engine, data=False) as session:
        set_openness(session, ADMINISTRATOR, Openness(others_named=False, examples_open=True))
    with reading(engine) as session:
        assert openness(session) == Openness(others_named=False)
        last = session.execute(text("SELECT event, detail FROM audit_entry WHERE event = 'openness_changed'")).all()
    assert len(last) == 1
    assert "anonymous" in last[0].detail
