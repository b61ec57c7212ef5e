"""A roadmap measure as pages show it: how it stands on a day, what is missing in it, and its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from data.errors import BadSelection, NothingYet
from data.formats import day as day_words
from data.formats import day_of_year
from data.language import _, ngettext, pgettext
from data.measures.deadlines import LIKELY_YEARS, ONCE, UNDATED_KINDS, Deadline, Standing, Term, standing
from data.queries.headings import region_line
from data.queries.methodologies import CycleComponentLine
from data.queries.revisions import revision_line
from data.queries.roadmap_measures import Completion, MeasureLine, roadmap_measures
from data.storage.reader import Reader
from data.text.deadline_kinds import DEADLINE_KINDS
from data.text.document_numbers import bare_number
from data.text.word_lists import word_of
from data.vocabulary import DeadlineKind, MeasureStatus


class Finding(StrEnum):
    """What is missing in a measure. Values stand in addresses."""

    NO_RESULT = "no_result"
    NO_DEADLINE = "no_deadline"
    NO_RESPONSIBLE = "no_responsible"
    NO_STAGE = "no_stage"
    NO_PROOF = "no_proof"


@dataclass(frozen=True)
class MeasureRow:
    """A measure on a day: ``standing`` says how it stands, ``findings`` what is missing in it."""

    line: MeasureLine
    day: date

    @cached_property
    def standing(self) -> Standing:
        return standing(self.line.deadline, self.line.done, self.day)

    @property
    def status(self) -> MeasureStatus:
        return self.standing.status

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        line = self.line
        missing = {
            Finding.NO_RESULT: not line.expected_result,
            Finding.NO_DEADLINE: not has_deadline(line.deadline),
            Finding.NO_RESPONSIBLE: not line.responsible,
            Finding.NO_STAGE: not line.stage,
            # A result is stated, and no document proves it.
            Finding.NO_PROOF: bool(line.result) and not line.completions,
        }
        return tuple(finding for finding, is_missing in missing.items() if is_missing)

    @property
    def proof(self) -> Completion | None:
        """The document of the term that counts, where it was carried out by the day."""
        key = self.standing.term.key
        return next((one for one in self.line.completions if one.term == key and one.done_on <= self.day), None)


def has_deadline(deadline: Deadline) -> bool:
    """Whether a measure states a deadline by which it can be judged, or one that needs no day."""
    if deadline.kind is DeadlineKind.NOT_STATED:
        return False
    if deadline.kind in UNDATED_KINDS or deadline.kind is DeadlineKind.ANNUAL:
        return True
    if deadline.kind is DeadlineKind.EVERY_FEW_YEARS:
        return bool(deadline.every_years and (deadline.first or deadline.last))
    return bool(deadline.last or (deadline.first and deadline.kind is not DeadlineKind.PERIOD))


def day_of(reader: Reader, asked: str | None) -> date:
    """The day as of which measures are judged: the one asked for, else that of the reader's revision in the region.

    So an answer follows from revision and choice, and never from the clock. Raises BadSelection for a day that is
    none, NothingYet in an empty database.
    """
    if asked is not None:
        try:
            found = date.fromisoformat(asked)
        except ValueError:
            found = date.min
        if found.year not in LIKELY_YEARS:
            raise BadSelection(
                _("“{day}” is not a day of the calendar. Choose a day from {first} to {last}.").format(
                    day=asked, first=LIKELY_YEARS.start, last=LIKELY_YEARS.stop - 1
                )
            )
        return found
    revision, region = revision_line(reader), region_line(reader)
    if revision is None:
        raise NothingYet(_("Nothing is loaded yet. Load the registers and a roadmap, then open this page again."))
    return revision.created_at.astimezone(ZoneInfo(region.time_zone if region else "UTC")).date()


def measures_of_stage(
    reader: Reader, methodology: str, municipality: str, direction: str, stages: Iterable[str]
) -> tuple[MeasureRow, ...] | None:
    """The measures of a municipality that should fix one of these stages (codes, or codes of their groups), as of the
    day of the revision. None where it has no roadmap by this methodology, or none that the viewer may see."""
    wanted = set(stages)
    lines = roadmap_measures(reader, methodology, municipality=municipality)
    if not lines:
        return None
    day = day_of(reader, None)
    return tuple(MeasureRow(line, day) for line in lines if line.direction == direction and line.stage in wanted)


def stages_of(code: str, components: Iterable[CycleComponentLine]) -> set[str]:
    """Every code under which a measure of this stage may stand: the stage itself, its group, the members of a group."""
    members = [one for one in components if code in (one.code, one.group)]
    return {code, *(one.code for one in members), *(one.group for one in members)}


def status_words(status: MeasureStatus) -> str:
    return {
        MeasureStatus.OVERDUE: _("overdue"),
        MeasureStatus.DUE: _("due soon"),
        MeasureStatus.RUNNING: _("under way"),
        MeasureStatus.AHEAD: _("ahead"),
        MeasureStatus.UNDATED: _("no last day"),
        MeasureStatus.LATE: _("done late"),
        MeasureStatus.DONE: pgettext("measure", "done"),
    }[status]


def finding_words(finding: Finding) -> str:
    return {
        Finding.NO_RESULT: _("no expected result"),
        Finding.NO_DEADLINE: _("no deadline"),
        Finding.NO_RESPONSIBLE: _("no responsible"),
        Finding.NO_STAGE: _("no stage"),
        Finding.NO_PROOF: _("a result without a document"),
    }[finding]


def deadline_words(line: MeasureLine) -> str:
    """The deadline as the roadmap has it, else its kind and days in words."""
    deadline = line.deadline
    kind = str(word_of(deadline.kind, DEADLINE_KINDS))
    if line.deadline_text:
        return line.deadline_text
    if deadline.kind is DeadlineKind.ANNUAL and deadline.last:
        return _("every year until {day}").format(day=day_of_year(deadline.last))
    if deadline.kind is DeadlineKind.EVERY_FEW_YEARS and deadline.every_years:
        return ngettext("once in {number} year", "once in {number} years", deadline.every_years).format(
            number=deadline.every_years
        )
    days = span_words(deadline.first, deadline.last)
    return f"{kind}: {days}" if days and deadline.kind not in UNDATED_KINDS else kind


def span_words(first: date | None, last: date | None) -> str:
    """«01.07.2026–31.08.2026», «31.08.2026» where only the last day is known, «from …» where only the first is."""
    if first and last and first != last:
        return f"{day_words(first.isoformat())} – {day_words(last.isoformat())}"
    if last:
        return day_words(last.isoformat())
    return _("from {day}").format(day=day_words(first.isoformat())) if first else ""


def term_words(term: Term) -> str:
    """Which term of a measure is meant: its year, or its last day, or nothing where it is the only one."""
    if term.due is None:
        return "" if term.key == ONCE else term.key
    return _("until {day}").format(day=day_words(term.due.isoformat()))


def proof_words(proof: Completion) -> str:
    """«Приказ № 12-о от 03.03.2026»."""
    number = " " + _("No. {number}").format(number=bare_number(proof.number)) if proof.number else ""
    return _("{title}{number} of {day}").format(
        title=proof.title, number=number, day=day_words(proof.document_date.isoformat())
    )
