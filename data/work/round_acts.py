"""What a person asks for on the page of a round: opening one, decisions about its forms, and jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from data.access import Viewer
from data.errors import BadSelection, NotFound
from data.findings import first_of
from data.formats import day
from data.jobs.kinds import ROUND_FORMS, ROUND_MARKED, ROUND_PUBLISH, ROUND_REHEARSE
from data.jobs.queue import JobQueue
from data.language import _
from data.queries.headings import today_in_region
from data.queries.registry import municipalities, periods
from data.queries.rounds import board, column_questions
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.rounds import (
    FormRequest,
    Place,
    approve_return,
    choose_return,
    decide_answer,
    open_round,
    write_answer,
)
from data.text.answers import PercentScale
from data.views.round.questions import columns_at_once, text_choices
from data.views.round.words import form_words, past_day_words
from data.vocabulary import JobState
from data.work.publication import read_day
from data.work.round_answering import answer_question

Values = Mapping[str, Any]
FORMS = ("scores", "observations", "schools", "measures")
# How many unknown codes are named.
MOST_NAMED = 20
JOBS = {"forms": ROUND_FORMS, "marked": ROUND_MARKED, "rehearse": ROUND_REHEARSE}


@dataclass(frozen=True)
class Done:
    """What is said of an act, the job that it has started, and the round that it has opened.

    ``refused`` says at the form of a new round why it cannot be opened as it is filled in.
    """

    told: str = ""
    refused: str = ""
    job: str = ""
    opened: str = ""


def carry_out(engine: Engine, queue: JobQueue, viewer: Viewer, code: str, act: Mapping[str, Any]) -> Done:
    """Carry out ``act`` of a form: its ``action``, such as ``choose~12``, with its ``values`` by their ids.

    Raises BadSelection for what is no act, and what opening, deciding and publishing raise.
    """
    viewer.require_writing()
    name, _tilde, subject = str(act.get("action") or "").partition("~")
    values: Values = act.get("values") if isinstance(act.get("values"), dict) else {}  # type: ignore[assignment]
    if name == "open":
        try:
            return _open(engine, viewer, values)
        except (BadSelection, NotFound) as refused:
            return Done(refused=str(refused))
    if name in JOBS:
        request = {"round": code, **_publication(values)} if name == "rehearse" else {"round": code}
        return Done(job=queue.add(JOBS[name], viewer, viewer.author, request).id)
    if name == "publish":
        return _publish(queue, viewer, subject)
    if subject.isdecimal() and name in set(PercentScale):
        _answer_column(engine, viewer, code, name, int(subject), values)
        return Done()
    if subject.isdecimal() and name == "text":
        _answer_text(engine, viewer, code, int(subject), values)
        return Done()
    if subject.isdecimal() and name in ("choose", "approve", "answer", "accept", "reject"):
        return _decide(engine, viewer, code, name, int(subject), values)
    raise BadSelection(_("This cannot be done here. Choose again on the page."))


def _open(engine: Engine, viewer: Viewer, values: Values) -> Done:
    period = str(values.get("round-new-period") or "")
    with writing(engine) as session:
        reader = open_reader(session, viewer)
        year = year_of(reader, period)
        forms = [_form(kind, year, values) for kind in FORMS if values.get(f"round-new-form-{kind}")]
        if not values.get("round-new-past"):
            _require_days_ahead(reader, forms)
        code = open_round(
            session,
            viewer,
            period=period,
            name=str(values.get("round-new-name") or ""),
            forms=forms,
            municipalities=_asked(reader, year, str(values.get("round-new-places") or "")),
            author=viewer.author,
        )
    return Done(_("The round {code} is open.").format(code=code), opened=code)


def _asked(reader: Reader, year: int, typed_codes: str) -> list[str]:
    """The municipalities named by code, or all that exist in the year. Raises NotFound, naming all that do not."""
    existing = {one.code.casefold(): one.code for one in municipalities(reader) if one.exists_in(year)}
    named = typed_codes.replace(",", " ").replace(";", " ").split()
    unknown = [code[:40] for code in dict.fromkeys(named) if code.casefold() not in existing]
    if unknown:
        raise NotFound(
            _(
                "“{field}”: no such municipality in {year}: {codes}. Fix the codes; nothing else has to be typed again."
            ).format(field=_("Who is asked"), year=year, codes=first_of(unknown, MOST_NAMED))
        )
    return [existing[code.casefold()] for code in named] or list(existing.values())


def _form(kind: str, year: int, values: Values) -> FormRequest:
    """A form with its last day in the year of the period: from the calendar, or an own one. Raises BadSelection."""
    own, calendar = values.get(f"round-new-own-{kind}"), values.get(f"round-new-due-{kind}")
    due = read_day(own or (f"{year}-{calendar}" if calendar else None))
    methodology = str(values.get("round-new-methodology") or "") if kind == "scores" else ""
    return FormRequest(kind, due, methodology)


def _require_days_ahead(reader: Reader, forms: Sequence[FormRequest]) -> None:
    """Raises BadSelection for forms whose day has passed."""
    if past := past_forms(reader, forms):
        raise BadSelection(
            _("The due day has passed already: {forms}. Choose another day, or tick “{box}”.").format(
                forms=past, box=past_day_words()
            )
        )


def past_forms(reader: Reader, forms: Sequence[FormRequest]) -> str:
    """The forms whose day has passed, in words: every one of them would be late from the first moment on."""
    today = today_in_region(reader)
    return "; ".join(f"{form_words(form.kind)}, {day(form.due.isoformat())}" for form in forms if form.due < today)


def year_of(reader: Reader, period: str) -> int:
    """Raises NotFound for an unknown period."""
    for one in periods(reader):
        if one.code == period:
            return one.year
    raise NotFound(_("There is no “{code}” here.").format(code=period))


def _publication(values: Values) -> dict[str, Any]:
    until = values.get("round-closed")
    closed = read_day(until).isoformat() if until else None
    return {"words": str(values.get("round-words") or ""), "closed_until": closed}


def _publish(queue: JobQueue, viewer: Viewer, rehearsed: str) -> Done:
    """Publish what was rehearsed, compared with the very revision that its consequences were shown for."""
    job = queue.read(rehearsed, viewer)
    if job.kind != ROUND_REHEARSE or job.state is not JobState.DONE or "base" not in job.result:
        raise NotFound(_("There is no such job. Upload the file again."))
    request = job.request | {"base": job.result["base"]}
    return Done(job=queue.add(ROUND_PUBLISH, viewer, viewer.author, request).id)


def _decide(engine: Engine, viewer: Viewer, code: str, name: str, identity: int, values: Values) -> Done:
    author = viewer.author
    place = _question(engine, viewer, code, identity, values) if name in ("answer", "accept", "reject") else None
    with writing(engine, data=False) as session:
        if name == "choose":
            choose_return(session, viewer, identity, author=author)
        elif name == "approve":
            approve_return(session, viewer, identity, author=author)
        elif place is not None and name == "answer":
            write_answer(session, viewer, identity, place, str(values.get("round-answer") or ""), author=author)
        elif place is not None:
            decide_answer(session, viewer, identity, place, is_accepted=name == "accept", author=author)
    return Done()


def _answer_column(engine: Engine, viewer: Viewer, code: str, choice: str, identity: int, values: Values) -> None:
    """The column is chosen by its number among those that the file asks about, or as all indicators of a column.

    Raises NotFound.
    """
    findings = _findings(engine, viewer, code, identity)
    columns, number = column_questions(findings), str(values.get("round-column") or "0")
    if number in columns_at_once(findings):
        answer_question(engine, viewer, code, identity, number, choice, author=viewer.author)
        return
    if not number.isdecimal() or int(number) >= len(columns):
        raise NotFound(_("There is no such question in this file."))
    column = str(columns[int(number)]["question"])
    answer_question(engine, viewer, code, identity, column, choice, author=viewer.author)


def _answer_text(engine: Engine, viewer: Viewer, code: str, identity: int, values: Values) -> None:
    """The reading is chosen by its number among all that the file's texts allow. Raises NotFound."""
    choices = text_choices(_findings(engine, viewer, code, identity))
    number = str(values.get("round-text") or "0")
    if not number.isdecimal() or int(number) >= len(choices):
        raise NotFound(_("There is no such question in this file."))
    chosen = choices[int(number)]
    answer_question(engine, viewer, code, identity, chosen.place, chosen.answer, author=viewer.author)


def _findings(engine: Engine, viewer: Viewer, code: str, identity: int) -> tuple[dict[str, Any], ...]:
    with reading(engine) as session:
        line = board(open_reader(session, viewer), code).returns.get(identity)
    return line.findings if line else ()


def _question(engine: Engine, viewer: Viewer, code: str, identity: int, values: Values) -> Place:
    """The place of the question that was chosen by its number among those of the file. Raises NotFound."""
    open_to_notes = [one for one in _findings(engine, viewer, code, identity) if one["severity"] == "warning"]
    number = str(values.get("round-question") or "0")
    if not number.isdecimal() or int(number) >= len(open_to_notes):
        raise NotFound(_("There is no such question in this file."))
    chosen = open_to_notes[int(number)]
    return chosen["rule"], chosen["sheet"] or "", chosen["cell"] or ""
