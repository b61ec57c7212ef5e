"""The page /round over HTTP, with a real queue and a worker in a thread: files are sent, the work is cancelled."""

import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.settings import Settings
from data.vocabulary import FormState
from data.work import round_receiving
from layouts.round.page import Ids
from tests.dashboard.conftest import callback_payload
from tests.data.intake.conftest import region, sqlite_file
from tests.data.work.round_region import build, cells, fill, forms, look
from tests.data.work.working import worker
from tests.waiting import PATIENCE, wait_for

__all__ = ["region", "sqlite_file"]

pytestmark = pytest.mark.slow

PLACES = ("N01", "N02", "N03", "N04")
CALLBACK = "/_dash-update-component"


class Browser:
    """Somebody who loads data, with a browser."""

    def __init__(self, app: Application, code: str) -> None:
        self.app, self.code = app, code
        self.client = app.server.test_client()

    def send(self, *paths: Path) -> str:
        files = [(BytesIO(path.read_bytes()), path.name) for path in paths]
        answer = self.client.post(f"/upload/round/{self.code}", data={"file": files})
        assert answer.status_code == 200, answer.text
        return str(answer.get_json()["job"])

    def ask(self, first: str, values: dict[str, Any]) -> dict[str, Any]:
        key = next(
            key
            for key, entry in self.app.callback_map.items()
            if "callback" in entry and entry["inputs"][0]["id"] == first
        )
        answer = self.client.post(CALLBACK, json=callback_payload(self.app, key, values))
        assert answer.status_code == 200
        return dict(answer.get_json()["response"]) if answer.data else {}

    def show(self, job: str) -> dict[str, Any]:
        return self.ask(Ids.ROUND, {f"{Ids.ROUND}.value": self.code, f"{Ids.JOB}.data": job})

    def cancel(self, job: str) -> dict[str, Any]:
        return self.ask(Ids.CANCEL, {f"{Ids.CANCEL}.data": job})

    def wait(self, job: str) -> str:
        wait_for(lambda: self.show(job)[Ids.POLL]["disabled"], f"the end of job {job}")
        return str(self.show(job)[Ids.CONTENT])


@pytest.fixture
def browser(region: Engine, tmp_path: Path) -> Iterator[Browser]:
    code = build(region, PLACES)
    settings = Settings(demo=True, upload_folder=tmp_path / "uploads", queue_url=f"sqlite:///{tmp_path}/jobs.db")
    with worker(region, tmp_path):
        yield Browser(create_app(settings, region), code)


def test_work_is_cancelled_by_its_button_and_goes_on_where_it_was(
    browser: Browser, region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = forms(region, browser.code, tmp_path / "forms")
    where = cells(made["N01"])
    files = [fill(made[one], where) for one in PLACES]
    halfway, go_on = threading.Event(), threading.Event()
    taken = round_receiving._receive_one
    count = 0

    def stop_after_two(*arguments: Any) -> Any:
        nonlocal count
        if count == 2:
            halfway.set()
            assert go_on.wait(PATIENCE)
        count += 1
        return taken(*arguments)

    monkeypatch.setattr(round_receiving, "_receive_one", stop_after_two)
    job = browser.send(*files)
    assert halfway.wait(PATIENCE)
    shown = browser.show(job)
    assert not shown[Ids.POLL]["disabled"]
    # The button carries the job that it ends.
    assert all(words in str(shown[Ids.CONTENT]) for words in (job, "Прервать"))
    browser.cancel(job)
    go_on.set()
    assert "Работа прервана" in browser.wait(job)
    # What was taken before stays; the rest comes when the same files are sent again, and nothing twice.
    before = len(look(region, browser.code).returns)
    assert 2 <= before < len(PLACES)
    browser.wait(browser.send(*files))
    found = look(region, browser.code)
    assert (len(found.returns), found.counts()[FormState.CLEAN]) == (len(PLACES), len(PLACES))


def test_a_job_that_has_ended_and_one_of_nobody_are_not_cancelled(browser: Browser, tmp_path: Path) -> None:
    nothing = tmp_path / "photo.xlsx"
    nothing.write_bytes(b"\xff\xd8\xff\xe0 a photo")
    job = browser.send(nothing)
    before = browser.wait(job)
    browser.cancel(job)
    assert str(browser.show(job)[Ids.CONTENT]) == before
    assert "error-notice" in str(browser.cancel("0" * 32))
