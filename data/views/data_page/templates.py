"""What the tab of templates offers, and how far the making of one is."""

from dataclasses import dataclass

from sqlalchemy import func, select

from data.jobs.queue import Job
from data.language import _, local
from data.models.assessment import Assessment
from data.models.methodology import Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
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
    used = select(func.max(Period.year)).join(Assessment, Assessment.period_id == Period.id)
    last_used = used.where(Assessment.methodology_id == Methodology.id).scalar_subquery()
    parameters = select(func.count(Parameter.id)).join(Parameter.position).join(Position.direction)
    loaded = parameters.where(Direction.methodology_id == Methodology.id).scalar_subquery()
    methodologies = reader.session.scalars(
        select(Methodology).order_by(func.coalesce(last_used, 0).desc(), loaded.desc(), Methodology.code)
    )
    periods = reader.session.scalars(select(Period).order_by(Period.year.desc()))
    places = reader.session.scalars(
        select(Municipality).order_by(Municipality.last_year.is_(None).desc(), Municipality.code)
    )
    return TemplateChoices(
        tuple(_choice(row.code, f"{local(row.name_ru, row.name_en)} ({row.code})") for row in methodologies),
        tuple(_choice(row.code, row.school_year or row.code) for row in periods),
        tuple(_choice(row.code, f"{row.code} {local(row.short_ru, row.short_en)}{_until(row)}") for row in places),
    )


def _choice(code: str, name: str) -> Choice:
    return Choice(code, name, name)


def _until(place: Municipality) -> str:
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
