"""Each correction of an approved figure stands with old, new, reason and effects, for everybody within their scope."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection
from data.storage.database import reading
from data.storage.publication import PublishedPart
from data.storage.reader import open_reader
from data.tables import Table
from data.views.corrections import tables
from data.views.corrections.address import CorrectionsSelection
from data.views.corrections.page import corrections_view
from data.vocabulary import Role
from data.work.publication import APPROVE, CLOSE, OPEN, change_publication
from tests.data import small_region
from tests.data.intake.books import edit, place, run, template
from tests.data.intake.conftest import region, sqlite_file

__all__ = ["region", "sqlite_file"]

PART = PublishedPart(small_region.PERIOD, small_region.METHODOLOGY)
HEAD_OF_B = Viewer(Role.MUNICIPALITY, "B")


@pytest.fixture
def corrected(region: Engine, tmp_path: Path) -> Engine:
    """Approved, then one score of A falls from 2 to 0: from 7 points to 5, behind the 6 of D."""
    change_publication(region, MINISTRY, APPROVE, PART, "ministry", {"words": "Приказ № 1"})
    path = template(region, tmp_path / "scores-A.xlsx", "scores", ["A"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g1", "alignment"): 0})
    assert run(region, "scores", path, message="Решение комиссии").stored
    return region


def table(engine: Engine, name: str, viewer: Viewer = MINISTRY, **chosen: str) -> Table:
    with reading(engine) as session:
        found: Table = getattr(tables, name)(open_reader(session, viewer), CorrectionsSelection.parse(chosen))
        return found


def rows(engine: Engine, name: str, keys: tuple[str, ...], viewer: Viewer = MINISTRY) -> list[tuple[object, ...]]:
    return [tuple(row[key] for key in keys) for row in table(engine, name, viewer).rows]


def test_before_any_approval_everything_is_preliminary(region: Engine) -> None:
    assert {row["status"] for row in table(region, "states").rows} == {"предварительно"}
    assert table(region, "corrections").rows == ()
    with reading(region) as session:
        view = corrections_view(open_reader(session, HEAD_OF_B), CorrectionsSelection())
    assert view.sentence == "Утверждённые данные не исправлялись."
    assert (view.may_close, view.may_approve) == (False, False)


def test_a_correction_says_old_new_and_reason(corrected: Engine) -> None:
    assert rows(corrected, "corrections", ("municipality", "old", "new", "reason", "author")) == [
        ("A", "2", "0", "Решение комиссии", "Оператор данных")
    ]
    assert rows(corrected, "states", ("status", "corrections"))[0] == ("утверждено и исправлено", 1)
    assert table(corrected, "corrections", period="2025").rows == ()


def test_and_what_it_did_to_ranks_and_verdicts(corrected: Engine) -> None:
    effects = set(rows(corrected, "effects", ("municipality", "kind", "where", "old", "new")))
    assert effects == {
        ("A", "место", "2026 · итог", "1", "2"),
        ("D", "место", "2026 · итог", "2", "1"),
        ("A", "место", "2026 · 1.1", "1", "2"),
        ("D", "место", "2026 · 1.1", "2", "1"),
        ("A", "вывод", "2026 · 1.1", "эффективное", "неэффективное"),
    }


def test_a_head_sees_no_detail_of_somebody_else(corrected: Engine) -> None:
    assert table(corrected, "corrections", HEAD_OF_B).rows == ()
    # Places by total and direction are open to every role.
    assert {row["kind"] for row in table(corrected, "effects", HEAD_OF_B).rows} == {"место"}
    assert len(table(corrected, "corrections", Viewer(Role.MUNICIPALITY, "A")).rows) == 1


def test_where_others_are_anonymous_their_ranks_are_shown_under_aliases(corrected: Engine) -> None:
    head = Viewer(Role.MUNICIPALITY, "B", alias_key="0" * 64)
    effects = table(corrected, "effects", head).rows
    assert len(effects) == 4
    assert not {row["municipality"] for row in effects} & {"A", "D"}


def test_the_acts_say_what_is_so_now(region: Engine) -> None:
    told = change_publication(region, MINISTRY, CLOSE, PART, "ministry", {"day": "2099-12-20"})
    assert told == "До 20.12.2099 все, кроме министерства, видят ревизию 2."
    told = change_publication(region, MINISTRY, OPEN, PART, "ministry", {})
    assert told == "Всё до ревизии 4 включительно открыто всем."
    with pytest.raises(BadSelection):
        change_publication(region, MINISTRY, CLOSE, PART, "ministry", {"day": "завтра"})
    with pytest.raises(BadSelection):
        change_publication(region, MINISTRY, "erase", PART, "ministry", {})
    with pytest.raises(AccessDenied):
        change_publication(region, HEAD_OF_B, CLOSE, PART, "head", {"day": "2099-12-20"})
