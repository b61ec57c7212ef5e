"""What /round shows: the board of a round, one form in detail, the files that fit nowhere, and what a job has said."""

from dataclasses import dataclass
from typing import Any

from data.formats import day, moment
from data.jobs.queue import Job
from data.language import _, ngettext
from data.measures.rounds.board import BoardCell, Place
from data.queries.headings import region_line
from data.queries.methodologies import Named, methodologies
from data.queries.registry import periods
from data.queries.rounds import (
    AnswerLine,
    Board,
    FormLine,
    ReturnLine,
    RoundLine,
    board,
    column_questions,
    round_lines,
)
from data.storage.reader import Reader
from data.views.data_page.changes import ChangesView, changes_view
from data.views.round.address import RoundSelection
from data.views.round.questions import TextChoice, text_choices
from data.views.round.words import form_words, state_words
from data.views.shared.provenance import Provenance, provenance
from data.vocabulary import FormState, JobState, ReturnOutcome

# A filter that leaves everything.
# Days on which the documents of the regions want forms back (month, day).
CALENDAR = ((8, 5), (8, 15), (9, 30), (12, 20), (12, 29))


@dataclass(frozen=True)
class Detail:
    """One form of one municipality, with every file that came for it, the latest first, and the answers."""

    municipality: str
    name: str
    form: FormLine
    cell: BoardCell
    returns: tuple[ReturnLine, ...]
    answers: tuple[AnswerLine, ...]

    @property
    def findings(self) -> tuple[dict[str, Any], ...]:
        """Of the file that counts, or that came last."""
        current = self.cell.current or (self.cell.returned[-1] if self.cell.returned else None)
        line = next((one for one in self.returns if current and one.id == current.identity), None)
        return line.findings if line else ()

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The findings that ask what a column holds, and those that say what was answered."""
        return column_questions(self.findings)

    @property
    def texts(self) -> tuple[TextChoice, ...]:
        """The ways in which texts may be read that the file asks about."""
        return text_choices(self.findings)

    def answer(self, place: Place) -> AnswerLine | None:
        return next((one for one in self.answers if one.place == place), None)


@dataclass(frozen=True)
class JobView:
    """A job of the round: how far it is, what has come of it. ``changes`` are consequences of a publication."""

    job: str
    kind: str
    state: JobState
    progress: int
    total: int
    result: dict[str, Any]
    changes: ChangesView

    @property
    def running(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True)
class RoundView:
    """``shown`` are the cells that pass the filters. ``periods`` and ``methodologies`` are what can be asked for."""

    selection: RoundSelection
    rounds: tuple[RoundLine, ...]
    board: Board | None
    shown: tuple[tuple[str, int], ...]
    detail: Detail | None
    job: JobView | None
    periods: tuple[str, ...]
    methodologies: tuple[Named, ...]
    zone: str
    # Whether the viewer is one of those who are asked, and sees nothing but the own forms.
    is_own: bool
    provenance: Provenance

    @property
    def is_working(self) -> bool:
        return self.job is not None and self.job.running

    @property
    def sentence(self) -> str:
        if self.board is not None:
            return summary(self.board)
        if self.is_own:
            return _("No round asks your municipality for a form yet.")
        return _("No round is open yet: choose the forms and their last days.")

    @property
    def details(self) -> tuple[Detail, ...]:
        """Every form that is shown, for who has few."""
        found = self.board
        every = () if found is None else tuple(_detail(found, f"{place}~{form}") for place, form in found.cells)
        return tuple(one for one in every if one is not None)


def round_view(reader: Reader, selection: RoundSelection, job: Job | None = None) -> RoundView:
    """Raises AccessDenied for who neither collects forms nor sends them, and NotFound for an unknown round."""
    rounds = round_lines(reader)
    code = selection.round or (rounds[0].code if rounds else None)
    found = board(reader, code) if code else None
    region = region_line(reader)
    return RoundView(
        selection=selection.but(round=code),
        rounds=rounds,
        board=found,
        shown=_shown(found, selection) if found else (),
        detail=_detail(found, selection.cell) if found and selection.cell else None,
        job=_job(reader, job, found) if job else None,
        periods=tuple(one.code for one in reversed(periods(reader))),
        methodologies=methodologies(reader),
        zone=region.time_zone if region else "UTC",
        is_own=not reader.viewer.sees_all_details,
        provenance=provenance(reader, None, (_("Rule of rounds"), rule())),
    )


def rule() -> str:
    return _(
        "A file is known by its key, not by its name. A file with errors never counts: it has to be fixed, and gives "
        "way to one without errors, whichever came first. A question is closed by an accepted answer. Of several files "
        "without errors that say different things none counts until one is chosen."
    )


def summary(found: Board) -> str:
    """«Получено 36 из 42; опубликовано 30, без замечаний 3, …; опоздали 3.»"""
    counts, words = found.counts(), state_words()
    total = len(found.cells)
    back = total - counts[FormState.NOT_RETURNED]
    parts = [
        f"{words[state]}: {count}" for state, count in counts.items() if count and state is not FormState.NOT_RETURNED
    ]
    late = sum(cell.days_late > 0 for cell in found.cells.values())
    replaced = sum(cell.replaced for cell in found.cells.values())
    sentence = _("Returned {back} of {total}.").format(back=back, total=total)
    if parts:
        sentence = f"{sentence[:-1]}; {', '.join(parts)}."
    strangers = len(found.strangers)
    counted = (
        (late, ngettext("{number} form is late.", "{number} forms are late.", late)),
        (replaced, ngettext("{number} file was replaced.", "{number} files were replaced.", replaced)),
        (strangers, ngettext("{number} file fits nowhere.", "{number} files fit nowhere.", strangers)),
    )
    return " ".join([sentence, *(text.format(number=count) for count, text in counted if count)])


def _shown(found: Board, selection: RoundSelection) -> tuple[tuple[str, int], ...]:
    return tuple(
        key
        for key, cell in found.cells.items()
        if selection.state in (None, cell.state.value) and (selection.late is None or cell.days_late > 0)
    )


def _detail(found: Board, key: str) -> Detail | None:
    municipality, _tilde, form = key.partition("~")
    cell = found.cells.get((municipality, int(form)))
    if cell is None:
        return None
    lines = [found.returns[one.identity] for one in reversed(cell.returned)]
    answers = found.answers.get((municipality, int(form)), ())
    name = dict(found.addressees)[municipality]
    return Detail(municipality, name, found.form(int(form)), cell, tuple(lines), answers)


def _job(reader: Reader, job: Job, found: Board | None) -> JobView:
    changes = changes_view(reader, job.result) if "cells" in job.result else ChangesView()
    result = job.result
    if "receipts" in result:
        names = dict(found.addressees) if found else {}
        result = result | {"receipts": [_in_words(one, names) for one in result["receipts"]]}
    return JobView(job.id, job.kind, job.state, job.progress, job.total, result, changes)


def _in_words(receipt: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """A receipt in the language of its reader, who may have changed it since the file was taken."""
    municipality = names.get(receipt.get("code", ""), receipt["municipality"])
    return receipt | {"municipality": municipality, "form": form_words(receipt.get("kind", "")) or receipt["form"]}


def returned_words(view: RoundView, line: ReturnLine) -> str:
    return moment(line.received_at, view.zone)


def due_words(form: FormLine) -> str:
    return day(form.due.isoformat())


def form_name(form: FormLine) -> str:
    return form_words(form.kind, form.methodology_name)


def is_accepted(line: ReturnLine) -> bool:
    return line.outcome is ReturnOutcome.ACCEPTED
