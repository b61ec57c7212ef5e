"""What the tab of templates offers, and how far the making of one is."""

from dataclasses import dataclass

from data.jobs.queue import Job
from data.language import _
from data.queries.methodologies import methodologies
from data.queries.registry import MunicipalityEntry, municipalities, periods
from data.storage.reader import Reader
from data.views.shared.choices import Choice
from data.vocabulary import JobState


@dataclass(frozen=True)
class TemplateChoices:
    """Codes with their names, for the controls; the first of each is where they start."""

    methodologies: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]


@dataclass(frozen=True)
class TemplateJobView:
    """``name`` is the file's name for people; ``workbooks`` how many a ZIP holds, None for a single workbook."""

    job: str
    state: JobState
    progress: int
    total: int
    refusal: str
    name: str
    workbooks: int | None

    @property
    def running(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)


def template_choices(reader: Reader) -> TemplateChoices:
    """Methodologies in use with the largest rubric first, the latest period first, ended municipalities last."""
    reader.viewer.require_writing()
    places = sorted(municipalities(reader), key=lambda one: one.last_year is not None)
    return TemplateChoices(
        tuple(_choice(one.code, f"{one.name} ({one.code})") for one in methodologies(reader)),
        tuple(_choice(one.code, one.school_year or one.code) for one in reversed(periods(reader))),
        tuple(_choice(one.code, f"{one.code} {one.short}{_until(one)}") for one in places),
    )


def _choice(code: str, name: str) -> Choice:
    return Choice(code, name, name)


def _until(place: MunicipalityEntry) -> str:
    return "" if place.last_year is None else " " + _("(until {year})").format(year=place.last_year)


def template_job_view(job: Job) -> TemplateJobView:
    return TemplateJobView(
        job=job.id,
        state=job.state,
        progress=job.progress,
        total=job.total,
        refusal=job.result.get("refusal", ""),
        name=job.result.get("name", ""),
        workbooks=job.result.get("workbooks"),
    )
