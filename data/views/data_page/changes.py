"""What lies between two revisions, with names in place of codes: cells, places, verdicts, statuses of targets."""

from dataclasses import dataclass
from typing import Any

from data.formats import nothing, number, rank
from data.language import _, local
from data.queries.registry import indicators, municipalities
from data.storage.reader import Reader
from data.text.municipality_kinds import MUNICIPALITY_KINDS
from data.text.school_kinds import SCHOOL_KINDS
from data.views.data_page.consequences import TOTAL
from data.vocabulary import Nothing, TargetStatus, Verdict

YEARS = frozenset({"first_year", "last_year", "year"})


@dataclass(frozen=True)
class CellLine:
    """``where`` it is, in words, then what it was and what it becomes.

    ``difference`` is the number of points won or lost, empty where a side is no number.
    """

    municipality: str
    where: str
    old: str
    new: str
    difference: float | None = None


@dataclass(frozen=True)
class RankLine:
    """``moved`` is the number of places won (positive) or lost, None where there is no rank on one side."""

    municipality: str
    where: str
    is_total: bool
    old: str
    new: str
    moved: int | None
    old_points: str
    new_points: str


@dataclass(frozen=True)
class VerdictLine:
    municipality: str
    where: str
    old: Verdict
    new: Verdict


@dataclass(frozen=True)
class StatusLine:
    municipality: str
    where: str
    old: TargetStatus
    new: TargetStatus


@dataclass(frozen=True)
class ChangesView:
    """Counts of everything, and the lines that can be shown. ``before`` and ``after`` are revisions.

    ``new`` + ``changed`` + ``vanished`` = ``cells``. ``others`` are what no figure rests on, such as names.
    """

    before: int = 0
    after: int = 0
    cells: int = 0
    new: int = 0
    changed: int = 0
    vanished: int = 0
    moved: int = 0
    verdict_count: int = 0
    status_count: int = 0
    other_count: int = 0
    lines: tuple[CellLine, ...] = ()
    ranks: tuple[RankLine, ...] = ()
    verdicts: tuple[VerdictLine, ...] = ()
    statuses: tuple[StatusLine, ...] = ()
    others: tuple[CellLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.cells or self.other_count)


def changes_view(reader: Reader, result: dict[str, Any]) -> ChangesView:
    """The result of a job, as ``data.work.changes`` writes it, for a page."""
    names = _names(reader)
    counts = ("before", "after", "cells", "new", "changed", "vanished", "moved")
    return ChangesView(
        **{name: int(result.get(name, 0)) for name in counts},
        verdict_count=result.get("verdicts", 0),
        status_count=result.get("statuses", 0),
        # Figures are listed as cells; the plan of a file adds what else it changes.
        other_count=0 if result.get("cells") else result.get("planned", 0),
        lines=tuple(_cell(item) for item in result.get("cell_list", [])),
        ranks=tuple(_rank(item, names) for item in result.get("rank_list", [])),
        verdicts=tuple(
            VerdictLine(
                names[item["municipality"]],
                f"{item['period']} · {item['direction']}",
                Verdict(item["old"]),
                Verdict(item["new"]),
            )
            for item in result.get("verdict_list", [])
        ),
        statuses=tuple(
            StatusLine(
                names[item["municipality"]],
                f"{item['year']} · {names[item['indicator']]}",
                TargetStatus(item["old"]),
                TargetStatus(item["new"]),
            )
            for item in result.get("status_list", [])
        ),
        others=() if result.get("cells") else tuple(_other(item, names) for item in result.get("planned_list", [])),
    )


def content_text(value: str | float | None) -> str:
    """One side of a changed cell: a number, a text, a kind of nothing, or a dash where there is no cell."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return nothing(Nothing(value)) if value in set(Nothing) else value
    return number(value)


def _names(reader: Reader) -> dict[str, str]:
    """Short names by code; codes of municipalities and of indicators never meet in one column."""
    places = {entry.code: entry.short for entry in municipalities(reader)}
    return places | {entry.code: entry.short for entry in indicators(reader)}


def _cell(item: dict[str, Any]) -> CellLine:
    place, old, new = item["place"], item["old"], item["new"]
    both = isinstance(old, int | float) and isinstance(new, int | float)
    return CellLine(
        place["municipality"],
        " · ".join(filter(None, (place["period"], place["what"]))),
        content_text(old),
        content_text(new),
        new - old if both else None,
    )


def _other(item: dict[str, Any], names: dict[str, str]) -> CellLine:
    name = names.get(item["municipality"], item["municipality"])
    where = f"{item['subject']} · {field_word(item['field'])}"
    old, new = (_other_text(item["field"], item[side], names) for side in ("old", "new"))
    return CellLine(name, where, old, new)


def _other_text(field: str, value: str | float | None, names: dict[str, str]) -> str:
    """One side as a workbook says it: a kind in words, a year as people write it, a municipality by its name."""
    if isinstance(value, str):
        words = {"kind": _kinds(), "municipality": names}.get(field, {})
        return words.get(value) or content_text(value)
    return str(int(value)) if field in YEARS and value is not None else content_text(value)


def _kinds() -> dict[str, str]:
    kinds = MUNICIPALITY_KINDS | SCHOOL_KINDS
    return {kind: local(*words[:2]) for kind, words in kinds.items()}


def field_word(field: str) -> str:
    """A field that is no figure, in words; what has none is shown as it is called."""
    return {
        "comment": _("comment"),
        "document_title": _("document"),
        "document_number": _("number of the document"),
        "document_date": _("date of the document"),
        "link": _("link"),
        "name_ru": _("name"),
        "name_en": _("name in English"),
        "short_ru": _("short name"),
        "short_en": _("short name in English"),
        "kind": _("kind"),
        "first_year": _("first year"),
        "last_year": _("last year"),
        "year": _("year"),
        "municipality": _("municipality"),
        "label": _("period as it was written"),
        "document": _("document"),
        "methodology": _("edition of the methodology"),
        "outline": _("outline"),
    }.get(field, field)


def _rank(item: dict[str, Any], names: dict[str, str]) -> RankLine:
    old, new, is_total = item["old_rank"], item["new_rank"], item["subject"] == TOTAL
    return RankLine(
        municipality=names[item["municipality"]],
        where=f"{item['period']} · {_('total') if is_total else item['subject']}",
        is_total=is_total,
        old=rank(*old) if old else _("no rank"),
        new=rank(*new) if new else _("no rank"),
        moved=old[0] - new[0] if old and new else None,
        old_points=content_text(item["old_points"]),
        new_points=content_text(item["new_points"]),
    )
