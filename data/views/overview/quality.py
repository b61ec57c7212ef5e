"""Whether the data can be trusted: five figures, each with the words that say what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from data.formats import coverage_words, moment, number, percent, rank
from data.language import _, ngettext
from data.measures.data_quality import JUMP_SHARE, coverage, jump_threshold, jumps
from data.queries.evidence import EvidenceCount
from data.queries.headings import region_line
from data.queries.revisions import revision_line
from data.storage.reader import Reader
from data.views.overview.address import OverviewSelection
from data.views.overview.words import few_names
from data.views.rankings.page import shared_places
from data.views.rankings.words import first_of


@dataclass(frozen=True)
class QualityFigure:
    """One answer to «can this be trusted»: a short figure and a line under it."""

    key: str
    title: str
    text: str
    detail: str


def quality_figures(
    evidence: EvidenceCount, ranks: pd.DataFrame, names: Mapping[str, str], compared: bool
) -> tuple[QualityFigure, ...]:
    """All figures but the age of the data. ``ranks`` is a frame of ``data.measures.changes``."""
    return (
        _coverage(ranks, names),
        _evidence(evidence),
        _ties(shared_places(ranks)),
        _jumps(ranks, names) if compared else QualityFigure("jumps", _("Jumps"), "—", _("no comparison")),
    )


def with_age(
    reader: Reader, figures: tuple[QualityFigure, ...], chosen: OverviewSelection, now: datetime
) -> tuple[QualityFigure, ...]:
    """The figures with the age of the data in its place; ``now`` is an aware time, from which it is counted.

    It is left out where a revision is chosen: such a page must read the same next year.
    """
    return (*figures[:2], _age(reader, now if chosen.revision is None else None), *figures[2:])


def _coverage(ranks: pd.DataFrame, names: Mapping[str, str]) -> QualityFigure:
    found = coverage(ranks)
    text = coverage_words(found.share) if found.share is not None else "—"
    if not found.incomplete:
        return QualityFigure("coverage", _("Coverage"), text, _("every parameter is scored"))
    detail = _("not scored: {points} of {maximum} points — {who}").format(
        points=number(found.maximum - found.scored),
        maximum=number(found.maximum),
        who=few_names(found.incomplete, names),
    )
    return QualityFigure("coverage", _("Coverage"), text, detail)


def _evidence(found: EvidenceCount) -> QualityFigure:
    text = percent(found.bare_points / found.points) if found.points else "—"
    detail = ngettext(
        "of the points given; {number} score without a document",
        "of the points given; {number} scores without a document",
        found.bare_scores,
    )
    return QualityFigure("evidence", _("Without evidence"), text, detail.format(number=number(found.bare_scores)))


def _age(reader: Reader, now: datetime | None) -> QualityFigure:
    revision, region = revision_line(reader), region_line(reader)
    if revision is None:
        return QualityFigure("age", _("Last change of the data"), "—", "")
    zone = region.time_zone if region else "UTC"
    time = moment(revision.created_at, zone)
    # Calendar days: an answer of the morning is still right in the evening.
    days = (
        (now.astimezone(ZoneInfo(zone)).date() - revision.created_at.astimezone(ZoneInfo(zone)).date()).days
        if now
        else -1
    )
    detail = _("revision {number}").format(number=revision.number)
    if days >= 0:
        detail += f" · {_ago(days)}"
    return QualityFigure("age", _("Last change of the data"), time.split(",")[0], detail)


def _ago(days: int) -> str:
    if days == 0:
        return _("today")
    return _("yesterday") if days == 1 else ngettext("{number} day ago", "{number} days ago", days).format(number=days)


def _ties(shared: Sequence[tuple[int, int]]) -> QualityFigure:
    if not shared:
        return QualityFigure("ties", _("Ties"), "0", _("no shared ranks"))
    places = first_of([rank(first, last) for first, last in shared], ", ")
    detail = _("equal totals share ranks {ranks}").format(ranks=places)
    return QualityFigure("ties", _("Ties"), number(len(shared)), detail)


def _jumps(ranks: pd.DataFrame, names: Mapping[str, str]) -> QualityFigure:
    found = jumps(ranks)
    limit = _("the total changed by more than {points} points ({share} of the maximum)").format(
        points=number(jump_threshold(ranks)), share=percent(JUMP_SHARE, 0)
    )
    who = f": {few_names(tuple(found['municipality']), names)}" if len(found) else ""
    return QualityFigure("jumps", _("Jumps"), number(len(found)), limit + who)
