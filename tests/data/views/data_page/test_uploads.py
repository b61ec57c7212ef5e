"""What the page says of an uploaded file, read from the result of its job."""

from sqlalchemy import Engine

from data.access import MINISTRY
from data.findings import Finding
from data.jobs.kinds import CHECK
from data.jobs.queue import Job
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.data_page.uploads import upload_view
from data.vocabulary import JobState, Role, Severity
from tests.data.intake.conftest import region, sqlite_file

__all__ = ["region", "sqlite_file"]


def test_a_check_is_in_the_language_of_who_asked_for_it(region: Engine) -> None:
    told = Finding(Severity.ERROR, "points-above-maximum", "Баллов больше максимума.").as_dict()
    asked = {"kind": "scores", "name": "a.xlsx"}
    job = Job("j", CHECK, JobState.DONE, "o", Role.MINISTRY, None, "ru", asked, result={"findings": [told]})
    for language, is_other in (("ru", False), ("en", True)):
        with reading(region) as session, speaking(language):
            view = upload_view(open_reader(session, MINISTRY), job)
        assert (view.is_in_other_language, view.findings[0].message) == (is_other, "Баллов больше максимума.")
