"""What the tab of templates offers, and how far the making of one is."""

from dataclasses import dataclass

from data.errors import BadSelection
from data.jobs.queue import Job
from data.language import _
from data.queries.methodologies import methodologies
from data.queries.registry import MunicipalityEntry, municipalities, periods
from data.storage.reader import Reader
from data.text.intervals.words import interval_words
from data.views.shared.choices import Choice
from data.vocabulary import JobState


@dataclass(frozen=True)
class TemplateChoices:
    """Codes with their names, for the controls; the first of each is where they start."""

    methodologies: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]


# The parts of a year that most sources have; a template of any other is made on the command line.
PARTS = ("Q1", "Q2", "Q3", "Q4", "H1", "H2")
WHOLE_YEAR = "year"


def template_parts() -> tuple[Choice, ...]:
    """What a template of observations may be of."""
    return (
        _choice(WHOLE_YEAR, _("the whole year")),
        *(_choice(code, interval_words(code)) for code in PARTS),
    )


def template_period(period: str | None, part: object) -> str | None:
    """The period that a template is asked for: the year, or a part of it. Raises BadSelection for what is no part."""
    if part in (None, "", WHOLE_YEAR) or period is None:
        return period
    if part not in PARTS:
        raise BadSelection(_("There is no such part of a year. Choose it again."))
    return f"{period}-{part}"


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
