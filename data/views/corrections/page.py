"""What /corrections shows: how far each period is settled, and each correction of an approved figure."""

from dataclasses import asdict, dataclass
from typing import Any

from data.access import APPROVERS, WRITERS
from data.formats import day, moment
from data.language import _, ngettext
from data.queries.differences import CellReader, cell_changes, observation_cells, score_cells
from data.queries.headings import region_line
from data.queries.indicators import period_years
from data.queries.publication import PublicationLine, publication_lines
from data.queries.results import assessed_periods
from data.queries.revisions import RevisionLine, revisions
from data.storage.publication import PublishedPart
from data.storage.reader import Reader, kept
from data.tables import Column, Kind, Table, Value
from data.views.corrections.address import CorrectionsSelection
from data.views.cycle.words import verdict_words
from data.views.data_page.changes import ChangesView, changes_view
from data.views.data_page.consequences import consequences
from data.views.indicators.words import status_word
from data.views.shared.provenance import Provenance, provenance
from data.views.shared.publication_words import part_words, status_words
from data.views.shared.revision_words import author_words, revision_message
from data.vocabulary import PublicationStatus

# Each correction is compared with the revision before it; choosing a period shows what is older.
MOST_CORRECTIONS = 20
Found = dict[str, Any]


@dataclass(frozen=True)
class Correction:
    """One revision that changed approved figures: what it changed, and what that did to ranks and verdicts."""

    part: PublishedPart
    revision: RevisionLine
    changes: ChangesView


@dataclass(frozen=True)
class CorrectionsView:
    """``parts`` are all that can have a state: (part, its words, its line where it has one).

    ``periods`` are those that can be chosen; ``left_out`` counts corrections beyond the latest ones.
    """

    selection: CorrectionsSelection
    parts: tuple[tuple[PublishedPart, str, PublicationLine | None], ...]
    periods: tuple[str, ...]
    corrections: tuple[Correction, ...]
    left_out: int
    zone: str
    may_close: bool
    may_approve: bool
    provenance: Provenance

    @property
    def sentence(self) -> str:
        count = len(self.corrections) + self.left_out
        if not count:
            return _("No approved figure has been corrected.")
        words = ngettext("{number} correction of approved figures", "{number} corrections of approved figures", count)
        return _("{corrections}, the latest first.").format(corrections=words.format(number=count))


def corrections_view(reader: Reader, selection: CorrectionsSelection) -> CorrectionsView:
    """Everything within the viewer's scope: of other municipalities a head sees what rankings show."""
    lines = [line for line in publication_lines(reader) if selection.period in (None, line.part.period)]
    corrected = sorted(((number, line) for line in lines for number in line.corrections), key=lambda pair: -pair[0])
    shown = corrected[:MOST_CORRECTIONS]
    known = {one.number: one for one in revisions(reader, {number for number, _line in shown})}
    compared = _compared(reader, tuple((line.part, number) for number, line in shown))
    region = region_line(reader)
    return CorrectionsView(
        selection=selection,
        parts=tuple(one for one in _parts(reader) if selection.period in (None, one[0].period)),
        periods=tuple(dict.fromkeys(part.period for part, _words, _line in _parts(reader))),
        corrections=tuple(
            Correction(line.part, known[number], changes_view(reader, compared[line.part, number]))
            for number, line in shown
        ),
        left_out=len(corrected) - len(shown),
        zone=region.time_zone if region else "UTC",
        may_close=reader.viewer.role in WRITERS,
        may_approve=reader.viewer.role in APPROVERS,
        provenance=provenance(reader, None, (_("What is a correction"), rule())),
    )


def rule() -> str:
    return _(
        "Figures are preliminary until the ministry approves them. Whatever changes an approved figure is a "
        "correction: it is published with its reason, and the earlier figure stays in its revision."
    )


def _parts(reader: Reader) -> tuple[tuple[PublishedPart, str, PublicationLine | None], ...]:
    known = {line.part: line for line in publication_lines(reader)}
    found: dict[PublishedPart, str] = {}
    for one in reversed(assessed_periods(reader)):
        for code, name in zip(one.methodologies, one.methodology_names, strict=True):
            part = PublishedPart(one.code, code)
            found[part] = part_words(part, name)
    for period, _year in sorted(period_years(reader).items(), key=lambda pair: -pair[1]):
        found.setdefault(PublishedPart(period), part_words(PublishedPart(period)))
    return tuple((part, words, known.get(part)) for part, words in found.items())


