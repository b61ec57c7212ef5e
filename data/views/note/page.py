"""The recommendations to one municipality with the texts saved for them: the card of the profile and the note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.formats import number
from data.language import _, current_language
from data.queries.headings import MethodologyLine, region_line
from data.queries.indicators import period_years
from data.queries.note import NoteKey, SavedText, saved_texts
from data.queries.note_store import DEADLINE, may_approve, may_write
from data.queries.revisions import revision_line
from data.selection import Selection
from data.storage.reader import Reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.selection import cycle_provenance, cycle_rubric, settle_cycle
from data.views.indicators.region_targets import TargetsPart, own_targets
from data.views.note.deadline import proposed_deadline
from data.views.note.recommendations import Draft
from data.views.note.source import Entry, GapLine, NoteSource
from data.views.shared.choices import Choice, Choices
from data.views.shared.provenance import Provenance
from data.vocabulary import NoteState


@dataclass(frozen=True)
class Difference:
    """A figure that has changed since a text was written; printed."""

    name: str
    then: str
    now: str


@dataclass(frozen=True)
class Section:
    """One recommendation: its draft from the data, and what people have made of it; ``gaps`` are empty for a target.

    ``approved`` is the latest approved text, ``later`` the latest draft saved after it. ``version`` is the last version
    of all, 0 for none. ``differences`` are those between the text shown and the data of now, empty while they agree.
    ``figures`` are what a text saved now would rest on.
    """

    key: str
    draft: Draft
    gaps: tuple[GapLine, ...]
    figures: Mapping[str, Any]
    approved: SavedText | None
    later: SavedText | None
    version: int
    differences: tuple[Difference, ...]

    @property
    def is_target(self) -> bool:
        return not self.gaps

    @property
    def saved(self) -> SavedText | None:
        """The text that counts: the approved one, else the saved draft."""
        return self.approved or self.later

    @property
    def text(self) -> str:
        return self.saved.text if self.saved else self.draft.text

    @property
    def is_approved(self) -> bool:
        return self.approved is not None

    @property
    def text_to_edit(self) -> str:
        """Where editing goes on: the latest version, whatever its state."""
        latest = self.later or self.approved
        return latest.text if latest else self.draft.text


@dataclass(frozen=True)
class NoteView:
    """``sections`` hold the recommendations in order, each gap in one; ``closed`` the texts whose gap is no more.

    ``deadline`` is the date that the drafts name, as somebody has worded it; ``deadline_version`` its version. Until
    somebody has, they name ``proposed``.
    ``penalty`` and ``bare`` are points taken away and points without a document in all directions, both ≥ 0.
    ``data_time`` is when the revision was made (UTC).
    ``is_latest`` tells whether the reader sees the data of now: only then may a text be saved.
    """

    selection: Selection
    choices: Choices
    municipality: Choice
    period: Choice
    methodology: MethodologyLine
    sections: tuple[Section, ...]
    closed: tuple[SavedText, ...]
    deadline: SavedText | None
    proposed: str
    targets: TargetsPart
    penalty: float
    bare: float
    may_write: bool
    may_approve: bool
    is_latest: bool
    time_zone: str
    data_time: datetime | None
    provenance: Provenance

    @property
    def gaps(self) -> int:
        return sum(len(section.gaps) for section in self.sections)

    @property
    def deadline_version(self) -> int:
        return self.deadline.version if self.deadline else 0

    def section(self, key: str | None) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)


def note_view(reader: Reader, selection: Selection) -> NoteView:
    """The recommendations of the selected municipality, period and methodology; other choices count for nothing.

    Raises AccessDenied for a municipality outside the viewer's scope and NotFound for a code that does not exist.
    """
    of_cycle, choices = settle_cycle(reader, CycleSelection.of(selection))
    settled = Selection.of(of_cycle)
    rubric = cycle_rubric(reader, settled)
    targets = _targets(reader, settled)
    key = NoteKey(settled.municipality or "", settled.period or "", settled.methodology or "", current_language())
    saved = saved_texts(reader, key)
    deadline = max((one for one in saved if one.section == DEADLINE), key=lambda one: one.version, default=None)
    proposed = proposed_deadline(period_years(reader)[key.period])
    source = NoteSource(reader, settled, choices, targets, deadline.text if deadline else proposed)
    sections = tuple(_section(entry, saved) for entry in source.entries(saved))
    known = {section.key for section in sections} | {DEADLINE}
    about, revision = region_line(reader), revision_line(reader)
    return NoteView(
        selection=settled,
        choices=choices,
        municipality=Choices.find(choices.municipalities, key.municipality),
        period=Choices.find(choices.periods, key.period),
        methodology=rubric,
        sections=sections,
        closed=_latest_of(tuple(one for one in saved if one.section not in known)),
        deadline=deadline,
        proposed=proposed,
        targets=targets,
        penalty=source.total("penalty"),
        bare=source.total("bare"),
        may_write=may_write(reader.viewer, key.municipality),
        may_approve=may_approve(reader.viewer),
        is_latest=reader.revision == reader.newest,
        time_zone=about.time_zone if about else "UTC",
        data_time=revision.created_at if revision else None,
        provenance=cycle_provenance(reader, settled, rubric),
    )


def _targets(reader: Reader, settled: Selection) -> TargetsPart:
    years = period_years(reader)
    year = years[settled.period or ""]
    return own_targets(reader, settled.municipality or "", sorted(at for at in years.values() if at <= year))


def _section(entry: Entry, saved: tuple[SavedText, ...]) -> Section:
    own = [one for one in saved if one.section == entry.key]
    approved = next((one for one in reversed(own) if one.state is NoteState.APPROVED), None)
    later = own[-1] if own and own[-1].state is NoteState.DRAFT else None
    shown = approved or later
    return Section(
        key=entry.key,
        draft=entry.draft,
        gaps=entry.gaps,
        figures=entry.figures,
        approved=approved,
        later=later,
        version=own[-1].version if own else 0,
        differences=_differences(shown.figures, entry.figures) if shown else (),
    )


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Difference, ...]:
    names = {
        "state": _("state"),
        "points": _("points"),
        "maximum": _("maximum"),
        "lost": _("lost"),
        "penalty": _("penalty"),
        "bare": _("points without a document"),
        "fact": _("fact"),
        "target": _("target level"),
    }
    return tuple(
        Difference(words, _printed(then.get(name)), _printed(now.get(name)))
        for name, words in names.items()
        if (name in then or name in now) and then.get(name) != now.get(name)
    )


def _printed(value: Any) -> str:
    if isinstance(value, int | float):
        return number(value)
    words = {
        "formed": _("formed"), "partial": _("not fully formed"), "absent": _("absent"), "no_data": _("no data"),
        "not_applicable": _("not applicable"), "missed": _("not reached"), "behind": _("behind the plan"),
    }  # fmt: skip
    return words.get(str(value), "—")


def _latest_of(saved: tuple[SavedText, ...]) -> tuple[SavedText, ...]:
    """The last version of each section."""
    return tuple({one.section: one for one in saved}.values())
