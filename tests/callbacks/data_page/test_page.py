"""The page /data over HTTP, on a small region of its own, with a real queue and a worker in a thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, func, select

from dashboard.app import Application, create_app
from dashboard.settings import Settings
from data.models.indicators import Observation
from data.models.region import Period
from data.models.revision import Revision
from data.storage.database import reading, writing
from layouts.data_page.page import Ids
from layouts.parts.shell_ids import ShellIds
from tests.dashboard.conftest import callback_payload
from tests.data.conftest import small_database, small_file
from tests.data.intake import small_indicators
from tests.data.intake.books import by_hand, edit, place, template
from tests.data.work.working import worker
from tests.waiting import wait_for

__all__ = ["small_database", "small_file"]


@dataclass
class Asker:
    """Somebody with a browser: what is chosen, what is pressed, what comes back."""

    app: Application
    client: FlaskClient
    folder: Path
    engine: Engine

    def ask(self, inputs: list[str], values: dict[str, Any]) -> dict[str, Any]:
        """Call the callback with these first inputs; ``values`` by ``id.property``."""
        key = next(
            key
            for key, entry in self.app.callback_map.items()
            if "callback" in entry and [item["id"] for item in entry["inputs"]][: len(inputs)] == inputs
        )
        answer = self.client.post("/_dash-update-component", json=callback_payload(self.app, key, values))
        assert answer.status_code == 200
        # A callback that changes nothing answers with nothing.
        return dict(answer.get_json()["response"]) if answer.data else {}

    def press(self, store: str, value: Any, **states: Any) -> dict[str, Any]:
        """Press the button that writes ``value`` into the store of this name, with these words in the fields."""
        part = "n_clicks" if store == "MAKE" else "data"
        fields = {f"{Ids[name]}.value": text for name, text in states.items()}
        return self.ask([Ids[store]], {f"{Ids[store]}.{part}": value} | fields)

    def choose(self, **values: str) -> dict[str, Any]:
        return self.ask([Ids[name] for name in values], {f"{Ids[name]}.value": text for name, text in values.items()})

    def job_of(self, answer: dict[str, Any]) -> str:
        return str(next(item["data"] for name, item in answer.items() if name.startswith(Ids.JOB)))

    def show(
        self, view: str, job: str | None = None, values: dict[str, str] | None = None, **stores: Any
    ) -> dict[str, Any]:
        """What the page shows of a tab, with these values of controls and contents of stores."""
        known = {f"{Ids[name]}.value": value for name, value in (values or {}).items()}
        known |= {f"{Ids[name]}.data": value for name, value in stores.items()}
        return self.ask([Ids.TAB, Ids.JOB], known | {f"{Ids.TAB}.value": view, f"{Ids.JOB}.data": job})

    def wait(self, view: str, job: str) -> dict[str, Any]:
        """What the page shows once it asks no more."""
        wait_for(lambda: self.show(view, job)[Ids.POLL]["disabled"], f"the end of job {job}")
        return self.show(view, job)

    def upload(self, path: Path, kind: str = "scores") -> str:
        answer = self.client.post(f"/upload/{kind}", data={"file": (BytesIO(path.read_bytes()), "баллы.xlsx")})
        assert answer.status_code == 200, answer.text
        return str(answer.get_json()["job"])

    def points(self, value: Any) -> Path:
        """The template of D with another penalty; it stood at −1."""
        path = template(self.engine, self.folder / "d.xlsx", "scores", ["D"])
        return edit(path, "1.1", {place(path, "1.1", "Баллы", "i1", "penalty"): value})

    def revisions(self) -> list[str]:
        with reading(self.engine) as session:
            return list(session.scalars(select(Revision.message_text).order_by(Revision.number)))


@pytest.fixture
def asker(small_database: Engine, tmp_path: Path) -> Iterator[Asker]:
    settings = Settings(demo=True, upload_folder=tmp_path / "uploads", queue_url=f"sqlite:///{tmp_path}/jobs.db")
    app = create_app(settings, small_database)
    with worker(small_database, tmp_path):
        yield Asker(app, app.server.test_client(), tmp_path, small_database)


def test_a_file_is_checked_published_looked_at_and_undone(asker: Asker) -> None:
    checked = asker.upload(asker.points(0))
    shown = asker.wait("upload", checked)
    assert not shown[Ids.PUBLISH_FORM]["hidden"]
    assert "Опубликовать ревизию 3" in str(shown[Ids.PUBLISH_BAR])
    assert "эффективное" in str(shown[Ids.CONTENT])
    published = asker.job_of(asker.press("PUBLISH", checked, WORDS="  Правка   штрафа "))
    shown = asker.wait("upload", published)
    assert "сохранён как ревизия 3" in str(shown[Ids.CONTENT])
    # The footer says at once which revision is seen now.
    assert "Правка штрафа" in str(shown[Ids.FOOT])
    assert asker.revisions() == ["first", "second", "Правка штрафа"]
    looked = asker.press("LOOK", "3")
    assert [looked[name]["value"] for name in (Ids.FIRST, Ids.SECOND)] == ["2", "3"]
    rehearsed = asker.job_of(asker.press("UNDO", "3"))
    assert "Да, отменить ревизию 3" in str(asker.wait("revisions", rehearsed)[Ids.CONTENT])
    assert len(asker.revisions()) == 3
    undone = asker.job_of(asker.press("CONFIRM", rehearsed))
    assert "отменена ревизией 4" in str(asker.wait("revisions", undone)[Ids.CONTENT])
    assert len(asker.revisions()) == 4


def test_the_same_file_says_no_changes_and_cannot_be_published(asker: Asker) -> None:
    checked = asker.upload(asker.points(-1))
    shown = asker.wait("upload", checked)
    assert "Изменений нет" in str(shown[Ids.CONTENT])
    assert "data-publish" not in str(shown[Ids.PUBLISH_BAR])
    assert len(asker.revisions()) == 2


def test_findings_are_filtered_and_the_filter_is_in_the_address(asker: Asker) -> None:
    checked = asker.upload(asker.points(9))
    everything = str(asker.wait("upload", checked)[Ids.CONTENT])
    errors = asker.show("upload", checked, SEVERITY="error")
    assert "points-above-maximum" in everything
    assert "points-above-maximum" in str(errors[Ids.CONTENT])
    assert "points-above-maximum" not in str(asker.show("upload", checked, SEVERITY="note")[Ids.CONTENT])
    assert errors[ShellIds.QUERY]["data"] == f"/data?view=upload&job={checked}&severity=error"


def test_a_file_with_errors_is_not_published_even_when_forged(asker: Asker) -> None:
    checked = asker.upload(asker.points(9))
    asker.wait("upload", checked)
    forged = asker.job_of(asker.press("PUBLISH", checked, WORDS=""))
    assert "сохранён" not in str(asker.wait("upload", forged)[Ids.CONTENT])
    assert len(asker.revisions()) == 2


def test_what_is_no_check_cannot_be_published(asker: Asker) -> None:
    made = asker.job_of(asker.press("MAKE", 1, TEMPLATE_KIND="municipalities"))
    asker.wait("templates", made)
    assert "error-notice" in str(asker.press("PUBLISH", made, WORDS=""))


@pytest.mark.parametrize("kind", [["municipalities"], {"a": 1}, None, 3, "no such kind"])
def test_a_template_of_no_kind_is_not_made(asker: Asker, kind: Any) -> None:
    """A list has no place in a register, which once answered with a failure."""
    assert asker.press("MAKE", 1, TEMPLATE_KIND=kind) == {}


def test_two_revisions_are_compared_and_stand_in_the_address(asker: Asker) -> None:
    job = asker.job_of(asker.choose(FIRST="1", SECOND="2"))
    assert "Разница между ревизиями 1 и 2" in str(asker.wait("revisions", job)[Ids.CONTENT])
    shown = asker.show("revisions", job, values={"FIRST": "1", "SECOND": "2"})
    assert "between=1~2" in shown[ShellIds.QUERY]["data"]
    assert [option["value"] for option in shown[Ids.FIRST]["options"]] == ["2", "1", "0"]


def test_the_history_of_a_score_is_reached_by_its_address(asker: Asker) -> None:
    shown = asker.show("revisions", SCORE="D~2026~small~1.1~i1~penalty")
    assert "История балла: Округ D, 2026" in str(shown[Ids.CONTENT])
    assert "score=D~2026~small~1.1~i1~penalty" in shown[ShellIds.QUERY]["data"]
    unknown = asker.show("revisions", SCORE="D~2026~small~1.1~i1~nobody")
    assert "error-notice" in str(unknown[Ids.CONTENT])


def test_a_template_is_made_and_fetched_by_its_asker_only(asker: Asker) -> None:
    chosen = {"TEMPLATE_KIND": "scores", "TEMPLATE_METHODOLOGY": "small", "TEMPLATE_PERIOD": "2026"}
    made = asker.job_of(asker.press("MAKE", 1, **chosen, TEMPLATE_MUNICIPALITY="D"))
    assert f"/download/template/{made}" in str(asker.wait("templates", made)[Ids.CONTENT])
    with asker.client.get(f"/download/template/{made}") as answer:
        assert (answer.status_code, "scores-small-2026-D.xlsx" in answer.headers["Content-Disposition"]) == (200, True)
        assert load_workbook(BytesIO(answer.data))["1.1"]["B3"].value == "D"
    everybody = asker.job_of(asker.press("MAKE", 1, **chosen, TEMPLATE_MUNICIPALITY="all"))
    assert "scores-small-2026.zip · 5 книг" in str(asker.wait("templates", everybody)[Ids.CONTENT])
    asker.client.set_cookie("viewer", "D")
    assert asker.client.get(f"/download/template/{made}").status_code == 403


def test_a_template_of_a_part_of_the_year_is_for_observations_only(asker: Asker) -> None:
    chosen = {"TEMPLATE_PERIOD": "2026", "TEMPLATE_PART": "Q1", "TEMPLATE_MUNICIPALITY": "D"}
    made = asker.job_of(asker.press("MAKE", 1, TEMPLATE_KIND="observations", **chosen))
    assert "observations-2026-Q1-D.xlsx" in str(asker.wait("templates", made)[Ids.CONTENT])
    refused = asker.job_of(asker.press("MAKE", 1, TEMPLATE_KIND="scores", TEMPLATE_METHODOLOGY="small", **chosen))
    assert "Периода «2026-Q1» нет" in str(asker.wait("templates", refused)[Ids.CONTENT])
    unknown = asker.press("MAKE", 1, TEMPLATE_KIND="observations", **chosen | {"TEMPLATE_PART": "Q9"})
    assert "Такой части года нет" in str(unknown)


def test_marked_copy_and_list_of_findings_are_fetched(asker: Asker) -> None:
    checked = asker.upload(asker.points(9))
    asker.wait("upload", checked)
    cell = place(asker.folder / "d.xlsx", "1.1", "Баллы", "i1", "penalty")
    marked = asker.client.get(f"/download/marked/{checked}")
    comment = load_workbook(BytesIO(marked.data))["1.1"][cell].comment
    assert comment is not None
    assert "Найдено: 9." in comment.text
    listed = asker.client.get(f"/download/findings/{checked}.csv").data.decode("utf-8-sig")
    # An invisible sign keeps a spreadsheet from taking a code for a date.
    assert f";\u20601.1;{cell};" in listed
    assert asker.client.get(f"/download/findings/{checked}.xlsx").status_code == 200
    assert asker.client.get(f"/download/findings/{checked}.pdf").status_code == 404


@pytest.mark.parametrize("what", ["template/{job}", "marked/{job}", "findings/{job}.csv"])
@pytest.mark.parametrize("job", ["0" * 32, "x", "job:1", "..jobs.db"])
def test_unknown_downloads_are_not_found(asker: Asker, what: str, job: str) -> None:
    assert asker.client.get(f"/download/{what.format(job=job)}").status_code == 404


def test_a_job_of_another_kind_is_no_download(asker: Asker) -> None:
    made = asker.job_of(asker.press("MAKE", 1, TEMPLATE_KIND="municipalities"))
    asker.wait("templates", made)
    for what in (f"marked/{made}", f"findings/{made}.csv"):
        assert asker.client.get(f"/download/{what}").status_code == 404


def test_a_head_reaches_nothing(asker: Asker) -> None:
    checked = asker.upload(asker.points(9))
    asker.wait("upload", checked)
    asker.client.set_cookie("viewer", "D")
    assert "error-notice" in str(asker.show("upload", checked)[Ids.CONTENT])
    for what in (f"template/{checked}", f"marked/{checked}", f"findings/{checked}.csv"):
        assert asker.client.get(f"/download/{what}").status_code == 403
    assert asker.client.get("/export/data/revisions.csv").status_code == 403
    before = len(asker.revisions())
    for store in ("PUBLISH", "UNDO", "CONFIRM", "CANCEL", "LOOK", "MAKE"):
        assert "error-notice" in str(asker.press(store, 1 if store == "MAKE" else checked)), store
    with reading(asker.engine) as session:
        assert session.scalar(select(func.count()).select_from(Revision)) == before


def test_the_journal_is_exported(asker: Asker) -> None:
    lines = asker.client.get("/export/data/revisions.csv").data.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("2;")
    assert ";second;test;" in lines[1]


def test_a_saved_mapping_is_deleted_by_its_button(asker: Asker, tmp_path: Path) -> None:
    table = by_hand(
        tmp_path / "t.xlsx", {"S": [("Код МО", "Код показателя", "Период", "Значение"), ("A", "x", 2026, 1)]}
    )
    job = asker.upload(table, "table")
    asker.wait("upload", job)
    values = {"mapping-column-municipality_code": "Код МО", "mapping-name": "Моё"}

    def press(action: str, **more: str) -> dict[str, Any]:
        form = {"job": job, "action": action, "values": values | more}
        return asker.ask([Ids.MAPPING], {f"{Ids.MAPPING}.data": form})

    saved = press("save")
    assert "сохранено" in str(saved)
    assert "Удалить" in str(asker.wait("upload", asker.job_of(saved)))
    deleted = press("delete", **{"mapping-saved": "Моё"})
    assert "удалено" in str(deleted)
    assert "Удалить" not in str(asker.wait("upload", asker.job_of(deleted)))


def test_a_question_is_answered_on_the_page_and_the_answer_goes_along_to_the_publication(asker: Asker) -> None:
    with writing(asker.engine) as session:
        small_indicators.build(session)
    labels = (("Период", "2026"), (), ("Код муниципалитета", "Код показателя", "Значение"))
    path = by_hand(asker.folder / "o.xlsx", {"Муниципалитеты": [*labels, ("C", "share", 0.25), ("D", "share", 1)]})
    checked = asker.upload(path, "observations")
    shown = asker.wait("upload", checked)
    assert "Доли единицы" in str(shown[Ids.CONTENT])
    assert "Есть вопросы" in str(shown[Ids.PUBLISH_BAR])
    answered = asker.job_of(asker.press("ANSWER", f"{checked}~share~Муниципалитеты!C"))
    assert "прочитаны как доли" in str(asker.wait("upload", answered)[Ids.CONTENT])
    published = asker.job_of(asker.press("PUBLISH", answered, WORDS=""))
    assert "сохранён как ревизия 3" in str(asker.wait("upload", published)[Ids.CONTENT])
    with reading(asker.engine) as session:
        rows = session.scalars(select(Observation).where(Observation.valid_from == 3, Observation.numerator.is_(None)))
        assert sorted(row.value for row in rows) == [25.0, 100.0]


def test_a_new_period_is_created_by_a_button_and_only_with_the_file(asker: Asker) -> None:
    with writing(asker.engine) as session:
        small_indicators.build(session)
    labels = (("Период", "2031/32"), (), ("Код муниципалитета", "Код показателя", "Значение"))
    path = by_hand(asker.folder / "o.xlsx", {"Муниципалитеты": [*labels, ("C", "count", 7)]})

    def is_there() -> bool:
        with reading(asker.engine) as session:
            return session.scalar(select(Period.id).where(Period.code == "2032")) is not None

    checked = asker.upload(path, "observations")
    assert "Периода 2032 ещё нет. Создать?" in str(asker.wait("upload", checked)[Ids.CONTENT])
    answered = asker.job_of(asker.press("ANSWER", f"{checked}~create~period!2032"))
    assert "Период 2032 создаётся вместе с загрузкой файла." in str(asker.wait("upload", answered)[Ids.CONTENT])
    assert not is_there()
    published = asker.job_of(asker.press("PUBLISH", answered, WORDS=""))
    assert "сохранён как ревизия 3" in str(asker.wait("upload", published)[Ids.CONTENT])
    assert is_there()


@pytest.mark.parametrize("said", ["", "x", "~share~", "job~share", 7])
def test_an_answer_to_no_question_changes_nothing(asker: Asker, said: object) -> None:
    answer = asker.press("ANSWER", said)
    assert not any(name.startswith(Ids.JOB) and item.get("data") for name, item in answer.items())