@kept
def _compared(reader: Reader, numbers: tuple[tuple[PublishedPart, int], ...]) -> dict[tuple[PublishedPart, int], Found]:
    """What each of these revisions has changed of its part, for ``changes_view``."""
    readers: dict[int, Reader] = {}
    told: dict[tuple[PublishedPart, int], Found] = {}
    for part, number in numbers:
        # The same reader stands after one correction and before the next.
        before, after = (readers.setdefault(at, reader.at(at)) for at in (number - 1, number))
        told[part, number] = _difference(before, after, part)
    return told


def _difference(before: Reader, after: Reader, part: PublishedPart) -> Found:
    compared: tuple[CellReader, ...] = (score_cells,) if part.methodology else (observation_cells,)
    cells = [one for one in cell_changes(before, after, compared) if one.place.period == part.period]
    found = consequences(before, after)
    same = (part.period, part.methodology)
    return {
        "before": before.revision,
        "after": after.revision,
        "cells": len(cells),
        "cell_list": [asdict(one) for one in cells],
        "rank_list": [asdict(one) for one in found.ranks if (one.period, one.methodology) == same],
        "verdict_list": [asdict(one) for one in found.verdicts if (one.period, one.methodology) == same],
        "status_list": [] if part.methodology else [asdict(one) for one in found.statuses],
    }


def parts_table(view: CorrectionsView) -> Table:
    """How far each period is settled."""
    columns = (
        Column("part", _("What")),
        Column("status", _("Status of the figures")),
        Column("approved", _("Approved")),
        Column("revision", _("Revision")),
        Column("corrections", _("Corrections"), Kind.NUMBER, 0),
        Column("opens", _("Closed until")),
    )
    words = status_words()
    rows: list[dict[str, Value]] = [
        {
            "part": name,
            "status": words[line.status if line else PublicationStatus.PRELIMINARY],
            "approved": moment(line.approved_at, view.zone) if line and line.approved_at else "—",
            "revision": str(line.approved_in) if line and line.approved_in else "—",
            "corrections": len(line.corrections) if line else 0,
            "opens": day(line.opens_on) if line and line.opens_on else "—",
        }
        for _part, name, line in view.parts
    ]
    return Table("states", _("How far figures are settled"), columns, tuple(rows), view.provenance.notes())


def corrections_table(view: CorrectionsView) -> Table:
    """Every corrected figure: old, new, reason."""
    columns = (
        Column("revision", _("Revision"), Kind.NUMBER, 0),
        Column("time", _("Time")),
        Column("municipality", _("Municipality")),
        Column("figure", _("Score or indicator")),
        Column("old", _("Was")),
        Column("new", _("Became")),
        Column("reason", _("Reason")),
        Column("author", _("Who")),
    )
    rows: list[dict[str, Value]] = [
        {
            "revision": one.revision.number,
            "time": moment(one.revision.created_at, view.zone),
            "municipality": line.municipality,
            "figure": line.where,
            "old": line.old,
            "new": line.new,
            "reason": revision_message(one.revision),
            "author": author_words(one.revision.author),
        }
        for one in view.corrections
        for line in one.changes.lines
    ]
    return Table("corrections", _("Corrected figures"), columns, tuple(rows), view.provenance.notes())


def effects_table(view: CorrectionsView) -> Table:
    """What the corrections did to ranks, verdicts and statuses of targets."""
    columns = (
        Column("revision", _("Revision"), Kind.NUMBER, 0),
        Column("municipality", _("Municipality")),
        Column("kind", _("What has changed")),
        Column("where", _("Where")),
        Column("old", _("Was")),
        Column("new", _("Became")),
    )
    rows = [row for one in view.corrections for row in _effects(one)]
    return Table("effects", _("What the corrections did"), columns, tuple(rows), view.provenance.notes())


def _effects(one: Correction) -> list[dict[str, Value]]:
    found: list[tuple[str, Any, str, str]] = [
        *((_("rank"), line, line.old, line.new) for line in one.changes.ranks if line.old != line.new),
        *((_("verdict"), line, verdict_words(line.old), verdict_words(line.new)) for line in one.changes.verdicts),
        *((_("target"), line, status_word(line.old), status_word(line.new)) for line in one.changes.statuses),
    ]
    return [
        {
            "revision": one.revision.number,
            "municipality": line.municipality,
            "kind": kind,
            "where": line.where,
            "old": old,
            "new": new,
        }
        for kind, line, old, new in found
    ]
