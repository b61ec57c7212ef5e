"""Setting a target on /indicators, and removing one: each a revision of its own, with its reason, in the audit log."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadSelection, Conflict, NotFound
from data.intake.kinds.targets.check import MOST_YEARS_AHEAD, TargetAnswer
from data.intake.kinds.targets.store import current_targets, plan_targets
from data.intake.tables.collector import Collector
from data.language import _, local
from data.messages import Message, MessageCode
from data.models.indicators import Target
from data.models.revision import Revision
from data.queries import registry
from data.queries.indicators import IndicatorLine, indicator_list
from data.queries.registry import IndicatorEntry, MunicipalityEntry
from data.storage.bulk import end_rows
from data.storage.database import writing
from data.storage.reader import Reader, latest_revision, open_reader
from data.storage.revisions import open_revision
from data.views.indicators.target_form import is_unlike
from data.views.indicators.unlike_texts import unlike_words
from data.views.shared.revision_words import author_words
from data.vocabulary import Level, RevisionKind
from data.work.target_fields import Entered, read_target


class ChangedMeanwhile(Conflict):
    """Somebody has changed the same target since the form was opened; nothing is stored."""


def set_target(engine: Engine, viewer: Viewer, values: Mapping[str, Any]) -> int:
    """Store the target of a form as a revision; returns its number, or the latest one where nothing changes.

    ``values`` come from a browser as they are, named by the fields of the form; ``base`` is the revision that it was
    opened with. Raises AccessDenied, BadSelection (which names the field), NotFound and ChangedMeanwhile.
    """
    viewer.require_setting_targets()
    with writing(engine) as session:
        reader = open_reader(session, viewer)
        line, entry = _indicator(reader, values.get("indicator"))
        entered = read_target(values, line, _last_year(reader))
        place = _place(reader, entered.municipality)
        _require_unchanged(session, entry, place, values.get("base"))
        answer = TargetAnswer(entry, place, entered.rule, entered.raw, *_contradiction(reader, entry, place, entered))
        plan = plan_targets(reader, [answer], Collector())
        if not plan.changes:
            return latest_revision(session)
        revision = _open(session, viewer, MessageCode.TARGET_SET, entered, entry)
        revision.changed_cells = len(plan.changes)
        session.flush()
        plan.store(session, revision.number)
        return revision.number


def _contradiction(
    reader: Reader, entry: IndicatorEntry, place: MunicipalityEntry | None, entered: Entered
) -> tuple[str | None, str | None]:
    """Russian and English: the form has one of them, and where it was not changed the other one stays."""
    typed = entered.contradiction or None
    standing = current_targets(reader).get((entry.id, place.id if place else None))
    pair = [standing.values[f"contradiction_{language}"] for language in ("ru", "en")] if standing else []
    return (pair[0], pair[1]) if typed and typed == local(*(pair or ("", ""))) else (typed, typed)


def text_warning(reader: Reader, values: Mapping[str, Any]) -> str:
    """What is to be said of a stored target whose fields are no reading of its text; empty where they are one."""
    line, _entry = _indicator(reader, values.get("indicator"))
    entered = read_target(values, line, _last_year(reader))
    rule = replace(entered.rule, is_contradictory=bool(entered.contradiction))
    return unlike_words() if is_unlike(line, rule, entered.raw) else ""


def remove_target(engine: Engine, viewer: Viewer, values: Mapping[str, Any]) -> int:
    """Remove the target that the form is of: a municipality without its own one has the region's again.

    Raises as ``set_target``, and NotFound where there is none.
    """
    viewer.require_setting_targets()
    with writing(engine) as session:
        reader = open_reader(session, viewer)
        line, entry = _indicator(reader, values.get("indicator"))
        # Whatever else stands in the form is of no interest; a reason is.
        stated = {"kind": "presence", "year": "2000", "text": "—"}
        entered = read_target({name: values.get(name) for name in ("place", "reason")} | stated, line, 2100)
        place = _place(reader, entered.municipality)
        _require_unchanged(session, entry, place, values.get("base"))
        standing = current_targets(reader).get((entry.id, place.id if place else None))
        if standing is None:
            raise NotFound(_("There is no such target: it was removed, or never set."))
        revision = _open(session, viewer, MessageCode.TARGET_REMOVED, entered, entry)
        revision.changed_cells = 1
        session.flush()
        end_rows(session, Target, [standing.id], revision.number)
        return revision.number


def _last_year(reader: Reader) -> int:
    """The last year that a target may name."""
    years = (period.year for period in registry.periods(reader))
    return max(years, default=2100 - MOST_YEARS_AHEAD) + MOST_YEARS_AHEAD


def _indicator(reader: Reader, code: Any) -> tuple[IndicatorLine, IndicatorEntry]:
    line = next((one for one in indicator_list(reader) if one.code == code), None)
    entries = (one for one in registry.indicators(reader) if one.level == Level.MUNICIPALITY)
    entry = next((one for one in entries if one.code == code), None)
    if line is None or entry is None:
        raise NotFound(_("There is no indicator “{code}”.").format(code=str(code)[:64]))
    return line, entry


def _place(reader: Reader, code: str) -> MunicipalityEntry | None:
    if not code:
        return None
    found = registry.municipality(reader, code)
    if found is None:
        raise NotFound(_("There is no municipality “{code}”.").format(code=code[:64]))
    return found


def _require_unchanged(session: Session, entry: IndicatorEntry, place: MunicipalityEntry | None, base: Any) -> None:
    if not isinstance(base, str) or not base.isdecimal() or len(base) > 9:
        raise BadSelection(_("This form cannot be saved. Open it again."))
    latest = session.scalar(
        select(func.max(func.coalesce(Target.valid_to, Target.valid_from))).where(
            Target.indicator_id == entry.id,
            Target.municipality_id.is_(None) if place is None else Target.municipality_id == place.id,
        )
    )
    if latest is not None and latest > int(base):
        revision = session.get(Revision, latest)
        words = _(
            "{author} has changed this target in the meantime (revision {number}). Nothing is stored: open the form "
            "again to see the new one."
        )
        raise ChangedMeanwhile(words.format(author=author_words(revision.author) if revision else "", number=latest))


def _open(session: Session, viewer: Viewer, code: MessageCode, entered: Entered, entry: IndicatorEntry) -> Revision:
    about = {"indicator": entry.code, "municipality": entered.municipality}
    message = Message(code, text=entered.reason)
    return open_revision(session, author=viewer.author, kind=RevisionKind.EDIT, message=message, about=about)
