"""The roadmaps of the documents as reference: which measures such a plan has, by direction and stage."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import get_month_names

from data.language import _, current_language, local, ngettext
from data.methodology.reference_roadmaps import ReferenceMeasure, ReferenceRoadmap, read_reference_roadmaps
from data.text.deadline_kinds import DEADLINE_KINDS
from data.text.word_lists import word_of
from data.views.roadmap.page import RoadmapView
from data.views.shared.measure_rows import stages_of
from data.vocabulary import DeadlineKind

# The direction of the older scheme that document 003 has a roadmap for; in the scheme of eight it is a part of 1.1.
OBJECTIVITY = "objectivity"


@dataclass(frozen=True)
class ReferenceRow:
    roadmap: ReferenceRoadmap
    measure: ReferenceMeasure
    stage: str

    @property
    def direction(self) -> str:
        return _("objectivity (older 2.1)") if self.roadmap.direction == OBJECTIVITY else self.roadmap.direction

    @property
    def source(self) -> str:
        return local(self.roadmap.source_ru, self.roadmap.source_en)


@dataclass(frozen=True)
class DocumentCount:
    """A document as a whole: how many measures it has, by kind of deadline, and what is missing in how many."""

    source: str
    total: int
    kinds: Mapping[DeadlineKind, int]
    without_result: int
    without_deadline: int
    without_responsible: int


@dataclass(frozen=True)
class Reference:
    """``rows`` fit the direction and the stage of the page; ``documents`` are counted as a whole."""

    rows: tuple[ReferenceRow, ...]
    documents: tuple[DocumentCount, ...]


def reference(view: RoadmapView) -> Reference:
    roadmaps = read_reference_roadmaps()
    direction, stage = view.selection.direction, view.selection.stage
    wanted = stages_of(stage, view.choices.components) if stage else None
    rows = tuple(
        ReferenceRow(roadmap, measure, view.choices.stage(measure.stage).title)
        for roadmap in roadmaps
        for measure in roadmap.measures
        if _fits(roadmap.direction, direction) and (wanted is None or measure.stage in wanted)
    )
    documents = dict.fromkeys(roadmap.document for roadmap in roadmaps)
    return Reference(rows, tuple(_count([one for one in roadmaps if one.document == code]) for code in documents))


def _fits(direction: str, chosen: str | None) -> bool:
    return chosen is None or direction == chosen or (direction == OBJECTIVITY and chosen == "1.1")


def _count(roadmaps: list[ReferenceRoadmap]) -> DocumentCount:
    measures = [measure for roadmap in roadmaps for measure in roadmap.measures]
    return DocumentCount(
        source=local(roadmaps[0].source_ru, roadmaps[0].source_en),
        total=len(measures),
        kinds=Counter(measure.kind for measure in measures),
        without_result=sum(not measure.result for measure in measures),
        without_deadline=sum(measure.kind is DeadlineKind.NOT_STATED for measure in measures),
        without_responsible=sum(not measure.responsible for measure in measures),
    )


def responsible_words(measure: ReferenceMeasure) -> str:
    words = {
        "d": _("department of education"),
        "c": _("methodological centre"),
        "o": _("educational organisations"),
        "l": _("curators of low-performing schools"),
        "m": _("municipal coordinator"),
        "p": _("agencies of the prevention system"),
    }
    return ", ".join(words[letter] for letter in measure.responsible)


def reference_deadline(measure: ReferenceMeasure) -> str:
    """«ежегодно, 15 августа», «август 2021», «июль – август 2021»; a missing year stays missing."""
    kind = str(word_of(measure.kind, DEADLINE_KINDS))
    if measure.kind is DeadlineKind.EVERY_FEW_YEARS:
        years = measure.every_years or 0
        return ngettext("once in {number} year", "once in {number} years", years).format(number=years)
    if not measure.detail:
        return kind
    detail = " – ".join(_moment(part) for part in measure.detail.split(".."))
    return f"{kind}: {detail}"


def _moment(part: str) -> str:
    """«2021», «08», «08-15», «2021-08» in words."""
    first, _dash, second = part.partition("-")
    names = get_month_names("wide", context="stand-alone", locale=current_language())
    if len(first) == len("2021"):
        return f"{names[int(second)]} {first}" if second else first
    return f"{second}.{first}" if second else str(names[int(first)])
